"""What `--json` of resolve, update and lookup holds is what docs/sources.md says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.replay.server import ReplayServer

from mscref.cli.main import run

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
KNOWN, UNKNOWN = "10.14336/AD.2020.0228", "10.5555/nowhere"


def documented(head: str) -> set[str]:
    """The names in backticks of the paragraph behind `head`."""
    text = PAGE.partition(head)[2].partition("\n\n" if head.startswith("`") else "\n## ")[0]
    return set(re.findall(r"`([a-z-]+)`", text))


def asked(words: list[str], server: ReplayServer, capsys: pytest.CaptureFixture[str]) -> Any:
    run([words[0], "--json", "--source-url", f"sources={server.url}", *words[1:]])
    return json.loads(capsys.readouterr().out)


def test_resolve(calm_server: ReplayServer, capsys):
    names = documented("## `mscref resolve --json`")
    known, unknown, other = asked(["resolve", KNOWN, UNKNOWN, "PMID:32257537"], calm_server, capsys)
    assert [one["asked"] for one in (known, unknown, other)] == [KNOWN, UNKNOWN, "PMID:32257537"]
    assert known["identifier"] == f"doi:{KNOWN.lower()}"
    assert set(known) == {
        "asked", "identifier", "reference", "sources", "provenance", "conflicts", "notices",
        "notice-about", "relations", "remarks",
    }  # fmt: skip
    assert set(known) <= names
    assert set(unknown) == {"asked", "error"}
    assert set(unknown["error"]) == {"code", "message", "hint"}
    assert set(unknown["error"]) | {"error"} <= names
    assert unknown["error"]["code"] == 4


def test_update(calm_server: ReplayServer, tmp_path: Path, capsys):
    path = tmp_path / "u.bib"
    path.write_text(f"@article{{a, title={{X}}, doi={{{KNOWN}}}}}\n@book{{b, doi={{{UNKNOWN}}}}}\n")
    run(["update", "--json", "--source-url", f"sources={calm_server.url}", "-l", str(path)])
    known, unknown = json.loads(capsys.readouterr().out)
    names = documented("`mscref update --json`")
    for one in (known, unknown):
        assert {"key"} <= set(one) <= names
    assert {"variable", "action", "old", "new", "source"} == set(known["changes"][0])
    assert {one["action"] for one in known["changes"]} <= {"add", "replace", "keep"}
    assert unknown["error"]


def test_lookup(calm_server: ReplayServer, capsys):
    words = "Transplantation of ACE2- mesenchymal stem cells".split()
    found = asked(["lookup", *words], calm_server, capsys)
    names = documented("`mscref lookup --json`")
    assert found[0]["doi"] == KNOWN.lower()
    for one in found:
        assert {"score", "bits", "evidence", "source", "identifier", "doi", "reference"} == set(one)
        assert set(one) <= names
        assert {"field", "level", "bits"} == set(one["evidence"][0])
