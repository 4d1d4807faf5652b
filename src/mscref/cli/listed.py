"""What `list` and `search` share: the formats of a list of references, and delivering one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from mscref.app.overview import row_of
from mscref.cli import show
from mscref.cli.declared import Option
from mscref.cli.rows import show_rows
from mscref.config import Config
from mscref.errors import UsageError
from mscref.model.reference import Json, Reference
from mscref.records import Record

TABLE, JSON, HTML = "table", "json", "html"
FORMATS = (TABLE, JSON, HTML)

ListFormat = Annotated[
    str | None,
    Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (a page to look at, in the style); {TABLE} by default.",
        show_default=False,
    ),
]


class ListWish(Record):
    """How a list is to be delivered: one of FORMATS, where to, the style of a page, and the fields
    that are asked for (all where there is none)."""

    format: str
    output: Path | None
    style: str | None
    fields: tuple[str, ...] = ()

    @property
    def is_json(self) -> bool:
        """True where JSON is wanted."""
        return self.format == JSON


def wanted(
    name: str | None,
    *,
    json: bool,
    output: Path | None,
    style: str | None,
    fields: str | None = None,
    further: Sequence[str] = (),
) -> ListWish:
    """What the options ask for; raises UsageError where they cannot be meant.

    `further` are fields that the command has beside those of a reference.
    """
    if json and name not in (None, JSON):
        raise UsageError(f"--json says json, --format says {name}")
    chosen = JSON if json else name or (HTML if _is_page(output) else TABLE)
    if chosen not in FORMATS:
        from difflib import get_close_matches

        near = get_close_matches(chosen, FORMATS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(FORMATS)}"
        raise UsageError(f"unknown format `{chosen}`", hint=hint)
    if style is not None and chosen != HTML:
        raise UsageError("--style is for a page", hint="add --format html")
    if fields is None:
        return ListWish(chosen, output, style)
    if chosen == HTML:
        raise UsageError("--fields is for lines and JSON", hint="a page shows the whole entry")
    from mscref.app.fields import fields_asked

    return ListWish(chosen, output, style, fields_asked(fields, further=further))


def _is_page(output: Path | None) -> bool:
    return output is not None and output.suffix.lower() in (".html", ".htm")


def deliver_list(
    wish: ListWish,
    references: Sequence[Reference],
    payload: Json,
    *,
    config: Config,
    title: str,
    read: Iterable[str],
    further: Sequence[Mapping[str, Json]] = (),
) -> None:
    """Write the references as they are wanted; `payload` is what JSON says of them, `further` what
    the command has to say about each."""
    if wish.fields:
        show_fields(references, wish, read=read, further=further)
        return
    if wish.format == HTML:
        from mscref.app.cite import StyleChoice
        from mscref.app.listed import page_of

        style = StyleChoice(wish.style or config.style, config.locale)
        show.deliver(page_of(references, style, title=title), output=wish.output, read=read)
    elif wish.output is not None:
        text = show.json_text(payload) if wish.format == JSON else _lines(references)
        show.deliver(text, output=wish.output, read=read)
    elif wish.format == JSON:
        show.json_result(payload)
    else:
        show_rows([row_of(one) for one in references])


def show_fields(
    references: Sequence[Reference],
    wish: ListWish,
    *,
    read: Iterable[str],
    further: Sequence[Mapping[str, Json]] = (),
) -> None:
    """Write the fields that are asked for: JSON, a table, or lines with cells between tabs."""
    from mscref.app.fields import fields_json, fields_text

    pairs = list(zip(references, further or [{}] * len(references), strict=True))
    if wish.is_json:
        payload = [fields_json(one, wish.fields, further=more) for one, more in pairs]
        show.deliver(show.json_text(payload), output=wish.output, read=read)
        return
    rows = [fields_text(one, wish.fields, further=more) for one, more in pairs]
    if wish.output is not None:
        text = "".join(f"{show.tabbed(row)}\n" for row in rows)
        show.deliver(text, output=wish.output, read=read)
    else:
        show.table(wish.fields, rows, wrap=False)


def _lines(references: Iterable[Reference]) -> str:
    return "".join(f"{show.tabbed(row_of(one))}\n" for one in references)
