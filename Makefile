# Two commands do everything on a fresh machine:  make app   and   make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TORCH_VERSION := 2.13.0
# A GPU user says: make app TORCH_INDEX=https://download.pytorch.org/whl/cu130
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
# Faults of dependencies that cannot reach us; SECURITY.md says why of each.
ACCEPTED_FAULTS := CVE-2026-45829 GHSA-f4j7-r4q5-qw2c CVE-2026-45833 GHSA-36p7-vc44-83pf
# Wheels that pip is set up to look for beside its index are looked for here too.
WHEELS := $(shell $(PYTHON) -m pip config get global.find-links 2>/dev/null)
UV := $(if $(WHEELS),UV_FIND_LINKS="$(WHEELS)") $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode

.PHONY: app test check audit scorecard bench clean

app: $(VENV)/.installed
	$(BIN)/probation-qa app

test: $(VENV)/.installed-dev check
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/probation-qa evals check
	$(BIN)/probation-qa evals gate --small

# Known faults of the packages installed. It asks the advisory service of PyPI, so it is no part of make test; CI runs it by itself.
audit: $(VENV)/.installed-dev
	$(BIN)/pip-audit --skip-editable --progress-spinner off $(foreach fault,$(ACCEPTED_FAULTS),--ignore-vuln $(fault))

scorecard: $(VENV)/.installed-dev
	$(BIN)/probation-qa evals run --scorecard

# Ours beside the plain pipeline; the figures go to evals/speed.md. A million passages by hand: make bench SIZES=1000000
SIZES ?= 1000,10000,100000
bench: $(VENV)/.installed-dev
	@$(UV) -c constraints.txt -e ".[bench]"
	$(BIN)/python -m evals.bench.speed --sizes $(SIZES)

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv==0.13.9

# The plain torch of PyPI brings gigabytes of CUDA on Linux, so the CPU build is tried first.
$(VENV)/.torch: $(BIN)/uv
	@echo "Installing torch $(TORCH_VERSION)"
	@$(UV) "torch==$(TORCH_VERSION)+cpu" 2>/dev/null || $(UV) "torch==$(TORCH_VERSION)" --index-url $(TORCH_INDEX) 2>/dev/null || $(UV) "torch==$(TORCH_VERSION)"
	@touch $@

$(VENV)/.installed: $(VENV)/.torch pyproject.toml constraints.txt
	@echo "Installing probation-qa and what it needs"
	@$(UV) -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Installing what the tests need"
	@$(UV) -c constraints.txt -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
