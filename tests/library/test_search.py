import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.errors import UsageError
from mscref.library.index import Index
from mscref.library.items import items_of_references
from mscref.library.querytext import parse_query
from mscref.library.search import (
    And,
    Has,
    Keyed,
    Not,
    Or,
    QueryWords,
    Said,
    Years,
    answered,
    document,
    matches,
)
from mscref.match.text import search_words as words
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference


def word(text: str, field: str = "") -> QueryWords:
    return QueryWords(field, (text,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", ["muller"]),
        ("Łukasz Ødegård", ["lukasz", "odegard"]),
        ("Straße", ["strasse"]),
        ("O’Neill's", ["oneills"]),
        ("<i>E. coli</i> p < 0.05", ["e", "coli", "p", "0", "05"]),
        ("COVID-19", ["covid", "19"]),
        ("人口老化", ["人", "口", "老", "化"]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("leng", word("leng")),
        ("Leng  2020", And((word("leng"), Or((word("2020"), Years(2020, 2020)))))),
        ("author:leng", word("leng", "author")),
        ("AUTHOR:Leng", word("leng", "author")),
        ('journal:"aging and disease"', QueryWords("container", ("aging", "and", "disease"))),
        ("leng*", QueryWords("", ("leng",), is_prefix=True)),
        ("a OR b c", Or((word("a"), And((word("b"), word("c")))))),
        ("a AND NOT b", And((word("a"), Not(word("b"))))),
        ("a -b", And((word("a"), Not(word("b"))))),
        ("(a OR b) c", And((Or((word("a"), word("b"))), word("c")))),
        ("author:(a OR b)", Or((word("a", "author"), word("b", "author")))),
        ("year:2019", Years(2019, 2019)),
        ("year:2019..", Years(2019, None)),
        ("2019..2021", Years(2019, 2021)),
        ("year:..2021", Years(None, 2021)),
        ("year:>2019", Years(2020, None)),
        ("2019", Or((word("2019"), Years(2019, 2019)))),
        ('"2019"', QueryWords("", ("2019",), is_phrase=False)),
        ("has:doi", Has("DOI")),
        ("missing:abstract", Not(Has("abstract"))),
        ("doi:10.1000/x", QueryWords("DOI", ("10", "1000", "x"))),
        ("type:inproceedings", QueryWords("type", ("paper", "conference"))),
        ("covid-19", QueryWords("", ("covid", "19"))),
        ("https://doi.org/10.1", QueryWords("", ("https", "doi", "org", "10", "1"))),
        ("or and not", And((word("or"), word("and"), word("not")))),
        ('"RNA: the world"', QueryWords("", ("rna", "the", "world"))),
    ],
)
def test_queries(text: str, tree: object):
    assert parse_query(text) == tree


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ('"open', r'column 1: `"` is never closed'),
        ("(a", r"column 1: `\(` is never closed"),
        ("a)", r"column 2: `\)` without"),
        ("a OR", "not complete"),
        ("NOT", "not complete"),
        ("autor:leng", "unknown field `autor`"),
        ("year:soon", "not a year"),
        ('has:"doi"', "needs the name"),
        ("!!", "holds no word"),
    ],
)
def test_queries_that_cannot_be_meant(text: str, message: str):
    with pytest.raises(UsageError, match=message):
        parse_query(text)


def test_an_unknown_field_gets_near_matches():
    with pytest.raises(UsageError) as raised:
        parse_query("autor:leng")
    assert "author" in raised.value.hint


LENG = Reference(
    "leng2020",
    "article-journal",
    {
        "author": (Name("Leng", "Zikuan"), Name("Müller-Lüdenscheidt", "Anna")),
        "title": "Transplantation of <i>ACE2</i> Mesenchymal Stem Cells",
        "container-title": "Aging and Disease",
        "issued": Date(PartialDate(2020, 4)),
        "DOI": "10.14336/AD.2020.0228",
        "volume": "11",
        "page": "216-228",
    },
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("leng", True),
        ("len", False),
        ("len*", True),
        ("muller", True),
        ("author:mesenchymal", False),
        ("title:ace2", True),
        ('"stem cells"', True),
        ('"cells stem"', False),
        ('author:"zikuan leng anna"', False),
        ("journal:aging 2019..2021", True),
        ("year:2021..", False),
        ("volume:11", True),
        ("2020", True),
        ("leng 1999", False),
        ("-1999", True),
        ("volume:216", False),
        ("doi:10.14336/ad.2020.0228", True),
        ("type:article", True),
        ("key:leng2020", True),
        ("missing:abstract has:doi has:year", True),
        ("NOT leng", False),
        ("smith OR leng", True),
        ("leng -aging", False),
    ],
)
def test_matching(text: str, expected: bool):
    assert matches(parse_query(text), LENG) is expected


def test_a_document_keeps_names_apart():
    assert document(LENG)["author"] == " zikuan leng | anna muller ludenscheidt "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("finding:year-implausible", True),
        ("finding:title-brackets", False),
        ("-finding:title-brackets", True),
        ("leng finding:year-implausible", True),
        ("leng -finding:year-implausible", False),
        ("finding:(title-brackets OR year-implausible)", True),
        ('finding:"year-implausible"', True),
        ("FINDING:Year-Implausible", True),
        ("verdict:retracted", False),
        ("missing:verdict has:finding", True),
        ("has:verdict OR leng", True),
    ],
)
def test_what_is_said_of_references_is_asked_of_who_knows(text: str, expected: bool):
    said = {"finding": {"year-implausible"}, "verdict": set[str]()}

    def sayings(asked: Said) -> Keyed:
        words = said[asked.saying]
        is_said = asked.word in words if asked.word else bool(words)
        return Keyed(frozenset([LENG.id] if is_said else []))

    query = answered(parse_query(text), sayings)
    assert matches(query, LENG) is expected
    index = Index.in_memory(items_of_references([LENG]))
    assert bool(index.search(query).hits) is expected


@pytest.mark.parametrize("text", ["finding:year-implausible", "leng -verdict:differs"])
def test_where_nobody_knows_what_is_said_that_is_an_error(text: str):
    with pytest.raises(UsageError, match="cannot be asked here"):
        matches(parse_query(text), LENG)


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_a_usage_error(text: str):
    try:
        matches(parse_query(text), LENG)
    except UsageError as error:
        assert error.message
