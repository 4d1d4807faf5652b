"""The central type: our record for one work, which every other package reads or makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from mscref.model.dates import Date
from mscref.model.names import Name
from mscref.records import Record, made

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
FieldValue: TypeAlias = "str | int | Date | tuple[Name, ...]"

CUSTOM = "custom"  # where CSL-JSON has what no variable is for
STRING = "reference-string"  # there, and in a field of that name in a .bib file


class Reference(Record, frozen=False):
    """One work: an id, a CSL item type, and CSL variables by the spelling of the specification.

    Keys of `fields` are CSL variable names (`container-title`, `DOI`), so that evaluating a
    style is one dictionary look-up. Text may hold the inline markup of CSL-JSON (`<i>`, `<b>`,
    `<sup>`, `<sub>`, small-caps and nocase spans). `extra` holds what we do not know,
    verbatim: unknown CSL-JSON members under their own names, leftovers of another format under
    the name of that format (`extra["bibtex"]`).

    Treat a reference as a value: functions return a new one.
    """

    id: str
    type: str
    fields: dict[str, FieldValue] = made(factory=dict)
    extra: dict[str, Json] = made(factory=dict)

    def text(self, variable: str) -> str:
        """The variable as text, or "" where it is absent, a date or names."""
        value = self.fields.get(variable, "")
        if isinstance(value, str):
            return value
        return str(value) if isinstance(value, int) else ""

    def names(self, variable: str) -> tuple[Name, ...]:
        """The variable as names, or () where it is absent or not names."""
        value = self.fields.get(variable, ())
        return value if isinstance(value, tuple) else ()

    def date(self, variable: str) -> Date | None:
        """The variable as a date, or None where it is absent or not a date."""
        value = self.fields.get(variable)
        return value if isinstance(value, Date) else None

    def with_fields(self, changes: Mapping[str, FieldValue | None]) -> Reference:
        """A copy with `changes` applied; None removes a variable."""
        merged = dict(self.fields)
        for variable, value in changes.items():
            if value is None:
                merged.pop(variable, None)
            else:
                merged[variable] = value
        return Reference(self.id, self.type, merged, dict(self.extra))

    @property
    def string(self) -> str:
        """The string that this was read from, of a list in a text; "" where there was none."""
        custom = self.extra.get(CUSTOM)
        text = custom.get(STRING) if isinstance(custom, dict) else None
        return text if isinstance(text, str) else ""

    def with_string(self, text: str) -> Reference:
        """A copy with the string that it was read from, which no style prints."""
        custom = self.extra.get(CUSTOM)
        kept: Json = {**(custom if isinstance(custom, dict) else {}), STRING: text}
        return Reference(self.id, self.type, dict(self.fields), {**self.extra, CUSTOM: kept})

    def with_id(self, new_id: str) -> Reference:
        """A copy under another id."""
        return Reference(new_id, self.type, dict(self.fields), dict(self.extra))
