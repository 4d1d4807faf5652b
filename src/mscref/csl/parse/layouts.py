"""cs:layout: one for all works, or others beside it for works in certain languages.

CSL-M, `cs:layout locale`: the layouts with a list of languages are tried in their order, the one
without is for all other works.
"""

from __future__ import annotations

from mscref.csl import ast
from mscref.csl.languages import FALLBACK_LANGUAGE, find_language, languages
from mscref.csl.parse.attributes import check_attributes
from mscref.csl.parse.elements import parse_elements, parse_styling
from mscref.csl.parse.problems import Problems, near_matches
from mscref.csl.xml import Node

_LONGEST_SHOWN = 40


def parse_layouts(
    node: Node, problems: Problems
) -> tuple[ast.Layout | None, tuple[ast.Layout, ...]]:
    """The layout for all works of an area, and those for works in certain languages."""
    nodes = [child for child in node.children if child.tag == "layout"]
    if not nodes:
        problems.error("csl-no-layout", f"{node.tag} has no layout", node)
        return None, ()
    layouts = [(child, _layout(child, problems)) for child in nodes]
    localized = [layout for _, layout in layouts if layout.languages]
    common = [(child, layout) for child, layout in layouts if not layout.languages]
    if not common:
        problems.warning(
            "csl-no-common-layout",
            f"{node.tag} has layouts for certain languages only; the last serves all others",
            nodes[-1],
            'the last layout of an area goes without "locale"',
        )
        return localized[-1], tuple(localized)
    for child, _ in common[:-1]:
        problems.warning(
            "csl-duplicate-layout",
            f"{node.tag} has more than one layout for all languages; the last counts",
            child,
        )
    return common[-1][1], tuple(localized)


def _layout(node: Node, problems: Problems) -> ast.Layout:
    attributes = check_attributes(node, problems)
    wanted = tuple(attributes.get("locale", "").split())
    for language in wanted:
        check_language(language, node, problems, attribute="locale")
    return ast.Layout(
        parse_elements(node, problems),
        attributes.get("delimiter", ""),
        parse_styling(attributes),
        wanted,
    )


def check_language(language: str, node: Node, problems: Problems, *, attribute: str) -> None:
    """Report a language that there is no locale file for; its words are then not its own."""
    if find_language(language):
        return
    shown = language if len(language) <= _LONGEST_SHOWN else f"{language[:_LONGEST_SHOWN]}…"
    instead = FALLBACK_LANGUAGE if node.tag == "style" else "the language of the style"
    problems.warning(
        "csl-unknown-locale",
        f'{attribute}="{shown}" of {node.tag}: there is no such locale; terms and dates are'
        f" those of {instead}",
        node,
        near_matches(language, languages()),
        attribute=attribute,
    )
