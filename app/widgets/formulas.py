"""Formulas in TeX as pictures in the colour of the text, sharp at every scale of the screen."""

from __future__ import annotations

from functools import lru_cache
from math import inf

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


@lru_cache(maxsize=256)
def drawing(tex: str, size: float, color: str) -> bytes:
    """A display formula as SVG. size: of the letters, in pixels. Raises ValueError for TeX that cannot be read."""
    from ziamath import zmath
    from ziamath.config import config

    config.svg2 = False  # Qt draws SVG 1.2 Tiny
    try:
        return zmath.Latex(tex, size=size, color=color).svg().encode()
    except Exception as error:  # noqa: BLE001 (the reader raises whatever it runs into)
        raise ValueError(f"the formula {tex!r} cannot be read ({error})") from None


def picture(tex: str, size: float, color: str, ratio: float, room: float = inf) -> QImage:
    """The same as an image for a screen with `ratio` device pixels a pixel, made smaller where it is wider than the
    room."""
    renderer = QSvgRenderer(QByteArray(drawing(tex, size, color)))
    extent = renderer.defaultSize()
    extent *= ratio * min(1.0, room / max(1, extent.width()))
    image = QImage(extent, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
