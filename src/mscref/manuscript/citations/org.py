"""Citations of Org: the syntax of org-cite, and the links of org-ref.

    citation = "[cite" [ "/" style [ "/" variant ] ] ":" { affix ";" } cite { ";" cite } "]"
    cite     = [ prefix ] "@" key [ suffix ]
    link     = "cite" letters ":" keys                  org-ref, as [[cite:&a;&b]] and cite:a,b

(Org manual, Citation handling; Org syntax, Citations.) Left alone: blocks of source, examples and
comments, verbatim, fixed width and comment lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import (
    AUTHOR,
    BARE,
    NARRATIVE,
    NOTE,
    PLAIN,
    YEAR,
    Found,
    Heading,
    Listed,
    ListPlace,
    NoteSpan,
    Scan,
)
from mscref.manuscript.citations.spans import Dead
from mscref.model.citation import Cite
from mscref.model.locators import WORDS

_OPENING = re.compile(r"\[cite(?:/(?P<style>[\w-]*)(?:/(?P<variant>[\w/-]+))?)?:")
_KEY = re.compile(r"@(?P<key>[^\s@;,\[\]{}()\"]*[\w/])")
_LINK = re.compile(
    r"(?P<open>\[\[)?(?<![\w/])(?P<name>cite[A-Za-z]{0,12}|parencite|textcite|autocite|footcite):"
    r"(?P<keys>&?[\w:./-]*\w(?:[;,]\s?&?[\w:./-]*\w)*)(?P<close>\]\])?"
)
# org-ref, third version: [[citep:see &a p. 3;&b]]
_LINK_WITH_NOTES = re.compile(
    r"\[\[(?P<name>cite[A-Za-z]{0,12}|parencite|textcite|autocite|footcite):(?P<inside>[^\[\]&\n]*+&[^\[\]\n]*+)\]\]"
)
_AMPERSAND_KEY = re.compile(r"&(?P<key>[\w:./-]*\w)")
_HIDDEN = re.compile(
    r"\*+[ \t]+(?:[A-Z]+[ \t]+)?COMMENT(?:[ \t]|$)"
    r"|\*+(?=[ \t]).*[ \t]:(?=[\w@:]*?\bnoexport:)[\w@:]*+[ \t]*+\r?$"
)
_LINK_KEY = re.compile(r"[\w:./-]*\w")
_LINK_FORMS = MappingProxyType(
    {
        "citet": NARRATIVE, "textcite": NARRATIVE, "citeauthor": AUTHOR, "citeyear": YEAR,
        "citealp": BARE, "citealt": BARE, "footcite": NOTE,
    }
)  # fmt: skip
# Style → form, and whether the author is left out (Org manual, Citation export processors).
_STYLES = MappingProxyType(
    {
        "": (PLAIN, False), "t": (NARRATIVE, False), "text": (NARRATIVE, False),
        "a": (AUTHOR, False), "author": (AUTHOR, False), "na": (PLAIN, True),
        "noauthor": (PLAIN, True), "year": (YEAR, True), "y": (YEAR, True), "ft": (NOTE, False),
        "note": (NOTE, False), "bare": (BARE, False),
    }
)  # fmt: skip
_DEEPEST = 32
_NOT_SHOWN = frozenset(["n", "nocite"])
_DEAD = re.compile(
    r"^[ \t]*#\+begin_(?P<block>src|example|comment|export|verbatim)\b"
    r"|^[ \t]*(?:#|:)[ \t][^\n]*"
    r"|(?<![^\s({'\"-])(?P<sign>[=~])(?=\S)|\\\(|\\\[|\$\$|(?<![\w$\\])\$(?=[^\s$])[^$\n]{0,400}(?<=[^\s])\$(?![\w$])",
    re.IGNORECASE | re.MULTILINE,
)
_LIST = re.compile(r"^[ \t]*#\+print_bibliography:[^\r\n]*", re.IGNORECASE | re.MULTILINE)
_OLD_LIST = re.compile(r"^[ \t]*\[?\[?(?:bibliography|bibliographystyle):[^\r\n]*", re.MULTILINE)
_SETTING = re.compile(
    r"^[ \t]*#\+(?P<name>bibliography|cite_export|language|csl|nocite):[ \t]*(?P<value>[^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_OLD_BIBLIOGRAPHY = re.compile(r"\bbibliography:([^\s\]]+)")
_HEADING = re.compile(r"^(\*+)[ \t]+\S", re.MULTILINE)
_HEADING_LINE = re.compile(r"^(?P<stars>\*+)[ \t]+[^\n]*", re.MULTILINE)
_NOTE = re.compile(r"^\[fn:(?P<label>[\w-]+)\]", re.MULTILINE)
_NOTE_SIGN = re.compile(r"(?<!^)\[fn:(?P<label>[\w-]*)(?P<inline>:)?", re.MULTILINE)
MARKUP = re.compile(r"\$[^$]*\$|\\\w+(?:\{[^{}]*\})?|[*/_+=~^<>\[\]{}|'\"]+")


def dead_zones(text: str) -> Dead:
    """What of a document is no running text."""
    zones: list[tuple[int, int]] = []
    lowered = text.lower()
    place = 0
    while match := _DEAD.search(text, place):
        place = match.end()
        if name := match["block"]:
            end = lowered.find(f"#+end_{name.lower()}", place)
            place = len(text) if end < 0 else end
        elif sign := match["sign"]:
            end = text.find(sign, place + 1)
            if end < 0 or "\n\n" in text[place:end] or text[end - 1].isspace():
                continue
            place = end + 1
        elif match[0] in ("\\(", "\\[", "$$"):
            closing = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}[match[0]]
            end = text.find(closing, place)
            if end < 0 or "\n\n" in text[place:end]:
                continue
            place = end + 2
        zones.append((match.start(), place))
    return Dead(sorted([*zones, *_hidden(text)]))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Subtrees that are no part of what is printed: COMMENT, and the tag `noexport`."""
    headings = list(_HEADING_LINE.finditer(text))
    for index, heading in enumerate(headings):
        if _HIDDEN.match(heading[0]):
            depth = len(heading["stars"])
            below = (one.start() for one in headings[index + 1 :] if len(one["stars"]) <= depth)
            yield heading.start(), next(below, len(text))


def find(text: str, labels: Mapping[str, str] = WORDS) -> Scan:
    """The citations of a document; `labels` as in `Affixes`."""
    dead = dead_zones(text)
    affixes = Affixes(MARKUP, labels)
    listed: list[Listed] = []
    gone: list[tuple[int, int]] = []
    found = [
        *_citations(text, dead, affixes, listed, gone),
        *_links(text, dead, affixes),
        *_links_with_notes(text, dead, affixes),
    ]
    listed += _nocites(text)
    lists = [ListPlace(*match.span()) for match in _LIST.finditer(text)]
    return Scan(
        citations=tuple(sorted(found, key=lambda one: one.start)),
        notes=tuple(_notes(text)),
        headings=tuple(
            Heading(match.start(), len(match[1]))
            for match in _HEADING.finditer(text)
            if match.start() not in dead
        ),
        list_places=tuple(lists or [ListPlace(*one.span()) for one in _OLD_LIST.finditer(text)]),
        listed=tuple(listed),
        gone=tuple(gone),
        opaque=affixes.opaque,
    )


def _citations(
    text: str, dead: Dead, affixes: Affixes, listed: list[Listed], gone: list[tuple[int, int]]
) -> Iterator[Found]:
    for match in _OPENING.finditer(text):
        end = _closing(text, match.end())
        if end < 0 or match.start() in dead:
            continue
        parts = list(_parts(text, match.end(), end))
        style = (match["style"] or "").lower()
        if style in _NOT_SHOWN:
            keys = [key for _, key, _ in parts if key]
            listed += [Listed(key["key"], *key.span("key")) for key in keys]
            gone += [(match.start(), end + 1)] if keys else []
            continue
        form, suppresses = _STYLES.get(style, (PLAIN, False))
        if form == PLAIN and (match["variant"] or "") in ("b", "bare"):
            form = BARE
        cites, spans, whole = _cites(text, parts, affixes, suppresses=suppresses)
        if cites:
            yield Found(
                start=match.start(),
                end=end + 1,
                cites=tuple(cites),
                keys=tuple(spans),
                form=form,
                whole=whole,
            )


def _closing(text: str, place: int) -> int:
    """Where the bracket of a citation closes; -1 where its paragraph ends before."""
    depth = 1
    for index in range(place, min(len(text), place + 20_000)):
        char = text[index]
        if char == "[":
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif char == "]":
            depth -= 1
            if not depth:
                return index
        elif char == "\n" and text.startswith(("\n", "\r\n"), index + 1):
            return -1
    return -1


def _parts(
    text: str, start: int, end: int, key: re.Pattern[str] = _KEY
) -> Iterator[tuple[int, re.Match[str] | None, int]]:
    """The stretches between semicolons: start, key if there is one, end."""
    place = start
    while place <= end:
        stop = text.find(";", place, end)
        stop = end if stop < 0 else stop
        yield place, key.search(text, place, stop), stop
        place = stop + 1


def _cites(
    text: str,
    parts: list[tuple[int, re.Match[str] | None, int]],
    affixes: Affixes,
    *,
    suppresses: bool,
) -> tuple[list[Cite], list[tuple[int, int]], tuple[str, str]]:
    """The cites; a first or last stretch without a key is prefix or suffix of the whole."""
    cites: list[Cite] = []
    spans: list[tuple[int, int]] = []
    common = tail = ""
    if parts and parts[0][1] is None:
        common = text[parts[0][0] : parts[0][2]].strip()
    if len(parts) > 1 and parts[-1][1] is None:
        tail = text[parts[-1][0] : parts[-1][2]].strip()
    keyed = [(start, key, stop) for start, key, stop in parts if key is not None]
    for start, key, stop in keyed:
        before = text[start : key.start()].strip()
        after = text[key.end() : stop].rstrip()
        cites.append(
            affixes.cite(key["key"], before, after, suppress_author=suppresses, joins=True)
        )
        spans.append(key.span("key"))
    return cites, spans, (affixes.text(common), affixes.text(tail))


def _links_with_notes(text: str, dead: Dead, affixes: Affixes) -> Iterator[Found]:
    for match in _LINK_WITH_NOTES.finditer(text):
        simple = _LINK.match(text, match.start())
        if match.start() in dead or (simple and simple["close"]):
            continue
        parts = list(_parts(text, *match.span("inside"), _AMPERSAND_KEY))
        form = _LINK_FORMS.get(match["name"], PLAIN)
        cites, spans, whole = _cites(text, parts, affixes, suppresses=form == YEAR)
        if cites:
            yield Found(
                *match.span(), cites=tuple(cites), keys=tuple(spans), form=form, whole=whole
            )


def _links(text: str, dead: Dead, affixes: Affixes) -> Iterator[Found]:
    for match in _LINK.finditer(text):
        is_inner = text.startswith("[", match.start() - 1) and not match["open"]
        if match.start() in dead or is_inner:
            continue
        if bool(match["open"]) != bool(match["close"]):
            continue
        keys = list(_LINK_KEY.finditer(text, *match.span("keys")))
        form = _LINK_FORMS.get(match["name"], PLAIN)
        cites = [affixes.cite(key[0], "", "", suppress_author=form == YEAR) for key in keys]
        yield Found(*match.span(), tuple(cites), tuple([key.span() for key in keys]), form)


def _nocites(text: str) -> Iterator[Listed]:
    for match in _SETTING.finditer(text):
        if match["name"].lower() == "nocite":
            for key in re.finditer(r"[\w:./*-]+", match["value"]):
                start = match.start("value") + key.start()
                yield Listed(key[0], start, start + len(key[0]))


def _notes(text: str) -> list[NoteSpan]:
    """The definitions of notes, and notes in the text."""
    anchors: dict[str, int] = {}
    notes: list[NoteSpan] = []
    for match in _NOTE_SIGN.finditer(text):
        if match["inline"]:
            end = _closing(text, match.end())
            if end >= 0:
                notes.append(NoteSpan(match.start(), match.end(), end))
        else:
            anchors.setdefault(match["label"], match.start())
    starts = list(_NOTE.finditer(text))
    ends = [*(one.start() for one in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=False):
        heading = _HEADING.search(text, match.end(), end)
        stop = heading.start() if heading else end
        notes.append(NoteSpan(anchors.get(match["label"], -1), match.end(), stop))
    return sorted(notes, key=lambda note: note.start)


def named(text: str) -> tuple[list[str], str]:
    """The bibliographies that a document names, and its style."""
    files: list[str] = []
    style = ""
    for match in _SETTING.finditer(text):
        name, value = match["name"].lower(), match["value"].strip().strip('"')
        if name == "bibliography" and value:
            files.append(value)
        elif name == "cite_export" and value.lower().startswith("csl "):
            style = value[4:].strip()
        elif name == "csl":
            style = value
    if not files:
        for match in _OLD_BIBLIOGRAPHY.finditer(text):
            files += [one for one in match[1].split(",") if one]
    return files, style
