"""Searching the words of linked files: what `search --text` and `files index` share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from mscref.app.attachments.links import LinkedFile
from mscref.app.attachments.words import TextFound, TextHit, search_text
from mscref.app.folders import cache_folder
from mscref.app.library import exit_code_of, is_library_file
from mscref.cli import show
from mscref.cli.progress import with_progress
from mscref.cli.reading import choose, settings
from mscref.errors import ExitCode, NotFoundError, UsageError
from mscref.formats.cslitem import reference_to_json


def named_folders(folders: Sequence[str] | None) -> list[Path]:
    """The folders that `--folder` names; NotFoundError for one that is none."""
    named = [Path(one).expanduser() for one in folders or ()]
    wrong = next((one for one in named if not _is_folder(one)), None)
    if wrong is not None:
        raise NotFoundError(f"{wrong}: there is no such folder", hint="as `--folder` names it")
    return named


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # where nobody may look: what lies there is said file by file
        return True


def text_found(
    query: Sequence[str],
    library: Sequence[str] | None,
    folders: Sequence[str] | None,
    *,
    limit: int = 0,
) -> TextFound:
    """The pages that hold the words of a query; of none, the index is brought up to date."""
    if query and not "".join(query).strip():
        raise UsageError("the query is empty", hint="mscref search --text stem cells")
    files = [word for word in query if is_library_file(word)]
    words = [word for word in query if word not in files]
    config = settings()
    given = [*(library or ()), *(files if words else [])]
    choice = choose(given, words=(), config=config)
    return search_text(
        choice.paths,
        " ".join(words or query),
        cache_folder=cache_folder(config, os.environ),
        named=named_folders(folders),
        limit=limit,
        progress=_progress,
    )


def show_pages(
    query: Sequence[str],
    library: Sequence[str] | None,
    folders: Sequence[str] | None,
    *,
    limit: int,
    is_json: bool,
    is_list: bool,
) -> ExitCode:
    """Print the pages that a search found; PROBLEMS where there is none, as `search` does."""
    if not is_list:
        raise UsageError(
            "`--text` finds pages: --format, --style, --fields and --output are for references",
            hint="mscref search --text WORDS --json",
        )
    found = text_found(query, library, folders, limit=limit)
    show.diagnostics(found.findings)
    if is_json:
        show.json_result([_as_json(one) for one in found.hits])
    else:
        rows = [(one.reference.id, str(one.page), one.snippet) for one in found.hits]
        show.table(("key", "page", "snippet"), rows)
    if not found.hits:
        show.note(f"no page holds {' '.join(query)}")
    elif limit and len(found.hits) == limit:
        show.note(f"the best {limit} pages are shown; --limit 0 shows all")
    return exit_code_of(found.findings) if found.hits else ExitCode.PROBLEMS


def _as_json(one: TextHit) -> dict[str, object]:
    return {
        "score": one.score,
        "library": one.library,
        "reference": reference_to_json(one.reference),
        "file": one.file,
        "page": one.page,
        "snippet": one.snippet,
    }


def _progress(files: Iterable[LinkedFile], total: int) -> Iterable[LinkedFile]:
    return with_progress(files, total=total, what="files read")
