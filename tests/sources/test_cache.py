"""Answers kept on disk: ages, sharing, damage."""

from __future__ import annotations

import threading

import pytest
from tests.replay.server import FAULTS

from mscref.records import replaced as replace
from mscref.sources.cache import ABSENT_AGE, DAY, RECORD_AGE, Cache, CachedAnswer
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.resolver import Resolver


class Clock:
    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cache(tmp_path, clock):
    opened = Cache(tmp_path / "deep" / "folder", now=clock)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("raw", "age", "is_there"),
    [
        ({"a": [1, "é"]}, 0, True),
        ({"a": 1}, RECORD_AGE - 1, True),
        ({"a": 1}, RECORD_AGE + 1, False),
        (None, 0, True),
        (None, ABSENT_AGE + 1, False),
        ({"a": 1}, -5 * DAY, True),
    ],
)
def test_answers_have_ages(cache, clock, raw, age, is_there):
    cache.put("crossref", "10.5555/a", raw)
    clock.now += age
    hit = cache.get("crossref", "10.5555/a", age=RECORD_AGE)
    assert (hit is not None) is is_there
    assert hit is None or hit.raw == raw


def test_sources_and_names_are_told_apart(cache):
    cache.put("crossref", "a", 1)
    cache.put("datacite", "a", 2)
    assert cache.get("datacite", "a", age=DAY).raw == 2
    assert cache.get("crossref", "b", age=DAY) is None


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_replaced(tmp_path, clock, damage):
    (tmp_path / "answers-1.sqlite").write_bytes(damage)
    cache = Cache(tmp_path, now=clock)
    cache.put("crossref", "a", 1)
    assert cache.get("crossref", "a", age=DAY) == CachedAnswer(1, clock.now)
    cache.close()


def test_a_damaged_row_is_a_miss(tmp_path):
    cache = Cache(tmp_path)
    cache.put("crossref", "a", 1)
    import sqlite3

    with sqlite3.connect(tmp_path / "answers-1.sqlite") as other:
        other.execute("UPDATE answers SET body = ?", (b"junk",))
    other.close()
    assert cache.get("crossref", "a", age=DAY) is None
    cache.close()


def test_a_file_damaged_while_it_is_open_is_replaced(tmp_path, clock):
    cache = Cache(tmp_path)
    for number in range(50):
        cache.put("crossref", str(number), "x" * 2000)
    cache.close()
    path = tmp_path / "answers-1.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 20_000)
    reopened = Cache(tmp_path, now=clock)
    for number in range(50):
        reopened.get("crossref", str(number), age=DAY)
        reopened.put("crossref", str(number), 1)
    assert reopened.get("crossref", "49", age=DAY) == CachedAnswer(1, clock.now)
    reopened.close()


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "folder")
    cache.put("crossref", "a", 1)
    assert cache.get("crossref", "a", age=DAY) is None
    assert cache.info() is None


def test_processes_share_it(tmp_path):
    caches = [Cache(tmp_path) for _ in range(4)]

    def fill(cache, start):
        for number in range(start, 200, 4):
            cache.put("crossref", str(number), number)

    threads = [threading.Thread(target=fill, args=(cache, n)) for n, cache in enumerate(caches)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    info = caches[0].info()
    assert info is not None
    assert sum(info.records.values()) == 200
    assert caches[0].clear() == 200
    assert caches[0].get("crossref", "1", age=DAY) is None
    for cache in caches:
        cache.close()


def test_it_opens_while_another_reads_a_file_that_is_no_write_ahead_log_yet(tmp_path):
    import sqlite3

    first = Cache(tmp_path)
    first.put("crossref", "a", 1)
    first.close()
    [place] = tmp_path.glob("*.sqlite")
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM answers").fetchone()  # takes the shared lock
    cache = Cache(tmp_path)
    assert cache.get("crossref", "a", age=DAY) is not None
    assert cache.info() is not None
    other.close()
    cache.close()


@pytest.mark.parametrize("letter", [b"\xcd", b"\xff", b"\x80"])
def test_a_schema_whose_name_is_no_utf8_is_thrown_away(tmp_path, letter):
    cache = Cache(tmp_path)
    cache.put("crossref", "a", 1)
    cache.close()
    [place] = tmp_path.glob("*.sqlite")
    written = place.read_bytes()
    # SQLite quotes the name in its message about the statement that it cannot read.
    place.write_bytes(
        written.replace(b"tableanswers", b"table" + letter + b"nswers").replace(
            b"CREATE", b"CREATF"
        )
    )
    cache.put("crossref", "b", 2)
    assert cache.get("crossref", "a", age=DAY) is None
    cache.put("crossref", "b", 2)
    assert cache.get("crossref", "b", age=DAY) is not None
    cache.close()


def test_a_second_run_asks_nothing(server, settings):
    identifiers = ["10.5555/published", "10.5555/data", "10.9999/none", "NCT04269525"]
    for _ in range(2):
        server.log.clear()
        with Resolver(settings) as resolver:
            outcomes = list(resolver.resolve(identifiers))
        assert [isinstance(one, Resolved) for one in outcomes] == [True, True, False, True]
    # What Crossref does not know from a list is not kept: a list may lag behind.
    assert {service for service, _, _ in server.log} <= {"crossref", "doi"}


def test_offline_takes_even_what_is_old(server, settings, monkeypatch):
    with Resolver(settings) as resolver:
        list(resolver.resolve(["10.5555/published"]))
    server.log.clear()
    monkeypatch.setattr("mscref.sources.cache.time.time", lambda: 1e12)
    with Resolver(replace(settings, offline=True)) as resolver:
        known, unknown = resolver.resolve(["10.5555/published", "10.5555/retracted"])
    assert isinstance(known, Resolved)
    assert isinstance(unknown, Unresolved)
    assert server.log == []


def test_refresh_asks_again(server, settings):
    for one in (settings, replace(settings, refresh=True)):
        server.log.clear()
        with Resolver(one) as resolver:
            list(resolver.resolve(["10.5555/published"]))
        assert len(server.log) == 1


@pytest.mark.parametrize("fault", ["500", "html", "403", "429-for-an-hour"])
def test_errors_are_never_kept(server, settings, fault):
    server.faults["crossref"] = FAULTS[fault]
    with Resolver(replace(settings, timeout=0.4)) as resolver:
        assert isinstance(resolver.resolve_one("10.5555/published"), Unresolved)
    server.faults.clear()
    with Resolver(settings) as resolver:
        assert isinstance(resolver.resolve_one("10.5555/published"), Resolved)


def test_answers_of_a_stand_in_are_never_those_of_the_service(tmp_path, clock):
    stand_in = Cache(tmp_path, now=clock, addresses={"crossref": "http://127.0.0.1:8000"})
    stand_in.put("crossref", "10.1/x", {"title": "made up"})
    assert stand_in.get("crossref", "10.1/x", age=60) is not None
    assert Cache(tmp_path, now=clock).get("crossref", "10.1/x", age=60) is None
