"""Identifiers: every spelling people paste, and why the others are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mscref.model.identifiers import (
    Identifier,
    Malformed,
    arxiv_of_doi,
    find_doi,
    iter_dois,
    normalize_doi,
    normalize_isbn,
    normalize_issn,
    parse_identifier,
)

SICI = "10.1002/(sici)1099-1190(200001/02)10:1<51::aid-nem357>3.0.co;2-g"
BRACKETS = "10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2"

DOI_SPELLINGS = [
    ("10.1000/ABC", "10.1000/abc"),
    ("doi:10.1000/abc", "10.1000/abc"),
    ("DOI: 10.1000/abc", "10.1000/abc"),
    ("doi 10.1000/abc", "10.1000/abc"),
    ("info:doi/10.1000/abc", "10.1000/abc"),
    ("urn:doi:10.1000/abc", "10.1000/abc"),
    ("https://doi.org/10.1000/abc", "10.1000/abc"),
    ("http://dx.doi.org/10.1000/abc", "10.1000/abc"),
    ("https://www.doi.org/10.1000/abc", "10.1000/abc"),
    ("dx.doi.org/10.1000/abc", "10.1000/abc"),
    ("https://doi.org/doi:10.1000/abc", "10.1000/abc"),
    ("doi:https://doi.org/10.1000/abc", "10.1000/abc"),
    ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
    ("https://doi.org/10.1000%252Fabc", "10.1000/abc"),
    ("https://doi.org/10.1000/abc?nosfx=y", "10.1000/abc"),
    ("https://doi.org/10.1000/abc#sec-2", "10.1000/abc"),
    ("https://doi.org/10.1000/abc%23def", "10.1000/abc#def"),
    ("10.1000/abc.", "10.1000/abc"),
    ("10.1000/abc,", "10.1000/abc"),
    ("10.1000/abc);", "10.1000/abc"),
    ("<10.1000/abc>", "10.1000/abc"),
    ("“10.1000/abc”", "10.1000/abc"),
    ("10.1016/s0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
    ("(10.1016/0022-460X(83)90123-4)", "10.1016/0022-460x(83)90123-4"),
    ("10.1000.10/abc", "10.1000.10/abc"),
    ("10.1000//abc", "10.1000/abc"),
    (SICI.upper(), SICI),
    (SICI.replace("<", "%3C").replace(">", "%3E").replace(";", "%3B"), SICI),
    (SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI),
    (f"https://doi.org/{SICI}", SICI),
    (BRACKETS, BRACKETS),
    (r"10.1162/tacl\_a\_00276", "10.1162/tacl_a_00276"),
    (r"10.1002/a{\_}b", "10.1002/a_b"),
    ("10.1038/s41586‐020–2649‑2", "10.1038/s41586-020-2649-2"),
    ("10.1000/a\u200bbc", "10.1000/abc"),
    ("10.1002/jez.b.23193/v1/decision1", "10.1002/jez.b.23193/v1/decision1"),
    ("https://onlinelibrary.wiley.com/doi/full/10.1002/kin.20537?src=x", "10.1002/kin.20537"),
    ("https://www.tandfonline.com/doi/10.1080/01.2024.24/pdf", "10.1080/01.2024.24"),
    ("https://www.biorxiv.org/content/10.1101/2020.01.02.89v2.full.pdf", "10.1101/2020.01.02.89"),
    ("https://www.biorxiv.org/content/10.1101/2020.01.02.89v1", "10.1101/2020.01.02.89"),
    ("https://journals.plos.org/plosone/article?id=10.1371%2Fj.pone.3", "10.1371/j.pone.3"),
    ("https://link.springer.com/content/pdf/10.1007/s11205-010.pdf", "10.1007/s11205-010"),
    ("https://doi-org.proxy.example.edu/10.1000/abc", "10.1000/abc"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "doi"), DOI_SPELLINGS)
def test_doi_spellings(text, doi):
    assert normalize_doi(text) == doi


OTHER_SPELLINGS = [
    ("10/gk8k", Identifier("short-doi", "10/gk8k")),
    ("https://doi.org/gk8k", Identifier("short-doi", "10/gk8k")),
    ("doi:10/GK8K", Identifier("short-doi", "10/gk8k")),
    ("PMID: 32922704", Identifier("pmid", "32922704")),
    ("pmid32922704", None),
    ("pmid:0032922704", Identifier("pmid", "32922704")),
    ("32922704", Identifier("pmid", "32922704")),
    ("https://pubmed.ncbi.nlm.nih.gov/32922704/", Identifier("pmid", "32922704")),
    ("https://www.ncbi.nlm.nih.gov/pubmed/32922704", Identifier("pmid", "32922704")),
    ("https://europepmc.org/article/MED/32922704", Identifier("pmid", "32922704")),
    ("PMC7465068", Identifier("pmcid", "PMC7465068")),
    ("pmcid: 7465068", Identifier("pmcid", "PMC7465068")),
    ("PMCID: PMC7465068.1", Identifier("pmcid", "PMC7465068")),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7465068/", Identifier("pmcid", "PMC7465068")),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7465068/", Identifier("pmcid", "PMC7465068")),
    ("arXiv:2101.00001v2", Identifier("arxiv", "2101.00001v2")),
    ("2101.00001", Identifier("arxiv", "2101.00001")),
    ("arXiv:1501.0001 [cs.DL]", Identifier("arxiv", "1501.0001")),
    ("hep-th/9901001v3", Identifier("arxiv", "hep-th/9901001v3")),
    ("math.GT/0309136", Identifier("arxiv", "math/0309136")),
    ("https://arxiv.org/abs/hep-th/9901001", Identifier("arxiv", "hep-th/9901001")),
    ("https://arxiv.org/pdf/2101.00001v2.pdf", Identifier("arxiv", "2101.00001v2")),
    ("978-0-262-03384-8", Identifier("isbn", "9780262033848")),
    ("ISBN 0-262-03384-4", Identifier("isbn", "9780262033848")),
    ("ISBN-13: 978 0 262 03384 8", Identifier("isbn", "9780262033848")),
    ("isbn:080442957x", Identifier("isbn", "9780804429573")),
    ("urn:isbn:9780262033848", Identifier("isbn", "9780262033848")),
    ("https://openlibrary.org/isbn/9780262033848", Identifier("isbn", "9780262033848")),
    ("ISSN 0317-8471", Identifier("issn", "0317-8471")),
    ("2434-561X", Identifier("issn", "2434-561X")),
    ("NCT04269525", Identifier("nct", "NCT04269525")),
    ("nct04269525", Identifier("nct", "NCT04269525")),
    ("ClinicalTrials.gov identifier: NCT04269525", Identifier("nct", "NCT04269525")),
    ("https://clinicaltrials.gov/study/NCT04269525", Identifier("nct", "NCT04269525")),
    ("https://clinicaltrials.gov/ct2/show/NCT04269525?term=x", Identifier("nct", "NCT04269525")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "identifier"), OTHER_SPELLINGS)
def test_other_schemes(text, identifier):
    found = parse_identifier(text)
    assert (found if isinstance(found, Identifier) else None) == identifier


@pytest.mark.parametrize(
    ("text", "scheme", "problem"),
    [
        ("10.1000", "doi", "nothing follows the prefix"),
        ("10.1000/", "doi", "nothing follows the prefix"),
        ("10.12/abc", "doi", "the prefix is too short"),
        ("doi:hello", "doi", "it does not start with `10.`"),
        ("10.1000/ab cd", "doi", "there is a space in it"),
        ("see 10.1000/abc for more", "doi", "there is a space in it"),
        ("as 10.1000/abc says", "doi", "there is other text around it"),
        ("978-0-262-03384-9", "isbn", "the check digit is wrong"),
        ("ISBN 0-262-03384-5", "isbn", "the check digit is wrong"),
        ("isbn 12345", "isbn", "it has 5 digits"),
        ("ISSN 0317-8472", "issn", "the check digit is wrong"),
        ("arXiv:2113.00001", "arxiv", "there is no month 13"),
        ("arXiv:paper", "arxiv", "it does not have the form of an arXiv identifier"),
        ("NCT0426952", "nct", "7 digits follow"),
        ("PMC", "pmcid", "no such number follows"),
        ("PMID: none", "pmid", "it is not such a number"),
        ("https://example.org/paper", "", "there is no identifier in this address"),
        ("smith2020", "", "this is no identifier"),
        ("", "", "this is no identifier"),
    ],
)
def test_malformed_says_what_was_expected(text, scheme, problem):
    found = parse_identifier(text)
    assert isinstance(found, Malformed)
    assert (found.scheme, found.problem) == (scheme, problem)
    assert found.expected


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("Smith J. A title. 2020. doi:10.1000/abc.", "10.1000/abc"),
        ("(see https://doi.org/10.1000/abc).", "10.1000/abc"),
        ("10.1000/abc;10.1000/def", "10.1000/abc"),
        ("10.1000/abchttps://example.org", "10.1000/abc"),
        ('<a href="https://doi.org/10.1000/abc">10.1000/abc</a>', "10.1000/abc"),
        ("10.1000/abc</a>", "10.1000/abc"),
        (f"Smith 2000, {SICI.upper()}, accessed", SICI),
        ("(10.1016/0022-460X(83)90123-4)", "10.1016/0022-460x(83)90123-4"),
        ("version 3.10.1000/abc", None),
        ("no identifier here", None),
    ],
)
def test_doi_inside_text(text, doi):
    assert find_doi(text) == doi


def test_every_doi_of_a_text_in_order():
    assert list(iter_dois("10.1000/b and 10.1000/a;10.1000/b.")) == [
        *("10.1000/b", "10.1000/a", "10.1000/b")
    ]


@pytest.mark.parametrize(
    ("check", "text", "value"),
    [
        (normalize_isbn, "0-262-03384-4", "9780262033848"),
        (normalize_isbn, "12345", None),
        (normalize_issn, "03178471", "0317-8471"),
        (normalize_issn, "0317-8472", None),
    ],
)
def test_numbers_with_a_check_digit(check, text, value):
    assert check(text) == value


def test_the_work_behind_a_version():
    assert Identifier("arxiv", "2101.00001v2").work == "2101.00001"
    assert arxiv_of_doi("10.48550/arxiv.2101.00001") == Identifier("arxiv", "2101.00001")
    assert arxiv_of_doi("10.5281/zenodo.1") is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_exception(text):
    found = parse_identifier(text)
    list(iter_dois(text))
    if isinstance(found, Identifier):
        again = parse_identifier(str(found) if found.scheme != "short-doi" else found.value)
        assert again == found
