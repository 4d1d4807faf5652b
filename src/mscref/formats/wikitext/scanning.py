"""Wikitext → its templates, in one pass, each with its parameters as text of CSL.

    template := "{{" name { "|" [ key "=" ] value } "}}"
    link     := "[[" target { "|" label } "]]"

Links, nowiki and templates inside a value are their text: of a template its last parameter without
a key. Italic and bold are markup, comments and references are none.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator

from mscref.formats.wikitext.tables import CHARACTERS, SMALL_CAPS_TEMPLATES, TYPES
from mscref.patterns import lazy
from mscref.records import Record, made, replaced

_TOKEN = lazy(
    r"\{\{|\}\}|\[\[|\]\]|\||<!--|-->|<nowiki\s*/?>|</nowiki\s*>|<ref\b[^<>]{0,400}>|</ref\s*>"
)
_NAME = lazy(r"""<ref\b[^<>]{0,200}?\bname\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)'|([^\s"'<>/]+))""", 2)
_BLANKS = lazy(r"\s+")
_OUTER_LINK = lazy(r"\[(?:https?:)?//[^\s\[\]]+(?:[ ]([^\[\]]*))?\]")
_QUOTES = lazy(r"'''''|'''|''")
_TAG = lazy(r"</?(\w+)\b[^<>]*>")
_SMALL_CAPS = lazy(r"font-variant\s*:\s*small-caps")
SMALL_CAPS = '<span style="font-variant:small-caps;">'
_KEPT_TAGS = frozenset(["sup", "sub", "i", "b"])
_MARKS = {"''": ("<i>", "</i>"), "'''": ("<b>", "</b>"), "'''''": ("<b><i>", "</i></b>")}
_DEEPEST = 60


class Template(Record):
    """A cite template: its name in small letters, its parameters, its line, the key of its ref;
    what stands behind it in that, and in comments there."""

    name: str
    parameters: dict[str, str]
    line: int
    key: str = ""
    behind: str = ""
    comment: str = ""


class _Frame(Record, frozen=False):
    """A template or a link that is open: its parts so far, the last of them growing."""

    is_template: bool
    start: int
    key: str = ""
    parts: list[list[str]] = made(factory=lambda: [[]])

    def texts(self) -> list[str]:
        """Its parts."""
        return ["".join(one) for one in self.parts]


def templates(text: str) -> tuple[list[Template], list[int]]:
    """The cite templates of a text, and the offsets of those that are never closed."""
    found: list[tuple[int, Template]] = []
    stack: list[_Frame] = []
    behind = _Behind(found)
    key, at, literal = "", 0, ""
    lines = _Lines(text)
    for token in _TOKEN.finditer(text):
        word = token[0]
        if literal:
            if word.startswith(literal):
                inside = text[at : token.start()]
                if literal == "</nowiki":
                    _put(stack, html.escape(inside), behind)
                elif not stack:
                    behind.comments.append(inside)
                literal, at = "", token.end()
            continue
        _put(stack, text[at : token.start()], behind)
        at = token.end()
        if word == "<!--" or (word.startswith("<nowiki") and not word.endswith("/>")):
            literal = "-->" if word == "<!--" else "</nowiki"
        elif word.startswith("<ref"):
            name = None if word.endswith("/>") else _NAME.match(word)
            key = html.unescape(next(filter(None, name.groups()), "")) if name else ""
            if not word.endswith("/>"):
                behind.begin()
        elif word.startswith("</ref"):
            key = ""
            behind.end()
        elif word in ("{{", "[["):
            if len(stack) < _DEEPEST:
                stack.append(_Frame(word == "{{", token.start(), key if not stack else ""))
        elif word == "|":
            _part(stack)
        elif word in ("}}", "]]") and stack and stack[-1].is_template == (word == "}}"):
            frame = stack.pop()
            if frame.is_template:
                template = _template(frame, lines)
                if template is not None:
                    found.append((frame.start, template))
                    key = ""
                _put(stack, _text_of_template(frame), behind)
            else:
                _put(stack, frame.texts()[-1], behind)
        elif word in ("}}", "]]"):
            _put(stack, word, behind)
    unclosed = [one.start for one in stack if _is_cite(one.texts()[0])]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])], unclosed


class _Behind:
    """What stands in a `<ref>` behind its one template; of several nobody knows whose it is."""

    def __init__(self, found: list[tuple[int, Template]]) -> None:
        self.texts: list[str] = []
        self.comments: list[str] = []
        self._found = found
        self._count = -1  # templates before the ref that is open; -1 where none is

    def begin(self) -> None:
        """A ref opens."""
        self._count = len(self._found)
        self.texts, self.comments = [], []

    def put(self, text: str) -> None:
        """Text that stands in no template."""
        if 0 <= self._count < len(self._found):
            self.texts.append(text)

    def end(self) -> None:
        """The ref closes."""
        if 0 <= self._count == len(self._found) - 1:
            start, template = self._found[-1]
            text = clean("".join(self.texts)).lstrip(".,; ")
            words = html.unescape(" ".join("".join(self.comments).split()))
            said = text if text.strip(":") else ""
            self._found[-1] = (start, replaced(template, behind=said, comment=words))
        self._count = -1


def _put(stack: list[_Frame], text: str, behind: _Behind) -> None:
    if stack and text:
        stack[-1].parts[-1].append(text)
    elif text:
        behind.put(text)


def _part(stack: list[_Frame]) -> None:
    if stack:
        stack[-1].parts.append([])


def _normal(name: str) -> str:
    return _BLANKS.sub(" ", name.replace("_", " ")).strip().casefold()


def _is_cite(name: str) -> bool:
    return _normal(name) in TYPES


def _template(frame: _Frame, lines: _Lines) -> Template | None:
    name, *parts = frame.texts()
    if not _is_cite(name):
        return None
    parameters: dict[str, str] = {}
    for number, part in enumerate(parts, start=1):
        key, sign, value = part.partition("=")
        said = clean(value if sign else part)
        if said:
            parameters[_normal(key) if sign else str(number)] = said  # the last one counts
    return Template(_normal(name), parameters, lines.of(frame.start), frame.key)


def _text_of_template(frame: _Frame) -> str:
    """What a template inside a value says: a character, or its last parameter without a key."""
    name, *parts = frame.texts()
    if _normal(name) in CHARACTERS:
        return html.escape(CHARACTERS[_normal(name)])
    plain = [one for one in parts if "=" not in one]
    if _normal(name) in SMALL_CAPS_TEMPLATES and plain:
        return f"{SMALL_CAPS}{plain[0].strip()}</span>"
    return plain[-1].strip() if plain and not _is_cite(name) else ""


def clean(value: str) -> str:
    """A value as text of CSL: its markup, its links without their addresses, its characters."""
    text = _OUTER_LINK.sub(lambda link: link[1] or "", value)
    text = "".join(_marked(text)) if "''" in text else text
    if "<" in text:
        text = "".join(_with_kept_tags(text))
    return _BLANKS_OF_LINE.sub(" ", html.unescape(text)).strip(" \n\t\r")


_BLANKS_OF_LINE = lazy(r"[ \t\r\n]+")


def _with_kept_tags(text: str) -> Iterator[str]:
    """The text with the tags that CSL has; the others are gone, their text is not."""
    at, spans = 0, list[str]()
    for tag in _TAG.finditer(text):
        yield text[at : tag.start()]
        at, name = tag.end(), tag[1].lower()
        is_end = tag[0].startswith("</")
        if name in _KEPT_TAGS:
            yield f"</{name}>" if is_end else f"<{name}>"
        elif name == "span" and is_end:
            yield spans.pop() if spans else ""
        elif name == "span":
            is_small = _SMALL_CAPS.search(tag[0]) is not None
            spans.append("</span>" if is_small else "")
            yield SMALL_CAPS if is_small else ""
    yield text[at:]


def _marked(text: str) -> Iterator[str]:
    """Pairs of apostrophes as tags; one without its partner is text."""
    at, opened = 0, ""
    to_come = Counter(one[0] for one in _QUOTES.finditer(text))
    for mark in _QUOTES.finditer(text):
        to_come[mark[0]] -= 1
        yield text[at : mark.start()]
        at = mark.end()
        if opened:
            is_end = mark[0] == opened
            yield _MARKS[opened][1] if is_end else ""
            opened = "" if is_end else opened
        elif to_come[mark[0]]:
            opened = mark[0]
            yield _MARKS[opened][0]
        else:
            yield mark[0]
    yield text[at:]


class _Lines:
    """Offsets → lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at, self._line = 0, 1

    def of(self, offset: int) -> int:
        """The line of an offset; asked in any order, quick in that of the text."""
        if offset < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._line
