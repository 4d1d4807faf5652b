"""The checklist of a deposit: the DOI of a line, and a page that nothing breaks out of (#18)."""

import json

import pytest

from mscref.app.deposit import (
    ADDED,
    DOUBTED,
    GIVEN,
    NONE,
    as_data,
    as_text,
    checked_issn,
    checklist,
)
from mscref.app.deposit_page import page_of
from mscref.app.verify import Claimed, Verified
from mscref.diagnostics import Span
from mscref.errors import UsageError
from mscref.match.claim import Claim
from mscref.match.record import prepare
from mscref.model.reference import Reference
from mscref.pages.reading import data_in
from mscref.verifying.verdicts import Judgement, Verdict


def work(doi):
    fields = {"title": "On trees", **({"DOI": doi} if doi else {})}
    return Reference("k", "article-journal", fields)


def checked(verdict, *, given="", found="", text="On trees"):
    claim = Claim(work(given), text)
    record = prepare(work(found)) if found else None
    judgement = Judgement(claim, verdict, record)
    (line,) = checklist([Verified(Claimed("k", Span("x"), claim), judgement)], file="x").lines
    return line


@pytest.mark.parametrize(
    ("verdict", "given", "found", "doi", "doi_from"),
    [
        (Verdict.VERIFIED, "10.1000/a", "10.1000/a", "10.1000/a", GIVEN),
        (Verdict.VERIFIED, "10.1000/A", "10.1000/a", "10.1000/a", GIVEN),
        (Verdict.VERIFIED, "", "10.1000/a", "10.1000/a", ADDED),
        (Verdict.DIFFERS, "", "10.1000/a", "10.1000/a", ADDED),
        (Verdict.RETRACTED, "", "10.1000/a", "10.1000/a", ADDED),
        (Verdict.VERIFIED, "10.1000/b", "10.1000/a", "10.1000/a", DOUBTED),
        (Verdict.UNCERTAIN, "", "10.1000/a", "", NONE),
        (Verdict.WRONG_IDENTIFIER, "10.1000/b", "10.1000/a", "10.1000/b", DOUBTED),
        (Verdict.NOT_FOUND, "10.1000/b", "", "10.1000/b", DOUBTED),
        (Verdict.UNKNOWN, "10.1000/b", "", "10.1000/b", GIVEN),
        (Verdict.NOT_FOUND, "", "", "", NONE),
        (Verdict.VERIFIED, "", "", "", NONE),
    ],
)
def test_the_doi_of_a_line_and_where_it_comes_from(verdict, given, found, doi, doi_from):
    line = checked(verdict, given=given, found=found)
    assert (line.doi, line.doi_from) == (doi, doi_from)


def _made(text):
    claim = Claim(work("10.1000/a"), text)
    judgement = Judgement(claim, Verdict.NOT_FOUND)
    return checklist([Verified(Claimed("k", Span("x"), claim), judgement)], file="<b>x")


def test_a_page_holds_the_same_as_the_data_and_escapes_what_strangers_wrote():
    made = _made("</script><script>alert(1)</script> & \u202e<i>")
    text = page_of(made)
    assert "<script>alert" not in text
    assert "<b>x" not in text
    assert "Signature" in text
    data = data_in(text)
    assert data is not None
    assert json.loads(data)["references"] == as_data(made)["references"]


@pytest.mark.parametrize("issn", ["1234-5679", "12345679", "ISSN 1234-5679"])
def test_the_journal_that_deposits_is_named(issn):
    made = checklist([], file="x", issn=checked_issn(issn))
    assert as_data(made)["issn"] == "1234-5679"
    assert "for the journal with ISSN 1234-5679" in page_of(made)


@pytest.mark.parametrize("issn", ["1234-5678", "x", "1234"])
def test_what_is_no_issn_is_refused(issn):
    with pytest.raises(UsageError, match="--issn"):
        checked_issn(issn)


def test_no_journal_is_said_where_none_is_named():
    assert "issn" not in as_data(checklist([], file="x", issn=checked_issn("")))


def test_a_line_without_a_text_says_its_fields():
    claim = Claim(work(""))
    judgement = Judgement(claim, Verdict.NOT_FOUND)
    made = checklist([Verified(Claimed("k", Span("x"), claim), judgement)], file="x")
    assert made.lines[0].text == "On trees"


def test_an_empty_list_is_said():
    made = checklist([], file="x")
    assert as_text(made) == "0 references; DOIs: 0 given, 0 added, 0 doubted, 0 none\n"
    assert "There is no reference in it." in page_of(made)
