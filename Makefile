# Lookbook's commands; `make help` lists them. A fresh machine needs git, make and
# Python 3.11 or newer. A stamp says what is set up, so a later call starts at once.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

UV := .tools/bin/uv
PYTHON := .venv/bin/python
RUN_STAMP := .venv/.run-stamp
TEST_STAMP := .venv/.test-stamp
SETUP := scripts/setup.sh
# more words for pytest: make test ARGS="-m 'not browser'"; for make zoo: --dry-run; for
# make worker: --queues train
ARGS ?=
# four processes of tests on two cores, as browsers and servers wait much of the time;
# each has one thread for its numbers. A file stays in one process, which sets up once
# what its tests share; tests/conftest.py says what begins first
PARALLEL := -n 4 --dist loadfile --no-loadscope-reorder
THREADS := OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: $(RUN_STAMP) data ## Set up what is missing, then serve on HOST:PORT (127.0.0.1:8050)
	@exec $(PYTHON) app.py

.PHONY: worker
worker: $(RUN_STAMP) data ## Take trainings from the Redis at REDIS_URL (docs/deploy.md)
	@exec $(PYTHON) -m dashboard worker $(ARGS)

.PHONY: setup
setup: $(RUN_STAMP) data ## Set up what `make run` needs, and stop there
	@echo "Ready: make run serves the dashboard."

.PHONY: test
test: browser redis $(TEST_STAMP) data lint ## Set up what tests need, then lint and test
	@echo "== Tests"
	@$(THREADS) $(PYTHON) -m pytest $(PARALLEL) $(ARGS)

.PHONY: lint
lint: $(TEST_STAMP) ## Check style and format
	@echo "== Lint"
	@begun=$$(date +%s) && $(PYTHON) -m ruff check . && \
		$(PYTHON) -m ruff format --check . && \
		echo "== done in $$(($$(date +%s) - begun)) s"

.PHONY: format
format: $(TEST_STAMP) ## Format the code and mend what ruff can mend
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

.PHONY: bench
bench: $(RUN_STAMP) data ## Measure start, pages and predictions on this machine
	@$(PYTHON) -m dashboard bench

.PHONY: chaos
chaos: $(RUN_STAMP) data ## Kill what runs, see what survives: writes docs/reliability.md
	@$(PYTHON) -m dashboard chaos --write docs/reliability.md $(ARGS)

.PHONY: compare
compare: $(RUN_STAMP) data ## Measure all versions in one run and write the documents' tables
	@$(PYTHON) -m dashboard compare --write docs/benchmarks.md README.md

.PHONY: zoo
zoo: $(RUN_STAMP) data ## Train all that ships, or what an earlier call left (hours)
	@$(PYTHON) -m dashboard zoo $(ARGS)

.PHONY: pictures
pictures: browser $(TEST_STAMP) data ## Take the guide's pictures anew
	@$(PYTHON) -m dashboard pictures

.PHONY: lock
lock: $(UV) ## Compile requirements*.txt anew from requirements*.in
	@$(UV) pip compile -q requirements-dev.in --universal --python-version 3.11 \
		-o requirements-dev.txt --no-emit-index-url --no-header
	@$(UV) pip compile -q requirements.in --universal --python-version 3.11 \
		-c requirements-dev.txt -o requirements.txt --no-header

.PHONY: clean
clean: ## Delete the environment and Python's caches; data, runs and models stay
	rm -rf .venv .tools .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# What follows is set-up; the targets above call it.

.PHONY: data
data: $(PYTHON)
	@$(SETUP) data

.PHONY: browser
browser:
	@$(SETUP) browser

.PHONY: redis
redis:
	@$(SETUP) redis

$(UV):
	@$(SETUP) uv

# a missing or dangling interpreter brings a new environment
$(PYTHON): | $(UV)
	@$(SETUP) venv

$(RUN_STAMP): requirements.txt $(PYTHON)
	@$(SETUP) packages requirements.txt
	@touch $@

# the test environment holds everything that running needs
$(TEST_STAMP): requirements-dev.txt $(PYTHON)
	@$(SETUP) packages requirements-dev.txt
	@touch $(RUN_STAMP) $@
