# One word for each act; CI calls the same words.
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
export QT_QPA_PLATFORM ?= offscreen
.PHONY: run test check bench shots build nightly explore fresh setup words coverage lock

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml packaging/system_libs.sh
	bash packaging/system_libs.sh
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: setup
	bash packaging/run.sh $(PY)

test: setup
	bash packaging/system_libs.sh --tests
	$(PY) -m pytest -m "not nightly" -n 2 --dist loadgroup $(ARGS)

check: setup
	bash packaging/check.sh $(PY)

bench: setup
	$(PY) benchmarks/run_all.py $(ARGS)

shots: setup
	$(PY) -m dispatch_console.ui.shots shots

build: setup
	bash packaging/build.sh $(PY)

nightly: setup
	bash packaging/nightly.sh $(PY)

explore: setup
	EXPLORE=1 $(PY) -m pytest -m nightly -q tests/desk/test_any_order.py $(ARGS)

fresh:
	bash packaging/fresh.sh

words: setup
	$(PY) packaging/make_words.py

coverage: setup
	$(PY) packaging/make_coverage.py

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements/dev.txt
