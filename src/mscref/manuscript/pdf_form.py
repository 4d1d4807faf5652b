"""Is a document slides or a poster? By the form of its pages and the program that made it. Pure.

Slides and posters print the title, the people and the DOI of the paper that they show, as large as
the paper does. A slide is broad, and its letters are large for its height: 11 of 272 points in
beamer's, 18 of 540 in an office's; those of a paper on a broad page are 10 of 595. A poster is one
page, larger than any that is read in the hand.

What crosses the border: the front matter in; the form in words, "" for one that a paper has, out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mscref.manuscript.headline import TitlePage
from mscref.manuscript.pdf_front import FrontMatter
from mscref.model.reference import Reference

_LARGE_LETTERS = 0.022  # of the height of a broad page
_LARGEST_SHEET = 1300.0  # points: A3 is 1191 high, A2 1684
_PROGRAMS = re.compile(
    r"powerpoint|\bkeynote\b|\bimpress\b|beamer|google\sslides|\bprezi\b|reveal\.?js", re.IGNORECASE
)
# What is read as a text, and is shown on slides: none of it is slides itself.
_TEXTS = frozenset(
    """article article-journal article-magazine article-newspaper book chapter entry-dictionary
    entry-encyclopedia paper-conference report review review-book thesis""".split()
)


def form_of(matter: FrontMatter, pages: Sequence[TitlePage]) -> str:
    """`slides`, `a poster`, or ""."""
    if _PROGRAMS.search(matter.program):
        return "slides"
    sheet = next((page for page in matter.pages if page.width and page.height), None)
    if sheet is None:
        return ""
    if len(matter.pages) == 1 and max(sheet.width, sheet.height) > _LARGEST_SHEET:
        return "a poster"
    letters = max((page.body_size for page in pages), default=0.0)
    is_broad = sheet.width > sheet.height
    return "slides" if is_broad and letters >= _LARGE_LETTERS * sheet.height else ""


def why_other_form(form: str, reference: Reference) -> str:
    """Why a document of such a form is not the work of a record; "" where it may be."""
    return (
        f"the document is {form}, and this is a text" if form and reference.type in _TEXTS else ""
    )
