# Two commands: `make editions` and `make test`. Each installs what is missing, and is quick the second time.
.PHONY: help editions test test-all lint bench peers lock clean setup test-setup
# apt and pip each want the machine for themselves; pytest uses all cores as it is.
.NOTPARALLEL:

export PYTHON ?= python3
BIN := .venv/bin

help:
	@echo "make editions   install what is missing and build the editions of seeds/ into build/"
	@echo "make test       install what is missing and run everything that CI runs"
	@echo "make test-all   the same, with ten times as many generated examples"
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make bench      time and memory of books of up to a million characters, beside pandoc and WeasyPrint"
	@echo "make peers      set the seed in Typst, Chromium and WeasyPrint too, for docs/peers.md"
	@echo "make lock       resolve the dependencies of pyproject.toml into .ci/requirements.lock"
	@echo "make clean      remove what was built and installed here"

editions: setup
	$(BIN)/typeset build

test: test-setup lint
	$(BIN)/python -m pytest -q -n auto

test-all: export TYPESET_THOROUGH = 10
test-all: test

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: test-setup
	$(BIN)/python -m tests.bench

# Typst is not pinned with the rest: nothing that is tested or shipped needs it.
peers: PEERS := build/.peers
peers: test-setup
	@command -v chromium >/dev/null || { echo "install chromium first: apt-get install chromium" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check typst==0.15.2
	$(BIN)/python -m tests.peers --typst-python $(PEERS)/bin/python
	rm -r $(PEERS)

setup:
	@.ci/setup-system
	@.ci/setup-python

test-setup:
	@.ci/setup-system test
	@.ci/setup-python

# uv resolves for every platform at once, and writes names, versions and hashes but no address. It keeps the
# versions that still fit; to move all of them forward, delete the lock first.
lock: LOCK_TOOLS := build/.lock-tools
lock:
	$(PYTHON) -m venv --clear $(LOCK_TOOLS)
	$(LOCK_TOOLS)/bin/pip install --quiet --disable-pip-version-check uv==0.13.9
	$(LOCK_TOOLS)/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet --output-file .ci/requirements.lock
	rm -r $(LOCK_TOOLS)

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find build -mindepth 1 ! -name .gitkeep -delete
