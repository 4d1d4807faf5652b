from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.cli.main import run
from mscref.errors import NotFoundError, UsageError
from mscref.formats.bibtex.scan import scan
from mscref.library import bibfile, delta
from mscref.library.bibfile import BibText
from mscref.library.delta import TextSplice

FILE = """% my papers
@string{aad = "Aging and Disease"}

@Article{leng2020,
  author    = {Leng, Zikuan},
  journal   = aad,
  year      = 2020,
  month     = mar,
  title     = "A {\\"u} title", % keep this
}

@book{ knuth, title={The {\\TeX}book}, year={1984} }
@inbook{part, crossref = {knuth}, related={leng2020,other}}
"""


def edited(text: str, *splices: TextSplice) -> str:
    return delta.apply_splices(text, splices)


def edit(key: str, name: str, value: str, text: str = FILE) -> str:
    bib = BibText(text)
    return edited(text, bibfile.set_field(bib, bib.entry(key), name, value=value))


@pytest.mark.parametrize(
    ("key", "name", "value", "old", "new"),
    [
        ("leng2020", "author", "Leng, Z.", "{Leng, Zikuan}", "{Leng, Z.}"),
        ("leng2020", "AUTHOR", "Leng, Z.", "{Leng, Zikuan}", "{Leng, Z.}"),
        ("leng2020", "year", "2021", "= 2020", "= 2021"),
        ("leng2020", "year", "in press", "= 2020", "= {in press}"),
        ("leng2020", "month", "apr", "= mar", "= apr"),
        ("leng2020", "month", "4", "= mar", "= {4}"),
        ("leng2020", "journal", "Nature", "= aad", "= {Nature}"),
        ("leng2020", "title", "New", '"A {\\"u} title"', '"New"'),
        ("leng2020", "title", 'A "new" one', '"A {\\"u} title"', '{A "new" one}'),
        ("knuth", "year", "1986", "year={1984}", "year={1986}"),
        ("knuth", "note", "x", "year={1984}", "year={1984}, note={x}"),
        ("leng2020", "doi", "10.1/x", 'title"', 'title",\n  doi       = {10.1/x}'),
        ("leng2020", "volume", "11", 'title"', 'title",\n  volume    = 11'),
    ],
)
def test_an_edit_replaces_these_characters_only(
    key: str, name: str, value: str, old: str, new: str
):
    assert edit(key, name, value) == FILE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{a}", "@misc{a,\n  note = {x},\n}"),
        ("@misc{a,}", "@misc{a,\n  note = {x},\n}"),
        ("@misc{a,\n}", "@misc{a,\n  note = {x}\n}"),
        ("@misc(a, year=1)", "@misc(a, year=1, note={x})"),
        ("@misc{a,\r\n\tyear={1}\r\n}", "@misc{a,\r\n\tyear={1},\r\n\tnote={x}\r\n}"),
        ("@misc{a\n , year = {1}\n }", "@misc{a\n , year = {1}\n , note = {x}\n }"),
        ("@MISC{a,\n  YEAR = {1},\n}", "@MISC{a,\n  YEAR = {1},\n  NOTE = {x},\n}"),
    ],
)
def test_a_new_field_looks_like_its_neighbours(text: str, expected: str):
    assert edit("a", "note", "x", text) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("@a{k,\n  x = {1},\n  y = {2},\n}", "x", "@a{k,\n  y = {2},\n}"),
        ("@a{k,\n  x = {1},\n  y = {2},\n}", "y", "@a{k,\n  x = {1},\n}"),
        ("@a{k,\n  x = {1},\n  y = {2}\n}", "y", "@a{k,\n  x = {1}\n}"),
        ("@a{k, x={1}}", "x", "@a{k}"),
        ("@a{k,\n  x = {1}, % why\n  y = {2},\n}", "y", "@a{k,\n  x = {1}, % why\n  \n}"),
    ],
)
def test_removing_a_field(text: str, name: str, expected: str):
    bib = BibText(text)
    entry = bib.entry("k")
    field = entry.find_field(name)
    assert field is not None
    assert edited(text, bibfile.remove_field(bib, entry, field)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@a{x,}\n\n@a{k,}\n\n@a{y,}\n", "@a{x,}\n\n@a{y,}\n"),
        ("@a{x,}\n\n@a{k,}\n", "@a{x,}\n"),
        ("@a{x,}\n\n@a{k,}", "@a{x,}"),
        ("@a{k,}\n\n@a{y,}", "@a{y,}"),
        ("@a{k,}\n", ""),
        ("% c\n@a{k,} text\n@a{y,}", "% c\ntext\n@a{y,}"),
        ("@a{x,}\r\n@a{k,}\r\n", "@a{x,}\r\n"),
        ("@a{x,}\n\n@a{k,}\n\n@a{k,}\n", "@a{x,}\n"),
        ("@a{k,}\n\n@a{x,}\n\n@a{k,}\n", "@a{x,}\n"),
    ],
)
def test_removing_an_entry(text: str, expected: str):
    bib = BibText(text)
    assert edited(text, *bibfile.remove_entries(bib, bib.entries["k"])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "NEW\n"),
        ("\ufeff", "\ufeffNEW\n"),
        ("@a{x,}\n", "@a{x,}\n\nNEW\n"),
        ("@a{x,}", "@a{x,}\n\nNEW\n"),
        ("@a{x,}\n\n\n", "@a{x,}\n\n\nNEW\n"),
        ("@a{x,}\n@a{y,}\n", "@a{x,}\n@a{y,}\nNEW\n"),
        ("@a{x,}\r\n", "@a{x,}\r\n\r\nNEW\r\n"),
        (
            "@a{x,}\n\n@Comment{jabref-meta: databaseType:bibtex;}\n",
            "@a{x,}\n\nNEW\n\n@Comment{jabref-meta: databaseType:bibtex;}\n",
        ),
    ],
)
def test_appending(text: str, expected: str):
    assert edited(text, bibfile.append_entries(BibText(text), ["NEW"])) == expected


def test_a_renamed_key_is_renamed_where_entries_name_it():
    bib = BibText(FILE)
    renamed = {"knuth": "knuth1984", "leng2020": "leng"}
    splices = [bibfile.rename_key(bib, bib.entry(old), new) for old, new in renamed.items()]
    after = edited(FILE, *splices, *bibfile.key_references(bib, renamed))
    assert after == (
        FILE.replace("{leng2020,\n", "{leng,\n")
        .replace("{ knuth,", "{ knuth1984,")
        .replace("{knuth}", "{knuth1984}")
        .replace("{leng2020,other}", "{leng,other}")
    )


def test_an_unknown_key_gets_near_matches():
    with pytest.raises(NotFoundError) as raised:
        BibText(FILE).entry("leng202")
    assert "leng2020" in raised.value.hint


@pytest.mark.parametrize(
    ("name", "value"), [("title", "a { b"), ("title", "a } { b"), ("a b", "x"), ("title", "\\}")]
)
def test_values_that_would_break_the_file(name: str, value: str):
    with pytest.raises(UsageError):
        edit("knuth", name, value)


@pytest.mark.parametrize("key", ["", "a b", "a,b", "a{", "ä ", "a%"])
def test_keys_that_would_break_the_file(key: str):
    with pytest.raises(UsageError):
        bibfile.check_key(key)


PIECES = st.sampled_from(
    [
        "@article{k1,\n  title = {A {B} c},\n  year = 2020,\n}\n",
        '@book{k2, title="x", note = "a" # b}\n',
        "@comment{jabref-meta: x}\n",
        "@string{b = {B}}\r\n",
        "% @misc{no,}\n",
        'junk } { " \n',
        "@misc(k3, title={p})\n",
        "@article{broken, title = {x\n",
        "\udcff\xe9\n",
        "@misc{k4}\n",
    ]
)


@given(st.lists(PIECES, max_size=6), st.text('ab{}"é \n', max_size=8), st.data())
@settings(max_examples=150, deadline=None)
def test_any_edit_of_any_file_leaves_every_other_entry_as_it_was(pieces, value, data):
    text = "".join(pieces)
    bib = BibText(text)
    entries = list(bib.bib.entries())
    if not entries or not bibfile.braces_balance(value):
        return
    place = data.draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    names = [bib.name(one) for one in entry.fields]
    name = data.draw(st.sampled_from([*names, "new"]))
    after = edited(text, bibfile.set_field(bib, entry, name, value=value))
    before = [(one.type, one.key, one.raw_fields()) for one in entries]
    now = [(one.type, one.key, one.raw_fields()) for one in scan(after).entries()]
    kind, key, fields = before[place]
    values = {n: bibfile.undelimited(v) for n, v in fields} | {name: value}
    assert now[:place] == before[:place]
    assert now[place + 1 :] == before[place + 1 :]
    assert now[place][:2] == (kind, key)
    assert {n: bibfile.undelimited(v) for n, v in now[place][2]} == values


@pytest.mark.parametrize(
    ("data", "value", "after"),
    [
        (b"@a{k, x={M\xfcller}}", "S\u00f8r", b"@a{k, x={S\xf8r}}"),
        ("@a{k, x={M\u00fcller}}".encode(), "\u0141", "@a{k, x={\u0141}}".encode()),
        (b"\xef\xbb\xbf@a{k, x={1}}\r\n", "2", b"\xef\xbb\xbf@a{k, x={2}}\r\n"),
        (b"@a{k, x={\xff\xfe}, y={1}}", "2", b"@a{k, x={2}, y={1}}"),
    ],
)
def test_new_text_is_in_the_encoding_of_the_file(data: bytes, value: str, after: bytes):
    bib = bibfile.read_bib(data)
    splice = bibfile.set_field(bib, bib.entry("k"), "x", value=value)
    assert delta.encode(edited(bib.text, splice)) == after


def test_what_the_encoding_cannot_hold_is_refused():
    bib = bibfile.read_bib(b"@a{k, x={M\xfcller}}")
    with pytest.raises(UsageError, match="not in UTF-8"):
        bibfile.set_field(bib, bib.entry("k"), "x", value="\u4eba")


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"", True), ("é😀".encode(), True), (b"a\xff", False), ("é".encode()[:1], False)],
)
def test_utf8_is_told_piece_by_piece(monkeypatch: pytest.MonkeyPatch, data: bytes, expected: bool):
    monkeypatch.setattr(delta, "_PIECE", 1)
    assert delta.is_utf8(data) == expected


FURNITURE = """\
%% read in this order %%
@comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:Mine\\;0\\;1\\;;;;
}
@string{ aad = "Aging and Disease" }
@preamble{ "\\newcommand{\\x}{y}" }
Words between the entries, and a mail@address.
%@article{away, title={Not now}}
@article{one, title = {One}, journal = aad}   % behind it

\t@book{two,title="Two" , year= 1999 ,}
@comment last word, no line end"""


@pytest.mark.parametrize(
    "words",
    [
        ["edit", "one", "title=1"],
        ["edit", "two", "note=x"],
        ["rm", "two"],
        ["rekey", "--pattern", "[title:lower]x", "one"],
        ["tidy", "layout"],
    ],
)
def test_what_is_no_entry_stays_as_it_is(tmp_path: Path, words: list[str]):
    """Comments, order, macros, groups of JabRef, an entry behind a `%`."""
    path = tmp_path / "r.bib"
    path.write_text(FURNITURE)
    assert run([words[0], "-l", str(path), *words[1:]]) == 0
    after = path.read_text()
    assert after != FURNITURE
    head, tail = FURNITURE[: FURNITURE.index("@article{one")], "@comment last word, no line end"
    assert after.startswith(head)
    assert after.endswith(tail)
    assert "% behind it" in after
