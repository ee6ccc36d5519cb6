# `make run` tries the bot; `make test` tests it. Both set themselves up first (Python 3.11+ and make suffice).
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test faults lint audit format check evaluate bench lock clean

help: ## Say what there is to make
	@sed -n 's/^\([a-z.]*\):.*## /\1\t/p' Makefile | expand -t 12

.venv: .venv/ready

.venv/ready: requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Wardlight needs Python 3.11 or newer. Say which one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing (Debian: apt install python3-venv)."; exit 1; }
	@echo "Setting up .venv (a minute the first time) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

run: .venv ## Try the bot (with TELEGRAM_BOT_TOKEN set: run it on Telegram)
	@$(BIN)/python -m bot run $(ARGS)

test: .venv ## Run the tests
	@$(BIN)/python -m bot fit
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

faults: .venv ## The long fault suite: storms and a thousand kills at drawn steps, on both databases; hostile updates
	@$(BIN)/python -m pytest -m faults -n 4 --dist worksteal --kills 260 tests/faults $(ARGS)

lint: .venv ## Formatting, types, layers, secrets that stand in files
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
	@git ls-files bot tests docs .ci .env.example README.md Makefile '*.toml' | grep -v /weights/ | \
		xargs $(BIN)/detect-secrets-hook --no-verify --baseline .secrets.baseline

audit: .venv ## Ask for known holes in what is installed (needs the internet)
	@$(BIN)/pip install --quiet --disable-pip-version-check pip-audit
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

format: .venv ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

check: .venv ## Check the knowledge base
	@$(BIN)/python -m bot check

evaluate: .venv ## Measure how well it understands, and fail where that has fallen
	@$(BIN)/python -m bot evaluate --floor tests/knowledge/understanding.json $(ARGS)

bench: .venv ## Measure start, answer, memory and throughput
	@$(BIN)/python -m tests.bench

lock: ## Pin the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--group dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove .venv and the rehearsal's data
	rm -rf .venv var
