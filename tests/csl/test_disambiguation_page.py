"""docs/disambiguation.md and passes/disambiguate.py say the same steps in the same words."""

import ast
import re
from pathlib import Path

from mscref.csl.passes import disambiguate

PAGE = Path(__file__).parents[2] / "docs/disambiguation.md"


def functions() -> dict[str, list[str]]:
    """The functions of the module by name, with the names they use, in their order."""
    tree = ast.parse(Path(disambiguate.__file__).read_text(encoding="utf-8"))
    return {
        node.name: [
            used.attr if isinstance(used, ast.Attribute) else used.id
            for used in ast.walk(node)
            if isinstance(used, ast.Attribute | ast.Name)
        ]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def steps() -> list[str]:
    headings = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return ["_" + heading.lower().replace(" ", "_") for heading in headings]


def test_every_step_of_the_page_is_a_function_that_run_takes():
    known = functions()
    assert steps()
    for step in steps():
        assert step in known
        assert step in known["run"]


def test_the_page_takes_the_steps_in_the_order_of_the_code():
    source = Path(disambiguate.__file__).read_text(encoding="utf-8")
    run = source[source.index("def run(") : source.index("def _telling_notes(")]
    places = [re.search(rf"\b{step}\(", run) for step in steps()]
    starts = [found.start() for found in places if found]
    assert len(starts) == len(steps())
    ordered = [start for step, start in zip(steps(), starts, strict=True) if step != "_pools"]
    assert ordered == sorted(ordered)
