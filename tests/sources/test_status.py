"""Whether a work stands, and who says so."""

from __future__ import annotations

import pytest
from tests.replay.server import FAULTS

from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources.base import Notice, NoticeKind, in_force
from mscref.sources.resolver import Resolver


def work(doi: str = "", **fields: str) -> Reference:
    return Reference("x", "article-journal", {"DOI": doi, **fields} if doi else dict(fields))


@pytest.mark.parametrize(
    ("reference", "standing", "answered"),
    [
        (work("10.5555/retracted"), "retraction", ("Crossref", "Europe PMC")),
        (work("10.5555/RETRACTED"), "retraction", ("Crossref", "Europe PMC")),
        (work(PMID="900001"), "retraction", ("Europe PMC",)),
        (work("10.5555/published"), "clean", ("Crossref", "Europe PMC")),
        (work("10.5555/a"), "clean", ("Crossref",)),
        (work("10.5555/with,comma"), "clean", ("Crossref",)),
        (work("10.9999/none"), "unknown", ()),
        (work(), "unknown", ()),
        (work("not a doi"), "unknown", ()),
    ],
)
def test_standing(resolver, reference, standing, answered):
    report = resolver.status(reference)
    assert (report.standing, report.answered) == (standing, answered)


def test_each_notice_names_its_doi_date_kind_and_source(resolver):
    notices = resolver.status(work("10.5555/retracted")).notices
    assert {(one.kind, one.doi, one.date, one.source) for one in notices} == {
        ("retraction", "10.5555/notice", "2021-03-02", "retraction-watch"),
        ("retraction", "10.5555/notice", "2021-03-02", "publisher"),
        ("retraction", "10.5555/notice", "2021-03-02", "Europe PMC"),
        ("correction", "10.5555/fix", "2020-09-01", "publisher"),
    }


@pytest.mark.parametrize("dead", ["crossref", "europepmc"])
def test_an_outage_is_unknown_and_never_clean(server, settings, soon_again, dead):
    server.faults[dead] = FAULTS["500"]
    with Resolver(settings) as resolver:
        clean, retracted = resolver.statuses([work("10.5555/published"), work("10.5555/retracted")])
    assert clean.standing == "unknown"
    assert clean.failed
    assert retracted.standing == "retraction"  # one source is enough to know


def test_many_works_are_few_requests(server, settings):
    with Resolver(replace(settings, cache_folder=None)) as resolver:
        resolver.statuses([work("10.5555/published"), work("10.5555/retracted"), work("10.5555/a")])
    assert [service for service, _, _ in server.log] == ["crossref", "crossref", "europepmc"]


def notice(kind: NoticeKind, date: str = "") -> Notice:
    return Notice(kind, date=date)


@pytest.mark.parametrize(
    ("notices", "left"),
    [
        ([notice("retraction", "2013-01-01"), notice("reinstatement", "2014-06")], 0),
        ([notice("retraction"), notice("reinstatement", "2014")], 0),
        ([notice("expression-of-concern", "2014-02"), notice("reinstatement", "2014")], 0),
        ([notice("reinstatement", "2014-06-01"), notice("retraction", "2015")], 1),
        ([notice("retraction", "2013-01-01"), notice("correction", "2014-06")], 1),
    ],
)
def test_a_reinstatement_lifts_what_came_before_it(notices: list[Notice], left: int):
    assert sum(one.is_serious for one in in_force(notices)) == left
