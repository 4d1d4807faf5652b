"""What of a library goes into its index, and when an entry has to be converted anew.

An entry of a .bib file means the same as long as its own text, the macros and (where it
inherits) the rest of the file are the same: that is its fingerprint.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import BibFile
from mscref.formats.bibtex.titles import Titles
from mscref.formats.cslitem import reference_to_json
from mscref.library.delta import encode
from mscref.library.indexstore import IndexItem, ReadItems
from mscref.model.reference import Reference

if TYPE_CHECKING:
    from mscref.formats.bibtex.reader import BibReader

_BARE_VALUE = re.compile(r"=\s*[A-Za-z]")
_INHERITS = re.compile("crossref|xdata", re.IGNORECASE)


def items_of_bibtex(text: str, *, path: str) -> ReadItems:
    """The items of the text of a .bib file."""
    from mscref.formats.bibtex.reader import BibReader

    reader = BibReader(text, path=path, titles=Titles.WRITTEN)
    found = reader.bib.diagnostics(path=path)
    unread = tuple(one for one in found if one.severity is Severity.ERROR)
    return ReadItems(list(bibtex_items(reader.bib, reader)), unread)


def items_of_references(references: Iterable[Reference]) -> list[IndexItem]:
    """The items of what another format holds."""
    return [_converted(reference) for reference in references]


def bibtex_items(bib: BibFile, reader: BibReader) -> Iterator[IndexItem]:
    """The items of a scanned .bib file."""
    from mscref.formats.bibtex.convert import is_reference

    macros = _hash("".join(bib.text[block.start : block.end] for block in bib.strings()))
    whole = ""
    some_inherit = _may_inherit(bib.text)
    for number, entry in enumerate(bib.entries(), start=1):
        if not is_reference(entry):
            continue
        text = bib.text[entry.start : entry.end]
        context = "" if entry.key else str(number)
        if _may_use_macros(text):
            context += macros
        if some_inherit and _INHERITS.search(text):
            whole = whole or _hash(bib.text)
            context += whole
        convert = partial(reader.converter.convert, entry, default_id=f"entry{number}")
        yield IndexItem(_hash(context + text), convert)


def items_of_new(texts: Sequence[str]) -> list[IndexItem]:
    """The items of entries that were just written; one that needs the rest of its file gets a
    fingerprint that matches nothing, and is converted again at the next change."""
    from mscref.formats.bibtex.reader import BibReader

    items: list[IndexItem] = []
    for text in texts:
        reader = BibReader(text, path="", titles=Titles.WRITTEN)
        for entry in reader.bib.entries():
            needs_more = _may_use_macros(text) or _may_inherit(text)
            fingerprint = "" if needs_more else _hash(text)
            items.append(IndexItem(fingerprint, partial(reader.converter.convert, entry)))
    return items


# Both err on the side of caution: a title that looks like one only costs a conversion.
def _may_use_macros(text: str) -> bool:
    return "#" in text or bool(_BARE_VALUE.search(text))


def _may_inherit(text: str) -> bool:
    """Asked of a whole file at once, as bytes: their letter case is folded ten times faster."""
    letters = encode(text).lower()
    return b"crossref" in letters or b"xdata" in letters


def _converted(reference: Reference) -> IndexItem:
    text = json.dumps(reference_to_json(reference), ensure_ascii=False)
    return IndexItem(_hash(text), lambda: reference)


def _hash(text: str) -> str:
    return hashlib.blake2b(encode(text), digest_size=8).hexdigest()
