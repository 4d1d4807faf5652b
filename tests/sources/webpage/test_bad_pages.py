"""Pages and servers that misbehave: one clear message each, in time, and nothing invented."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.counting import is_linear
from tests.replay.pages import PageServer, Served
from tests.replay.recordings import Recordings
from tests.replay.server import ReplayServer

from mscref.app.resolve import read_identifiers, resolve, warnings_of
from mscref.app.webpages import is_page, read_address
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Settings
from mscref.sources.webpage.fetching import (
    is_private,
    is_same_site,
    shown_address,
    typed_address,
)
from mscref.sources.webpage.head import encoding_of, read_head

SECRET = "secret.person@example.org"


def drip(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Slow</title>")
    for _ in range(100):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.05)


def hang(handler: Any) -> None:
    time.sleep(3)


def endless(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Big</title>")
    for _ in range(100):
        handler.wfile.write(b"x" * 1_000_000)


def half(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<title>Half</title>")


def nothing(handler: Any) -> None:
    handler.connection.close()


BOMB = gzip.compress(b"<title>Bomb</title>" + b" " * 60_000_000)
LATE = "did not answer within"
ROWS = {
    "/drip": (Served(act=drip), 5, LATE),
    "/hang": (Served(act=hang), 5, LATE),
    "/endless": (Served(act=endless), 5, "more than 8 MB"),
    "/half": (Served(act=half), 5, "broke off"),
    "/nothing": (Served(act=nothing), 5, "broke off"),
    "/bomb": (Served(BOMB, headers={"Content-Encoding": "gzip"}), 5, "more than 8 MB"),
    "/notgzip": (Served(b"<title>x", headers={"Content-Encoding": "gzip"}), 5, "unpacked"),
    "/401": (Served(status=401), 5, "login"),
    "/403": (Served(b"<title>Works</title>", status=403), 5, "does not let programs in"),
    "/404": (Served(b"<title>Works</title>", status=404), 4, "no such page (status 404)"),
    "/410": (Served(status=410), 4, "no such page (status 410)"),
    "/429": (Served(status=429, headers={"Retry-After": "60"}), 5, "slow down"),
    "/451": (Served(status=451), 5, "legal"),
    "/500": (Served(status=500), 5, "status 500"),
    "/503": (Served(b"<title>Just a moment</title>", status=503), 5, "status 503"),
    "/204": (Served(status=204), 5, "status 204"),
    "/circle": (Served(status=302, headers={"Location": "/circle"}), 5, "in circles"),
    "/file": (Served(status=302, headers={"Location": "file:///etc/passwd"}), 5, "do not follow"),
    "/inside": (Served(status=302, headers={"Location": "http://127.0.0.1:1/"}), 5, "not follow"),
    "/name": (Served(status=302, headers={"Location": "http://localhost:1/"}), 5, "not follow"),
    "/lan": (Served(status=302, headers={"Location": "http://192.168.0.1/"}), 5, "not follow"),
    "/v6": (Served(status=302, headers={"Location": "http://[::ffff:10.0.0.1]/"}), 5, "not follow"),
    "/metadata": (Served(status=302, headers={"Location": "http://169.254.169.254/"}), 5, "follow"),
    "/user": (Served(status=302, headers={"Location": "http://a:b@x.example/"}), 5, "not follow"),
    "/broken": (Served(status=302, headers={"Location": "http://[::1"}), 5, "not follow"),
    "/pdf": (Served(b"%PDF-1.7 ...", "application/pdf"), 3, "is a PDF"),
    "/lyingpdf": (Served(b"%PDF-1.7 ...", "text/html"), 3, "is a PDF"),
    "/png": (Served(b"\x89PNG\r\n\x1a\n\0\0", "image/png"), 3, "binary"),
    "/json": (Served(b'{"a": 1}', "application/json"), 3, "neither a web page nor a bibliography"),
    "/words": (Served(b"just words", "text/plain"), 3, "neither a web page nor a bibliography"),
    "/empty": (Served(b""), 4, "no title"),
    "/blank": (Served(b"<title> &nbsp; </title>"), 4, "no title"),
}


@pytest.fixture(scope="module")
def pages() -> Iterator[PageServer]:
    with PageServer() as running:
        running.rows |= {path: row for path, (row, _, _) in ROWS.items()}
        yield running


@pytest.fixture(scope="module")
def resolver() -> Iterator[Resolver]:
    with (
        ReplayServer(Recordings()) as registries,
        Resolver(Settings(urls=registries.urls(), timeout=30)) as running,
    ):
        yield running


def read(url: str, resolver: Resolver, **settings: Any) -> list[Resolved | Unresolved]:
    return list(read_address(url, resolver, Settings(**{"timeout": 30, **settings})))


@pytest.mark.parametrize("path", ROWS)
def test_one_message(pages: PageServer, resolver: Resolver, path: str):
    _, code, words = ROWS[path]
    patience = {"timeout": 0.5} if words == LATE else {}
    (outcome,) = read(f"{pages.url}{path}?key=hidden", resolver, **patience)
    assert isinstance(outcome, Unresolved), outcome
    assert (int(outcome.error.exit_code), words in outcome.error.message) == (code, True), (
        outcome.error.message
    )
    assert "hidden" not in f"{outcome.error.message} {outcome.error.hint}"
    assert outcome.error.message.startswith(f"127.0.0.1:{pages.server_address[1]}{path}")


def test_nothing_of_the_user_goes_along(pages: PageServer, resolver: Resolver):
    pages.rows["/plain"] = Served(b"<title>Plain</title>")
    pages.seen.clear()
    secrets = {"mailto": SECRET, "plus_token": SECRET, "ncbi_key": SECRET, "google_key": SECRET}
    (outcome,) = read(f"{pages.url}/plain?a=%20b&c", resolver, **secrets)
    assert isinstance(outcome, Resolved)
    assert len(pages.seen) == 1
    assert "GET /plain?a=%20b&c HTTP" in pages.seen[0]
    assert "secret" not in pages.seen[0]


def test_offline_asks_nobody(pages: PageServer, resolver: Resolver):
    pages.seen.clear()
    (outcome,) = read(f"{pages.url}/plain", resolver, offline=True)
    assert isinstance(outcome, Unresolved)
    assert "working offline" in outcome.error.message
    assert pages.seen == []


def test_a_redirect_on_the_typed_server_is_followed(pages: PageServer, resolver: Resolver):
    pages.rows["/old"] = Served(status=301, headers={"Location": "/new?x=1"})
    pages.rows["/new"] = Served(b"<title>Moved</title>")
    (outcome,) = read(f"{pages.url}/old", resolver)
    assert isinstance(outcome, Resolved)
    assert outcome.reference.text("URL") == f"{pages.url}/new?x=1"


def test_a_redirect_to_a_login_is_one(pages: PageServer, resolver: Resolver):
    pages.rows["/paper"] = Served(status=302, headers={"Location": "/idp/login?next=/paper"})
    pages.rows["/idp/login"] = Served(b"<title>Rain University</title><input type=password>")
    (outcome,) = read(f"{pages.url}/paper", resolver)
    assert isinstance(outcome, Unresolved)
    assert "login" in outcome.error.message


def test_a_name_that_turns_out_to_be_private_is_not_asked(
    pages: PageServer, resolver: Resolver, monkeypatch: pytest.MonkeyPatch
):
    """A public name whose address is this machine's: it is looked at when it is connected."""
    import socket

    real = socket.getaddrinfo
    port = pages.server_address[1]

    def lookup(host: Any, *args: Any, **more: Any) -> Any:
        return real("127.0.0.1" if host == "rain.example" else host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    where = f"http://rain.example:{port}/plain"
    pages.rows["/rebind"] = Served(status=302, headers={"Location": where})
    pages.rows["/plain"] = Served(b"<title>Plain</title>")
    pages.seen.clear()
    (outcome,) = read(f"{pages.url}/rebind", resolver)
    assert isinstance(outcome, Unresolved)
    assert "private address" in outcome.error.message
    assert len(pages.seen) == 1


def test_a_bibliography_that_stands_at_an_address(pages: PageServer, resolver: Resolver):
    text = b"@book{a, title={One}}\n@book{b, title={Two}, year={1999}}\n"
    pages.rows["/refs.bib"] = Served(text, "text/plain")
    outcomes = read(f"{pages.url}/refs.bib", resolver)
    assert [one.reference.text("title") for one in outcomes if isinstance(one, Resolved)] == [
        "One", "Two"
    ]  # fmt: skip
    assert len({one.identifier for one in outcomes}) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("www.rain.example/a?b=c", "https://www.rain.example/a?b=c"),
        (" https://rain.example ", "https://rain.example"),
        ("https://müller.example:8443/ä", "https://xn--mller-kva.example:8443/ä"),
        ("https://雨.example/", "https://xn--ep5a.example/"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://[ü", "http://[ü"),
    ],
)
def test_what_is_typed(typed: str, expected: str):
    assert typed_address(typed) == expected


def test_a_line_of_a_file_leads_to_nothing_private(pages: PageServer, tmp_path: Path):
    pages.rows["/plain"] = Served(b"<title>Plain</title>")
    listed = tmp_path / "list.txt"
    listed.write_text(f"{pages.url}/plain\n")
    pages.seen.clear()
    (outcome,) = resolve(read_identifiers([str(listed)]), Settings(timeout=30), visits_pages=True)
    assert isinstance(outcome, Unresolved)
    assert "private address" in outcome.error.message
    assert pages.seen == []
    (outcome,) = resolve([f"{pages.url}/plain"], Settings(timeout=30), visits_pages=True)
    assert isinstance(outcome, Resolved)


def test_programs_read_no_pages(pages: PageServer):
    pages.rows["/plain"] = Served(b"<title>Plain</title>")
    pages.seen.clear()
    (outcome,) = resolve([f"{pages.url}/plain"], Settings())
    assert isinstance(outcome, Unresolved)
    assert outcome.error.exit_code == 2
    assert pages.seen == []


def test_an_identifier_that_cannot_be_asked_for_is_left_out(pages: PageServer):
    head = b"<meta name=citation_title content=Rain><meta name=citation_doi content=10.5555/rain>"
    pages.rows["/rain"] = Served(head)
    nobody = Settings(urls={"sources": "http://127.0.0.1:1", "crossref": "http://127.0.0.1:1"})
    with Resolver(nobody) as running:
        (outcome,) = read(f"{pages.url}/rain?key=hidden", running)
    assert isinstance(outcome, Resolved)
    assert "DOI" not in outcome.reference.fields
    assert "10.5555/rain stands on the page and is left out" in outcome.remarks[0].message
    assert "hidden" not in " ".join(warnings_of(outcome))


# What stands before, what is said again and again, and what stands behind.
BOMBS = (
    ("", "<div>", ""), ("", "<!--", ""), ("", "<!x", ""), ("", "<?", ""), ("", "</", ""),
    ("", "<a ", ">"), ("", "<a x='", ">"), ("", "<", ">"), ("", "&#x", ">"), ("", "<script>", ""),
    ("", "<![CDATA[", ""), ("", "<meta name=a content=b>", ""), ("", "<title>", "</title>"),
    ("", "<h1>x</h1>", ""), ("", "<svg><title>x</title>", ""),
    ("<meta name=author content='", "A B, ", "'>"), ("<meta name=author content='", "a.b ", "'>"),
    ("<meta name=date content='", "1 ", "'>"), ("<title>", "a | - ", "</title>"),
    ("<script type='application/ld+json'>", "[", "</script>"),
    ("<script type='application/ld+json'>", '{"@graph":', "</script>"),
    ("<meta charset='", "x", "'>"),
)  # fmt: skip


@pytest.mark.parametrize("bomb", range(len(BOMBS)))
def test_a_page_that_is_made_to_be_slow(pages: PageServer, resolver: Resolver, bomb: int):
    before, unit, behind = BOMBS[bomb]

    def page(size: int) -> bytes:
        return (before + unit * (size // len(unit)) + behind + "<title>After all</title>").encode()

    def work(body: bytes) -> None:
        pages.rows["/slow"] = Served(body)
        read(f"{pages.url}/slow", resolver)

    assert is_linear(work, page, 800_000)


def test_encodings_that_are_none_of_pages():
    labels = (
        "rot13",
        "zip",
        "punycode",
        "idna",
        "unicode_escape",
        "base64",
        "utf-7",
        "\0",
        "",
        "é",
    )
    assert [encoding_of(one) for one in labels] == [""] * len(labels)
    assert encoding_of("Windows-1252") == "cp1252"
    assert encoding_of("latin1") == "cp1252"
    assert read_head(b"\xef\xbb\xbf<title>\xc3\xa4</title>", "latin1").title == "ä"
    assert read_head("<title>ä</title>".encode("utf-16"), "").title == "ä"
    assert read_head(b"<meta charset=utf-16><title>\xc3\xa4</title>", "").title == "ä"
    assert read_head(b"<title>\xe4</title>", "").title == "ä"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("https://example.org/news/1", True),
        ("www.example.org/news", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("https://doi.org/10.5555/published", False),
        ("https://doi.org/10.555", False),
        ("https://arxiv.org/abs/2101.00001", False),
        ("https://publisher.example/doi/10.5555/abc/full", False),
        ("example", False),
        ("ftp://example.org/x", False),
    ],
)
def test_which_words_are_pages(word: str, expected: bool):
    assert is_page(word) is expected


def test_places():
    private = "127.0.0.1 10.1.2.3 192.168.1.1 169.254.169.254 ::1 fe80::1 0.0.0.0 ::ffff:127.0.0.1"
    assert all(map(is_private, f"{private} localhost printer.local nas x.internal".split()))
    assert not any(map(is_private, ("example.org", "93.184.216.34", "2606:2800:220:1::1")))
    page = "https://www.rain.example/a"
    assert is_same_site("https://rain.example/x.bib", page)
    assert is_same_site("https://files.rain.example/x.bib", page)
    assert not is_same_site("http://rain.example/x.bib", page)
    assert not is_same_site("https://rain.example.evil/x.bib", page)
    assert not is_same_site("https://rain.example:8443/x.bib", page)
    assert shown_address("https://a:b@rain.example/x/?key=1#f") == "rain.example/x"
