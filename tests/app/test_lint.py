"""Repairs of whole files: nothing else moves, nothing breaks, and a second run finds no more."""

from pathlib import Path

import pytest
from tests.lint.test_rules import HITS

from mscref.app.changing import Workplace
from mscref.app.lint import Choice, check_files, check_text, exit_problems, repair
from mscref.formats.bibtex.scan import scan

EVERYTHING = Choice(level="info")


def place(path: Path, *, dry_run: bool = False) -> Workplace:
    return Workplace(path, path.parent / "state", "check --fix", dry_run=dry_run)


def test_all_hits_of_all_rules_in_one_file_are_repaired_at_once(tmp_path: Path):
    path = tmp_path / "refs.bib"
    entries = "\n".join(text for _, text in HITS)
    path.write_text(f"% mine\n{entries}\n", encoding="utf-8")
    before = [entry.key for entry in scan(path.read_text(encoding="utf-8")).entries()]
    outcome = repair(place(path), EVERYTHING)
    assert outcome.is_written
    after = path.read_text(encoding="utf-8")
    assert after.startswith("% mine\n")
    assert [entry.key for entry in scan(after).entries()] == before
    assert not repair(place(path), EVERYTHING).is_change


def test_a_diff_writes_nothing(tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text("@misc{k, doi={https://doi.org/10.1000/1}}\n", encoding="utf-8")
    outcome = repair(place(path, dry_run=True), EVERYTHING)
    assert "+@misc{k, doi={10.1000/1}}" in outcome.diff
    assert "https://doi.org" in path.read_text(encoding="utf-8")


def test_only_what_is_reported_is_repaired(tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text("@misc{k, title={T}, pages={1-9}}\n", encoding="utf-8")
    assert not repair(place(path), Choice()).is_change
    assert repair(place(path), Choice(select=["pages-dash"])).is_written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{k, title={The effect of heat}}", False),
        ("@misc{k, title={The effect of heat}, pages={1-9}}", False),
        ("@misc{k, title={The effect of heat}, pages={9--1}}", True),
        ("@misc{k, title={The effect of heat}", True),
    ],
)
def test_problems_are_errors_and_warnings(tmp_path: Path, text: str, expected: bool):
    path = tmp_path / "refs.bib"
    path.write_text(f"{text}\n", encoding="utf-8")
    assert exit_problems(check_files([str(path)], EVERYTHING)) is expected


def test_real_files_survive_every_repair(shared: Path, tmp_path: Path):
    files = [one for one in (shared / "data/bib").rglob("*.bib") if one.stat().st_size < 20_000]
    for number, source in enumerate(sorted(files)[::40]):
        path = tmp_path / f"{number}.bib"
        path.write_bytes(source.read_bytes())
        before = scan(source.read_bytes().decode("utf-8", "surrogateescape"))
        repair(place(path), EVERYTHING)
        after = scan(path.read_bytes().decode("utf-8", "surrogateescape"))
        assert len(list(after.entries())) == len(list(before.entries())), source
        assert len(after.problems) <= len(before.problems), source


def test_one_work_under_two_keys_is_said_of_a_bib_file():
    entries = [
        "@article{a, author={Ørsted, Anna}, title={The effect of heat on TNF-α in R\\&D},"
        " journal={PNAS}, year=2020}",
        "@article{b, author={Orsted, A.}, title={The Effect of Heat on TNF-alpha in R and D},"
        " journal={Proceedings of the National Academy of Sciences}, year=2020}",
    ]
    report = check_text("\n".join(entries), path="x.bib", choice=Choice(["work-duplicate"]))
    assert [(one.code, one.key) for one in report.items] == [("work-duplicate", "b")]
