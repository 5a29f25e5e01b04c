# A thin front for CMake and CTest; `make` lists what there is.
MAKEFLAGS += --no-print-directory
REPORT ?= examples/reports/market.txt
SHARED ?= ../shared
JOBS ?= $(shell nproc)

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## builds build/casus (installs the packages it needs if they are missing)
	@tools/install_packages.sh build
	@cmake --preset release $(QUIET) && cmake --build --preset release --target casus $(QUIET)

.PHONY: run
run: ## builds casus and shows what it reads in the example report; REPORT=path for one of your own
	@$(MAKE) build QUIET=">/dev/null"
	@build/casus code --format text $(if $(filter examples/%,$(REPORT)),--meta examples/reports.tsv) "$(REPORT)"

.PHONY: test
test: ## builds everything and runs every test once
	@tools/install_packages.sh test
	@cmake --preset release -DCASUS_TESTS=ON && cmake --build --preset release && ctest --preset release -j $(JOBS)

.PHONY: prove
prove: ## the tests at full counts: sanitizers, threads, the scalar build, every fault, fuzzing
	@tools/install_packages.sh prove
	@cmake --preset release -DCASUS_TESTS=ON && cmake --build --preset release && CASUS_FULL=1 ctest --preset release -j $(JOBS)
	@for preset in asan tsan scalar; do \
	   cmake --preset $$preset && cmake --build --preset $$preset && ctest --preset $$preset -j $(JOBS) || exit 1; done
	@$(MAKE) fuzz

.PHONY: bench
bench: ## speed, memory and start-up time, beside ONNX Runtime and spaCy where pip can install them
	@$(MAKE) build
	@python3 tools/bench.py

.PHONY: eval
eval: ## every row of the quality table (docs/quality.md), measured on the data in SHARED
	@$(MAKE) build QUIET=">/dev/null"
	@python3 tools/eval.py --shared "$(SHARED)"

.PHONY: fuzz
fuzz: ## libFuzzer on each parser of foreign bytes; SECONDS=60 for each one
	@tools/install_packages.sh fuzz
	@tools/fuzz.sh $(or $(SECONDS),60)

.PHONY: examples
examples: ## writes anew what casus makes of the reports in examples/
	@$(MAKE) build QUIET=">/dev/null"
	@tools/make_examples.sh

.PHONY: page
page: ## builds web/dist, the page that is in the binary, from web/ (needs Node 18 or newer)
	@tools/install_packages.sh page
	@python3 -B tests/web/make_modules.py
	@cd web && npm run --silent build

.PHONY: screenshots
screenshots: ## each view of the page, light, dark, small and large, as PNG files in build/screenshots
	@tools/install_packages.sh test
	@$(MAKE) build QUIET=">/dev/null"
	@python3 -B tests/web/make_modules.py
	@CASUS=build/casus node tests/web/screenshots.mjs build/screenshots

.PHONY: format
format: ## formats the C sources
	@tools/install_packages.sh format
	@git ls-files '*.c' '*.h' | xargs clang-format -i

.PHONY: clean
clean: ## removes what was built
	@rm -rf build build-*
