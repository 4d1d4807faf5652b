r"""A paper in LaTeX whose `thebibliography` gives way to a .bib file; every other byte stays.

What crosses the border: the bytes of the paper and the keys that its works have in the library
in; its new bytes and findings (keys that the list does not hold, works that nothing cites) out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mscref.diagnostics import Diagnostic, Severity
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.app.document import Document
    from mscref.manuscript.citations.found import Scan

_STYLE = re.compile(r"\\bibliographystyle\s*\{|\\documentstyle|\{biblatex\}")
_EVERYTHING = "*"  # \nocite{*}


def keys_of(references: Sequence[Reference], given: Sequence[str]) -> Mapping[str, str]:
    """The key a paper cites → the key in the library; of two items of one key TeX knows one."""
    keys: dict[str, str] = {}
    for reference, key in zip(references, given, strict=True):
        keys.setdefault(reference.id, key)
    return keys


def rewrite_paper(
    content: bytes, path: str, *, keys: Mapping[str, str], bibliography: str
) -> tuple[bytes, list[Diagnostic]]:
    """The paper with `\\bibliography` for its list, and its citations with the library's keys."""
    from mscref.app.document import make_document
    from mscref.manuscript.citations.registry import find_citations
    from mscref.refstring.bibitems import list_spans

    document = make_document(content, path=path, notation="latex")
    scan = find_citations(document.row, document.text)
    spans = list_spans(document.text)
    place = f"\\bibliography{{{bibliography.removesuffix('.bib')}}}"
    splices = [(start, end, "" if index else place) for index, (start, end) in enumerate(spans)]
    for start, end in _cited(scan):
        key = document.text[start:end]
        inside = any(first <= start < last for first, last in spans)
        if keys.get(key, key) != key and not inside:
            splices.append((start, end, keys[key]))
    findings = [*_findings(document, scan, keys), *_remarks(document, spans)]
    return document.encoded(document.replaced(splices)), findings


def _cited(scan: Scan) -> Iterator[tuple[int, int]]:
    """Where keys stand that are cited, or listed without being cited."""
    for citation in scan.citations:
        yield from citation.keys
    for one in scan.listed:
        yield one.start, one.end


def _findings(document: Document, scan: Scan, keys: Mapping[str, str]) -> Iterator[Diagnostic]:
    cited = {document.text[start:end]: (start, end) for start, end in _cited(scan)}
    for key, (start, end) in cited.items():
        if key not in keys and key != _EVERYTHING:
            yield Diagnostic(
                Severity.WARNING,
                "unresolved-marker",
                f"`{key}` is cited, and the list does not hold it",
                document.span(start, end),
                hint="it was left as it stands",
            )
    if not cited or _EVERYTHING in cited:  # a list alone cites nothing
        return
    for key in keys:
        if key not in cited:
            yield Diagnostic(
                Severity.WARNING,
                "uncited-reference",
                f"`{key}` is in the list, and nothing in the text cites it",
            )


def _remarks(document: Document, spans: Sequence[tuple[int, int]]) -> Iterator[Diagnostic]:
    """What LaTeX will want to know."""
    if not _STYLE.search(document.text) and "\\documentclass" in document.text:
        yield Diagnostic(
            Severity.WARNING,
            "no-bibliography-style",
            "the paper names no style for the bibliography",
            document.span(*spans[0]),
            hint="put `\\bibliographystyle{plain}`, or the journal's, before `\\bibliography`",
        )
    for start, end in spans[1:]:
        yield Diagnostic(
            Severity.WARNING,
            "further-list",
            "the paper has more than one list; this one has gone into the first",
            document.span(start, end),
        )
