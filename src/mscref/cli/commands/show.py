"""`mscref show`: everything known about a reference."""

from __future__ import annotations

from mscref.app.overview import field_rows
from mscref.app.select import select_in_order
from mscref.cli import options, show
from mscref.cli.declared import Exit
from mscref.cli.listed import show_fields, wanted
from mscref.cli.reading import LibraryRequest, read_library
from mscref.formats.bibtex.titles import Titles
from mscref.model.reference import Json, Reference

app = options.command_app()


@app.command()
def show_references(
    selectors: options.Selector,
    *,
    library: options.Library = None,
    json: options.Json = False,
    fields: options.Fields = None,
) -> None:
    """Show everything known about references, and where each stands.

    \b
    Examples:
      mscref show leng2020
      mscref show 10.14336/AD.2020.0228 --json
      mscref show leng2020 --fields file,line,DOI
    """
    wish = wanted(None, json=json, output=None, style=None, fields=fields, further=("file", "line"))
    request = read_library(library, selectors, only_selected=True, titles=Titles.WRITTEN)
    chosen = select_in_order(
        request.library.references, request.selectors or ["*"], request.sayings
    )
    if wish.fields:
        show_fields(chosen, wish, read=(), further=[_place(one, request) for one in chosen])
    elif json:
        show.json_result([_as_json(one, request) for one in chosen])
    else:
        for number, reference in enumerate(chosen):
            if number:
                show.result("\n")
            _show_one(reference, request)
    raise Exit(request.library.exit_code)


def _show_one(reference: Reference, request: LibraryRequest) -> None:
    rows = [("key", reference.id), ("type", reference.type), *field_rows(reference)]
    rows.append(("stands in", str(request.library.spans[reference.id])))
    show.table(("variable", "value"), rows)


def _as_json(reference: Reference, request: LibraryRequest) -> Json:
    from mscref.formats.cslitem import reference_to_json

    return {
        "key": reference.id,
        **_place(reference, request),
        "reference": reference_to_json(reference),
    }


def _place(reference: Reference, request: LibraryRequest) -> dict[str, Json]:
    span = request.library.spans[reference.id]
    return {"file": span.path, "line": span.line}
