#!/usr/bin/env bash
# Creates .venv and installs the project into it; .venv/.installed tells make that it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -x .venv/bin/pip ]; then
    python=$(bash .ci/find-python.sh) || { echo "MetaSDF Live needs Python 3.11 or newer." >&2; exit 1; }
    echo "Creating .venv with $python"
    "$python" -m venv .venv
fi
lock=() # the versions that were tested together, with the Python that they were tested with
.venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' && lock=(--constraint requirements.lock)
.venv/bin/python -m pip install --disable-pip-version-check --quiet "${lock[@]}" --editable '.[dev]'
touch .venv/.installed
