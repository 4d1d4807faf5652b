"""Cite templates as editors of Wikipedia write them, and what would break out of one (#18)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mscref.formats import wikitext
from mscref.formats.registry import guess_format
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

OTHERS = Name(literal="others", parse_names=False)
PAGE = """\
Some text.<ref name="Smith2020">{{cite journal |last1=Smith |first1=John |last2=van der Berg
|first2=A. B. |display-authors=etal |title=Growth of ''E. coli'' in {{nowrap|H<sub>2</sub>O}}
|journal=[[Nature (journal)|Nature]] |date=April 2020 |volume=11 |issue=2 |pages=216–228
|doi=10.1000/abc |pmid=123 |pmc=456 |url=https://example.org/?a=b |access-date=3 May 2021
|bibcode=2020Natur.11..2S}}</ref> Again.<ref name=Smith2020 />
<!-- {{cite web|title=No}} --> <nowiki>{{cite web|title=No}}</nowiki>
{{Cite book
| vauthors = Doe JR, ((The Group)), van Dam A, Elm K 3rd, et al.
| chapter = On leaves
| title = Trees <!-- x -->
| year = 1999
| editor1-last = Roe | editor1-first = R.
| publisher = Ash & Co | location = Paris
}}
{{efn|See {{citation |author=Elm, T. |title=a <nowiki>{{x|y}}</nowiki> b [https://x.org label]
|year=c. 1850}}}}
"""


def one(body):
    (found,) = wikitext.read("{{" + body + "}}", path="x").references
    return found


def test_every_template_of_a_page_is_read():
    row = guess_format(PAGE, path="-")
    assert row is not None
    assert row.name == "wikitext"
    result = wikitext.read(PAGE, path="x")
    assert result.diagnostics == []
    article, chapter, book = result.references
    assert article.id == "Smith2020"
    assert article.fields == {
        "author": (Name("Smith", "John"), Name("Berg", "A. B.", "", "van der"), OTHERS),
        "title": "Growth of <i>E. coli</i> in H<sub>2</sub>O",
        "container-title": "Nature",
        "issued": Date(PartialDate(2020, 4)),
        "volume": "11",
        "issue": "2",
        "page": "216-228",
        "DOI": "10.1000/abc",
        "PMID": "123",
        "PMCID": "PMC456",
        "URL": "https://example.org/?a=b",
        "accessed": Date(PartialDate(2021, 5, 3)),
    }
    assert article.extra == {"wikitext": {"bibcode": ["2020Natur.11..2S"]}}
    assert chapter.names("author") == (
        Name("Doe", "J. R."),
        Name(literal="The Group"),
        Name("Dam", "A.", "", "van"),
        Name("Elm", "K.", suffix="3rd"),
        OTHERS,
    )
    assert (chapter.type, chapter.text("container-title")) == ("chapter", "Trees")
    assert chapter.names("editor") == (Name("Roe", "R."),)
    assert book.text("title") == "a {{x|y}} b label"
    assert book.date("issued") == Date(PartialDate(1850), circa=True)
    assert book.extra == {"wikitext": {"template": ["citation"]}}
    assert result.leftovers[0].name == "bibcode"
    assert len(result.leftovers) == 1


@pytest.mark.parametrize(
    ("body", "csl_type", "title", "container"),
    [
        ("cite web|title=T|website=S|url=https://x.org", "webpage", "T", "S"),
        ("cite_news|title=T|newspaper=N", "article-newspaper", "T", "N"),
        ("Cite  Thesis |title=T|degree=PhD", "thesis", "T", ""),
        ("citation|title=T|journal=J", "article-journal", "T", "J"),
        ("citation|contribution=C|title=T", "chapter", "C", "T"),
        ("cite encyclopedia|entry=E|encyclopedia=B", "entry-encyclopedia", "E", "B"),
        ("cite conference|title=T|book-title=P", "paper-conference", "T", "P"),
    ],
)
def test_types_and_titles(body, csl_type, title, container):
    found = one(body)
    assert (found.type, found.text("title"), found.text("container-title")) == (
        csl_type,
        title,
        container,
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("[[A]] and [[B|C]]", "A and C"),
        ("a{{!}}b{{=}}c", "a|b=c"),
        ("{{lang|fr|Été}}", "Été"),
        ("1{{ndash}}2 &amp; 3&nbsp;4", "1–2 & 3\xa04"),
        ("''a'' '''b''' c''d", "<i>a</i> <b>b</b> c''d"),
        ("x <small>y</small><br/>z", "x yz"),
        ("it's {{'}}n {{sfn|Roe|p=3}}", "it's 'n Roe"),
        ("a = b", "a = b"),
    ],
)
def test_values(value, text):
    assert one(f"cite book|title={value}").text("title") == text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{{cite web|title=never closed", ["wikitext-unclosed"]),
        ("{{cite web|title=[[never closed}}", ["wikitext-unclosed"]),
        ("}} ]] | {{no cite|title=x}}", []),
        ("{{" * 5000, []),
        ("<!-- {{cite web|title=x}}", []),
    ],
)
def test_what_is_not_in_order_is_told(text, codes):
    result = wikitext.read(text, path="x")
    assert result.references == []
    assert [one.code for one in result.diagnostics] == codes


@pytest.mark.parametrize(
    "work",
    [
        Reference("a", "article-journal", {"title": "A | b {{c}} [[d]] 'e' ''f'' <ref>"}),
        Reference("b", "book", {"title": "T", "author": (Name("Beethoven", "Ludwig", "van"),)}),
        Reference("c", "chapter", {"title": "C", "container-title": "B", "page": "1-3, 7"}),
        Reference(
            "d",
            "webpage",
            {"title": "T", "accessed": Date(PartialDate(2021, 5, 3)), "URL": "https://x.org/"},
        ),
        Reference("e", "report", {"number": "7", "title": "T", "publisher": "P"}),
        Reference("f", "book", {"title": "<i>T</i> H<sub>2</sub>O", "edition": "2"}),
        Reference(
            "g", "book", {"title": "T", "issued": Date(PartialDate(1990), PartialDate(1992))}
        ),
    ],
)
def test_works_come_back(work):
    (back,) = wikitext.read(wikitext.write([work]), path="x").references
    assert back == work


@settings(max_examples=80, deadline=None)
@given(title=st.text(alphabet="{}[]|<>'&=! nowik/ref-a\n", max_size=30))
def test_no_value_ends_or_begins_a_template(title):
    works = [Reference("a", "book", {"title": title}), Reference("b", "book", {"title": "T"})]
    back = wikitext.read(wikitext.write(works), path="x").references
    assert [one.id for one in back] == ["a", "b"]
    assert back[1].fields == {"title": "T"}


@pytest.mark.parametrize(
    "url", ["https://x.org/a</ref>''b<i>", "https://x.org/{{x}}|y=1", 'https://x.org/"> [z]\n==']
)
def test_an_address_ends_nothing(url):
    text = wikitext.write([Reference("a", "webpage", {"title": "T", "URL": url})])
    assert text.count("</ref>") == text.count("}}") == text.count("{{") == 1
    assert "''" not in text
    assert "[" not in text
    (found,) = wikitext.read(text, path="x").references
    assert found.text("title") == "T"


@pytest.mark.parametrize(
    "kept",
    [
        {"template": ["cite book}}{{evil"]},
        {"template": [["cite book"]]},
        {"a}}{{b": ["x"]},
        {"c|d=": ["x"]},
        {"e<ref>": ["x"]},
    ],
)
def test_what_was_kept_names_no_other_template(kept):
    reference = Reference("a", "book", {"title": "T"}, {"wikitext": kept})
    text = wikitext.write([reference])
    assert text.strip() == '<ref name="a">{{cite book |title=T}}</ref>'
