# Two commands carry a newcomer: `make demo` and `make test`. The rest serves those who work here.

SWIFT ?= swift
SCRATCH ?= .build
VENV := .venv
CASES ?= ../shared/measured

.PHONY: demo test build release lint format examples record bench validate docs setup clean

## Build release and answer the shipped 405B example.
demo: release
	@$(SCRATCH)/release/narrows explain Examples/01-llama-405b-16k-h100.yaml

## Run every test.
test: setup
	$(SWIFT) test --scratch-path $(SCRATCH)

## Check that what the project needs is there; install what can be installed.
setup:
	@VENV=$(VENV) Scripts/setup

build: setup
	$(SWIFT) build --scratch-path $(SCRATCH)

release: setup
	$(SWIFT) build -c release --product narrows --scratch-path $(SCRATCH)

lint:
	$(SWIFT) format lint --strict -r -p Package.swift Sources Tests Plugins Benchmarks

format:
	$(SWIFT) format -i -r -p Package.swift Sources Tests Plugins Benchmarks

## Compare every example with its recorded output.
examples: release
	@Scripts/examples check $(SCRATCH)/release/narrows

## Record the examples' output anew.
record: release
	@Scripts/examples record $(SCRATCH)/release/narrows

bench:
	$(SWIFT) package --package-path Benchmarks --scratch-path $(abspath $(SCRATCH)-bench) benchmark --no-progress

## Write the validation tables anew from measured cases.
validate: release
	@Scripts/validate $(SCRATCH)/release/narrows $(CASES)

## Build the documentation; fails on a warning.
docs: setup
	@Scripts/docs

clean:
	rm -rf $(SCRATCH) $(SCRATCH)-bench
