"""A source is one file that knows nothing of the others: the contract names every one of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from mscref.sources.registry import SOURCES, find_source
from mscref.sources.settings import SERVICES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src/mscref/sources"
_OF_A_SOURCE = re.compile(r"^    def request_for\(", re.MULTILINE)
# What all of them use; `base` holds the interface.
_SHARED = frozenset(["base"])
_NAME = re.compile(
    r"""(?:==|!=|\bin)\s*\(?["'](?:crossref|datacite|pubmed|idconv|arxiv|europepmc)["']"""
)


def modules_of_sources() -> set[str]:
    return {module for module, _ in SOURCES.values()}


def test_the_contract_of_independence_names_every_source():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = [one for one in contracts if one["type"] == "independence"]
    assert set(contract["modules"]) == modules_of_sources()


def test_every_file_that_asks_a_service_is_in_the_table():
    asking = {
        f"mscref.sources.{path.stem}"
        for path in FOLDER.glob("*.py")
        if _OF_A_SOURCE.search(path.read_text(encoding="utf-8")) and path.stem not in _SHARED
    }
    assert asking == modules_of_sources()


def test_every_source_says_how_many_it_takes_and_has_the_name_of_its_row():
    for name in SOURCES:
        source = find_source(name)
        assert source.name == name
        assert source.batch_size > 0


def test_only_its_own_file_and_the_tables_know_a_service_by_name():
    """No branch on the name of a service: what is known of it stands in its row or its file."""
    generic = [
        path
        for path in FOLDER.glob("*.py")
        if f"mscref.sources.{path.stem}" not in modules_of_sources() and path.stem != "resolver"
    ]
    assert [path.name for path in generic if _NAME.search(path.read_text(encoding="utf-8"))] == []


def test_every_service_has_a_title_and_a_rate():
    for service in SERVICES.values():
        assert service.title
        assert service.rate.requests > 0
