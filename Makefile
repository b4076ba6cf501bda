# Everything a newcomer and CI type. Python 3.11 or later and make are all that must be there; `make` alone lists the targets.

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/requirements-installed.txt
COMPILE := uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test lint story bench policies mutants clean migrations-check migrations screenshots production requirements setup

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile | awk -F': ' '{printf "  make %-17s %s\n", $$1, $$2}'

demo: setup  ## the whole portal with a living example; Ctrl-C stops it
	@$(BIN)/python manage.py demo

test: setup  ## the whole suite (ARGS="-k word" narrows it)
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

lint: setup migrations-check  ## style, types, templates, import contracts, unused names, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --check --lint portal policies enforcement tenants
	$(BIN)/lint-imports
	$(BIN)/python -m tests.unused
	$(BIN)/mypy

migrations-check: setup  ## fail if a model changed without its migration
	@$(BIN)/python -m portal.embedded run $(BIN)/python manage.py makemigrations --check --dry-run

migrations: setup  ## write the migrations that changed models need
	@$(BIN)/python -m portal.embedded run $(BIN)/python manage.py makemigrations

story: setup  ## play the main job over HTTP, mail and commands (AUP=path takes another policy)
	@$(BIN)/python -m tests.story $(if $(AUP),--aup "$(AUP)")

bench: setup  ## our figures against others' (BENCH=name plays one, QUICK=1 only tries)
	@cmp -s requirements/bench.txt $(VENV)/bench-installed.txt || { \
		echo "Installing what is measured against ..."; \
		$(BIN)/python -m pip install -qq --require-hashes -r requirements/bench.txt && \
		cp requirements/bench.txt $(VENV)/bench-installed.txt; }
	@$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(BENCH)

policies: setup  ## what becomes of every policy in a folder (DIR=path): words, kinds, clauses, shared places, time
	@$(BIN)/python -m tests.policies $(DIR)

mutants: setup  ## faults put into the pure rules, and the share that unit tests find (a stopped run goes on; JOBS=n at a time)
	@cmp -s requirements/mutants.txt $(VENV)/mutants-installed.txt || { \
		$(BIN)/python -m pip install -qq --require-hashes -r requirements/mutants.txt && \
		cp requirements/mutants.txt $(VENV)/mutants-installed.txt; }
	@$(BIN)/python -m tests.mutants $(if $(JOBS),--jobs $(JOBS))

screenshots: setup  ## pictures of the pages, into docs/
	@$(BIN)/python -m tests.browser.screenshots

production: setup  ## install the production list alone and run one command, request and task from it
	@$(BIN)/python -m tests.operations.production $(ARGS)

requirements:  ## lock the requirements again (the one target that needs uv)
	$(COMPILE) -o requirements/production.txt
	$(COMPILE) --extra demo --extra dev -o requirements/development.txt
	$(COMPILE) --extra demo --extra dev --extra bench -o requirements/bench.txt
	$(COMPILE) --extra demo --extra dev --extra mutants -o requirements/mutants.txt

clean:  ## forget everything that was made: database, files, logs, .venv
	@if [ -e var/postgres.json ]; then $(MAKE) --no-print-directory setup && $(BIN)/python -m portal.embedded forget; fi
	@rm -rf var .venv .venv-* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov test-results mutants
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed anew only when the locked requirements changed; a .venv that was left half-made is made again.
setup:
	@cmp -s requirements/development.txt $(STAMP) || { \
	python=; for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Proviso needs Python 3.11 or later, and none was found: install one, or name it (make PYTHON=/path/to/python3 ...)." >&2; exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$python has no venv module: install it (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV), once (a minute or two) ..."; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null 2>&1 || { rm -rf $(VENV) && $$python -m venv $(VENV); } && \
	$(BIN)/python -m pip install -qq --require-hashes -r requirements/development.txt && \
	cp requirements/development.txt $(STAMP); } || { \
		echo "$(VENV) could not be set up; the lines above say why. Try again, or 'rm -rf $(VENV)' first." >&2; exit 1; }
