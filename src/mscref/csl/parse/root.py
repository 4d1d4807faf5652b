"""cs:style: metadata, options, macros, citation, bibliography, and whether they fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mscref.csl import ast
from mscref.csl.parse.attributes import INHERITED_NAME_OPTIONS, check_attributes
from mscref.csl.parse.calls import check_macros
from mscref.csl.parse.elements import parse_elements
from mscref.csl.parse.layouts import check_languages, parse_layouts
from mscref.csl.parse.locales import parse_locale_node
from mscref.csl.parse.options import bibliography_options, citation_options, style_options
from mscref.csl.parse.problems import Problems, near_matches
from mscref.csl.parse.terms import TERMS
from mscref.csl.xml import Node

_KEY_OPTIONS = {
    "names-min": "et-al-min",
    "names-use-first": "et-al-use-first",
    "names-use-last": "et-al-use-last",
}


def parse_style_node(node: Node, problems: Problems) -> ast.Style:
    """The style under the root `node`."""
    if node.tag != "style":
        problems.error(
            "csl-root",
            f"expected a style element of the CSL namespace, found {node.tag.removeprefix('?')}",
            node,
            'the root of a style is <style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">',
        )
        return ast.Style(ast.StyleInfo())
    attributes = check_attributes(node, problems)
    info = node.find("info")
    if "default-locale" in attributes:
        language = attributes["default-locale"]
        check_languages([language], node, problems, attribute="default-locale")
    style = ast.Style(
        parse_info(info) if info else ast.StyleInfo(),
        attributes.get("class") == "note",
        attributes.get("default-locale", ""),
        style_options(attributes),
        name_attributes=_name_attributes(attributes),
    )
    macros: dict[str, tuple[ast.Element, ...]] = {}
    locales = []
    places: dict[str, Node] = {}
    for child in node.children:
        if child.tag == "macro":
            name = check_attributes(child, problems).get("name", "")
            if name in macros:
                problems.warning(
                    "csl-duplicate-macro",
                    f'macro "{name}" is defined twice; the last counts',
                    child,
                )
            places[name] = child
            macros[name] = parse_elements(child, problems)
        elif child.tag == "locale":
            locales.append(parse_locale_node(child, problems))
        elif child.tag == "citation":
            attributes = check_attributes(child, problems)
            style.citation = _area(child, attributes, problems)
            style.citation_options = citation_options(attributes)
        elif child.tag == "intext":
            style.intext = _area(child, check_attributes(child, problems), problems)
        elif child.tag == "bibliography":
            attributes = check_attributes(child, problems)
            style.bibliography = _area(child, attributes, problems)
            style.bibliography_options = bibliography_options(attributes)
        elif child.tag != "info":
            problems.warning(
                "csl-unknown-element", f"{child.tag.removeprefix('?')} cannot stand in style", child
            )
    style.macros = macros
    calls = Counter(name for name, _ in problems.macro_calls)
    style.repeated_macros = frozenset(name for name, count in calls.items() if count > 1)
    style.own_variables = frozenset(problems.own_variables)
    style.locales = tuple(locales)
    if style.citation is None and not style.info.parent:
        problems.error(
            "csl-no-citation", "the style has neither a citation layout nor a parent style", node
        )
    check_macros(style, places, problems)
    _check_terms(style, problems)
    return style


def parse_info(node: Node) -> ast.StyleInfo:
    """cs:info; unknown children are metadata we do not need."""
    info = ast.StyleInfo()
    fields, issns, documentation = [], [], []
    for child in node.children:
        text = child.text.strip()
        if child.tag == "id":
            info.id = text
        elif child.tag == "title":
            info.title = text
        elif child.tag == "title-short":
            info.title_short = text
        elif child.tag == "summary":
            info.summary = text
        elif child.tag == "updated":
            info.updated = text
        elif child.tag in ("issn", "eissn", "issnl"):
            issns.append(text)
        elif child.tag == "category":
            if "citation-format" in child.attributes:
                info.citation_format = child.attributes["citation-format"]
            if "field" in child.attributes:
                fields.append(child.attributes["field"])
        elif child.tag == "link":
            relation = child.attributes.get("rel")
            if relation == "independent-parent":
                info.parent = child.attributes.get("href", "")
            elif relation == "documentation":
                documentation.append(child.attributes.get("href", ""))
    info.fields = tuple(fields)
    info.issns = tuple(issns)
    info.documentation = tuple(documentation)
    return info


def _name_attributes(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name in INHERITED_NAME_OPTIONS}


def _area(node: Node, attributes: Mapping[str, str], problems: Problems) -> ast.Area | None:
    layout, localized = parse_layouts(node, problems)
    if layout is None:
        return None
    sort = node.find("sort")
    return ast.Area(
        layout,
        localized,
        tuple(_sort_keys(sort, problems)) if sort else (),
        _name_attributes(attributes),
    )


def _sort_keys(node: Node, problems: Problems) -> Iterator[ast.SortKey]:
    for child in node.children:
        if child.tag != "key":
            problems.warning("csl-unknown-element", f"{child.tag} cannot stand in sort", child)
            continue
        attributes = check_attributes(child, problems)
        if "variable" not in attributes and "macro" not in attributes:
            problems.error("csl-missing-attribute", "key needs a variable or a macro", child)
            continue
        if "macro" in attributes:
            problems.macro_calls.append((attributes["macro"], child))
        yield ast.SortKey(
            attributes.get("variable", ""),
            attributes.get("macro", ""),
            attributes.get("sort") == "descending",
            {
                option: attributes[name]
                for name, option in _KEY_OPTIONS.items()
                if name in attributes
            },
        )


def _check_terms(style: ast.Style, problems: Problems) -> None:
    """Report terms that neither the locale files nor the style itself know."""
    if not problems.odd_terms:
        return
    own = {name for locale in style.locales for name, _, _ in locale.terms}
    for name, node in problems.odd_terms:
        if name not in own:
            problems.warning(
                "csl-unknown-term",
                f'the term "{name}" is not known',
                node,
                near_matches(name, TERMS | own),
                attribute="term",
            )
