"""The one table of formats: what they are called, how they are recognised, where they live.

Nothing is imported until a format is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from mscref.errors import NotFoundError
from mscref.formats.base import Reader, ReadResult, Writer
from mscref.model.reference import Reference
from mscref.records import Record, replaced

if TYPE_CHECKING:
    from mscref.plugins import Plugin

_HOW_TO_LOOK = re.VERBOSE | re.MULTILINE | re.IGNORECASE


_WORDLIKE = r"[a-z]{2}"


class Keys(Enum):
    """Whose work the identifiers of a format are."""

    CHOSEN = "a person's"
    PERHAPS = "a person's, or numbers of a database (`RN45`, `LENG2020216`)"
    NONE = "nobody's: the format has none, or numbers of a database"


class Format(Record, kw_only=True):
    """One row: all that is asked about a format. `module` holds `read` and/or `write`.

    `looks` is what such a text has in it (a pattern; "" where another row recognises it).
    `keeps_leftovers`: what CSL has no variable for stands in `Reference.extra` under the name of
    the format, and under `custom` in CSL-JSON; `steering` are those that say nothing about the
    work: how its entry is written, what a program counts by. `keeps_as`: the format under whose
    name they stand, where it is another one. `keeps_everything`: leftovers of all formats are
    written, under `custom`. `is_streamed`: entries stand for themselves, so that they can be
    written as they come. `is_mapping`: entries are members by their key, so that of two with one
    key nobody sees the second. `guards_formulas`: a spreadsheet opens it and would run what begins
    like a formula; `write_raw` of the module writes that, too. `aliases` are what else people call
    it. `spells` gives the name of a tag of the format, of which the letters alone are known, in
    small ones (`bibtex.foreign`). `numbered`: ids that number the references of a text (a pattern),
    and are nobody's keys. `may_hold_strings`: of some references it has no more than the string.
    `plugin` is set by us where the row came with a package: what its functions raise is then a
    PluginError.
    """

    name: str
    title: str
    module: str
    extensions: tuple[str, ...] = ()
    looks: str = ""
    aliases: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True
    is_bibtex: bool = False
    is_streamed: bool = False
    is_mapping: bool = False
    guards_formulas: bool = False
    keeps_leftovers: bool = False
    keeps_as: str = ""
    steering: frozenset[str] = frozenset()
    keeps_everything: bool = False
    keys: Keys = Keys.NONE
    numbered: str = ""
    may_hold_strings: bool = False
    spells: Callable[[str], str] = str
    plugin: Plugin | None = None

    @property
    def place(self) -> str:
        """The name in `Reference.extra` under which its own leftovers stand."""
        return self.keeps_as or self.name

    def recognises(self, text: str) -> bool:
        """Whether `text` looks like this format."""
        return bool(self.looks) and re.search(self.looks, text, _HOW_TO_LOOK) is not None

    def may_be_chosen(self, key: str) -> bool:
        """Whether somebody may have chosen an id of this format: it holds a word, and does not only
        number the references of a text."""
        if self.keys is not Keys.PERHAPS:
            return self.keys is Keys.CHOSEN
        is_number = bool(self.numbered) and re.fullmatch(self.numbered, key) is not None
        return not is_number and re.search(_WORDLIKE, key) is not None

    def reader(self) -> Reader:
        """Import and return the reader."""
        if self.plugin is not None:
            from mscref.plugins import guarded

            return cast(Reader, guarded(self.plugin, ReadResult, self._plugged("read")))
        return cast(Reader, import_module(self.module).read)

    def writer(self) -> Writer:
        """Import and return the writer."""
        if self.plugin is not None:
            from mscref.plugins import guarded

            return cast(Writer, guarded(self.plugin, str, self._plugged("write")))
        return cast(Writer, import_module(self.module).write)

    def _plugged(self, name: str) -> Callable[..., object]:
        """A function of the module of a plug-in; what that raises is raised when it is called."""

        def call(*values: object, **named: object) -> object:
            function: Callable[..., object] = getattr(import_module(self.module), name)
            return function(*values, **named)

        return call

    def comes_back(self, references: Sequence[Reference], text: str) -> list[Reference]:
        """What reading `text`, which was written of `references`, gives back; of a format that is
        only written what its `read_again` says that the text holds, nothing where it has none."""
        module = import_module(self.module) if self.plugin is None else None
        if module is not None and hasattr(module, "read_again"):
            # The same without a parser that costs more.
            read_again: Callable[[Sequence[Reference]], list[Reference]] = module.read_again
            return read_again(references)
        if not self.reads:
            return []
        return self.reader()(text, path="").references

    def raw_writer(self) -> Writer:
        """Import and return the writer that guards nothing."""
        return cast(Writer, import_module(self.module).write_raw)


# How an entry is written, what it inherits, where it is archived (`model.identities` reads that).
_BIBTEX_STEERING = frozenset(
    """
    entrytype entrysubtype options crossref xdata xref ids sortkey presort skipbib
    eprint eprinttype eprintclass langidopts
    """.split()
) | {"title fields", "written fields"}  # as `tables.WRITTEN`
# Order matters for sniffing: the first row that recognises the text wins.
FORMATS = MappingProxyType(
    {
        row.name: row
        for row in (
            Format(
                name="codemeta",
                title="codemeta.json",
                module="mscref.formats.codemeta",
                extensions=("codemeta.json", ".json"),
                looks=r"\A\s*\{[^{}]{0,400}?\"@context\"\s*:[^{}]{0,400}?codemeta",
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
            ),
            Format(
                name="csljson",
                title="CSL-JSON",
                module="mscref.formats.csljson",
                extensions=(".json", ".csljson"),
                # A list of references begins with a bracket, too: `[1] B. Klaus …`, `[Knu84] …`.
                # What has item types is Zotero's.
                looks=(
                    r"\A(?![\s\S]*\"itemType\"\s*:)"
                    r"\s*(?:\{\s*(?:[\"}]|\Z)|\[\s*(?:[\[{\"\]]|\Z))"
                ),
                aliases=("json", "csl", "csl-json"),
                keeps_everything=True,
                keys=Keys.CHOSEN,
            ),
            Format(
                name="bibtex",
                title="BibTeX",
                module="mscref.formats.bibtex",
                extensions=(".bib", ".bibtex"),
                # Not inside a word or a command: `mail@uni (Bonn)`, `\href@noop {}` of a .bbl.
                looks=r"^[^%\n]*(?<![^\s})])@\s*[a-z]+\s*[{(]",
                aliases=("bib",),
                is_bibtex=True,
                is_streamed=True,
                keeps_leftovers=True,
                steering=_BIBTEX_STEERING,
                keys=Keys.CHOSEN,
            ),
            Format(
                name="biblatex",
                title="biblatex",
                module="mscref.formats.biblatex",
                is_bibtex=True,
                is_streamed=True,
                keeps_as="bibtex",
                keys=Keys.CHOSEN,
            ),
            Format(
                name="ris",
                title="RIS",
                module="mscref.formats.ris",
                extensions=(".ris",),
                looks=r"^TY[ ][ ]?-[ ]",
                is_streamed=True,
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
                spells=str.upper,
            ),
            Format(
                name="nbib",
                title="PubMed (NBIB)",
                module="mscref.formats.nbib",
                extensions=(".nbib",),
                looks=r"^(?:PMID-[ ]*\d|(?:FAU|JT[ ]|DP[ ]|BTI)[ ]-[ ]\S)",
                aliases=("pubmed",),
                is_streamed=True,
                keeps_leftovers=True,
                spells=str.upper,
            ),
            Format(
                name="endnotexml",
                title="EndNote XML",
                module="mscref.formats.endnotexml",
                extensions=(".xml",),
                looks=r"<xml>\s*<records|<records>",
                aliases=("endnote", "xml"),
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
            ),
            Format(
                name="enw",
                title="EndNote, tagged (ENW)",
                module="mscref.formats.enw",
                extensions=(".enw",),
                looks=r"\A(?:\s|\ufeff)*%[0A-Z][ ]\S.*\n%[0A-Z@][ ]",
                aliases=("refer", "bibix"),
                is_streamed=True,
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
                spells=lambda letters: f"%{letters.upper()}",
            ),
            Format(
                name="wordsources",
                title="Word sources",
                module="mscref.formats.wordsources",
                extensions=(".xml",),
                looks=r"<(?:\w+:)?Sources\b[^<>]*?officeDocument/2006/bibliography",
                writes=False,
                keeps_leftovers=True,
                steering=frozenset(["Guid", "RefOrder", "LCID"]),
            ),
            Format(
                name="jats",
                title="JATS",
                module="mscref.formats.jats",
                extensions=(".xml",),
                looks=(
                    r"<!DOCTYPE\s+article\b[^<>]*?(?:JATS|NLM)|<article\b[^<>]*?\b(?:dtd-version|"
                    r"article-type|xmlns:mml)=|<(?:\w+:)?(?:ref-list|(?:element|mixed|nlm)-citation)\b"
                ),
                aliases=("jats-element",),
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
                may_hold_strings=True,
                numbered=r"(?i:[a-z.-]*?(?:ref|bib|cit|c|b|r|cr|rf|note|fn)[a-z]{0,3}[-_.]?\d+[a-z]?)",
            ),
            Format(
                name="jatsmixed",
                title="JATS (mixed citations)",
                module="mscref.formats.jatsmixed",
                aliases=("jats-mixed",),
                reads=False,
                keeps_as="jats",
            ),
            Format(
                name="tei",
                title="TEI",
                module="mscref.formats.tei",
                extensions=(".xml", ".tei"),
                looks=r"<(?:\w+:)?(?:TEI|teiCorpus|listBibl|biblStruct)\b",
                aliases=("grobid",),
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
                may_hold_strings=True,
                numbered=r"b\d+",
            ),
            Format(
                name="crossrefcitations",
                title="Crossref deposit (citation_list)",
                module="mscref.formats.crossrefcitations",
                aliases=("crossref-citations",),
                reads=False,
            ),
            Format(
                name="cff",
                title="CITATION.cff",
                module="mscref.formats.cff",
                extensions=(".cff",),
                looks=r"^cff-version:[ ]",
                aliases=("citation-file-format",),
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
            ),
            Format(
                name="cslyaml",
                title="CSL-YAML",
                module="mscref.formats.cslyaml",
                extensions=(".yaml", ".yml"),
                # A variable is in small letters or an identifier; "- Adorno: …" is none.
                looks=(
                    r"^references:\s*$"
                    r"|\A(?:---\s+)?-[ ]+(?-i:[a-z][a-z-]*|DOI|ISBN|ISSN|PMC?ID|URL):[ ]"
                ),
                aliases=("yaml", "csl-yaml"),
                keeps_everything=True,
                keys=Keys.CHOSEN,
            ),
            Format(
                name="hayagriva",
                title="Hayagriva YAML",
                module="mscref.formats.hayagriva",
                extensions=(".yaml", ".yml"),
                looks=(
                    # One way only to read a line of the block: a space and the rest.
                    r"^[^\s#:][^:\n]*:"
                    r"(?:[ \t]*\n(?:[ ][^\n]*\n|\n)*?[ ]+|[ ]*\{(?:[^\n]*[ ,])?)type:[ ]"
                ),
                is_mapping=True,
                keeps_leftovers=True,
                steering=frozenset(["structure"]),
                keys=Keys.CHOSEN,
            ),
            Format(
                name="wikitext",
                title="Wikipedia's cite templates",
                module="mscref.formats.wikitext",
                extensions=(".wiki", ".wikitext", ".mediawiki"),
                looks=r"\{\{[ ]?(?:cite[ _][a-z][a-z ]{0,20}|citation)[ \n]?\|",
                aliases=("wikipedia", "mediawiki"),
                keeps_leftovers=True,
                keys=Keys.PERHAPS,
                steering=frozenset(["template"]),
                numbered=r":\d+|auto\d*",
            ),
            Format(
                name="zotero",
                title="Zotero JSON",
                module="mscref.formats.zotero",
                extensions=(".json",),
                looks=r"\A\s*[\[{][\s\S]*\"itemType\"\s*:",
                aliases=("zotero-json",),
                keeps_leftovers=True,
                steering=frozenset(["item type", "key", "collections", "tags"]),
                keys=Keys.CHOSEN,
            ),
            Format(
                name="csv",
                title="CSV",
                module="mscref.formats.csvtable",
                extensions=(".csv",),
                reads=False,
                guards_formulas=True,
            ),
            Format(
                name="jsonl",
                title="JSON Lines",
                module="mscref.formats.jsonlines",
                extensions=(".jsonl",),
                reads=False,
                aliases=("json-lines",),
                keeps_everything=True,
                is_streamed=True,
            ),
        )
    }
)


_BY_ALIAS = MappingProxyType(
    {alias: row for row in FORMATS.values() for alias in (row.name, *row.aliases)}
)
# Formats whose leftovers stand in `Reference.extra` under the name of the format.
LEFTOVERS = frozenset([row.name for row in FORMATS.values() if row.keeps_leftovers])
# Documents and texts: no format has such a name to itself, and looking for plug-ins takes time.
_NO_FORMATS = (".txt", ".md", ".markdown", ".tex", ".html", ".docx", ".odt", ".pdf", ".rst")
LIBRARY = FORMATS["bibtex"]  # what a library is written in; biblatex is read as it
UNASKED = FORMATS["csljson"]  # what is written where nobody says what


def plugged_formats() -> dict[str, Format]:
    """The formats that came with other packages."""
    from mscref import plugins  # a plain command has no need of it

    found = plugins.rows(plugins.FORMATS, Format, _BY_ALIAS)
    return {
        name: replaced(row, name=name, plugin=plugin, is_bibtex=False, keeps_leftovers=False)
        for name, (plugin, row) in found.items()
    }


def every_format() -> dict[str, Format]:
    """Our formats, and behind them those that came with other packages."""
    return {**FORMATS, **plugged_formats()}


def find_format(name: str) -> Format:
    """The format called `name`, or so by people; raises NotFoundError with near matches."""
    if name in _BY_ALIAS:
        return _BY_ALIAS[name]
    known = every_format()
    for row in known.values():
        if name == row.name or name in row.aliases:
            return row
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(known)}"
    raise NotFoundError(f"unknown format `{name}`", hint=hint)


def guess_format(text: str, *, path: str) -> Format | None:
    """The format of a file by its extension, else by its content, else None.

    Formats of other packages are asked where the name of the file is none of ours, by its name; and
    where nothing of ours recognises it, by its content.
    """
    lowered = path.lower()
    head = text[:4096]
    readable = [row for row in FORMATS.values() if row.reads]
    named = _named(lowered, readable) or _plugged_named(lowered)
    if len(named) == 1:
        return named[0]
    found = next((row for row in named or readable if row.recognises(head)), None)
    if found is None and not named:
        plugged = [row for row in plugged_formats().values() if row.reads]
        found = next((row for row in plugged if row.recognises(head)), None)
    return found or main_format(named, path=lowered)


def main_format(rows: Sequence[Format], *, path: str) -> Format | None:
    """Of formats with the extension of `path` the one of which it is the first, else the first."""
    mains = [row for row in rows if path.endswith(row.extensions[0])]
    return next(iter([*mains, *rows]), None)


def _named(path: str, among: Iterable[Format]) -> list[Format]:
    return [row for row in among if row.extensions and path.endswith(row.extensions)]


def _plugged_named(path: str) -> list[Format]:
    """The formats of other packages for a file of such a name; it must have an extension."""
    if "." not in path.rpartition("/")[2] or path.endswith(_NO_FORMATS):
        return []
    return _named(path, [row for row in plugged_formats().values() if row.reads])
