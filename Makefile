# Every target makes its own environment first; nothing else has to be installed but Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Modules are compiled once, not anew by each of the many processes of a test run.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run test check bench bench-load bench-page bench-open bench-beside bench-pay bench-territories bench-quotas bench-sessions bench-truth bench-presets screenshots torture torture-tenth

help: ## List what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $(READY)

setup: $(READY) ## Make the environment and install the pinned packages

run: $(READY) ## Start the app on this machine and print its address
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m streamlit run app.py

test: $(READY) ## Run every test; the browser tests where a Chromium is found
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder -rs

check: $(READY) ## Format, lint, types, then every test, import contracts among them
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --num-workers 2 engine
	$(MAKE) test

bench: bench-load bench-page bench-pay bench-territories bench-quotas ## Run every benchmark

bench-load: $(READY) ## Time loading 5 million deals against DuckDB alone
	$(BIN)/python -m tests.bench.bench_load

bench-page: $(READY) ## Time sliders of three pages in a real browser against a plain metric
	$(BIN)/python -m tests.bench.bench_page

bench-open: $(READY) ## Time the first open of a saved workspace in a real browser
	$(BIN)/python -m tests.bench.bench_open

bench-beside: $(READY) ## Time What-if beside a search that runs in the same server
	$(BIN)/python -m tests.bench.bench_beside

bench-sessions: $(READY) ## Let fifty visits move sliders without a pause
	$(BIN)/python -m tests.bench.bench_sessions

bench-truth: $(READY) ## Hold the response model against worlds of known truth, one thread
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench.bench_truth

bench-presets: $(READY) ## Hold the presets against the sample company's truth on 50 seeds, one thread
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench.bench_presets

bench-pay: $(READY) ## Time paying many draws and a million deals, one thread
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench.bench_pay

bench-territories: $(READY) ## Time territory designs beside three rivals; PART="--sizes S,M --seeds 7"
	$(BIN)/python -m tests.bench.bench_territories $(PART)

bench-quotas: $(READY) ## Time least change against two solvers, one thread
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.bench.bench_quotas

torture: $(READY) ## Kill, fill, forbid, garble and flood; PART="kills faults"; nothing may be lost
	$(BIN)/python -m tests.torture $(PART)

torture-tenth: $(READY) ## A tenth of it
	$(BIN)/python -m tests.torture --share 0.1

screenshots: $(READY) ## Take a picture of every page, wide, phone and dark
	$(BIN)/python -m tests.browser.screenshots
