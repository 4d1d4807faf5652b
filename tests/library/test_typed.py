"""Search while somebody types: what it finds, in what order, and how much work that is."""

from pathlib import Path

import pytest
from tests.counting import calls_of

from mscref.app.search import LibraryFinder

ENTRIES = {
    "whale1990": ("Whales and their songs", "Roth, Anna", 1990),
    "stem2001": ("Stem cells of the whale", "Leng, Zikuan", 2001),
    "while2005": ("While we wait", "Whaley, Jo", 2005),
    "roth2010": ("Of cellars", "Roth, Anna and Leng, Li", 2010),
    "seal2020": ("Seal", "Adams, Bo", 2020),
}


def library(folder: Path, entries: dict[str, tuple[str, str, int]] = ENTRIES) -> LibraryFinder:
    text = "".join(
        f"@book{{{key}, title = {{{title}}}, author = {{{author}}}, year = {year}}}\n"
        for key, (title, author, year) in entries.items()
    )
    (folder / "refs.bib").write_text(text)
    return LibraryFinder([str(folder / "refs.bib")], cache_folder=folder / "cache")


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> LibraryFinder:
    return library(tmp_path_factory.mktemp("typed"))


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("whale", {"whale1990", "stem2001", "while2005"}),
        ("whale s", {"whale1990", "stem2001"}),
        ("author:whal", {"while2005"}),
        ("author:roth cell", {"roth2010"}),
        ("roth year:2000..", {"roth2010"}),
        ("year:2005..2010", {"while2005", "roth2010"}),
        ("year:..1995", {"whale1990"}),
        ("seal OR stem", {"seal2020", "stem2001"}),
        ("whale -cells", {"whale1990", "while2005"}),
        ("whale NOT (cells OR wait)", {"whale1990"}),
        ('"stem cells"', {"stem2001"}),
        ('"stem cell"', {"stem2001"}),  # near enough, where nothing is that
        ('"stem seal"', set()),
        ("has:doi", set()),
        ("title:cell has:author", {"stem2001", "roth2010"}),
        ("xhale", {"whale1990", "stem2001", "while2005"}),
        ("zzzz", set()),
        ("book", set()),  # the type of all of them
    ],
)
def test_words_are_beginnings(finder: LibraryFinder, query: str, keys: set[str]):
    found, total = finder.typed(query, limit=50)
    assert (
        {one.id for one in found} >= keys if "has:" in query else {one.id for one in found} == keys
    )
    assert total == len(found)


def test_exact_words_come_first(tmp_path: Path):
    entries = {
        "a": ("Whalebone and more", "Roth, A", 2000),
        "b": ("Whaling", "Roth, A", 2000),
        "c": ("Whal", "Roth, A", 2000),
    }
    found, _ = library(tmp_path, entries).typed("whal", limit=3)
    assert found[0].id == "c"


def test_the_limit_is_of_what_is_offered_and_not_of_what_is_counted(finder: LibraryFinder):
    found, total = finder.typed("whale", limit=1)
    assert (len(found), total) == (1, 3)
    found, total = finder.typed("year:2000..", limit=2)
    assert (len(found), total) == (2, 4)


def test_several_libraries_are_one(tmp_path: Path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    library(tmp_path / "one")
    library(tmp_path / "two", {"other": ("Whale oil", "Melville, H", 1851)})
    paths = [str(tmp_path / name / "refs.bib") for name in ("one", "two")]
    found, total = LibraryFinder(paths, cache_folder=tmp_path / "cache").typed("whale", limit=9)
    assert total == len(found) == 4
    assert "other" in {one.id for one in found}


@pytest.mark.parametrize(
    "query", ["whale", "whale s", "year:1950..", "roth -seal", "whale OR seal"]
)
def test_a_key_stroke_takes_the_same_work_in_a_library_eight_times_as_large(
    tmp_path: Path, query: str
):
    def work(count: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir()
        entries = {f"k{n}": (f"Whales of sea {n}", "Roth, A", 1950 + n % 70) for n in range(count)}
        large = library(folder, entries)
        large.typed("sea", limit=50)  # the index is made

        def stroke() -> None:
            found, total = large.typed(query, limit=50)
            assert total == count
            assert found[:8]

        return calls_of(stroke)

    assert work(480) <= work(60) * 1.2
