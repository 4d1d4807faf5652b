import os
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from mscref.formats import csljson
from mscref.library.index import Index, fresh_index, open_index
from mscref.library.indexstore import IndexItem, ReadItems, index_path
from mscref.library.querytext import parse_query
from mscref.library.search import matches
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference


def reference(key: str, author: str, title: str, year: int, **fields: str) -> Reference:
    return Reference(
        key,
        "article-journal",
        {
            "author": tuple(Name(name) for name in author.split("; ")),
            "title": title,
            "issued": Date(PartialDate(year)),
            **fields,
        },
    )


LIBRARY = [
    reference("leng2020", "Leng; Zhu", "Transplantation of stem cells", 2020, DOI="10.1/A"),
    reference("smith2019", "Smith", "Stem cells of Leng", 2019, volume="11"),
    reference("muller2018", "Müller; Øst", "Zellen und Gewebe", 2018, abstract="On stem cells."),
    reference("wang2021", "王小明", "人口老化研究", 2021, page="11"),
    reference("deng2020", "Deng", "Graph convolution networks", 2020),
]


NEW = reference("new2021", "Leng", "New", 2021)


def items(references: list[Reference]) -> list[IndexItem]:
    return [IndexItem(repr(one), partial(Reference.with_id, one, one.id)) for one in references]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.in_memory(items(LIBRARY))


def found(index: Index, query: str) -> list[str]:
    return [hit.reference.id for hit in index.search(parse_query(query)).hits]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("leng", ["leng2020", "smith2019"]),
        ("author:leng", ["leng2020"]),
        ("stem cells", ["leng2020", "smith2019", "muller2018"]),
        ('"stem cells" -abstract:stem', ["leng2020", "smith2019"]),
        ("muller ost", ["muller2018"]),
        ('author:"leng zhu"', []),
        ("year:2019..2020", ["leng2020", "deng2020", "smith2019"]),
        ("volume:11", ["smith2019"]),
        ("11", ["smith2019", "wang2021"]),
        ("人口", ["wang2021"]),
        ("老化 OR zellen", ["muller2018", "wang2021"]),
        ("has:abstract", ["muller2018"]),
        ("missing:doi year:2020", ["deng2020"]),
        ("doi:10.1/a", ["leng2020"]),
        ("trans*", ["leng2020"]),
        ("NOT (stem OR 人口)", ["deng2020"]),
    ],
)
def test_queries(index: Index, query: str, keys: list[str]):
    assert sorted(found(index, query)) == sorted(keys)


@pytest.mark.parametrize("query", ["leng", "stem cells", "-stem", "volume:11", "has:abstract"])
def test_the_index_and_the_query_itself_agree(index: Index, query: str):
    tree = parse_query(query)
    assert set(found(index, query)) == {one.id for one in LIBRARY if matches(tree, one)}


def test_an_author_counts_more_than_an_abstract(index: Index):
    assert found(index, "leng") == ["leng2020", "smith2019"]
    assert found(index, "stem cells")[-1] == "muller2018"


@pytest.mark.parametrize(
    ("query", "key", "taken"),
    [
        ("transplan", "leng2020", ("transplan", "transplan*")),
        ("transplatnation", "leng2020", ("transplatnation", "transplantation")),
        ("mueller", "muller2018", ("mueller", "muller")),
        ("author:smoth", "smith2019", ("smoth", "smith")),
    ],
)
def test_a_slip_is_forgiven_when_nothing_is_exact(index, query: str, key: str, taken):
    result = index.search(parse_query(query))
    assert key in [hit.reference.id for hit in result.hits]
    assert taken in result.relaxed


def test_nothing_near_is_nothing(index: Index):
    result = index.search(parse_query("quasiperiodicity"))
    assert (result.hits, result.total, result.relaxed) == ((), 0, ())


def test_a_limit_still_counts_all(index: Index):
    result = index.search(parse_query("stem"), limit=1)
    assert (len(result.hits), result.total) == (1, 3)


class Counted:
    """Reads CSL-JSON; counts how often, and which references were converted."""

    def __init__(self) -> None:
        self.count = 0
        self.converted: list[str] = []

    def __call__(self, data: bytes) -> ReadItems:
        self.count += 1
        references = csljson.read(data.decode(), path="a.json").references
        return ReadItems([IndexItem(repr(one), partial(self.convert, one)) for one in references])

    def convert(self, one: Reference) -> Reference:
        self.converted.append(one.id)
        return one


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_text(csljson.write(LIBRARY))
    return path


def test_the_file_is_read_once_and_again_when_it_changed(library: Path, tmp_path: Path):
    read = Counted()
    for _ in range(3):
        assert found(open_index(library, cache_folder=tmp_path / "c", read=read), "leng")
    assert read.count == 1
    os.utime(library)  # another time, the same content
    open_index(library, cache_folder=tmp_path / "c", read=read)
    assert read.count == 1
    status = library.stat()
    library.write_text(csljson.write(LIBRARY).replace("Deng", "Leng"))  # the same size
    os.utime(library, ns=(status.st_atime_ns, status.st_mtime_ns))  # and the same time
    index = open_index(library, cache_folder=tmp_path / "c", read=read)
    assert "deng2020" in found(index, "author:leng")
    assert read.count == 2


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_index_is_made_anew(library: Path, tmp_path: Path, damage: bytes):
    read = Counted()
    open_index(library, cache_folder=tmp_path, read=read).close()
    index_path(library, cache_folder=tmp_path).write_bytes(damage)
    assert found(open_index(library, cache_folder=tmp_path, read=read), "leng")
    assert read.count == 2


def test_without_a_cache_folder_the_index_is_in_memory(library: Path, tmp_path: Path):
    (tmp_path / "c").write_text("in the way")
    index = open_index(library, cache_folder=tmp_path / "c", read=Counted())
    assert found(index, "author:leng") == ["leng2020"]


def test_only_a_fresh_index_is_used_for_look_ups(library: Path, tmp_path: Path):
    assert fresh_index(library, cache_folder=tmp_path, data=library.read_bytes()) is None
    open_index(library, cache_folder=tmp_path, read=Counted()).close()
    index = fresh_index(library, cache_folder=tmp_path, data=library.read_bytes())
    assert index is not None
    assert index.reference("leng2020") == LIBRARY[0]
    assert index.reference("nosuch") is None
    assert list(index.references()) == LIBRARY
    library.write_text("[]")
    assert fresh_index(library, cache_folder=tmp_path, data=library.read_bytes()) is None


@pytest.mark.parametrize(
    ("change", "converted"),
    [
        (lambda some: some, []),
        (
            lambda some: [*some[:2], reference("leng2021", "Leng", "New", 2021), *some[2:]],
            ["leng2021"],
        ),
        (lambda some: some[1:], []),
        (lambda some: some[::-1], []),
        (lambda some: [some[0].with_id("other"), *some[1:]], ["other"]),
        (lambda some: [*some, some[0]], ["leng2020"]),
        (lambda some: [], []),
    ],
)
def test_only_what_is_new_is_converted(library: Path, tmp_path: Path, change, converted):
    open_index(library, cache_folder=tmp_path / "c", read=Counted()).close()
    changed = change(LIBRARY)
    library.write_text(csljson.write(changed) + " ")
    read = Counted()
    index = open_index(library, cache_folder=tmp_path / "c", read=read)
    assert read.converted == converted
    assert list(index.references()) == changed
    anew = Index.in_memory(items(changed))
    for query in ("leng", "stem cells", "year:2020..", "-smith", "author:muller"):
        assert sorted(found(index, query)) == sorted(found(anew, query))
    index.connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")


def test_what_was_just_appended_is_taken_in(library: Path, tmp_path: Path):
    index = open_index(library, cache_folder=tmp_path / "c", read=Counted())
    new = reference("new2022", "New", "Brand new", 2022)
    data = csljson.write([*LIBRARY, new]).encode()
    library.write_bytes(data)
    index.appended(items([new]), path=library, content_hash=sha256(data).hexdigest())
    index.close()
    fresh = fresh_index(library, cache_folder=tmp_path / "c", data=library.read_bytes())
    assert fresh is not None
    assert found(fresh, "brand") == ["new2022"]
    assert fresh.has_key("NEW2022")
    assert not fresh.has_key("new2023")


def test_where_a_word_stands_says_how_much_it_counts(tmp_path: Path):
    """One work for each place of the same word, in the order that docs/library.md names."""

    def one(key: str, author: str = "Ab; Cd", title: str = "Of two words", **more: str):
        return reference(key, author, title, 2020, **more)

    works = [
        one("e", note="zebra two words"),
        one("d", **{"container-title": "zebra two words"}),
        one("c", keyword="zebra two words"),
        one("b", title="zebra two words"),
        one("zebra"),
        one("a", author="zebra; Cd"),
    ]
    for listed in (works, works[::-1]):
        assert found(Index.in_memory(items(listed)), "zebra") == ["a", "zebra", "b", "c", "d", "e"]
