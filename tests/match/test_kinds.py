"""A review is never its book, a correction never its article, a chapter never its volume."""

import pytest
from tests.match.builders import HEAT, reference

from mscref.match.claim import Claim
from mscref.match.comparison import Comparison
from mscref.match.kinds import kinds_clash
from mscref.match.record import prepare
from mscref.model.reference import Reference

TITLE = HEAT.text("title")
BOOK = reference(
    type="book", title="The Viscosity of Everything", author="Roth, Anna", issued="1999"
)


def clash(claimed: Reference, found: Reference) -> bool:
    return kinds_clash(Comparison(Claim(claimed), prepare(found)))


@pytest.mark.parametrize(
    "title",
    [
        f"Author Correction: {TITLE}",
        f"Publisher Correction to: {TITLE}",
        f"Erratum: {TITLE}",
        f"Corrigendum to “{TITLE}”",
        f"Retraction Note: {TITLE}",
        f"Expression of Concern: {TITLE}",
        f"Comment on “{TITLE}”",
        f"Reply to: {TITLE}",
        f"{TITLE}: Reply",
        f"Review of “{TITLE}”",
        f'Review for "{TITLE}"',
        f"[Review of the book {TITLE}]",
        f"Book Review: {TITLE}",
        f"Berichtigung zu: {TITLE}",
        f"Rectificatif à {TITLE}",
        f"勘误: {TITLE}",
        f"Rezension zu „{TITLE}“",
        f"Compte rendu de « {TITLE} »",
    ],
)
def test_what_is_written_about_a_work(title: str):
    about = HEAT.with_fields({"title": title})
    assert clash(HEAT, about)
    assert clash(about, HEAT)
    assert not clash(about, about)


def test_a_review_that_bears_the_title_of_its_book():
    review = reference(
        title=BOOK.text("title"), author="Miller, Bert", issued="1999", container_title="Nature"
    )
    assert clash(BOOK, review)


def test_an_article_in_a_book_is_not_the_book():
    chapter = reference(
        type="chapter",
        title=BOOK.text("title"),
        author="Miller, Bert",
        container_title="Essays",
        issued="1999",
    )
    assert clash(BOOK, chapter)


@pytest.mark.parametrize("kind", ["article-journal", "chapter", "report", "thesis"])
def test_another_type_alone_is_no_other_work(kind: str):
    assert not clash(BOOK, Reference("x", kind, dict(BOOK.fields)))
