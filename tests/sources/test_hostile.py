"""Payloads that are wrong on purpose: neutralised, or refused with the one right error."""

from __future__ import annotations

import contextlib
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import is_linear
from tests.replay.recordings import HANDWRITTEN, payloads

from mscref.errors import PayloadChangedError
from mscref.formats.cslitem import reference_to_json
from mscref.model.identifiers import Identifier
from mscref.model.reference import Json
from mscref.sources.base import Response, parse_json
from mscref.sources.registry import SOURCES, find_source
from mscref.sources.text import paragraphs, plain, rich
from mscref.sources.xml import parse_xml

PARSED = sorted({*SOURCES} - {"doi-agency", "short-doi"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("name", PARSED)
@given(payload=JSON)
@settings(max_examples=15)
def test_any_json_is_a_record_or_refused(name, payload):
    source = find_source(name)
    with contextlib.suppress(PayloadChangedError):
        reference_to_json(source.parse(payload).reference)


@pytest.mark.parametrize("name", SOURCES)
@given(payload=JSON)
@settings(max_examples=15)
def test_any_answer_is_split_or_refused(name, payload):
    response = Response(name, 200, {}, json.dumps(payload).encode())
    with contextlib.suppress(PayloadChangedError):
        find_source(name).split(response, [Identifier("doi", "10.5555/a")])


def recorded_works() -> list[dict[str, Any]]:
    return [
        payload["message"]
        for path in sorted((HANDWRITTEN / "crossref").iterdir())
        for payload in payloads(path)
    ]


def damaged(value: Any, chance: random.Random) -> Any:
    """The value with some of its parts of another type."""
    if chance.random() < 0.12:
        return chance.choice([None, True, 7, -1.5, "", "x", [], {}, [None], {"a": []}, [[["x"]]]])
    if isinstance(value, dict):
        return {name: damaged(one, chance) for name, one in value.items()}
    return [damaged(one, chance) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(60))
def test_works_with_parts_of_the_wrong_type(seed):
    chance = random.Random(seed)
    source = find_source("crossref")
    for work in recorded_works():
        try:
            item = reference_to_json(source.parse(damaged(work, chance)).reference)
        except PayloadChangedError:
            continue
        assert isinstance(item["type"], str)


ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\x00\x08\u202e\u2066\u200b"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x'>link</a>"


@pytest.mark.parametrize("clean", [plain, rich, paragraphs])
def test_escapes_and_markup_are_gone_from_every_text(clean):
    assert clean(f"{ESCAPES}safe {MARKUP}text{ESCAPES}") == "safe linktext"


def test_escapes_in_every_string_of_a_work():
    work = next(work for work in recorded_works() if work["DOI"] == "10.14336/ad.2020.0228")

    def poisoned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one) for name, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one) for one in value]
        return f"{ESCAPES}{value}{MARKUP}" if isinstance(value, str) else value

    poison = poisoned(work)
    poison["type"], poison["DOI"] = "journal-article", "10.14336/ad.2020.0228"
    text = json.dumps(reference_to_json(find_source("crossref").parse(poison).reference))
    for bad in ("\\u001b", "\\u009b", "\\u202e", "script", "onerror", "javascript"):
        assert bad not in text


@given(text=st.text(alphabet=st.sampled_from("<>/&;ibsupmath:! lt=\"'"), max_size=80))
def test_tags_that_are_left_are_well_nested(text):
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(i|b|sub|sup|sc)>", rich(text)):
        if closing:
            assert opened
            assert opened.pop() == name
        else:
            opened.append(name)
    assert not opened


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b"[" * 200 + b"]" * 200, b'{"a":' * 90 + b"1" + b"}" * 90, b"{", b"", b"\xff"],
)
def test_json_that_is_none_or_too_deep(body):
    with pytest.raises(PayloadChangedError):
        parse_json(body, "X")


@pytest.mark.parametrize(
    "body",
    [
        b"<a>" * 5_000 + b"</a>" * 5_000,
        b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a><b></a>",
        b"",
        b"not xml",
    ],
)
def test_xml_that_is_none_too_deep_or_has_entities(body):
    with pytest.raises(PayloadChangedError):
        parse_xml(body, "X")


def test_xml_with_a_doctype_of_its_service_is_read():
    document = (
        b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.nlm.nih.gov/x.dtd"><a>b</a>'
    )
    assert parse_xml(document, "PubMed")["name"] == "a"


@pytest.mark.parametrize("piece", ["<", "&amp;", "<i>", "<math>", "a<b "])
def test_long_texts_take_time_in_proportion(piece):
    assert is_linear(rich, lambda size: piece * (size // len(piece)), 300_000)


def test_no_recording_of_the_repository_holds_a_path_of_this_machine():
    for path in Path(HANDWRITTEN).rglob("*"):
        if path.is_file():
            assert b"/home/" not in path.read_bytes()


def test_a_payload_is_any_json() -> None:
    value: Json = [1, {"a": None}]
    assert parse_json(json.dumps(value).encode(), "X") == value
