"""An index: the same bytes whatever happened on the way, and the record that counts."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.bulk.builders import bytes_of, crossref, dump, index_of

from mscref.app.works_index import build_index, damage_of, index_state, merge_indexes
from mscref.bulk import building, collecting, keyfile, manifest, opened
from mscref.bulk.answering import IndexAnswers
from mscref.bulk.keyfile import COMMON, MOST, joined, sorted_keys
from mscref.bulk.manifest import read_manifest
from mscref.bulk.opened import WorksIndex
from mscref.bulk.reading import KeptWork, kept_of, kept_of_reference
from mscref.bulk.rows import COLUMNS, kept_of_row, row_of
from mscref.errors import InputError, LibraryError, NotFoundError, UsageError
from mscref.formats.cslitem import reference_from_json
from mscref.match.claim import Claim
from mscref.model.identifiers import Identifier, parse_identifier
from mscref.model.reference import Reference


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts and ranges so small that a few works fill several."""
    for module, name, size in (
        (collecting, "WORKS_A_PART", 8), (collecting, "WORKS_A_GROUP", 4),
        (opened, "WORKS_A_PART", 8), (opened, "WORKS_A_GROUP", 4),
        (building, "_ROWS_A_RANGE", 200), (keyfile, "GROUP_ROWS", 64),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, size)


class Killed(BaseException):
    """What stops a run where a test wants it."""


@pytest.mark.usefixtures("small")
def test_a_build_that_is_killed_again_and_again_makes_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    works = [*map(crossref, range(20)), "{", *map(crossref, range(20, 43))]
    source = dump(tmp_path / "a.jsonl", works)
    build_index([source], tmp_path / "undisturbed")
    put, kills = manifest.put_in_place, 0
    for number in range(1, 60):
        countdown = iter(range(number, 0, -1))

        def put_or_die(path, write, left=countdown, is_after=bool(number % 2)):
            is_last = next(left) == 1
            if is_last and not is_after:
                raise Killed
            put(path, write)
            if is_last:
                raise Killed

        monkeypatch.setattr(building, "put_in_place", put_or_die)
        try:
            build_index([source], tmp_path / "killed")
        except Killed:
            kills += 1
        else:
            break
    assert kills > 5
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "undisturbed")


@pytest.mark.usefixtures("small")
def test_every_work_is_found_by_its_doi_and_read_back(tmp_path: Path):
    index = WorksIndex(index_of(tmp_path, map(crossref, range(43))))
    found = [kept.record.reference.text("DOI") for kept in index.rows()]
    assert found == [f"10.5555/work.{number}" for number in range(43)]
    asked = [Identifier("doi", f"10.5555/work.{number}") for number in (42, 0, 17, 99)]
    known = IndexAnswers(index.folder).records_of(asked)
    assert {one.value: record.reference.id for one, record in known.items()} == {
        one.value: one.value for one in asked[:3]
    }


def test_a_dump_that_was_changed_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = dump(tmp_path / "a.jsonl", map(crossref, range(5)))

    def die(self, kind):
        raise Killed

    monkeypatch.setattr(building.Builder, "_merge", die)
    with pytest.raises(Killed):
        build_index([source], tmp_path / "works.idx")
    dump(source, map(crossref, range(6)))
    with pytest.raises(UsageError, match="unfinished build of other dumps"):
        build_index([source], tmp_path / "works.idx")


@pytest.mark.parametrize(
    ("folders", "output", "problem"),
    [
        (["works.idx", "works.idx"], "merged.idx", "is named twice"),
        (["works.idx", "./works.idx", "other.idx"], "merged.idx", "is named twice"),
        (["other.idx", "works.idx"], "works.idx", "is merged itself"),
    ],
)
def test_what_would_be_counted_twice_is_not_merged(
    tmp_path: Path, folders: list[str], output: str, problem: str
):
    index_of(tmp_path, map(crossref, range(3)))
    build_index([dump(tmp_path / "b.jsonl", map(crossref, range(5, 8)))], tmp_path / "other.idx")
    with pytest.raises(UsageError, match=problem):
        merge_indexes([Path(f"{tmp_path}/{one}") for one in folders], tmp_path / output)
    assert not (tmp_path / "merged.idx").exists()


@pytest.mark.parametrize("name", ["new.idx", "deep/new.idx", "old.idx"])
def test_a_build_of_nothing_leaves_no_folder(tmp_path: Path, name: str):
    (tmp_path / "old.idx").mkdir()
    with pytest.raises(InputError, match="no work stands in these dumps"):
        build_index([dump(tmp_path / "a.jsonl", ["{"])], tmp_path / name)
    assert (tmp_path / name).exists() == (name == "old.idx")


@pytest.mark.usefixtures("small")
def test_a_build_whose_keys_were_lost_begins_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source = dump(tmp_path / "a.jsonl", map(crossref, range(43)))
    build_index([source], tmp_path / "undisturbed")

    def die(self, kind):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(building.Builder, "_merge", die)
        with pytest.raises(Killed):
            build_index([source], tmp_path / "victim")
    lost, *others = sorted((tmp_path / "victim").glob("gen-*/runs/keys-*"))
    assert others
    lost.unlink()
    build_index([source], tmp_path / "victim")
    assert bytes_of(tmp_path / "victim") == bytes_of(tmp_path / "undisturbed")


def test_what_was_changed_since_a_day_replaces_and_adds(tmp_path: Path):
    folder = index_of(tmp_path, map(crossref, range(5)))
    young = {"indexed": {"date-time": "2026-06-01T00:00:00Z"}}
    retracted = {"update-to": [{"DOI": "10.5555/work.2", "type": "retraction"}]}
    update = dump(
        tmp_path / "update.jsonl",
        [
            crossref(1),
            crossref(3, title=["Another title"], **young),
            crossref(9, **young, **retracted),
        ],
    )
    made = build_index([update], folder, since="2026-06-01")
    assert (made.counts.works, made.counts.unchanged) == (2, 1)
    with IndexAnswers(folder) as answers:
        three, two = answers.resolve(["10.5555/work.3", "10.5555/work.2"])
        assert three.reference.text("title") == "Another title"  # type: ignore[union-attr]
        report = answers.statuses([two.reference])[0]  # type: ignore[union-attr]
        assert [(one.kind, one.doi) for one in report.notices] == [("retraction", "10.5555/work.9")]
        titles = [kept.record.reference.text("title") for kept in answers.index.rows()]
    assert len(titles) == 6
    assert titles.count("Another title") == 1
    merged = merge_indexes([folder], tmp_path / "merged.idx")
    assert merged.counts.works == 6
    assert build_index([update], folder, since="2026-06-01").was_done
    with pytest.raises(UsageError, match="is an index already"):
        build_index([update], folder)


def test_of_two_registries_the_better_one_counts_and_notices_of_both(tmp_path: Path):
    other = {
        "id": "https://openalex.org/W1",
        "doi": "https://doi.org/10.5555/work.1",
        "title": "As somebody else has it",
        "type": "article",
        "is_retracted": True,
        "updated_date": "2026-09-09",
    }
    for works in ([crossref(1), other], [other, crossref(1)]):
        name = f"{len(list(tmp_path.iterdir()))}.idx"
        answers = IndexAnswers(index_of(tmp_path, works, name))
        (found,) = answers.resolve(["10.5555/work.1"])
        assert found.sources == ("crossref",)  # type: ignore[union-attr]
        assert [one.source for one in found.notices] == ["OpenAlex"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "item",
    [
        {"type": "book", "title": "A | B\nC", "author": [{"literal": "WHO"}, {"family": "R|x"}]},
        {"type": "chapter", "title": "T", "editor": [{"family": "Roth", "given": "A."}]},
        {"type": "article-journal", "issued": {"date-parts": [[2001, 5], [2002]]}, "page": "1-2"},
        {"type": "article-journal", "issued": {"date-parts": [[-44, 3, 15]]}, "volume": "XII"},
        {"type": "article-journal", "issued": {"date-parts": [[2001, 5, 6]]}, "DOI": "10.1/X"},
        {"type": "document", "title": "half \ud800 a character", "unknown": {"kept": [1, None]}},
        {"type": ""},
    ],
)
def test_a_row_holds_all_of_a_reference(item: dict[str, Any]):
    kept = kept_of_reference(reference_from_json({"id": "x", **item}))
    read = kept_of_row(dict(zip(COLUMNS, row_of(kept), strict=True)))
    if "half" not in str(item):  # a character that no file can carry
        assert read == kept
    assert read.record.reference.type == item["type"]


def test_a_row_holds_what_a_registry_says_beside_it():
    raw = crossref(
        1,
        aliases=["10.5555/old"],
        relation={"is-preprint-of": [{"id": "10.5555/later", "id-type": "doi"}]},
        title=["RETRACTED: A CASE"],
        **{
            "updated-by": [{"DOI": "10.5555/n", "type": "retraction", "source": "retraction-watch"}]
        },
    )
    kept = kept_of(raw, "x")
    assert isinstance(kept, KeptWork)
    assert kept_of_row(dict(zip(COLUMNS, row_of(kept), strict=True))) == kept


def test_a_key_that_too_many_share_tells_nothing_however_it_was_divided():
    many = np.arange(MOST + 1, dtype=np.uint32)
    keys = np.full(len(many), 7, dtype=np.int64)
    whole = sorted_keys(keys, many)
    assert [one.tolist() for one in whole] == [[7], [COMMON]]
    first = sorted_keys(keys[:60], many[:60])
    both = joined([first, (keys[60:], many[60:])])
    assert [one.tolist() for one in sorted_keys(*both)] == [[7], [COMMON]]
    again = [np.append(whole[0], 7), np.append(whole[1], np.uint32(3))]
    assert [one.tolist() for one in sorted_keys(*again)] == [[7], [COMMON]]
    few = sorted_keys(keys[:MOST], many[:MOST])
    assert few[1].tolist() == list(range(MOST))


def test_an_index_that_is_damaged_says_where(tmp_path: Path):
    folder = index_of(tmp_path, map(crossref, range(5)))
    assert {problem for _, problem in damage_of(folder)} == {""}
    works, keys, names = (path for path, _ in damage_of(folder))
    (folder / works).write_bytes((folder / works).read_bytes()[:-1])
    content = bytearray((folder / keys).read_bytes())
    content[10] ^= 1
    (folder / keys).write_bytes(content)
    (folder / names).unlink()
    problems = [problem.split()[0:2] for _, problem in damage_of(folder)]
    assert problems == [["has", problems[0][1]], ["has", "other"], ["is", "missing"]]
    with pytest.raises(LibraryError, match="missing"):
        WorksIndex(folder)


@pytest.mark.parametrize(
    ("content", "said", "hint"),
    [
        (b'{"format": 99, "generations": []}', "is an index of format 99", "update mscref"),
        (b'{"format": 0}', "is an index of format 0", "build it anew"),
        (b'{"format": 1, "generations": [{}]}', "is damaged", "build it anew"),
        (b"[1", "cannot be read", "build it anew"),
        (b"[]", "is an index of format None", "build it anew"),
        (b'{"format": 1, "generations": ["x"]}', "is damaged", "build it anew"),
    ],
)
def test_an_index_of_another_format_is_refused(
    tmp_path: Path, content: bytes, said: str, hint: str
):
    folder = index_of(tmp_path, map(crossref, range(2)))
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(LibraryError) as refused:
        WorksIndex(folder)
    assert said in refused.value.message
    assert refused.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("where", "value"),
    [(("counts", "works"), -5), (("counts", "damaged"), "x"), (("date",), 5), (("since",), None)],
)
def test_a_manifest_that_counts_what_is_no_number_is_damaged(
    tmp_path: Path, where: tuple[str, ...], value: object
):
    folder = index_of(tmp_path, map(crossref, range(2)))
    told = json.loads((folder / "manifest.json").read_bytes())
    holder = told["generations"][0]
    for name in where[:-1]:
        holder = holder[name]
    holder[where[-1]] = value
    (folder / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(LibraryError, match="is damaged"):
        WorksIndex(folder)


@pytest.mark.parametrize("kind", ["works", "keys", "names"])
def test_a_file_of_another_index_is_none_of_this(tmp_path: Path, kind: str):
    folder = index_of(tmp_path, map(crossref, range(2)))
    other = next((folder / "gen-0001" / ("keys" if kind == "works" else "works")).iterdir())
    next((folder / "gen-0001" / kind).iterdir()).write_bytes(other.read_bytes())
    with pytest.raises(LibraryError, match="bytes instead of"):
        list(WorksIndex(folder).rows())


def test_no_index_and_no_work(tmp_path: Path):
    with pytest.raises(NotFoundError):
        WorksIndex(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 1, "generations": []}')
    with pytest.raises(NotFoundError, match="nothing stands"):
        WorksIndex(tmp_path)
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(InputError, match="no work stands in these dumps"):
        index_of(tmp_path, ["{", "[]"])


def test_a_full_disk_is_said_and_gone_on_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source = dump(tmp_path / "a.jsonl", map(crossref, range(5)))
    build_index([source], tmp_path / "undisturbed")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(LibraryError, match="no space left"):
        patch.setattr(building, "write_keys", full)
        build_index([source], tmp_path / "works.idx")
    assert not list((tmp_path / "works.idx").rglob("*.tmp"))
    build_index([source], tmp_path / "works.idx")
    assert bytes_of(tmp_path / "works.idx") == bytes_of(tmp_path / "undisturbed")


def test_a_library_is_a_dump_too(tmp_path: Path):
    path = tmp_path / "paper.bib"
    path.write_text("@book{roth, title={Whales}, author={Roth, Anna}, doi={10.5555/w}}\n")
    broken = tmp_path / "broken.bib"
    broken.write_text("")
    made = build_index([path, broken], tmp_path / "works.idx")
    assert (made.counts.works, made.counts.damaged) == (1, 1)
    state = index_state(tmp_path / "works.idx")
    assert state.generations[0]["sources"] == {"library": 1}
    (found,) = IndexAnswers(tmp_path / "works.idx").resolve(["10.5555/w"])
    assert found.reference.text("title") == "Whales"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["../victim", "/victim", "gen-1", "gen-0001/../../victim"])
def test_a_manifest_names_nothing_beside_its_index(tmp_path: Path, name: str):
    index = index_of(tmp_path, [crossref(1)])
    victim = tmp_path / "victim/runs/kept"
    victim.parent.mkdir(parents=True)
    victim.write_text("mine")
    raw = json.loads((index / "manifest.json").read_bytes())
    raw["generations"][0]["name"] = str(tmp_path / "victim") if name == "/victim" else name
    (index / "manifest.json").write_text(json.dumps(raw))
    with pytest.raises(LibraryError, match="is damaged"):
        build_index([dump(tmp_path / "more.jsonl", [crossref(2)])], index)
    assert victim.read_text() == "mine"


def test_a_part_stands_in_its_generation(tmp_path: Path):
    index = index_of(tmp_path, [crossref(1)])
    raw = json.loads((index / "manifest.json").read_bytes())
    raw["generations"][0]["keys"][0]["path"] = "../other.parquet"
    (index / "manifest.json").write_text(json.dumps(raw))
    with pytest.raises(LibraryError, match="is damaged"):
        read_manifest(index)


@pytest.mark.parametrize(
    "work",
    [
        {"DOI": "10.5555/bare"},
        {"DOI": "10.5555/day", "indexed": {"date-time": "zzzz-zz-zz"}},
        {"DOI": "10.5555/half", "indexed": {"date-time": "\ud800abc"}},
    ],
)
def test_poor_records_are_kept_and_found(tmp_path: Path, work: dict[str, Any]):
    index = index_of(tmp_path, [work])
    with IndexAnswers(index) as answers:
        assert answers.index.date == ""
        identifier = parse_identifier(work["DOI"])
        assert isinstance(identifier, Identifier)
        assert identifier in answers.records_of([identifier])


def test_names_that_form_a_chain_lead_to_a_work_each_and_are_merged(tmp_path: Path):
    library = tmp_path / "chain.bib"
    library.write_text(
        "@misc{a, title={Heat}, doi={10.5555/x}}\n"
        "@misc{b, title={Heat}, doi={10.5555/x}, pmid={31191672}}\n"
        "@misc{c, title={Heat}, pmid={31191672}}\n"
    )
    build_index([library], tmp_path / "chain.idx")
    merge_indexes([tmp_path / "chain.idx"], tmp_path / "merged.idx")
    asked = [parse_identifier(one) for one in ("10.5555/x", "pmid:31191672")]
    names = [one for one in asked if isinstance(one, Identifier)]
    for folder in ("chain.idx", "merged.idx"):
        with IndexAnswers(tmp_path / folder) as answers:
            assert set(answers.records_of(names)) == set(names)


@pytest.mark.parametrize("kind", ["works", "keys", "names"])
def test_a_file_of_an_index_that_is_cut_is_one_error(tmp_path: Path, kind: str):
    index = index_of(tmp_path, [crossref(1)])
    (part,) = (index / "gen-0001" / kind).iterdir()
    part.write_bytes(part.read_bytes()[:200].ljust(part.stat().st_size, b"\0"))
    identifier = parse_identifier("10.5555/work.1")
    assert isinstance(identifier, Identifier)
    with pytest.raises(LibraryError, match="cannot be read"), IndexAnswers(index) as answers:
        answers.records_of([identifier])


def test_a_work_is_found_by_how_its_title_begins_where_each_pair_of_it_is_common(tmp_path: Path):
    pairs = ("glacier salt", "salt membrane", "membrane protein")
    others = [
        crossref(number, title=[f"Case{number} {pairs[number % 3]} of{number}"])
        for number in range(3 * (MOST + 1))
    ]
    meant = crossref(999, title=["Glacier salt membrane protein"])
    index = index_of(tmp_path, [*others, meant])
    claim = Claim(Reference("", "", {}), "Glacier salt membrane protein")
    with IndexAnswers(index) as answers:
        found = answers.works_like(claim, rows=20)
    assert [one.reference.text("DOI") for one in found] == ["10.5555/work.999"]
