"""The replay server and settings that point to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.replay.recordings import Recordings, load
from tests.replay.server import ReplayServer

from mscref.sources.resolver import Resolver
from mscref.sources.settings import SERVICES, Rate, Settings

PATIENCE = 30  # seconds for an answer: a machine may be busy; where a server hangs, tests say less
UNHURRIED = dict.fromkeys(SERVICES, Rate(1000, 1, 10))


@pytest.fixture(scope="session")
def recordings() -> Recordings:
    """The hand-written recordings of the repository."""
    return load()


@pytest.fixture
def server(recordings: Recordings) -> Iterator[ReplayServer]:
    """A server that answers from them, without faults."""
    with ReplayServer(recordings) as running:
        yield running


@pytest.fixture
def settings(server: ReplayServer, tmp_path: Path) -> Settings:
    """Settings that lead to the server, with a cache of their own and without waits."""
    cache = tmp_path / "cache"
    return Settings(urls=server.urls(), timeout=PATIENCE, rates=UNHURRIED, cache_folder=cache)


@pytest.fixture(scope="module")
def calm_server(recordings: Recordings) -> Iterator[ReplayServer]:
    """A server for a whole module; its tests inject no faults."""
    with ReplayServer(recordings) as running:
        yield running


@pytest.fixture(scope="module")
def resolver(calm_server: ReplayServer) -> Iterator[Resolver]:
    """A resolver without a cache, for a whole module: making connections costs 100 ms."""
    with Resolver(Settings(urls=calm_server.urls(), timeout=PATIENCE, rates=UNHURRIED)) as running:
        yield running
