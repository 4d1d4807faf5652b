"""HTML as values: text is escaped unless it is markup that was made here.

What crosses the border: texts and `Html` in, `Html` out. Control characters are shown as signs, so
that nothing in a title can turn a line around (`visible`).
"""

from __future__ import annotations

from html import escape

from mscref.model.characters import storable, visible

_VOID = frozenset(["meta", "input", "br"])
_SAFE_SCHEMES = ("http://", "https://")


class Html(str):
    """Markup of ours; every other string is text."""

    __slots__ = ()


Content = str | None
NOTHING = Html("")


def text(content: str) -> Html:
    """Text as it is to be read, whatever it says."""
    return Html(escape(visible(storable(content))))


def joined(*parts: Content) -> Html:
    """Parts one after the other: markup as it is, text escaped."""
    return Html("".join(part if isinstance(part, Html) else text(part) for part in parts if part))


def element(tag: str, /, *content: Content, **attributes: str | int | bool | None) -> Html:
    """An element with escaped content and attributes.

    Attributes are spelled as Python allows: `class_`, `data_key`. True stands alone, and None and
    False are left out. No `style` and no handler: the policy of a page would refuse them.
    """
    said = "".join(
        _attribute(given.rstrip("_").replace("_", "-"), value)
        for given, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Html(f"<{tag}{said}>")
    return Html(f"<{tag}{said}>{joined(*content)}</{tag}>")


def _attribute(name: str, value: str | int) -> str:
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'


def prose(said: str) -> Html:
    """A message as it is written for the terminal: what stands between backticks is set as code.

    Where a backtick has no partner (a title may hold one), all of them stay as they are.
    """
    parts = said.split("`")
    if len(parts) % 2 == 0 or not all(parts[1::2]):
        return text(said)
    return joined(*(element("code", one) if at % 2 else one for at, one in enumerate(parts)))


def link(address: str, *content: Content) -> Html:
    """A link, where the address is one of the web; else its content alone."""
    if not address.casefold().startswith(_SAFE_SCHEMES):
        return joined(*content)
    return element("a", *content, href=address, rel="noopener noreferrer")


def doi_link(doi: str) -> Html:
    """A DOI that leads to its work."""
    from urllib.parse import quote

    return link(f"https://doi.org/{quote(doi, safe='/:;()')}", doi) if doi else NOTHING
