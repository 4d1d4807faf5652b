"""The page of the command line says what `--help` says."""

import importlib.util
import sys
from pathlib import Path

from mscref.cli.table import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_what_help_says():
    specification = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert specification is not None and specification.loader is not None
    generate = importlib.util.module_from_spec(specification)
    sys.modules["generate"] = generate
    specification.loader.exec_module(generate)
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == generate.page(), "docs/reference/cli.md is stale: run `make docs`"


def test_every_command_is_in_the_readme_or_a_page():
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    assert [name for name in COMMANDS if f"mscref {name}" not in text] == []


def test_no_help_shows_the_mark_of_a_paragraph():
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert "\\b " not in page
