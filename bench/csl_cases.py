"""Cases of the official CSL test suite: read one file, run it, say what came out.

A case is run as the reference runner runs it, and its result is compared exactly, markers of
changed citations included. Cases of other engines come in variants of the form: a document may be
given whole, without the steps that made it; then there is nothing that changed, and the markers
are not compared. Ids may be left out, and a cite may be an id alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import PLAIN, Citation, Cite
from mscref.model.reference import Reference
from mscref.records import replaced as replace

# The reference runner ignores a section whose opening line is malformed (bugreports_EnvAndUrb).
_OPENING = re.compile(r">>===*\s(\S+)\s.*=>>")
_CLOSING = re.compile(r"<<===*\s(\S+)\s.*=<<")
_MARKER = re.compile(r"^(?:>>|\.\.)\[\d+\] ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One file of the suite."""

    name: str
    mode: str
    style: str
    items: list[dict[str, Any]]
    expected: str
    citation_items: list[list[dict[str, Any]]] | None
    citations: list[Any] | None
    bibliography_ids: list[list[str]] | None

    @property
    def category(self) -> str:
        """The part of the name before the first underscore."""
        return self.name.partition("_")[0]


def read_case(path: Path) -> Case:
    """Read one file; raises ValueError where it is not a case."""
    sections = _sections(path.read_text(encoding="utf-8-sig"))
    missing = {"MODE", "CSL", "INPUT", "RESULT"} - sections.keys()
    if missing:
        raise ValueError(f"{path}: no section {', '.join(sorted(missing))}")

    def parsed(name: str) -> Any:
        return json.loads(sections[name]) if name in sections else None

    citations = parsed("CITATIONS")
    expected = sections["RESULT"]
    if citations is not None and not _is_replay(citations):
        expected = _MARKER.sub("", expected)
    return Case(
        path.stem,
        sections["MODE"].strip(),
        sections["CSL"].strip(),
        parsed("INPUT"),
        expected,
        parsed("CITATION-ITEMS"),
        citations,
        parsed("BIBENTRIES"),
    )


def _is_replay(citations: list[Any]) -> bool:
    """True where each step names the citations before and after the one that it processes."""
    return all(
        isinstance(step, list) and bool(step) and "citationItems" in step[0] for step in citations
    )


def _sections(text: str) -> dict[str, str]:
    sections: dict[str, list[str]] = {}
    name = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        if opening := _OPENING.search(line):
            name = opening[1]
            sections[name] = []
        elif _CLOSING.search(line):
            name = ""
        elif name:
            sections[name].append(line)
    return {name: "\n".join(lines) for name, lines in sections.items()}


def run_case(case: Case) -> str:
    """What the case prints."""
    style = read_style(case.style.encode(), path=f"{case.name}.csl")
    references = [
        reference_from_json(item, default_id=f"item{number}")
        for number, item in enumerate(case.items)
    ]
    writer = find_writer("html")
    if case.citations is not None and _is_replay(case.citations):
        return _replay(case, Session(style), references)
    if case.citations is not None:
        return _whole_document(case, Session(style), references)
    processor = Processor(style)
    for ids in case.bibliography_ids or [[reference.id for reference in references]]:
        processor.register([one for one in references if one.id in set(map(str, ids))])
    printed = [
        writer.citation(processor.cite(citation), links=False)
        for citation in _plain_citations(case, processor)
    ]
    if case.mode == "bibliography":
        return writer.bibliography(processor.bibliography(), links=False).rstrip("\n")
    return "\n".join(printed)


def _plain_citations(case: Case, processor: Processor) -> list[Citation]:
    if case.citation_items is not None:
        return [
            citation_from_json({"citationID": f"citation{number}", "citationItems": cites})
            for number, cites in enumerate(case.citation_items)
        ]
    if case.mode != "citation":
        return []
    # One citation of everything, in the order of the registry: that is, of the bibliography.
    return [Citation("all", tuple(map(Cite, processor.registered_ids())))]


def cite_from_json(item: dict[str, Any] | str, default_id: str = "") -> Cite:
    """One citation item as the reference processor writes it; a bare string is an id."""
    if isinstance(item, str):
        return Cite(item)
    return Cite(
        str(item.get("id", default_id)),
        str(item.get("locator") or ""),
        item.get("label") or "",
        item.get("prefix") or "",
        item.get("suffix") or "",
        bool(item.get("author-only")) or item.get("type") == "author-only",
        bool(item.get("suppress-author")) or item.get("type") == "suppress-author",
        _POSITIONS.get(item["position"], "") if "position" in item else "",
        item.get("near-note"),
    )


# The numbers by which the reference processor knows the positions.
_POSITIONS = {0: "first", 1: "subsequent", 2: "ibid", 3: "ibid-with-locator", 4: "container"}


def _replay(case: Case, session: Session, references: Sequence[Reference]) -> str:
    """Process citations one after the other; each step says what changed."""
    writer = find_writer("html")
    session.register(references)
    texts: dict[str, str] = {}
    changed: set[str] = set()
    order: list[str] = []
    for raw, before, after in case.citations or ():
        citation = citation_from_json(raw)
        updates = session.process(
            citation,
            before=[(str(one), note) for one, note in before],
            after=[(str(one), note) for one, note in after],
        )
        order = [str(one) for one, _ in before] + [citation.id] + [str(one) for one, _ in after]
        changed = set()
        for update in updates:
            texts[update.id] = writer.citation(update.output, links=False)
            changed.add(update.id)
    if case.mode == "bibliography":
        return writer.bibliography(session.bibliography(), links=False).rstrip("\n")
    return "\n".join(
        f"{'>>' if one in changed else '..'}[{number}] {texts[one]}"
        for number, one in enumerate(order)
    )


def _whole_document(case: Case, session: Session, references: Sequence[Reference]) -> str:
    """Process all citations in order; each line is one of them as it stands at the end."""
    writer = find_writer("html")
    session.register(references)
    before: list[tuple[str, int]] = []
    chapter = 0
    for number, raw in enumerate(case.citations or ()):
        cluster = raw if isinstance(raw, dict) else {"citationItems": raw}
        citation = citation_from_json(cluster, f"citation{number}")
        chapter += bool(cluster.get("citationResetPosition"))
        citation = replace(citation, chapter=chapter)
        session.process(citation, before=before)
        before.append((citation.id, citation.note_number))
    if case.mode == "bibliography":
        return writer.bibliography(session.bibliography(), links=False).rstrip("\n")
    outputs = [session.output(one) for one, _ in before]
    return "\n".join(writer.citation(one, links=False) for one in outputs if one is not None)


def citation_from_json(raw: dict[str, Any], default_id: str = "") -> Citation:
    """One citation cluster as the reference processor writes it."""
    properties = raw.get("properties") or {}
    return Citation(
        str(raw.get("citationID", default_id)),
        tuple(
            cite_from_json(cite, f"item{number}")
            for number, cite in enumerate(raw["citationItems"])
        ),
        int(properties.get("noteIndex") or raw.get("citationNoteNumber") or 0),
        properties.get("mode") or PLAIN,
        properties.get("infix") or "",
        int(properties.get("chapterIndex") or 0),
    )
