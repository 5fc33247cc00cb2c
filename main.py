"""MetaSDF Live: no arguments opens the window, a file opens it there, a verb runs on the command line."""

from __future__ import annotations

import sys

from app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
