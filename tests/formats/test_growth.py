"""Twice as much takes about twice as long: what was quadratic in a reader (#11)."""

import time
from collections.abc import Callable

import pytest

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
    times = []
    for size in (1_000, 8_000):
        text = make(size)
        start = time.process_time()
        read(text, path="x")
        times.append(time.process_time() - start)
    assert times[1] < max(0.5, 25 * times[0])  # quadratic would be 64 times


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
