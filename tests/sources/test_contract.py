"""The contract that one source never imports another names every source there is."""

import tomllib
from pathlib import Path

from mscref.sources.registry import SOURCES

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_every_source_of_the_table_is_in_the_contract():
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    (names,) = [one["modules"] for one in contracts["contracts"] if one["type"] == "independence"]
    assert {module for module, _ in SOURCES.values()} == set(names)
