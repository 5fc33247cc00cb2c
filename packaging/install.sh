#!/bin/sh
# Puts MetaSDF Live into the menus of this person's desktop and opens .metasdf files with it; --remove takes it out.
# The program stays in the folder that this file lies in. Nothing else is written, and no rights are needed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/metasdf-live.desktop
types=$share/mime/packages/metasdf-live.xml
icon=$share/icons/hicolor/scalable/apps/metasdf-live.svg
if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$types" "$icon"
else
    mkdir -p "$(dirname "$entry")" "$(dirname "$types")" "$(dirname "$icon")"
    sed "s|^Exec=.*|Exec=\"$here/metasdf-live\" %f|" "$here/metasdf-live.desktop" > "$entry"
    cp "$here/metasdf-live.xml" "$types"
    cp "$here/metasdf-live.svg" "$icon"
fi
if command -v update-mime-database > /dev/null; then update-mime-database "$share/mime"; fi
if command -v update-desktop-database > /dev/null; then update-desktop-database "$share/applications"; fi
