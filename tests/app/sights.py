"""What the pixels of the view show, told by the names of colours."""

from __future__ import annotations

import colorsys
from collections import Counter
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.render.actors import in_space
from app.render.scenery import frame_of_view
from app.view.viewport import Viewport

HUES = {"red": 12, "orange": 50, "yellow": 70, "green": 170, "blue": 260, "purple": 290, "pink": 345}
"""Up to which angle of the colour circle a colour is called so."""


def name_of(color: np.ndarray) -> str:
    """What a person calls a colour (3,) of 0 to 255."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(float(part) / 255 for part in color))
    if value < 0.25:
        return "black"
    if saturation < 0.15:
        return "white" if value > 0.9 else "grey"
    return next((name for name, end in HUES.items() if 360 * hue <= end), "red")


def image_of(widget: QWidget) -> QImage:
    """A widget with a pixel for each unit of its layout, whatever screen it is on."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    QWidget.render(widget, image, QPoint())  # views of scenes have another one by this name
    return image


def pixels(viewport: Viewport) -> np.ndarray:
    """(h, w, 3) uint8 of the view as it stands."""
    image = viewport.picture()
    assert image is not None
    image = image.convertToFormat(image.Format.Format_RGB888)
    rows: Any = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def colors_at(viewport: Viewport, places: np.ndarray) -> np.ndarray:
    """(m, 3) uint8: the pixels at those of the places (n, 2 or 3) that are in the picture."""
    image = pixels(viewport)
    height, width = image.shape[:2]
    whole = np.column_stack((in_space(places), np.ones(len(places)))) @ frame_of_view(viewport.plotter).T
    x, y = whole[:, 0] / whole[:, 3], whole[:, 1] / whole[:, 3]
    columns, rows = ((x + 1) / 2 * width).astype(int), ((1 - y) / 2 * height).astype(int)
    seen = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    assert seen.any(), "nothing of it is in the picture"
    return image[rows[seen], columns[seen]]


def usual_name(colors: np.ndarray) -> str:
    """What most of the colours (n, 3) are called."""
    return Counter(name_of(color) for color in colors).most_common(1)[0][0]


def share_of(image: np.ndarray, name: str) -> float:
    """Share of the pixels (h, w, 3) that a person calls so."""
    kinds, counts = np.unique(image.reshape(-1, 3), axis=0, return_counts=True)
    named = np.array([name_of(kind) == name for kind in kinds])
    return float(counts[named].sum() / counts.sum())


def saturation(colors: np.ndarray) -> float:
    """Mean of how strong colours (n, 3) are: 0 for greys, 1 at most."""
    most = np.maximum(colors.max(-1).astype(float), 1)
    return float(((most - colors.min(-1)) / most).mean())
