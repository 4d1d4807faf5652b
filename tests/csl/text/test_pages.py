"""Page ranges in every form, and what is not a range."""

from __future__ import annotations

import pytest

from mscref.csl.text.pages import format_pages, page_first

FORMATS = ("", "expanded", "minimal", "minimal-two", "chicago", "chicago-16")


@pytest.mark.parametrize(
    ("pages", "forms"),
    [
        # The table of the specification, "Page Ranges" (appendix V).
        ("42-45", "42–45 42–45 42–5 42–45 42–45 42–45"),
        ("321-328", "321–328 321–328 321–8 321–28 321–28 321–28"),
        ("2787-2816", "2787–2816 2787–2816 2787–816 2787–816 2787–2816 2787–816"),
        ("3-10", "3–10 3–10 3–10 3–10 3–10 3–10"),
        ("100-104", "100–104 100–104 100–4 100–04 100–104 100–104"),
        ("1100-1123", "1100–1123 1100–1123 1100–23 1100–23 1100–1123 1100–1123"),
        ("107-108", "107–108 107–108 107–8 107–08 107–8 107–8"),
        ("1496-1500", "1496–1500 1496–1500 1496–500 1496–500 1496–1500 1496–500"),
        ("12991-13001", "12991–13001 12991–13001 12991–3001 12991–3001 12991–3001 12991–3001"),
        # An abbreviated end is completed first.
        ("321-8", "321–8 321–328 321–8 321–28 321–28 321–28"),
        ("71-2", "71–2 71–72 71–2 71–72 71–72 71–72"),
        # The end has more digits than the start, or lies before it.
        ("96-117", "96–117 96–117 96–117 96–117 96–117 96–117"),
        ("115-12", "115–12 115–12 115–12 115–12 115–12 115–12"),
        ("5-5", "5–5 5–5 5–5 5–5 5–5 5–5"),
        # One prefix on both ends.
        ("S213-S235", "S213–S235 S213–S235 S213–35 S213–35 S213–35 S213–35"),
        ("e391-e399", "e391–e399 e391–e399 e391–9 e391–99 e391–99 e391–99"),
        ("A1-A10", "A1–A10 A1–A10 A1–10 A1–10 A1–10 A1–10"),
        # Roman numerals and letters after the number are ranges, but have no digits to drop.
        ("xxv-xxviii", "xxv–xxviii " * 6),
        ("12a-12b", "12a–12b " * 6),
        # What may be anything keeps its hyphen.
        ("e391-9", "e391-9 " * 6),
        ("123-456-789", "123-456-789 " * 6),
        ("10.1-10.3", "10.1-10.3 " * 6),
        ("1:12-1:15", "1:12-1:15 " * 6),
        (r"327\-30", "327-30 " * 6),
        ("4236973", "4236973 " * 6),
    ],
)
def test_every_format(pages, forms):
    assert [format_pages(pages, form) for form in FORMATS] == forms.split()


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("12-15, 18-20", "12–15, 18–20"),
        ("142-145 & 235", "142–45 & 235"),
        ("142-145&235", "142–45 & 235"),
        ("131-8; quiz 139", "131–38; quiz 139"),
        ("12 -- 15", "12–15"),
        ("12–15", "12–15"),
        ("N110 - 5", "N110-5"),
        ("8n11564-8n1568", "8n11564–68"),
        ("pp. 12-15", "12–15"),
        ("p. 7", "7"),
        ("n/a", "n/a"),
        ("", ""),
    ],
)
def test_lists_and_odd_spellings(pages, expected):
    assert format_pages(pages, "chicago") == expected


def test_the_delimiter_is_the_locales():
    assert format_pages("253-257", "chicago", "‑") == "253‑57"


@pytest.mark.parametrize(
    ("pages", "first"),
    [
        ("42-45", "42"),
        ("e12-e15", "e12"),
        ("12, 15", "12"),
        ("12", "12"),
        (r"1\-2-1\-9", "1-2"),
        ("pp. 3-8", "3"),
        ("", ""),
    ],
)
def test_page_first(pages, first):
    assert page_first(pages) == first
