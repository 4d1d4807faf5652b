"""CSV: the row of the format table; `tabular.py` does the work."""

from mscref.formats.tabular import csv_text as write
from mscref.formats.tabular import raw_csv_text as write_raw

__all__ = ["write", "write_raw"]
