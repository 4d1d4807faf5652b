# mscref: `make run` formats data/references.bib, `make test` runs every check that CI runs.
# Both set themselves up in .venv; nothing is installed outside it (PEP 668).

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: roundtrip help setup run test fmt lint types layers unit clean
.DEFAULT_GOAL := help

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'

setup: $(STAMP)  ## create .venv with mscref (editable) and the development tools

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

run: $(STAMP)  ## format the five references of data/references.bib
	$(BIN)/mscref format --library data/references.bib

test: lint types layers unit  ## every check that CI runs

lint: $(STAMP)  ## formatting and lint
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests

types: $(STAMP)  ## strict types
	$(BIN)/mypy

layers: $(STAMP)  ## imports point down
	$(BIN)/lint-imports

unit: $(STAMP)  ## the tests; make unit T=expression selects some
	$(BIN)/pytest -q -n auto $(if $(T),-k "$(T)")

fmt: $(STAMP)  ## format the code and apply safe fixes
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

roundtrip: $(STAMP)  ## read, write and edit every .bib below DATA; last line: identical N of M files
	@$(BIN)/python bench/roundtrip.py $(DATA)

clean:  ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: docs-rules rulebench
docs-rules: $(STAMP)  ## write docs/rules.md from the docstrings of the rules
	$(BIN)/python -c 'from mscref.check.rules.manual import rules_page; print(rules_page(), end="")' > docs/rules.md

rulebench: $(STAMP)  ## how often each rule speaks on real files; DATA=DIR of .bib files
	$(BIN)/python bench/rulebench.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/bib)
