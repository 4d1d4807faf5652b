"""docs/formats.md names every format and every entry type there is."""

from pathlib import Path

from mscref.formats.bibtex.tables import CSL_TYPES
from mscref.formats.registry import FORMATS

PAGE = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")


def test_every_format_is_listed():
    assert [name for name in FORMATS if f"| `{name}` |" not in PAGE] == []


def test_every_csl_type_of_an_entry_type_is_listed():
    assert [kind for kind in set(CSL_TYPES.values()) if kind not in PAGE] == []
