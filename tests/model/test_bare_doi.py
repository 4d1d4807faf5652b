"""A DOI without what stands around it; the same answer as the normal spelling, letters kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.model.identifiers import bare_doi, named_dois, normalize_doi, parse_identifier

SPELLINGS = [
    "10.1000/Ab",
    " 10.1000/Ab ",
    "10.1000/Ab.",
    "10.1000/Ab;",
    "10.1000/Ab)",
    "doi:10.1000/Ab",
    "DOI 10.1000/Ab",
    "doi = 10.1000/Ab",
    "DOI: doi:10.1000/Ab",
    "urn:doi:10.1000/Ab",
    "info:doi/10.1000/Ab",
    "info:hdl/10.1000/Ab",
    "hdl:10.1000/Ab",
    "Digital Object Identifier: 10.1000/Ab",
    "https://doi.org/10.1000/Ab",
    "HTTPS://DOI.ORG/10.1000/Ab",
    "http:/doi.org/10.1000/Ab",
    "http:///doi.org/10.1000/Ab",
    "doi.org/10.1000/Ab",
    "www.doi.org/10.1000/Ab",
    "https://dx.doi.org/doi:10.1000/Ab",
    "doi: https://doi.org/10.1000/Ab",
    "doi:http:/dx.doi.org/10.1000/Ab",
    "https://doi.org/10.1000%2FAb",
    "https://doi.org/10.1000/Ab?via=x",
    "https://doi.org/10.1000/Ab#page",
    "https://doi.org:443/10.1000/Ab",
    "https://doi.org//10.1000//Ab",
    "<https://doi.org/10.1000/Ab>",
    "<10.1000/Ab>",
    "(doi:10.1000/Ab).",
    "[10.1000/Ab](https://doi.org/10.1000/Ab)",
    "\\url{https://doi.org/10.1000/Ab}",
    "\\href{https://doi.org/10.1000/Ab}{link}",
    "\u201c10.1000/Ab\u201d",
    "available at: https://doi.org/10.1000/Ab",
]


@pytest.mark.parametrize("written", SPELLINGS)
def test_what_stands_around_a_doi_goes_and_its_letters_stay(written: str):
    assert bare_doi(written) == "10.1000/Ab"
    assert normalize_doi(written) == "10.1000/ab"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/a",
        "https://www.nature.com/articles/nature123",
        "https://onlinelibrary.wiley.com/doi/10.1000/Ab",
        "10.1000/a 10.1000/b",
        "10.1000/a; 10.1000/b",
        "10.1000/a, see 10.1000/b",
        "https://doi.org/",
        "doi:",
        "the doi is unknown",
        "10.1002/(SICI)1097-0258<1::AID-X>3.0.CO;2-G",
        "10.1000/a%b",
        "10.1000/a?b=c",
    ],
)
def test_what_is_no_doi_with_something_around_it_stays(text: str):
    assert bare_doi(text) == text


def test_a_short_doi_is_bare_too():
    assert bare_doi("https://doi.org/10/abCd") == "10/abcd"
    assert bare_doi("https://doi.org/abCd") == "10/abcd"


def test_a_resolver_before_a_name_that_is_none_goes():
    assert bare_doi("https://doi.org/10.12/x") == "10.12/x"


PIECES = st.sampled_from(
    "10.1000/ 10.1000/ 10/ 10. Ab x. ab?via=x #y doi: DOI doi.org/ https://doi.org/ "
    "http:/dx.doi.org/ https:// hdl: info:doi/ urn:doi: urn: <1::2> <a: > < & &lt; %2F %25 %3C "
    "\\_ {\\_} \\url{ } { $<$ \u2010 "
    "( ) [ ] ]( . , ; ; / // | * \u201c \u201d see doi= , year".split(" ")
).map(lambda piece: piece or " ")
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=30)


@given(TEXTS)
def test_bare_and_normal_spelling_agree(text: str):
    assert normalize_doi(bare_doi(text)) == normalize_doi(text)


@given(TEXTS)
def test_what_is_bare_stays_bare(text: str):
    assert bare_doi(bare_doi(text)) == bare_doi(text)


@given(TEXTS)
def test_a_normal_spelling_is_its_own(text: str):
    normal = normalize_doi(text)
    if normal is not None:
        assert normalize_doi(normal) == normal
        assert str(parse_identifier(normal)).partition(":")[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOI: 10.1000/182. PMID 1234567", ["10.1000/182"]),
        ("doi:10.1000/182,PMID:1234567", ["10.1000/182"]),
        ("doi10.1000/Ab", ["10.1000/ab"]),
        (
            "see https://doi.org/10.1000/Ab, and http://dx.doi.org/10.1000/c",
            ["10.1000/ab", "10.1000/c"],
        ),
        ("urn:doi:10.1000/a; hdl:10.1000/b", ["10.1000/a", "10.1000/b"]),
        ("DOI = https://doi.org/10.1000/a", ["10.1000/a"]),
        ("doi: 10.1002/(SICI)1<51::AID>3.0.CO;2-G", ["10.1002/(sici)1<51::aid>3.0.co;2-g"]),
        ("Erratum in 10.1000/182", []),
        ("abcdoi: 10.1000/182", []),
        ("version 110.1000/182", []),
    ],
)
def test_only_named_dois_of_running_words_count(text: str, expected: list[str]):
    assert list(named_dois(text)) == expected
