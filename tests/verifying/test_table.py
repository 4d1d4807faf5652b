"""The table of verdicts, row by row: which test decides, in which order; and who is never accused.

A situation stands beside the test that must decide it, and the tests before it must have nothing to
say. The order of the rows is that of `judging._TESTS`.
"""

from __future__ import annotations

import pytest
from tests.match.builders import COLD, HEAT, reference

from mscref.match.claim import Claim
from mscref.match.comparison import Comparisons
from mscref.match.record import prepare
from mscref.model.reference import Reference
from mscref.verifying import judging
from mscref.verifying.judging import judge
from mscref.verifying.verdicts import Answer, Identified, Lookup, Verdict

NO_DOI = HEAT.with_fields({"DOI": None})
IN_PART = reference(title=HEAT.text("title"), author="Sato, R.", container_title="Ice", volume="3")
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


def by_doi(record: Reference, **others: object) -> Identified:
    return Identified(record.text("DOI") or "10.1000/x", Answer.FOUND, prepare(record), **others)  # type: ignore[arg-type]


def lookup(*identified: Identified, found: tuple[Reference, ...] = ()) -> Lookup:
    return Lookup(identified, tuple(map(prepare, found)), ("Crossref",))


# The test that decides, what is claimed, what was answered, the verdict.
ROWS = [
    ("_of_another_work", HEAT, lookup(by_doi(COLD)), Verdict.WRONG_IDENTIFIER),
    ("_of_another_work", HEAT, lookup(by_doi(COLD), found=(HEAT,)), Verdict.WRONG_IDENTIFIER),
    ("_of_the_identifier", HEAT, lookup(by_doi(HEAT)), Verdict.VERIFIED),
    # An identifier that leads to the work is not outvoted by what the search has.
    ("_of_the_identifier", HEAT, lookup(by_doi(HEAT), found=(COLD,)), Verdict.VERIFIED),
    # One in a note may speak of another work.
    ("_of_the_search", NO_DOI, lookup(by_doi(COLD, is_own=False), found=(HEAT,)), Verdict.VERIFIED),
    ("_of_the_search", NO_DOI, lookup(found=(COLD, HEAT)), Verdict.VERIFIED),
    (
        "_of_the_search",
        NO_DOI.with_fields({"volume": "99"}),
        lookup(found=(HEAT,)),
        Verdict.DIFFERS,
    ),
    ("_of_a_likeness", IN_PART, lookup(found=(HEAT,)), Verdict.UNCERTAIN),
    (
        "_of_the_whole",
        CHAPTER,
        lookup(by_doi(BOOK.with_fields({"DOI": "10.1000/book"}))),
        Verdict.UNCERTAIN,
    ),
    ("_of_nothing", NO_DOI, lookup(found=(COLD,)), Verdict.NOT_FOUND),
    ("_of_nothing", NO_DOI, lookup(), Verdict.NOT_FOUND),
]


@pytest.mark.parametrize(("name", "claimed", "answers", "expected"), ROWS)
def test_the_first_test_that_has_something_to_say_decides(
    name: str, claimed: Reference, answers: Lookup, expected: Verdict
):
    evidence = judging._Evidence(Comparisons(Claim(claimed)), answers)
    said = [test.__name__ for test in judging._TESTS if test(evidence) is not None]
    assert said[0] == name
    assert judge(Claim(claimed), answers).verdict is expected


def test_every_row_of_the_table_is_shown():
    shown = dict.fromkeys(row[0] for row in ROWS)
    assert list(shown) == [test.__name__ for test in judging._TESTS]


def test_the_last_row_always_has_something_to_say():
    evidence = judging._Evidence(Comparisons(Claim(reference())), Lookup())
    assert judging._TESTS[-1](evidence) is not None


# ---------------------------------------------------------------- true references of every kind

# type, what only that kind has in its record, what people leave out or write otherwise
KINDS = [
    ("article-journal", {"container_title": "Annals of Weather", "volume": "3", "page": "1-9"}),
    ("article-magazine", {"container_title": "Weather Today", "issue": "4"}),
    ("article-newspaper", {"container_title": "The Daily Frost"}),
    ("article", {"publisher": "Cold Spring Harbor Laboratory"}),
    ("paper-conference", {"container_title": "Proceedings of the 3rd Symposium on Snow"}),
    ("chapter", {"container_title": "Handbook of Snow", "publisher": "Fen Press"}),
    ("entry-encyclopedia", {"container_title": "Encyclopedia of Weather"}),
    ("book", {"publisher": "Fen Press"}),
    ("thesis", {"publisher": "University of the Fen", "genre": "PhD thesis"}),
    ("report", {"publisher": "Snow Office", "number": "TR-12"}),
    ("dataset", {"publisher": "Zenodo", "version": "2"}),
    ("software", {"publisher": "Zenodo", "version": "1.4.0"}),
    ("review-book", {"container_title": "Annals of Weather", "volume": "3"}),
    ("standard", {"publisher": "ISO", "number": "ISO 1234"}),
    ("patent", {"number": "US 1234567"}),
    ("webpage", {"container_title": "Snow Office"}),
    ("map", {"publisher": "Snow Office"}),
    ("motion_picture", {"publisher": "Frost Films"}),
    ("legislation", {"container_title": "Official Gazette"}),
]
TITLE = "Snow on warm roofs in narrow streets"
ACCUSES = (Verdict.WRONG_IDENTIFIER, Verdict.DIFFERS, Verdict.RETRACTED, Verdict.CONCERN)


def true_of(kind: str, fields: dict[str, str], **others: str) -> Reference:
    authors = "Vogel, Carla; Roth, Anna"
    return reference(type=kind, title=TITLE, author=authors, issued="2014", **fields, **others)


@pytest.mark.parametrize(("kind", "fields"), KINDS, ids=[row[0] for row in KINDS])
def test_a_true_reference_of_any_kind_is_not_accused(kind: str, fields: dict[str, str]):
    record = true_of(kind, fields, DOI="10.1000/snow")
    bare = true_of(kind, {})
    for claimed in (record, true_of(kind, fields), bare, bare.with_fields({"author": None})):
        for answers in (
            lookup(by_doi(record)),
            lookup(found=(record,)),
            lookup(found=(COLD, record)),
            lookup(found=(COLD,)),
            lookup(),
        ):
            judgement = judge(Claim(claimed), answers)
            assert judgement.verdict not in ACCUSES, (claimed.fields, judgement.differences)
    assert judge(Claim(record), lookup(by_doi(record))).verdict is Verdict.VERIFIED
    assert judge(Claim(true_of(kind, fields)), lookup(found=(record,))).verdict is Verdict.VERIFIED
