# Servanda: the two commands are `make demo` and `make test`; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test spark check bench evaluate lock catalogues

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY) ## create .venv with everything locked

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Servanda needs Python 3.11 or newer: set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python has no venv: install it first (Debian: apt install python3-venv)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(UV) || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(UV) pip sync -q --python $(BIN)/python requirements.lock
	$(UV) pip install -q --python $(BIN)/python --no-deps -e .
	$(BIN)/python tools/catalogues.py compile
	@touch $(READY)

test: setup ## all tests (on SQLite; DATABASE_URL=postgres://… for PostgreSQL)
	$(BIN)/python -m pytest

demo: setup ## the demonstration register on http://127.0.0.1:8000
	$(BIN)/servanda demo

serve: setup ## serve the register in SERVANDA_HOME
	$(BIN)/servanda serve

check: setup ## formatting, rules, types, arrows between the rooms, catalogues, known faults of libraries
	$(BIN)/ruff format --check src tests tools benchmarks evaluation
	$(BIN)/ruff check src tests tools benchmarks evaluation
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python tools/catalogues.py check
	$(BIN)/python tools/audit.py

catalogues: setup ## renew and compile the catalogues of the four languages
	$(BIN)/python tools/catalogues.py extract
	$(BIN)/python tools/catalogues.py compile

bench: setup ## speed and memory, each beside a comparison in the same run (long; one alone: make bench ONLY=fold)
	@for script in $(or $(ONLY),fold search matrix importing publishing axes lists brief); do echo "== $$script"; $(BIN)/python benchmarks/$$script.py || exit 1; done

evaluate: setup ## quality of search, reading, clauses and writing on the texts in ../shared (one alone: make evaluate ONLY=clauses)
	$(BIN)/python evaluation/everything.py $(ONLY)

spark: setup ## the tests that run the trade expressions on Spark (needs Java 17)
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-spark.lock
	$(BIN)/python -m pytest -n0 -m spark tests/axes

lock: ## renew requirements.lock from pyproject.toml
	$(UV) pip compile -q --universal --python-version 3.11 pyproject.toml --group dev -o requirements.lock --generate-hashes --no-emit-index-url --no-header
	$(UV) pip compile -q --universal --python-version 3.11 --group spark -c requirements.lock -o requirements-spark.lock --generate-hashes --no-emit-index-url --no-header
