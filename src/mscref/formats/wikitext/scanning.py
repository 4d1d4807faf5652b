"""Wikitext → its templates, in one pass, each with its parameters as text of CSL.

    template := "{{" name { "|" [ key "=" ] value } "}}"
    link     := "[[" target { "|" label } "]]"

Links, nowiki and templates inside a value are their text: of a template its last parameter without
a key. Italic and bold are markup, comments and references are none.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from mscref.formats.wikitext.tables import CHARACTERS, TYPES
from mscref.patterns import lazy
from mscref.records import Record, made

_TOKEN = lazy(
    r"\{\{|\}\}|\[\[|\]\]|\||<!--|-->|<nowiki\s*/?>|</nowiki\s*>|<ref\b[^<>]{0,400}>|</ref\s*>"
)
_NAME = lazy(r"""<ref\b[^<>]{0,200}?\bname\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)'|([^\s"'<>/]+))""", 2)
_BLANKS = lazy(r"\s+")
_OUTER_LINK = lazy(r"\[(?:https?:)?//[^\s\[\]]+(?:[ ]([^\[\]]*))?\]")
_QUOTES = lazy(r"'''''|'''|''")
_TAG = lazy(r"</?(\w+)\b[^<>]*>")
_KEPT_TAGS = frozenset(["sup", "sub", "i", "b"])
_MARKS = {"''": ("<i>", "</i>"), "'''": ("<b>", "</b>"), "'''''": ("<b><i>", "</i></b>")}
_DEEPEST = 60


class Template(Record):
    """A cite template: its name in small letters, its parameters, its line, the key of its ref."""

    name: str
    parameters: dict[str, str]
    line: int
    key: str = ""


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
    key, at, literal = "", 0, ""
    lines = _Lines(text)
    for token in _TOKEN.finditer(text):
        word = token[0]
        if literal:
            if word.startswith(literal):
                _put(stack, html.escape(text[at : token.start()]) if literal == "</nowiki" else "")
                literal, at = "", token.end()
            continue
        _put(stack, text[at : token.start()])
        at = token.end()
        if word == "<!--" or (word.startswith("<nowiki") and not word.endswith("/>")):
            literal = "-->" if word == "<!--" else "</nowiki"
        elif word.startswith("<ref"):
            name = None if word.endswith("/>") else _NAME.match(word)
            key = next(filter(None, name.groups()), "") if name else ""
        elif word.startswith("</ref"):
            key = ""
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
                _put(stack, _text_of_template(frame))
            else:
                _put(stack, frame.texts()[-1])
        elif word in ("}}", "]]"):
            _put(stack, word)
    unclosed = [one.start for one in stack if _is_cite(one.texts()[0])]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])], unclosed


def _put(stack: list[_Frame], text: str) -> None:
    if stack and text:
        stack[-1].parts[-1].append(text)


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
    return plain[-1].strip() if plain and not _is_cite(name) else ""


def clean(value: str) -> str:
    """A value as text of CSL: its markup, its links without their addresses, its characters."""
    text = _OUTER_LINK.sub(lambda link: link[1] or "", value)
    text = "".join(_marked(text)) if "''" in text else text
    text = _TAG.sub(_kept_tag, text)
    return _BLANKS_OF_LINE.sub(" ", html.unescape(text)).strip(" \n\t\r")


_BLANKS_OF_LINE = lazy(r"[ \t\r\n]+")


def _kept_tag(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    slash = "/" if tag[0].startswith("</") else ""
    return f"<{slash}{name}>" if name in _KEPT_TAGS else ""


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
