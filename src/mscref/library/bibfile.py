"""A .bib file as a library: look an entry up, and say which bytes a change replaces.

Every edit is a `TextSplice` (or a few) of the text as read; nothing else of the file moves. New
text copies the layout of the entry it goes into, or of the file.

What crosses the border: bytes in, `BibText`; edits out as splices. Writing is `files.py`'s
business, taking back is `journal.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mscref.errors import NotFoundError, UsageError
from mscref.formats.bibtex.blocks import BibFile, Entry, Field
from mscref.formats.bibtex.layout import Layout, find_layout, learn_layout
from mscref.formats.bibtex.months import MONTH_MACROS
from mscref.formats.bibtex.scan import scan
from mscref.library.delta import (
    TextSplice,
    apply_splices,
    decode,
    decode_checked,
    in_legacy_encoding,
    is_utf8,
)

# Fields of other entries that name an entry by its key; a renamed key is renamed there too.
KEY_FIELDS = frozenset(["crossref", "xref", "xdata", "related", "entryset"])
_KEY = re.compile(r"[^\s,{}()=\"#%~\\]+\Z")
_NAME = re.compile(r"[A-Za-z][\w+:.-]*\Z")
_ONLY_COMMAS = re.compile(r"[\s,]*\Z")
_SPACE_AHEAD = re.compile(r"\s*")
_MACRO = re.compile(r"[A-Za-z][\w-]*\Z")
_FIELD_NAME = re.compile(r"^[ \t,]*([A-Za-z]+)[ \t]*=", re.MULTILINE)
_TAIL = 200_000  # bytes at the end of a file that show its layout


@dataclass
class BibText:
    """The text of one .bib file as read, scanned when first asked.

    Where `is_utf8` is false, bytes of another encoding stand in `text` as lone surrogates;
    `codec` is the encoding of a file that is not UTF-8.
    """

    text: str
    is_utf8: bool = True
    codec: str = "utf-8"

    @cached_property
    def bib(self) -> BibFile:
        """The blocks of the file."""
        return scan(self.text)

    @cached_property
    def layout(self) -> Layout:
        """How the file is laid out."""
        return find_layout(self.bib)

    @cached_property
    def entries(self) -> dict[str, list[Entry]]:
        """All entries by key; a repeated key has several, in file order."""
        found: dict[str, list[Entry]] = {}
        for entry in self.bib.entries():
            found.setdefault(entry.key, []).append(entry)
        return found

    @cached_property
    def macros(self) -> frozenset[str]:
        """The names of the @string macros, and of the months, in lower case."""
        return frozenset(MONTH_MACROS).union(
            self.text[one.name_start : one.name_end].lower()
            for block in self.bib.strings()
            for one in block.fields
        )

    def entry(self, key: str) -> Entry:
        """The first entry with this key; NotFoundError with near matches where there is none."""
        found = self.entries.get(key)
        if found:
            return found[0]
        from difflib import get_close_matches

        near = get_close_matches(key, self.entries, n=3)
        hint = "`mscref list` shows the keys"
        if near:
            hint = f"did you mean {', '.join(f'`{one}`' for one in near)}?"
        raise NotFoundError(f"no reference `{key}` in the library", hint=hint)

    def value(self, one: Field) -> str:
        """The value of a field as written, with its delimiters."""
        return self.text[one.value_start : one.value_end]

    def name(self, one: Field) -> str:
        """The name of a field in lower case."""
        return self.text[one.name_start : one.name_end].lower()

    def fields(self, entry: Entry) -> dict[str, str]:
        """The fields of an entry as written, by lower-case name; the first of a repeated one."""
        found: dict[str, str] = {}
        for one in entry.fields:
            found.setdefault(self.name(one), self.value(one))
        return found

    def raw(self, entry: Entry) -> str:
        """The text of a whole entry."""
        return self.text[entry.start : entry.end]


@dataclass(frozen=True, slots=True)
class Tail:
    """The last entries of a long file, with the byte at which they begin.

    They show the layout and are the neighbourhood of what is appended. Turning all of a large
    file into text costs four bytes of memory for each letter where one of them is an emoji.
    """

    bib: BibText
    start: int


def read_tail(data: bytes) -> Tail:
    """The tail of the bytes of a .bib file; of a short one all of it."""
    start = data.find(b"\n@", len(data) - _TAIL) + 1 if len(data) > _TAIL else 0
    return Tail(_legacy(BibText(decode(data[start:]), is_utf8(data)), data), start)


def read_bib(data: bytes) -> BibText:
    """The bytes of a .bib file, in whatever encoding; never raises."""
    return _legacy(BibText(*decode_checked(data)), data)


def _legacy(bib: BibText, data: bytes) -> BibText:
    """The same, with the encoding of a file which is not UTF-8."""
    if bib.is_utf8:
        return bib
    from mscref.formats.encodings import legacy_encoding

    return BibText(bib.text, is_utf8=False, codec=legacy_encoding(data))


def in_encoding(bib: BibText, text: str) -> str:
    """New text in the encoding of the file; raises UsageError where that cannot spell it."""
    if bib.is_utf8 or text.isascii():
        return text
    from mscref.formats.encodings import iconv_name

    codec = bib.codec
    encoded = in_legacy_encoding(text, codec)
    if encoded is None:
        raise UsageError(
            f"the library is not in UTF-8 and cannot hold `{text}`",
            hint="write it in LaTeX (\\'{e}), or convert the file:"
            f" iconv -f {iconv_name(codec)} -t UTF-8",
        )
    return encoded


# ---- edits ----


def set_field(bib: BibText, entry: Entry, name: str, *, value: str) -> TextSplice:
    """Give a field a value (its text, without delimiters), in the delimiters it has now.

    A field that is not there yet comes last, laid out like the others of the entry.
    """
    _check_field(name, value)
    existing = entry.find_field(name)
    value = in_encoding(bib, value)
    if existing is None:
        return add_fields(bib, entry, [(name, new_value(bib, entry, name, value=value))])
    new = _like(bib.value(existing), value, macros=bib.macros)
    fields = entry.raw_fields()
    place = entry.fields.index(existing)
    fields[place] = (fields[place][0], new)
    splice = TextSplice(existing.value_start, existing.value_end, new)
    return _reading_back(bib, entry, splice, fields)


def new_value(bib: BibText, entry: Entry, name: str, *, value: str) -> str:
    """The text of a value with the delimiters that a new field of this entry gets."""
    _check_field(name, value)
    if name.lower() == "month" and value.lower() in MONTH_MACROS:
        return value
    value = in_encoding(bib, value)
    return learn_layout([entry], default=bib.layout).delimited(value)


def set_type(entry: Entry, new: str) -> TextSplice:
    """Give an entry another type."""
    if not _NAME.match(new):
        raise UsageError(f"`{new}` cannot be the type of an entry")
    return TextSplice(entry.type_start, entry.type_end, new)


def add_fields(bib: BibText, entry: Entry, fields: Sequence[tuple[str, str]]) -> TextSplice:
    """Add fields (values as written, with delimiters) behind the last one."""
    layout = learn_layout([entry], default=bib.layout)
    known = entry.fields
    cased = [(layout.cased(name), value) for name, value in fields]
    texts = [layout.field(name, value) for name, value in fields]
    expected = [*entry.raw_fields(), *cased]
    if known:
        place = known[-1].value_end
        new = "".join(layout.between_fields + text for text in texts)
        return _reading_back(bib, entry, TextSplice(place, place, new), expected)
    # An entry without fields: behind its key, or behind the comma that follows the key.
    place = entry.key_end
    rest = bib.text[place : entry.body_end]
    new = layout.after_key + layout.between_fields.join(texts)
    if rest.lstrip().startswith(","):
        place += rest.index(",") + 1
        new = new[new.index(",") + 1 :]
        rest = rest[rest.index(",") + 1 :]
    new += "" if "\n" in rest else layout.after_last
    return _reading_back(bib, entry, TextSplice(place, place, new), expected)


def replace_value(one: Field, value: str) -> TextSplice:
    """Replace the value of a field by text as written, delimiters included."""
    return TextSplice(one.value_start, one.value_end, value)


def remove_field(bib: BibText, entry: Entry, one: Field) -> TextSplice:
    """Remove a field with the comma and the line that were its own."""
    fields = entry.fields
    place = fields.index(one)
    before = fields[place - 1].value_end if place else entry.key_end
    rest = [pair for n, pair in enumerate(entry.raw_fields()) if n != place]
    if _ONLY_COMMAS.match(bib.text[before : one.name_start]):
        return _reading_back(bib, entry, TextSplice(before, one.value_end, ""), rest)
    # A comment stands before the field: keep it, and take the comma behind the field instead.
    after = fields[place + 1].name_start if place + 1 < len(fields) else entry.body_end
    gap = bib.text[one.value_end : after]
    comma = gap.find(",") + 1 if not gap[: gap.find(",") + 1].strip(" \t\r\n,") else 0
    splice = TextSplice(one.name_start, one.value_end + comma, "")
    return _reading_back(bib, entry, splice, rest)


def remove_fields(bib: BibText, entry: Entry, gone: Sequence[Field]) -> list[TextSplice]:
    """Remove several fields of one entry; neighbours in one piece, where each alone would take
    the comma between them. Raises UsageError where the entry then reads otherwise than meant."""
    merged: list[TextSplice] = []
    for one in sorted((remove_field(bib, entry, one) for one in gone), key=lambda one: one.start):
        if merged and one.start < merged[-1].end:
            end = max(merged[-1].end, one.end)
            merged[-1] = TextSplice(merged[-1].start, end, "")
        else:
            merged.append(one)
    if len(gone) > 1:
        rest = [entry.raw_fields()[n] for n, one in enumerate(entry.fields) if one not in gone]
        _check_reading_back(bib, entry, merged, rest)
    return merged


def rename_key(bib: BibText, entry: Entry, new: str) -> TextSplice:
    """Give one entry another key; `key_references` finds where others name it."""
    check_key(new)
    return TextSplice(entry.key_start, entry.key_end, new)


def key_references(
    bib: BibText, renamed: Mapping[str, str], *, without: Collection[int] = ()
) -> list[TextSplice]:
    """The splices that rename keys in crossref, xdata, related … fields of all entries.

    `without` are the starts of entries that are left out (because they are removed).
    """
    splices: list[TextSplice] = []
    if not renamed:
        return splices
    for entry in bib.bib.entries():
        if entry.start in without:
            continue
        for one in entry.fields:
            if bib.name(one) in KEY_FIELDS:
                splices += _renamed_in_value(bib, one, renamed)
    return splices


def remove_entries(bib: BibText, entries: Sequence[Entry]) -> list[TextSplice]:
    """Remove entries and the blank lines that kept each apart from the next one.

    Neighbours are removed in one piece, so that no blank lines pile up where they were.
    """
    runs: list[tuple[int, int]] = []
    for entry in sorted(entries, key=lambda one: one.start):
        if runs and not bib.text[runs[-1][1] : entry.start].strip():
            runs[-1] = (runs[-1][0], entry.end)
        else:
            runs.append((entry.start, entry.end))
    return [_remove_stretch(bib.text, *run) for run in runs]


def _remove_stretch(text: str, start: int, end: int) -> TextSplice:
    space = _SPACE_AHEAD.match(text, end)
    next_start = space.end() if space else end
    sign = "\n" if "\n" in text else "\r"  # old Macintosh's, where there is no other
    line = text.rfind(sign, 0, start) + 1
    start = line if not text[line:start].strip() else start
    if next_start < len(text):
        # The indent of what follows is its own.
        last_newline = text.rfind(sign, end, next_start)
        return TextSplice(start, last_newline + 1 if last_newline >= 0 else next_start, "")
    before = len(text[:start].rstrip())
    if not before:
        return TextSplice(0, len(text), "")
    ending = text[end:]
    newline = "\r\n" if "\r\n" in ending else sign
    return TextSplice(before, len(text), newline if sign in ending else "")


def append_entries(bib: BibText, texts: Sequence[str]) -> TextSplice:
    """Append entries (their text without a line end) after the last one.

    They go to the end of the file, but before the settings that JabRef keeps there in comments.
    """
    layout = bib.layout
    place = _append_place(bib.text)
    new = layout.between_entries.join(texts) + layout.newline
    before = bib.text[max(0, place - _TAIL) : place]
    content = before.rstrip()
    if content.strip("\ufeff"):
        sign = layout.newline[-1]
        have = before.count(sign, len(content))
        new = layout.newline * max(layout.between_entries.count(sign) - have, 0) + new
    if place < len(bib.text):
        new += layout.newline
    return TextSplice(place, place, new)


def is_field_name(name: str) -> bool:
    """Whether a word can be the name of a field."""
    return bool(_NAME.match(name))


def is_key(key: str) -> bool:
    """Whether a text can be a citation key."""
    return bool(_KEY.match(key))


def dialect_of(bib: BibText) -> str:
    """Which dialect the youngest entries speak: "biblatex" or "bibtex" (also if none shows it)."""
    tail = bib.text[-_TAIL:]
    names = [name.lower() for name in _FIELD_NAME.findall(tail)]
    ours = sum(name in ("journaltitle", "date", "location") for name in names)
    theirs = sum(name in ("journal", "year", "address") for name in names)
    return "biblatex" if ours > theirs else "bibtex"


def check_key(key: str) -> None:
    """Raise UsageError where a citation key would break the file or a citation."""
    if not _KEY.match(key):
        raise UsageError(
            f"`{key}` cannot be a citation key",
            hint="no space, comma, brace, parenthesis, quote, `=`, `#`, `%`, `~` or `\\` in a key",
        )


def braces_balance(text: str) -> bool:
    """Whether `text` can stand between braces: BibTeX counts every one, `\\{` too."""
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            return False
    return depth == 0


def delimiters_of(value: str) -> str:
    """The opening delimiter of a value that is one piece; "" for numbers, macros and joins."""
    if value.startswith("{") and value.endswith("}"):
        inner = value[1:-1]
        return "{" if braces_balance(inner) else ""
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        return '"' if '"' not in _outside_braces(value[1:-1]) else ""
    return ""


def undelimited(value: str) -> str:
    """The text of a value without its delimiters; a macro, number or join as it stands."""
    return value[1:-1] if delimiters_of(value) else value


def _outside_braces(text: str) -> str:
    depth = 0
    kept: list[str] = []
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if not depth:
            kept.append(letter)
    return "".join(kept)


def _reading_back(
    bib: BibText, entry: Entry, splice: TextSplice, fields: Sequence[tuple[str, str]]
) -> TextSplice:
    """The splice, if the entry then reads as these fields; else raises UsageError.

    It always does, unless the entry is broken where the change goes (a stray `#`, a brace).
    """
    _check_reading_back(bib, entry, [splice], fields)
    return splice


def _check_reading_back(
    bib: BibText, entry: Entry, splices: Sequence[TextSplice], fields: Sequence[tuple[str, str]]
) -> None:
    """Raise UsageError where the entry does not read as these fields after the splices."""
    here = [TextSplice(one.start - entry.start, one.end - entry.start, one.new) for one in splices]
    after = list(scan(apply_splices(bib.raw(entry), here)).entries())
    if [one.raw_fields() for one in after] != [list(fields)]:
        line, _ = bib.bib.position(splices[0].start)
        raise UsageError(
            f"entry `{entry.key}`: line {line} is broken where the change would go",
            hint="mend it with `mscref edit KEY` in an editor",
        )


def _check_field(name: str, value: str) -> None:
    if not _NAME.match(name):
        raise UsageError(f"`{name}` cannot be the name of a field")
    if len(value) - len(value.rstrip("\\")) & 1:
        raise UsageError(
            f"the value of `{name}` ends in a backslash, which hides the brace after it"
        )
    if not braces_balance(value):
        raise UsageError(
            f"the braces in the value of `{name}` do not balance",
            hint="write as many `}` as `{`; BibTeX counts them even after a backslash",
        )


def _like(old: str, value: str, *, macros: frozenset[str]) -> str:
    """`value` in the delimiters of `old`; a bare number or macro stays bare where it can."""
    if delimiters_of(old) == '"' and '"' not in value:
        return f'"{value}"'
    if old.isdigit() and value.isdigit():
        return value
    is_bare = bool(_MACRO.match(old))
    return value if is_bare and value.lower() in macros else f"{{{value}}}"


def _renamed_in_value(bib: BibText, one: Field, renamed: Mapping[str, str]) -> list[TextSplice]:
    start = one.value_start
    return [
        TextSplice(start + match.start(), start + match.end(), renamed[match[0]])
        for match in re.finditer(r"[^\s,{}\"]+", bib.value(one))
        if match[0] in renamed
    ]


def _append_place(text: str) -> int:
    """The end of the text, or where the comments of JabRef begin that end it."""
    place = len(text)
    tail = text[-_TAIL:]
    first = tail.lower().find("@comment{jabref")
    if first < 0:
        return place
    offset = len(text) - len(tail) + first
    blocks = scan(text[offset:]).blocks
    only_settings = all(
        block.kind == "comment" or not text[offset + block.start : offset + block.end].strip()
        for block in blocks
    )
    return offset if only_settings else place
