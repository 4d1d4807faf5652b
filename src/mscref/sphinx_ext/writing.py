"""Inlines of pandoc's tree → nodes of docutils."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from mscref.manuscript.pandoc.tree import children, is_node
from mscref.model.reference import Json

_NODES = {
    "Emph": nodes.emphasis,
    "Strong": nodes.strong,
    "Superscript": nodes.superscript,
    "Subscript": nodes.subscript,
}


def nodes_of(inlines: Sequence[Json], tree: nodes.document) -> Iterator[nodes.Node]:
    """Inlines as nodes of docutils."""
    for one in inlines:
        if not is_node(one):
            continue
        kind = str(one["t"])
        if kind == "Str":
            yield nodes.Text(str(one.get("c")))
        elif kind == "Space":
            yield nodes.Text(" ")
        elif kind == "Note":
            yield _footnote(one, tree)
        elif kind == "Link":
            content = one.get("c")
            address = content[2] if isinstance(content, list) and len(content) > 2 else [""]
            link = nodes.reference(refuri=str(address[0]) if isinstance(address, list) else "")
            link += list(nodes_of(children(one), tree))
            yield link
        else:
            made = _NODES.get(kind, nodes.inline)()
            made += list(nodes_of(children(one), tree))
            yield made


def _footnote(note: Json, tree: nodes.document) -> nodes.Node:
    """A reference to a footnote at the end of the document."""
    blocks = note.get("c") if isinstance(note, dict) else None
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    content = first.get("c") if is_node(first) else []
    number = str(sum(1 for _ in tree.findall(nodes.footnote)) + 1)
    name, sign = f"mscref-note-{number}", f"mscref-sign-{number}"
    footnote = nodes.footnote("", nodes.label("", number), ids=[name], backrefs=[sign])
    footnote += nodes.paragraph(
        "", "", *nodes_of(content if isinstance(content, list) else [], tree)
    )
    footnote["docname"] = ""
    tree += footnote
    return nodes.footnote_reference("", number, refid=name, ids=[sign], docname="")


def linked(shown: list[nodes.Node], address: str) -> list[nodes.Node]:
    """A citation as a link to its entry, where it is text alone."""
    has_own = any(isinstance(one, nodes.footnote_reference) for one in shown)
    if not address or has_own or not shown:
        return shown
    link = nodes.reference(internal=True, refuri=address, classes=["mscref-citation"])
    inside = nodes.inline()
    inside += shown
    link += inside
    return [link]


def list_node(entries: Iterable[tuple[str, list[Json]]], tree: nodes.document) -> nodes.Node:
    """The list: a paragraph with an anchor for each entry."""
    block = nodes.container(classes=["csl-bib-body"])
    for key, inlines in entries:
        paragraph = nodes.paragraph(ids=[f"ref-{key}"], classes=["csl-entry"])
        paragraph += list(nodes_of(inlines, tree))
        block += paragraph
    return block
