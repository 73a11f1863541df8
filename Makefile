# make setup   everything that is needed, in .venv (the others call it)
# make run     the demonstration on http://localhost:8000
# make test    every test; installs what it needs
# make check   lint, types, layers, sizes, texts
# make bench   speed, beside the nearest peers (bench-opinion: only opinion maps)
# make texts   put new English texts into the catalogues, for translation
# make pieces  draw the page of pieces and the contrast figures of the design anew

SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.set-up
JOBS ?= 2
export KUVEND_HOME ?= var
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM

.PHONY: setup run test check bench bench-opinion texts pieces chromium
.DEFAULT_GOAL := setup

setup: $(STAMP)
	@$(PY) hatch_build.py src

$(STAMP): requirements/lock.txt pyproject.toml hatch_build.py
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  if command -v $$python >/dev/null && $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; \
	  then found=$$python; break; fi; done; \
	if [ -z "$$found" ]; then \
	  echo "Kuvend needs Python 3.11, 3.12 or 3.13; install one, or name it: make setup PYTHON=/path/to/python3.12" >&2; exit 2; fi; \
	echo "Setting up $(VENV) with $$($$found --version) ..."; \
	$$found -m venv $(VENV) || { echo "Python's venv is missing: install it (Debian: apt-get install python3-venv)" >&2; exit 2; }
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: setup
	@$(PY) -m kuvend demo
	@exec $(PY) -m kuvend serve --host 127.0.0.1 --port 8000

test: setup chromium
	$(PY) -m pytest -n $(JOBS) --dist loadfile

chromium:
	@if [ -x "$(CHROMIUM)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; \
	else echo "No Chromium at $(CHROMIUM): the browser tests skip. Install it, or: make test CHROMIUM=/path/to/chromium"; fi

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --follow-imports=silent src/kuvend
	$(VENV)/bin/djlint --quiet --lint src
	$(VENV)/bin/lint-imports
	$(PY) -m pytest -q tests/architecture

bench: setup bench-opinion
	$(PY) -m tests.bench

bench-opinion: setup
	$(PY) -m tests.bench.opinion

texts: setup
	$(PY) -m tests.support.texts

pieces: setup
	UPDATE_STORED=1 $(PY) -m pytest -q tests/architecture/test_design.py
