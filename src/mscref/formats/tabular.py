"""CSV and JSON Lines, written only: for spreadsheets and for programs that read line by line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from mscref.formats.cslitem import reference_to_json
from mscref.formats.invertednames import format_inverted_name
from mscref.formats.mapping import slash_date
from mscref.model.dates import Date
from mscref.model.markup import strip_markup
from mscref.model.reference import FieldValue, Reference

# The columns that stand first, in this order; the others follow by name.
_FIRST = """
    author title container-title issued volume issue page publisher DOI URL
""".split()


# Spreadsheets take such a cell for a formula, a title from anywhere included (OWASP, CSV
# injection); the wide signs too, and signs that do not show in front. An apostrophe makes it text.
_FORMULA = re.compile(r"[\s\0\ufeff\u200b-\u200f\u2060]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Every line end is one that the writer quotes: a spreadsheet ends its row at a bare `\r`.
_LINE_END = re.compile(r"\r\n?")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def csv_text(references: Sequence[Reference]) -> str:
    """One row per reference under a header; a column for every variable that occurs.

    Cells that a spreadsheet would run as formulas are guarded.
    """
    return _csv(references, _guarded)


def raw_csv_text(references: Sequence[Reference]) -> str:
    """The same without the guard, for programs."""
    return _csv(references, str)


def _csv(references: Sequence[Reference], shown: Callable[[str], str]) -> str:
    import csv
    import io

    used = {variable for reference in references for variable in reference.fields}
    columns = [name for name in _FIRST if name in used] + sorted(used.difference(_FIRST))
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["id", "type", *columns])
    for reference in references:
        cells = [_cell(reference.fields.get(name, "")) for name in columns]
        whole = (reference.id, reference.type, *cells)
        rows.writerow([shown(_LINE_END.sub("\n", cell)) for cell in whole])
    return out.getvalue()


def _guarded(cell: str) -> str:
    is_formula = _FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def json_lines(references: Sequence[Reference]) -> str:
    """One CSL-JSON item per line."""
    return "".join(
        [
            json.dumps(reference_to_json(reference), ensure_ascii=False, separators=(",", ":"))
            + "\n"
            for reference in references
        ]
    )


def _cell(value: FieldValue) -> str:
    if isinstance(value, tuple):
        return "; ".join([format_inverted_name(name) for name in value])
    if isinstance(value, Date):
        start = slash_date(value).replace("/", "-")
        if value.start is None or not value.is_range:
            return start
        return f"{start}/{slash_date(Date(value.end)).replace('/', '-') if value.end else ''}"
    return strip_markup(str(value))
