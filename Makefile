# The two commands: `make editions` and `make test`. Each installs what is missing and is quick the second time.
.PHONY: editions test test-all lint bench lock clean help packages test-packages

VENV := .venv
BIN := $(VENV)/bin
LOCK := .ci/requirements.lock
READY := $(VENV)/.ready

help:
	@echo "make editions   install what is missing and build the editions of seeds/ into build/"
	@echo "make test       install what is missing and run everything that CI runs"
	@echo "make test-all   the same, with many more examples"
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make bench      time and memory of a book of a million characters, beside pandoc"
	@echo "make lock       resolve the dependencies again into $(LOCK)"
	@echo "make clean      remove what was built and installed here"

editions: packages $(READY)
	$(BIN)/typeset build

test: test-packages $(READY) lint
	$(BIN)/python -m pytest -q -n auto

test-all: test-packages $(READY) lint
	TYPESET_THOROUGH=10 $(BIN)/python -m pytest -q -n auto

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: test-packages $(READY)
	$(BIN)/python -m tests.bench

packages:
	@.ci/packages run

test-packages:
	@.ci/packages run test

# Installed again only when what is pinned has changed.
$(READY): $(LOCK) pyproject.toml | packages
	@.ci/packages python
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# uv resolves for every platform at once; it writes names, versions and hashes, and no address.
lock:
	python3 -m venv build/lock-tools
	build/lock-tools/bin/pip install --quiet --disable-pip-version-check uv==0.13.9
	build/lock-tools/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
		--no-annotate --no-header --quiet --output-file $(LOCK)
	rm -r build/lock-tools

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find build -mindepth 1 ! -name .gitkeep -delete
