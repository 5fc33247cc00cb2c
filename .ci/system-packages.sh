#!/usr/bin/env bash
# Debian and Ubuntu: installs the system packages that are missing, or prints the one line that does.
# Usage: system-packages.sh run | test. Elsewhere it does nothing; the program itself names a missing library.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || exit 0

wanted=(
    libgl1 libgl1-mesa-dri libegl1 libx11-6 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 fonts-dejavu-core
)
if [ "${1:-run}" = test ]; then
    wanted+=(xvfb xauth)
fi

# Newer releases carry some libraries under a name that ends in t64. dpkg-query fails when it does not know one name.
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" "${wanted[@]/%/t64}" 2>/dev/null || true)
missing=()
for package in "${wanted[@]}"; do
    grep -qxE "$package(t64)? installed" <<<"$installed" || missing+=("$package")
done

if [ ! -x .venv/bin/pip ]; then
    if ! python=$(bash .ci/find-python.sh); then
        case "$(. /etc/os-release && echo "$ID $VERSION_ID")" in
            "ubuntu 22.04") missing+=(python3.11 python3.11-venv) ;; # its python3 is 3.10
            *) missing+=(python3 python3-venv) ;;
        esac
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        missing+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
    fi
fi

[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
else
    echo "Some system packages are missing. Please run this line, then make again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
echo "Installing system packages: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
