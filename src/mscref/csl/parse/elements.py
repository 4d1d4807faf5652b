"""Rendering elements: one parser per element, chosen by a table."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from mscref.csl import ast
from mscref.csl.parse.attributes import (
    FORMATTING,
    NAME_OPTIONS,
    check_attributes,
)
from mscref.csl.parse.problems import Problems, near_matches
from mscref.csl.parse.terms import TERMS
from mscref.csl.xml import Node

PLAIN = ast.Styling()
_BOOLEANS = {"true": True, "false": False}
# Attributes of cs:if that are tests, in the order of the specification.
_TESTS = (
    "type",
    "variable",
    "is-numeric",
    "is-uncertain-date",
    "has-day",
    "has-to-month-or-season",
    "has-year-only",
    "locale",
    "context",
    "is-plural",
    "locator",
    "position",
    "disambiguate",
)


def parse_elements(node: Node, problems: Problems) -> tuple[ast.Element, ...]:
    """The rendering elements among the children of `node`; others are reported."""
    elements = []
    for child in node.children:
        parser = _PARSERS.get(child.tag)
        if parser is None:
            problems.warning(
                "csl-unknown-element",
                f"{child.tag.removeprefix('?')} cannot stand in {node.tag}",
                child,
                near_matches(child.tag, _PARSERS),
            )
        else:
            element = parser(child, problems)
            if element is not None:
                elements.append(element)
    return tuple(elements)


def parse_styling(attributes: dict[str, str]) -> ast.Styling:
    """The shared attributes; most elements have none of them and share one value."""
    if not attributes:
        return PLAIN
    get = attributes.get
    formats = tuple([f"{name}:{attributes[name]}" for name in FORMATTING if name in attributes])
    return ast.Styling(
        formats,
        get("prefix", ""),
        get("suffix", ""),
        _BOOLEANS.get(get("quotes", "")),
        get("strip-periods") == "true",
        get("text-case", ""),
        get("display", ""),
    )


def _text(node: Node, problems: Problems) -> ast.Element | None:
    attributes = check_attributes(node, problems)
    for source in ("variable", "macro", "term", "value"):
        if source in attributes:
            if source == "macro":
                problems.macro_calls.append((attributes["macro"], node))
            elif source == "term" and attributes["term"] not in TERMS:
                problems.odd_terms.append((attributes["term"], node))
            return ast.Text(
                source,
                attributes[source],
                attributes.get("form", "long"),
                attributes.get("plural") == "true",
                parse_styling(attributes),
            )
    problems.error(
        "csl-missing-attribute", "text needs one of variable, macro, term or value", node
    )
    return None


def _number(node: Node, problems: Problems) -> ast.Element | None:
    attributes = check_attributes(node, problems)
    if "variable" not in attributes:
        _missing("variable", node, problems)
        return None
    return ast.Number(
        attributes["variable"], attributes.get("form", "numeric"), parse_styling(attributes)
    )


def _label(node: Node, problems: Problems) -> ast.Element | None:
    attributes = check_attributes(node, problems)
    if "variable" not in attributes:
        _missing("variable", node, problems)
        return None
    return parse_label(attributes)


def parse_label(attributes: dict[str, str]) -> ast.Label:
    """cs:label, with or without a variable."""
    return ast.Label(
        attributes.get("variable", ""),
        attributes.get("form", "long"),
        attributes.get("plural", "contextual"),
        parse_styling(attributes),
    )


def _date(node: Node, problems: Problems) -> ast.Element | None:
    attributes = check_attributes(node, problems)
    if "variable" not in attributes:
        _missing("variable", node, problems)
        return None
    return ast.Date(
        attributes["variable"],
        attributes.get("form", ""),
        attributes.get("date-parts", "year-month-day"),
        parse_date_parts(node, problems),
        attributes.get("delimiter", ""),
        parse_styling(attributes),
    )


def parse_date_parts(node: Node, problems: Problems) -> tuple[ast.DatePart, ...]:
    """The cs:date-part children of a date."""
    parts = []
    for child in node.children:
        if child.tag != "date-part":
            _unexpected(child, node, problems)
            continue
        attributes = check_attributes(child, problems)
        if "name" not in attributes:
            _missing("name", child, problems)
            continue
        parts.append(
            ast.DatePart(
                attributes["name"],
                attributes.get("form", ""),
                attributes.get("range-delimiter"),
                parse_styling(attributes),
                "prefix" in attributes,
                "suffix" in attributes,
            )
        )
    return tuple(parts)


def _names(node: Node, problems: Problems) -> ast.Element | None:
    attributes = check_attributes(node, problems)
    name: ast.NameElement | None = None
    et_al: ast.EtAl | None = None
    label: ast.Label | None = None
    label_first = False
    substitute: tuple[ast.Element, ...] = ()
    institution: ast.Styling | None = None
    for child in node.children:
        if child.tag == "name":
            name = _name(child, problems)
        elif child.tag == "et-al":
            own = check_attributes(child, problems)
            et_al = ast.EtAl(own.get("term", "et-al"), parse_styling(own))
        elif child.tag == "label":
            label = parse_label(check_attributes(child, problems))
            label_first = name is None and any(one.tag == "name" for one in node.children)
        elif child.tag == "substitute":
            substitute = parse_elements(child, problems)
        elif child.tag == "institution":
            institution = _institution(child, problems)
        else:
            _unexpected(child, node, problems)
    return ast.Names(
        tuple(attributes.get("variable", "").split()),
        attributes.get("delimiter"),
        name,
        et_al,
        label,
        label_first,
        substitute,
        parse_styling(attributes),
        institution,
    )


def _institution(node: Node, problems: Problems) -> ast.Styling:
    """cs:institution: the styling of its long part, which is all we print of an institution."""
    check_attributes(node, problems)
    styling = PLAIN
    for child in node.children:
        if child.tag != "institution-part":
            _unexpected(child, node, problems)
            continue
        attributes = check_attributes(child, problems)
        if attributes.get("name") == "long":
            styling = parse_styling(attributes)
    return styling


def _name(node: Node, problems: Problems) -> ast.NameElement:
    attributes = check_attributes(node, problems)
    parts = []
    for child in node.children:
        if child.tag != "name-part":
            _unexpected(child, node, problems)
            continue
        own = check_attributes(child, problems)
        if "name" in own:
            parts.append(ast.NamePartStyling(own["name"], parse_styling(own)))
        else:
            _missing("name", child, problems)
    options = {
        name: value
        for name, value in attributes.items()
        if name in NAME_OPTIONS or name in ("form", "delimiter")
    }
    return ast.NameElement(options, tuple(parts), parse_styling(attributes))


def _group(node: Node, problems: Problems) -> ast.Element:
    attributes = check_attributes(node, problems)
    return ast.Group(
        parse_elements(node, problems),
        attributes.get("delimiter", ""),
        parse_styling(attributes),
    )


def _choose(node: Node, problems: Problems) -> ast.Element:
    check_attributes(node, problems)
    branches: list[ast.Branch] = []
    for child in node.children:
        if child.tag not in ("if", "else-if", "else"):
            _unexpected(child, node, problems)
            continue
        if branches and not branches[-1].tests:
            problems.warning("csl-after-else", f"{child.tag} after else is never reached", child)
        attributes = check_attributes(child, problems)
        tests = tuple(
            [
                ast.Test(kind, tuple(attributes[kind].split()))
                for kind in _TESTS
                if kind in attributes
            ]
        )
        if not tests and child.tag != "else":
            problems.warning(
                "csl-missing-attribute", f"{child.tag} has no condition and is never true", child
            )
            continue
        branches.append(
            ast.Branch(attributes.get("match", "all"), tests, parse_elements(child, problems))
        )
    return ast.Choose(tuple(branches))


def _missing(attribute: str, node: Node, problems: Problems) -> None:
    problems.error("csl-missing-attribute", f'{node.tag} needs the attribute "{attribute}"', node)


def _unexpected(child: Node, parent: Node, problems: Problems) -> None:
    problems.warning(
        "csl-unknown-element",
        f"{child.tag.removeprefix('?')} cannot stand in {parent.tag}",
        child,
    )


_PARSERS: MappingProxyType[str, Callable[[Node, Problems], ast.Element | None]] = MappingProxyType(
    {
        "text": _text,
        "number": _number,
        "label": _label,
        "date": _date,
        "names": _names,
        "group": _group,
        "choose": _choose,
    }
)
