# Everything here works from a clean clone with Python 3.11 to 3.14 and make, nothing else.
# `make PYTHON=/path/to/python3` picks the Python; otherwise a suitable one is looked for.

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
LOCK := .venv-tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# $(call ready,KIND): nothing to do if the environment already matches the locks, else make or mend it.
# A PYTHON named by the user is always consulted, as it may differ from the one the environment has.
ready = { [ -z "$(PYTHON)" ] && $(if $(filter tools,$(1)),.venv-tools,.venv)/bin/python -I requirements/install.py --check $(1) 2>/dev/null; } \
	|| { python=$$(PYTHON="$(PYTHON)" sh requirements/find-python $(1)) && PYTHON="$(PYTHON)" "$$python" -I requirements/install.py $(1); }

.PHONY: help demo test check bench bench-peers soak soak-board soak-stock soak-field soak-backup soak-archive soak-past soak-office fuzz-field glass monkey quits texts docs field-pictures recording play sheets lock audit clean setup-runtime setup-dev setup-tools

help: ## show this list
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-21s %s\n", $$1, $$2 }'

demo: setup-runtime ## open the console on a demo company (as text, if there is no terminal)
	@$(BIN)/industrack demo

test: check ## every check and every test
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest -n logical --dist worksteal --durations=10 --durations-min=1 $(ARGS)

check: setup-dev ## format, lint, types, layers, what nobody uses, dependencies
	@echo "Checking the format ..." && $(BIN)/ruff format --check --quiet .
	@echo "Linting ..." && $(BIN)/ruff check --quiet .
	@echo "Checking the types ..." && $(BIN)/mypy --no-error-summary
	@echo "Checking the layers ..." && $(BIN)/lint-imports --no-logo > .venv/layers.log || { cat .venv/layers.log; exit 1; }
	@echo "Looking for what nobody uses ..." && $(BIN)/python -m tests.unused
	@echo "Checking the dependencies ..." && $(BIN)/deptry src > .venv/dependencies.log 2>&1 || { cat .venv/dependencies.log; exit 1; }

bench: setup-dev ## measure the console, lists, writers, what others save; writes benchmarks/results.md and four more
	@$(BIN)/python -m benchmarks $(ARGS)

bench-peers: setup-dev ## other programs of the terminal in the same harness; writes benchmarks/peers.md
	@$(BIN)/python -m benchmarks.peers $(ARGS)

bench-%: setup-dev ## one more bench: size, report (ARGS=FILE), hour, number; each writes benchmarks/NAME_results.md
	@$(BIN)/python -m benchmarks.$*_bench $(ARGS)

soak: setup-dev ## many processes on few jobs, killed at random; writes benchmarks/soak.md
	@$(BIN)/python -m benchmarks.soak $(ARGS)

soak-board: setup-dev ## random carries, undos, advice and best slots; writes benchmarks/board_soak.md
	@$(BIN)/python -m benchmarks.board_soak $(ARGS)

soak-stock: setup-dev ## random acts on items, jobs and orders, recounted; writes benchmarks/stock_soak.md
	@$(BIN)/python -m benchmarks.stock_soak $(ARGS)

soak-field: setup-dev ## histories of phones, twenty times as many, a browser killed 100 times; then a storm; writes benchmarks/field_soak.md
	@FIELD_SOAK=20 $(BIN)/python -m pytest -q -n logical --dist worksteal --timeout 0 tests/desk/field tests/domain/field tests/page/test_killed.py
	@$(BIN)/python -m benchmarks.field_soak $(ARGS)

soak-backup: setup-dev ## backups while people work, restored on both engines; moves killed and continued; writes benchmarks/backup_soak.md
	@$(BIN)/python -m benchmarks.backup_soak $(ARGS)

soak-office: setup-dev ## an office of many, killed at random, whose servers fail; writes benchmarks/office_soak.md
	@$(BIN)/python -m benchmarks.office_soak

soak-archive: setup-dev ## archives killed at random moments, on both engines; writes benchmarks/archive_soak.md
	@$(BIN)/python -m benchmarks.archive_soak $(ARGS)

soak-past: setup-dev ## the board as of 1,000 moments held against the one recorded then, on each engine; writes benchmarks/past_soak.md
	@$(BIN)/python -m benchmarks.past_soak $(ARGS)

fuzz-field: setup-dev ## schemathesis on the gateway, in an environment of its own; writes benchmarks/field_fuzz.md
	@$(BIN)/python -m benchmarks.field_fuzz $(ARGS)

glass: setup-dev ## 2,000 random keys in each way of showing colors, every cell held against Textual's own picture
	@SHORT_WAY_KEYS=2000 $(BIN)/python -m pytest -q -n logical --timeout 0 tests/console/test_short_way.py $(ARGS)

monkey: setup-dev ## random keys at the console; writes benchmarks/monkey.md
	@$(BIN)/python -m benchmarks.monkey $(ARGS)

quits: setup-dev ## leave the console 100 times just after a save; writes its part of benchmarks/monkey.md
	@$(BIN)/python -m benchmarks.quits $(ARGS)

texts: setup-dev ## write anew the statements and columns by which a board opens (store/engine/texts.json)
	@$(BIN)/python -m tools.make_texts

docs: setup-dev ## write the key reference and the pictures of docs/ anew
	@$(BIN)/python -m docs.make_docs

field-pictures: setup-dev ## write the pictures of docs/field.md anew, and how soon a console shows each step (needs a browser)
	@$(BIN)/python -m docs.make_field_pictures

recording: setup-dev ## record the first ten minutes at the demo anew, for a terminal and as a moving picture
	@$(BIN)/python -m docs.make_recording

play: setup-runtime ## play that recording in this terminal (120 by 34)
	@$(BIN)/python -m docs.play

sheets: setup-dev ## write the demo's lists and papers and look at their pages (needs LibreOffice and poppler)
	@$(BIN)/python -m docs.look_at_files

lock: setup-tools ## resolve the versions anew into requirements/*.txt (UPGRADE=1 takes newer ones)
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements/build.in -o requirements/build.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra postgres pyproject.toml -o requirements/runtime.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra postgres --extra serve --extra field --extra holidays --extra notify --group dev --group field -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) requirements/tools.in -o requirements/tools.txt

# --strict: a version that could not be looked up is no version without weaknesses
audit: setup-tools ## look for known weaknesses in the locked versions (needs the network)
	@.venv-tools/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/runtime.txt
	@.venv-tools/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/dev.txt

clean: ## remove the environments and everything that was made
	rm -rf .venv .venv-tools .venv-fuzz .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist snapshot_report.html
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

setup-runtime:
	@$(call ready,runtime)

setup-dev:
	@$(call ready,dev)

setup-tools:
	@$(call ready,tools)
