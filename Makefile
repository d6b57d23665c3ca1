# `make run` starts Gloss with its demo library, `make test` tests it; `make help` lists the rest.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
DEMO = GLOSS_DEMO=1
TEMPLATES = $(shell find templates -type f -name '*.html')
STATIC = $(shell find static -type f) requirements.txt reader/web/staticfiles.py

.PHONY: help run test test-fast lint types format fuzz bench soak screenshots clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: $(VENV)/run var/demo/static/.made ## Start Gloss with its demo library, and a worker
	@$(DEMO) $(BIN)/python scripts/free-port.py $(HOST) $(PORT)
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py load_demo
	@echo
	@echo "Gloss is at http://$(HOST):$(PORT)"
	@echo "Sign in as author, reader or moderator, each with the password gloss. Ctrl-C stops it."
	@echo
	@$(DEMO) exec $(BIN)/python manage.py serve --with-worker --host $(HOST) --port $(PORT)

test: $(VENV)/dev ## Check the code and run every test, installing what they need
	@scripts/find-chromium --install >/dev/null
	@$(MAKE) --no-print-directory lint
	@scripts/test

test-fast: $(VENV)/dev ## Run the tests without a browser, on SQLite
	@$(BIN)/pytest -m "not browser" $(PYTEST_ARGS)

lint: $(VENV)/dev ## Check style, imports, density, types, templates and migrations
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	@$(BIN)/oxfmt --check static/css static/js
	@contracts=$$($(BIN)/lint-imports --no-cache) || { echo "$$contracts"; exit 1; }
	@$(BIN)/python scripts/density.py
	@$(BIN)/mypy
	@SECRET_KEY=lint $(BIN)/python manage.py makemigrations --check

types: $(VENV)/dev ## Check the types with mypy
	@$(BIN)/mypy

format: $(VENV)/dev ## Format the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES)
	@$(BIN)/oxfmt static/css static/js

fuzz: $(VENV)/dev ## Run the property tests with many more examples
	@GLOSS_FUZZ_EXAMPLES=$${GLOSS_FUZZ_EXAMPLES:-20000} $(BIN)/pytest tests/text tests/importing tests/exporting -k "properties" -n auto $(PYTEST_ARGS)

bench: $(VENV)/dev ## Measure against other tools, and fail where a limit is missed
	@$(BIN)/python -m bench.run reading talking live crowd slow slow_upload revising carrying exporting browser

soak: $(VENV)/dev ## Attack a Gloss of its own for some minutes, and report what gave way
	@$(BIN)/python -m bench.run $(addprefix soak.,killed full_disk stalled large_body uploads backup preview scripts canaries odd_values sign_in)

screenshots: $(VENV)/dev ## Take the screenshots in docs/ again
	@$(BIN)/python scripts/screenshots.py

clean: ## Delete the virtual environments and the demo's data
	rm -rf $(VENV) .venv-next var

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Gloss needs Python 3.11 or newer; PYTHON=python3.12 make names another.")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python lacks its venv module: on Debian, apt-get install python3-venv."; exit 1; }
	@touch $@

$(VENV)/run: $(VENV)/made requirements.txt
	@echo "Installing what Gloss needs…"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/made requirements.txt requirements-dev.txt
	@echo "Installing what the tests need…"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/run $@

var/demo/static/.made: $(VENV)/run $(STATIC)
	@$(DEMO) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@
