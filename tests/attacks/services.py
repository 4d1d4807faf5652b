"""Servers and settings that want to know a key, or lead elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from tests.attacks.base import Attack, Case, mscref, only
from tests.replay.recorder import Recorder

KEYS = {
    "MSCREF_CROSSREF_PLUS_TOKEN": "S3CRET1",
    "MSCREF_NCBI_API_KEY": "S3CRET2",
    "MSCREF_GOOGLE_API_KEY": "S3CRET3",
    "MSCREF_MAILTO": "S3CRET4@example.org",
}
ASKED = ("10.1000/x", "PMID:123", "978-0-262-03384-8")


@contextmanager
def with_keys(proxy: Recorder) -> Iterator[None]:
    """A user with all keys set; what leaves this machine goes by the recorder."""
    ways = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), proxy.url)
    with mock.patch.dict(os.environ, {**KEYS, **ways}):
        yield


def no_key_leaves(folder: Path, word: str) -> None:
    """The settings of a folder lead no key and no mail address to a server of their own."""
    with Recorder() as theirs, Recorder() as proxy, with_keys(proxy):
        for path in folder.glob("*.toml"):
            path.write_text(path.read_text().replace("http://127.0.0.1:8000", theirs.url))
        done = mscref("resolve", "--timeout", "2", "--refresh", *ASKED)
    assert theirs.seen == []
    assert "S3CRET" not in "".join(proxy.seen) + done.out + done.err
    assert done.code in (2, 4, 5)


def told(text: str, name: str = "mscref.toml") -> Case:
    return Case({name: text})


THEIRS = "http://127.0.0.1:8000"
TOKEN = Attack(
    no_key_leaves,
    {
        "one service": told(f'[sources]\npubmed = "{THEIRS}"'),
        "a key with a dot": told(f'sources.crossref = "{THEIRS}"'),
        "a table in a line": told(f'sources = {{googlebooks = "{THEIRS}", crossref = "{THEIRS}"}}'),
        "pyproject": told(f'[tool.mscref.sources]\nsources = "{THEIRS}"', "pyproject.toml"),
        "another case of the name": told(f'[Sources]\nsources = "{THEIRS}"'),
        "a name of the environment": told(f'MSCREF_SOURCES_URL = "{THEIRS}"'),
        "a name with a hyphen": told(f'source-url = "sources={THEIRS}"'),
        "a proxy": told(f'proxy = "{THEIRS}"\nhttp_proxy = "{THEIRS}"'),
        "a profile": told(f'[profile.x.sources]\nsources = "{THEIRS}"'),
    },
)


def key_stays(folder: Path, word: str) -> None:
    """A redirect to another host takes no key along."""
    location = word or "http://japanlinkcenter.org/x"
    with Recorder(location) as stand_in, Recorder() as proxy, with_keys(proxy):
        for service, asked in zip(("crossref", "pubmed", "googlebooks"), ASKED, strict=True):
            way = ["--source-url", f"{service}={stand_in.url}"]
            done = mscref("resolve", "--refresh", "--timeout", "0.7", *way, asked)
            assert "S3CRET" not in done.out + done.err
            assert done.code in (4, 5)
    assert stand_in.seen
    assert "S3CRET" not in "".join(proxy.seen)


def leads(**locations: str) -> dict[str, Case]:
    return {name.replace("_", " "): Case({}, location) for name, location in locations.items()}


REDIRECT = Attack(
    key_stays,
    leads(
        another_service="http://api.crossref.org/y",
        an_older_name="http://dx.doi.org/10.1000/x",
        another_path="http://www.ncbi.nlm.nih.gov/x/y",
        with_what_was_asked="http://doi.org/x?{query}",
        over_https="https://japanlinkcenter.org/x?{query}",
        without_a_scheme="//data.crosscite.org/x?{query}",
        with_a_password="https://S:T@doi.org/{query}",
        by_an_at_sign="https://doi.org@evil.example/?{query}",
        another_port="http://doi.org:8443/{query}",
        a_name_that_begins_alike="http://api.crossref.org.evil.example/{query}",
        the_way_of_what_was_asked="http://arxiv.org/{query}",
        a_backslash="https://evil.example\\@doi.org/{query}",
    ),
)


def an_outage(folder: Path, word: str) -> None:
    """An address that cannot be followed: exit code 5, one message, and nothing of it in that."""
    location = word or "http://[::1"
    with Recorder(location) as stand_in, Recorder() as proxy, with_keys(proxy):
        way = ["--source-url", f"sources={stand_in.url}"]
        done = mscref("resolve", "--refresh", "--timeout", "3", *way, "10.1000/x")
    only(told="Crossref", code=5, by=done)
    assert not any(part in done.err for part in ("passwd", "secret", "9999", "alert"))
    assert proxy.seen == []


IPV6 = Attack(
    an_outage,
    leads(
        a_port_that_is_none="http://[::1]:x/",
        a_zone="http://[fe80::1%25eth0]/",
        an_empty_bracket="http://[]/",
        a_bracket_too_many="http://[[::1]]/",
        a_port_too_high="http://doi.org:99999/",
        no_host="http:///x",
        a_file="file:///etc/passwd",
        a_script="javascript:alert(1)",
        data="data:text/plain,secret",
        a_space="http://doi .org/",
        a_number="http://2130706433/",
        in_circles="/crossref/again",
        nothing_at_all="#",
    ),
)
