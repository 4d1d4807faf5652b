"""Zotero's settings in a document: which style and language it is in.

They are one XML text in the properties ZOTERO_PREF_1, ZOTERO_PREF_2, …, at most 255 characters
each: `<data …><style id="http://www.zotero.org/styles/apa" locale="en-US" …/>`. Word keeps them in
`docProps/custom.xml`, LibreOffice in `meta.xml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from mscref.manuscript.office.xml_bytes import escape

_STYLE = re.compile(r'(<style\b[^<>]*?\bid=")([^"]*)(")')
_LOCALE = re.compile(r'(<style\b[^<>]*?\blocale=")([^"]*)(")')
_PID = re.compile(rb'\bpid="(\d{1,6})"')
_LONGEST = 255
_FORMAT = "D5CDD505-2E9C-101B-9397-08002B2CF9AE"


@dataclass(frozen=True, slots=True)
class Holder:
    """How a kind of document keeps properties.

    `pattern` finds one (its number and its value), `new` writes one, before `end`; `empty` is the
    part for a document that has none, `fields` the name of its fields in the settings.
    """

    pattern: re.Pattern[bytes]
    new: str
    end: bytes
    empty: str
    fields: str


WORD = Holder(
    pattern=re.compile(
        rb'<property\b[^>]*\bname="ZOTERO_PREF_(\d{1,3})"[^>]*>\s*<vt:lpwstr>([^<]*)</vt:lpwstr>'
        rb"\s*</property>"
    ),
    new=f'<property fmtid="{{{{{_FORMAT}}}}}" pid="{{pid}}" name="ZOTERO_PREF_{{number}}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property>",
    end=b"</Properties>",
    empty='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>',
    fields="Field",
)
ODT = Holder(
    pattern=re.compile(
        rb'<meta:user-defined\b[^>]*\bmeta:name="ZOTERO_PREF_(\d{1,3})"[^>]*>([^<]*)'
        rb"</meta:user-defined>"
    ),
    new='<meta:user-defined meta:name="ZOTERO_PREF_{number}">{value}</meta:user-defined>',
    end=b"</office:meta>",
    empty="",
    fields="ReferenceMark",
)


class ZoteroSettings(NamedTuple):
    """The id of the style and the language, "" where none is said."""

    style: str = ""
    locale: str = ""


def read_settings(custom: bytes | None, holder: Holder = WORD) -> ZoteroSettings:
    """What the properties of a document say."""
    text = _text(custom or b"", holder)
    style, locale = _STYLE.search(text), _LOCALE.search(text)
    return ZoteroSettings(
        unescape(style[2]) if style else "", unescape(locale[2]) if locale else ""
    )


def with_settings(
    custom: bytes | None,
    *,
    style: str,
    locale: str,
    note_type: int,
    create: bool,
    holder: Holder = WORD,
) -> bytes | None:
    """The properties with another style; None where nothing changes.

    `create` makes them for a document that has none. `note_type` is 0 without notes, 1 for
    footnotes, 2 for endnotes.
    """
    text = _text(custom or b"", holder)
    if not text:
        new = _new(style, locale, note_type, holder.fields)
        return _added(custom, new, holder) if create else None
    changed = _STYLE.sub(lambda match: f"{match[1]}{escape(style)}{match[3]}", text, count=1)
    if locale:
        changed = _LOCALE.sub(lambda match: f"{match[1]}{escape(locale)}{match[3]}", changed, 1)
    changed = re.sub(
        r'(<pref name="noteType" value=")\d(")', rf"\g<1>{note_type}\g<2>", changed, count=1
    )
    if changed == text or custom is None:
        return None
    return _replaced(custom, changed, holder)


def _text(custom: bytes, holder: Holder) -> str:
    pieces = {int(number): value for number, value in holder.pattern.findall(custom)}
    return "".join(
        [unescape(pieces[number].decode("utf-8", "replace")) for number in sorted(pieces)]
    )


def _chunks(text: str) -> list[str]:
    return [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)]


def _replaced(custom: bytes, text: str, holder: Holder) -> bytes:
    """The values one after the other; properties too many go, those too few are added."""
    chunks = _chunks(text)
    pieces: list[bytes] = []
    place = 0
    for match in holder.pattern.finditer(custom):
        number = int(match[1])
        if number > len(chunks):
            pieces.append(custom[place : match.start()])
        else:
            pieces += [custom[place : match.start(2)], escape(chunks[number - 1]).encode()]
            pieces.append(custom[match.end(2) : match.end()])
        place = match.end()
    pieces.append(custom[place:])
    there = {int(number) for number, _ in holder.pattern.findall(custom)}
    missing = [number for number in range(1, len(chunks) + 1) if number not in there]
    return _with_properties(b"".join(pieces), chunks, holder, numbers=missing)


def _added(custom: bytes | None, text: str, holder: Holder) -> bytes | None:
    if custom is None and not holder.empty:
        return None
    chunks = _chunks(text)
    numbers = range(1, len(chunks) + 1)
    return _with_properties(custom or holder.empty.encode(), chunks, holder, numbers=numbers)


def _with_properties(
    custom: bytes, chunks: list[str], holder: Holder, *, numbers: Sequence[int]
) -> bytes:
    """The properties with those of these numbers added."""
    pid = max([1, *map(int, _PID.findall(custom))])
    new = "".join(
        holder.new.format(pid=pid + 1 + place, number=number, value=escape(chunks[number - 1]))
        for place, number in enumerate(numbers)
    )
    end = custom.rfind(holder.end)
    return custom if end < 0 else custom[:end] + new.encode() + custom[end:]


def _new(style: str, locale: str, note_type: int, fields: str) -> str:
    return (
        '<data data-version="3" zotero-version="6.0"><session id="mscref00"/>'
        f'<style id="{escape(style)}" locale="{escape(locale)}" hasBibliography="1"'
        ' bibliographyStyleHasBeenSet="1"/><prefs><pref name="fieldType"'
        f' value="{fields}"/>'
        f'<pref name="noteType" value="{note_type}"/></prefs></data>'
    )
