"""`mscref render` and `restyle` for documents of word processors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mscref.cli import show
from mscref.cli.declared import Exit
from mscref.errors import ExitCode, LibraryError, UsageError

if TYPE_CHECKING:
    from mscref.app.render_office import OfficeChoice
    from mscref.app.restyle_office import RestyleOfficeChoice
    from mscref.config import Config
    from mscref.sources.settings import Settings

_EXTENSIONS = (".docx", ".docm", ".dotx", ".dotm", ".odt")
_LIVES = ("keep", "zotero", "none")


def is_word(document: str) -> bool:
    """True for a name of a document of a word processor."""
    return document.lower().endswith(_EXTENSIONS)


def check_live(live: str) -> None:
    """Raise UsageError for what `--live` does not take."""
    if live not in _LIVES:
        raise UsageError(f"--live is {', '.join(_LIVES)}, not `{live}`")


def refuse_options(given: dict[str, object], meant: str, *, hint: str = "") -> None:
    """Raise UsageError for options, by name, that are given and only `meant` has a use for."""
    names = [name for name, value in given.items() if value]
    if names:
        verb = "is" if len(names) == 1 else "are"
        raise UsageError(f"{' and '.join(names)} {verb} for {meant}", hint=hint)


def render_word_file(
    document: str, choice: OfficeChoice, *, config: Config, output: Path | None
) -> None:
    """Write a Word document anew: into `output`, else in its own place."""
    from mscref.app.render_office import render_office
    from mscref.cli.progress import telling
    from mscref.library.files import read_bytes

    if choice.live == "none" and (output is None or _is_same(output, document)):
        raise UsageError(
            f"{document}: its citations would be lost", hint="write to another file: -o OTHER"
        )
    path = Path(document)
    if not path.exists():
        raise LibraryError(f"{document}: no such file")
    content = read_bytes(path)
    with telling("citations written") as tell:
        rendered = render_office(content, path=document, choice=choice, config=config, tell=tell)
    show.diagnostics(rendered.diagnostics)
    if output is not None and str(output) == "-":
        show.deliver_bytes(rendered.content, output=None, read=())
    elif output is not None or rendered.content != content:
        show.deliver_bytes(rendered.content, output=output or path, read=rendered.libraries)
    shown = "" if output is not None and str(output) == "-" else f"{output or path}: "
    cited = show.counted(rendered.citations, "citation")
    show.note(f"{shown}{cited}, {show.counted(rendered.listed, 'reference')} in {rendered.style}")
    raise Exit(ExitCode.PROBLEMS if rendered.has_unknown else ExitCode.DONE)


def restyle_word_file(
    document: str,
    choice: RestyleOfficeChoice,
    *,
    output: Path | None,
    complete_with: Settings | None = None,
    diff: bool = False,
) -> None:
    """Write a finished document in another style into `output`, or print what changes."""
    from mscref.app.restyle_office import changed_text, restyle_office
    from mscref.library.files import read_bytes

    path = Path(document)
    if not path.exists():
        raise LibraryError(f"{document}: no such file")
    if output is None and not diff:
        raise UsageError(
            f"{document}: the text in its old style would be lost",
            hint="write to another file: -o OTHER",
        )
    content = read_bytes(path)
    done = restyle_office(content, path=document, choice=choice, settings=complete_with)
    if diff:
        show.diff(changed_text(done, path=document))
    else:
        show.deliver_bytes(done.content, output=output, read=(document,))
    show.diagnostics(done.diagnostics)
    raise Exit(ExitCode.DONE if done.is_whole else ExitCode.PROBLEMS)


def _is_same(output: Path, document: str) -> bool:
    return output.is_file() and Path(document).is_file() and output.samefile(document)
