# make demo                  set up once, convert the articles of fixtures/, show what came of each
# make demo ARTICLES=path    the same for articles of your own
# make test                  set up once, run every check there is: make lint types unit
# make accuracy              how right the records of fixtures/ are, field by field
# make accuracy GOLD=path    the same for annotated articles of your own; WITH=--errors lists what is wrong
# make bench                 how long one article takes, and how many a second
# make bench-many MANY=20000 so many articles through convert_many, and what memory that takes
# make fuzz                  look for an hour for inputs that break it; FUZZ_SECONDS=60 for a minute
# PYTHON=/path/to/python3.12 which Python to set up with; the first suitable one is found otherwise

PYTHON   ?= python3 python3.14 python3.13 python3.12 python3.11 python
ARTICLES ?=
RECORDS  ?= records
GOLD     ?= fixtures
WITH     ?=
MANY     ?= 100000
FUZZ_SECONDS ?= 3600

BIN     := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
COMPILE := $(BIN)/python -m compileall -q src
READY   := src/panelrecord/packs/en.ready

.PHONY: demo test accuracy bench bench-many fuzz clean
.DELETE_ON_ERROR:

demo: .venv/.installed $(READY)
	@$(BIN)/panelrecord convert $(if $(ARTICLES),"$(ARTICLES)",fixtures/*/article.*) --output "$(RECORDS)" --force --summary

test: lint types unit

lint: .venv/.installed-for-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.installed-for-tests
	$(BIN)/mypy

unit: .venv/.installed-for-tests $(READY)
	$(BIN)/pytest --numprocesses auto --dist loadfile

accuracy: .venv/.installed-for-tests
	@$(BIN)/python benchmarks/accuracy.py "$(GOLD)" $(WITH)

bench: .venv/.installed-for-tests $(READY)
	$(BIN)/python benchmarks/latency.py
	$(BIN)/python benchmarks/throughput.py

bench-many: .venv/.installed-for-tests $(READY)
	$(BIN)/python benchmarks/throughput.py many $(MANY)

fuzz: .venv/.installed-for-fuzz
	@mkdir -p .fuzz/corpus .fuzz/seeds
	@$(BIN)/python tests/fuzz/fuzz_conversion.py --write-seeds .fuzz/seeds 2>/dev/null
	$(BIN)/python tests/fuzz/fuzz_conversion.py .fuzz/corpus .fuzz/seeds -max_total_time=$(FUZZ_SECONDS) \
	  -artifact_prefix=tests/fuzz/found/ -rss_limit_mb=4096 -timeout=60 -max_len=8000 -print_final_stats=1

clean:
	rm -rf .venv build dist records $(READY) .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz

.venv/.installed: pyproject.toml .venv/bin/python
	$(INSTALL) .
	@$(COMPILE)
	@touch $@

.venv/.installed-for-tests: pyproject.toml .venv/bin/python
	$(INSTALL) '.[dev]'
	@$(COMPILE)
	@touch $@ .venv/.installed

# the built-in pack as it is read quickly: installing makes it, and a change of the pack makes it anew
$(READY): $(wildcard src/panelrecord/packs/*.py src/panelrecord/packs/en/*.toml) | .venv/.installed
	@$(BIN)/python -m panelrecord.packs.prepare

.venv/.installed-for-fuzz: .venv/.installed-for-tests
	$(INSTALL) '.[dev,fuzz]'
	@touch $@

.venv/bin/python:
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "setting up .venv with $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear .venv; \
	  fi; \
	done; \
	echo "panelrecord needs Python 3.11 or later with venv (on Debian and Ubuntu the package python3-venv):" >&2; \
	echo "none of these is: $(PYTHON); name one with make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	exit 1
