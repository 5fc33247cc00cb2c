"""What the program says of itself: its version, the method's source, and what a report of a fault should name."""

from __future__ import annotations

from collections.abc import Callable
from platform import python_version

from PySide6.QtWidgets import QMessageBox, QWidget

from app.cli.doctor import package_version, program_version
from app.document.settings import APPLICATION
from app.system.words import tr
from core.storage.resources import spoken

PACKAGES = ("torch", "vtk", "pyvista", "PySide6-Essentials")


def text() -> str:
    """Rich text for the About box."""
    parts = ", ".join(f"{name} {found}" for name in PACKAGES if (found := package_version(name)))
    return tr(
        "<p><b>{application} {program_version}</b></p><p>Adapts a meta-learned neural signed "
        "distance field to a partial shape, one gradient step at a time, and shows the surface after "
        "each.</p><p>The method: V. Sitzmann, E. R. Chan, R. Tucker, N. Snavely, G. Wetzstein, "
        "<i>MetaSDF: Meta-learning Signed Distance Functions</i>, NeurIPS 2020.</p><p>Python "
        "{python_version}, {parts}. MIT licence.</p>",
        application=APPLICATION,
        program_version=program_version(),
        python_version=python_version(),
        parts=parts,
    )


def show(parent: QWidget, copy_report: Callable[[], object]) -> None:
    """Open the About box, from which the report of a fault can be copied."""
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, tr("About {application}", application=APPLICATION), text(), parent=parent
    )
    copy = box.addButton(tr("Copy &Report"), QMessageBox.ButtonRole.ActionRole)
    copy.setToolTip(tr("Copy what the program stands on, for a report of a fault ({spoken})", spoken=spoken("doctor")))
    box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Ok))
    box.exec()
    if box.clickedButton() is copy:
        copy_report()
