"""What docs/sources.md promises in figures: tries, ages, depths, bytes; and what two sources do."""

from __future__ import annotations

import pytest
from tests.replay.server import FAULTS

from mscref.errors import NotFoundError, PayloadChangedError, SourceError
from mscref.model.dates import Date, PartialDate
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.sources import cache, client
from mscref.sources.base import MAX_DEPTH, Request, Response, SourceRecord, parse_json
from mscref.sources.client import Client
from mscref.sources.merge import merge
from mscref.sources.resolver import Resolver, Unresolved
from mscref.sources.settings import MAX_BODY_BYTES, Settings
from mscref.sources.transport import HttpTransport, NoConnectionError, TooLargeError
from mscref.sources.xml import parse_xml

ONE = Request("crossref", "/works/10.5555%2Fa")


class Counting(HttpTransport):
    """Fails in one way, and counts how often it is asked."""

    def __init__(self, status: int) -> None:
        super().__init__(Settings())
        self.status = status
        self.count = 0

    def send(self, request: Request, *, seconds: float) -> Response:
        self.count += 1
        if not self.status:
            raise NoConnectionError("Crossref could not be reached")
        return Response(request.service, self.status, {}, b"")


@pytest.mark.parametrize(
    ("status", "tries"), [(500, 5), (503, 5), (408, 5), (0, 2), (400, 1), (403, 1), (404, 1)]
)
def test_how_often_it_is_tried(status: int, tries: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client, "_wait_before_next", lambda state: 0.0)
    counting = Counting(status)
    asking = Client(Settings(timeout=60, rates={}), transport=counting)
    with pytest.raises(SourceError):
        asking.fetch(ONE)
    assert counting.count == tries


def test_how_old_answers_may_be():
    ages = (cache.RECORD_AGE, cache.STATUS_AGE, cache.SEARCH_AGE, cache.ABSENT_AGE)
    assert [age / 86_400 for age in ages] == [30, 7, 1, 1]


@pytest.mark.parametrize("deeper", [False, True])
def test_sixty_four_levels(deeper: bool):
    assert MAX_DEPTH == 64
    levels = 64 + deeper
    bodies = ((parse_json, "[", "]"), (parse_xml, "<a>", "</a>"))
    for parse, opening, closing in bodies:
        body = (opening * levels + closing * levels).encode()
        if deeper:
            with pytest.raises(PayloadChangedError):
                parse(body, "X")
        else:
            parse(body, "X")


@pytest.mark.parametrize("fault", ["gzip-bomb", "huge"])
def test_thirty_two_megabytes_unpacked(server, settings, fault: str):
    assert MAX_BODY_BYTES == 32_000_000
    server.faults["crossref"] = FAULTS[fault]
    with pytest.raises(TooLargeError, match="more than 32 MB"):
        Client(replace(settings, timeout=30)).fetch(ONE)


def record(source: str, **fields: object) -> SourceRecord:
    return SourceRecord(source, Reference("x", "article-journal", dict(fields)))  # type: ignore[arg-type]


def test_what_two_sources_disagree_on_is_said():
    day, year = Date(PartialDate(2020, 5, 1)), Date(PartialDate(2020))
    merged = merge(
        [
            record("crossref", title="On Cells", volume="3", issued=year),
            record("pubmed", title="On Cells: a study", volume="4", issued=day, PMID="7"),
        ]
    )
    assert [(one.variable, one.taken, one.other) for one in merged.conflicts] == [
        ("volume", "3", "4")
    ]
    assert merged.provenance["PMID"] == "pubmed"
    assert merged.reference.text("volume") == "3"


@pytest.mark.parametrize("fault", ["500", "hang", "html"])
def test_a_doi_does_not_exist_only_where_doi_org_says_so(server, settings, fault: str):
    with Resolver(settings) as resolver:
        gone = resolver.resolve_one("10.9999/none")
    server.faults["doi"] = FAULTS[fault]
    with Resolver(replace(settings, timeout=0.5, cache_folder=None)) as resolver:
        outage = resolver.resolve_one("10.9999/none")
    assert isinstance(gone, Unresolved)
    assert isinstance(gone.error, NotFoundError)
    assert isinstance(outage, Unresolved)
    assert isinstance(outage.error, SourceError)
    assert not isinstance(outage.error, NotFoundError)
    assert (int(gone.error.exit_code), int(outage.error.exit_code)) == (4, 5)
