"""Which identifiers a reference carries, wherever it says them."""

import pytest

from mscref.formats.registry import find_format
from mscref.model.identities import identifiers_of, is_placeholder, statements_of
from mscref.model.reference import Reference


def read(fields: str, kind: str = "article") -> Reference:
    text = f"@{kind}{{k, title={{T}}, {fields}}}"
    return find_format("bibtex").reader()(text, path="x.bib").references[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("eprint={1706.03762}, archiveprefix={arXiv}", "arxiv:1706.03762"),
        ("eprint={hep-th/9711200}, eprinttype={arxiv}", "arxiv:hep-th/9711200"),
        ("eprint={32257537}, eprinttype={pubmed}", "pmid:32257537"),
        ("journal={arXiv preprint arXiv:1706.03762}", "arxiv:1706.03762"),
        ("journal={arXiv:hep-th/9711200 [hep-th]}", "arxiv:hep-th/9711200"),
        ("journal={CoRR}, volume={abs/1706.03762}", "arxiv:1706.03762"),
        ("journal={CoRR abs/1706.03762}", "arxiv:1706.03762"),
        ("journal={arXiv}, number={1706.03762}", "arxiv:1706.03762"),
        ("journal={arXiv e-prints}, pages={arXiv:1706.03762}", "arxiv:1706.03762"),
        ("doi={10.48550/arXiv.1706.03762v5}", "arxiv:1706.03762v5"),
        ("url={https://arxiv.org/abs/1706.03762}", "arxiv:1706.03762"),
        ("url={https://doi.org/10.1000/182}", "doi:10.1000/182"),
        ("note={DOI: 10.1000/182. PMID 1234567}", "doi:10.1000/182 pmid:1234567"),
        ("pmid={PMC7069465}", "pmcid:PMC7069465"),
        ("doi={n/a}", ""),
        ("volume={12}, number={3}, pages={1--9}", ""),
    ],
)
def test_where_identifiers_stand(fields: str, expected: str):
    assert " ".join(map(str, identifiers_of(read(fields)))) == expected


def test_all_isbns_of_a_book_and_none_of_a_chapter():
    isbn = "isbn={0-306-40615-2, 978-0-306-40615-7}"
    assert [str(one) for one in identifiers_of(read(isbn, "book"))] == ["isbn:9780306406157"]
    assert identifiers_of(read(f"{isbn}, booktitle={{B}}", "incollection")) == ()


def test_fields_come_before_addresses_and_notes():
    reference = read("url={https://doi.org/10.1000/182}, pmid={1234567}")
    assert [(one.variable, one.is_own) for one in statements_of(reference)] == [
        ("PMID", True),
        ("URL", False),
    ]


def test_what_a_field_holds_that_is_no_identifier_is_said():
    (stated,) = statements_of(read("doi={n/a}"))
    assert stated.remark == "DOI “n/a” is no identifier"
    (stated,) = statements_of(read("pmid={PMC7069465}"))
    assert stated.remark == "PMID holds PMC7069465, which is no PMID"


@pytest.mark.parametrize("text", "n/a N.A. - -- none Unknown TBD ? no-doi".split())
def test_placeholders(text: str):
    assert is_placeholder(text)
    assert not is_placeholder(f"10.1000/{text}")
