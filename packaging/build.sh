#!/usr/bin/env bash
# The wheel and the list of licences of all that is shipped.
set -euo pipefail
PY="$1"
rm -rf dist
"$PY" -m build --wheel --no-isolation --outdir dist . >/dev/null
"$PY" packaging/licences.py > dist/LICENCES.md
ls -l dist
