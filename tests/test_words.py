"""One word for one thing, and values of many fields made by keywords: read of the source itself."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import mscref

SOURCE = Path(mscref.__file__).parent
MANY = 5  # arguments from which on nobody knows which is which
# Names that still mean two things, each the word of its field; none is to be added.
OF_TWO_FIELDS = frozenset(
    "Date Entry Field Layout Mark NameOptions Names Opaque Piece Record Run Words Writer".split()
)
# Made once for each entry, name or date of a large file, or at the start of every command: keywords
# cost a tenth of the reading there (measured when the rooms were made).
HOT = frozenset(
    """csl/compile/areas.py csl/compile/names/options.py csl/passes/citation.py formats/cslitem.py
    formats/mapping.py formats/bibtex/blocks.py formats/bibtex/fields.py formats/bibtex/names.py
    formats/bibtex/reader.py formats/bibtex/scan.py formats/bibtex/values.py
    refstring/tokens.py""".split()
)


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def test_no_class_has_the_name_of_another():
    places = defaultdict(list)
    for path, tree in _trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    double = {name: paths for name, paths in places.items() if len(paths) > 1}
    assert double.keys() <= OF_TWO_FIELDS, double


def test_values_of_many_fields_are_made_by_keywords():
    found = [place for path, tree in _trees().items() for place in _positional(path, tree)]
    assert found == []


def _positional(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        is_class = node.func.id.lstrip("_")[:1].isupper()
        if is_class and len(node.args) >= MANY and path not in HOT:
            yield f"{path}:{node.lineno}: {node.func.id}"
