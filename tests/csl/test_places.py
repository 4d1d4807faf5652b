"""Every public function of the engine's evaluators and passes says where its rule comes from.

A place is a section of CSL 1.0.2, CSL-M, a case of the suite, the reference processor, a page of
docs/, or "No rule" where it is only a help. A section that the specification does not have fails.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mscref.csl

ENGINE = Path(mscref.csl.__file__).parent
PLACE = re.compile(r"CSL 1\.0\.2|CSL-M|reference processor|suite: |docs/|No rule")
NAMED = re.compile(r"CSL 1\.0\.2, ((?:[A-Z][\w-]*(?: (?:and )?[A-Z][\w-]*)*(?:, )?)+)")
# The headings of the specification that our docstrings may name.
SECTIONS = frozenset(
    """Affixes|Bibliography|Bibliography-specific Options|Choose|Citation|Citation-specific Options
    Cite Collapsing|Cite Grouping|Cite Grouping and Cite Collapsing|Date|Delimiter|Disambiguation
    Display|Et-al|Formatting|Global Options|Group|Inheritable Name Options|Label|Layout|Links|Locale
    Locale Fallback|Macro|Name|Name-part Order|Names|Note Distance|Number|Number Variables
    Ordinal Suffixes|Page Ranges|Quotes|Reference Grouping|Rendering Elements|Sorting
    Standard Variables|Strip Periods|Substitute|Terms|Text|Text Case|Title Case Conversion
    Whitespace|Whitespace Handling""".replace("\n", "|")
    .replace("|    ", "|")
    .split("|")
)


def functions() -> Iterator[tuple[str, str]]:
    """The public functions of csl/passes and csl/compile, with their docstrings."""
    for folder in ("passes", "compile"):
        for path in sorted((ENGINE / folder).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    name = f"{path.relative_to(ENGINE).as_posix()}:{node.name}"
                    yield name, ast.get_docstring(node) or ""


@pytest.mark.parametrize(("name", "docstring"), list(functions()), ids=lambda value: value[:60])
def test_a_function_names_the_place_of_its_rule(name: str, docstring: str):
    assert PLACE.search(docstring), name
    for found in NAMED.finditer(" ".join(docstring.split())):
        assert set(found[1].rstrip(", ").split(", ")) <= SECTIONS, found[0]


def test_a_section_that_does_not_exist_is_noticed():
    [found] = NAMED.finditer("See CSL 1.0.2, Affixes, Grouping of Things, and more.")
    assert not set(found[1].rstrip(", ").split(", ")) <= SECTIONS
