"""XML → nodes with positions, for CSL styles and locale files.

Bytes in, a tree of `Node` out. Everything a hostile file could use is refused: doctypes (and with
them entities), giant files, deep nesting. Elements outside the CSL namespace are dropped.
"""

from __future__ import annotations

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import StyleError
from mscref.xmltree import EventReader, XmlError

CSL_NAMESPACE = "http://purl.org/net/xbiblio/csl"
# The largest style of the public collection has 250 kB, the largest locale 60 kB.
MAXIMUM_SIZE = 4_000_000
# The deepest style of the collection nests 34 levels.
MAXIMUM_DEPTH = 200

_PREFIX = CSL_NAMESPACE + " "
_XML_PREFIX = "http://www.w3.org/XML/1998/namespace "


class Node:
    """One element: its local name, attributes (`xml:lang` under that name), children, text."""

    __slots__ = ("attributes", "children", "column", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""
        self.line = line
        self.column = column

    def find(self, tag: str) -> Node | None:
        """The first child called `tag`."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None


class _Nodes:
    """Collects the nodes; its reader tells the place of each."""

    def __init__(self) -> None:
        self.top = Node("", {}, 0, 0)
        self.reader = EventReader(self, depth=MAXIMUM_DEPTH, namespaces=True)
        self._stack = [self.top]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if any(" " in attribute for attribute in attributes):
            attributes = _local_attributes(attributes)
        tag = _local_tag(name)
        node = Node(tag, attributes, self.reader.line, self.reader.column)
        if tag:
            self._stack[-1].children.append(node)
        self._stack.append(node)

    def end(self, _name: str) -> None:
        self._stack.pop()

    def characters(self, data: str) -> None:
        self._stack[-1].text += data


def parse_xml(data: bytes, *, path: str) -> Node:
    """Return the root of `data`; raises StyleError with the place of the fault."""
    if len(data) > MAXIMUM_SIZE:
        raise _error(f"too large for a CSL file ({len(data)} bytes)", Span(path))
    nodes = _Nodes()
    try:
        nodes.reader.read(data)
    except XmlError as error:
        message = str(error) if error.refused else f"not well-formed XML: {error}"
        raise _error(message, Span(path, error.line, error.column)) from error
    top = nodes.top
    return top.children[0] if top.children else Node("?", {}, 1, 1)


def _local_tag(name: str) -> str:
    """The CSL element, "?name" without a namespace (for messages), "" of another one."""
    if name.startswith(_PREFIX):
        return name[len(_PREFIX) :]
    return "" if " " in name else "?" + name


def _local_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Keep xml:* under that name and drop attributes of other namespaces."""
    local: dict[str, str] = {}
    for name, value in attributes.items():
        if " " not in name:
            local[name] = value
        elif name.startswith(_XML_PREFIX):
            local["xml:" + name[len(_XML_PREFIX) :]] = value
    return local


def _error(message: str, span: Span) -> StyleError:
    diagnostic = Diagnostic(Severity.ERROR, "csl-xml", message, span)
    return StyleError(f"{span}: {message}", diagnostics=(diagnostic,))
