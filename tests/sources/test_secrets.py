"""Keys, tokens and the mail address go to their owner only; a recording server sees no other.

The recorder stands in for the service, and as the proxy of the environment it sees whatever leaves
for another host.
"""

from __future__ import annotations

import pytest
from tests.replay.recorder import Recorder

from mscref.errors import ConfigError, ExitCode, SourceError
from mscref.sources.base import Request
from mscref.sources.settings import Settings, is_private_way, make_settings
from mscref.sources.transport import HttpTransport

MAIL, TOKEN, NCBI, GOOGLE = "me@example.org", "T0KEN", "NCB1KEY", "G00GLEKEY"
SECRETS = (MAIL, "me%40example.org", TOKEN, NCBI, GOOGLE)
SERVICES = ("crossref", "pubmed", "googlebooks", "idconv", "doi")
KEY_OF = {"crossref": TOKEN, "pubmed": NCBI, "googlebooks": GOOGLE}


def settings(**urls: str) -> Settings:
    return Settings(urls=urls, mailto=MAIL, plus_token=TOKEN, ncbi_key=NCBI, google_key=GOOGLE)


def ask(where: Settings, service: str) -> Exception | None:
    transport = HttpTransport(where)
    try:
        transport.send(Request(service, "/x", (("q", "1"),)), seconds=5)
    except SourceError as error:
        assert error.exit_code is ExitCode.SOURCE
        assert not any(secret in f"{error.message} {error.hint}" for secret in SECRETS)
        return error
    finally:
        transport.close()
    return None


LOCATIONS = [
    "http://japanlinkcenter.org/x",
    "https://japanlinkcenter.org/x",
    "http://doi.org/x?{query}",
    "http://arxiv.org/?a={query}",
    "http://evil.example/x",
    "http://api.crossref.org.evil.example/",
    "//data.crosscite.org/x",
    "http://localhost:1/x",
    "http://127.0.0.1:1/x",
]


@pytest.mark.parametrize("service", KEY_OF)
@pytest.mark.parametrize("location", LOCATIONS)
def test_nothing_travels_along_a_redirect_to_another_host(
    service: str, location: str, monkeypatch: pytest.MonkeyPatch
):
    with Recorder(location) as stand_in, Recorder() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        ask(settings(**{service: stand_in.url}), service)
    assert len(stand_in.seen) == 1
    told = "".join(proxy.seen)
    assert not any(secret in told for secret in SECRETS)
    assert KEY_OF[service] in stand_in.seen[0]  # this machine may know them


@pytest.mark.parametrize("service", SERVICES)
def test_no_key_over_plain_http(service: str, monkeypatch: pytest.MonkeyPatch):
    with Recorder() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        ask(settings(**{service: "http://stand-in.example"}), service)
    assert len(proxy.seen) == 1
    assert not any(key in proxy.seen[0] for key in (TOKEN, NCBI, GOOGLE))


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    ("listening", "named"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1", "localhost"),
        ("127.0.0.1", "LocalHost"),
        ("127.0.0.2", "127.0.0.2"),
        ("127.44.5.6", "127.44.5.6"),
        ("::1", "[::1]"),
        ("::1", "[0:0:0:0:0:0:0:1]"),
    ],
)
def test_this_machine_is_not_asked_through_a_proxy(
    service: str, listening: str, named: str, monkeypatch: pytest.MonkeyPatch
):
    with stand_in_at(listening) as stand_in, Recorder() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        ask(settings(**{service: f"http://{named}:{stand_in.server_address[1]}"}), service)
    assert not proxy.seen
    assert len(stand_in.seen) == 1
    assert KEY_OF.get(service, "") in stand_in.seen[0]


def stand_in_at(host: str) -> Recorder:
    try:
        return Recorder(host=host)
    except OSError as error:  # macOS has 127.0.0.1 only, and a machine may have no IPv6
        pytest.skip(f"this machine does not listen at {host}: {error}")


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.0.0.1", "localhost."])
def test_what_resolvers_may_take_elsewhere_gets_no_key(host: str, monkeypatch: pytest.MonkeyPatch):
    with Recorder() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        for service in KEY_OF:
            ask(settings(**{service: f"http://{host}:9"}), service)
    assert len(proxy.seen) == len(KEY_OF)
    assert not any(key in "".join(proxy.seen) for key in KEY_OF.values())


def test_a_proxy_sees_of_https_only_the_host(monkeypatch: pytest.MonkeyPatch):
    with Recorder() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        for service in SERVICES:
            assert ask(settings(), service)
    assert proxy.seen
    assert not any(secret in "".join(proxy.seen) for secret in SECRETS)


@pytest.mark.parametrize(
    "location",
    [
        "http://[::1",
        "http://[::1]:x/",
        "http://doi.org:99999/",
        "https://a:b@doi.org/",
        "https://doi.org@evil.example/",
        "http://doi .org/",
        "http:///x",
        "file:///etc/passwd",
        "gopher://doi.org/",
        "javascript:alert(1)",
        "http://\u00e9vil.example/",
        "https://doi.org%2f@evil.example/",
        "\\\\doi.org\\x",
    ],
)
def test_an_address_that_cannot_be_followed_is_an_outage(location: str):
    with Recorder(location) as stand_in:
        stand_in.location = location.encode().decode("latin-1")
        error = ask(settings(crossref=stand_in.url), "crossref")
    # A relative address that is none of a host is the same service: it redirects in circles.
    assert isinstance(error, SourceError)
    # Neither what is in the address nor a password of it is said; at most its host.
    assert not any(part in error.message for part in ("passwd", "a:b", "alert", "%2f", "99999"))


@pytest.mark.parametrize(
    ("url", "is_private"),
    [
        ("https://api.crossref.org", True),
        ("http://api.crossref.org", False),
        ("http://localhost:8000/x", True),
        ("http://127.3.2.1", True),
        ("http://[::1]:8", True),
        ("http://[::ffff:127.0.0.1]", False),
        ("http://127.0.0.999", False),
        ("http://127.1", False),
        ("http://localhost.", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://localhost@evil.example", False),
        ("http://[::1", False),
        ("ftp://localhost", False),
    ],
)
def test_private_ways(url: str, is_private: bool):
    assert is_private_way(url) is is_private


@pytest.mark.parametrize("url", ["http://[::1", "http://x:99999", "http://a b", "x", "http://"])
def test_malformed_settings_are_said(url: str):
    with pytest.raises(ConfigError):
        make_settings(urls={"crossref": url}, environ={})
