"""What the window needs of the system, checked before Qt is imported.

Qt aborts the process, and VTK segfaults, where a library or the display is missing; neither can be caught. These
checks use ctypes alone and take a few milliseconds. `python -m app.system.preflight --display` exits 0 where a window
can open (the Makefile asks it).
"""

from __future__ import annotations

import ctypes
import os
import sys

from core.storage.resources import spoken

OPENGL_LIBRARIES = {"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}
"""Shared objects that off-screen pictures need, with their Debian packages."""

WINDOW_LIBRARIES = OPENGL_LIBRARIES | {
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Shared objects that Qt's libraries link against."""

XCB_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""Shared objects of Qt's X11 plug-in."""

WAYLAND_LIBRARIES = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}
"""Shared objects of Qt's Wayland plug-in."""


def missing_libraries(wanted: dict[str, str]) -> dict[str, str]:
    """The entries of `wanted` (soname -> Debian package) that this system cannot load."""
    missing = {}
    for soname, package in wanted.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing[soname] = package
    return missing


def library_message(missing: dict[str, str]) -> str:
    """One sentence that names the libraries and the line that installs them; "" when nothing is missing."""
    if not missing:
        return ""
    packages = " ".join(dict.fromkeys(missing.values()))
    return (
        f"The system lacks {', '.join(missing)}. On Debian or Ubuntu: "
        f"sudo apt-get install -y --no-install-recommends libgl1-mesa-dri {packages}"
    )


def _x_display_answers() -> bool:
    """Whether the X server named by DISPLAY lets us connect."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if display:
        x11.XCloseDisplay(display)
    return bool(display)


def display_problem() -> str:
    """Why no window can open on this system's display, in one sentence; "" when one can.

    macOS and Windows always have a display. With QT_QPA_PLATFORM=offscreen (tests) none is needed.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not os.environ.get("DISPLAY"):
        return (
            "There is no display (DISPLAY and WAYLAND_DISPLAY are not set). Use the command line instead, for "
            f"example: {spoken('adapt INPUT --checkpoint NAME')}. Or start a virtual screen: xvfb-run {spoken()}"
        )
    # Without libX11 the display cannot be asked; the missing library is then what is reported.
    if not missing_libraries({"libX11.so.6": "libx11-6"}) and not _x_display_answers():
        return f"The X server at DISPLAY={os.environ['DISPLAY']} does not answer. Is it running, and may you connect?"
    return ""


def window_problem() -> str:
    """Why the window cannot open (missing libraries or display), in one sentence with a remedy; "" when it can."""
    problem = display_problem()
    if problem or not sys.platform.startswith("linux"):
        return problem
    wanted = WINDOW_LIBRARIES | (XCB_LIBRARIES if os.environ.get("DISPLAY") else WAYLAND_LIBRARIES)
    return library_message(missing_libraries(wanted))


def picture_problem() -> str:
    """Why off-screen pictures cannot be rendered, in one sentence with a remedy; "" when they can."""
    if not sys.platform.startswith("linux"):
        return ""
    missing = missing_libraries({"libEGL.so.1": "libegl1"})
    if missing or _egl_has_a_driver():
        return library_message(missing)
    return (
        "OpenGL has no driver for off-screen pictures. On Debian or Ubuntu: "
        "sudo apt-get install -y --no-install-recommends libgl1-mesa-dri libegl1"
    )


def _egl_has_a_driver() -> bool:
    """Whether a device of EGL starts: a graphics card, or Mesa's software renderer. VTK segfaults where none does."""
    egl = ctypes.CDLL("libEGL.so.1")
    egl.eglGetProcAddress.restype = ctypes.c_void_p
    queries = egl.eglGetProcAddress(b"eglQueryDevicesEXT")
    displays = egl.eglGetProcAddress(b"eglGetPlatformDisplayEXT")
    if not queries or not displays:
        return False
    pointer = ctypes.c_void_p
    query = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, pointer, pointer)(queries)
    get_display = ctypes.CFUNCTYPE(pointer, ctypes.c_uint, pointer, pointer)(displays)
    egl.eglInitialize.argtypes, egl.eglTerminate.argtypes = [pointer] * 3, [pointer]
    devices, count = (pointer * 16)(), ctypes.c_int(0)
    if not query(len(devices), devices, ctypes.byref(count)):
        return False
    for device in devices[: count.value]:
        display = get_display(0x313F, device, None)  # EGL_PLATFORM_DEVICE_EXT
        if display and egl.eglInitialize(display, None, None):
            egl.eglTerminate(display)
            return True
    return False


if __name__ == "__main__":
    reason = display_problem() if "--display" in sys.argv[1:] else window_problem()
    if reason:
        sys.stderr.write(reason + "\n")
    sys.exit(1 if reason else 0)
