# Two commands do everything on a fresh machine: make run, make test. `make help` lists the others.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test bench check lock data docs figures browser clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: .venv/installed ## install what is needed and open the dashboard on PORT (default 8501)
	@echo "Mineline: http://localhost:$(PORT)  (stop with Ctrl-C)"
	@$(BIN)/python -m streamlit run dashboard/server.py --server.port $(PORT)

test: .venv/tested browser ## install what the tests need and run them all
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m browser

bench: .venv/benched browser ## measure side by side with the ordinary way (about ten minutes)
	@$(BIN)/python -m bench --rounds 3

check: .venv/tested ## style, types, and documents against the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m docs.build --check
	@$(BIN)/python -m loaders.datapackage --check

lock: .venv/tested ## pin the newest allowed releases into the lock files
	@$(BIN)/python -m pip install --quiet uv
	@for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	    --custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; done
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet -c requirements.txt \
	  --custom-compile-command "make lock" bench/requirements.in -o bench/requirements.txt

data: .venv/tested ## rebuild the boundaries from their packages and describe the tables again
	@$(BIN)/python -m loaders.boundaries.build
	@$(BIN)/python -m loaders.datapackage

docs: .venv/tested ## write the glossary and the list of sources again
	@$(BIN)/python -m docs.build

figures: .venv/tested browser ## take the pictures of the documents from the running app
	@$(BIN)/python -m docs.figures.make

browser:
	@sh tests/install_browser.sh $(BIN)/python

.venv/installed: requirements.txt
	@sh install.sh $(PYTHON) requirements.txt
	@touch $@

.venv/tested: requirements-dev.txt .venv/installed
	@sh install.sh $(PYTHON) requirements-dev.txt
	@touch $@

.venv/benched: bench/requirements.txt .venv/tested
	@sh install.sh $(PYTHON) bench/requirements.txt
	@touch $@

clean: ## remove the installed packages
	@rm -rf .venv
