# make setup   everything that is needed, in .venv (the others call it)
# make run     the demonstration on http://localhost:8000
# make test    every test; installs what it needs; fails under the floor of branches that pyproject.toml sets
# make check   lint, types, layers, sizes, texts (lint: without those that are tests, which `make test` runs too)
# make bench   speed, beside the nearest peers (bench-opinion: only opinion maps)
# make texts   put new English texts into the catalogues, for translation
# make sbom    the bill of materials of the locked dependencies, in dist/kuvend.cdx.json
# make audit   known faults of the locked dependencies, where a source of advisories answers
# make server  the tests of the database, against a PostgreSQL server of its own
# make pieces  draw the page of pieces and the contrast figures of the design anew

SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.set-up
JOBS ?= 2
export KUVEND_HOME ?= var
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM

TOOLS := .venv-tools
.PHONY: setup run test lint check bench bench-opinion texts pieces chromium servers server sbom audit
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

test: setup chromium servers
	@rm -f .coverage .coverage.*
	MEASURE_COVERAGE=1 $(PY) -m pytest -n $(JOBS) --dist loadfile
	$(PY) -m tests.support.measuring
	@$(MAKE) --no-print-directory server

server: setup servers
	$(PY) -m tests.support.own_server -n $(JOBS) --dist loadfile

chromium:
	@if [ -x "$(CHROMIUM)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; \
	else echo "No Chromium at $(CHROMIUM): the browser tests skip. Install it, or: make test CHROMIUM=/path/to/chromium"; fi

servers:
	@if [ -x /usr/sbin/nginx ] && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing nginx and PostgreSQL for the tests of the guide ..."; \
	  mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	    -o Dpkg::Options::=--force-confold nginx-light postgresql >/dev/null || true; \
	else echo "No nginx or no PostgreSQL server here: their tests skip, or use the embedded server"; fi

$(TOOLS)/.set-up: requirements/tools.txt
	@$(PY) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $@

sbom: setup $(TOOLS)/.set-up
	@mkdir -p dist
	$(TOOLS)/bin/cyclonedx-py requirements requirements/lock.txt --pyproject pyproject.toml --output-reproducible \
	  --output-format JSON --output-file dist/kuvend.cdx.json

audit: setup $(TOOLS)/.set-up
	@found=$$(mktemp); said=$$(mktemp); \
	if $(TOOLS)/bin/pip-audit --disable-pip --require-hashes -r requirements/lock.txt --strict --progress-spinner off --timeout 5 \
	  --format json --output $$found 2>$$said; then echo "No known faults in the locked dependencies."; \
	elif [ -s $$found ]; then cat $$found; exit 1; \
	else echo "Not audited: no source of advisories answers here ($$(tail -n 1 $$said | cut -c 1-120))"; fi

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --follow-imports=silent src/kuvend
	$(VENV)/bin/djlint --quiet --lint src
	$(VENV)/bin/lint-imports

check: lint
	$(PY) -m pytest -q tests/architecture

bench: setup bench-opinion
	$(PY) -m tests.bench

bench-opinion: setup
	$(PY) -m tests.bench.opinion

texts: setup
	$(PY) -m tests.support.texts

pieces: setup
	UPDATE_STORED=1 $(PY) -m pytest -q tests/architecture/test_design.py
