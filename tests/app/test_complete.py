"""Completing, with a stand-in for the registries: what is believed, and what is left alone."""

import pytest

from mscref.app.complete import complete
from mscref.errors import NotFoundError, UnreachableError
from mscref.model.identifiers import Identifier
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.refstring import parse_reference
from mscref.sources.base import Notice, SourceRecord
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.search import Candidate
from mscref.sources.status import StatusReport

LENG = (
    "Leng, Z., Zhu, R., … & Fan, J. (2020). Transplantation of stem cells improves the outcome of "
    "patients with pneumonia. Aging and disease, 11(2), 216-228."
)
FAMILIES = {"Leng": "Zikuan", "Zhu": "Rongjia", "Hou": "Wei", "Fan": "Junfen"}
AUTHORS = tuple(Name(family, given) for family, given in FAMILIES.items())


def work(**fields):
    known = {
        "title": "Transplantation of stem cells improves the outcome of patients with pneumonia",
        "author": AUTHORS,
        "container-title": "Aging and Disease",
        "volume": "11",
        "page": "216-228",
        "DOI": "10.14336/ad.2020.0228",
    }
    return Reference("x", "article-journal", known | fields)


CLEAN = StatusReport(answered=("Crossref",))


class Registry:
    """Answers with what it was made with; an exception is raised."""

    def __init__(self, *works, trials=(), resolved=None, further=(), standing=CLEAN):
        self.standing = standing
        self.works, self.trials, self.resolved = works, trials, resolved
        self.further = further

    also = ()

    def search_title(self, source, title, *, family="", rows=5):
        works = self.trials if source == "clinicaltrials" else self.further
        return [one.record for one in self._answer(works, source)]

    def search(self, text, *, rows=5):
        return self._answer(self.works, "crossref")

    def resolve_one(self, identifier):
        return self.resolved

    def status(self, reference):
        return self.standing

    def _answer(self, works, source):
        if works and isinstance(works[0], Exception):
            raise works[0]
        return [Candidate(SourceRecord(source, one), 1.0) for one in works]


def changed(text, registry):
    return {one.variable: one for one in complete(parse_reference(text), registry).changes}


def test_missing_authors_and_identifier_come_with_their_source():
    changes = changed(LENG, Registry(work()))
    assert set(changes) == {"author", "DOI"}
    assert changes["author"].after == "Zikuan Leng; … Junfen Fan (4)"
    assert changes["DOI"].source == "crossref"


def test_a_whole_list_of_authors_is_left_as_it_is():
    whole = LENG.replace("Zhu, R., … & Fan, J.", "Zhu, R., Hou, W., & Fan, J.")
    assert set(changed(whole, Registry(work()))) == {"DOI"}


def test_the_title_of_a_web_page_gives_way_to_the_journal():
    text = LENG.replace("Aging and disease, 11(2), 216-228", "Read Online: Ageing Site| Publisher")
    changes = changed(text, Registry(work()))
    assert changes["container-title"].after == "Aging and Disease"
    assert changes["volume"].after == "11"


def test_a_venue_that_is_only_another_is_not_replaced():
    text = LENG.replace("Aging and disease", "Journal of Something Else")
    assert "container-title" not in changed(text, Registry(work()))


def test_another_work_changes_nothing():
    other = work(title="A history of stamps", author=(Name("Nobody", "A."),), volume="3")
    completed = complete(parse_reference(LENG), Registry(other))
    assert completed.changes == ()
    assert completed.problem
    assert not completed.source_failed


def test_a_trial_is_found_by_its_title():
    trial = Reference(
        "NCT1",
        "report",
        {"title": "Stem Cells Treatment for the Novel Pneumonia", "number": "NCT04269525"},
    )
    completed = complete(
        parse_reference("Stem Cells Treatment for the Novel Pneumonia."), Registry(trials=(trial,))
    )
    assert completed.reference.text("number") == "NCT04269525"
    assert completed.reference.type == "report"


def test_an_identifier_is_asked_first_and_must_fit():
    text = f"{LENG} doi:10.5555/abc"
    fits = Resolved("", None, work(), {}, ("crossref",))  # type: ignore[arg-type]
    assert "author" in changed(text, Registry(resolved=fits))
    other = work(title="A history of stamps", author=(Name("Nobody", "A."),))
    wrong = Resolved("", None, other, {}, ("crossref",))  # type: ignore[arg-type]
    assert changed(text, Registry(resolved=wrong)) == {}


@pytest.mark.parametrize(
    "registry",
    [
        Registry(UnreachableError("Crossref did not answer")),
        Registry(resolved=Unresolved("", None, UnreachableError("Crossref did not answer"))),
    ],
)
def test_a_source_that_fails_is_said_and_changes_nothing(registry):
    text = f"{LENG} doi:10.5555/abc" if registry.resolved else LENG
    completed = complete(parse_reference(text), registry)
    assert completed.source_failed
    assert completed.reference == parse_reference(text).reference


def test_an_unknown_identifier_leads_to_a_search():
    unknown = Unresolved("", None, NotFoundError("no such DOI"))
    changes = changed(f"{LENG} doi:10.5555/abc", Registry(work(), resolved=unknown))
    assert "author" in changes


def test_what_crossref_does_not_know_is_asked_of_the_sources_of_its_kind():
    changes = changed(LENG, Registry(further=(work(),)))
    assert changes["DOI"].source == "europepmc"


def test_a_further_source_that_fails_is_said():
    registry = Registry(further=(UnreachableError("Europe PMC does not answer"),))
    completed = complete(parse_reference(LENG), registry)
    assert (completed.problem, completed.source_failed) == ("Europe PMC does not answer", True)


def test_the_retraction_of_the_completed_work_is_said():
    notice = Notice("retraction", "10.1000/notice", "2021-03-02", "Crossref")
    standing = StatusReport((notice,), ("Crossref",))
    completed = complete(parse_reference(LENG), Registry(work(), standing=standing))
    assert completed.notices == (notice,)


def test_a_doi_of_another_work_does_not_hide_the_one_that_is_meant():
    other = work(title="On the taste of apples", author=(Name("Roth"),), DOI="10.1000/apples")
    resolved = Resolved("x", Identifier("doi", "10.1000/apples"), other, {}, ("crossref",))
    text = f"{LENG} https://doi.org/10.1000/apples"
    completed = complete(parse_reference(text), Registry(work(), resolved=resolved))
    assert completed.problem == ""
    assert "author" in {one.variable for one in completed.changes}


def test_an_unknown_standing_is_said_and_nobody_is_accused():
    standing = StatusReport(failed={"Crossref": "Crossref is away"})
    completed = complete(parse_reference(LENG), Registry(work(), standing=standing))
    assert completed.source_failed
    assert completed.notices == ()
    assert "whether the work stands is not known" in completed.problem
