"""Inlines → text of a LibreOffice document, and the automatic styles that it needs.

Formatting is a span with the name of a style (OpenDocument 1.3, part 3, 6.1.7 and 16). Ours are
named after what they hold, so that the same text always has the same styles; those that no text
needs any more are taken out again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mscref.manuscript.office.word_markup import Layout, formatted
from mscref.manuscript.office.xml_bytes import escape, escape_text, tags
from mscref.model.reference import Json

TEXT, STYLE, FO = "text", "style", "fo"
_URIS = MappingProxyType(
    {
        TEXT: "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        STYLE: "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        FO: "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    }
)
_OURS = "mscref_"
_OUR_NAME = re.compile(rb"mscref_[0-9a-f]{8}")
_OUR_STYLE = re.compile(
    rb'<(?P<name>(?:[\w.-]{1,50}:)?style)\b(?=[^<>]*?\bname="(?P<ours>mscref_[0-9a-f]{8})")[^<>]*+>.*?</(?P=name)>',
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?<![^\s=])([^\s=]++)\s*+=\s*+("[^"]*"|'[^']*')""")
# Constructor → the properties of text that it stands for.
_FORMATS = MappingProxyType(
    {
        "Emph": '{fo}font-style="italic" {style}font-style-asian="italic"'
        ' {style}font-style-complex="italic"',
        "Strong": '{fo}font-weight="bold" {style}font-weight-asian="bold"'
        ' {style}font-weight-complex="bold"',
        "SmallCaps": '{fo}font-variant="small-caps"',
        "Underline": '{style}text-underline-style="solid" {style}text-underline-width="auto"'
        ' {style}text-underline-color="font-color"',
        "Superscript": '{style}text-position="super 58%"',
        "Subscript": '{style}text-position="sub 58%"',
    }
)
# What a style of citations puts there, and what LibreOffice notes about editing.
_STYLED = re.compile(
    r"(?:font-style|font-weight|font-variant|text-underline|text-position|rsid|paragraph-rsid)"
)
# The same without what LibreOffice notes.
_EMPHATIC = re.compile(r"(?:font-style|font-weight|font-variant|text-underline|text-position)")
# `super 58%`, and a share of the size of the text: `33% 58%`.
_RAISED = re.compile(r"""["'](?:super|[1-9])""")
_LAID_OUT = re.compile(
    r"(?:margin(?:-left|-right|-bottom|-top)?|text-indent|auto-text-indent|line-height"
    r"|contextual-spacing|break-before|break-after|page-number|rsid|paragraph-rsid)\Z"
)
_EMPHASIS = frozenset(["Emphasis", "Strong_20_Emphasis"])
_LIST_STYLES = ("Bibliography_20_1", "Text_20_body", "Standard")
_SPACES = re.compile(r"  +")


@dataclass(slots=True)
class _Known:
    """An automatic style of the document: the style that it builds on, and its properties."""

    parent: str = ""
    text: dict[str, str] = field(default_factory=dict)
    paragraph: dict[str, str] = field(default_factory=dict)


class OdtStyles:
    """The styles of one document, and those that its new text needs."""

    def __init__(self, content: bytes, styles: bytes) -> None:
        self._content = content
        self.prefixes = {name: _prefix(content, name) for name in _URIS}
        self._known = _automatic(content)
        self._named = _defined(styles, 0, len(styles))
        self._common = frozenset(
            tag.attributes.get("name", "") for tag in tags(styles) if tag.name == "style"
        )
        self._made: dict[str, str] = {}

    def text(self, name: str) -> str:
        """The name of an element or attribute for text, with its prefix."""
        return f"{self.prefixes[TEXT]}{name}"

    # ------------------------------------------------------------ text

    def written(self, inlines: Sequence[Json], *, base: str = "") -> str:
        """The text of inlines; `base` is the style of the span whose place it takes."""
        return "".join([self._span(text, kinds, base) for text, kinds in formatted(inlines)])

    def _span(self, text: str, kinds: tuple[str, ...], base: str) -> str:
        name = self._text_style(base, kinds)
        shown = self._characters(text)
        if not name or not text:
            return shown
        span = self.text("span")
        return f'<{span} {self.text("style-name")}="{escape(name)}">{shown}</{span}>'

    def _characters(self, text: str) -> str:
        def spaces(match: re.Match[str]) -> str:
            return f' <{self.text("s")} {self.text("c")}="{len(match[0]) - 1}"/>'

        tab = f"<{self.text('tab')}/>"
        return tab.join([_SPACES.sub(spaces, escape_text(one)) for one in text.split("\t")])

    def _text_style(self, base: str, kinds: tuple[str, ...]) -> str:
        known = self._known.get(base)
        if known is None:
            parent = "" if base in _EMPHASIS or base.startswith(_OURS) else base
            known = _Known(parent)
        own = [f"{name}={value}" for name, value in known.text.items() if not _is(_STYLED, name)]
        own += [self._filled(_FORMATS[kind]) for kind in dict.fromkeys(kinds)]
        if not own:
            return known.parent
        properties = f"<{self.prefixes[STYLE]}text-properties {' '.join(own)}/>"
        return self._style("text", known.parent, properties)

    # ------------------------------------------------------------ paragraphs

    def list_style(self, base: str, layout: Layout) -> str:
        """The style of an entry that stands in the place of a paragraph with style `base`."""
        known = self._known.get(base) or _Known(base or self._list_parent())
        own = {name: one for name, one in known.paragraph.items() if not _is(_LAID_OUT, name)}
        fo, style = self.prefixes[FO], self.prefixes[STYLE]
        indent = 0.0
        if layout.aligned:
            indent = max(3, layout.widest) * 6 / 72
        elif layout.hanging:
            indent = 0.5
        own[f"{fo}margin-left"] = f'"{indent:.3f}in"'
        own[f"{fo}margin-right"] = '"0in"'
        own[f"{fo}margin-bottom"] = f'"{layout.entry_spacing / 6:.3f}in"'
        own[f"{fo}line-height"] = f'"{100 * layout.line_spacing}%"'
        own[f"{fo}text-indent"] = f'"{-indent:.3f}in"'
        own[f"{style}auto-text-indent"] = '"false"'
        own[f"{style}contextual-spacing"] = '"false"'
        said = " ".join([f"{name}={value}" for name, value in own.items()])
        properties = f"<{style}paragraph-properties {said}/>"
        text = [f"{name}={one}" for name, one in known.text.items() if not _is(_STYLED, name)]
        if text:
            properties += f"<{style}text-properties {' '.join(text)}/>"
        return self._style("paragraph", known.parent, properties)

    def _list_parent(self) -> str:
        return next((one for one in _LIST_STYLES if one in self._common), _LIST_STYLES[-1])

    def is_raised(self, name: str) -> bool:
        """True for a style of raised text."""
        return any(
            one.endswith("text-position") and _RAISED.match(value)
            for one, value in self._text_of(name).items()
        )

    def is_emphatic(self, name: str) -> bool:
        """True for a style of text that has what styles of citations add: raised, italic."""
        return name in _EMPHASIS or any(_is(_EMPHATIC, one) for one in self._text_of(name))

    def _text_of(self, name: str) -> Mapping[str, str]:
        """The properties of text that a style has, with those of the one that it builds on."""
        known = self._known.get(name) or self._named.get(name)
        if known is None:
            return {}
        above = self._named.get(known.parent)
        return {**(above.text if above else {}), **known.text}

    # ------------------------------------------------------------ definitions

    def _filled(self, properties: str) -> str:
        return properties.format(fo=self.prefixes[FO], style=self.prefixes[STYLE])

    def _style(self, family: str, parent: str, properties: str) -> str:
        """The name of a style that holds this; it is defined where it has to be."""
        digest = hashlib.sha256(f"{family} {parent} {properties}".encode()).hexdigest()[:8]
        name = f"{_OURS}{digest}"
        style = self.prefixes[STYLE]
        built_on = f' {style}parent-style-name="{escape(parent)}"' if parent else ""
        self._made[name] = (
            f'<{style}style{self._declared()} {style}name="{name}" {style}family="{family}"'
            f"{built_on}>{properties}</{style}style>"
        )
        return name

    def _declared(self) -> str:
        """The declarations of prefixes that the document does not use itself."""
        return "".join(
            f' xmlns:{self.prefixes[name][:-1]}="{_URIS[name]}"'
            for name in (STYLE, FO)
            if _declaration(self._content, name) is None
        )

    def defined(self, content: bytes, styles_end: int) -> bytes:
        """A text with the definitions of just those of our styles that it uses."""
        head, body = content[:styles_end], content[styles_end:]
        there = {one["ours"].decode(): one[0] for one in _OUR_STYLE.finditer(head)}
        used = {one.decode() for one in _OUR_NAME.findall(body)}
        made = {name: one.encode() for name, one in self._made.items()}
        definitions = b"".join([made.get(name) or there.get(name, b"") for name in sorted(used)])
        bare = _OUR_STYLE.sub(b"", head)
        if not body.startswith(b"</"):  # the element is empty
            end = body.index(b">") + 1
            if not definitions:
                return bare + body
            opening = body[: end - 2] + b">"
            name = body[1:end].split()[0].strip(b"/>")
            return bare + opening + definitions + b"</" + name + b">" + body[end:]
        return bare + definitions + body


def _is(pattern: re.Pattern[str], name: str) -> bool:
    return pattern.match(name.rpartition(":")[2]) is not None


def _declaration(content: bytes, name: str) -> str | None:
    match = re.search(rf'xmlns(?::([\w.-]+))?="{re.escape(_URIS[name])}"'.encode(), content)
    if match is None:
        return None
    return f"{match[1].decode()}:" if match[1] else ""


def _prefix(content: bytes, name: str) -> str:
    found = _declaration(content, name)
    return f"{name}:" if found is None else found


def _automatic(content: bytes) -> dict[str, _Known]:
    """The automatic styles by name."""
    end = content.find(b"automatic-styles>")
    close = content.find(b"automatic-styles>", end + 1)
    return _defined(content, 0, close if close > 0 else max(end, 0))


def _defined(content: bytes, start: int, end: int) -> dict[str, _Known]:
    """The styles that a stretch of bytes defines, by name."""
    known: dict[str, _Known] = {}
    current = _Known()
    for tag in tags(content, start, end):
        if not tag.opens:
            continue
        if tag.name == "style":
            said = tag.attributes
            current = _Known(said.get("parent-style-name", ""))
            known[said.get("name", "")] = current
        elif tag.name == "text-properties":
            current.text = _attributes(tag.source)
        elif tag.name == "paragraph-properties":
            current.paragraph = _attributes(tag.source)
    return known


def numbered_lists(content: bytes) -> frozenset[str]:
    """The names of the list styles of a part that number the items of their first level."""
    found: set[str] = set()
    name = ""
    for tag in tags(content):
        if tag.name == "list-style" and tag.opens:
            name = tag.attributes.get("name", "")
        elif tag.name == "list-level-style-number" and tag.opens:
            said = tag.attributes
            if said.get("level") == "1" and said.get("num-format"):
                found.add(name)
        elif tag.name == "body":
            break
    return frozenset(found)


def _attributes(source: bytes) -> dict[str, str]:
    """Attributes by name, with their values as they are written, in quotation marks."""
    return dict(_ATTRIBUTE.findall(source.decode("utf-8", "replace")))
