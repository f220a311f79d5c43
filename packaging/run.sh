#!/usr/bin/env bash
# The main job: play the sample day into demo/, then open the window on it where there is a display.
set -euo pipefail
PY="$1"
export DISPATCH_CONSOLE_KEYS="${DISPATCH_CONSOLE_KEYS:-$PWD/demo/keys}"
rm -rf demo
QT_QPA_PLATFORM=offscreen "$PY" -m dispatch_console demo -o demo
echo "demo/ holds:"; ls -1 demo
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  env -u QT_QPA_PLATFORM "$PY" -m dispatch_console --data-dir demo/desk --now 2026-03-02T17:40 --actor 陈静
fi
