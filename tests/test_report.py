import json
from xml.etree.ElementTree import fromstring

import pytest

from mscref.diagnostics import Severity, Span
from mscref.report import (
    UNSETTLED,
    WRITERS,
    Report,
    ReportItem,
    as_github,
    as_json,
    as_junit,
    as_sarif,
    as_text,
)

PLACE = Span("my refs.bib", 4, 7, 4, 12)
BAD = ReportItem(
    Severity.ERROR, "doi-malformed", "roth", "`x` is not a DOI", PLACE, "expected 10.…"
)
NOTE = ReportItem(Severity.INFO, "pages-dash", "roth", "a dash", Span("my refs.bib", 9))
GOOD = ReportItem(None, "verified", "miller", "agrees with its record", Span("my refs.bib", 20))
REPORT = Report("verify", "1.0", (BAD, NOTE, GOOD), {"doi-malformed": "A DOI."}, 3)
HOSTILE = "100%\n::error::\x1b[31m<script>&\"'\x00"


def test_text_has_one_line_for_each_problem():
    assert as_text(REPORT) == (
        "my refs.bib:4:7: error[doi-malformed]: `roth`: `x` is not a DOI\n"
        "  hint: expected 10.…\n"
        "my refs.bib:9: info[pages-dash]: `roth`: a dash\n"
    )


def test_json_has_every_reference():
    payload = json.loads(as_json(REPORT))
    assert payload["references"] == 3
    assert [item["severity"] for item in payload["items"]] == ["error", "info", "ok"]
    assert payload["items"][0]["line"] == 4


def test_github_annotations_are_escaped():
    assert as_github(REPORT).splitlines()[0] == (
        "::error file=my refs.bib,line=4,col=7,endLine=4,title=verify%3A doi-malformed"
        "::`roth`: `x` is not a DOI%0Aexpected 10.…"
    )


def test_sarif_points_to_the_place():
    (run,) = json.loads(as_sarif(REPORT))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "doi-malformed",
        "pages-dash",
    ]
    first = run["results"][0]
    assert (first["level"], first["ruleIndex"]) == ("error", 0)
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20refs.bib"
    assert place["region"] == {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 12}


def test_junit_counts_failures_but_not_infos():
    (suite,) = fromstring(as_junit(REPORT))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert [case.get("name") for case in suite] == [
        "roth: doi-malformed",
        "roth: pages-dash",
        "miller: verified",
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_text_does_not_break_out(name: str):
    item = ReportItem(Severity.ERROR, "code", HOSTILE, HOSTILE, Span(HOSTILE, 1, 1), HOSTILE)
    text = WRITERS[name](Report("check", "1.0", (item,), {}, 1))
    if name in ("json", "sarif"):
        json.loads(text)
    elif name == "junit":
        fromstring(text)
    elif name == "github":
        assert len(text.splitlines()) == 1


@pytest.mark.parametrize("name", ["text", "github"])
def test_nothing_found_is_nothing_written(name: str):
    assert WRITERS[name](Report("check", "1.0", (GOOD,), {}, 1)) == ""


def test_what_is_not_settled_is_no_passed_test():
    item = ReportItem(Severity.INFO, UNSETTLED, "key", "not settled", Span("refs.bib", 3))
    written = WRITERS["junit"](Report("verify", "1.0", (item,), {}, 1))
    assert 'failures="0" skipped="1"' in written
    assert '<skipped message="not settled"/>' in written


def test_what_was_read_stands_below_its_finding():
    bad = ReportItem(
        Severity.ERROR, "differs", "roth", "year", PLACE, "look", read="Roth.\n  1999."
    )
    report = Report("verify", "1.0", (bad, GOOD), {}, 2)
    assert as_text(report).splitlines()[1:] == ["  read: Roth. 1999.", "  hint: look"]
