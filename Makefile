# Works from nothing but Python 3.11 and make: finds uv, or puts it into .venv.
SHELL := /bin/sh
UV := $(shell command -v uv 2>/dev/null)
ifeq ($(UV),)
UV := .venv/bin/uv
endif
RUN := $(UV) run --frozen
PYTEST := $(RUN) pytest

.PHONY: setup run rehearse play test check crash bench format approve clean

setup: .venv/.ready

.venv/.ready: pyproject.toml uv.lock
	@command -v uv >/dev/null 2>&1 || test -x .venv/bin/uv || { \
		python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check uv; }
	$(UV) sync --frozen --quiet --compile-bytecode
	@touch $@

run: setup
	$(RUN) giaouoc run

rehearse: setup
	$(RUN) giaouoc rehearse

play: setup
	$(RUN) giaouoc rehearse --play --out out

# The kills have a target of their own.
test: setup
	$(PYTEST) -n 2 --dist worksteal -m "not crash"

crash: setup
	GIAOUOC_KILLS=200 $(PYTEST) -n 2 tests/crash -m crash

bench: setup
	$(RUN) python -m benchmarks

check: setup
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) lint-imports

# Rewrites the approved texts; read every change aloud before committing it.
approve: setup
	GIAOUOC_APPROVE=1 $(PYTEST) tests/messages

format: setup
	$(RUN) ruff check --fix
	$(RUN) ruff format

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache out
