"""JSON Lines: the row of the format table; `tabular.py` does the work."""

from mscref.formats.tabular import json_lines as write

__all__ = ["write"]
