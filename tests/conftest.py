"""Fixtures for every test: no network, no settings of the machine, and the shared data if there."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.slowness"]

# How fast examples are made says something about the load of the machine, nothing about us.
# The same examples at every run, so that a change is judged by itself; MSCREF_EXPLORE=1 looks
# for new ones.
settings.register_profile(
    "any-load",
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
    derandomize="MSCREF_EXPLORE" not in os.environ,
)
settings.load_profile("any-load")

LOCAL_HOSTS = frozenset(["::1", "0:0:0:0:0:0:0:1", "localhost"])


def is_local(host: str) -> bool:
    return host in LOCAL_HOSTS or host.startswith("127.")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data: $MSCREF_SHARED, else ../shared; skips where absent."""
    folder = Path(os.environ.get("MSCREF_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip("the shared test data is not here; set MSCREF_SHARED to its folder")
    return folder


@pytest.fixture
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked again is asked at once: a timeout may be generous where a server refuses."""
    monkeypatch.setattr("mscref.sources.client._FIRST_BACKOFF", 0.01)


@pytest.fixture(autouse=True)
def only_local_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection except to this machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and not is_local(address[0]):
            pytest.fail(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No MSCREF_* settings, and home, cache and data folders of the test's own."""
    for name in [name for name in os.environ if name.startswith("MSCREF_")]:
        if name != "MSCREF_SHARED":
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home))
