"""What the shell is offered."""

import json
from pathlib import Path

import pytest

from mscref.cli import complete


def test_keys_of_the_library_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    items = [{"id": key, "type": "book"} for key in ("leng2020", "lee2019", "smith")]
    (tmp_path / "refs.json").write_text(json.dumps(items))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSCREF_LIBRARY", "refs.json")
    assert complete.keys("le") == ["leng2020", "lee2019"]


def test_no_library_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert complete.keys("le") == []


def test_styles():
    assert "american-medical-association" in complete.styles("american-me")
    assert "aging-and-disease" in complete.styles("aging-and")
