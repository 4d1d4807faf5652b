"""Inlines of pandoc's tree → the text of a notation, and a bibliography as that notation has it.

Only what a style engine makes is known: words, emphasis and its like, links, notes, blocks of an
entry. What an author wrote in an affix is a raw inline, and comes out as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from mscref.manuscript.pandoc.tree import Attributes, Node, attributes_of, children, is_node
from mscref.model.reference import Json

Tags = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Markup:
    """How a notation writes text.

    `between` parts two neighbours whose signs would join, `raised_space` is a space in what is
    raised or lowered. `link` takes text and address, `spans` gives the tags of a span by its class.
    `raised` and `noted` write what is raised, and a note, where tags cannot; `outer` are the
    tags of what holds its like.
    """

    escape: Callable[[str], str]
    tags: Mapping[str, Tags]
    link: Callable[[str, str], str]
    note: Tags
    spans: Mapping[str, Tags] = field(default_factory=dict)
    between: str = ""
    raised_space: str = ""
    raised: Callable[[str], str] | None = None
    noted: Callable[[str], str] | None = None
    outer: Mapping[str, Tags] = field(default_factory=dict)


_NESTING = frozenset(
    "Emph Strong SmallCaps Underline Superscript Subscript Link Span Quoted".split()
)


def text_of(inlines: Sequence[Json], markup: Markup) -> str:
    """The text of inlines."""
    pieces: list[str] = []
    for one in inlines:
        if not is_node(one):
            continue
        piece = _piece(one, markup)
        if pieces and markup.between and _join(pieces[-1], piece):
            pieces.append(markup.between)
        pieces.append(piece)
    return "".join(pieces)


def _join(before: str, after: str) -> bool:
    return before[-1:] in ("*", "^", "~") and before[-1:] == after[:1]


def _piece(node: Node, markup: Markup) -> str:
    kind = str(node["t"])
    content = node.get("c")
    if kind == "Str":
        return markup.escape(str(content))
    if kind == "Space":
        return " "
    if kind == "RawInline":
        return str(content[1]) if isinstance(content, list) else ""
    if kind == "Note":
        return _note(content, markup)
    inside = text_of(children(node), _within(node, markup))
    if kind == "Superscript" and markup.raised:
        return markup.raised(inside)
    if kind in ("Superscript", "Subscript") and markup.raised_space:
        inside = inside.replace(" ", markup.raised_space)
    if kind == "Link":
        target = content[2] if isinstance(content, list) and len(content) > 2 else None
        return markup.link(inside, str(target[0]) if isinstance(target, list) else "")
    if kind == "Span":
        opening, closing = _span_tags(attributes_of(node), markup)
        if closing and inside.endswith(" "):
            inside, closing = inside[:-1], f"{closing} "
    else:
        tags = markup.outer if kind in markup.outer and _holds(node, kind) else markup.tags
        opening, closing = tags.get(kind, ("", ""))
    return f"{opening}{inside}{closing}"


def _within(node: Node, markup: Markup) -> Markup:
    """The markup of what stands in a node: no link stands in a link."""
    if node["t"] == "Link" and _holds(node, "Link"):
        return replace(markup, link=lambda text, _: text)
    return markup


def _holds(node: Node, kind: str) -> bool:
    """True where a node of this kind stands somewhere in `node`."""
    inside = [one for one in children(node) if is_node(one)]
    return any(one["t"] == kind or (one["t"] in _NESTING and _holds(one, kind)) for one in inside)


def _span_tags(own: Attributes, markup: Markup) -> Tags:
    return next((markup.spans[str(o)] for o in own.classes if str(o) in markup.spans), ("", ""))


def _note(blocks: Json, markup: Markup) -> str:
    opening, closing = markup.note
    paragraphs = [one for one in blocks if is_node(one)] if isinstance(blocks, list) else []
    inlines = [one.get("c") for one in paragraphs]
    inside = " ".join([text_of(one, markup) for one in inlines if isinstance(one, list)])
    return markup.noted(inside) if markup.noted else f"{opening}{inside}{closing}"


# ---------------------------------------------------------------- plain text

_RAISED = str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_RAISABLE = re.compile(r"[0-9,\-– ]+")


def plain_raised(text: str) -> str:
    """Numbers by the raised digits of Unicode, all else between circumflexes."""
    if _RAISABLE.fullmatch(text):
        return text.replace(" ", "").translate(_RAISED)
    return f"^{text}^"


def plain_markup(noted: Callable[[str], str]) -> Markup:
    """Plain text, whose notes `noted` takes and gives the sign of."""
    return Markup(
        escape=str, tags={}, link=lambda text, _: text, note=("", ""), raised=plain_raised,
        noted=noted,
    )  # fmt: skip


# ---------------------------------------------------------------- Markdown of pandoc

_MARKDOWN = re.compile(
    r"[\\`*\[\]<>~^|$'\"]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w)|(?<![\w.])@(?=\w)|!(?=\[)"
    r"|-(?=-)|(?<=-)-|\.(?=\.\.)"
)
# At the start of a line: heading, list, quotation, block.
_MARKDOWN_START = re.compile(r"(?:[#+\-:=%]|\(?(?:\d{1,9}|[A-Za-z]|#)[.)])(?=\s|$)|[:>]")


# What may stand behind `#` in attributes.
_NAME = re.compile(r"[A-Za-z][\w.:-]*")


def markdown_escape(text: str) -> str:
    """Text in which no character is markup for pandoc."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def markdown_line_start(text: str) -> str:
    """Text that begins a line, with what would begin a block escaped."""
    match = _MARKDOWN_START.match(text)
    if match is None:
        return text
    place = match.end() - 1 if match[0][-1] in ".)" else 0
    return f"{text[:place]}\\{text[place:]}"


def markdown_link(text: str, address: str) -> str:
    """A link; an address shown as such stands in angle brackets."""
    if not address:
        return text
    if text == address and re.match(r"[a-z]+://[^\s<>]+\Z", address):
        return f"<{address}>"
    return f"[{text}]({address if _is_plain(address) else f'<{address}>'})"


def _is_plain(address: str) -> bool:
    return not set(address) & set(" ()<>")


PANDOC_TAGS: Mapping[str, Tags] = MappingProxyType(
    {
        "Emph": ("*", "*"),
        "Strong": ("**", "**"),
        "SmallCaps": ("[", "]{.smallcaps}"),
        "Underline": ("[", "]{.underline}"),
        "Superscript": ("^", "^"),
        "Subscript": ("~", "~"),
    }
)
# `*a *b* c*` is not what it looks like: the outer pair is of the other sign.
MARKDOWN_OUTER: Mapping[str, Tags] = MappingProxyType({"Emph": ("_", "_"), "Strong": ("__", "__")})
PANDOC_SPANS: Mapping[str, Tags] = MappingProxyType(
    {
        f"csl-{name}": ("[", f"]{{.csl-{name}}}")
        for name in ("block", "left-margin", "right-inline", "indent")
    }
)


def pandoc_markup() -> Markup:
    """The Markdown of pandoc, Quarto and R Markdown."""
    return Markup(
        escape=markdown_escape,
        tags=PANDOC_TAGS,
        link=markdown_link,
        note=("^[", "]"),
        spans=PANDOC_SPANS,
        between="<!-- -->",
        raised_space="\\ ",
        outer=MARKDOWN_OUTER,
    )


# The texts of blocks of entries, by the identity of the block, which stands beside its text.
EntryTexts: TypeAlias = dict[int, tuple[Json, str]]


def pandoc_list(
    refs: Node, markup: Markup, *, classes_only: bool = False, texts: EntryTexts | None = None
) -> str:
    """The block of a bibliography as fenced divs, as pandoc's own writer makes them.

    `texts` holds those of entries from one time to the next.
    """
    own = attributes_of(refs)
    content = refs["c"]
    entries = content[1] if isinstance(content, list) else []
    lines = [] if classes_only else [f"::: {{#{own.identifier}{list_classes(refs)}}}"]
    known = texts or {}
    made: EntryTexts = {}
    for entry in entries if isinstance(entries, list) else []:
        shown = known.get(id(entry)) or (entry, entry_text(entry, markup))
        made[id(entry)] = shown
        lines += [*_pandoc_entry(entry, shown[1]), ""]
    if texts is not None:
        texts.clear()
        texts.update(made)
    if lines and not lines[-1]:
        lines.pop()
    return "\n".join([*lines, *([] if classes_only else [":::"])])


def list_classes(refs: Node) -> str:
    """Classes and attributes of a bibliography, each with a space before it."""
    own = attributes_of(refs)
    classes = "".join([f" .{one}" for one in own.classes])
    pairs = [one for one in own.pairs if isinstance(one, list)]
    return classes + "".join([f' {one[0]}="{one[1]}"' for one in pairs])


def _pandoc_entry(entry: Json, text: str) -> list[str]:
    name = attributes_of(entry).identifier
    if not _NAME.fullmatch(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return [f'::: {{id="{quoted}" .csl-entry}}', text, ":::"]
    return [f"::: {{#{name} .csl-entry}}", text, ":::"]


def entry_text(entry: Json, markup: Markup) -> str:
    """The text of one entry of a bibliography."""
    blocks = entry.get("c") if isinstance(entry, dict) else None
    inside = blocks[1] if isinstance(blocks, list) and len(blocks) > 1 else []
    first = inside[0] if isinstance(inside, list) and inside else None
    inlines = first.get("c") if is_node(first) else []
    text = text_of(inlines if isinstance(inlines, list) else [], markup).strip()
    return markdown_line_start(text)


# ---------------------------------------------------------------- Org

# Org has no escape; a zero-width space keeps its signs from meaning anything (Org manual,
# Escape Character).
_ORG = re.compile(r"(?<![\w\u200b])([*/_=~+])(?=\S)|(?<=\w)(\^|_)(?=[{\w])|(\[)(?=\[|fn:|cite)")


def org_escape(text: str) -> str:
    """Text in which no sign is markup for Org."""
    return _ORG.sub(
        lambda match: f"\u200b{match[0]}" if not match[2] else f"\\{match[2]}{{}}", text
    )


def org_link(text: str, address: str) -> str:
    """A link; one within the document stays text."""
    if not address or address.startswith("#"):
        return text
    shown = text.replace("\u200b", "")
    return f"[[{address}]]" if shown == address else f"[[{address}][{text}]]"


ORG_TAGS: Mapping[str, Tags] = MappingProxyType(
    {
        "Emph": ("/", "/"),
        "Strong": ("*", "*"),
        "Underline": ("_", "_"),
        "Superscript": ("^{", "}"),
        "Subscript": ("_{", "}"),
    }
)


def org_markup() -> Markup:
    """Org."""
    return Markup(org_escape, ORG_TAGS, org_link, ("[fn::", "]"))
