#!/usr/bin/env bash
# The long runs: 200 kills, faults, load, small wrongs in the rules, and the program from nothing in a minimal Debian 12.
set -uo pipefail
PY="$1"
start=$SECONDS; failed=0
"$PY" -m pytest -m nightly -n 2 --dist loadgroup -q -ra || { code=$?; [ "$code" = 5 ] || failed=1; }
echo "nightly tests: $((SECONDS - start)) s"
"$PY" -m tests.mutation --seconds 420 || failed=1
start=$SECONDS
bash packaging/fresh.sh || failed=1
echo "fresh: $((SECONDS - start)) s"
exit $failed
