"""The map step: the same rows whoever runs it, and the same bytes whatever happened."""

import contextlib
import gc
import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from tests.bulk.builders import crossref, dump, index_of, written_as
from tests.json_outputs import assert_documented

from mscref.app.bulk import BulkChoice, count_rows, explain, run_bulk
from mscref.app.verify import read_claims, verify
from mscref.bulk import matching, running
from mscref.cli.main import run
from mscref.errors import LibraryError, LockedError, NotFoundError, UsageError
from mscref.sources.settings import Settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of forty works and some strings."""
    made = tmp_path_factory.mktemp("bulk")
    twin = crossref(5, DOI="10.5555/twin")
    index_of(made, [*map(crossref, range(40)), twin])
    rows: list[object] = [{"rid": str(n), "text": written_as(n)} for n in range(12)]
    rows[2] = {"rid": "2", "text": f"{written_as(2)} doi:10.5555/WORK.2"}
    rows[3] = {"rid": "3", "text": f"{written_as(3)} doi:10.5555/work.30"}
    rows[4] = {"rid": "4", "text": f"{written_as(4)} doi:10.5555/nowhere"}
    rows[6] = "{broken"
    rows[7] = {"rid": "7", "text": "Nobody N. Nothing of the kind. Nowhere. 1999;1:1."}
    dump(made / "strings.jsonl", rows)
    return made


def outcome(folder: Path, what: str, **changed: Any) -> list[dict[str, Any]]:
    choice = BulkChoice(
        **{
            "what": what,
            "source": folder / "strings.jsonl",
            "output": folder / f"out-{what}.jsonl",
            "index": folder / "works.idx",
            "shard_rows": 5,
            **changed,
        }
    )
    run_bulk(choice, lambda _: None)
    assert choice.output is not None
    assert not choice.output.with_name(f"{choice.output.name}.shards").exists()
    return [json.loads(line) for line in choice.output.read_text(encoding="utf-8").splitlines()]


def test_each_string_has_its_work_or_why_not(folder: Path):
    results = outcome(folder, "match")
    rows = {row["rid"]: row for row in results if row["decision"] != "unread"}
    found = {rid: (row["decision"], row["doi"], row["found_by"]) for rid, row in rows.items()}
    assert found["0"] == ("match", "10.5555/work.0", "words")
    assert found["2"] == ("match", "10.5555/work.2", "identifier")
    # The DOI names another work than the words: which is meant is not for the index to say alone.
    assert found["3"][1] in ("10.5555/work.3", "")
    assert found["4"] == ("match", "10.5555/work.4", "words")
    assert found["7"] == ("none", "", "")
    (broken,) = [row for row in results if row["decision"] == "unread"]
    assert broken["problem"].startswith("line 7 is no JSON")
    assert broken["candidates"] is None
    assert len(results) == 12


def test_what_has_no_candidate_was_compared_with_none(folder: Path, tmp_path: Path):
    dump(tmp_path / "strings.jsonl", [{"text": "Xyzzy Q. Plugh frobozz. Zork Press. 1811."}])
    (row,) = outcome(folder, "match", source=tmp_path / "strings.jsonl")
    assert (row["decision"], row["candidates"], row["score"]) == ("none", 0, None)


def test_a_tie_names_the_rivals(tmp_path: Path):
    other = crossref(5, DOI="10.5555/other", author=[{"family": "Roth"}], title=["Contents"])
    same = crossref(5, DOI="10.5555/same", author=[{"family": "Roth"}], title=["Contents"])
    index_of(tmp_path, [other, same])
    text = f"Roth. Contents. {other['container-title'][0]} {other['volume']}, {other['page']}."
    dump(tmp_path / "strings.jsonl", [{"rid": "1", "text": text}])
    (row,) = outcome(tmp_path, "match")
    assert row["decision"] == "ambiguous"
    assert json.loads(row["rivals"]) == ["10.5555/other", "10.5555/same"]


def test_bulk_verify_says_what_verify_says(folder: Path, tmp_path: Path):
    rows = outcome(folder, "verify")
    read = (folder / "strings.jsonl").read_text().splitlines()
    texts = [json.loads(line) for line in read if line.startswith('{"')]
    paper = tmp_path / "paper.txt"
    lines = (f"[{n}] {one['text']}\n" for n, one in enumerate(texts, start=1))
    paper.write_text("References\n\n" + "".join(lines), encoding="utf-8")
    claims, _ = read_claims([str(paper)])
    single = list(verify(claims, Settings(), index=folder / "works.idx"))
    verdicts = [row["verdict"] for row in rows if row["decision"] != "unread"]
    assert [one.judgement.verdict.value for one in single] == verdicts
    assert {"verified", "not-found", "wrong-identifier"} <= set(verdicts)


@pytest.mark.parametrize("what", ["match", "verify", "parse"])
def test_rows_and_the_index_are_of_their_schemas(
    folder: Path, capsys: pytest.CaptureFixture[str], what: str
):
    for row in outcome(folder, what):
        assert_documented(["bulk", what], json.dumps(row))
    capsys.readouterr()
    assert run(["index", "info", str(folder / "works.idx"), "--json"]) == 0
    assert_documented(["index", "info"], capsys.readouterr().out)


@pytest.mark.parametrize("what", ["match", "verify", "parse"])
def test_two_processes_write_the_bytes_of_one(folder: Path, what: str):
    outputs = [folder / f"{what}-{jobs}.parquet" for jobs in (1, 2)]
    for jobs, output in enumerate(outputs, start=1):
        choice = BulkChoice(
            what=what,
            source=folder / "strings.jsonl",
            output=output,
            index=None if what == "parse" else folder / "works.idx",
            jobs=jobs,
            shard_rows=4,
        )
        run_bulk(choice, lambda _: None)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


class Killed(BaseException):
    """What stops a run where a test wants it."""


def test_a_run_that_is_killed_makes_no_shard_twice_and_the_same_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    undisturbed = outcome(folder, "match")
    content = (folder / "out-match.jsonl").read_bytes()
    matched, seen = matching.matched, []

    def counted(rows, answers):
        seen.append([row.rid for row in rows])
        if len(seen) == 2:
            raise Killed
        return matched(rows, answers)

    monkeypatch.setattr(matching, "matched", counted)
    with pytest.raises(Killed):
        outcome(folder, "match", output=folder / "killed.jsonl")
    assert outcome(folder, "match", output=folder / "killed.jsonl") == undisturbed
    assert (folder / "killed.jsonl").read_bytes() == content
    assert [rids[0] for rids in seen] == ["0", "5", "5", "10"]


def test_shards_of_another_run_are_not_gone_on_with(folder: Path, tmp_path: Path):
    shards = tmp_path / "out.csv.shards"
    shards.mkdir()
    (shards / "run.json").write_text('{"what": "parse"}')
    with pytest.raises(UsageError, match="shards of another run"):
        outcome(folder, "match", output=tmp_path / "out.csv")


def test_the_input_is_not_written_over(folder: Path):
    content = (folder / "strings.jsonl").read_bytes()
    with pytest.raises(UsageError, match="is what is read"):
        outcome(folder, "match", output=folder / ".." / folder.name / "strings.jsonl")
    assert (folder / "strings.jsonl").read_bytes() == content


def test_a_full_disk_leaves_no_half_of_anything(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(running, "_write_table", full)
    with pytest.raises(LibraryError, match="no space left"):
        outcome(folder, "match", output=tmp_path / "out.csv")
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["run.json"]


def test_a_decision_is_explained(folder: Path):
    choice = BulkChoice(what="match", source=folder / "strings.jsonl", index=folder / "works.idx")
    lines = explain(choice, "0")
    assert "match, by words" in "\n".join(lines)
    best = next(number for number, line in enumerate(lines) if "10.5555/work.0" in line)
    assert "title same" in lines[best + 1]
    with pytest.raises(NotFoundError):
        explain(choice, "99")
    assert count_rows(choice) == 12


def test_who_lacks_the_extra_is_told_the_line_for_pip(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("mscref.app.works_index.find_spec", lambda _: None)
    index = str(folder / "works.idx")
    for line in (
        ["index", "build", "x.jsonl", "-o", "x.idx"],
        ["index", "info", index],
        ["bulk", "match", "x.txt", "-o", "o.csv", "--index", index],
        ["bulk", "parse", "x.txt", "-o", "o.csv"],
        ["resolve", "10.5555/work.1", "--index", index],
    ):
        assert run(line) == 2
        assert "pip install 'mscref[bulk]'" in capsys.readouterr().err


def test_shards_of_an_input_that_changed_are_not_taken(folder: Path, tmp_path: Path, monkeypatch):
    source, output = tmp_path / "strings.jsonl", tmp_path / "out.jsonl"
    source.write_bytes((folder / "strings.jsonl").read_bytes())

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(running, "_join", stopped)
        with pytest.raises(KeyboardInterrupt):
            outcome(folder, "match", source=source, output=output)
    content = source.read_bytes()
    source.write_bytes(content[:-5] + b"9" + content[-4:])  # of the same size
    with pytest.raises(UsageError, match="shards of another run"):
        outcome(folder, "match", source=source, output=output)


@pytest.mark.parametrize("killed_after", [1, 3, 8])
def test_a_worker_that_is_killed_costs_no_row(tmp_path: Path, killed_after: int):
    rows = [{"rid": str(n), "text": written_as(n % 40)} for n in range(60)]
    source = dump(tmp_path / "strings.jsonl", rows)
    told: list[int] = []

    def tell(count: int) -> None:
        told.append(count)
        if len(told) == killed_after:
            for one in multiprocessing.active_children()[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one.pid or 0, 9)
        gc.collect()  # what was given up must not take the rest along

    choice = BulkChoice(
        what="parse", source=source, output=tmp_path / "out.jsonl", jobs=2, shard_rows=5
    )
    run_bulk(choice, tell)
    made = [json.loads(line)["rid"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert made == [row["rid"] for row in rows]


def test_of_two_runs_with_one_output_the_second_is_refused(folder: Path, tmp_path: Path):
    output = tmp_path / "out.jsonl"
    refused: list[str] = []

    def tell(_: int) -> None:
        with pytest.raises(LockedError) as caught:
            run_bulk(choice, lambda _: None)
        refused.append(str(caught.value))

    choice = BulkChoice(what="parse", source=folder / "strings.jsonl", output=output, shard_rows=5)
    run_bulk(choice, tell)
    assert len(refused) == 3
    assert len(output.read_text(encoding="utf-8").splitlines()) == 12


def test_a_pipe_is_no_file_of_strings(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="is no file"):
        run_bulk(
            BulkChoice(what="parse", source=pipe, output=tmp_path / "out.jsonl"), lambda _: None
        )
    assert not (tmp_path / "out.jsonl").exists()
