"""The documentation as a site (`make site`): it is built without a warning, no link is dead, and it
asks nothing of another server."""

from __future__ import annotations

import logging
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Links(HTMLParser):
    """The links of a page, what it loads, and the names that one can link to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in LOADED and given.get(LOADED[tag]):
            self.loaded.append(given[LOADED[tag]])


def dead_links(site: Path) -> list[str]:
    """Every link that leads to nothing, and everything that is loaded from elsewhere."""
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    found = []
    for path, page in pages.items():
        for link in (*page.links, *page.loaded):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loaded or parts.scheme not in ("https", "http", "mailto"):
                    found.append(f"{path.relative_to(site)}: loads {link}")
                continue
            base = site if parts.path.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            anchor = unquote(parts.fragment)
            is_page = target in pages
            if not target.is_file() or (anchor and is_page and anchor not in pages[target].names):
                found.append(f"{path.relative_to(site)}: {link}")
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    commands = pytest.importorskip("mkdocs.commands.build", reason="pip install --group dev")
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site").resolve()
    warnings: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warnings.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        commands.build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    assert warnings == []
    return folder


def test_no_link_is_dead(site: Path):
    # MkDocs's own page of errors is written for the root of a server.
    assert [one for one in dead_links(site) if not one.startswith("404.html")] == []


def test_every_page_of_the_docs_is_in_the_site(site: Path):
    pages = {path.relative_to(site).with_suffix(".md") for path in site.rglob("*.html")}
    for page in (ROOT / "docs").rglob("*.md"):
        assert page.relative_to(ROOT / "docs") in pages
    assert {Path(name) for name in ("readme.md", "security.md", "contributing.md")} <= pages


def test_no_link_is_left_as_text(site: Path):
    """A link that the Markdown of the site does not know would be read as brackets."""
    import re

    for path in site.rglob("*.html"):
        text = re.sub(r"(?s)<(pre|code|script)\b.*?</\1>", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\]\([\w./#-]+\.md", text), path


def test_pictures_are_small_shown_and_load_nothing():
    """Made by `make pictures`; one that no page shows would be carried along for nothing."""
    shown = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    )
    pictures = [path for path in (ROOT / "docs" / "pictures").iterdir() if path.is_file()]
    assert pictures
    for path in pictures:
        assert path.stat().st_size < 150_000
        assert f"pictures/{path.name})" in shown
    svg = (ROOT / "docs" / "pictures" / "terminal.svg").read_text(encoding="utf-8")
    assert "url(http" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="no.html">x</a>', "a.html: no.html"),
        ('<a href="#no">x</a>', "a.html: #no"),
        ('<a href="b.html#no">x</a>', "a.html: b.html#no"),
        ('<img src="no.png">', "a.html: no.png"),
        ('<script src="https://cdn.example/x.js"></script>', "a.html: loads https://cdn.example/x.js"),
        ('<link href="//cdn.example/x.css">', "a.html: loads //cdn.example/x.css"),
        ('<a href="javascript:x">x</a>', "a.html: loads javascript:x"),
    ],
)  # fmt: skip
def test_dead_links_are_seen(tmp_path: Path, page: str, said: str):
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.html").write_text('<h1 id="yes">B</h1><a href="a.html">A</a>', encoding="utf-8")
    assert dead_links(tmp_path) == [said]
    (tmp_path / "a.html").write_text('<a href="b.html#yes">x</a>', encoding="utf-8")
    assert dead_links(tmp_path) == []
