# ClerkDesk: every task of a checkout. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
LOCKED := $(PIP) install --require-hashes

.PHONY: help setup system run test check format bench soak lock wheel bundle clean

help: ## list the tasks
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(BIN)/.installed $(BIN)/.sane $(BIN)/.resources ## build .venv with clerkdesk in it

system:
	@tools/system-packages.sh

$(BIN)/.dependencies: requirements/dev.txt | system
	@echo "Installing Python packages into .venv (once, some minutes)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ClerkDesk needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

$(BIN)/.installed: pyproject.toml clerkdesk/__init__.py $(BIN)/.dependencies
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.sane: requirements/sane.txt $(BIN)/.dependencies
	@if $(LOCKED) --no-deps --no-build-isolation -r requirements/sane.txt; then touch $@; else \
	    echo "SANE scanners are off: python-sane did not compile (it needs libsane-dev and gcc)." >&2; fi

$(BIN)/.resources: resources/SHA256SUMS tools/collect_resources.py $(BIN)/.dependencies
	@$(BIN)/python tools/collect_resources.py
	@touch $@

run: setup ## one clerk's day in the demo office: a window, or pictures in build/demo where there is no screen
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then $(BIN)/clerkdesk demo; \
	else tools/with-display.sh $(BIN)/clerkdesk demo --headless --build build/demo; fi

check: setup ## format, lint, types, import contracts
	@if git grep -nE '^(<{7}|>{7}) ' -- .; then echo "a merge was left half done" >&2; exit 1; fi
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@PATH="$(BIN):$$PATH" $(BIN)/lint-imports

test: check ## check, then every test but the long ones
	@$(BIN)/python -m pytest

format: setup ## put the code into its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup ## figures into build/bench; one area: make bench AREA=start
	@tools/with-display.sh $(BIN)/python -m tests.bench $(AREA)

soak: setup ## the long campaigns
	@$(BIN)/python -m pytest --long -m long

lock: ## pin the dependencies of pyproject.toml anew
	@tools/lock.sh

wheel: setup ## dist/*.whl
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

bundle: setup ## dist/clerkdesk: a folder that runs without Python (PyInstaller)
	@$(LOCKED) -r requirements/build.txt
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath build/pyinstaller --distpath dist build.spec

clean: ## forget what was built; .venv stays
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
