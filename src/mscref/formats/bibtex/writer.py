"""References → BibTeX or biblatex: new text, valid and minimal.

What crosses the border: references in, text out; or one entry in the layout of a file that
exists (`entry_text`, for `library/`). Nothing of an existing file is rewritten here.

What is written reads back as the same reference: braces stand where `casing.sentence_case` would
change a capital, leftovers of an earlier reading (`extra["bibtex"]`) go back as they were. Text
is UTF-8; with `ascii_only` everything beyond ASCII becomes a LaTeX command. URLs, DOIs and other
identifiers are written letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mscref.formats.bibtex.foreign import foreign_fields
from mscref.formats.bibtex.layout import DEFAULT_LAYOUT, Layout
from mscref.formats.bibtex.names import format_names, parse_names
from mscref.formats.bibtex.outgoing import Outgoing, is_balanced, verbatim_text
from mscref.formats.bibtex.tables import (
    EDITOR_TYPES,
    NAME_FIELDS,
    NUMBER_FIELDS,
    OWN_NAMES,
    TEXT_FIELDS,
    VERBATIM_FIELDS,
)
from mscref.formats.bibtex.verbatim import verbatim, verbatim_doi
from mscref.formats.bibtex.writtendates import write_date
from mscref.formats.bibtex.writtenplaces import write_links, write_numbers, write_publication
from mscref.formats.bibtex.writtentitles import deny_short_title, write_again, write_titles
from mscref.formats.latex.reading import decode, decode_plain
from mscref.model.dates import Date
from mscref.model.reference import Reference

# Variable → field, the first field of each; then the order in which fields are written.
_NAMES = {variable: name for name, variable in reversed(NAME_FIELDS.items())}
_TEXTS = {variable: name for name, variable in reversed(TEXT_FIELDS.items())}
_TEXTS["edition"] = "edition"
_TEXTS["annote"] = "annote"  # an alias in biblatex, the only name in BibTeX
_TEXTS.update({variable: name for name, variable in NUMBER_FIELDS.items()})
_TEXTS.update({variable: name for name, variable in OWN_NAMES.items()})
_VERBATIMS = {variable: name for name, variable in reversed(VERBATIM_FIELDS.items())}
_ORDER = {
    name: place
    for place, name in enumerate(
        """
        author editor bookauthor translator title maintitle booktitle shorttitle journaltitle
        journal shortjournal date year month day series edition volume part number issue chapter
        pages pagetotal volumes type institution school organization howpublished publisher
        location address version eventtitle eventdate venue langid origdate note doi url urldate
        eprint eprinttype eprintclass isbn issn pmid pmcid
        """.split()
    )
}
_NUMBERS = frozenset(["edition", "pages", "volume", "part", "number", "issue", *NUMBER_FIELDS])
_LINKS = frozenset(["url", *VERBATIM_FIELDS])
_LAST = len(_ORDER)


def write(references: Sequence[Reference]) -> str:
    """BibTeX in the default layout, UTF-8."""
    return write_all(references, dialect="bibtex")


def write_all(
    references: Iterable[Reference],
    *,
    dialect: str,
    ascii_only: bool = False,
    is_exact: bool = True,
) -> str:
    """All references; `dialect` is "bibtex" or "biblatex".

    `is_exact` also writes what keeps readers from inventing a short title: `shorttitle = {}`.
    """
    entries = [
        entry_text(reference, dialect=dialect, ascii_only=ascii_only, is_exact=is_exact)
        for reference in references
    ]
    return "\n\n".join(entries) + "\n" if entries else "\n"


def entry_text(
    reference: Reference,
    layout: Layout = DEFAULT_LAYOUT,
    *,
    dialect: str = "biblatex",
    ascii_only: bool = False,
    is_exact: bool = False,
) -> str:
    """One entry in `layout`, without a line end behind it."""
    kind, fields = entry_fields(
        reference, dialect=dialect, ascii_only=ascii_only, is_exact=is_exact
    )
    delimited = [
        (name, value if is_macro else layout.delimited(value)) for name, value, is_macro in fields
    ]
    return layout.entry(kind, reference.id, delimited)


def entry_fields(
    reference: Reference, *, dialect: str, ascii_only: bool = False, is_exact: bool = False
) -> tuple[str, list[tuple[str, str, bool]]]:
    """The entry type, and for each field its name, LaTeX value, and whether that is a macro."""
    entry = Outgoing(reference, dialect=dialect, ascii_only=ascii_only)
    _fill(entry)
    if is_exact:
        deny_short_title(entry)
    fields = sorted(entry.fields.items(), key=lambda field: _ORDER.get(field[0], _LAST))
    return entry.kind, [(name, value, name in entry.macros) for name, value in fields]


def _fill(entry: Outgoing) -> None:
    """Fill `fields` and `macros`."""
    reference = entry.reference
    for variable, value in reference.fields.items():
        if isinstance(value, tuple):
            _write_names(entry, variable)
        elif isinstance(value, Date):
            write_date(entry, variable, value)
        elif variable in _TEXTS:
            entry.put(_TEXTS[variable], entry.encode(str(value)))
        elif variable in _VERBATIMS:
            entry.put(_VERBATIMS[variable], verbatim_text(str(value)))
    write_titles(entry)
    write_numbers(entry)
    write_publication(entry)
    write_links(entry)
    _write_as_they_stood(entry)
    write_again(entry)
    again = {n: text for n, text in entry.written_fields.items() if n not in NAME_FIELDS}
    for name, value in {**again, **entry.leftovers}.items():
        if name not in entry.fields and is_balanced(value):
            entry.put(name, value)
    for name, text in foreign_fields(reference):
        if name not in entry.fields:
            entry.put(name, entry.encode(text))


def _write_names(entry: Outgoing, variable: str) -> None:
    """A list of names."""
    names = entry.reference.names(variable)
    text = format_names(names, entry.encode)
    field = _NAMES.get(variable)
    written = entry.written_fields.get(field or "") or entry.leftovers.get(field or "")
    if field and written and is_balanced(written) and parse_names(written) == names:
        entry.put(field, entry.ascii(written))
    elif field:
        entry.put(field, text)
    elif variable in EDITOR_TYPES:
        letter = next((one for one in "abc" if f"editor{one}" not in entry.fields), "")
        if letter:
            entry.put(f"editor{letter}", text)
            entry.put(f"editor{letter}type", EDITOR_TYPES[variable])


def _write_as_they_stood(entry: Outgoing) -> None:
    """Numbers in their fonts and words, addresses with their text, where that says the same."""
    for name, written in entry.written_fields.items():
        own = entry.fields.get(name)
        if own is None or not is_balanced(written):
            continue
        if name in _LINKS:
            is_same = (verbatim_doi if name == "doi" else verbatim)(written) == own
        else:
            is_same = name in _NUMBERS and _number_of(name, written) == decode(own)
        if is_same:
            entry.put(name, entry.ascii(written))


def _number_of(name: str, written: str) -> str:
    """The number that a field was read as."""
    number = decode_plain(written)
    if name != "edition":
        return number
    from mscref.model.editions import edition_number

    return edition_number(number)
