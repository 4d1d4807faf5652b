"""The hooks for pre-commit run commands that there are, on the files that they name."""

import re
from pathlib import Path

import pytest

from mscref.cli.main import run

TEXT = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
HOOKS = list(
    zip(
        re.findall(r"^ +entry: mscref (.+)$", TEXT, re.MULTILINE),
        re.findall(r"^ +files: (.+)$", TEXT, re.MULTILINE),
        strict=True,
    )
)


@pytest.mark.parametrize(("entry", "files"), HOOKS)
def test_a_hook_passes_what_is_good_and_stops_what_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, files: str
):
    monkeypatch.chdir(tmp_path)
    good = "@book{a, author = {Noor, Bea}, title = {A Book}, year = {2020}, publisher = {P}}\n"
    for name, text in (("good.bib", good), ("bad.bib", good.replace("2020", "20200"))):
        Path(name).write_text(text)
        assert re.search(files, name)
    assert run([*entry.split(), "good.bib"]) == 0
    assert run([*entry.split(), "bad.bib", "good.bib"]) == 1


def test_there_are_hooks():
    assert len(HOOKS) == TEXT.count("- id:") > 0
