"""One BibTeX or biblatex entry → one Reference.

What crosses the border: an `Entry` of the scanner in, a `Reference` out, problems into a list.
An error costs the field it stands in: the text stays, and is reported. Fields that CSL has no
variable for travel in `extra["bibtex"]` as LaTeX, for the writer to put back.

This runs for every entry of a library, so the common case is short: one look-up per field says
what to do with it; what depends on other fields is put aside and done at the end.
"""

from __future__ import annotations

from collections.abc import Mapping

from mscref.formats.bibtex import casing, plan
from mscref.formats.bibtex.blocks import BibFile, Entry, Problem
from mscref.formats.bibtex.conversion import Conversion, has_option
from mscref.formats.bibtex.entrydates import read_date, read_split_date
from mscref.formats.bibtex.entrytitles import read_titles
from mscref.formats.bibtex.fields import FieldReader
from mscref.formats.bibtex.names import NameOptions, has_numbers, has_options, parse_names
from mscref.formats.bibtex.publication import (
    read_language,
    read_links,
    read_numbers,
    read_publication,
    read_type_and_genre,
)
from mscref.formats.bibtex.tables import EDITOR_ROLES, NO_REFERENCES, STEERING_FIELDS
from mscref.formats.bibtex.titles import Titles
from mscref.formats.bibtex.verbatim import verbatim, verbatim_doi
from mscref.formats.latex.reading import decode, decode_protected
from mscref.model.reference import FieldValue, Json, Reference

_READ_AS_TEXT = frozenset([plan.TEXT, plan.NAMES, plan.PROTECTED, plan.NUMBER, plan.LATER])


class Converter:
    """Converts the entries of one scanned file; keeps what they share."""

    def __init__(self, bib: BibFile, *, titles: Titles = Titles.SENTENCE) -> None:
        self.titles = titles
        self._fields = FieldReader(bib)
        self._has_granular = "xdata" in bib.text

    @property
    def problems(self) -> list[Problem]:
        """What was the matter so far."""
        return self._fields.problems

    def convert(self, entry: Entry, *, default_id: str = "") -> Reference:
        """The reference of an entry; `default_id` stands in for a missing key."""
        kind = entry.type.lower()
        fields = self._fields.fields(entry)
        own = fields
        if "crossref" in fields or "xdata" in fields:
            from mscref.formats.bibtex.inherit import inherited

            fields = inherited(kind, fields, self._fields.find_parent)
        if self._has_granular:
            from mscref.formats.bibtex.inherit import with_granular

            fields = with_granular(fields, self._fields.find_parent)
            self._report_dangling(entry, fields)

        def report(code: str, message: str, *, name: str, hint: str = "") -> None:
            self._fields.report(entry, code, message, name=name, hint=hint)

        conversion = Conversion(kind, fields, report, self.titles)
        _convert(conversion)
        self._report_unknown(entry, own)
        leftovers = conversion.leftovers
        if own is not fields and len(fields) > len(own):
            for name in STEERING_FIELDS:
                leftovers.pop(name, None)
        extra: dict[str, Json] = {}
        if any("-" in name for name in leftovers):
            from mscref.formats.bibtex.foreign import take_foreign

            extra = take_foreign(leftovers)
        if leftovers:
            extra["bibtex"] = leftovers
        return Reference(entry.key or default_id, conversion.type, conversion.csl, extra)

    def _report_dangling(self, entry: Entry, fields: Mapping[str, str]) -> None:
        """Note what granular xdata names and nobody has: it stays as text."""
        from mscref.formats.bibtex.inherit import dangling

        for name, value in fields.items():
            for item in dangling(value) if "xdata" in value else ():
                self._fields.report(
                    entry,
                    "bibtex-xdata",
                    f"`{item}` in `{name}` names data that is not there; it stays as text",
                    name=name,
                    hint="write xdata=key-field, or xdata=key-list-2, of an @xdata entry",
                )

    def _report_unknown(self, entry: Entry, fields: Mapping[str, str]) -> None:
        """Note the commands of an entry that nobody knows: they stay as text."""
        for name, value in fields.items():
            if "\\" not in value or plan.PLAN.get(name, plan.LEFTOVER)[0] not in _READ_AS_TEXT:
                continue
            from mscref.formats.latex.leftovers import unknown_commands

            unknown = unknown_commands(value)
            if unknown:
                shown = ", ".join(f"`{one}`" for one in unknown)
                self._fields.report(
                    entry,
                    "bibtex-unknown-command",
                    f"LaTeX in `{name}` that mscref does not know stays as text: {shown}",
                    name=name,
                )


def _convert(work: Conversion) -> None:
    """Fill `type`, `csl` and `leftovers`."""
    fields, csl = work.fields, work.csl
    if "options" in fields:
        _read_options(work, fields["options"])
    groups = set()
    later = []
    found: FieldValue
    for name, value in fields.items():
        what, variable = plan.PLAN.get(name, plan.LEFTOVER)
        if what == plan.LATER:
            groups.add(variable)
            later.append(name)
            continue
        if not value and what >= 0:
            continue
        if what == plan.TEXT:
            found = decode(value)
        elif what == plan.NAMES:
            found = parse_names(value, work.names)
            if "0" in value and has_numbers(value):
                work.write_again(name)
            if "=" in value and has_options(value):
                work.keep(name)
        elif what == plan.VERBATIM:
            found = verbatim_doi(value) if name == "doi" else verbatim(value)
            if "\\href" in value:  # its second argument may say more
                work.write_again(name)
        elif what == plan.PROTECTED:
            found = casing.resolve(decode_protected(value))
        elif what == plan.NUMBER:
            found = work.number(name)
        elif what == plan.DATE:
            read_date(work, name, value, variable)
            continue
        else:
            found = ""
        if found and variable not in csl:
            csl[variable] = found
        elif not found or csl[variable] != found:
            work.leftovers[name] = value
    _rest(work, groups)
    taken = work.taken
    for name in later:
        if name not in taken and fields[name]:
            work.leftovers[name] = fields[name]


def _rest(work: Conversion, groups: set[str]) -> None:
    """What depends on the type or on several fields."""
    fields = work.fields
    if plan.EDITORS in groups:
        _read_editors(work)
    for year, prefix, variable in plan.YEARS:
        if year in fields:
            read_split_date(work, prefix, variable)
    english = read_language(work) if "langid" in fields or "language" in fields else True
    read_titles(work, english)
    if plan.NUMBERS in groups:
        read_numbers(work)
    if plan.PUBLICATION in groups:
        read_publication(work)
    if plan.LINKS in groups or "eprint" in fields:
        read_links(work)
    read_type_and_genre(work)
    if "options" in fields and "DOI" in work.csl and has_option(fields, "doi", "false"):
        del work.csl["DOI"]
        work.keep("doi")


def _read_options(work: Conversion, options: str) -> None:
    """`options = {useprefix=true, juniorcomma=true}`; kept as a leftover."""
    work.leftovers["options"] = options
    work.taken.add("options")
    work.names = NameOptions(
        has_option(work.fields, "useprefix", "true"),
        has_option(work.fields, "juniorcomma", "true"),
    )


def _read_editors(work: Conversion) -> None:
    """`editor` with an `editortype`, and `editora` to `editorc`."""
    if "editortype" in work.fields:
        work.csl.pop("editor", None)
    for letter in ("", "a", "b", "c"):
        people, role_field = f"editor{letter}", f"editor{letter}type"
        names = parse_names(work.fields.get(people, ""), work.names)
        if not names:
            continue
        kind = work.fields.get(role_field, "editor" if not letter else "")
        role = EDITOR_ROLES.get(kind.strip(" {}").lower())
        if role is None and not letter:
            work.csl.setdefault("editor", names)  # the role stays among the leftovers
        elif role is not None and work.csl.setdefault(role, names) == names:
            work.taken.update((people, role_field))
        elif not letter:
            work.keep(people)


def is_reference(entry: Entry) -> bool:
    """True unless the entry only lends its fields to others, or steers a style."""
    return entry.type.lower() not in NO_REFERENCES
