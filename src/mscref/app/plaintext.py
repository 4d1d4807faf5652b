"""Plain text, web pages and documents → the references of their reference list.

What crosses the border: a `SourceText` of no bibliography format in; references, the place of
each and findings out, or None where the text holds no reference list.
"""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from mscref.app.files import SourceText
from mscref.commandlines import command_line
from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import FormatError
from mscref.formats.base import ReadResult
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.records import replaced as replace

if TYPE_CHECKING:
    from mscref.refstring import ParsedReference

UNCERTAIN = "uncertain-reference"  # the code of what may be no reference at all
# Below this the labeller is as likely wrong as right (docs/reference-strings.md, calibration).
_DOUBTFUL = 0.5
# What makes the list of a source whose citations are keys: pandoc's front matter, LaTeX's commands.
_BIBLIOGRAPHY = re.compile(
    r"\A---\s*\n(?:.*\n){0,60}?bibliography:\s*(\S.*)\n(?:.*\n){0,60}?(?:---|\.\.\.)\s*\n"
    r"|^[ \t]*\\(?:bibliography|addbibresource)(?:\[[^\]\\]*\])?\{([^{}\\]+)\}",
    re.MULTILINE,
)


def running_text(source: SourceText) -> str:
    """The text as a reader sees it: the markup of a web page is gone, Markdown stays."""
    from mscref.manuscript.documents import html_text, is_html

    return html_text(source.text) if is_html(source.text) else source.text


def has_own_keys(source: SourceText) -> bool:
    """True for LaTeX whose list gives each work the key that the paper cites."""
    from mscref.refstring.bibitems import bibitems, has_bibitems

    return has_bibitems(source.text) and any(True for _ in bibitems(source.text))


def listed(source: SourceText) -> list[ParsedReference]:
    """The parsed references of the list of a text; raises FormatError where it has keys alone."""
    from mscref.refstring import parse_references

    if has_own_keys(source):
        return _latex_items(source.text)
    text = running_text(source)
    _refuse_keys_alone(text, source.path)
    return parse_references(text)


def read_list(source: SourceText) -> ReadResult | None:
    """Read the reference list of a text; None where there is none."""
    parses = listed(source)
    if not parses:
        return None
    text = running_text(source)
    place = TextPlaces(text, source.path)
    remarks = (remark for one in parses for remark in (_doubt(one, place), _cut(one, place)))
    return ReadResult(
        [one.reference for one in parses],
        [remark for remark in remarks if remark],
        {one.reference.id: place.span(one.start, one.end) for one in parses},
        uncertain=frozenset(one.reference.id for one in parses if one.is_uncertain),
    )


def with_strings_read(result: ReadResult) -> ReadResult:
    """The references of a file; of those that are a string (JATS, TEI) the string is parsed."""
    strings = [one for one in result.references if _is_only_string(one)]
    if not strings:
        return result
    from mscref.refstring import parse_reference

    parses = {id(one): parse_reference(one.string, key=one.id) for one in strings}
    references = [
        parses[id(one)].reference.with_string(one.string) if id(one) in parses else one
        for one in result.references
    ]
    doubts = [_doubt_of(one, result.spans.get(one.reference.id)) for one in parses.values()]
    uncertain = [one.reference.id for one in parses.values() if one.is_uncertain]
    return replace(
        result,
        references=references,
        diagnostics=[*result.diagnostics, *filter(None, doubts)],
        uncertain=result.uncertain | frozenset(uncertain),
    )


def _is_only_string(reference: Reference) -> bool:
    return bool(reference.string) and not reference.fields


def shown(text: str) -> str:
    """A string of a list on one line of a message."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


_LONGEST_SHOWN = 120


def _latex_items(text: str) -> list[ParsedReference]:
    """The references of `thebibliography`, under the keys the paper cites."""
    from mscref.formats.latex.reading import decode
    from mscref.refstring import parse_reference
    from mscref.refstring.bibitems import bibitems, tidied

    parses = []
    for item in bibitems(text):
        string = tidied(strip_markup(decode(item.source)))
        one = parse_reference(string, key=item.key)
        reference = one.reference.with_string(string)
        parses.append(replace(one, reference=reference, start=item.start, end=item.end))
    return parses


def _refuse_keys_alone(text: str, path: str) -> None:
    """A source that cites the keys of a .bib file has no list of its own; raises FormatError."""
    named = _BIBLIOGRAPHY.search(text)
    if named:
        file = next(filter(None, named.groups())).strip().strip("\"'[] ")
        raise FormatError(
            f"{path}: cites the keys of `{file}` and holds no reference list of its own",
            hint=f"import the bibliography itself: `{command_line('import', values=[file])}`",
        )


class TextPlaces:
    """Offsets of a text → spans with line and column."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def span(self, start: int, end: int) -> Span:
        """The span of two offsets."""
        return Span(self.path, *self._line_and_column(start), *self._line_and_column(end))

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _cut(parsed: ParsedReference, place: TextPlaces) -> Diagnostic | None:
    if not parsed.is_truncated:
        return None
    return Diagnostic(
        Severity.WARNING,
        "truncated-names",
        f"`{parsed.reference.id}`: the text leaves out some of the authors",
        place.span(parsed.start, parsed.end),
        hint="`mscref import --complete` asks for them",
    )


def _doubt(parsed: ParsedReference, place: TextPlaces) -> Diagnostic | None:
    return _doubt_of(parsed, place.span(parsed.start, parsed.end))


def _doubt_of(parsed: ParsedReference, span: Span | None) -> Diagnostic | None:
    """A warning, for a value that is as likely wrong as right ends in somebody's list else."""
    doubtful = [found.name for found in parsed.fields if found.confidence < _DOUBTFUL]
    if parsed.is_uncertain:
        code, said = UNCERTAIN, "may be no reference"
    elif doubtful:
        code = "uncertain-field"
        said = f"read with little certainty: {', '.join(dict.fromkeys(doubtful))}"
    else:
        return None
    return Diagnostic(
        Severity.WARNING,
        code,
        f"`{parsed.reference.id}`: {said}; of “{shown(parsed.text)}”",
        span,
        hint="compare it with the text, or let `mscref verify` look it up",
    )
