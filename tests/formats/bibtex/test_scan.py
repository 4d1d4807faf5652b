"""The scanner: no character lost, well-formed text without complaint, broken text survived."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import is_linear

from mscref.formats.bibtex.blocks import COMMENT, ENTRY, JUNK, PREAMBLE, STRING, BibFile
from mscref.formats.bibtex.scan import scan


def assert_partition(bib: BibFile) -> None:
    position = 0
    for block in bib.blocks:
        assert block.start == position
        assert block.end > position
        position = block.end
    assert position == len(bib.text)


def fields_of(text: str) -> list[list[tuple[str, str]]]:
    bib = scan(text)
    assert_partition(bib)
    for entry in bib.entries():
        spans = [(text[a:b], text[c:d]) for a, b, c, d in entry.fields]
        assert spans == entry.raw_fields()
    return [entry.raw_fields() for entry in bib.entries()]


def codes_of(text: str) -> list[str]:
    return [problem.code for problem in scan(text).problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@book{k}", []),
        ("@book{k,}", []),
        ("@book{k, title = {A}}", [("title", "{A}")]),
        ("@book{k, title = {A},}", [("title", "{A}")]),
        ("@BOOK {k,\r\n Title={A {B}},\r\n\tyear=1\r\n}", [("Title", "{A {B}}"), ("year", "1")]),
        ('@book{k, a = "x {"} y", b = jan # " 1"}', [("a", '"x {"} y"'), ("b", 'jan # " 1"')]),
        ("@book{k, a = {x, y = {z}}, b = 1}", [("a", "{x, y = {z}}"), ("b", "1")]),
        ("@book{k, a = {{{{{{{{{deep}}}}}}}}}}", [("a", "{{{{{{{{{deep}}}}}}}}}")]),
        ("@book(k, a = {x)}, b = 2)", [("a", "{x)}"), ("b", "2")]),
        ("@book{k, % why\n a = {5 % of}, % {\n b = 2 % }\n}", [("a", "{5 % of}"), ("b", "2")]),
        (r"@book{k, a = {x\}}", [("a", r"{x\}")]),
        ("@book{k, bdsk-url-1 = {u}, x:y = {v}}", [("bdsk-url-1", "{u}"), ("x:y", "{v}")]),
    ],
)  # fmt: skip
def test_well_formed_entries(text, expected):
    assert fields_of(text) == [expected]
    assert codes_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("@book{k, a = {x} b = {y}}", [("a", "{x}"), ("b", "{y}")], "bibtex-missing-comma"),
        ("@book{k, a = {x}, oops, b = {y}}", [("a", "{x}"), ("b", "{y}")], "bibtex-stray-text"),
        ("@book{k, a = , b = {y}}", [("a", ""), ("b", "{y}")], "bibtex-missing-value"),
        ("@book{a = {x}}", [("a", "{x}")], "bibtex-missing-key"),
        ("@book{two words, a = {x}}", [("a", "{x}")], "bibtex-space-in-key"),
        (r"@book{k, a = {x \{ y}, b = {z}}", [("a", r"{x \{ y}"), ("b", "{z}")], None),
        ('@book{k, a = "x } y", b = {z}}', [("a", '"x } y"'), ("b", "{z}")], None),
        ("@book{k, a = {x}}, b = {y}}", [("a", "{x}")], "bibtex-extra-brace"),
    ],
)
def test_tolerated_entries(text, expected, code):
    assert fields_of(text) == [expected]
    assert codes_of(text) == ([code] if code else [])


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("@book{k, a = {x, b = {y}", "bibtex-unclosed-brace"),
        ("@book{k, a = {x}", "bibtex-unclosed-brace"),
        ('@book{k, a = "x, b = {y}', "bibtex-unclosed-quote"),
        ("@string{k = {x}", "bibtex-unclosed-brace"),
        ("@comment{ x", "bibtex-unclosed-comment"),
    ],
)
def test_the_rest_goes_on_after_a_broken_block(broken, code):
    text = f"@book{{before, year = 1}}\n{broken}\n\n@book{{after, year = 2}}\n"
    bib = scan(text)
    assert_partition(bib)
    assert [entry.key for entry in bib.entries()] == ["before", "after"]
    assert [problem.code for problem in bib.problems] == [code]


def test_an_unclosed_field_is_named_with_its_place():
    text = "@book{k,\n  year = 1,\n  title = {The {RNA} world,\n  author = {A, B},\n}\n"
    (diagnostic,) = scan(text).diagnostics(path="refs.bib")
    assert str(diagnostic) == (
        "refs.bib:3:3: error[bibtex-unclosed-brace]: field `title` is never closed"
    )
    assert diagnostic.hint == "add `}` before line 4"
    assert diagnostic.source_line == "  title = {The {RNA} world,"


def test_every_kind_of_block():
    text = (
        "\ufeff% Encoding: UTF-8\n% @book{hidden, year = 1}\n"
        '@preamble{"\\newcommand{\\x}{y}"}\n'
        "@string{acm = {ACM}}\n@String(ieee = \"IEEE\" # { Press})\n"
        "@comment{jabref-meta: databaseType:biblatex; {@book{inner, year = 2}}}\n"
        "@comment plain\n"
        "mail me@example.org\n@book{k, year = 1}"
    )  # fmt: skip
    bib = scan(text)
    assert_partition(bib)
    kinds = [block.kind for block in bib.blocks if text[block.start : block.end].strip()]
    assert kinds == [JUNK, PREAMBLE, STRING, STRING, COMMENT, COMMENT, JUNK, ENTRY]
    assert [one.raw_fields() for one in bib.strings()] == [
        [("acm", "{ACM}")],
        [("ieee", '"IEEE" # { Press}')],
    ]
    assert [entry.key for entry in bib.entries()] == ["k"]
    assert bib.problems == []


def test_find_prefers_the_exact_key():
    bib = scan("@book{Key, year = 1}@book{key, year = 2}")
    assert bib.find("key") is list(bib.entries())[1]
    assert bib.find("KEY") is next(iter(bib.entries()))
    assert bib.find("other") is None


def test_positions_count_lines_of_every_kind():
    bib = scan("a\r\nb\n@book{k}")
    assert bib.position(bib.text.index("@")) == (3, 1)
    assert bib.line(2) == "b"


EQUALS = ["k,", "a = ", "\\{", "\r\n"]
# Text that is likely to confuse: what BibTeX files are made of, in any order.
PIECES = st.lists(
    st.sampled_from(
        [*'{}"()#\\%,=@xé\ufeff\udcff\n ', "@book{", "@string{", "@comment{", "@book(", *EQUALS]
    )
)


@given(PIECES.map("".join))
@settings(max_examples=100, deadline=None)
def test_no_text_is_lost(text):
    bib = scan(text)
    assert_partition(bib)
    for entry in bib.entries():
        assert [(text[a:b], text[c:d]) for a, b, c, d in entry.fields] == entry.raw_fields()
        for one in entry.fields:
            assert entry.body_start <= one.name_start <= one.name_end <= one.value_start
            assert one.value_start <= one.value_end <= entry.body_end


HOSTILE = ["@", "@a{", "{", "@a{b,c={", '@a{b,c="', "@a(b,c={x}", "@comment{", "\n@a{b,\n c={\n"]
HOSTILE += [
    "\n   ",
    "} @a{",
    "%@a{",
    "@a{b, c = {}} , ",
    "@a{b,c={x}#",
    "a a ",
    "@comment{} @comment{",
]


@pytest.mark.parametrize("opening", ["", "@a{b,c={", '@a{b,c="', "@a{b,"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(opening, unit):
    assert is_linear(
        lambda text: assert_partition(scan(text)),
        lambda size: opening + unit * (size // len(unit)),
        100_000,
    )


def test_real_files(shared: Path):
    for path in sorted((shared / "data/bib").rglob("*.bib")):
        if path.stat().st_size < 100_000:
            bib = scan(path.read_bytes().decode("utf-8", "surrogateescape"))
            assert_partition(bib)
