"""mscref for programs: what `import mscref` gives, typed, stable, and the same as the command line.

Files, texts and references in; references, text and reports out. Nothing is printed. What goes
wrong is an exception of `MscrefError`; what is the matter with the user's data is in
`Library.diagnostics` and in reports. Settings are those that the command line has in the working
folder; what an argument says wins. The names below and their signatures are kept: a test holds
the list, `docs/how-to/use-it-in-python.md` shows it at work.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mscref.app.files import SourceText
from mscref.app.library import Loaded, choose_library, load_library, read_references
from mscref.config import Config, load_config
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import (
    FormatError,
    LibraryError,
    MscrefError,
    NoLibraryError,
    NotFoundError,
    SourceError,
    UsageError,
)
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.records import Record

if TYPE_CHECKING:
    from mscref.app.cited import Cited
    from mscref.app.identify import StyleCandidate
    from mscref.app.lookup import Suggestion
    from mscref.app.render import Rendered
    from mscref.app.verify import Claimed
    from mscref.library.search import Sayings
    from mscref.report import Report
    from mscref.sources.outcomes import Resolved, Unresolved
    from mscref.sources.settings import Settings

__all__ = [
    "Date",
    "Diagnostic",
    "FormatError",
    "Library",
    "LibraryError",
    "MscrefError",
    "Name",
    "Network",
    "NoLibraryError",
    "NotFoundError",
    "Reference",
    "Severity",
    "SourceError",
    "Span",
    "UsageError",
    "check",
    "cite",
    "cited",
    "format",
    "identify",
    "load",
    "lookup",
    "parse",
    "read",
    "render",
    "resolve",
    "search",
    "verify",
    "write",
]

PathLike: TypeAlias = "str | os.PathLike[str]"


class Network(Record, kw_only=True):
    """How the network is used; None and False leave it to the settings.

    `mailto` is sent to the services that ask for it, `timeout` is in seconds for one question.
    `refresh` asks again for what is kept from earlier, `offline` uses only that.
    """

    mailto: str | None = None
    timeout: float | None = None
    offline: bool = False
    refresh: bool = False


class Library(Record):
    """References in the order of their files, and what was the matter with those.

    It is a sequence by place and a mapping by key: `library[0]`, `library["leng2020"]`.
    """

    references: tuple[Reference, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    paths: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()

    def __len__(self) -> int:
        return len(self.references)

    def __iter__(self) -> Iterator[Reference]:
        return iter(self.references)

    def __contains__(self, key: object) -> bool:
        return any(one.id == key for one in self.references)

    def __getitem__(self, key: int | str) -> Reference:
        """A reference by place or by key; raises IndexError and NotFoundError."""
        if isinstance(key, int):
            return self.references[key]
        from mscref.app.select import select_in_order

        return select_in_order(self.references, [key])[0]

    def select(self, *selectors: str) -> Library:
        """What keys, DOIs, globs and queries name, in their order; raises NotFoundError."""
        from mscref.app.select import select_in_order

        found = select_in_order(self.references, selectors, self._sayings())
        return Library(tuple(found), (), self.paths)

    def _sayings(self) -> Sayings:
        from mscref.app.folders import cache_folder
        from mscref.app.sayings import LibrarySayings

        return LibrarySayings(self.paths, cache_folder=cache_folder(_config(), os.environ))


References: TypeAlias = "Library | Reference | Iterable[Reference] | PathLike"


def load(*paths: PathLike, keep_case: bool = False) -> Library:
    """Read files in any format that mscref reads, or without a path the library of this folder.

    `keep_case` keeps the capitals of BibTeX titles; else they are in sentence case, as styles
    take them. Raises NoLibraryError where there is none, LibraryError where no file is readable,
    FormatError where nothing in one is a reference.
    """
    from mscref.formats.bibtex.titles import Titles

    config = _config()
    titles = Titles.WRITTEN if keep_case or config.keep_case else Titles.SENTENCE
    choice = choose_library([os.fspath(one) for one in paths], config=config, folder=Path.cwd())
    return _library(load_library(choice, titles=titles))


def read(text: str, *, name: str = "<text>") -> Library:
    """References of a text in a bibliography format, or of a text with a reference list.

    The format is found by the ending of `name`, else by the text itself. Raises FormatError.
    """
    result = read_references(SourceText(text, name))
    return Library(
        tuple(result.references),
        tuple(result.diagnostics),
        (name,),
        tuple(result.spans.items()),
    )


def write(references: References, to: str = "bibtex") -> str:
    """References as the text of a bibliography file; raises UsageError for an unknown format."""
    from mscref.app.convert import convert

    return convert(_references(references), to=to)


def parse(text: str) -> Library:
    """References of plain text: of a list in it, else of the text as a single reference.

    Each keeps its string (`Reference.string`). What was read with little certainty is among the
    diagnostics.
    """
    from mscref.app.plaintext import read_list
    from mscref.refstring import parse_reference

    listed = read_list(SourceText(text, "<text>"))
    if listed is not None:
        return Library(
            tuple(listed.references), tuple(listed.diagnostics), (), tuple(listed.spans.items())
        )
    if not text.strip():
        return Library(())
    return Library((parse_reference(text).reference.with_string(" ".join(text.split())),))


def format(references: References, style: str = "", *, locale: str = "", to: str = "text") -> str:
    """A bibliography in a CSL style (a name or a file) as `text`, `html`, `markdown`, `latex` ….

    Raises NotFoundError for an unknown style or locale, StyleError for a broken style.
    """
    from mscref.app.cite import StyleChoice, format_references, load_style, render_bibliography

    config = _config()
    chosen = load_style(StyleChoice(style or config.style))
    target = _target(to)
    bibliography = format_references(
        _references(references), chosen, locale=locale or config.locale
    )
    return render_bibliography(bibliography, target=target)


def cite(
    references: References,
    *keys: str,
    style: str = "",
    locale: str = "",
    locator: str = "",
    prefix: str = "",
    suffix: str = "",
    narrative: bool = False,
    suppress_author: bool = False,
    to: str = "text",
) -> str:
    """One in-text citation of works of a library; without keys of all of them.

    Numbers, year-suffixes and added names are those of the bibliography of the whole library.
    Raises NotFoundError and StyleError as `format`, and NotFoundError for an unknown key.
    """
    from mscref.app.cite import (
        CiteOptions,
        StyleChoice,
        cite_references,
        load_style,
        render_citation,
    )
    from mscref.app.select import select_in_order
    from mscref.model.citation import COMPOSITE, PLAIN, SUPPRESS_AUTHOR

    config = _config()
    library = _references(references)
    mode = COMPOSITE if narrative else SUPPRESS_AUTHOR if suppress_author else PLAIN
    options = CiteOptions(locator, prefix, suffix, mode)
    chosen = load_style(StyleChoice(style or config.style))
    target = _target(to)
    output = cite_references(
        library,
        select_in_order(library, keys or ["*"]),
        options,
        chosen,
        locale=locale or config.locale,
    )
    return render_citation(output, target=target)


def resolve(*identifiers: str, network: Network | None = None) -> Iterator[Resolved | Unresolved]:
    """What DOIs, PMIDs, PMCIDs, arXiv ids, ISBNs, NCT numbers and Wikidata items stand for.

    `Unresolved.error` says why there is no reference; nothing is raised for a single one.
    """
    from mscref.app.resolve import resolve as resolved

    return resolved(identifiers, settings_of(network))


def lookup(text: str, *, rows: int = 5, network: Network | None = None) -> list[Suggestion]:
    """The works that words or a pasted reference may mean, the likeliest first.

    Raises UsageError for a text without words, SourceError where no service answered.
    """
    from mscref.app.lookup import lookup as looked_up

    return list(looked_up(text, settings_of(network), rows=rows).suggestions)


def verify(
    references: References,
    *,
    against: References | None = None,
    network: Network | None = None,
) -> Report:
    """Do the references exist, agree with their records, and stand? One item for each.

    The sources are asked, or with `against` a bibliography alone. The codes of items are the
    verdicts of docs/verify.md; an item without `severity` is in order.
    """
    from mscref.app.verify import report_of, verify_against
    from mscref.app.verify import verify as verified

    claims = list(_claims(references))
    if against is not None:
        return report_of(list(verify_against(claims, _references(against))))
    return report_of(list(verified(claims, settings_of(network))))


def check(
    *paths: PathLike,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    level: str = "warning",
) -> Report:
    """The findings of the rules of `mscref check` in bibliography files; no network.

    `select` and `ignore` are codes of rules or their first words, `level` the least severity.
    Raises NotFoundError for an unknown code, FormatError for a file that is none we read.
    """
    from mscref.app.lint import Choice, check_files

    config = _config()
    chosen = choose_library([os.fspath(one) for one in paths], config=config, folder=Path.cwd())
    choice = Choice(list(select or config.check_select), [*ignore, *config.check_ignore], level)
    return check_files(chosen.paths, choice)


def search(query: str, *paths: PathLike, limit: int = 50) -> Library:
    """What a query finds in libraries, the best first; the language is that of `mscref search`."""
    from mscref.app.folders import cache_folder
    from mscref.app.search import search as searched

    config = _config()
    chosen = choose_library([os.fspath(one) for one in paths], config=config, folder=Path.cwd())
    folder = cache_folder(config, os.environ)
    found, _ = searched(chosen.paths, query, cache_folder=folder, limit=limit)
    return Library(tuple(hit.reference for hit in found.hits), (), chosen.paths)


def identify(
    text: str, *, library: References | None = None, limit: int = 10
) -> list[StyleCandidate]:
    """The styles that a reference list may be in, the most alike first.

    With a library the entries are tied to its data, which makes the answer surer. Raises
    FormatError where the text holds no list.
    """
    from mscref.app.identify import cited_as, read_entries
    from mscref.app.identify import identify as identified

    known = _references(library) if library is not None else ()
    entries = read_entries(text, known, path="the text")
    return identified(entries, limit=limit, citation_format=cited_as(text, entries))


def cited(*documents: PathLike) -> Cited:
    """The keys that documents cite, with their places; raises FormatError and LibraryError."""
    from mscref.app.cited import read_cited

    return read_cited([os.fspath(one) for one in documents])


def render(
    document: PathLike,
    *,
    style: str = "",
    locale: str = "",
    library: Sequence[PathLike] = (),
) -> Rendered:
    """The text of a document with its citations and its list written out; nothing is written.

    For Markdown, MyST, LaTeX, Typst, Org and notebooks. What the document says of style, language
    and bibliography counts where the arguments say nothing.
    """
    from mscref.app.document import read_document
    from mscref.app.render import RenderChoice, render_document

    choice = RenderChoice(
        style=style, locale=locale, library=tuple(os.fspath(one) for one in library)
    )
    return render_document(read_document(os.fspath(document)), choice, config=_config())


def _config() -> Config:
    return load_config(Path.cwd(), os.environ)


def _library(loaded: Loaded) -> Library:
    return Library(
        tuple(loaded.references),
        tuple(loaded.diagnostics),
        loaded.paths,
        tuple(loaded.spans.items()),
    )


def _references(given: References) -> Sequence[Reference]:
    if isinstance(given, Library):
        return given.references
    if isinstance(given, Reference):
        return (given,)
    if isinstance(given, str | os.PathLike):
        return load(given).references
    return tuple(given)


def _claims(given: References) -> Iterator[Claimed]:
    from mscref.app.verify import Claimed, read_claims
    from mscref.match.claim import Claim

    if isinstance(given, str | os.PathLike):
        yield from read_claims([os.fspath(given)])[0]
        return
    spans = dict(given.spans) if isinstance(given, Library) else {}
    for one in _references(given):
        yield Claimed(one.id, spans.get(one.id, Span("")), Claim(one, one.string))


def _target(to: str) -> str:
    from mscref.csl.render.registry import find_output

    return find_output(to)


def settings_of(network: Network | None) -> Settings:
    """How the sources are asked, by the settings in force here; raises ConfigError."""
    from mscref.app.sources import NetworkChoice, source_settings

    given = network or Network()
    choice = NetworkChoice(
        mailto=given.mailto,
        timeout=given.timeout,
        offline=given.offline,
        refresh=given.refresh,
    )
    return source_settings(_config(), choice, os.environ)
