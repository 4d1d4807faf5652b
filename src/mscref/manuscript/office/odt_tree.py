"""What a text of LibreOffice holds: paragraphs, notes, marks and lists, with their bytes.

Data alone; `odt_text.py` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mscref.manuscript.office.xml_bytes import XmlTag


@dataclass(frozen=True, slots=True)
class OdtPiece:
    """Text with its stretch of bytes; `is_tag` for spaces that an element stands for.

    `spans` are the tags that open the spans around it, from the outermost; `parent` tells text
    apart that stands in different links.
    """

    at: int
    text: str
    start: int
    end: int
    is_tag: bool = False
    spans: tuple[XmlTag, ...] = ()
    parent: int = 0


@dataclass(slots=True)
class ListBlock:
    """A list, with those in it: its bytes, and the name of its style."""

    start: int
    style: str
    end: int = -1


@dataclass(slots=True, eq=False)
class OdtParagraph:
    """A paragraph: its bytes, its style, and its text outside of citations.

    In a text box (`in_box`) no notes can stand. `holder` is where the element begins that it stands
    in, whatever lists are between; `block` is the outermost of those, `item_of` the style of the
    list of which it begins an item.
    """

    start: int
    style: str
    note: OdtNote | None
    in_box: bool = False
    holder: int = 0
    block: ListBlock | None = None
    item_of: str = ""
    end: int = 0
    text: str = ""
    pieces: list[OdtPiece] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class OdtNote:
    """A note: its bytes, its number, and where its sign stands in the text of a paragraph."""

    start: int
    number: int
    paragraph: OdtParagraph | None
    at: int
    end: int = 0
    text: str = ""
    marks: int = 0


@dataclass(slots=True, eq=False)
class Mark:
    """A citation: the bytes of its two tags and of what is between them.

    `names` are the places of its code in the tags, `at` its place in the text of the paragraph;
    `style` is that of the first span in it, `holds` the name of another citation that begins in it.
    A mark at a point has nothing between.
    """

    name: str
    start: int
    paragraph: OdtParagraph | None
    at: int
    names: list[tuple[int, int]]
    result_start: int = -1
    result_end: int = -1
    end: int = -1
    text: str = ""
    style: str = ""
    is_point: bool = False
    is_tracked: bool = False
    holds: str = ""
    last_paragraph: OdtParagraph | None = None

    @property
    def note(self) -> OdtNote | None:
        """The note that it stands in."""
        return self.paragraph.note if self.paragraph else None


@dataclass(slots=True)
class Entry:
    """A citation of LibreOffice's own bibliography: its bytes, and what its attributes say."""

    start: int
    said: dict[str, str]
    end: int = -1


@dataclass(slots=True)
class ListSection:
    """The section of a list: its bytes, those between its tags, the style of its first entry."""

    start: int
    inner_start: int
    name: str
    inner_end: int = -1
    end: int = -1
    style: str = ""


@dataclass(slots=True)
class OdtText:
    """All of a text that counts for citations."""

    data: bytes
    paragraphs: list[OdtParagraph] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[OdtNote] = field(default_factory=list)
    lists: list[ListSection] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    body_end: int = -1
    styles_end: int = -1
    has_fields_of_word: bool = False
    has_bookmarks: bool = False


def pieces_between(paragraph: OdtParagraph, start: int, end: int) -> list[OdtPiece]:
    """The pieces of a paragraph that hold a stretch of its text."""
    return [one for one in paragraph.pieces if one.at < end and one.at + len(one.text) > start]


def code_of(name: str) -> str:
    """The code that the name of a mark holds, as Word has it."""
    return name if name.lstrip().startswith("ADDIN") else f"ADDIN {name.lstrip()}"
