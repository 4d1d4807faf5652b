"""BibTeX and biblatex → references: one idea per row."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.formats.bibtex.reader import BibReader, read
from mscref.formats.cslitem import reference_to_json
from mscref.formats.latex.reading import decode
from mscref.model.names import Name
from mscref.model.reference import Json


def item_of(body: str, *, kind: str = "article") -> dict[str, Json]:
    result = read(f"@{kind}{{k, {body}}}", path="x.bib")
    item = reference_to_json(result.references[0])
    del item["id"]
    return item


def field_of(body: str, variable: str, *, kind: str = "article") -> Json:
    return item_of(body, kind=kind).get(variable)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("{The Role of Genes}", "The role of genes"),
        ("{The Role of {DNA} in iPhone Use}", "The role of DNA in iPhone use"),
        ("{Foo: a Study. The End? Yes}", "Foo: A study. The end? Yes"),
        ("{State-of-the-Art ALL CAPS p53}", "State-of-the-art ALL CAPS p53"),
        ("{The {iPhone} and {McDonald}}", "The iPhone and McDonald"),
        (r"{{\'E}cole and {\"u}ber}", "École and über"),
        ("{{{Whole} title Kept}}", '<span class="nocase">Whole title Kept</span>'),
        (r"{On $H_2O$ and $\alpha$-Rays}", "On <i>H</i><sub>2</sub><i>O</i> and α-rays"),
    ],
)
def test_english_titles_are_sentence_cased(title, expected):
    shown = str(field_of(f"title = {title}", "title"))
    assert shown.replace('<span class="nocase">α</span>', "α") == expected


def test_other_languages_and_journals_keep_their_capitals():
    assert field_of("title = {Die Große Reise}, langid = {ngerman}", "title") == "Die Große Reise"
    assert field_of("journal = {The {npj} Journal}", "container-title") == (
        'The <span class="nocase">npj</span> Journal'
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("title = {A: b}", "A"),
        ("title = {A b}, subtitle = {c}", "A b"),
        ("title = {A b}", None),
        ("title = {{A: b}}", None),
        ("title = {A: b}, shorttitle = {C}", "C"),
        ("title = {A: b}, shorttitle = {}", None),
    ],
)
def test_short_title(body, expected):
    assert field_of(body, "title-short") == expected


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("article", "entrysubtype = {magazine}", "article-magazine"),
        ("inproceedings", "", "paper-conference"),
        ("conference", "", "paper-conference"),
        ("misc", "", "document"),
        ("unpublished", "", "manuscript"),
        ("unpublished", "venue = {Rome}", "speech"),
        ("phdthesis", "", "thesis"),
        ("nosuchtype", "", "document"),
    ],
)
def test_types(kind, body, expected):
    assert item_of(body, kind=kind)["type"] == expected


@pytest.mark.parametrize(
    ("kind", "body", "variable", "expected"),
    [
        ("article", "number = {3}", "issue", "3"),
        ("book", "number = {3}", "collection-number", "3"),
        ("report", "number = {3}", "number", "3"),
        ("article", "pages = {1--7}", "page", "1-7"),
        ("article", "eid = {e12}", "page", "e12"),
        ("book", "volume = 4, part = 2", "volume", "4.2"),
        ("book", "publisher = {A and {B and C}}", "publisher", "A; B and C"),
        ("thesis", "type = {mathesis}", "genre", "Master's thesis"),
        ("phdthesis", "", "genre", "PhD thesis"),
        ("article", "series = 3", "collection-title", "3rd series"),
        ("online", "eprint = {1008.2849}, eprinttype = {arxiv}", "URL", "https://arxiv.org/abs/1008.2849"),
        ("misc", r"howpublished = {\url{http://x.org/a_b}}", "URL", "http://x.org/a_b"),
        ("article", r"url = {http://x.org/a\_b%20c~d}", "URL", "http://x.org/a_b%20c~d"),
        ("article", "doi = {https://doi.org/10.1000/a_b}", "DOI", "10.1000/a_b"),
        ("article", "note = {One.}, addendum = {Two}", "note", "One. Two"),
        ("patent", "location = {countryde and Rome}", "jurisdiction", "Germany; Rome"),
    ],
)  # fmt: skip
def test_fields(kind, body, variable, expected):
    assert field_of(body, variable, kind=kind) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Foo", [Name("Foo")]),
        ("Ludwig van Beethoven", [Name("Beethoven", "Ludwig", "van")]),
        ("van Beethoven, Ludwig", [Name("Beethoven", "Ludwig", "van")]),
        ("Drummond de Andrade, Carlos", [Name("Drummond de Andrade", "Carlos")]),
        ("King, Jr., Martin", [Name("King", "Martin", suffix="Jr.")]),
        ("J.G. Doe AND others", [Name("Doe", "J. G."), Name(literal="others", parse_names=False)]),
        ("{Barnes and Noble} and Roe, R", [Name(literal="Barnes and Noble"), Name("Roe", "R")]),
        (r"{\"O}zge {\c C}a", [Name("Ça", "Özge")]),
        ("{von der Leyen}, Ursula", [Name("Leyen", "Ursula", "", "von der")]),
        ("d'Artagnan, X", [Name("Artagnan", "X", "", "d'")]),
        (
            "family=Beet, given=Lu, prefix=van, useprefix=true",
            [Name("Beet", "Lu", "", "van")],
        ),
        (r"Gompel, Roger P.\,G.", [Name("Gompel", "Roger P.\u2006G.")]),
        ("{} and Doe, J. and {\\relax}", [Name("Doe", "J.")]),
    ],
)
def test_names(names, expected):
    (reference,) = read(f"@book{{k, author = {{{names}}}}}", path="x.bib").references
    assert list(reference.names("author")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("date = {2020-04-01}", {"date-parts": [[2020, 4, 1]]}),
        ("date = {2020-04/2020-05}", {"date-parts": [[2020, 4], [2020, 5]]}),
        ("date = {1999/}", {"date-parts": [[1999], [0]]}),
        ("date = {1723~}", {"date-parts": [[1723]], "circa": True}),
        ("date = {-0876}", {"date-parts": [[-877]]}),
        ("date = {199u}", {"date-parts": [[1990], [1999]]}),
        ("year = 2020, month = apr, day = 1", {"date-parts": [[2020, 4, 1]]}),
        ("year = 2020, month = {April}", {"date-parts": [[2020, 4]]}),
        ('year = 2020, month = apr # "~1"', {"date-parts": [[2020, 4, 1]]}),
        ("year = {1829--1830}", {"date-parts": [[1829], [1830]]}),
        ("year = {ca. 1500?}", {"date-parts": [[1500]], "circa": True}),
        ("year = {ca. 1500, perhaps}", {"literal": "ca. 1500, perhaps"}),
        ("date = {soon}, year = 2020", {"date-parts": [[2020]]}),
    ],
)
def test_dates(body, expected):
    assert field_of(body, "issued") == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\'a \`e \"{o} \~n \c{c} \v s \o{} \ss{} \AE sop \'\i", "á è ö ñ ç š ø ß Æsop í"),
        (r"\emph{a} {\bf b} \textsc{c} \textsuperscript{d}",
         '<i>a</i> <b>b</b> <span style="font-variant:small-caps;">c</span> <sup>d</sup>'),
        (r"``a'' `b' -- --- \& \% \_ \#", "“a” ‘b’ – — & % _ #"),
        (r"\enquote{a \enquote{b}} \unknown{kept} \url{http://x/~y_z}",
         "“a ‘b’” kept http://x/~y_z"),
        (r"$x^2$ 10$^{-3}$ $\frac{1}{2}$", r"<i>x</i><sup>2</sup> 10<sup>−3</sup> $\frac{1}{2}$"),
        (r"\char20013 x", "中x"),
        (r"5% of {nested {braces}} \href{u}{text}", "5% of nested braces text"),
        ("p < 0.05", "p < 0.05"),
    ],
)  # fmt: skip
def test_latex(latex, expected):
    (reference,) = read(f"@book{{k, note = {{{latex} }}}}", path="x").references
    assert reference.text("note") == expected


def test_a_backslash_at_the_end_is_text():
    assert decode("a \\") == "a \\"


def test_macros_and_concatenation():
    text = '@string{a = "Foo"}\n@string{b = a # { Bar}}\n@book{k, publisher = b # { } # B}'
    (reference,) = read(text, path="x.bib").references
    assert reference.text("publisher") == "Foo Bar Foo Bar"


def test_inheritance_from_crossref_and_xdata():
    text = """
    @inbook{part, crossref = {whole}, title = {Part}, author = {A, B}, xdata = {pub}}
    @book{whole, title = {Whole}, subtitle = {Sub}, author = {C, D}, year = 1999, shorttitle = {W}}
    @xdata{pub, publisher = {Press}, location = {Rome}}
    """
    part, whole = read(text, path="x.bib").references
    assert part.text("container-title") == "Whole: Sub"
    assert part.text("title-short") == ""
    assert part.text("publisher-place") == "Rome"
    assert part.names("container-author") == (Name("C", "D"),)
    assert part.extra == {}
    assert whole.text("title-short") == "W"


def test_a_cycle_of_crossrefs_ends():
    text = "@book{a, crossref = {b}, title = {A}}@book{b, crossref = {a}, xdata = {b}, year = 1}"
    references = read(text, path="x.bib").references
    assert [reference.id for reference in references] == ["a", "b"]


def test_what_csl_does_not_know_travels_as_latex():
    (reference,) = read(r"@proceedings{k, file = {a:b}, timestamp = {\x}}", path="x").references
    assert reference.extra["bibtex"] == {
        "file": "a:b",
        "timestamp": r"\x",
        "entrytype": "proceedings",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "@book{k, publisher = nosuch}",
            "x:1:22: warning[bibtex-undefined-string]: the string `nosuch` is not defined",
        ),
        (
            "@book{k, date = {soon}}",
            "x:1:17: warning[bibtex-date]: `soon` is not a date; it is kept as text",
        ),
        (
            "@book{k}\n@book{k}",
            "x:2:7: error[bibtex-duplicate-key]: the key `k` is already used in line 1",
        ),
    ],
)
def test_diagnostics(text, expected):
    assert [str(one) for one in read(text, path="x").diagnostics] == [expected]


def test_one_entry_of_many():
    reader = BibReader("@book{a, year = 1}\n@book{b, title = {T}}\n@xdata{c}", path="x.bib")
    assert reader.keys() == ["a", "b"]
    found = reader.find("B")
    assert found is not None
    assert found.text("title") == "T"
    assert reader.find("z") is None


def test_spans_say_where_references_stand():
    spans = read("\n@book{a}\n  @book{}", path="x.bib").spans
    assert {key: str(span) for key, span in spans.items()} == {
        "a": "x.bib:2:1",
        "entry2": "x.bib:3:3",
    }


LATEX = st.lists(
    st.sampled_from(
        [*"{}$\\~`'-^_&%#\"= ,Aaé\n\ufdd0", "and ", r"\'", r"\emph", r"\url{", r"\(", r"\char"]
    )
).map("".join)


@given(LATEX, st.sampled_from(["author", "title", "date", "note", "url", "pages", "month"]))
@settings(max_examples=100, deadline=None)
def test_no_value_breaks_the_reader(latex, name):
    for left, right in ("{}", '""'):
        read(f"@book{{k, {name} = {left}{latex}{right}, year = 1}}", path="x.bib")


def test_the_seed(shared: Path):
    library = Path(__file__).parents[3] / "data/references.bib"
    expected = json.loads((shared / "data/seed/references.csl.json").read_text(encoding="utf-8"))
    result = read(library.read_text(encoding="utf-8"), path="references.bib")
    assert [reference_to_json(reference) for reference in result.references] == [
        dict(item) for item in expected
    ]
    assert result.diagnostics == []


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\apj", "The Astrophysical Journal"),
        (r"\mnras{}", "Monthly Notices of the Royal Astronomical Society"),
        (r"\nat{x}", "x"),
    ],
)
def test_journals_of_ads_have_macros(latex, text):
    assert decode(latex) == text
