"""Another process of this program: what to start, whether it runs from its folder, installed, or frozen."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

from core.storage.resources import ROOT

MODULE = "--module"
"""First of the arguments with which the program runs one of its own modules, in a process of its own."""


def again(words: Sequence[str]) -> list[str]:
    """The command that runs this program with these words, from whatever folder.

    One that PyInstaller froze (`make dist`) is its own interpreter.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    return [sys.executable, str(ROOT / "main.py"), *words]


def module(name: str, words: Sequence[str] = ()) -> list[str]:
    """The command that runs a module of `app` as a program of its own."""
    return again([MODULE, name, *words])


def run_module(name: str, words: Sequence[str]) -> int:
    """Do what such a command asks for; returns its exit code."""
    if not name.startswith("app."):
        sys.stderr.write(f"{name} is no module of this program.\n")
        return 2
    sys.argv = [name, *words]
    runpy.run_module(name, run_name="__main__", alter_sys=True)
    return 0
