"""Styled text for a terminal, as neutral spans: what draws them is the command line's business.

A span says only what a terminal can show; nothing of the input can be an escape sequence.
"""

from __future__ import annotations

from types import MappingProxyType

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.base import clean_text, safe_address
from mscref.csl.render.plain import PlainWriter
from mscref.csl.render.runs import Run, runs
from mscref.records import Record

_STYLES = MappingProxyType(
    {
        "font-style:italic": "italic",
        "font-style:oblique": "italic",
        "font-weight:bold": "bold",
        "text-decoration:underline": "underline",
    }
)


class TerminalSpan(Record):
    """Text, its styles ("bold", "italic", "underline") and the address it leads to ("")."""

    text: str
    styles: frozenset[str] = frozenset()
    link: str = ""


class TerminalWriter(PlainWriter):
    """Writes plain text, or spans for a terminal that can do more."""

    def spans(self, output: Output, *, links: bool = True) -> list[TerminalSpan]:
        """The spans of one output; their texts joined are what `citation` gives."""
        found: list[TerminalSpan] = []
        display = ""
        for run in runs(output):
            text = clean_text(run.text)
            if run.display != display and found:
                found.append(TerminalSpan(_gap(found[-1].text, run.display)))
            display = run.display
            found.append(_span(run, text, links=links))
        return _stripped([span for span in found if span.text])

    def bibliography_spans(
        self, bibliography: Bibliography, *, links: bool = True
    ) -> list[list[TerminalSpan]]:
        """The spans of every entry."""
        return [self.spans(entry.output, links=links) for entry in bibliography.entries]


def _span(run: Run, text: str, *, links: bool) -> TerminalSpan:
    styles = frozenset(_STYLES[name] for name in run.formats if name in _STYLES)
    return TerminalSpan(text, styles, safe_address(run.link) if links else "")


def _gap(before: str, display: str) -> str:
    """What parts a display block from the text before it."""
    if display == "right-inline":
        return "" if before.endswith(" ") else " "
    return "" if before.endswith("\n") else "\n"


def _stripped(spans: list[TerminalSpan]) -> list[TerminalSpan]:
    """Without white space at either end."""
    if spans:
        spans[0] = TerminalSpan(spans[0].text.lstrip(), spans[0].styles, spans[0].link)
        spans[-1] = TerminalSpan(spans[-1].text.rstrip(), spans[-1].styles, spans[-1].link)
    return spans
