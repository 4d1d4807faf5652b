"""What the fields of an entry say in LaTeX: names, macros, comments, fields that stand twice.

What crosses the border: the entries of one scanned file in; their fields by biblatex's names out,
and problems with their place into a list. What a value means is the business of `convert.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import BibFile, Entry, Problem
from mscref.formats.bibtex.tables import ALIASES
from mscref.formats.bibtex.values import collect_macros, evaluate, undefined_macro, unknown_macros
from mscref.formats.latex.reading import comments_of, without_comments

# A "%" in these is part of an address, or per cent in running text.
_NO_COMMENTS = frozenset(["url", "doi", "file", "eprint", "abstract"])


class FieldReader:
    """Reads the fields of the entries of one scanned file; keeps what they share."""

    def __init__(self, bib: BibFile) -> None:
        self.bib = bib
        self.macros: Mapping[str, str] = collect_macros(bib)
        self.problems: list[Problem] = []
        self._by_key: Mapping[str, Entry] | None = None  # for parents, when one is asked for
        self._places: tuple[int, dict[str, int]] = (-1, {})
        # Field names as written → biblatex's, and in small letters.
        self._names: dict[str, tuple[str, str]] = {}

    def fields(self, entry: Entry) -> dict[str, str]:
        """The fields by lower-case biblatex name, as LaTeX; the first of a repeated one."""
        fields: dict[str, str] = {}
        names = self._names
        spelt: dict[str, str] = {}  # biblatex's name → the one in the file
        for written, raw in entry.raw_fields():
            known = names.get(written)
            if known is None:
                lowered = written.lower()
                known = names[written] = (ALIASES.get(lowered, lowered), lowered)
            name, spelling = known
            # Most values are one piece without a comment.
            if raw[:1] == "{" and "#" not in raw and "%" not in raw:
                value = raw[1:-1]
            else:
                value = self._value(entry, written, raw, name)
            if name in fields:
                self._second(entry, fields, spelt, (name, spelling, value))
            else:
                fields[name] = value
                spelt[name] = spelling
        return fields

    def _value(self, entry: Entry, written: str, raw: str, name: str) -> str:
        """The LaTeX of a field, macros replaced and comments taken out."""
        if raw[:1] in ("{", '"') and "#" not in raw:
            value = raw[1:-1]
            if "%" in value and "\n" in value and name not in _NO_COMMENTS:
                value = self._uncommented(entry, written, value)
            return value
        if raw.isdigit():
            return raw
        macros = self.macros
        for macro in unknown_macros(raw, macros):
            self._report_macro(entry, written, macro)
        return evaluate(raw, macros)

    def _second(
        self,
        entry: Entry,
        fields: dict[str, str],
        spelt: dict[str, str],
        second: tuple[str, str, str],
    ) -> None:
        """A field that is there already, under this name or an alias of it.

        biblatex's own name wins over an alias, else the first one; the other stays as it is
        written, under its alias, or is reported.
        """
        name, spelling, value = second
        if spelling == name != spelt[name]:
            spelling, spelt[name] = spelt[name], spelling
            fields[name], value = value, fields[name]
        if not value or value == fields[name]:
            return
        if spelling != name and spelling not in fields:
            fields[spelling] = value
            return
        shown = value if len(value) <= 60 else f"{value[:60]}…"
        self.report(
            entry,
            "bibtex-repeated-field",
            f"`{spelling}` stands again in this entry; the first one counts, not `{shown}`",
            name=spelling,
            hint="keep one of the two",
        )

    def _report_macro(self, entry: Entry, field_name: str, macro: str) -> None:
        """Note a macro that is not defined."""
        self.problems.append(undefined_macro(macro, self._place(entry, field_name.lower())))

    def _uncommented(self, entry: Entry, written: str, value: str) -> str:
        """A value without the comments of TeX in it, which are reported."""
        text = without_comments(value)
        if text != value:
            self.report(
                entry,
                "bibtex-comment-in-value",
                f"`{written}` holds a `%` that comments out the rest of its line: "
                + _comments(value),
                name=written.lower(),
                hint="write \\% where per cent is meant",
            )
        return text

    def report(self, entry: Entry, code: str, message: str, *, name: str, hint: str = "") -> None:
        """Note a problem with the value of a field (or its entry, where it is inherited)."""
        self.problems.append(
            Problem(Severity.WARNING, code, message, self._place(entry, name), hint)
        )

    def _place(self, entry: Entry, name: str) -> int:
        """Where the value of a field stands, else the entry; an entry may have many problems, so
        the places of the last one asked for are kept."""
        if self._places[0] != entry.start:
            source = entry.source
            places: dict[str, int] = {}
            for one in entry.fields:
                places.setdefault(source[one.name_start : one.name_end].lower(), one.value_start)
            self._places = (entry.start, places)
        return self._places[1].get(name, entry.start)

    def find_parent(self, key: str) -> tuple[str, dict[str, str]] | None:
        """The type and the fields of the entry with that key, which others inherit from."""
        if self._by_key is None:
            self._by_key = self.bib.by_lowered_key()
        parent = self._by_key.get(key.lower())
        return (parent.type.lower(), self.fields(parent)) if parent else None


def _comments(value: str) -> str:
    """What is commented out in a value, in one line."""
    return " ".join(" ".join(comments_of(value)).split())
