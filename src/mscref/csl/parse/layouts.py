"""cs:layout: one for all works, or others beside it for works in certain languages.

CSL-M, `cs:layout locale`: the layouts with a list of languages are tried in their order, the one
without is for all other works.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.csl import ast
from mscref.csl.languages import FALLBACK_LANGUAGE, find_language, languages
from mscref.csl.parse.attributes import check_attributes
from mscref.csl.parse.elements import parse_elements, parse_styling
from mscref.csl.parse.problems import Problems, near_matches
from mscref.csl.xml import Node

_LONGEST_SHOWN = 40
_MOST_SHOWN = 3


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
    wanted = tuple(dict.fromkeys(attributes.get("locale", "").split()))
    check_languages(wanted, node, problems, attribute="locale")
    return ast.Layout(
        parse_elements(node, problems),
        attributes.get("delimiter", ""),
        parse_styling(attributes),
        wanted,
    )


def check_languages(
    wanted: Sequence[str], node: Node, problems: Problems, *, attribute: str
) -> None:
    """Report the languages that there is no locale file for; their words are not their own."""
    unknown = [one for one in wanted if not find_language(one)]
    if not unknown:
        return
    instead = FALLBACK_LANGUAGE if node.tag == "style" else "the language of the style"
    problems.warning(
        "csl-unknown-locale",
        f'{attribute}="{_shown(unknown)}" of {node.tag}: there is no such locale; terms and dates'
        f" are those of {instead}",
        node,
        near_matches(unknown[0], languages()),
        attribute=attribute,
    )


def _shown(unknown: Sequence[str]) -> str:
    """The first of many languages, none at its full length."""
    shown = " ".join(
        one if len(one) <= _LONGEST_SHOWN else f"{one[:_LONGEST_SHOWN]}…"
        for one in unknown[:_MOST_SHOWN]
    )
    return shown if len(unknown) <= _MOST_SHOWN else f"{shown} …"
