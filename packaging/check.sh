#!/usr/bin/env bash
# Everything that can be said without running the program: style, types, floors, the house's own rules, migrations, words.
set -euo pipefail
PY="$1"; BIN="$(dirname "$PY")"
start=$SECONDS
"$BIN/ruff" check .
"$BIN/mypy"
"$BIN/lint-imports"
"$PY" packaging/check_migrations.py
"$PY" packaging/make_words.py --check
"$PY" packaging/make_coverage.py --check
"$PY" -m pytest tests/house -q
echo "check: ok in $((SECONDS - start)) s"
