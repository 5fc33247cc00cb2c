"""Pictures of what the program writes: no window is needed, and each is there in one shade."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from docs.photographs.photographer import ROOT, SHAPES

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGE_SIZE = (1200, 760)

Written = Callable[[Path], Path]
"""Writes into the folder of pictures, and tells where. Raises FileNotFoundError without what it needs."""


def adaptation(images: Path) -> Path:
    """A chair is completed, step by step: the film that `adapt` writes."""
    with tempfile.TemporaryDirectory() as folder:
        program("adapt", str(SHAPES / "chair.ply"), "--checkpoint", "furniture-scan", "--out", folder)
        return Path(shutil.copy(Path(folder) / "adaptation.webp", images))


def page(images: Path) -> Path:
    """The page of a chair in a browser, at its trained end."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise FileNotFoundError(f"there is no browser on this machine: {', '.join(BROWSERS)}")
    picture = images / "page-light.png"
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "page.html"
        program("record", str(SHAPES / "chair-real.ply"), str(written), "--checkpoint", "real-scan", "--imagined")
        command = (
            browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader",
            "--hide-scrollbars", "--virtual-time-budget=20000", f"--user-data-dir={folder}/browser",
            f"--window-size={PAGE_SIZE[0]},{PAGE_SIZE[1]}", f"--screenshot={picture}", written.as_uri(),
        )  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
    return picture


def program(*words: str) -> None:
    """The program's command line."""
    subprocess.run([sys.executable, str(ROOT / "main.py"), *words], check=True, capture_output=True)
