"""A web page around a formatted bibliography, so that a browser shows it as the style means it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mscref.csl.output import Bibliography

_RULES = """\
body { font: 1em/1.4 Georgia, serif; margin: 2em auto; max-width: 44em; padding: 0 1em; }
.csl-entry { margin-bottom: 0.6em; overflow-wrap: anywhere; }
"""
_HANGING = ".csl-entry { padding-left: 2em; text-indent: -2em; }\n"
# The first field of an entry (its number) beside the rest; CSL: second-field-align.
_COLUMNS = """\
.csl-entry { display: flex; }
.csl-left-margin { flex: 0 0 {width}em; }
"""
_NARROW = 0.6  # em for each character of the first field, by the eye


def web_page(entries: str, bibliography: Bibliography, *, language: str) -> str:
    """Return a whole HTML document around `entries`, what the HTML writer made."""
    rules = _RULES
    if bibliography.second_field_align:
        width = max(2.0, bibliography.max_offset * _NARROW + 0.5)
        rules += _COLUMNS.replace("{width}", f"{width:.1f}")
    elif bibliography.hanging_indent:
        rules += _HANGING
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>References</title>\n'
        f"<style>\n{rules}</style>\n{entries.rstrip()}\n</html>\n"
    )
