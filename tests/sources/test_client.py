"""Asking politely over a network that fails in every way."""

from __future__ import annotations

import itertools
import threading

import pytest
from tests.replay.server import FAULTS, ReplayServer

from mscref.errors import (
    ConfigError,
    PayloadChangedError,
    RateLimitedError,
    RefusedError,
    SourceError,
    UnreachableError,
)
from mscref.records import replaced as replace
from mscref.sources.base import Request
from mscref.sources.cache import Cache
from mscref.sources.client import Client
from mscref.sources.gateway import Gateway
from mscref.sources.limits import Interrupted, Limiter
from mscref.sources.outcomes import Resolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Rate, Settings, make_settings

ONE = Request("crossref", "/works/10.5555%2Fpublished", may_be_absent=True)


SHORT = 0.6  # seconds; a server that hangs does so for a minute, one that drips for many
SLOW = ("hang", "drip", "drip-headers")


@pytest.fixture
def client(settings, soon_again):
    running = Client(replace(settings, cache_folder=None))
    yield running
    running.close()


@pytest.fixture
def hasty(settings):
    running = Client(replace(settings, timeout=SHORT, cache_folder=None))
    yield running
    running.close()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", RateLimitedError),
        ("429-for-an-hour", RateLimitedError),
        ("400", RefusedError),
        ("403", RefusedError),
        ("500", RefusedError),
        ("504-html", RefusedError),
        ("html", PayloadChangedError),
        ("html-as-json", PayloadChangedError),
        ("empty", PayloadChangedError),
        ("half-json", PayloadChangedError),
        ("broken-gzip", PayloadChangedError),
        ("deep", PayloadChangedError),
        ("truncated", UnreachableError),
        ("reset", UnreachableError),
        ("hang", UnreachableError),
        ("drip", UnreachableError),
        ("drip-headers", UnreachableError),
        ("redirect-elsewhere", RefusedError),
        ("redirect-file", RefusedError),
        ("redirect-loop", RefusedError),
    ],
)
def test_every_fault_is_one_error_after_a_few_tries(server, client, hasty, fault, error):
    server.faults["crossref"] = FAULTS[fault]
    with pytest.raises(error) as caught:
        (hasty if fault in SLOW else client).fetch(ONE)
    assert type(caught.value) is error or error is UnreachableError
    assert len(server.log) <= 6
    # It was the client that gave up.
    assert ("did not answer within" in caught.value.message) == (fault in SLOW)
    assert "Crossref" in caught.value.message


@pytest.mark.parametrize("fault", ["429-retry-after", "500", "html", "half-json"])
def test_what_passes_is_asked_again(server, client, fault):
    server.faults["crossref"] = replace(FAULTS[fault], times=1)
    assert client.fetch(ONE).status == 200
    assert len(server.log) == 2


class _Late(threading.Event):
    """What a machine under load does: it wakes up later than it was asked to."""

    def wait(self, timeout: float | None = None) -> bool:
        return super().wait((timeout or 0) + 2.2)


@pytest.mark.parametrize("fault", ["500", "504-html", "html"])
def test_a_wait_that_took_too_long_keeps_the_reason(server, settings, fault):
    client = Client(replace(settings, timeout=3, cache_folder=None))
    client.limiter(ONE.service, ONE.pool)  # whose own waits are none of those meant
    client.stopping = _Late()
    server.faults["crossref"] = FAULTS[fault]
    with pytest.raises(SourceError) as caught:
        client.fetch(ONE)
    assert "did not answer within" not in caught.value.message
    assert len(server.log) == 1
    client.close()


@pytest.mark.parametrize("fault", ["400", "403", "redirect-file"])
def test_what_does_not_pass_is_not_asked_again(server, client, fault):
    server.faults["crossref"] = FAULTS[fault]
    with pytest.raises(RefusedError):
        client.fetch(ONE)
    assert len(server.log) == 1


def test_a_service_that_stays_silent_is_left_alone(server, hasty):
    server.faults["crossref"] = FAULTS["hang"]
    for _ in range(2):
        with pytest.raises(UnreachableError):
            hasty.fetch(ONE)
    asked = len(server.log)
    with pytest.raises(UnreachableError, match="not asked again"):
        hasty.fetch(ONE)
    assert len(server.log) == asked


def test_absence_is_an_answer_only_where_one_record_is_asked_for(server, client):
    server.faults["crossref"] = FAULTS["404"]
    assert client.fetch(ONE).status == 404
    with pytest.raises(RefusedError):
        client.fetch(replace(ONE, path="/works", may_be_absent=False))


def test_nothing_is_asked_offline(server, settings):
    client = Client(replace(settings, offline=True))
    with pytest.raises(UnreachableError, match="offline"):
        client.fetch(ONE)
    assert server.log == []


def test_a_port_where_nobody_listens_is_said():
    client = Client(Settings(urls={"crossref": "http://127.0.0.1:9"}))
    with pytest.raises(UnreachableError, match="connection refused"):
        client.fetch(ONE)
    client.close()


# ── habanero ─────────────────────────────────────────────────────────────────────────────────


def test_crossref_is_asked_through_habanero_over_our_connections(client, monkeypatch):
    import habanero

    asked = []
    works = habanero.Crossref.works

    def watched(self, **arguments):
        asked.append(arguments)
        return works(self, **arguments)

    monkeypatch.setattr(habanero.Crossref, "works", watched)
    gateway = Gateway(client, Cache(None))
    assert gateway.fetch(ONE).status == 200
    params = (("filter", "doi:10.5555/a,doi:10.5555/published"), ("rows", "2"))
    gateway.fetch(Request("crossref", "/works", params, pool="list"))
    assert asked == [
        {"ids": ["10.5555%2Fpublished"]},
        {"filter": {"doi": ["10.5555/a", "10.5555/published"]}, "limit": 2},
    ]
    # Both went over the one pool: habanero alone would have sent its own name as agent.
    assert gateway.client.counts["crossref 200"] == 2


def test_habanero_of_others_in_this_process_still_works(server, client):
    import habanero

    from mscref.sources.habanero_client import HabaneroClient

    HabaneroClient(client).fetch(ONE)
    answer = habanero.Crossref(base_url=f"{server.url}/crossref").works(ids="10.5555/published")
    assert answer["message"]["DOI"] == "10.5555/published"


# ── who asks ─────────────────────────────────────────────────────────────────────────────────


def test_no_secret_and_no_address_in_any_message(server, settings):
    secret = replace(settings, mailto="ada@example.org", plus_token="t0ken", timeout=0.3)
    for fault in ("429", "500", "hang", "html", "redirect-elsewhere", "reset"):
        server.faults["crossref"] = FAULTS[fault]
        client = Client(secret)
        with pytest.raises(SourceError) as caught:
            client.fetch(ONE)
        client.close()
        shown = f"{caught.value} {caught.value.hint}"
        assert "t0ken" not in f"{shown} {secret!r}"
        assert "ada@" not in repr(secret)
        assert "http://" not in shown
        assert "ada@" not in shown


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"urls": {"crossref": "ftp://example.org"}}, "must start with http"),
        ({"urls": {"crossref": "localhost:80"}}, "must start with http"),
        ({"urls": {"nobody": "http://x"}}, "no source called `nobody`"),
        ({"mailto": "not an address"}, "mail address"),
        ({"mailto": "a@b\r\nX-Evil: 1"}, "mail address"),
        ({"timeout": 0}, "between 0 and 3600"),
        ({"timeout": float("nan")}, "between 0 and 3600"),
        ({"environ": {"MSCREF_NCBI_API_KEY": "a\nb"}}, "cannot be sent"),
    ],
)
def test_settings_that_cannot_be_meant(changes, message):
    with pytest.raises(ConfigError, match=message):
        make_settings(**{"urls": {}, "environ": {}, **changes})


def test_one_address_for_all_services():
    urls = {"sources": "http://localhost:1/", "arxiv": "http://a"}
    settings = make_settings(urls=urls, environ={})
    assert settings.url("crossref") == "http://localhost:1/crossref"
    assert settings.url("arxiv") == "http://a"


@pytest.mark.parametrize(
    ("settings", "pool", "rate"),
    [
        (Settings(), "single", Rate(5, 1, 1)),
        (Settings(), "list", Rate(1, 1, 1)),
        (Settings(mailto="a@b.org"), "single", Rate(10, 1, 3)),
        (Settings(mailto="a@b.org"), "list", Rate(3, 1, 3)),
    ],
)
def test_the_limits_of_crossref_before_it_says_its_own(settings, pool, rate):
    assert settings.rate("crossref", pool) == rate


# ── limits ───────────────────────────────────────────────────────────────────────────────────


def test_limits_are_learnt_from_the_headers():
    limiter = Limiter(Rate(1, 1, 1), stopping=threading.Event())
    limits = {"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}
    limiter.learn({**limits, "x-concurrency-limit": "5"})
    assert limiter.rate == Rate(50, 1, 5)
    limiter.learn({"x-rate-limit-limit": "-3", "x-rate-limit-interval": "never"})
    limiter.learn({"x-rate-limit-limit": "1e99", "x-concurrency-limit": "0"})
    assert limiter.rate == Rate(50, 1, 5)


class _Clock(threading.Event):
    """A clock that stands still but while somebody waits for the run to end."""

    now = 1000.0

    def wait(self, timeout: float | None = None) -> bool:
        self.now += 0 if self.is_set() else timeout or 0
        return self.is_set()


def test_requests_keep_their_distance_and_wake_when_the_run_ends(monkeypatch):
    clock, starts = _Clock(), []
    monkeypatch.setattr("mscref.sources.limits.time.monotonic", lambda: clock.now)
    limiter = Limiter(Rate(20, 1, 1), stopping=clock)
    for _ in range(4):
        with limiter.turn():
            starts.append(clock.now)
    apart = [later - one for one, later in itertools.pairwise(starts)]
    assert all(1 / 20 <= one < 1.1 / 20 for one in apart)
    limiter.pause(60)
    with limiter.turn():
        assert clock.now >= starts[-1] + 60
    clock.set()
    with pytest.raises(Interrupted), limiter.turn():
        pass


def test_a_server_that_counts_never_says_too_many(recordings):
    dois = ["10.5555/retracted", "10.5555/notice", "10.5555/published", "10.5555/a"]
    with ReplayServer(recordings, enforce_limits=True) as server:
        settings = Settings(urls=server.urls(), mailto="a@example.org")
        with Resolver(settings) as resolver:
            for doi in dois:
                assert isinstance(resolver.resolve_one(doi), Resolved)
            assert all(isinstance(one, Resolved) for one in resolver.resolve(dois))
        assert [status for _, _, status in server.log if status == 429] == []
