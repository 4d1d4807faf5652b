"""What a plain command loads, held to the budget of start_budget.toml: modules and patterns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mscref import __version__

UPDATE = os.environ.get("MSCREF_UPDATE_BUDGET") == "1"
BUDGET = Path(__file__).with_name("start_budget.toml")
ROOT = Path(__file__).parents[2]
COMMANDS = {
    "format": "format",
    "format in APA": "format -s apa",
    "format in Chicago": "format -s chicago-author-date",
    "format in IEEE": "format -s ieee",
    "format in NLM": "format -s nlm-citation-sequence",
    "cite": "cite leng2020 -s apa",
    "list": "list",
    "show": "show leng2020",
    "export": "export -t csljson",
}
# Each costs milliseconds, and none of it is needed where nothing is wrong.
NOT_LOADED = frozenset(
    "typer rich dataclasses inspect difflib datetime argparse logging shutil subprocess yaml"
    " sqlite3 habanero httpx2 bibtexparser importlib.metadata email socket".split()
)
COUNTING = """
import json, os, re, sys
compiled = []
compiler = re._compiler
original = compiler.compile
def compile(pattern, flags=0):
    compiled.append(str(pattern))
    return original(pattern, flags)
compiler.compile = compile
from mscref.cli.main import run
sys.stdout = open(os.devnull, "w")
code = run(sys.argv[1:])
sys.stdout = sys.__stdout__
print(json.dumps([code, sorted(sys.modules), compiled]))
"""


def loaded_by(line: str) -> tuple[list[str], list[str]]:
    """The modules and the patterns that a command line loads in a process of its own."""
    words = [*line.split(), "-l", str(ROOT / "data" / "references.bib")]
    found = subprocess.run(
        [sys.executable, "-c", COUNTING, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    code, modules, patterns = json.loads(found.stdout)
    assert code == 0
    return modules, patterns


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_plain_command_keeps_to_its_budget(name):
    modules, patterns = loaded_by(COMMANDS[name])
    own = [one for one in modules if one.partition(".")[0] == "mscref"]
    if UPDATE:
        row = f'["{name}"]\nmodules = {len(own)}\npatterns = {len(patterns)}\n'
        with BUDGET.open("a", encoding="utf-8") as file:
            file.write("\n" + row)
        return
    budget = tomllib.loads(BUDGET.read_text(encoding="utf-8"))[name]
    assert len(own) <= budget["modules"], own
    assert len(patterns) <= budget["patterns"], patterns
    assert NOT_LOADED.intersection(modules) == frozenset()


def test_the_version_costs_what_bare_python_costs():
    count = "import sys\nprint(*sys.modules)"
    bare = _names_of(count)
    asked = _names_of(
        "import sys\nsys.argv[1:] = ['--version']\nfrom mscref.__main__ import run\nrun()\n" + count
    )
    assert {one for one in asked - bare if not one.startswith("mscref")} == {__version__}
    assert {one for one in asked - bare if one.startswith("mscref.")} == {"mscref.__main__"}


def _names_of(program: str) -> set[str]:
    """The words that a program prints in a process of its own: names of modules."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(found.stdout.split())
