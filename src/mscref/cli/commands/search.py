"""`mscref search`: find references by words, fields and years."""

from __future__ import annotations

import os
from typing import Annotated

from mscref.app.folders import cache_folder
from mscref.app.library import is_library_file
from mscref.app.search import LibraryFinder
from mscref.cli import options, show
from mscref.cli.declared import Argument, Exit, Option
from mscref.cli.listed import ListFormat, deliver_list, wanted
from mscref.cli.reading import choose, settings
from mscref.errors import ExitCode
from mscref.formats.cslitem import reference_to_json
from mscref.model.reference import Json

app = options.command_app()


@app.command("search")
def search_library(
    query: Annotated[
        list[str], Argument(metavar="QUERY...", help="Words, or the query language below.")
    ],
    *,
    limit: Annotated[int, Option("--limit", min=0, help="Show at most so many; 0 shows all.")] = 50,
    text: Annotated[
        bool, Option("--text", help="Search the words of the files that references link.")
    ] = False,
    folder: options.FileFolders = None,
    library: options.Library = None,
    format: ListFormat = None,
    style: options.Style = None,
    output: options.Output = None,
    json: options.Json = False,
    fields: options.Fields = None,
) -> None:
    """Find references, the best match first; exit code 1 when there is none.

    Words are found anywhere, without regard to case and accents. field:word looks in one field
    (author, title, journal, year, keyword, abstract, doi, key, type, and every CSL variable).
    Also "a phrase", prefix*, year:2019..2021, OR, NOT or -word, ( ), has:doi, missing:doi,
    finding:RULE (of check), verdict:WORD (of the last verify).
    When nothing matches exactly, words spelled nearly so are taken. A library that is piped in is
    searched where none is named.

    With --text: pages of linked PDFs, texts and web pages that hold the words, in whatever form, or
    "a phrase" to the letter. They are read when they are first searched (`mscref files index`).

    \b
    Examples:
      mscref search stem cells
      mscref search 'author:leng year:2019..'
      mscref search 'journal:"aging and disease" -review' --json
      mscref search stem cells --fields score,key,title
      mscref search stem cells --format html -o found.html
      mscref search --text '"stem cells" outcome'
    """
    if text:
        from mscref.cli.bytext import show_pages

        is_list = format is None and output is None and style is None and fields is None
        raise Exit(show_pages(query, library, folder, limit=limit, is_json=json, is_list=is_list))
    wish = wanted(
        format, json=json, output=output, style=style, fields=fields, further=("score", "library")
    )
    files = [word for word in query if is_library_file(word)]
    words = [word for word in query if word not in files]
    config = settings()
    given = [*(library or ()), *(files if words else [])]
    choice = choose(given, words=(), config=config)
    asked = " ".join(words or query)
    finder = LibraryFinder(choice.paths, cache_folder=cache_folder(config, os.environ))
    found, paths = finder.find(asked, limit=limit)
    show.diagnostics(finder.unread())
    if found.relaxed:
        taken = ", ".join(f"`{word}` as `{used}`" for word, used in found.relaxed)
        show.note(f"nothing is exactly that; took {taken}")
    payload: list[Json] = [
        {"score": hit.score, "library": path, "reference": reference_to_json(hit.reference)}
        for hit, path in zip(found.hits, paths, strict=True)
        if wish.is_json
    ]
    deliver_list(
        wish,
        [hit.reference for hit in found.hits],
        payload,
        config=config,
        title=f"Found: {asked}",
        read=choice.paths,
        further=[
            {"score": hit.score, "library": path}
            for hit, path in zip(found.hits, paths, strict=True)
        ],
    )
    if not found.hits:
        show.note(f"nothing matches {asked}")
    if len(found.hits) < found.total:
        show.note(f"{len(found.hits)} of {found.total} shown; --limit 0 shows all")
    raise Exit(ExitCode.DONE if found.hits else ExitCode.PROBLEMS)
