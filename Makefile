.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PROFILE ?= standard
OUT ?= reports/out
BASE ?= main
BUDGET ?=
ONE ?=
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
AXE := $(VENV)/axe/node_modules/axe-core
MUTANTS := $(VENV)/mutants

# What a person gives reaches the shell as data: as it was typed, in the environment, in quotes.
# ARGS is split at blanks, and nothing else happens to it: ARGS='--cases *-relu-*'.
define as_data
override $(1) := $$(value $(1))
export $(1)
endef
$(foreach name,PYTHON PROFILE OUT BASE BUDGET ONE ARGS,$(eval $(call as_data,$(name))))

.PHONY: help bench claims report open regress test test-all test-browser mutants lint env peers clean

help:  ## show this help
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

# A case that failed (4) is on the page, with its reason.
bench: $(READY)  ## measure, train, write the page (PROFILE=quick|standard|full BUDGET=3m)
	$(if $(findstring --out,$(ARGS)),$(error name the folder with OUT=..., for the page too))
	@set -f; $(PY) -m propbench run --profile "$$PROFILE" --out "$$OUT" \
	  $${BUDGET:+--budget "$$BUDGET"} $$ARGS; code=$$?; \
	  case $$code in 0|4) $(PY) -m propbench report --out "$$OUT" ;; esac && exit $$code

claims: $(READY)  ## train for the course's claims and judge them, without timing (PROFILE=...)
	@set -f; $(PY) -m propbench claims --profile "$$PROFILE" $$ARGS

report: $(READY)  ## write the pages again from the newest results (ONE=1: one file to mail)
	@set -f; $(PY) -m propbench report --out "$$OUT" $${ONE:+--one} $$ARGS

open: $(READY)  ## open the page
	@$(PY) -m propbench open --out "$$OUT"

regress: $(READY)  ## is the work here slower than where it left BASE? (BASE=main)
	@set -f; $(PY) -m propbench regress --base "$$BASE" $$ARGS

test: $(READY)  ## run all tests
	@set -f; $(PY) -m pytest --numprocesses=auto --dist=loadfile $$ARGS

test-all: $(READY)  ## run the long ones too: kills, random changes (ARGS="--share 0.1")
	@set -f; $(PY) -m pytest --numprocesses=auto --dist=loadfile -m "long or not long" $$ARGS

test-browser: $(READY)  ## look at the sample site in Chromium, with axe-core if it can be had
	@test -f $(AXE)/axe.min.js || npm install --silent --no-audit --no-fund --ignore-scripts \
	  --prefix $(VENV)/axe axe-core@4.14.1 || true
	@$(PY) -m tests.browser reports/sample $(AXE)/axe.min.js

mutants: $(READY)  ## how many small faults do the tests find? (ARGS="--minutes 60")
	@test -x $(MUTANTS)/bin/cosmic-ray || { "$$PYTHON" -m venv $(MUTANTS) && \
	  $(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0; }
	@set -f; $(MUTANTS)/bin/python -m tests.long.mutants $$ARGS

lint: $(READY)  ## style and strict types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy

env: $(READY)  ## what this machine is, and what would make its timings noisy
	@$(PY) -m propbench env

peers: $(READY)  ## add PyTorch and JAX to the environment, to be measured beside the rest
	@$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["peers"], sep="\n")' | \
	  $(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: -r /dev/stdin

clean:  ## remove the environment and every generated file
	rm -rf $(VENV) reports/out .compiled .mypy_cache .ruff_cache .hypothesis

# The command itself, editable: built with the locked build back end, and nothing is fetched.
$(READY): $(LOCKED) pyproject.toml
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# The environment is built from the hash-locked requirements only, and again when they change.
$(LOCKED): requirements.lock
	@command -v "$$PYTHON" > /dev/null || \
	  { echo "there is no $$PYTHON here; name a Python with: make PYTHON=python3.12 ..."; exit 1; }
	@"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "propbench needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (once; about a minute)"
	@"$$PYTHON" -m venv --clear $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@
