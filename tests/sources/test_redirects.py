"""Where a service may send us, and what each service is told, question by question."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.replay.recorder import Recorder

from mscref.errors import RefusedError, SourceError
from mscref.sources.base import Request, Response
from mscref.sources.resolver import Resolver
from mscref.sources.settings import SERVICES, Settings
from mscref.sources.transport import HttpTransport

MAIL = "me@example.org"
KEYS = {"crossref": "T0KEN", "pubmed": "NCB1KEY", "googlebooks": "G00GLEKEY"}


class Script(HttpTransport):
    """Answers with a redirect for each location, then 200; notes what was asked."""

    def __init__(self, *locations: str) -> None:
        super().__init__(Settings(mailto=MAIL, ncbi_key=KEYS["pubmed"]))
        self.locations = list(locations)
        self.asked: list[str] = []

    def _get(self, request, url, params, seconds):
        self.asked.append(url + "?" + "&".join(f"{name}={value}" for name, value in params))
        if not self.locations:
            return Response(request.service, 200, {}, b"{}")
        return Response(request.service, 302, {"location": self.locations.pop(0)}, b"")


def ask(transport: Script, service: str = "doi") -> Response:
    return transport.send(Request(service, "/10.1000/x", ()), seconds=5)


@pytest.mark.parametrize(
    "way",
    [
        ["http://doi.org/10.1000/x"],
        ["http://api.crossref.org/works"],
        ["https://api.crossref.org/a", "http://api.crossref.org/b"],
        ["HTTP://DOI.ORG/x"],
        ["http:\\\\doi.org\\x"],
    ],
)
def test_never_from_https_to_http(way: list[str]):
    transport = Script(*way)
    with pytest.raises(RefusedError):
        ask(transport)
    assert not [url for url in transport.asked if not url.startswith("https://")]


@pytest.mark.parametrize("count", [5, 6, 50])
def test_five_redirects_are_followed_and_no_more(count: int):
    transport = Script(*[f"https://doi.org/{n}" for n in range(count)])
    if count <= 5:
        assert ask(transport).status == 200
    else:
        with pytest.raises(RefusedError, match="in circles"):
            ask(transport)
    assert len(transport.asked) == 6


@pytest.mark.parametrize("host", ["evil.example", "localhost", "[::1]", "10.0.0.1", "doi.org.x"])
def test_only_known_hosts_are_followed(host: str):
    transport = Script(f"https://{host}/x")
    with pytest.raises(RefusedError):
        ask(transport)
    assert len(transport.asked) == 1


def test_what_is_ours_stays_with_the_service():
    transport = Script("https://eutils.ncbi.nlm.nih.gov/again", "https://www.ncbi.nlm.nih.gov/x")
    assert ask(transport, "pubmed").status == 200
    first, second, third = transport.asked
    assert KEYS["pubmed"] in first
    assert KEYS["pubmed"] in second
    assert KEYS["pubmed"] not in third
    assert MAIL not in third


def told_to(service: str) -> str:
    keys = KEYS["crossref"], KEYS["pubmed"], KEYS["googlebooks"]
    with Recorder() as stand_in:
        transport = HttpTransport(Settings({service: stand_in.url}, MAIL, *keys))
        transport.send(Request(service, "/x", ()), seconds=5)
        transport.close()
    return "".join(stand_in.seen)


@pytest.mark.parametrize("service", SERVICES)
def test_each_key_goes_to_its_own_service_alone(service: str):
    told = told_to(service)
    own = {KEYS[service]} if service in KEYS else set()
    assert {key for key in KEYS.values() if key in told} == own


@pytest.mark.parametrize("service", SERVICES)
def test_the_mail_address_goes_to_services(service: str):
    told = told_to(service)
    assert f"mailto:{MAIL}" in told  # in the User-Agent
    is_parameter = "me%40example.org" in told.partition("\n")[0]
    assert is_parameter is (service in ("crossref", "pubmed", "idconv", "openalex"))


def test_crossref_is_never_asked_to_select(tmp_path: Path):
    with Recorder() as stand_in:
        urls = dict.fromkeys(SERVICES, stand_in.url)
        with Resolver(Settings(urls=urls, timeout=5)) as resolver:
            outcomes = list(resolver.resolve(["10.1000/a", "10.1000/b", "10.1000/c"]))
    assert len(outcomes) == 3
    lists = [line for line in stand_in.seen if "filter=" in line.partition("\n")[0]]
    assert lists
    assert all("rows=" in line and "select" not in line.partition("\n")[0] for line in lists)


def test_an_error_of_any_redirect_is_one_of_a_source():
    with pytest.raises(SourceError):
        ask(Script("http://[::1"))
