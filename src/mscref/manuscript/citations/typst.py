"""Citations of Typst.

    reference = "@" label [ "[" supplement "]" ]
    cite      = "#cite(" "<" label ">" { "," name ":" value } ")"

(Typst reference: cite, ref.) Neighbours with nothing but space between them are one citation, as
Typst has it. A name that the document itself gives (`<fig>`) is no key unless the library has it.
Left alone: raw text, comments, formulas, strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import (
    AUTHOR,
    ENTRY,
    NARRATIVE,
    PLAIN,
    YEAR,
    Found,
    Heading,
    Listed,
    ListPlace,
    NoteSpan,
    Scan,
)
from mscref.manuscript.citations.spans import Dead, closing_brace
from mscref.model.locators import WORDS

_LABEL = r"[\w\-]+(?:[.:]+[\w\-]+)*"
_REFERENCE = re.compile(rf"@(?P<key>{_LABEL})")
_CITE = re.compile(r"#cite\(")
_TARGET = re.compile(rf"\s*(?:<(?P<key>{_LABEL})>|label\(\"(?P<quoted>[^\"\n]*)\"\))")
_FORM = re.compile(r"form:\s*(?:\"(?P<form>\w+)\"|(?P<none>none))")
_SUPPLEMENT = re.compile(r"supplement:\s*\[")
_OWN_LABEL = re.compile(rf"(?<!\()<({_LABEL})>")
_LIST = re.compile(r"#bibliography\(")
_FOOTNOTE = re.compile(r"#footnote\[")
_HEADING = re.compile(r"^(={1,6})[ \t]+\S", re.MULTILINE)
_STRING = re.compile(r"\"((?:[^\"\\]|\\.){0,2000})\"")
# Where an expression of code begins: its strings are none of the text.
_CODE = re.compile(r"#(?:let|set|show|import|include|return|if|for|while)\b|#[\w.\-]+\(")
_DEAD = re.compile(r"\\.|`+|//|/\*|\$|https?://[^\s\]]*", re.DOTALL)
_FORMS = MappingProxyType(
    {"normal": PLAIN, "prose": NARRATIVE, "author": AUTHOR, "year": YEAR, "full": ENTRY}
)
MARKUP = re.compile(
    r"\\.|`+[^`]*`+|\$[^$]*\$|#\w[\w.]*(?:\([^()]*\))?(?:\[[^\[\]]*\])?|[*_~\"'<>@\[\]]+"
)


def dead_zones(text: str) -> Dead:
    """What of a source is no running text."""
    zones: list[tuple[int, int]] = []
    place = 0
    while match := _DEAD.search(text, place):
        sign, place = match[0], match.end()
        if sign[0] == "`":
            place = _behind(text, sign, place) if len(sign) != 2 else place
        elif sign == "//":
            place = _behind(text, "\n", place)
        elif sign == "/*":
            place = _behind(text, "*/", place)
        elif sign == "$":
            place = _after_formula(text, place)
        zones.append((match.start(), place))
    outside = Dead(zones)
    strings = [span for span in _strings(text) if span[0] not in outside]
    return Dead(_merged([*zones, *strings])) if strings else Dead(zones)


def _strings(text: str) -> Iterator[tuple[int, int]]:
    """The strings of expressions of code; brackets in them are text again."""
    end = 0
    for match in _CODE.finditer(text):
        if match.start() < end:
            continue
        if match[0].endswith("("):
            end = closing_brace(text, match.end() - 1, signs="()")
        else:
            end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        for string in _STRING.finditer(text, match.end(), end):
            before = text[match.end() : string.start()]
            if before.count("[") <= before.count("]") and "@" in string[0]:
                yield string.span()


def _merged(zones: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The zones in the order of the text, none within another."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(zones):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _behind(text: str, closing: str, place: int) -> int:
    found = text.find(closing, place)
    return len(text) if found < 0 else found + len(closing)


def _after_formula(text: str, place: int) -> int:
    closing = text.find("$", place)
    while closing > 0 and text[closing - 1] == "\\":
        closing = text.find("$", closing + 1)
    return place if closing < 0 else closing + 1


def find(text: str, labels: Mapping[str, str] = WORDS) -> Scan:
    """The citations of a source; `labels` as in `Affixes`."""
    dead = dead_zones(text)
    affixes = Affixes(MARKUP, labels)
    lists = [
        ListPlace(match.start(), closing_brace(text, match.end() - 1, signs="()") + 1)
        for match in _LIST.finditer(text)
        if match.start() not in dead
    ]
    listed = list(_listed(text, dead))
    own = {match[1] for match in _OWN_LABEL.finditer(text) if match.start() not in dead}
    return Scan(
        citations=tuple(_joined(_citations(text, dead, affixes), text)),
        notes=tuple(_notes(text, dead)),
        headings=tuple(
            Heading(match.start(), len(match[1]))
            for match in _HEADING.finditer(text)
            if match.start() not in dead
        ),
        list_places=tuple([one for one in lists if one.end]),
        labels=frozenset(own),
        listed=tuple([key for key, _ in listed]),
        gone=tuple([span for _, span in listed]),
        opaque=affixes.opaque,
    )


def _citations(text: str, dead: Dead, affixes: Affixes) -> list[Found]:
    found = [
        *(_reference(match, text, affixes) for match in _references(text)),
        *(_call(match, text, affixes) for match in _CITE.finditer(text)),
    ]
    return sorted(
        [one for one in found if one is not None and one.start not in dead],
        key=lambda one: one.start,
    )


def _references(text: str) -> Iterator[re.Match[str]]:
    """The references; `@a@b` are two, a word with `@` in it is an address."""
    last = 0
    for match in _REFERENCE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if match.start() == last or not (before.isalnum() or before in ("_", "@", ".")):
            last = match.end()
            yield match


def _reference(match: re.Match[str], text: str, affixes: Affixes) -> Found:
    end, supplement = match.end(), ""
    if text.startswith("[", end) and (close := closing_brace(text, end, signs="[]")) >= 0:
        supplement, end = text[end + 1 : close], close + 1
    cite = affixes.cite(match["key"], "", _readable(supplement), joins=True)
    return Found(match.start(), end, (cite,), (match.span("key"),))


def _call(match: re.Match[str], text: str, affixes: Affixes) -> Found | None:
    close = closing_brace(text, match.end() - 1, signs="()")
    target = _TARGET.match(text, match.end())
    if close < 0 or target is None:
        return None
    group = "key" if target["key"] is not None else "quoted"
    inside = text[target.end() : close]
    form = _FORM.search(inside)
    if form and form["none"]:
        return None  # listed and not shown
    place = _SUPPLEMENT.search(text, target.end(), close)
    supplement = ""
    if place and (end := closing_brace(text, place.end() - 1, signs="[]")) >= 0:
        supplement = text[place.end() : end]
    kind = _FORMS.get(form["form"] or "", PLAIN) if form else PLAIN
    cite = affixes.cite(
        target[group], "", _readable(supplement), suppress_author=kind == YEAR, joins=True
    )
    # A semicolon ends the expression, and is not printed.
    stop = close + 2 if text.startswith(";", close + 1) else close + 1
    return Found(
        start=match.start(), end=stop, cites=(cite,), keys=(target.span(group),), form=kind
    )


def _listed(text: str, dead: Dead) -> Iterator[tuple[Listed, tuple[int, int]]]:
    """`#cite(<key>, form: none)`: listed and not shown."""
    for match in _CITE.finditer(text):
        close = closing_brace(text, match.end() - 1, signs="()")
        target = _TARGET.match(text, match.end())
        if close < 0 or target is None or match.start() in dead:
            continue
        form = _FORM.search(text, target.end(), close)
        if form and form["none"]:
            group = "key" if target["key"] is not None else "quoted"
            stop = close + 2 if text.startswith(";", close + 1) else close + 1
            yield Listed(target[group], *target.span(group)), (match.start(), stop)


def _readable(supplement: str) -> str:
    """A supplement with its ties as spaces."""
    return supplement.strip().replace("~", "\u00a0")


def _joined(found: list[Found], text: str) -> Iterator[Found]:
    """Plain citations with only space between them made one."""
    last: Found | None = None
    for one in found:
        if (
            last is not None
            and last.form == one.form == PLAIN
            and not text[last.end : one.start].strip(" \t")
        ):
            last = replace(
                last, end=one.end, cites=last.cites + one.cites, keys=last.keys + one.keys
            )
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _notes(text: str, dead: Dead) -> Iterator[NoteSpan]:
    for match in _FOOTNOTE.finditer(text):
        close = closing_brace(text, match.end() - 1, signs="[]")
        if close >= 0 and match.start() not in dead:
            yield NoteSpan(match.start(), match.end(), close)


def named(text: str) -> tuple[list[str], str]:
    """The bibliographies that `#bibliography(…)` names, and its style."""
    dead = dead_zones(text)
    for match in _LIST.finditer(text):
        close = closing_brace(text, match.end() - 1, signs="()")
        if match.start() in dead or close < 0:
            continue
        inside = text[match.end() : close]
        style = re.search(r"style:\s*\"([^\"\n]*)\"", inside)
        files = inside[: style.start()] if style else inside
        title = re.search(r"title:", files)
        names = _STRING.findall(files[: title.start()] if title else files)
        return names, style[1] if style else ""
    return [], ""
