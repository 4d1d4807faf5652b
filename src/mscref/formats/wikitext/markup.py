"""Text of CSL → wikitext that says it and nothing else: no value ends a template, signs, links."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from mscref.formats.wikitext.scanning import SMALL_CAPS
from mscref.model.markup import Tag, split_markup, strip_case_markup
from mscref.patterns import lazy

_BLANKS = lazy(r"[ \t\r\n\f\v]+")
_SIGNS = str.maketrans(
    {
        "|": "{{!}}",
        "{": "&#123;",
        "}": "&#125;",
        "[": "&#91;",
        "]": "&#93;",
        "\xa0": "&nbsp;",
    }
)
# An apostrophe beside another, or at an end: beside a tag, or where a template has its own.
_NO_LONE_QUOTE = lazy(r"'(?=')|(?<=')'|\A'|'\Z")
# Three or more sign what is saved.
_SIGNATURE = lazy(r"~(?=~~)|(?<=~)~(?=~)|(?<=~~)~")
_SWITCH = lazy(r"__(?=[A-Za-z]+__)")  # `__NOTOC__`
# What ends an address, the template or `<ref>`; two apostrophes begin italics even there.
_IN_URL = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "|{}[]<>\"' \n\t"})
# Several addresses in one field, as Mendeley has them.
_NEXT_URL = lazy(r"(?:[,;]|(?<![,; \n\t]))[ \n\t]+(?=(?:https?|ftp)://)")
OTHER_ADDRESSES = "Other addresses:"
_MARKS = {"i": "''", "b": "'''"}
_SIMPLE = frozenset(["i", "b", "sup", "sub"])
_SPAN = "span"


def marked(text: str) -> str:
    """Text with its markup; a tag without its partner is text."""
    parts = list(split_markup(strip_case_markup(text)))
    tags = _tags(parts)
    written = [tags.get(place) for place in range(len(parts))]
    pairs = zip(parts, written, strict=True)
    return "".join([_as_text(part) if tag is None else tag for part, tag in pairs])


def plain(text: str) -> str:
    """Text without markup, whatever looks like it."""
    return _NO_LONE_QUOTE.sub("&#39;", _no_signature(_signs(text)))


def address(text: str) -> str:
    """An address."""
    return _SWITCH.sub("_%5F", _SIGNATURE.sub("%7E", text.translate(_IN_URL)))


def addresses(text: str) -> tuple[str, str]:
    """The first of several addresses, which a template takes, and a sentence with the others."""
    first, *more = _NEXT_URL.split(text)
    others = " ".join(address(one.rstrip(".") + "%2E" * one.endswith(".")) for one in more)
    return address(first), f"{OTHER_ADDRESSES} {others}." if more else ""


def comment(text: str) -> str:
    """Text inside `<!-- … -->`."""
    return plain(text).replace("{{!}}", "&#124;").replace("--", "-&#45;")


def _tags(parts: list[str | Tag]) -> dict[int, str]:
    """The tags that pair, by their place, as wikitext has them."""
    pairs: list[tuple[int, int, str]] = []
    opened: list[tuple[int, Tag]] = []
    for place, part in enumerate(parts):
        if not isinstance(part, Tag):
            continue
        if part.opens and part.name != _SPAN:
            opened.append((place, part))
        elif opened and _is_end(opened[-1][1], part):
            start, tag = opened.pop()
            pairs.append((start, place, "sc" if tag.source == "<sc>" else tag.name))
    has_neighbours = _are_close(parts, [place for pair in pairs for place in pair[:2]])
    written: dict[int, str] = {}
    for start, end, name in pairs:
        first, last = f"<{name}>", f"</{name}>"
        if name in _MARKS and not has_neighbours:
            first = last = _MARKS[name]
        elif name == "sc":
            first, last = SMALL_CAPS, "</span>"
        elif name not in _SIMPLE:
            first = last = ""
        written[start], written[end] = first, last
    return written


def _is_end(tag: Tag, end: Tag) -> bool:
    return end.name == (_SPAN if tag.source.startswith("<span") else tag.name)


def _are_close(parts: list[str | Tag], places: list[int]) -> bool:
    """Whether marks of apostrophes would stand beside or within one another."""
    marks = [
        place
        for place in sorted(places)
        if isinstance(part := parts[place], Tag) and part.name in _MARKS
    ]
    names = [part.opens for place in marks if isinstance(part := parts[place], Tag)]
    is_nested = any(one is other for one, other in pairwise(names))
    return is_nested or any(end - start == 1 for start, end in pairwise(marks))


def _as_text(part: str | Tag) -> str:
    return plain(part.source if isinstance(part, Tag) else part)


def _signs(text: str) -> str:
    return escape(_BLANKS.sub(" ", text), quote=False).translate(_SIGNS)


def _no_signature(text: str) -> str:
    return _SWITCH.sub("_&#95;", _SIGNATURE.sub("&#126;", text))
