"""Styles of a few elements, works of a few fields, and what the engine prints of them."""

from typing import Any

from mscref.csl.ast import Style
from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import Citation, Cite
from mscref.model.reference import Json

WRITE = find_writer("text").citation
NAME = '<names variable="author"><name initialize-with=". "/></names>'
INITIALS = '<names variable="author"><name form="short" initialize-with=". "/></names>'
SHORT = '<names variable="author"><name form="short"/></names>'
YEAR = '<date variable="issued"><date-part name="year"/></date>'


def style(
    layout: str,
    *,
    kind: str = "note",
    citation: str = "",
    root: str = "",
    extra: str = "",
    bibliography: str = "",
    affixes: str = "",
) -> Style:
    """A style whose citation layout holds `layout`; the others are attributes and elements."""
    return read_style(
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0" {root}>'
        f"{extra}<citation {citation}><layout {affixes}>{layout}</layout></citation>{bibliography}"
        "</style>".encode(),
        path="t.csl",
    )


def item(key: str = "a", /, **fields: Json) -> dict[str, Json]:
    """A book."""
    return {"id": key, "type": "book", **fields}


def people(*names: str) -> Json:
    """Names written "Family, Given"."""
    return [dict(zip(("family", "given"), one.split(", "), strict=True)) for one in names]


def cite(made: Style, *items: dict[str, Json], **fields: Any) -> str:
    """The citation of the first of the works, whose cite has `fields`."""
    processor = Processor(made)
    processor.register([reference_from_json(one) for one in items])
    return WRITE(processor.cite(Citation("c", (Cite(str(items[0]["id"]), **fields),))))


def document(made: Style, items: Any, *citations: Any) -> list[str]:
    """Citations written (note, keys or cites)."""
    session = Session(made)
    session.register([reference_from_json(one) for one in items])
    before: list[tuple[str, int]] = []
    for number, (note, cites) in enumerate(citations):
        listed = tuple(Cite(one) if isinstance(one, str) else one for one in cites)
        session.process(Citation(f"c{number}", listed, note), before=before)
        before.append((f"c{number}", note))
    return [WRITE(output) for key, _ in before if (output := session.output(key))]


def entry(layout: str, fields: dict[str, Json], *, extra: str = "", kind: str = "note") -> str:
    """The only entry of a bibliography, as HTML."""
    made = style(
        "<text value='x'/>",
        kind=kind,
        extra=extra,
        bibliography=f"<bibliography><layout>{layout}</layout></bibliography>",
    )
    processor = Processor(made)
    processor.register([reference_from_json(item(**fields))])
    [one] = processor.bibliography().entries
    return find_writer("html").citation(one.output)
