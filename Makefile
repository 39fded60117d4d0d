# `make help` lists the targets. Everything is kept in .venv, webui/node_modules, webui/static/dist and var.
.DEFAULT_GOAL := help
.PHONY: help run test check fmt assets bench wheel browser

PORT ?= 8000
DATA ?= var
TESTS ?=
# as many as there are cores to share with what else runs
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
# --use-pep517: an old pip would otherwise complain about packages that have a setup.py alone
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check --use-pep517 -c constraints.txt
# what it says is only of interest when it fails
QUIETLY = $(1) >$(VENV)/install.log 2>&1 || { cat $(VENV)/install.log >&2; exit 1; }
PACKAGED := setup.cfg pyproject.toml constraints.txt

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.run assets ## serve the demo bureau on 127.0.0.1 (PORT=8000 DATA=var)
	@exec $(BIN)/gongxiang serve --demo --port "$(PORT)" --data "$(DATA)"

test: check browser assets ## everything: checks, then all tests on SQLite, PostgreSQL and Chromium (TESTS=path for some)
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --ignore tests/benchmarks $(TESTS)

check: $(VENV)/.test ## style, types, import contracts, migrations equal to models, lockfile
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check . || { echo "ruff format: run 'make fmt'"; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/gongxiang db check --models
	@! grep -nE '"resolved"' webui/package-lock.json || { echo "package-lock.json names a registry: npm install with webui/.npmrc"; exit 1; }

fmt: $(VENV)/.test ## format the Python sources and mend what can be mended
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format .

assets: $(VENV)/.run ## build the front end if its sources changed (node from the system, else from pip)
	@$(BIN)/python -P webui/assets.py

bench: $(VENV)/.test ## measure; the numbers are this machine's
	@$(BIN)/pytest -q -s tests/benchmarks

wheel: assets ## a wheel with the built front end inside, in dist/
	@$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps -w dist .

# An environment of our own. A stamp is newer than what it was made from, or it is made again.
$(BIN)/python:
	@sh .ci/venv $(VENV)

$(VENV)/.run: $(PACKAGED) | $(BIN)/python
	@echo "安装依赖（首次约一分钟）… / installing dependencies (about a minute the first time)"
	@$(call QUIETLY,$(PIP) -e .)
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "安装测试依赖… / installing what the tests need"
	@$(call QUIETLY,$(PIP) -e '.[test]')
	@touch $@

browser:
	@sh .ci/browser
