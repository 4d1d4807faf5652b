"""Pages of every platform become the reference that they show: the cases are in pages.txt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.replay import made
from tests.replay.pages import PageServer, Served
from tests.replay.server import ReplayServer

from mscref.app.webpages import read_address
from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.model.reference import Reference
from mscref.sources.outcomes import Resolved, Unresolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import SERVICES, Rate, Settings
from mscref.sources.values import iso

UNHURRIED = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
WORKS = (
    "DOI=10.5555/page.one; title=Folding of imaginary proteins in the rain; volume=7; year=2020",
    "DOI=10.5555/page.journal; title=The Annals of Rain and Snow; type=journal; year=2001",
    "DOI=10.5555/page.two; title=Another work altogether, of which nobody spoke; year=2019",
)
BIB = b"""@article{roth, author = {Roth, Anna}, title = {A paper about clouds that rain},
journal = {Cloud Letters}, volume = {5}, year = {2016}}"""
RIS = b"TY  - JOUR\nTI  - Nothing of that kind\nVL  - 9\nER  - \n"
CSL = b"""[{"id": "x", "type": "article-journal", "title": "A paper about ice that melts",
"volume": "8"}]"""
OFFERED = {
    "/offered.bib": Served(BIB, "application/x-bibtex"),
    "/offered.ris": Served(RIS, "application/x-research-info-systems"),
    "/offered.json": Served(CSL, "application/vnd.citationstyles.csl+json"),
}


@dataclass
class Case:
    name: str
    head: str
    expected: list[str]
    charset: str = "utf-8"
    is_in_header: bool = True
    link: str = ""


def cases() -> list[Case]:
    text = Path(__file__).with_name("pages.txt").read_text(encoding="utf-8")
    found = []
    for block in re.split(r"(?m)^=== ", text)[1:]:
        name, _, rest = block.partition("\n")
        head, _, expected = rest.partition("\n---\n")
        case = Case(name, head, expected.split("\n"))
        first, _, after = head.partition("\n")
        if first.startswith("charset "):
            words = first.split()
            case.charset, case.is_in_header, case.head = words[1], "header" in words, after
        elif first.startswith("header Link: "):
            case.link, case.head = first.removeprefix("header Link: "), after
        case.expected = [one for one in case.expected if one.strip()]
        found.append(case)
    return found


@pytest.fixture(scope="module")
def pages() -> Iterator[PageServer]:
    with PageServer() as running:
        running.rows |= OFFERED
        yield running


@pytest.fixture(scope="module")
def resolver() -> Iterator[Resolver]:
    with ReplayServer(made.recordings(crossref=WORKS)) as registries:
        settings = Settings(urls=registries.urls(), timeout=30, rates=UNHURRIED)
        with Resolver(settings) as running:
            yield running


def names(people: tuple[Name, ...]) -> str:
    return "; ".join(
        f"{{{one.literal}}}" if one.literal
        else f"{' '.join(filter(None, [one.non_dropping_particle, one.family]))}, {one.given}"
        for one in people
    )  # fmt: skip


def said(reference: Reference, variable: str) -> str:
    if variable == "type":
        return reference.type
    value = reference.fields.get(variable, "")
    if isinstance(value, Date):
        return iso(value.start)
    return names(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_page(case: Case, pages: PageServer, resolver: Resolver):
    head = case.head.replace("{base}", pages.url)
    body = f"<!DOCTYPE html><html lang='en'><head>{head}</head><body></body></html>"
    kind = "text/html" + (f"; charset={case.charset}" if case.is_in_header else "")
    link = {"Link": case.link.replace("{base}", pages.url)} if case.link else {}
    pages.rows["/page"] = Served(body.encode(case.charset), kind, headers=link)
    settings = Settings(timeout=30)
    (outcome,) = read_address(f"{pages.url}/page", resolver, settings)
    for line in case.expected:
        variable, _, wanted = line.replace("{base}", pages.url).partition("=")
        if variable == "error":
            code, _, words = wanted.partition(" ")
            assert isinstance(outcome, Unresolved), outcome
            assert (int(outcome.error.exit_code), True) == (
                int(code),
                words in outcome.error.message,
            ), outcome.error.message
            continue
        assert isinstance(outcome, Resolved), outcome.error.message
        if variable == "id":
            assert str(outcome.identifier) == wanted
        elif variable == "remark":
            assert wanted in " ".join(one.message for one in outcome.remarks)
        elif variable.startswith("-"):
            assert variable[1:] not in outcome.reference.fields
        else:
            assert said(outcome.reference, variable) == wanted
    if isinstance(outcome, Resolved) and outcome.identifier.scheme == "url":
        assert "accessed" in outcome.reference.fields
        assert set(outcome.provenance) == set(outcome.reference.fields)


def test_there_are_forty_of_them():
    assert len(cases()) >= 40
