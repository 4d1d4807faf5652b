"""The `citation_list` of a deposit at Crossref (schema 4.3 to 5.4). Written only: it says less of
a work than any other format.

A citation with a DOI needs no more; one without is matched by Crossref by the elements that the
schema has, in its order, and by a text (`unstructured_citation`) where those say too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mscref.formats.articlexml.ids import id_of
from mscref.formats.articlexml.inline import xml_attribute, xml_text
from mscref.formats.invertednames import family_with_particles, format_inverted_name
from mscref.formats.writtenids import distinct_ids
from mscref.model.dates import Date, PartialDate
from mscref.model.identifiers import normalize_issn
from mscref.model.markup import strip_markup
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference
from mscref.model.vocabulary import JOURNAL_CONTENTS
from mscref.patterns import lazy

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FIRST_PAGE = lazy(r"[^\s,;–—-]+")
_ARTICLE_NUMBER = lazy(r"[A-Za-z]+\d+|\d{6,}")
_ISBN = lazy(r"[\dXx-]{10,17}")
# Whole works whose title is that of a volume.
_VOLUMES = frozenset(["book", "periodical", "collection"])


def write(references: Sequence[Reference]) -> str:
    """A `citation_list` with one `citation` for each reference."""
    keys = distinct_ids((one.id for one in references), id_of)
    citations = "".join(map(_citation, references, keys))
    return f"{_HEAD}<citation_list>\n{citations}</citation_list>\n"


def _citation(reference: Reference, key: str) -> str:
    lines = [
        f"    <{name}>{xml_text(text)}</{name}>\n" for name, text in _elements(reference) if text
    ]
    return f"  <citation key={xml_attribute(key)}>\n{''.join(lines)}  </citation>\n"


def _elements(reference: Reference) -> Iterator[tuple[str, str]]:
    """The elements of a citation in the order of the schema; an empty one is not written."""
    in_journal = reference.type in JOURNAL_CONTENTS
    title = strip_markup(reference.text("title"))
    container = strip_markup(reference.text("container-title"))
    page = reference.text("page")
    is_number = _ARTICLE_NUMBER.fullmatch(page) is not None
    first = _FIRST_PAGE.match(page)
    issued = reference.date("issued")
    yield "issn", normalize_issn(reference.text("ISSN")) or ""
    yield "journal_title", container if in_journal else ""
    yield "author", _first_author(reference)
    yield "volume", reference.text("volume")
    yield "issue", reference.text("issue")
    yield "first_page", first[0] if first and not is_number else ""
    yield "elocation_id", page if is_number else ""
    yield "cYear", str(issued.year) if issued and issued.year else ""
    yield "doi", reference.text("DOI")
    yield "isbn", _first_isbn(reference.text("ISBN"))
    yield "series_title", strip_markup(reference.text("collection-title"))
    is_volume = reference.type in _VOLUMES and not container
    yield "volume_title", title if is_volume else "" if in_journal else container
    yield "edition_number", reference.text("edition")
    yield "article_title", "" if is_volume else title
    if reference.type == "standard":
        yield "std_designator", reference.text("number")
        yield "standards_body", reference.text("publisher")
    yield "unstructured_citation", _as_text(reference)


def _first_author(reference: Reference) -> str:
    names = reference.names("author") or reference.names("editor")
    return _short(names[0]) if names else ""


def _short(name: Name) -> str:
    return strip_markup(name.literal) or family_with_particles(name) or name.given


def _first_isbn(text: str) -> str:
    found = _ISBN.search(text)
    return found[0] if found else ""


def _as_text(reference: Reference) -> str:
    """The reference as people read it, where no DOI says all; its own string if it has one."""
    if reference.text("DOI"):
        return ""
    if reference.string:
        return reference.string
    names = [format_inverted_name(one) for one in reference.names("author")]
    issued = reference.date("issued")
    year = f"({issued.year})" if issued and issued.year else ""
    texts = ("title", "container-title", "publisher", "publisher-place", "URL")
    parts = ["; ".join(names), year, *(strip_markup(reference.text(one)) for one in texts)]
    return ". ".join(part.rstrip(".") for part in parts if part)


def read_again(references: Sequence[Reference]) -> list[Reference]:
    """The references with the variables that the text says something of: those without which it
    would be another; of names, a date and pages no more than it has of them."""
    return [_said_of(one) for one in references]


def _said_of(reference: Reference) -> Reference:
    whole = list(_elements(reference))
    fields = {
        name: value
        for name, value in reference.fields.items()
        if list(_elements(reference.with_fields({name: None}))) != whole
    }
    for name, value in fields.items():
        start = _start(value)
        if start != value and list(_elements(reference.with_fields({name: start}))) == whole:
            fields[name] = start
    return Reference(reference.id, reference.type, fields, reference.extra)


def _start(value: FieldValue) -> FieldValue:
    """The first name, the year, the first page."""
    if isinstance(value, tuple):
        return value[:1]
    if isinstance(value, Date):
        return Date(PartialDate(value.year)) if value.year else value
    first = _FIRST_PAGE.match(str(value))
    return first[0] if first else value
