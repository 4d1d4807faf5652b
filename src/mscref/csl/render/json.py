"""JSON: every entry as text and as HTML, with the layout that the style asks for."""

from __future__ import annotations

from mscref.csl.output import Bibliography, Output
from mscref.csl.render.html import HtmlWriter
from mscref.csl.render.plain import PlainWriter


class JsonWriter:
    """Writes one JSON value."""

    def citation(self, output: Output, *, links: bool = True) -> str:
        """An object with `text` and `html`, and `note` where something goes into a note."""
        note = {} if output.note is None else {"note": _both(output.note, links=links)}
        return _dump({**_both(output, links=links), **note})

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """An object with `layout` and `entries`."""
        layout = {
            "hanging-indent": bibliography.hanging_indent,
            "second-field-align": bibliography.second_field_align,
            "entry-spacing": bibliography.entry_spacing,
            "line-spacing": bibliography.line_spacing,
            "max-offset": bibliography.max_offset,
        }
        entries = [
            {"id": entry.id, **_both(entry.output, links=links)} for entry in bibliography.entries
        ]
        return _dump({"layout": layout, "entries": entries}) + "\n"


def _both(output: Output, *, links: bool) -> dict[str, str]:
    return {
        "text": PlainWriter().citation(output),
        "html": HtmlWriter().citation(output, links=links),
    }


def _dump(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)
