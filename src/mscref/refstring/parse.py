"""One reference string → `ParsedReference`; a text with a list of them → all of them.

A string whose layout marks its parts is read by the layout's rules; any other goes tokens →
labels → fields. Then fields → reference. Pure but for the model file, which is read at the first
use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mscref.model.reference import Reference
from mscref.refstring.build import build_reference
from mscref.refstring.certainty import may_be_no_reference
from mscref.refstring.edition import with_edition
from mscref.refstring.extent import with_extent
from mscref.refstring.fields import ParsedField, fields_of, in_order
from mscref.refstring.identifiers import blanked, find_identifiers
from mscref.refstring.layouts import read_layout
from mscref.refstring.lettered import lettered
from mscref.refstring.links import without_link_words
from mscref.refstring.names import parse_names
from mscref.refstring.remarks import find_remarks, type_said_by, with_remarks, without_remarks
from mscref.refstring.split import ReferenceList, find_references
from mscref.refstring.tokens import tokenize

if TYPE_CHECKING:
    from mscref.refstring.label import Labeller


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """What one reference string says.

    `fields` are the values as they stand in `text`, with place and confidence; `reference` is
    what they mean. `start` and `end` are the place of the string in the text it came from,
    `marker` what stood before it in the list ("[12]", "3."), or "".
    """

    text: str
    fields: tuple[ParsedField, ...]
    reference: Reference
    start: int = 0
    end: int = 0
    marker: str = ""

    def field(self, name: str) -> ParsedField | None:
        """The first field of this name, or None."""
        return next((found for found in self.fields if found.name == name), None)

    @property
    def confidence(self) -> float:
        """How sure the least sure field is; 0.0 where nothing was found."""
        return min((found.confidence for found in self.fields), default=0.0)

    @property
    def is_uncertain(self) -> bool:
        """True where this may be no reference: it names no work, or reads like a sentence."""
        return may_be_no_reference(self.text, self.fields)

    @property
    def is_truncated(self) -> bool:
        """True where the string says itself that it leaves out authors ("…", "et al.")."""
        author = self.field("author")
        return author is not None and parse_names(author.value).is_truncated


def parse_reference(
    text: str, *, key: str = "", labeller: Labeller | None = None
) -> ParsedReference:
    """Parse one reference string."""
    read = without_link_words(text)
    identifiers = find_identifiers(read)
    remarks = find_remarks(blanked(read, identifiers))
    bare = without_remarks(read, remarks)
    laid = read_layout(blanked(bare, identifiers))
    if laid:
        fields = in_order(laid.fields, identifiers)
        item_type = laid.item_type
    else:
        if labeller is None:  # a string that a layout reads needs no model
            from mscref.refstring.label import default_labeller

            labeller = default_labeller()
        tokens = tokenize(bare, identifiers)
        fields = fields_of(tokens, *labeller.label(tokens))
        item_type = ""
    fields = with_remarks(read, with_edition(bare, with_extent(bare, fields)), remarks)
    item_type = type_said_by(remarks) or item_type
    reference = build_reference(fields, key=key, item_type=item_type)
    return ParsedReference(
        text=text, fields=tuple(fields), reference=reference, start=0, end=len(text)
    )


def parse_each(texts: Iterable[str]) -> Iterator[ParsedReference]:
    """Parse many reference strings, one at a time (a map step over any number of them)."""
    return (parse_reference(text) for text in texts)


def parse_references(text: str) -> list[ParsedReference]:
    """Find the reference list of a text and parse every string of it; [] where there is none.

    Keys are made of first author and year, made unique in the order of the list.
    """
    return parse_list(find_references(text))


def parse_list(found: ReferenceList) -> list[ParsedReference]:
    """Parse the strings of a list that was found before."""
    from mscref.keys.making import DEFAULT_PATTERN, new_keys, parse_pattern

    strings = [part for string in found.strings for part in lettered(string)]
    parses = [parse_reference(string.text) for string in strings]
    references = [one.reference for one in parses]
    keys = new_keys(parse_pattern(DEFAULT_PATTERN), references, set())
    return [
        ParsedReference(
            text=string.text,
            fields=one.fields,
            reference=one.reference.with_id(key).with_string(string.text),
            start=string.start,
            end=string.end,
            marker=string.marker,
        )
        for string, one, key in zip(strings, parses, keys, strict=True)
    ]
