from pathlib import Path

import pytest

from mscref.app.library import LibraryChoice, load_library

TEXT = (
    "@book{a, title={A}, year={2020}}\n@book{b, title={B}, crossref={c}}\n"
    "@proceedings{c, title={C}, year={1999}}\n@book{b, title={Again}}\n@book{open, title={x\n"
)


@pytest.fixture
def choice(tmp_path: Path) -> LibraryChoice:
    path = tmp_path / "refs.bib"
    path.write_text(TEXT)
    return LibraryChoice((str(path),), "")


def test_only_the_asked_entries_are_read_and_read_the_same(choice: LibraryChoice):
    whole = {one.id: one for one in load_library(choice).references}
    some = load_library(choice, keys=["b", "a"])
    assert [one.id for one in some.references] == ["a", "b"]
    assert all(one == whole[one.id] for one in some.references)
    assert some.spans["b"].line == 2


def test_what_is_wrong_with_the_file_is_said_all_the_same(choice: LibraryChoice):
    codes = {one.code for one in load_library(choice, keys=["a"]).diagnostics}
    assert {"bibtex-unclosed-brace", "bibtex-duplicate-key"} <= codes


@pytest.mark.parametrize("keys", [["a", "nosuch"], ["a*"], ["title:a"]])
def test_anything_else_than_its_keys_reads_the_whole_file(choice: LibraryChoice, keys: list[str]):
    assert len(load_library(choice, keys=keys).references) == 3
