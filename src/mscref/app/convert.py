"""References → the text of a bibliography file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from mscref.errors import NotFoundError, UsageError
from mscref.formats.registry import (
    FORMATS,
    UNASKED,
    Format,
    every_format,
    find_format,
    main_format,
    plugged_formats,
)
from mscref.model.reference import FieldValue, Json, Reference


def convert(
    references: Sequence[Reference],
    *,
    to: str,
    only: Collection[str] = (),
    omit: Collection[str] = (),
    ascii_only: bool = False,
    is_exact: bool = True,
    is_raw: bool = False,
) -> str:
    """Write references in the format called `to`; raises UsageError where there is none.

    `only` and `omit` name the fields that are written. `ascii_only` writes BibTeX with LaTeX
    commands for everything beyond ASCII. `is_exact` says in BibTeX also what is not there (an
    empty `shorttitle`); without it entries read as a person would write them.
    `is_raw` writes CSV without a guard before what spreadsheets take for formulas.
    """
    try:
        row = find_format(to)
    except NotFoundError as error:  # a closed list of option values, unlike styles
        raise UsageError(error.message, hint=error.hint) from None
    if not row.writes:
        raise UsageError(
            f"mscref reads {row.title} but does not write it", hint=f"it writes {writable()}"
        )
    references = narrowed(references, only=only, omit=omit)
    if is_raw and not row.guards_formulas:
        raise UsageError("--raw is for CSV only", hint="add -t csv")
    if ascii_only and not row.is_bibtex:
        raise UsageError("--ascii is for BibTeX only", hint="add -t bibtex or -t biblatex")
    if row.is_bibtex:
        from mscref.formats.bibtex.writer import write_all

        return write_all(references, dialect=row.name, ascii_only=ascii_only, is_exact=is_exact)
    return (row.raw_writer() if is_raw else row.writer())(references)


def narrowed(
    references: Sequence[Reference], *, only: Collection[str], omit: Collection[str]
) -> Sequence[Reference]:
    """The references with the fields that are wanted."""
    if not only and not omit:
        return references
    from mscref.formats.selection import select_fields

    return select_fields(references, only=only, omit=omit)


def leftovers_told(references: Sequence[Reference], *, to: str) -> str:
    """What becomes of values that CSL has no variable for, in a few words; "" where there are none
    or all of them are written as they stood."""
    from mscref.formats.leftovers import leftovers, summary

    row = find_format(to)
    foreign = [_without(one, row.place) for one in references if one.extra.keys() - {row.place}]
    if row.is_bibtex:
        placed = _told(foreign, is_placed=True)
        kept = f"not used, and kept in fields of their own: {placed}" if placed else ""
        unplaced = unplaced_told([_without(one, row.place) for one in references])
        return "; ".join(filter(None, (kept, unplaced)))
    found = summary(leftovers(foreign, {}, {}))
    if not found:
        return ""
    if row.keeps_everything:
        return f"not used, and kept under `custom`: {found}"
    return f"not written, for {row.title} has no place for them: {found}"


def lost_told(references: Sequence[Reference], text: str, *, to: str) -> str:
    """What of the references the text does not say, for the format has no place for it; in a few
    words, "" where nothing is lost. The text is read again: no table could be as sure."""
    row = find_format(to)
    if row.keeps_everything or row.is_bibtex:
        return ""
    again = row.comes_back(references, text)
    if len(again) != len(references):
        return ""
    lost = Counter(
        variable
        for one, back in zip(references, again, strict=True)
        for variable in one.fields.keys() - back.fields.keys()
        if one.fields[variable] not in back.fields.values()  # a short title that is the whole one
    )
    lost += _lost_beside_names(references, again)
    shown = ", ".join(f"{name} ({count})" for name, count in sorted(lost.items()))
    missing = f"not written, for {row.title} has no place for them: {shown}" if lost else ""
    cut = Counter(
        variable
        for one, back in zip(references, again, strict=True)
        for variable, value in back.fields.items()
        if _is_cut(one.fields.get(variable), value, is_exact=not row.reads)
    )
    shown = ", ".join(f"{name} ({count})" for name, count in sorted(cut.items()))
    partly = f"written in part, for {row.title} has no place for more: {shown}" if cut else ""
    return "; ".join(filter(None, (missing, partly)))


def _is_cut(whole: FieldValue | None, back: FieldValue, *, is_exact: bool) -> bool:
    """Whether only the first names came back; where `is_exact`, whether anything is not the whole
    (readers may have a text in another form)."""
    if isinstance(whole, tuple) and isinstance(back, tuple):
        return len(back) < len(whole)
    return is_exact and whole != back


def unplaced_told(references: Sequence[Reference]) -> str:
    """What of other formats finds no place in a .bib file, in a few words."""
    beside = _lost_beside_names(references, [Reference("", "")] * len(references))
    shown = [f"{name} ({count})" for name, count in sorted(beside.items())]
    found = ", ".join(filter(None, (_told(references, is_placed=False), *shown)))
    return f"not written, for BibTeX has no place for them: {found}" if found else ""


def _lost_beside_names(references: Sequence[Reference], again: Sequence[Reference]) -> Counter[str]:
    """What people have beside their names (an ORCID, a mail) that did not come back, counted."""
    from mscref.formats.besidenames import told_members

    lost: Counter[str] = Counter()
    for one, back in zip(references, again, strict=True):
        lost += Counter(told_members(one)) - Counter(told_members(back))
    return lost


def _told(references: Sequence[Reference], *, is_placed: bool) -> str:
    """What of other formats has a field of its own in a .bib file, or has none."""
    from mscref.formats.bibtex import foreign
    from mscref.formats.leftovers import leftovers, summary

    def is_told(where: str, name: str, value: Json) -> bool:
        return foreign.is_placed(where, name, value) is is_placed

    return summary(leftovers(references, {}, {}, is_told=is_told))


def _without(reference: Reference, own: str) -> Reference:
    """The reference without what stands under `own`."""
    kept = {name: value for name, value in reference.extra.items() if name != own}
    return Reference(reference.id, reference.type, reference.fields, kept)


def format_named(name: str) -> Format | None:
    """The format called `name`, or None."""
    try:
        return find_format(name)
    except NotFoundError:
        return None


def writable() -> str:
    """The names of the formats that can be written."""
    return ", ".join(name for name, row in every_format().items() if row.writes)


def format_asked(to: str | None, output: str | None) -> tuple[str, bool]:
    """The name of the format: what is asked for, else what the output file's extension says, else
    the usual one; and whether anything said so."""
    said = to or (_format_of_file(output) if output else None)
    return said or UNASKED.name, said is not None


def _format_of_file(path: str) -> str | None:
    lowered = path.lower()
    found = _writing(lowered, FORMATS)
    return _writing(lowered, plugged_formats()) if found is None and "." in lowered else found


def _writing(path: str, among: Mapping[str, Format]) -> str | None:
    """The name of the format that writes a file of such a name."""
    rows = [
        row
        for row in among.values()
        if row.writes and row.extensions and path.endswith(row.extensions)
    ]
    row = main_format(rows, path=path)
    return row.name if row is not None else None


def writable_formats() -> list[tuple[str, str, str]]:
    """The name, title and extensions of every format that can be written."""
    rows = [row for row in every_format().values() if row.writes]
    return [(row.name, row.title, " ".join(row.extensions)) for row in rows]
