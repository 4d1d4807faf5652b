"""CSV: the row of the format table; `tabular.py` does the work."""

from mscref.formats.tabular import csv_text as write

__all__ = ["write"]
