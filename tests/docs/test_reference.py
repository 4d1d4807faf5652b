"""The page of the command line says what `--help` says."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from mscref.cli.table import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate() -> Any:
    specification = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["generate"] = module
    specification.loader.exec_module(module)
    return module


def test_the_page_is_what_help_says(generate: Any):
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == generate.page(), "docs/reference/cli.md is stale: run `make docs`"


def test_the_pages_of_agents_are_fresh(generate: Any):
    for name, made in (("AGENTS", generate.agents_page()), ("SKILL", generate.skill_page())):
        page = (DOCS / "agents" / f"{name}.md").read_text(encoding="utf-8")
        assert page == made, "docs/agents is stale: run `make docs`"
        assert len(page.splitlines()) <= 60


def test_every_command_is_in_the_readme_or_a_page():
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md"))
    assert [name for name in COMMANDS if f"mscref {name}" not in text] == []


def test_no_help_shows_the_mark_of_a_paragraph():
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert "\\b " not in page
