#!/usr/bin/env bash
# Prints the first Python >= 3.11 found, fails when there is none. 3.11 is what is tested, hence the order.
for python in python3.11 python3 python3.12 python3.13 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$python"
        exit 0
    fi
done
exit 1
