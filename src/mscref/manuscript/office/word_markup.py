"""Inlines → runs and paragraphs of a Word document, in the formatting that surrounds them.

What stands in w:rPr and w:pPr has an order (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28); a property
is put where it belongs, and those of a style of citations replace what an earlier one left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mscref.manuscript.office.xml_bytes import escape_text, tags
from mscref.manuscript.pandoc.tree import attributes_of, children, is_node
from mscref.model.reference import Json

_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
    " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
).split()
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
    " shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    " sectPr pPrChange"
).split()
# Constructor → the element that formats a run so.
_FORMATS = MappingProxyType(
    {
        "Emph": "<{w}i/>",
        "Strong": "<{w}b/>",
        "SmallCaps": "<{w}smallCaps/>",
        "Underline": '<{w}u {w}val="single"/>',
        "Superscript": '<{w}vertAlign {w}val="superscript"/>',
        "Subscript": '<{w}vertAlign {w}val="subscript"/>',
    }
)
_RICH = MappingProxyType(
    {
        "Emph": ("{\\i{}", "}"),
        "Strong": ("{\\b{}", "}"),
        "SmallCaps": ("{\\scaps{}", "}"),
        "Underline": ("{\\ul{}", "}"),
        "Superscript": ("\\super ", "\\nosupersub{}"),
        "Subscript": ("\\sub ", "\\nosupersub{}"),
    }
)
_STYLED = frozenset(["b", "i", "smallCaps", "u", "vertAlign"])
_OWN_LAYOUT = frozenset(["tabs", "spacing", "ind"])
_TOGGLES = frozenset(["Emph", "Strong"])
_LINE = 240  # twentieths of a point
_INDENT = 720
_CHARACTER = 120


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How a run is written here: prefix, opening tag of a run and of its text, its properties."""

    prefix: str = "w:"
    opening: str = "<w:r>"
    text_tag: str = ""
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout that a style asks for its list; see `csl.output.Bibliography`."""

    hanging: bool = False
    aligned: bool = False
    entry_spacing: int = 1
    line_spacing: int = 1
    widest: int = 0


def properties_of(source: bytes) -> dict[str, str]:
    """The elements of a w:rPr or w:pPr by their names, as they are written."""
    found: dict[str, str] = {}
    depth, start, name = 0, 0, ""
    for tag in tags(source):
        if not tag.name:
            continue
        if tag.opens:
            if depth == 0:
                start, name = tag.start, tag.name
            depth += 1
        if tag.closes:
            depth -= 1
            if depth == 0:
                found[name] = source[start : tag.end].decode("utf-8", "replace")
    return found


def unstyled(own: Mapping[str, str], around: Mapping[str, str]) -> dict[str, str]:
    """Properties without what a style of citations put there; what stands around it stays."""
    return {name: one for name, one in own.items() if name not in _STYLED or name in around}


def written(properties: Mapping[str, str], order: Sequence[str]) -> str:
    """Properties in the order that they have to stand in; unknown ones last."""
    places = {name: place for place, name in enumerate(order)}
    known = sorted(properties, key=lambda name: places.get(name, len(places)))
    return "".join([properties[name] for name in known])


# ---------------------------------------------------------------- runs


def runs_of(inlines: Sequence[Json], around: Surroundings) -> str:
    """The runs of inlines."""
    return "".join([_run(text, formats, around) for text, formats in formatted(inlines)])


def plain_of(inlines: Sequence[Json]) -> str:
    """The text of inlines as Word shows it."""
    return "".join([text for text, _ in _walk(inlines, ())])


def run_of(content: str, around: Surroundings, *formats: str) -> str:
    """A run that holds `content`, which is XML."""
    own = dict(around.properties)
    for one in formats:
        element = _FORMATS[one].format(w=around.prefix)
        name = element.split(":")[1].split("/")[0].split(" ")[0] if ":" in element else element
        own[name] = element
    listed = written(own, _RUN_ORDER)
    properties = f"<{around.prefix}rPr>{listed}</{around.prefix}rPr>" if listed else ""
    return f"{around.opening}{properties}{content}</{around.prefix}r>"


def _run(text: str, formats: tuple[str, ...], around: Surroundings) -> str:
    pieces = [_text(piece, around) if piece else "" for piece in text.split("\t")]
    return run_of(f"<{around.prefix}tab/>".join(pieces), around, *formats)


def _text(text: str, around: Surroundings) -> str:
    w = around.prefix
    keeps = needs_spaces(text)
    tag = around.text_tag or f"<{w}t>"
    if keeps and "xml:space" not in tag:
        tag = f'<{w}t xml:space="preserve">'
    return f"{tag}{escape_text(text)}</{w}t>"


def needs_spaces(text: str) -> bool:
    """True for text of which XML would not keep the spaces."""
    return text != text.strip() or "  " in text


def formatted(inlines: Sequence[Json]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text of inlines in stretches of one format: the constructors around it."""
    return _joined(_walk(inlines, ()))


def _joined(
    pieces: Iterator[tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Neighbours in one format as one."""
    text = ""
    formats: tuple[str, ...] = ()
    for piece, own in pieces:
        if own == formats:
            text += piece
            continue
        if text:
            yield text, formats
        text, formats = piece, own
    if text:
        yield text, formats


def _walk(
    inlines: Sequence[Json], formats: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in inlines:
        if not is_node(one):
            continue
        kind = str(one["t"])
        if kind == "Str":
            yield str(one.get("c")), formats
        elif kind in ("Space", "SoftBreak"):
            yield " ", formats
        elif kind == "RawInline":
            content = one.get("c")
            yield str(content[1]) if isinstance(content, list) else "", formats
        elif kind == "Span" and "csl-left-margin" in attributes_of(one).classes:
            yield from _margin(list(_walk(children(one), formats)))
        elif kind in _FORMATS:
            yield from _walk(children(one), _with(formats, kind))
        elif kind != "Note":
            yield from _walk(children(one), formats)


def _margin(
    pieces: list[tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands in the margin ends in a tab instead of a space."""
    yield from pieces[:-1]
    if pieces:
        text, formats = pieces[-1]
        yield text.rstrip(), formats
        yield "\t", ()


def _with(formats: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Emphasis within emphasis is upright."""
    if kind in _TOGGLES and kind in formats:
        return tuple(one for one in formats if one != kind)
    return (*formats, kind)


def rich_of(inlines: Sequence[Json]) -> str:
    """The text in the RTF by which Zotero remembers what it printed."""
    return "".join([_rich(text, formats) for text, formats in formatted(inlines)])


def _rich(text: str, formats: tuple[str, ...]) -> str:
    shown = "".join([_rich_character(char) for char in text])
    for one in formats:
        opening, closing = _RICH[one]
        shown = f"{opening}{shown}{closing}"
    return shown


def _rich_character(char: str) -> str:
    if char.isascii():
        return f"\\{char}" if char in "\\{}" else char
    units = char.encode("utf-16-be")
    codes = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    return "".join([f"\\uc0\\u{code}{{}}" for code in codes])


# ---------------------------------------------------------------- paragraphs


def entry_properties(own: Mapping[str, str], layout: Layout, w: str) -> str:
    """What the w:pPr of an entry holds: that of the list so far with the layout of the style."""
    properties = {name: one for name, one in own.items() if name not in _OWN_LAYOUT}
    after = _LINE * layout.entry_spacing if layout.entry_spacing else 0
    properties["spacing"] = (
        f'<{w}spacing {w}after="{after}" {w}line="{_LINE * layout.line_spacing}"'
        f' {w}lineRule="auto"/>'
    )
    indent = 0
    if layout.aligned:
        indent = max(3, layout.widest) * _CHARACTER
        properties["tabs"] = f'<{w}tabs><{w}tab {w}val="left" {w}pos="{indent}"/></{w}tabs>'
    elif layout.hanging:
        indent = _INDENT
    properties["ind"] = f'<{w}ind {w}left="{indent}" {w}hanging="{indent}"/>'
    return written(properties, _PARAGRAPH_ORDER)
