"""The works that the citation fields of a Word document carry, as CSL-JSON.

Zotero and Mendeley keep CSL-JSON in the code of a field, EndNote XML records (in the code, or in
base64 beside it), Word itself a tag that names a source in a part of its own. In: field codes,
field data and source parts of a document; out: one CSL-JSON text, or "" without such a field.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator

from mscref.formats import csljson, endnotexml, wordsources
from mscref.model.reference import Reference

# Mendeley Cite keeps the same JSON in the tag of a content control.
CONTROL = "MENDELEY_CITATION_v3_"
_CSL = re.compile(r"ADDIN\s+(?:ZOTERO_ITEM\s+)?CSL_CITATION\s+(?=\{)")
_RECORD = ("<record>", "</record>")
_WORD = re.compile(r"\bCITATION\s+(\S+)((?:\s+\\m\s+\S+|\s+\\[a-ln-z]\s+\S+|\s+\\[a-z])*)")
_FURTHER = re.compile(r"\\m\s+(\S+)")


def code_of_control(tag: str) -> str:
    """The field code that says what the tag of a content control says; "" for a damaged one."""
    packed = tag.removeprefix(CONTROL)
    text = _unpacked(packed + "=" * (-len(packed) % 4))
    return f" ADDIN CSL_CITATION {text} " if text else ""


def works_of_fields(codes: str, data: Iterable[str], sources: Iterable[str]) -> str:
    """The works cited, each once, as CSL-JSON."""
    items: dict[str, object] = {}
    for work in _csl_works(codes):
        items.setdefault(json.dumps(work.get("id") or work.get("title")), work)
    references = [*_endnote_works([codes, *map(_unpacked, data)]), *_word_works(codes, sources)]
    if references:
        for work in json.loads(csljson.write(references)):
            items.setdefault(json.dumps(work["id"]), work)
    return json.dumps(list(items.values()), ensure_ascii=False, indent=1) if items else ""


def _csl_works(codes: str) -> Iterator[dict[str, object]]:
    for match in _CSL.finditer(codes):
        try:
            field, _ = json.JSONDecoder().raw_decode(codes, match.end())
        except (ValueError, RecursionError):  # a field that was cut or edited by hand
            continue
        items = field.get("citationItems") if isinstance(field, dict) else None
        found = [item.get("itemData") for item in items or () if isinstance(item, dict)]
        yield from (work for work in found if isinstance(work, dict) and work.get("type"))


def _endnote_works(texts: Iterable[str]) -> list[Reference]:
    """Each record once: every field repeats the records of the works that it cites."""
    records = dict.fromkeys(
        record for text in texts if "EndNote" in text for record in _records(text)
    )
    references: dict[str, Reference] = {}
    for record in records:  # one by one: a damaged record must not cost the others
        for one in endnotexml.read(f"<xml><records>{record}</records></xml>", path="").references:
            references.setdefault(repr(sorted(one.fields.items())), one)
    return _with_ids(references.values())


def _records(text: str) -> Iterator[str]:
    """The records of a text; found by hand, since a pattern takes for ever where none is closed."""
    opening, closing = _RECORD
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start)
        if end < 0:
            return
        yield text[start : end + len(closing)]
        start = text.find(opening, end)


def _with_ids(references: Iterable[Reference]) -> list[Reference]:
    """Names for works that EndNote only numbers; equal names get a number."""
    from mscref.formats.identify import fill_ids

    return list(fill_ids([one.with_id("") for one in references]))


def _unpacked(data: str) -> str:
    try:
        return base64.b64decode("".join(data.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _word_works(codes: str, sources: Iterable[str]) -> list[Reference]:
    """The sources that a CITATION field names, in the order of the text."""
    known: dict[str, Reference] = {}
    for text in sources:
        for one in wordsources.read(text, path="").references:
            known.setdefault(one.id, one)
    if not known:
        return []
    cited: list[str] = []
    for match in _WORD.finditer(codes):
        cited += [match[1], *_FURTHER.findall(match[2])]
    return [known[tag] for tag in dict.fromkeys(cited) if tag in known]
