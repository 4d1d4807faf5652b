from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.match.builders import COLD, HEAT, reference

from mscref.match.claim import Claim
from mscref.match.record import ComparableRecord, prepare
from mscref.model.reference import Reference
from mscref.sources.base import Notice, NoticeKind
from mscref.verifying.judging import judge
from mscref.verifying.verdicts import (
    MEANINGS,
    Answer,
    Identified,
    Lookup,
    Verdict,
)

RECORD, OTHER = prepare(HEAT), prepare(COLD)
BY_DOI = Identified("10.1000/heat", Answer.FOUND, RECORD)
NO_DOI = HEAT.with_fields({"DOI": None})


def lookup(
    *identified: Identified, found: tuple[ComparableRecord, ...] = (), **others: object
) -> Lookup:
    return Lookup(identified, found, ("Crossref",), **others)  # type: ignore[arg-type]


def verdict(claimed: Reference, answers: Lookup) -> Verdict:
    return judge(Claim(claimed), answers).verdict


@pytest.mark.parametrize(
    ("claimed", "answers", "expected"),
    [
        (HEAT, lookup(BY_DOI), Verdict.VERIFIED),
        (NO_DOI, lookup(found=(OTHER, RECORD)), Verdict.VERIFIED),
        (HEAT.with_fields({"volume": "99"}), lookup(BY_DOI), Verdict.DIFFERS),
        (HEAT, lookup(Identified("10.1000/heat", Answer.FOUND, OTHER)), Verdict.WRONG_IDENTIFIER),
        (HEAT, lookup(Identified("10.1000/heat", Answer.ABSENT)), Verdict.NOT_FOUND),
        (NO_DOI, lookup(), Verdict.NOT_FOUND),
        (NO_DOI, lookup(found=(OTHER,)), Verdict.NOT_FOUND),
        (
            HEAT.with_fields({"DOI": "10.1000/gone"}),
            lookup(Identified("10.1000/gone", Answer.ABSENT), found=(RECORD,)),
            Verdict.DIFFERS,
        ),
    ],
)
def test_verdicts(claimed: Reference, answers: Lookup, expected: Verdict):
    assert verdict(claimed, answers) is expected


PREPRINT = HEAT.with_fields(
    reference(DOI="10.48550/arxiv.1801.00001", issued="2018", container_title="arXiv").fields
)


def test_the_article_is_not_held_against_a_preprint_whose_doi_could_not_be_asked():
    """An outage must not accuse: what was found has another DOI, and may be another version."""
    failed = Identified("10.48550/arxiv.1801.00001", Answer.FAILED)
    answers = lookup(failed, found=(RECORD,), failed={"DataCite": "no answer"})
    assert verdict(PREPRINT, answers) is Verdict.UNKNOWN
    absent = Identified("10.48550/arxiv.1801.00001", Answer.ABSENT)
    assert verdict(PREPRINT, lookup(absent, found=(RECORD,))) is Verdict.DIFFERS


BOOK = reference("book", type="book", title="Handbook of Water", author="Yip, A.", issued="2020")
CHAPTER = reference(
    "chapter",
    type="chapter",
    title="Heat, and what it does to viscosity",
    author="Roth, A.",
    issued="2020",
    container_title="Handbook of Water",
    DOI="10.1000/book",
)
OF_THE_BOOK = Identified(
    "10.1000/book", Answer.FOUND, prepare(BOOK.with_fields({"DOI": "10.1000/book"}))
)


def test_the_doi_of_the_whole_book_is_no_other_work():
    judgement = judge(Claim(CHAPTER), lookup(OF_THE_BOOK))
    assert judgement.verdict is Verdict.UNCERTAIN
    assert judgement.reasons == (
        "DOI 10.1000/book is that of the whole “Handbook of Water”, in which this was not found",
    )


def test_a_chapter_that_is_found_beside_its_book_agrees():
    record = prepare(CHAPTER.with_fields({"DOI": "10.1000/book.7"}))
    judgement = judge(Claim(CHAPTER), lookup(OF_THE_BOOK, found=(record,)))
    assert judgement.verdict is Verdict.VERIFIED
    assert [(one.field, one.note) for one in judgement.differences] == [
        ("DOI", "that of the whole work")
    ]


def test_the_doi_of_another_book_is_wrong():
    elsewhere = CHAPTER.with_fields({"container-title": "Annals of Ice"})
    assert verdict(elsewhere, lookup(OF_THE_BOOK)) is Verdict.WRONG_IDENTIFIER


def test_catalogues_do_not_know_every_isbn():
    isbn = Identified("9780306406157", Answer.ABSENT, field="ISBN")
    assert verdict(NO_DOI, lookup(isbn, found=(RECORD,))) is Verdict.VERIFIED


def test_two_works_that_fit_equally_are_uncertain():
    title = "Proceedings of the yearly meeting of the society"
    twins = tuple(
        prepare(reference(id=one, title=title, container_title=f"Meeting {one}")) for one in "ab"
    )
    assert verdict(reference(title=title), lookup(found=twins)) is Verdict.UNCERTAIN


def test_an_identifier_of_another_work_shows_both():
    judgement = judge(
        Claim(HEAT), lookup(Identified("10.1000/heat", Answer.FOUND, OTHER), found=(RECORD,))
    )
    assert judgement.points_to is OTHER
    assert judgement.found is RECORD
    assert "hardness of ice" in judgement.reasons[0]


def test_a_second_identifier_that_nobody_knows_is_a_slip_beside_a_first_that_fits():
    pmid = Identified("99999999", Answer.ABSENT, field="PMID")
    judgement = judge(Claim(HEAT), lookup(BY_DOI, pmid))
    assert judgement.verdict is Verdict.VERIFIED
    assert [(one.field, one.claimed) for one in judgement.differences] == [("PMID", "99999999")]


def test_a_second_identifier_of_another_work_is_a_finding():
    pmid = Identified("99999999", Answer.FOUND, OTHER, field="PMID")
    assert verdict(HEAT, lookup(BY_DOI, pmid)) is Verdict.WRONG_IDENTIFIER


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("retraction", Verdict.RETRACTED),
        ("withdrawal", Verdict.RETRACTED),
        ("expression-of-concern", Verdict.CONCERN),
        ("correction", Verdict.CORRECTED),
        ("new-version", Verdict.VERIFIED),
    ],
)
def test_notices(kind: NoticeKind, expected: Verdict):
    assert verdict(HEAT, lookup(BY_DOI, notices=(Notice(kind),))) is expected


def test_a_record_without_a_title_is_not_another_work():
    untitled = prepare(HEAT.with_fields({"title": None, "volume": None}))
    assert verdict(HEAT, lookup(Identified("10.1000/heat", Answer.FOUND, untitled))) is (
        Verdict.VERIFIED
    )


def test_a_title_in_another_language_differs_but_is_no_other_work():
    translated = prepare(HEAT.with_fields({"title": "Der Einfluss der Wärme auf das Wasser"}))
    answers = lookup(Identified("10.1000/heat", Answer.FOUND, translated))
    assert verdict(HEAT, answers) is Verdict.DIFFERS


def test_a_retraction_outweighs_a_difference_but_a_correction_does_not():
    claimed = HEAT.with_fields({"volume": "99"})
    retracted = judge(Claim(claimed), lookup(BY_DOI, notices=(Notice("retraction"),)))
    assert retracted.verdict is Verdict.RETRACTED
    assert [one.field for one in retracted.differences] == ["volume"]
    assert verdict(claimed, lookup(BY_DOI, notices=(Notice("correction"),))) is Verdict.DIFFERS


@pytest.mark.parametrize(
    "answers",
    [
        lookup(BY_DOI, failed={"Europe PMC": "no answer"}),
        lookup(failed={"Crossref": "no answer"}),
        lookup(Identified("10.1000/heat", Answer.FAILED)),
        lookup(Identified("10.1000/heat", Answer.FAILED), found=(RECORD,)),
    ],
)
def test_where_a_source_failed_nothing_is_cleared_and_nobody_accused(answers: Lookup):
    assert verdict(HEAT, answers) is Verdict.UNKNOWN


def test_every_verdict_has_a_meaning_that_does_not_accuse():
    assert set(MEANINGS) == set(Verdict)
    assert not any("fake" in text or "fabricated" in text for text in MEANINGS.values())


# ---------------------------------------------------------------- silence is never an all-clear

CLAIMS = [
    HEAT,
    NO_DOI,
    HEAT.with_fields({"volume": "99"}),
    COLD,
    reference(title="Of nothing known"),
]
IDENTIFIED = [
    (),
    (BY_DOI,),
    (Identified("10.1000/heat", Answer.FOUND, OTHER),),
    (Identified("10.1000/heat", Answer.ABSENT),),
]
CANDIDATES = [(), (RECORD,), (OTHER,), (RECORD, OTHER)]
NOTICES: list[tuple[Notice, ...]] = [(), (Notice("retraction"),), (Notice("correction"),)]
SITUATIONS = list(product(CLAIMS, IDENTIFIED, CANDIDATES, NOTICES))
CLEAR = (Verdict.VERIFIED, Verdict.CORRECTED)


def silenced(answers: Lookup, *, identifiers: bool, search: bool, status: bool) -> Lookup:
    """The same answers with some sources gone: what they said is lost, their silence is known."""
    identified = tuple(
        Identified(one.identifier, Answer.FAILED) if identifiers else one
        for one in answers.identified
    )
    failed = {
        name: "no answer"
        for name, is_gone in (
            ("identifiers", identifiers and bool(identified)),
            ("search", search),
            ("status", status),
        )
        if is_gone
    }
    return Lookup(
        identified,
        () if search else answers.candidates,
        answers.answered,
        failed,
        () if status else answers.notices,
    )


@given(
    st.sampled_from(SITUATIONS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_no_finding_becomes_clean_because_a_source_failed(
    situation: tuple[
        Reference, tuple[Identified, ...], tuple[ComparableRecord, ...], tuple[Notice, ...]
    ],
    identifiers: bool,
    search: bool,
    status: bool,
):
    claimed, identified, candidates, notices = situation
    answers = Lookup(identified, candidates, ("Crossref",), {}, notices)
    before = verdict(claimed, answers)
    after = verdict(
        claimed, silenced(answers, identifiers=identifiers, search=search, status=status)
    )
    if after in CLEAR:
        assert before in CLEAR
    if search or status or (identifiers and identified):
        assert after not in (*CLEAR, Verdict.NOT_FOUND)
