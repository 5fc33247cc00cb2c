"""The axes cross: which way x, y and z point, in the lower right corner of a picture that is turned. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyvista as pv

    from app.render.styles import SceneStyle

SIDE = 110
"""Of the square that it stands in, in pixels of a usual screen."""

COLORS = {"x_color": "#e03131", "y_color": "#2f9e44", "z_color": "#1971c2"}
"""As those of the cross of the canonical frame (`app.render.scene.draw_cross`)."""


def show(plotter: pv.BasePlotter, shown: bool, style: SceneStyle, covered: float = 0.0) -> None:
    """Show or hide the cross; nothing is made before it is first shown. covered: part of the width, at the right."""
    renderer: Any = plotter.renderer
    made = getattr(renderer, "axes_widget", None) is not None
    if not shown:
        if made:
            renderer.hide_axes()
        return
    if not made:
        renderer.add_axes(line_width=3, labels_off=False, **COLORS)
        renderer.axes_widget.InteractiveOff()
    width, height = (max(1, pixels) for pixels in plotter.window_size)
    across, up = (min(0.4, SIDE * style.scale / pixels) for pixels in (width, height))
    right = 1.0 - covered
    renderer.axes_widget.SetViewport(right - across, 0.0, right, up)
    for caption in (f"Get{axis}AxisCaptionActor2D" for axis in "XYZ"):
        words = getattr(renderer.axes_actor, caption)().GetCaptionTextProperty()
        words.SetColor(*(int(style.text[n : n + 2], 16) / 255 for n in (1, 3, 5)))
        words.SetShadow(False)
        words.SetBold(True)
        words.SetItalic(False)
    renderer.show_axes()
