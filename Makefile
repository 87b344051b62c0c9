# Every target makes .venv first, from the hashed requirements, with nothing but Python 3.11 or later on the machine.
# It is filled once and again only when requirements-dev.txt changes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test coverage lint format bench fuzz build lock clean
.DEFAULT_GOAL := run

run: .venv/.installed  ## ingest the sample plans into output/, as a Prefect flow
	$(BIN)/keikaku run raw/samples --output output --prefect

test: .venv/.installed  ## all tests; those whose programs are missing are named at the end
	$(BIN)/python -m pytest -m "slow or not slow"

coverage: .venv/.installed  ## all tests, and which branches of extractors/ and pipeline/ none of them takes
	$(BIN)/python -m pytest -m "slow or not slow" --cov --cov-branch --cov-report=term

lint: .venv/.installed  ## ruff (rules and format), mypy strict, licences, known weaknesses (where the service answers)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(BIN)/python scripts/supply_chain.py licences >.venv/licences.txt || { grep REFUSED .venv/licences.txt; exit 1; }
	@$(BIN)/python scripts/supply_chain.py audit

format: .venv/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed  ## every measurement in benchmarks/, one after the other
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

FUZZ ?= 10000
fuzz: .venv/.installed  ## FUZZ mutated PDFs (10,000 unless told) through the workers; what went wrong stays in fuzz/
	$(BIN)/python scripts/fuzz.py --count $(FUZZ) --keep fuzz

# The same commit gives the same bytes: every file carries the time of the commit.
build: .venv/.installed  ## wheel, sdist and bill of materials (CycloneDX) in dist/
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build
	$(BIN)/python scripts/supply_chain.py sbom dist/keikaku.cdx.json

lock: .venv/.installed  ## new pins within the ranges of pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade -o requirements.txt
	uv pip compile pyproject.toml --extra ocr --extra dask --group dev -c requirements.txt --universal --python-version 3.11 --generate-hashes \
		--quiet --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade -o requirements-dev.txt

clean:  ## remove .venv and every cache of the tools, never output/
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# The file names every package, so pip has nothing to resolve (--no-deps; older ones fail at that with hashes).
.venv/.filled: requirements-dev.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, $(PYTHON) is " + sys.version)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	$(BIN)/python -m pip check
	touch $@

.venv/.installed: .venv/.filled pyproject.toml
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	touch $@
