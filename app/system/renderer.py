"""Prints the name of the OpenGL renderer. A program of its own (app.cli.doctor runs it), since drivers may abort it."""

from __future__ import annotations

import sys

import vtkmodules.vtkRenderingOpenGL2  # noqa: F401 (what draws for the window below)
from vtkmodules.vtkRenderingCore import vtkRenderWindow


def renderer() -> str:
    """As the driver says it."""
    window = vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.Render()
    told = (line for line in window.ReportCapabilities().splitlines() if "renderer string" in line)
    return next(told).split(":", 1)[1].strip()


if __name__ == "__main__":
    sys.stdout.write(renderer() + "\n")
