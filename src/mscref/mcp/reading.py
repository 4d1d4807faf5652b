"""The tools that change nothing, as plain methods: arguments of JSON in, typed answers out.

What goes wrong is an exception of `MscrefError`, which `server.py` makes an error of the protocol.
The docstrings are what agents read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mscref import api
from mscref.app.citation_check import check_citations
from mscref.app.document import read_document
from mscref.app.resolve import resolve as resolve_with_keys
from mscref.app.resolve import warnings_of
from mscref.diagnostics import Span
from mscref.errors import UsageError
from mscref.mcp import answers
from mscref.mcp.answers import (
    AgentAnswer,
    AgentAnswers,
    AgentFindings,
    AgentLikely,
    AgentLikelyWorks,
    AgentParsedList,
    AgentStyleGuesses,
    AgentText,
    AgentWorks,
)
from mscref.mcp.folder import AgentFolder
from mscref.model.reference import Reference
from mscref.report import ReportItem
from mscref.sources.outcomes import Outcome, Resolved

MOST_ASKED = 100  # works asked for in one call: each may take a second
MOST_FINDINGS = 200
Target = Literal["text", "markdown", "html", "latex", "typst", "rtf"]


class ReadingTools:
    """What an agent may ask of a library, its documents and the services."""

    def __init__(self, folder: AgentFolder, network: api.Network) -> None:
        self._folder = folder
        self._network = network

    def search(self, query: str, limit: int = 10, fields: Sequence[str] = ()) -> AgentWorks:
        """Find references of the library: words, field:word, year:2019..2021, "a phrase", -word.

        Answers with key, authors, year and title, the best first; `fields` adds variables (DOI,
        container-title, abstract, … or `*`).
        """
        limit = max(1, min(limit, MOST_FINDINGS))
        found = api.search(query, self._folder.library, limit=0)
        return answers.works(found.references, fields, limit=limit)

    def show(self, keys: Sequence[str], fields: Sequence[str] = ("*",)) -> AgentWorks:
        """Show what the library says of references, by key or DOI; `abstract` only if asked."""
        chosen = self._chosen(keys)
        return answers.works(chosen, fields, limit=MOST_FINDINGS)

    def format(
        self, keys: Sequence[str], style: str = "apa", locale: str = "", to: Target = "text"
    ) -> AgentText:
        """Format references of the library as a bibliography in a CSL style (apa, ieee, …)."""
        chosen = self._folder.style(style)
        return answers.cut(api.format(self._chosen(keys), chosen, locale=locale, to=to))

    def cite(
        self,
        keys: Sequence[str],
        style: str = "apa",
        locator: str = "",
        prefix: str = "",
        suffix: str = "",
        narrative: bool = False,
        to: Target = "text",
    ) -> AgentText:
        """Write one in-text citation; numbers and year-suffixes are those of the whole library."""
        library = self._folder.references()
        named = [one.id for one in self._chosen(keys)]
        return answers.cut(
            api.cite(
                library,
                *named,
                style=self._folder.style(style),
                locator=locator,
                prefix=prefix,
                suffix=suffix,
                narrative=narrative,
                to=to,
            )
        )

    def identify_style(self, text: str, limit: int = 5) -> AgentStyleGuesses:
        """Say which CSL style a reference list (plain text, an entry a line) is written in."""
        found = api.identify(text, library=self._folder.references(), limit=limit)
        return {
            "styles": [
                {
                    "style": one.name,
                    "likeness": round(one.likeness, 4),
                    "first_difference": answers.shown(one.difference),
                }
                for one in found
            ]
        }

    def parse_references(self, text: str) -> AgentParsedList:
        """Read reference strings or a reference list in plain text into CSL-JSON items."""
        found = api.parse(text)
        return {
            "references": [
                {"text": answers.shown(one.string), "item": answers.item_of(one)} for one in found
            ],
            "remarks": [answers.shown(one.message) for one in found.diagnostics],
        }

    def resolve(self, identifiers: Sequence[str]) -> AgentAnswers:
        """Look up DOIs, PMIDs, PMCIDs, arXiv ids, ISBNs, NCT numbers, Wikidata items (Q12345).

        A notice says that a work was retracted, corrected or questioned.
        """
        refuse_many(identifiers)
        outcomes = resolve_with_keys(identifiers, api.settings_of(self._network))
        return {"answers": list(map(_answer, outcomes))}

    def lookup(self, text: str, limit: int = 5) -> AgentLikelyWorks:
        """Find the works at the services that words or a pasted reference may mean."""
        found = api.lookup(text, rows=max(1, min(limit, 20)), network=self._network)
        works: list[AgentLikely] = [
            {
                "score": round(one.score, 3),
                "identifier": str(one.identifier or ""),
                "source": one.source,
                "line": answers.line_of(one.reference),
            }
            for one in found
        ]
        return {"works": works}

    def verify(self, keys: Sequence[str] = (), text: str = "") -> AgentFindings:
        """Ask the services whether references exist, agree with their records, and stand.

        Either references of the library by key, or those of a text, such as a list you wrote.
        "not-found" means that nobody who was asked knows it; "unknown" that nobody answered.
        """
        if bool(keys) == bool(text.strip()):
            raise UsageError("give either keys of the library, or a text with references")
        chosen: Sequence[Reference] | api.Library = api.parse(text) if text else self._chosen(keys)
        refuse_many(tuple(chosen))
        subject = chosen if isinstance(chosen, api.Library) else self._placed(chosen)
        report = api.verify(subject, network=self._network)
        return answers.findings(report.items, report.count, limit=MOST_FINDINGS)

    def check(
        self,
        keys: Sequence[str] = (),
        rules: Sequence[str] = (),
        level: Literal["error", "warning", "info"] = "warning",
        document: str = "",
    ) -> AgentFindings:
        """Report what is wrong with entries of the library by the rules of `mscref check`.

        Or, of a document of the library's folder, with its citations: unknown keys, references that
        nothing cites, works that are known to be retracted.
        """
        if document:
            return self._checked_citations(document)
        report = api.check(self._folder.library, select=rules, level=level)
        named = {one.id for one in self._chosen(keys)} if keys else None
        items = [one for one in report.items if named is None or one.key in named]
        count = report.count if named is None else len(named)
        return answers.findings(items, count, limit=MOST_FINDINGS)

    def _checked_citations(self, document: str) -> AgentFindings:
        source = read_document(str(self._folder.document(document)))
        found = check_citations(
            source,
            [str(self._folder.library)],
            config=self._folder.config,
            settings=api.settings_of(api.Network(offline=True)),
        )
        items = [
            ReportItem(
                severity=one.severity,
                code=one.code,
                key="",
                message=one.message,
                span=one.span or Span(""),
                hint=one.hint,
            )
            for one in found
        ]
        return answers.findings(items, len(self._folder.references()), limit=MOST_FINDINGS)

    def render_preview(self, document: str, style: str = "") -> AgentText:
        """Show a document of the library's folder with its citations written out; nothing is saved.

        For Markdown, Quarto, MyST, LaTeX, Typst, Org and notebooks.
        """
        place = self._folder.document(document)
        chosen = self._folder.style(style)
        rendered = api.render(place, style=chosen, library=[self._folder.library])
        return answers.cut(rendered.text)

    def library_page(self) -> str:
        """The library as lines: key, tab, authors, year and title."""
        library = self._folder.references()
        lines = [f"{answers.shown(one.id)}\t{answers.line_of(one)}" for one in library]
        return answers.cut_and_said("\n".join(lines))

    def entry_page(self, key: str) -> str:
        """One reference as BibTeX."""
        return answers.shown(api.write(self._chosen([key]), "biblatex"))

    def _chosen(self, keys: Sequence[str]) -> Sequence[Reference]:
        return self._folder.references().select(*self._folder.keys(keys)).references

    def _placed(self, chosen: Sequence[Reference]) -> api.Library:
        """References with where they stand in the library."""
        return api.Library(tuple(chosen), spans=self._folder.references().spans)


def refuse_many(asked: Sequence[object]) -> None:
    """Raise UsageError for more works than one call may ask for."""
    if len(asked) > MOST_ASKED:
        raise UsageError(
            f"{len(asked)} works are asked for at once", hint=f"ask for {MOST_ASKED} at a time"
        )


def _answer(outcome: Outcome) -> AgentAnswer:
    asked = answers.shown(outcome.asked)
    if not isinstance(outcome, Resolved):
        return {"asked": asked, "error": answers.error_text(outcome.error)}
    return {
        "asked": asked,
        "item": answers.item_of(outcome.reference.with_fields({"abstract": None})),
        "sources": list(outcome.sources),
        "notices": [answers.shown(line) for line in warnings_of(outcome)],
    }
