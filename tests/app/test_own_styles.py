"""A user's own styles and a newer collection: kept, named, refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.csl.test_bundle import style

from mscref.app.own_styles import add_style, collections_in_use, own_style_names, take_collection
from mscref.errors import (
    MscrefError,
    NotFoundError,
    PayloadChangedError,
    RefusedError,
    StyleError,
    UnreachableError,
    UsageError,
)
from mscref.sources.settings import Rate, Settings
from mscref.sources.style_files import fetch_style


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "mscref" / "styles"


def no_network(url: str) -> bytes:
    raise AssertionError(url)


def test_a_file_is_kept_under_its_name(tmp_path: Path, data: Path):
    (tmp_path / "My Thesis.csl").write_text(style("T"), encoding="utf-8")
    added = add_style(str(tmp_path / "My Thesis.csl"), fetch=no_network)
    assert (added.name, added.path, added.replaced) == ("my-thesis", data / "my-thesis.csl", False)
    assert added.path.read_text(encoding="utf-8") == style("T")
    assert not added.hides_installed
    again = add_style(str(tmp_path / "My Thesis.csl"), name="apa", fetch=no_network)
    assert again.hides_installed
    assert add_style(str(tmp_path / "My Thesis.csl"), fetch=no_network).replaced
    assert own_style_names() == ["apa", "my-thesis"]


@pytest.mark.parametrize("name", ["../x", "a/b", "", "..", "-", "x" * 200, "é", ".csl"])
def test_no_name_leaves_the_folder(name: str, tmp_path: Path, data: Path):
    (tmp_path / "t.csl").write_text(style("T"), encoding="utf-8")
    try:
        added = add_style(str(tmp_path / "t.csl"), name=name, fetch=no_network)
    except UsageError:
        return
    assert added.path.parent == data
    assert added.name in ("x", "b", "t")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no style",
        "<html></html>",
        "<style xmlns='http://purl.org/net/xbiblio/csl' version='1.0'><info/></style>",
        "<!DOCTYPE style><style/>",
    ],
)
def test_what_is_no_style_is_refused_and_nothing_is_kept(content: str, tmp_path: Path, data: Path):
    (tmp_path / "t.csl").write_text(content, encoding="utf-8")
    with pytest.raises(StyleError):
        add_style(str(tmp_path / "t.csl"), fetch=no_network)
    assert not data.exists()


def test_a_file_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError):
        add_style("nature", fetch=no_network)


def test_a_newer_collection_is_taken_and_an_older_refused(tmp_path: Path):
    folder = tmp_path / "styles-2999"
    folder.mkdir()
    (folder / "a.csl").write_text(style("a", "2001-01-01"), encoding="utf-8")
    with pytest.raises(StyleError, match="not newer"):
        take_collection(folder)
    assert [one.kind for one in collections_in_use()] == ["shipped"]
    (folder / "b.csl").write_text(style("b", "2999-01-01"), encoding="utf-8")
    assert take_collection(folder).styles == 2
    assert [one.kind for one in collections_in_use()] == ["yours", "shipped"]


class _Styles(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = {"/away.csl": 500, "/none.csl": 404}.get(self.path, 200)
        body = b"<html>" if "page" in self.path else style("From the web").encode()
        self.send_response(302 if self.path == "/moved.csl" else status)
        self.send_header("Location", "http://example.org/x.csl")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Styles)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(url: str) -> bytes:
    return fetch_style(url, Settings(timeout=30, rates={"styles": Rate(1000, 1, 10)}))


def test_a_style_is_fetched_from_its_address(address: str):
    added = add_style(f"{address}/folder/web.csl?version=3", fetch=fetch)
    assert added.name == "web"
    assert added.path.read_text(encoding="utf-8") == style("From the web")


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/none.csl", RefusedError),
        ("/away.csl", RefusedError),
        ("/page.csl", PayloadChangedError),
        ("/moved.csl", RefusedError),
    ],
)
def test_a_server_that_has_no_style_is_one_message(
    path: str, error: type[MscrefError], address: str
):
    with pytest.raises(error):
        add_style(address + path, fetch=fetch)


@pytest.mark.parametrize("url", ["http://", "https://a@b/c.csl", "http://[x/y.csl"])
def test_what_is_no_address_is_one_message(url: str):
    with pytest.raises(UsageError):
        fetch(url)


def test_offline_asks_nobody():
    with pytest.raises(UnreachableError, match="offline"):
        fetch_style("http://127.0.0.1:9/x.csl", Settings(offline=True))
