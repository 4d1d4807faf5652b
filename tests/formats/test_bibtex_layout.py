import pytest

from mscref.formats.bibtex.layout import DEFAULT_LAYOUT, find_layout
from mscref.formats.bibtex.scan import scan

# Each entry is laid out as one real program does it; the same parts must come back.
FILES = {
    "plain": "@article{a,\n  title = {T},\n  year = {2020},\n}\n",
    "no trailing comma": "@article{a,\n  title = {T},\n  year = {2020}\n}\n",
    "tabs and upper case": "@ARTICLE{a,\n\tTITLE={T},\n\tYEAR={2020}\n}\n",
    "aligned": "@Article{a,\n  title     = {T},\n  year      = {2020},\n  booktitle = {B},\n}\n",
    "aligned values": "@misc{a,\n  title=    {T},\n  year=     {2020}\n}\n",
    "quotes": '@article{a,\n  title = "T",\n  year = "2020"\n}\n',
    "one line": "@article{a, title={T}, year={2020}}\n",
    "comma first": "@article{a\n , title = {T}\n , year = {2020}\n}\n",
    "crlf": "@article{a,\r\n    title = {T},\r\n    year = {2020}\r\n}\r\n",
    "capitals": "@Article{a,\n  Title = {T},\n  Year = {2020}}\n",
    "bare numbers": "@article{a,\n  title = {T},\n  year = 2020\n}\n",
}


@pytest.mark.parametrize("name", FILES)
def test_an_entry_is_written_as_the_file_does_it(name: str):
    text = FILES[name]
    bib = scan(text)
    (entry,) = bib.entries()
    layout = find_layout(bib)
    fields = [
        (text[one.name_start : one.name_end], layout.delimited(_bare(text, one)))
        for one in entry.fields
    ]
    assert layout.entry(entry.type, "a", fields) == text.strip()


def _bare(text, one):
    return text[one.value_start : one.value_end].strip('{}"')


def test_an_empty_file_has_the_default():
    assert find_layout(scan("")) == DEFAULT_LAYOUT


def test_the_gap_between_entries():
    assert find_layout(scan("@a{a,}\n@a{b,}\n@a{c,}\n")).between_entries == "\n"


def test_most_entries_decide():
    odd = '@misc{odd,title="T"}\n'
    assert find_layout(scan(odd + FILES["plain"] * 2)).opening == "{"


@pytest.mark.parametrize(
    ("text", "value"), [("T", '"T"'), ('a "b"', '{a "b"}'), ("2020", '"2020"')]
)
def test_a_quote_in_the_text_makes_braces(text: str, value: str):
    assert find_layout(scan(FILES["quotes"])).delimited(text) == value
