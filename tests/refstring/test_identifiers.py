import pytest

from mscref.refstring.identifiers import doi_in_url, find_identifiers


@pytest.mark.parametrize(
    ("text", "variable", "value"),
    [
        ("Nature 1. doi:10.1038/nn.4500.", "DOI", "10.1038/nn.4500"),
        ("https://doi.org/10.1016/S2213-2600(18)30418-1.", "DOI", "10.1016/S2213-2600(18)30418-1"),
        (
            "(doi 10.1002/(SICI)1097-0258(19980815)17:15)",
            "DOI",
            "10.1002/(SICI)1097-0258(19980815)17:15",
        ),
        ("[doi: 10.4054/ DemRes.2001.5.2].", "DOI", "10.4054/DemRes.2001.5.2"),
        ("doi:10.1000/abc. Accessed May 2020", "DOI", "10.1000/abc"),
        ("arXiv:1406.2661v2 [cs.LG]", "arXiv", "1406.2661v2"),
        ("arXiv preprint hep-th/9901001, 1999", "arXiv", "hep-th/9901001"),
        (
            "Verfügbar unter: http://www.bmbf.de/pub/bericht.pdf (4.5.2009)",
            "URL",
            "http://www.bmbf.de/pub/bericht.pdf",
        ),
        ("www.oecd.org/pisa.", "URL", "https://www.oecd.org/pisa"),
        ("http:// www.rki.de", "URL", "http://www.rki.de"),
        ("PMID: 30455077", "PMID", "30455077"),
        ("ISBN 978-3-518-28258-4", "ISBN", "978-3-518-28258-4"),
        ("issn: 1097-6256", "ISSN", "1097-6256"),
        ("ClinicalTrials.gov NCT04269525", "NCT", "NCT04269525"),
        ("PMC7069465", "PMCID", "PMC7069465"),
    ],
)
def test_an_identifier_is_found_whole_and_bare(text, variable, value):
    found = find_identifiers(text)
    assert [(one.variable, one.value) for one in found] == [(variable, value)]


@pytest.mark.parametrize("text", ["Nature 10 (2010), 101-112.", "Vol. 10.4, pp. 3-9", "a www page"])
def test_numbers_are_no_identifiers(text):
    assert find_identifiers(text) == []


def test_several_identifiers_stand_in_the_order_of_the_text():
    text = "doi:10.1/x1 PMID: 123456 https://example.org/a"
    assert [one.variable for one in find_identifiers(text)] == ["PMID", "URL"]
    text = "doi:10.1000/x1, PMID: 123456, https://example.org/a"
    assert [one.variable for one in find_identifiers(text)] == ["DOI", "PMID", "URL"]


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        (
            "https://onlinelibrary.wiley.com/doi/abs/10.1002/adma.201602776",
            "10.1002/adma.201602776",
        ),
        ("https://doi.org/10.5281/zenodo.1", "10.5281/zenodo.1"),
        ("https://example.org/10.1000", ""),
    ],
)
def test_the_doi_of_an_address(url, doi):
    assert doi_in_url(url) == doi
