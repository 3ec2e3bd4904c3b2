# Two commands for a newcomer: `make run` (the main job on sample_data/) and `make test` (all checks).
# Both set themselves up in .venv/ and need only Python 3.11+, git and make.

# The first Python that is there, works and is new enough (a shim that points nowhere does not count).
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p $(NEW_ENOUGH) >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run check test test-all campaign ui dashboard lint lock sample bench bench-linking bench-signals bench-hotspots bench-dashboard bench-disclosure pictures clean

run: $(VENV)/.run
	$(BIN)/veiligheidsbeeld run --inbox sample_data/inbox

# One process runs a whole file of tests, so that what the file makes is made once. In which order is in
# tests/conftest.py. Compiled code is kept: without, each process that a test starts takes twice as long.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=15

# `check` leaves out the runs of the whole program, what is dear, and three quarters of the examples of each
# law; `test` leaves out what is slow by nature (listed in docs/onderhoud.md), and half of the examples;
# `test-all` leaves out the campaign alone;
# `campaign` is about an hour of damaged deliveries, killed runs, readers and personal data, seeded, of which
# `test` has a short cut.
check: lint
	$(PYTEST) --examples 0.25 -m "not dear and not slow_by_nature" tests/unit tests/contracts tests/sql

test: lint
	$(PYTEST) --examples 0.5

test-all: lint
	$(PYTEST) -m "not campaign"

campaign: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist load --durations=5 -m campaign tests/integration

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

ui: $(VENV)/.dev
	$(BIN)/veiligheidsbeeld ui

dashboard: $(VENV)/.dashboard
	$(BIN)/veiligheidsbeeld dashboard

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.main_job

bench-linking: $(VENV)/.dev
	$(BIN)/python -m benchmarks.linking

bench-signals: $(VENV)/.dev
	$(BIN)/python -m benchmarks.signals

bench-hotspots: $(VENV)/.dev
	$(BIN)/python -m benchmarks.hotspots
	$(BIN)/python -m benchmarks.street_keys
	$(BIN)/python -m benchmarks.approach_effects
	$(BIN)/python -m benchmarks.week_patterns

bench-dashboard: $(VENV)/.dev
	$(BIN)/python -m benchmarks.dashboard data

bench-disclosure: $(VENV)/.dev
	$(BIN)/python -m benchmarks.disclosure

# The pictures of the README, from the home that `make run` made.
pictures: $(VENV)/.dev $(VENV)/.dashboard
	$(BIN)/python -m benchmarks.pictures data

sample: $(VENV)/.run
	$(BIN)/python -m sample_data.generator

lock: $(VENV)/.dev
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra build \
	  --constraint requirements-dev.lock \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra ui --extra build \
	  --constraint requirements-dev.lock \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --output-file requirements-ui.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra dashboard \
	  --constraint requirements-dev.lock \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-header --output-file requirements-dashboard.lock

clean:
	rm -rf $(VENV) data .pytest_cache .ruff_cache *.egg-info build

$(VENV)/bin/python:
	@test -n "$(PYTHON)" \
	  || { echo "Python 3.11 of nieuwer is nodig; kies er een met: make PYTHON=/pad/naar/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "De benodigde pakketten worden eenmalig geïnstalleerd (een minuut of twee) ..."
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dashboard: requirements-dashboard.lock $(VENV)/.run
	@echo "Wat het dashboard nodig heeft, wordt eenmalig geïnstalleerd ..."
	$(PIP) --require-hashes --requirement requirements-dashboard.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@
