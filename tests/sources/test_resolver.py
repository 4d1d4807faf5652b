"""From an identifier to a reference: which sources are asked, and what comes of their answers."""

import pytest

from mscref.errors import NotFoundError, UsageError
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import Identifier
from mscref.model.names import Name
from mscref.sources.base import UnregisteredError
from mscref.sources.outcomes import Resolved, Unresolved


def found(resolver, identifier) -> Resolved:
    outcome = resolver.resolve_one(identifier)
    assert isinstance(outcome, Resolved), outcome
    return outcome


def refused(resolver, identifier) -> Unresolved:
    outcome = resolver.resolve_one(identifier)
    assert isinstance(outcome, Unresolved), outcome
    return outcome


@pytest.mark.parametrize(
    ("identifier", "title", "sources"),
    [
        ("10.5555/published", "A preprint, published", ("crossref",)),
        ("https://doi.org/10.5555/PUBLISHED", "A preprint, published", ("crossref",)),
        ("10/short", "A preprint, published", ("crossref",)),
        ("10.5555/old-name", "The second version", ("crossref",)),
        ("10.5555/with,comma", "A comma in the name", ("crossref",)),
        ("10.5555/a#b", "A hash in the name", ("crossref",)),
        ("10.5555/data", "Measurements", ("datacite",)),
        ("10.48550/arXiv.2101.00001", "Invariants once more", ("datacite",)),
        ("10.5555/medra", "Un libro", ("doi",)),
        ("PMC1000002", "A preprint, published", ("crossref", "idconv")),
        ("arXiv:2101.00001", "Invariants once more", ("arxiv",)),
        ("hep-th/9901001", "Strings of old", ("arxiv",)),
        ("978-0-262-03384-8", "Introduction to Algorithms", ("openlibrary",)),
        ("0-8044-2957-X", "A thin record", ("openlibrary", "googlebooks")),
    ],
)
def test_every_kind_of_identifier(resolver, identifier, title, sources):
    outcome = found(resolver, identifier)
    assert outcome.reference.text("title") == title
    assert outcome.sources == sources


def test_the_five_references(resolver):
    identifiers = [
        "10.1155/2019/4236973",
        "10.1016/S2213-2600(18)30418-1",
        "10.1097/CCM.0000000000004285",
        "10.14336/AD.2020.0228",
        "NCT04269525",
    ]
    references = [outcome.reference for outcome in resolver.resolve(identifiers)]
    assert [len(one.names("author")) for one in references] == [9, 21, 10, 38, 1]
    pages = [one.text("page") for one in references]
    assert pages == ["4236973", "154-162", "e391-e399", "216-228", ""]
    trial = references[4]
    assert trial.type == "report"
    assert trial.names("author") == (Name(family="Peng", given="ZhiYong"),)
    assert trial.date("issued") == Date(PartialDate(2020, 2, 13))


def test_outcomes_come_in_the_order_of_the_input(resolver):
    asked = ["NCT04269525", "10.5555/published", "nonsense", "10.9999/none", "10.5555/published"]
    assert [outcome.asked for outcome in resolver.resolve(asked)] == asked


def test_a_pmid_takes_from_pubmed_what_crossref_does_not_have(resolver):
    outcome = found(resolver, "PMID:32257537")
    assert outcome.sources == ("crossref", "pubmed")
    assert outcome.provenance["container-title"] == "crossref"
    assert outcome.provenance["PMID"] == "pubmed"
    assert outcome.reference.text("container-title-short") == "Aging Dis"


def test_a_pmcid_leads_to_the_article_and_its_pmid(resolver):
    reference = found(resolver, "PMC1000001").reference
    assert (reference.text("PMID"), reference.text("PMCID")) == ("32257537", "PMC1000001")


def test_sources_that_disagree_are_reported(resolver):
    conflicts = found(resolver, "PMID:32257537").conflicts
    assert [(one.variable, one.taken_from, one.other_from) for one in conflicts] == []
    # A title that begins like the other, and a more exact date, are no disagreement.
    assert found(resolver, "0-8044-2957-X").conflicts == ()


@pytest.mark.parametrize("preprint", ["10.5555/preprint", "arXiv:2101.00001"])
def test_a_preprint_names_its_published_version(resolver, preprint):
    published = found(resolver, preprint).published_version
    assert published == Identifier("doi", "10.5555/published")


@pytest.mark.parametrize(
    ("identifier", "error"),
    [
        ("10.9999/none", UnregisteredError),
        ("PMID:1", NotFoundError),
        ("PMC9", NotFoundError),
        ("arXiv:2101.99999", NotFoundError),
        ("978-3-16-148410-0", NotFoundError),
        ("NCT00000000", NotFoundError),
        ("10/nothing", NotFoundError),
        ("ISSN 0317-8471", UsageError),
        ("978-0-262-03384-9", UsageError),
        ("what", UsageError),
    ],
)
def test_what_cannot_be_resolved_says_so(resolver, identifier, error):
    outcome = refused(resolver, identifier)
    assert type(outcome.error) is error
    assert outcome.error.hint


def test_nothing_is_asked_for_a_malformed_identifier(resolver, calm_server):
    calm_server.log.clear()
    list(resolver.resolve(["10.1000", "978-0-262-03384-9"]))
    assert calm_server.log == []


def test_a_batch_is_one_request(resolver, calm_server):
    calm_server.log.clear()
    list(resolver.resolve(["10.5555/published", "10.5555/retracted", "10.14336/AD.2020.0228"]))
    assert [path for service, path, _ in calm_server.log] == ["/works"]
