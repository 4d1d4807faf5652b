"""`pick`: what was picked as keys, as citations of a notation, or as citations in a style.

markdown, latex, typst   as one writes it there: [@a; @b], \\cite{a,b}, @a @b
other outputs of `cite`  in the style, as `cite` writes it
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from mscref.app.cite import CiteOptions, cite_references, render_citation
from mscref.app.overview import row_of
from mscref.csl.ast import Style
from mscref.csl.render.registry import CHOICES, find_output
from mscref.errors import UsageError
from mscref.manuscript.marker import Marker, MarkerCite
from mscref.manuscript.notations import NOTATIONS
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference

KEYS = "keys"
_NOTATION_OF = MappingProxyType({"markdown": "pandoc", "latex": "latex", "typst": "typst"})
FORMS = (KEYS, *CHOICES)


def find_form(name: str) -> str:
    """The form that people call `name`; raises UsageError with near matches."""
    if name.lower() in (KEYS, "key"):
        return KEYS
    try:
        return find_output(name)
    except UsageError as error:
        hint = error.hint if "did you mean" in error.hint else f"one of {', '.join(FORMS)}"
        raise UsageError(f"nothing is picked as `{name}`", hint=hint) from None


def needs_style(form: str) -> bool:
    """Whether a form is written by a style, which has to know the whole library."""
    return form != KEYS and form not in _NOTATION_OF


def as_form(
    picked: Sequence[Reference],
    form: str,
    *,
    library: Sequence[Reference],
    style: Style,
    locale: str,
) -> str:
    """What was picked, in one of FORMS; raises NotFoundError for an unknown locale."""
    if form == KEYS:
        return "".join(f"{one.id}\n" for one in picked)
    if form in _NOTATION_OF:
        return NOTATIONS[_NOTATION_OF[form]].citation(_marker(picked)) + "\n"
    citation = cite_references(library, picked, CiteOptions(), style, locale=locale)
    return render_citation(citation, target=form)


def _marker(picked: Sequence[Reference]) -> Marker:
    cites = tuple([MarkerCite(key=one.id, named=one.id) for one in picked])
    return Marker(start=0, end=0, text="", way="bracket", cites=cites)


def line_of(reference: Reference) -> tuple[str, str, str, str, str]:
    """A reference as a line for another picker: key, authors, year, title, journal."""
    row = row_of(reference)
    container = strip_markup(reference.text("container-title"))
    return row.key, row.authors, row.year, row.title, container
