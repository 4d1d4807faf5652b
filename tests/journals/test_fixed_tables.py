"""The tables of titles are halved: their keys ascend, every one is found, and nothing else is."""

from __future__ import annotations

import pytest

from mscref.journals.catalogued import CATALOGUE_FILE
from mscref.journals.fixed import FIXED_FILE, find_in

FILES = [CATALOGUE_FILE, FIXED_FILE]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_is_found_and_what_stands_between_is_not(file):
    table = "\n" + file.read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in table.split("\n") if line)
    assert list(rows) == sorted(rows)
    assert {key: find_in(table, key) for key in rows} == rows
    between = {other for key in rows for other in (key[:-1], key + " ", key + "zz", key + "￿")}
    assert {find_in(table, other) for other in between - set(rows)} == {""}


@pytest.mark.parametrize("table", ["\n", "\nb\tB. Title\n", "\nb\tB. Title\nd\tD. Title\n"])
@pytest.mark.parametrize("key", ["", "a", "c", "e", "B. Title", "b\tB. Title"])
def test_short_tables(table, key):
    assert find_in(table, key) == ""
    assert find_in(table, "b") == ("B. Title" if "B." in table else "")
