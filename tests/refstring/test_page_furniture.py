"""What only the pages put into a text is left out; what differs in its digits alone is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from tests.counting import calls_of

from mscref.app.files import SourceText
from mscref.app.plaintext import read_list
from mscref.errors import FormatError
from mscref.refstring.split import find_references

YEARS = (2015, 2016, 2017, 2018, 2019, 2020)
LAST = "Young, A. B., & Zed, C. (2015). Deep learning of things. Nature, 521(7553), 436–444."


def texts(text: str) -> list[str]:
    return [string.text for string in find_references(text).strings]


@pytest.mark.parametrize(
    "each",
    [
        "World Bank. (YEAR). World development report YEAR. World Bank.",
        "IPCC (YEAR) Annual report, no. YEAR. Geneva",
        "Destatis: Statistisches Jahrbuch YEAR. Wiesbaden YEAR",
        "UNESCO. Global education monitoring report. Paris: UNESCO, YEAR.",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_reports_of_many_years_are_references(each: str, between: str):
    listed = [each.replace("YEAR", str(year)) for year in YEARS] + [LAST]
    assert texts("References\n\n" + between.join(listed) + "\n") == listed


def test_works_far_apart_that_differ_in_their_numbers_are_references():
    others = [f"Roe, J. {name} (2001). On {name} and more. Press of {name}." for name in NAMES]
    listed = []
    for place, year in enumerate(YEARS):
        listed += [*others[place * 14 : place * 14 + 14], f"OECD. Economic outlook {year}"]
    numbered = [f"[{number}] {text}" for number, text in enumerate(listed, 1)]
    assert texts("References\n" + "\n".join(numbered)) == listed


NAMES = [first + second for first in "ABCDEFGHIJ" for second in ("an", "el", "ir", "os", "un")] + [
    first + second for first in "KLMNOPQRST" for second in ("an", "el", "ir", "os", "un")
]


def test_a_line_that_ends_many_references_stays():
    rest = " and all the\n    others. Oxford: Oxford University\n    Press."
    listed = [f"{name}, A. ({1990 + at}). On {name}{rest}" for at, name in enumerate(NAMES[:20])]
    found = texts("References\n" + "\n".join(listed))
    assert len(found) == 20
    assert all(text.endswith("Oxford: Oxford University Press.") for text in found)


def pages(head: str) -> str:
    """A list of 60 references on six pages, with a head on each."""
    parts = ["References\n"]
    for page in range(6):
        parts.append(head.replace("PAGE", str(11 + page)))
        for at in range(10):
            name = NAMES[page * 10 + at]
            parts.append(f"{name}, A. (19{50 + at}). On {name} and all the things of\n"
                         f"    {name}. Journal of {name}, {at}, 1-9.\n")  # fmt: skip
    return "".join(parts)


@pytest.mark.parametrize(
    "head",
    [
        "PAGE Leng et al.\n",
        "Journal of Things (2019) 19:123 PAGE\n",
        "\n\nPAGE\n\nLeng et al. Journal of Things\n",
        "Leng et al. BMC Things (2019) 19:123\nPage PAGE of 20\n",
        "PAGE\nLeng: Some attitudes\nA study of Things\nLeng Vol. 3 No.4 2014\nISSN 22 of Things\n",
    ],
)
def test_heads_of_pages_are_no_references(head: str):
    found = texts(pages(head))
    assert len(found) == 60
    assert not any("Leng" in text or "of Things" in text for text in found)
    assert found[-1].endswith("1-9.")


def test_bullets_apart_from_their_text_part_no_references():
    listed = [f"{name}, A. ({1990 + at}). On {name}. Oxford." for at, name in enumerate(NAMES[:8])]
    assert texts("References\n" + "\n•\n•\n".join(listed)) == listed


def test_a_year_that_ends_a_reference_is_no_page():
    listed = "References\nSmith, J.: A book of things. Oxford: Blackwell,\n1999\n"
    assert texts(listed)[0].endswith("Blackwell, 1999")


@pytest.mark.parametrize("text", ["[5] ", "[17]. ", "[^6]: "])
def test_one_reference_of_a_numbered_list(text: str):
    (found,) = find_references(f"References\n{text}Smith, J. (1999). A book. Oxford.\n").strings
    assert (found.text, found.marker) == ("Smith, J. (1999). A book. Oxford.", text.strip())


def test_a_part_of_a_numbered_list():
    numbers = (5, 6, 11, 40)
    listed = "".join(f"[{one}] Smith, J. (1999). A book of {one}. Oxford\n" for one in numbers)
    found = find_references(listed).strings
    assert [one.marker for one in found] == ["[5]", "[6]", "[11]", "[40]"]


LIST = (
    "References\n\n1. Smith, J. (2010). A title. Journal, 12(3), 45-67.\n"
    "2. Roe, K. (2011). More. Journal, 1, 1-9.\n"
)
GROWING: dict[str, Callable[[int], str]] = {
    "blank lines": lambda n: "\n" * n + "x",
    "lines of spaces": lambda n: "  \n" * (n // 3) + "x",
    "blank lines behind a list": lambda n: LIST + "\n" * n + "x",
    "blank lines within": lambda n: LIST.replace("2. ", "\n" * n + "2. "),
    "blank lines before": lambda n: "\n" * n + LIST,
    "tabs": lambda n: LIST.replace("More", "\t" * n),
    "headings": lambda n: "References\nx\n" * (n // 12),
    "headings of other lists": lambda n: "Notes\nwords and words\n" * (n // 22),
    "hyphens": lambda n: LIST.replace("title", "ti-" + "\n" * n + "tle"),
}


@pytest.mark.parametrize("name", GROWING)
def test_runs_take_linear_work(name: str):
    def read(size: int) -> None:
        with suppress(FormatError):
            read_list(SourceText(GROWING[name](size), "x.txt"))

    read(100)  # what is imported and compiled once
    small, large = (calls_of(partial(read, size)) for size in (10_000, 80_000))
    assert large < 12 * small + 2_000  # quadratic would be 64 times
