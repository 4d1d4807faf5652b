"""How a BibTeX file is laid out, learned from the file, so that new text looks like the old.

What crosses the border: entries as scanned in, a `Layout` out; names and values in, text out.
A layout is learned as the stretches of text between the parts of an entry, so that comma-first
files, entries on one line, and aligned columns need no rules of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from mscref.formats.bibtex.blocks import BibFile, Entry, Field
from mscref.records import replaced as replace

# The youngest entries say best how the owner of the file writes today.
_SAMPLE = 60
_GAP = re.compile(r"\s*,\s*\Z")
_LAST_GAP = re.compile(r"\s*+(?:,\s*+)?\Z")
_BARE = re.compile(r"\d+\Z")
_ENDS = re.compile(r"(?<!\r)\r*+\n|\r")
_READ_FOR_LINES = 65536


@dataclass(frozen=True, slots=True)
class Layout:
    """The text around the parts of an entry, in the order in which they come.

    `@type{key` `after_key` `name` `before_equals` `=` `after_equals` `value` `between_fields`
    … `after_last` `}` `between_entries` `@…`. With a `name_width`, names are padded to it (or,
    with `pads_value`, the text up to the value is). `cases` apply to names and types.
    """

    after_key: str = ",\n  "
    before_equals: str = " "
    after_equals: str = " "
    name_width: int = 0
    pads_value: bool = False
    between_fields: str = ",\n  "
    after_last: str = ",\n"
    between_entries: str = "\n\n"
    opening: str = "{"
    field_case: str = "lower"
    type_case: str = "lower"
    newline: str = "\n"
    bare_numbers: bool = False

    def cased(self, name: str) -> str:
        """The name of a field in this file's case."""
        return _CASES[self.field_case](name)

    def field(self, name: str, value: str) -> str:
        """One field; `value` as it stands in the file, with its delimiters."""
        name = self.cased(name)
        if self.pads_value:
            start = f"{name}{self.before_equals}={self.after_equals}"
            return start.ljust(self.name_width) + value
        if self.name_width:
            name = name.ljust(self.name_width - len(self.before_equals))
        return f"{name}{self.before_equals}={self.after_equals}{value}"

    def entry(self, kind: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
        """A whole entry without a line end behind it; values with their delimiters."""
        start = f"@{_CASES[self.type_case](kind)}{{{key}"
        if not fields:
            return f"{start},{self.after_last.lstrip(',')}}}"
        lines = self.between_fields.join(self.field(name, value) for name, value in fields)
        return f"{start}{self.after_key}{lines}{self.after_last}}}"

    def delimited(self, text: str) -> str:
        """`text` as a value: in this file's delimiters, or bare where the file writes numbers so.

        Braces are taken wherever a quote in the text would end the value early.
        """
        if self.bare_numbers and _BARE.match(text):
            return text
        if self.opening == '"' and '"' not in text:
            return f'"{text}"'
        return f"{{{text}}}"


DEFAULT_LAYOUT = Layout()


def find_layout(bib: BibFile) -> Layout:
    """The layout most of the youngest entries of a file have; the default where it has none."""
    entries = [block for block in bib.blocks[-4 * _SAMPLE :] if isinstance(block, Entry)]
    chosen = [entry for entry in entries if entry.kind == "entry"][-_SAMPLE:]
    newline = _newline(bib.text[chosen[0].start :] if chosen else bib.text)
    default = DEFAULT_LAYOUT if newline == "\n" else with_newline(DEFAULT_LAYOUT, newline)
    layout = learn_layout(chosen, default=default)
    between = _most_common(
        bib.text[first.end : second.start]
        for first, second in pairwise(chosen)
        if not bib.text[first.end : second.start].strip()
    )
    layout = replace(layout, between_entries=between) if between else layout
    return with_newline(layout, newline)  # one for all, also where the file has several


def _newline(text: str) -> str:
    """The line end that most lines of a text have; old Macintosh's where it has no other."""
    text = text[:_READ_FOR_LINES]
    if "\n" not in text:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def learn_layout(entries: Sequence[Entry], *, default: Layout) -> Layout:
    """The layout of these entries; what they do not show is as in `default`."""
    shown = [(entry, entry.fields) for entry in entries]
    with_fields = [(entry, fields) for entry, fields in shown if fields]
    if not with_fields:
        return default
    values = {
        "after_key": _most_common(_after_keys(with_fields)),
        "between_fields": _most_common(_between_fields(with_fields)),
        "after_last": _most_common(_after_lasts(with_fields)),
        "opening": _most_common(_openings(with_fields)),
        "field_case": _most_common(
            _case_of(entry.source[one.name_start : one.name_end])
            for entry, fields in with_fields
            for one in fields
        ),
        "type_case": _most_common(_case_of(entry.type) for entry, _ in with_fields),
    }
    if values["after_key"] and values["between_fields"] is None:
        values["between_fields"] = values["after_key"]
    known = {name: value for name, value in values.items() if value is not None}
    layout = replace(default, **known)
    bare = _most_common(_numbers_bare(with_fields))
    if bare is not None:
        layout = replace(layout, bare_numbers=bare)
    columns = _most_common(_columns(with_fields))
    if columns is None:
        return layout
    before, after, width, pads_value = columns
    return replace(
        layout, before_equals=before, after_equals=after, name_width=width, pads_value=pads_value
    )


def with_newline(layout: Layout, newline: str) -> Layout:
    """The same layout with other line ends."""
    parts = ("after_key", "between_fields", "after_last", "between_entries")
    changed = {name: newline.join(_ENDS.split(getattr(layout, name))) for name in parts}
    return replace(layout, newline=newline, **changed)


_Shown = list[tuple[Entry, list[Field]]]

_CASES: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capital": lambda name: name[:1].upper() + name[1:].lower(),
    "kept": lambda name: name,
}


def _case_of(name: str) -> str:
    for case, change in _CASES.items():
        if change(name) == name:
            return case
    return "kept"


def _after_keys(shown: _Shown) -> Iterable[str]:
    for entry, fields in shown:
        gap = entry.source[entry.key_end : fields[0].name_start]
        if _GAP.match(gap):
            yield gap


def _between_fields(shown: _Shown) -> Iterable[str]:
    for entry, fields in shown:
        for first, second in pairwise(fields):
            gap = entry.source[first.value_end : second.name_start]
            if _GAP.match(gap):
                yield gap


def _after_lasts(shown: _Shown) -> Iterable[str]:
    for entry, fields in shown:
        gap = entry.source[fields[-1].value_end : entry.body_end]
        if _LAST_GAP.match(gap):
            yield gap


def _openings(shown: _Shown) -> Iterable[str]:
    for entry, fields in shown:
        for one in fields:
            opening = entry.source[one.value_start : one.value_start + 1]
            if opening in ("{", '"'):
                yield opening


def _numbers_bare(shown: _Shown) -> Iterable[bool]:
    for entry, fields in shown:
        for one in fields:
            value = entry.source[one.value_start : one.value_end]
            if value.strip('{}"').isdigit():
                yield value.isdigit()


def _columns(shown: _Shown) -> Iterable[tuple[str, str, int, bool]]:
    """For each entry: the text before and after `=`, the width, and what is padded to it."""
    for entry, fields in shown:
        split = [_around_equals(entry, one) for one in fields]
        names = {len(name) for name, _, _ in split}
        ends = {len(name) + len(before) for name, before, _ in split}
        starts = {len(name) + len(before) + 1 + len(after) for name, before, after in split}
        befores = [before for _, before, _ in split]
        afters = [after for _, _, after in split]
        if len(names) > 1 and len(ends) == 1:
            yield min(befores, key=len)[:1], _first(afters), ends.pop(), False
        elif len(names) > 1 and len(starts) == 1:
            yield _first(befores), min(afters, key=len)[:1], starts.pop(), True
        elif len(names) > 1 or len(split) == 1:
            yield _first(befores), _first(afters), 0, False


def _around_equals(entry: Entry, one: Field) -> tuple[str, str, str]:
    text = entry.source[one.name_end : one.value_start]
    before, _, after = text.partition("=")
    name = entry.source[one.name_start : one.name_end]
    return name, before if before.isspace() else "", after if after.isspace() else ""


def _first(texts: Sequence[str]) -> str:
    return Counter(texts).most_common(1)[0][0]


_T = TypeVar("_T", bound=Hashable)


def _most_common(values: Iterable[_T]) -> _T | None:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else None
