# `make run` and `make test` set everything up by themselves: system libraries (Debian, Ubuntu), .venv, packages.

PY := .venv/bin/python
SHAPE := assets/shapes/chair-scan.pcd
CONFIGS := $(wildcard assets/training/*.toml)
MESHES := $(wildcard ../shared/data/meshes) # real furniture, if it is there: the furniture cards state it beside
REAL := $(wildcard ../shared/data/real) # the pieces of the suite real, if they are there
FEW := $(COUNT:%=--count %)
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder # the longest first (tests/weights.py); each with a screen and a home of its own
TWO := -m torch.distributed.run --standalone --nproc-per-node 2 # processes with one thread each

unexport PYTHONDONTWRITEBYTECODE # or each of the tests' processes compiles the program anew

.DEFAULT_GOAL := run
.PHONY: architecture run test test-fast torture lint lock translations third-party bench bench-history reproduce screenshots dist docs train-assets system-run system-test

run: system-run .venv/.installed ## the window; without a display the same adaptation, written to out/
	@if $(PY) -m app.system.preflight --display 2>/dev/null; then \
	    set -x; $(PY) main.py; \
	else \
	    echo "No display: the same adaptation on the command line."; \
	    set -x; $(PY) main.py adapt $(SHAPE) --checkpoint furniture-scan --observe as-is --out out/chair-scan; \
	fi

test: system-test .venv/.installed ## every test, real windows on a virtual screen included; a file at a time on two cores
	REQUIRE_GL=1 $(PY) -m pytest $(SIDE_BY_SIDE)

test-fast: system-test .venv/.installed ## what needs neither a window nor seconds
	REQUIRE_GL=1 $(PY) -m pytest $(SIDE_BY_SIDE) -m "not gl and not slow"

torture: system-test .venv/.installed ## what it survives: wrong files, kills, full disks, signals, long runs; twenty minutes on two cores
	$(PY) -m tests.torture

lint: .venv/.installed
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pyright
	.venv/bin/lint-imports
	$(PY) docs/links.py

bench: .venv/.installed
	@for part in levelset step frame train ui; do $(PY) main.py bench $$part || exit 1; done

bench-history: .venv/.installed ## saves timings of this machine under .benchmarks and compares them with the last ones
	$(PY) -m pytest benchmarks --benchmark-autosave --benchmark-compare --benchmark-columns=median,min,rounds

reproduce: .venv/.installed ## docs/results.md: every suite with the bundled checkpoints; under 30 minutes on two cores (COUNT=1: for a try)
	@for suite in 2d 3d ood; do \
	    $(PY) $(TWO) main.py evaluate --suite $$suite $(MESHES:%=--real %) $(FEW) --restart --out docs/results/$$suite || exit 1; \
	done
	@if [ -n "$(strip $(REAL))" ]; then \
	    $(PY) $(TWO) main.py evaluate --suite real $(REAL:%=--real %) $(FEW) --restart --out docs/results/real || exit 1; \
	else echo "left out: real furniture, ../shared/data/real is not there"; fi
	@OMP_NUM_THREADS=1 $(PY) main.py evaluate --suite speed $(FEW) --restart --out docs/results/speed
	@$(PY) docs/results.py

screenshots: system-test .venv/.installed ## the pictures of docs/images, of the real window
	xvfb-run -a -s "-screen 0 1600x1200x24" $(PY) docs/screenshots.py
	xvfb-run -a -s "-screen 0 1600x1200x24" $(PY) docs/screenshots.py --japanese window

docs: .venv/.installed ## site/: the user guide, the method card and the reference of core; dead links fail
	$(PY) -m pip install --disable-pip-version-check --quiet --editable '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build --strict

dist: system-run .venv/.installed ## dist/metasdf-live: a folder that starts without Python; minutes
	$(PY) -m pip install --disable-pip-version-check --quiet --editable '.[dist]'
	$(PY) -m PyInstaller --noconfirm --distpath dist --workpath build/dist packaging/metasdf-live.spec
	cp packaging/install.sh packaging/metasdf-live.desktop packaging/metasdf-live.xml LICENSE THIRD_PARTY.md dist/metasdf-live
	cp assets/icon.svg dist/metasdf-live/metasdf-live.svg

train-assets: .venv/.installed ## rebuilds the bundled checkpoints; hours on a CPU
	@for config in $(CONFIGS); do \
	    case $$config in *furniture*) real="$(MESHES:%=--real %)";; *) real=;; esac; \
	    $(PY) main.py train $$config --bundled --resume $$real || exit 1; \
	done

translations: .venv/.installed ## assets/translations, from the words that there are; names those that lack a translation
	$(PY) docs/translations.py

lock: .venv/.installed ## requirements.lock: the versions that are installed, which were tested together
	$(PY) docs/supply.py lock

architecture: .venv/.installed ## docs/architecture.md and its picture, from the imports that there are
	$(PY) docs/architecture.py

third-party: .venv/.installed ## THIRD_PARTY.md: licences of all that the program stands on
	$(PY) docs/supply.py licences

system-run system-test: system-%:
	@bash .ci/system-packages.sh $*

.venv/.installed: pyproject.toml
	@bash .ci/make-venv.sh
