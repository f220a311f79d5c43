#!/usr/bin/env bash
# The shared libraries that Qt needs. Installs them by apt when root; else says the line and stops with 3.
set -euo pipefail
QT="libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"
TESTS="libreoffice-calc-nogui poppler-utils fonts-noto-cjk xvfb xauth"
command -v dpkg-query >/dev/null || exit 0   # not Debian: see README
missing=""
want="$QT"
if [ "${1:-}" = "--tests" ]; then want="$TESTS"; fi
for p in $want; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q "install ok installed" || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >/dev/null
else
  echo "Missing system libraries. Run this once, then try again:" >&2
  echo "  sudo apt-get install -y --no-install-recommends$missing" >&2
  exit 3
fi
