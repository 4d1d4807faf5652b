"""cs:locale: terms, date formats and options, of a locale file or inside a style."""

from __future__ import annotations

from mscref.csl import ast
from mscref.csl.parse.attributes import check_attributes, with_characters, with_new_names
from mscref.csl.parse.elements import parse_date_parts, parse_styling
from mscref.csl.parse.problems import Problems
from mscref.csl.text.punctuation import with_spaces
from mscref.csl.xml import Node


def parse_locale_node(node: Node, problems: Problems) -> ast.LocaleData:
    """The data of one cs:locale."""
    if node.tag != "locale":
        problems.error("csl-root", f"expected a locale element, found {node.tag}", node)
        return ast.LocaleData("")
    attributes = check_attributes(node, problems)
    locale = ast.LocaleData(attributes.get("xml:lang", ""))
    for child in node.children:
        if child.tag == "terms":
            _parse_terms(child, locale, problems)
        elif child.tag == "date":
            _parse_date(child, locale, problems)
        elif child.tag == "style-options":
            locale.options.update(check_attributes(child, problems))
        elif child.tag != "info":
            problems.warning("csl-unknown-element", f"{child.tag} cannot stand in locale", child)
    return locale


def _parse_terms(node: Node, locale: ast.LocaleData, problems: Problems) -> None:
    for child in node.children:
        name = child.attributes.get("name")
        if child.tag != "term" or not name:
            problems.warning("csl-term", "expected a term with a name", child)
            continue
        attributes = child.attributes
        if len(attributes) > 1:
            attributes = check_attributes(child, problems)
        single = multiple = child.text
        if child.children:
            single = multiple = ""
            for number in child.children:
                if number.tag == "single":
                    single = number.text
                elif number.tag == "multiple":
                    multiple = number.text
        if "\n" in single or "\n" in multiple:
            single, multiple = single.strip(), multiple.strip()
        get = attributes.get
        key = (with_new_names(name), get("form", "long"), get("gender-form", ""))
        locale.terms[key] = ast.Term(
            with_spaces(with_characters(single)),
            with_spaces(with_characters(multiple)),
            get("gender", ""),
            get("gender-form", ""),
            get("match", ""),
        )


def _parse_date(node: Node, locale: ast.LocaleData, problems: Problems) -> None:
    form = node.attributes.get("form", "")
    if form not in ("text", "numeric"):
        problems.warning(
            "csl-unknown-value", 'a localized date has the form "text" or "numeric"', node
        )
        return
    attributes = {name: value for name, value in node.attributes.items() if name != "form"}
    locale.dates[form] = ast.LocalizedDate(
        parse_date_parts(node, problems),
        attributes.get("delimiter", ""),
        parse_styling(attributes),
    )
