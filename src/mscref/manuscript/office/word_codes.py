"""The code of a Word field ↔ the citation that it asks for, and the works that it carries.

    ADDIN ZOTERO_ITEM CSL_CITATION {json}      Zotero
    ADDIN CSL_CITATION {json}                  Mendeley Desktop
    MENDELEY_CITATION_v3_{base64 of json}      Mendeley Cite, as the tag of a content control
    ADDIN EN.CITE <EndNote>…                   EndNote; or the same in base64 beside the code
    CITATION Tag \\p 12 \\m Tag2               Word, whose sources stand in a part of their own

The JSON of the first three is that of citeproc-js: `citationItems` with `itemData` (CSL-JSON).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mscref.errors import FormatError
from mscref.model.citation import Cite
from mscref.model.locators import UNNAMED, parse_locator
from mscref.model.reference import Json
from mscref.records import replaced

ZOTERO, MENDELEY, CONTROL, ENDNOTE, WORD = "zotero", "mendeley", "control", "endnote", "word"
LIST = "list"

_CSL = re.compile(r"\s*ADDIN\s+(ZOTERO_ITEM\s+)?(?:CSL_CITATION\s*)?(?=\{)")
_CONTROL = "MENDELEY_CITATION_v3_"
_LIST = re.compile(
    r"\s*(?:ADDIN\s+(?:ZOTERO_BIBL|Mendeley\s+Bibliography|EN\.REFLIST)\b|BIBLIOGRAPHY\b"
    r"|MENDELEY_BIBLIOGRAPHY)"
)
_ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE(?!\.DATA)")
_WORD = re.compile(r"\s*CITATION\s+(\S+)(.*)", re.DOTALL)
_SWITCH = re.compile(r"\\([a-z])(?:\s+(\"(?:[^\"\\]|\\.)*\"|[^\s\\]+))?")
_SWITCHES_WITHOUT_VALUE = frozenset("nty")
_ENDNOTE_CITE = re.compile(r"<Cite\b([^<>]*)>((?:(?!<Cite\b).)*?)</Cite>", re.DOTALL)
_ENDNOTE_PART = re.compile(r"<(Prefix|Suffix|Pages|RecNum|Author|Year)>([^<]*)</\1>")
_RECORD = re.compile(r"<record>(?:(?!<record>).)*?</record>", re.DOTALL)
_PRINTED = {
    ZOTERO: ("plainCitation", "formattedCitation"),
    MENDELEY: (
        "plainTextFormattedCitation", "formattedCitation", "previouslyFormattedCitation",
        "plainCitation",
    ),
    CONTROL: ("citeprocText",),
}  # fmt: skip
_PLAIN = frozenset(["plainCitation", "plainTextFormattedCitation"])
# Where Zotero, Mendeley Desktop and Mendeley Cite say that a citation was written by hand.
_BY_HAND = (
    ("properties", "dontUpdate"),
    ("mendeley", "manualFormatting"),
    ("manualOverride", "isManuallyOverridden"),
)
_NOTE_INDEX = re.compile(r'"noteIndex"\s*:\s*(\d{1,9})')


@dataclass(frozen=True, slots=True)
class CodedCite:
    """A cite with the work that its field carries: CSL-JSON, a record of EndNote, or a tag."""

    cite: Cite
    item: dict[str, Json] | None = None
    record: str = ""
    author_in_text: bool = False
    uris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """What a field asks for: of a citation its cites, of the list nothing.

    What its author wrote `by_hand` in the place of what the style prints, its program leaves alone.
    """

    kind: str
    cites: tuple[CodedCite, ...] = ()
    by_hand: bool = False


@dataclass(slots=True)
class CodeEdit:
    """A stretch of a code, and what it becomes."""

    start: int
    end: int
    new: str = field(default="")


def read_code(code: str, data: str) -> Coded | None:
    """What a field asks for, or None where it is no citation.

    Raises FormatError, without the path, for the code of a citation that is broken.
    """
    if _LIST.match(code):
        return Coded(LIST)
    if match := _CSL.match(code):
        return _csl_coded(ZOTERO if match[1] else MENDELEY, code[match.end() :])
    if code.startswith(_CONTROL):
        return _csl_coded(CONTROL, _unpacked(code.removeprefix(_CONTROL)))
    if code.startswith("MENDELEY_CITATION"):
        raise FormatError("its version of Mendeley Cite is not known")
    if _ENDNOTE.match(code):
        return Coded(ENDNOTE, _endnote_cites(code if "<" in code else _unpacked(data)))
    if match := _WORD.match(code):
        return Coded(WORD, tuple(_word_cites(match[1], match[2])))
    return None


# ---------------------------------------------------------------- Zotero and Mendeley


def _csl_coded(kind: str, text: str) -> Coded:
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise FormatError("its code is broken") from error
    items = value.get("citationItems") if isinstance(value, dict) else None
    if not isinstance(items, list) or not items:
        raise FormatError("its code holds no works")
    cites = tuple([_csl_cite(one) for one in items if isinstance(one, dict)])
    if len(cites) < len(items):
        raise FormatError("its code is broken")
    return Coded(kind, cites, by_hand=any(_says(value, *path) for path in _BY_HAND))


class ListEdits(NamedTuple):
    """What its author changed of a list of Zotero: works left out, works that only Zotero knows,
    and how many entries were written by hand."""

    omitted: frozenset[str] = frozenset()
    uncited: int = 0
    custom: int = 0


def list_edits(code: str) -> ListEdits:
    """The changes that the code of a list says; none for that of another program."""
    start = code.find("{")
    try:
        value, _ = json.JSONDecoder().raw_decode(code, start) if start >= 0 else ({}, 0)
    except (ValueError, RecursionError):
        value = {}
    said: Mapping[str, Json] = value if isinstance(value, dict) else {}
    uncited, omitted, custom = (said.get(name) for name in ("uncited", "omitted", "custom"))
    left_out = omitted if isinstance(omitted, list) else []
    return ListEdits(
        frozenset(
            [uri for one in left_out for uri in _texts(one if isinstance(one, list) else [one])]
        ),
        len(uncited) if isinstance(uncited, list) else 0,
        len(custom) if isinstance(custom, list) else 0,
    )


def _says(value: Json, *path: str) -> bool:
    """True where something is said at a place of a JSON value."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return bool(value)


def _csl_cite(one: Mapping[str, Json]) -> CodedCite:
    item = one.get("itemData")
    uris = _texts(one.get("uris")) or _texts(one.get("uri"))
    key = uris[0] if uris else f"id:{one.get('id')}"
    locator = _text(one.get("locator"))
    cite = Cite(
        key,
        locator=locator,
        label=(_text(one.get("label")) or "page") if locator else "",
        prefix=_text(one.get("prefix")),
        suffix=_text(one.get("suffix")),
        suppress_author=one.get("suppress-author") in (True, 1),
        author_only=one.get("author-only") in (True, 1),
    )
    return CodedCite(cite, item if isinstance(item, dict) else None, uris=uris)


def _text(value: Json) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _texts(value: Json) -> tuple[str, ...]:
    return tuple([one for one in value if isinstance(one, str)]) if isinstance(value, list) else ()


def _unpacked(data: str) -> str:
    joined = "".join(data.split())
    try:
        return base64.b64decode(joined + "=" * (-len(joined) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        raise FormatError("its data is broken") from error


# ---------------------------------------------------------------- EndNote and Word


def _endnote_cites(text: str) -> tuple[CodedCite, ...]:
    found = []
    for match in _ENDNOTE_CITE.finditer(text):
        parts = dict(_ENDNOTE_PART.findall(_RECORD.sub("", match[2])))
        record = _RECORD.search(match[2])
        label, locator = parse_locator(parts["Pages"]) if parts.get("Pages") else ("", "")
        named = f"{parts.get('Author', '')} {parts.get('Year', '')} {parts.get('RecNum', '')}"
        cite = Cite(
            f"endnote:{named.strip()}",
            locator=locator,
            label=label,
            prefix=parts.get("Prefix", ""),
            suffix=parts.get("Suffix", ""),
            suppress_author='ExcludeAuth="1"' in match[1],
        )
        author_in_text = 'AuthorYear="1"' in match[1]
        found.append(
            CodedCite(cite, record=record[0] if record else "", author_in_text=author_in_text)
        )
    if not found:
        raise FormatError("its code holds no works")
    return tuple(found)


def _word_cites(tag: str, switches: str) -> list[CodedCite]:
    """The works of a CITATION field (ECMA-376 part 1, 17.16.5.7); `\\m` begins the next one."""
    cites = [Cite(f"word:{tag}")]
    for name, quoted in _SWITCH.findall(switches):
        value = quoted.strip('"').replace('\\"', '"')
        last = cites[-1]
        if name == "m":
            cites.append(Cite(f"word:{value}"))
        elif name == "p":
            label, locator = parse_locator(value)
            cites[-1] = _changed(last, locator=locator, label=label)
        elif name == "v" and not last.locator:
            cites[-1] = _changed(last, locator=value, label="volume")
        elif name == "f":
            cites[-1] = _changed(last, prefix=value)
        elif name == "s":
            cites[-1] = _changed(last, suffix=value)
        elif name == "n":
            cites[-1] = _changed(last, suppress_author=True)
    return [CodedCite(one) for one in cites]


def _changed(cite: Cite, **changes: object) -> Cite:
    return replaced(cite, **changes)


# ---------------------------------------------------------------- what a code says was printed


def printed_edits(kind: str, code: str, *, plain: str, formatted: str, note: int) -> list[CodeEdit]:
    """The edits of a code that make it say what the document shows now.

    Zotero and Mendeley compare it with the text, and ask about a citation that was changed by hand.
    """
    if kind == CONTROL:
        return _control_edits(code, plain)
    edits = []
    for name in _PRINTED.get(kind, ()):
        match = _member(name, code)
        if match is not None:
            new = json.dumps(plain if name in _PLAIN else formatted, ensure_ascii=False)[1:-1]
            edits.append(CodeEdit(match.start(1), match.end(1), new))
    index = _NOTE_INDEX.search(code)
    if index is not None and kind == ZOTERO:
        edits.append(CodeEdit(index.start(1), index.end(1), str(note)))
    return [one for one in edits if code[one.start : one.end] != one.new]


def edited(code: str, edits: Sequence[CodeEdit]) -> str:
    """A code with its edits made."""
    for edit in sorted(edits, key=lambda one: -one.start):
        code = code[: edit.start] + edit.new + code[edit.end :]
    return code


def _member(name: str, code: str) -> re.Match[str] | None:
    return re.search(rf'"{name}"\s*:\s*"((?:[^"\\]|\\.)*)"', code, re.DOTALL)


def _control_edits(code: str, plain: str) -> list[CodeEdit]:
    start = len(_CONTROL)
    text = _unpacked(code[start:])
    match = _member("citeprocText", text)
    if match is None:
        return []
    value = json.dumps(plain, ensure_ascii=False)[1:-1]
    if match[1] == value:
        return []
    changed = text[: match.start(1)] + value + text[match.end(1) :]
    packed = base64.b64encode(changed.encode("utf-8", "replace")).decode()
    return [CodeEdit(start, len(code), packed)]


# ---------------------------------------------------------------- new codes


def zotero_code(
    number: str,
    cites: Sequence[CodedCite],
    *,
    plain: str,
    formatted: str,
    note: int,
) -> str:
    """The code of a citation that Zotero goes on with; every cite has its CSL-JSON."""
    properties: dict[str, Json] = {
        "formattedCitation": formatted,
        "plainCitation": plain,
        "noteIndex": note,
    }
    items: list[Json] = [_zotero_item(one) for one in cites]
    value: dict[str, Json] = {
        "citationID": number,
        "properties": properties,
        "citationItems": items,
        "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f" ADDIN ZOTERO_ITEM CSL_CITATION {text} "


def _zotero_item(one: CodedCite) -> dict[str, Json]:
    cite = one.cite
    item: dict[str, Json] = {
        "id": cite.id,
        "uris": list(one.uris),
        "itemData": one.item or {"id": cite.id, "type": "document"},
    }
    said: dict[str, Json] = {
        "locator": cite.locator,
        "label": cite.label if cite.locator and cite.label != UNNAMED else "",
        "prefix": cite.prefix,
        "suffix": cite.suffix,
    }
    item.update({name: value for name, value in said.items() if value})
    if cite.suppress_author:
        item["suppress-author"] = True
    return item


ZOTERO_LIST = ' ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY '
