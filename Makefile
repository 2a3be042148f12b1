PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet

.DEFAULT_GOAL := help

help: ## what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

demo: $(READY) ## check the example articles, print the findings, write an HTML report
	@mkdir -p build
	@$(BIN)/factcheck check examples/articles/harbour-wire.txt examples/articles/harbour-post.html || test $$? -eq 1
	@$(BIN)/factcheck check -q examples/articles/harbour-wire.txt examples/articles/harbour-post.html -o build/report.html || test $$? -eq 1
	@echo "The same as a page: build/report.html"

test: $(READY) ## the whole suite, offline, on every core up to four
	$(BIN)/python -m pytest --numprocesses logical --maxprocesses 4 --dist worksteal

fuzz: $(READY) ## hostile requests for minutes: schemathesis and hypothesis with large budgets
	$(BIN)/python -m pytest tests/api/test_openapi.py tests/api/test_hostile.py --fuzz-examples 300 --hypothesis-profile fuzz

soak: $(READY) ## 50 kills on each database under load, and 200 articles from 50 clients; minutes
	$(BIN)/python -m pytest tests/jobs/test_soak.py --soak-kills 50 --soak-articles 200 --soak-clients 50

lint: $(READY) ## style, types, import contracts, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

docs: $(READY) ## write the generated pages under docs/
	$(BIN)/python -m assistant.reference docs

bench: $(READY) ## ratios, measured in one run
	$(BIN)/python -m benchmarks

serve: $(READY) ## the HTTP service on loopback
	$(BIN)/factcheck serve

eval: $(READY) ## the baseline's scores on the gold set, the pairs and, where they lie, the shared sets
	@for set in tests/gold/dev.jsonl tests/gold/test.jsonl "tests/pairs/pairs.jsonl --split dev" "tests/pairs/pairs.jsonl --split test" $(wildcard ../shared/eval/*.jsonl); do $(BIN)/factcheck eval $$set --model baseline --quiet && echo || exit; done

record: $(READY) ## record the cassettes again from a real model (cassettes/README.md)
	$(BIN)/python -m pytest -m vcr --record-mode=rewrite

lock: $(READY) ## resolve both lock files again
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

$(READY): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: help demo test fuzz soak lint docs bench serve eval record lock
