"""References → the page of `list` and `search`: what is shown of each, and what is copied."""

from __future__ import annotations

from collections.abc import Sequence

from mscref import __version__
from mscref.app.cite import Formatter, StyleChoice, load_style
from mscref.app.convert import convert
from mscref.app.overview import row_of
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference
from mscref.pages.list_page import ListedReference, list_page


def page_of(references: Sequence[Reference], style: StyleChoice, *, title: str) -> str:
    """The page of references, each formatted in the style.

    Raises NotFoundError for an unknown style or locale, StyleError for a broken style.
    """
    loaded = load_style(style)
    formatter = Formatter(loaded, locale=style.locale)
    listed = [_listed(one, formatter) for one in references]
    return list_page(listed, title=title, style=loaded.info.title, version=__version__)


def _listed(reference: Reference, formatter: Formatter) -> ListedReference:
    row = row_of(reference)
    return ListedReference(
        key=row.key,
        type=row.type,
        authors=row.authors,
        year=row.year,
        title=row.title,
        journal=strip_markup(reference.text("container-title")),
        doi=reference.text("DOI"),
        url=reference.text("URL"),
        formatted=formatter.one(reference, target="text").strip(),
        bibtex=convert([reference], to="biblatex", is_exact=False),
    )
