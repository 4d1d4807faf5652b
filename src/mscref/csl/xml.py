"""XML → nodes with positions, for CSL styles and locale files.

Bytes in, a tree of `Node` out. Everything a hostile file could use is refused: doctypes (and with
them entities), giant files, deep nesting. Elements outside the CSL namespace are dropped.
"""

from __future__ import annotations

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.errors import StyleError

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


class _RefusedError(Exception):
    """Raised inside expat handlers, where a StyleError would lack the position."""


def parse_xml(data: bytes, *, path: str) -> Node:
    """Return the root of `data`; raises StyleError with the place of the fault."""
    from xml.parsers import expat

    if len(data) > MAXIMUM_SIZE:
        raise _error(f"too large for a CSL file ({len(data)} bytes)", Span(path))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.ordered_attributes = True
    top = Node("", {}, 0, 0)
    stack = [top]

    def start(name: str, pairs: list[str]) -> None:
        if len(stack) > MAXIMUM_DEPTH:
            raise _RefusedError("elements are nested too deeply")
        tag = _local_tag(name)
        attributes = dict(zip(pairs[::2], pairs[1::2], strict=True))
        if any(" " in attribute for attribute in attributes):
            attributes = _local_attributes(attributes)
        node = Node(tag, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if tag:
            stack[-1].children.append(node)
        stack.append(node)

    def end(_name: str) -> None:
        stack.pop()

    def characters(text: str) -> None:
        stack[-1].text += text

    def refuse_doctype(*_arguments: object) -> None:
        raise _RefusedError("a doctype is not allowed in a CSL file (it could define entities)")

    # Typed as `Any` in typeshed's expat.
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = expat.errors.messages.get(error.code, str(error))
        span = Span(path, error.lineno, error.offset + 1)
        raise _error(f"not well-formed XML: {message}", span) from error
    except _RefusedError as refusal:
        span = Span(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        raise _error(str(refusal), span) from refusal
    except (ValueError, LookupError) as error:  # an unknown or broken encoding
        raise _error(str(error), Span(path)) from error
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
