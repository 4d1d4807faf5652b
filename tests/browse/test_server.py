"""`mscref browse` as those ask who may, and those who may not."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.browse.conftest import ask, serving, wish

from mscref.app.browsing.browser import Browser
from mscref.browse.commands import Commands
from mscref.browse.server import SiteServer
from mscref.browse.site import Site

LIBRARY = """\
@article{roth2020,
  author = {Roth, Anna},
  title = {On whales},
  journal = {Journal of Seas},
  year = {2020},
  pages = {1--9},
  doi = {https://doi.org/10.1000/182},
}

@book{adams1999,
  author = {Adams, Ben},
  title = {</script><img src=x onerror=alert(1)>},
  publisher = {Sea Press},
  year = {1999},
}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    file = tmp_path / "refs.bib"
    file.write_text(LIBRARY, encoding="utf-8")
    return file


@pytest.fixture
def server(library: Path, browser_of: Callable[..., Browser]) -> Iterator[SiteServer]:
    with serving(browser_of(library)) as started:
        yield started


PROPOSED = {"place": "0", "key": "roth2020", "code": "doi-as-url"}


def test_who_has_the_address_is_answered(server):
    ask(server, "find")
    status, page, headers = ask(server, "")
    assert (status, "On whales" in page) == (200, True)
    assert "<img" not in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("x", {}),
        ("é", {}),
        (None, {"Host": "evil.example"}),
        (None, {"Host": "127.0.0.1"}),
        (None, {"Host": "evil.example:80"}),
        (None, {"Host": "127.0.0.1:1@evil.example"}),
        (None, {"Sec_Fetch_Site": "cross-site"}),
        (None, {"Sec_Fetch_Site": "same-site"}),
    ],
)
def test_who_is_a_stranger_is_refused(server, token, headers):
    token = token if token is None else token.encode().hex() if not token.isascii() else token
    for path in ("", "find", "entry?place=0&key=roth2020", "repairs", "progress"):
        status, text, _ = ask(server, path, token=token, **headers)
        assert status == 403
        assert "whales" not in str(text)


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": "text/plain"},
        {"X_Mscref": None, "X-Mscref": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Host": "evil.example"},
    ],
)
def test_no_page_of_a_stranger_changes_anything(server, library, headers):
    status, _, _ = wish(server, "accept", PROPOSED, **headers)
    assert status == 403
    assert library.read_text(encoding="utf-8") == LIBRARY


def test_get_changes_nothing_and_other_methods_are_unknown(server, library):
    assert ask(server, "accept?place=0&key=roth2020&code=doi-as-url")[0] == 404
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        assert ask(server, "accept", method=method)[0] == 501
    assert library.read_text(encoding="utf-8") == LIBRARY


@pytest.mark.parametrize(
    "path",
    ["../refs.bib", "..%2frefs.bib", "refs.bib", "/etc/passwd", "%2e%2e/", "find/..", "page.css"],
)
def test_no_path_leads_to_a_file(server, path):
    assert ask(server, path)[0] in (403, 404)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("entry", 404),
        ("entry?place=99&key=roth2020", 404),
        ("entry?place=1&key=roth2020", 404),
        ("entry?place=-1", 404),
        ("entry?place=1e9", 404),
        ("entry?place=" + "9" * 5000, 404),
        ("entry?place=0&key=roth2020&style=nowhere", 404),
        ("find?start=x", 409),
        ("find?" + "&".join(f"a{n}=1" for n in range(50)), 413),
        ("find?words=%00%ff", 200),
    ],
)
def test_odd_questions(server, path, status):
    assert ask(server, path)[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400), ("[", 400), ("[]", 400), ('{"place": 1}', 400), ("[" * 90_000, 400),
        ("{}", 404), ('{"place": "7"}', 404), ("x" * 200_000, 413),
    ],
)  # fmt: skip
def test_odd_wishes(server, library, body, status):
    assert ask(server, "accept", method="POST", body=body)[0] == status
    assert library.read_text(encoding="utf-8") == LIBRARY


def test_search_and_its_command(server, library):
    found = ask(server, "find?words=WHAL+ro&year=2020s&type=article-journal")[1]
    assert found["total"] == 1
    assert "roth2020" in found["rows"]
    assert found["command"] == (
        f"mscref search 'whal*' 'ro*' year:2020..2029 type:article-journal --limit 0 -l {library}"
    )
    assert ask(server, "find?words=hales")[1]["total"] == 0
    assert ask(server, "find")[1]["command"] == f"mscref list -l {library}"


def test_a_printed_command_runs_in_a_shell_whatever_a_key_is(tmp_path):
    library = tmp_path / "my refs.bib"
    library.write_text("@book{-v, title={A}, year={1999}}\n@book{a$b, title={B}}\n")
    browser = Browser(library, cache_folder=tmp_path / "c", state_folder=tmp_path / "s")
    browser.settle()
    commands = Commands(browser)
    mscref = [sys.executable, "-m", "mscref"]
    for key in ("-v", "a$b"):
        command = commands.entry(key, "apa")
        script = command.replace("mscref", shlex.join(mscref), 1)
        assert subprocess.run(["sh", "-c", script], capture_output=True, check=True).stdout


def test_the_page_is_there_before_the_library_is_read(library, tmp_path):
    browser = Browser(library, cache_folder=tmp_path, state_folder=tmp_path)
    site = Site(browser)
    page = site.get("", {}).text
    assert "reading …" in page
    assert "roth2020" not in page
    browser.settle()
    assert "roth2020" in site.get("", {}).text


def test_a_library_that_is_gone_is_said(server, library):
    ask(server, "")
    library.unlink()
    assert ask(server, "find")[:2] == (409, {"error": f"{library}: no such file"})
    assert wish(server, "accept", PROPOSED)[0] == 409


def test_an_entry_in_any_style(server):
    found = ask(server, "entry?place=0&key=roth2020&style=apa")[1]
    assert "Roth, A. (2020). On whales." in found["html"]
    assert found["command"].startswith("mscref format roth2020 -s apa -l ")
    hostile = ask(server, "entry?place=1&key=adams1999&style=apa")[1]["html"]
    assert "<img" not in hostile
    assert "&lt;img" in hostile


def test_accept_undo_and_reject(server, library):
    proposed = ask(server, "repairs")[1]
    assert proposed["count"] == 1
    accepted = wish(server, "accept", PROPOSED)[1]
    assert accepted["said"] == "repaired: doi-as-url in roth2020"
    assert accepted["command"] == f"mscref edit roth2020 doi=10.1000/182 -l {library}"
    repaired = LIBRARY.replace("https://doi.org/10.1000/182", "10.1000/182")
    assert library.read_text(encoding="utf-8") == repaired
    assert ask(server, "repairs")[1]["count"] == 0
    assert wish(server, "undo", {})[1]["said"] == "took back: doi-as-url in roth2020"
    assert library.read_text(encoding="utf-8") == LIBRARY
    assert wish(server, "undo", {})[0] == 404
    assert wish(server, "reject", PROPOSED)[0] == 200
    assert ask(server, "repairs")[1]["count"] == 0
    assert library.read_text(encoding="utf-8") == LIBRARY


def test_what_another_program_wrote_is_seen(server, library):
    ask(server, "repairs")
    library.write_text(LIBRARY.replace("On whales", "On porpoises"), encoding="utf-8")
    assert ask(server, "find?words=porp")[1]["total"] == 1
    changed = LIBRARY.replace("https://doi.org/10.1000/182", "10.1000/183")
    library.write_text(changed, encoding="utf-8")
    assert wish(server, "accept", PROPOSED)[0] == 404
    assert library.read_text(encoding="utf-8") == changed


def test_two_servers_have_tokens_of_their_own(server, library, browser_of):
    with serving(browser_of(library)) as second:
        assert second.guard.token != server.guard.token
        assert len(second.guard.token) >= 32
