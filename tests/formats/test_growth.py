"""Twice as much takes twice as many steps: what was quadratic in a reader (#11).

What is counted are calls of functions, so that no other work of the machine changes the outcome;
`make slowvalues` looks at the time that all readers take.
"""

from collections.abc import Callable
from functools import partial

import pytest
from tests.counting import calls_of

from mscref.formats.record import Record
from mscref.formats.registry import find_format


def _undefined(count: int) -> str:
    """Strings that nobody defines, all on one line."""
    return "@book{k, " + "".join([f"f{number}=abc, " for number in range(count)]) + "}"


MANY: dict[str, tuple[str, Callable[[int], str]]] = {
    "a field repeated": ("bibtex", lambda n: "@book{k, " + "title={T}, " * n + "}"),
    "a field and its alias": ("bibtex", lambda n: "@book{k, " + "year=1, journal={T}, " * n + "}"),
    "undefined strings": ("bibtex", _undefined),
    "records of one stem": ("ris", lambda n: "TY  - BOOK\nAU  - Li, B\nPY  - 2010\nER  - \n" * n),
    "lines that go on in RIS": ("ris", lambda n: "TY  - BOOK\nAB  - x\n" + "line\n" * 20 * n),
    "lines that go on in NBIB": ("nbib", lambda n: "AB  - x\n" + "      line\n" * 20 * n),
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_readers_are_linear(name):
    format_name, make = MANY[name]
    read = find_format(format_name).reader()
    read(make(1), path="x")  # what is imported and compiled once
    small, large = (calls_of(partial(read, make(size), path="x")) for size in (200, 800))
    assert large <= 4**1.3 * small  # quadratic would be 16 times


@pytest.mark.parametrize("name", ["lines that go on in RIS", "lines that go on in NBIB"])
def test_lines_are_joined_at_once(name, monkeypatch):
    """Joined one by one, each would copy all before it: as many calls, but bytes to the square."""
    joined = []

    def counting(record: Record, tag: str, more: list[str]) -> None:
        joined.append(len(list(more)))

    monkeypatch.setattr(Record, "continue_last", counting)
    format_name, make = MANY[name]
    find_format(format_name).reader()(make(100), path="x")
    assert joined == [2_000]


def test_lines_that_go_on_are_joined():
    (one,) = (
        find_format("ris").reader()("TY  - BOOK\nAB  - a\nb\n c\nER  - \n", path="x").references
    )
    assert one.text("abstract") == "a b c"
    (one,) = find_format("nbib").reader()("AB  - a\n      b\n      c\n", path="x").references
    assert one.text("abstract") == "a b c"


def test_the_own_name_of_a_field_wins_over_its_alias_and_the_first_of_two():
    read = find_format("bibtex").reader()
    body = "journal={A}, journaltitle={B}, journaltitle={C}, Journal={D}"
    (one,) = read(f"@article{{k, title={{T}}, {body}}}", path="x").references
    assert one.text("container-title") == "B"
