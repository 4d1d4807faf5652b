r"""The `.aux` file of a LaTeX run: what it cites, from which files, in which style.

    \citation{key,key}  \bibdata{file,file}  \bibstyle{name}  \@input{chapter.aux}
    \babel@aux{language}{}
    \mscref@cite{number}{mode}{note}{in note}{{before}{after}{keys}…}     of mscref.sty

(The LaTeX kernel, natbib and babel write the first rows alike.) All else is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mscref.manuscript.latex.job import Job, PrintedCitation, PrintedCite

_COMMAND = re.compile(r"\\(citation|bibdata|bibstyle|@input|babel@aux|mscref@cite|abx@aux@cite)\b")
_ARGUMENTS = {"mscref@cite": 5, "babel@aux": 2}
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_DIGITS = re.compile(r"\d{1,6}")


def read_aux(text: str, job: Job, read_input: Callable[[str], None]) -> None:
    """Add to `job` what `text` says; `read_input` is called with the name of a further file."""
    ends = _ends_of_groups(text)
    for match in _COMMAND.finditer(text):
        name = match[1]
        arguments = _arguments(text, match.end(), ends, count=_ARGUMENTS.get(name, 1))
        if arguments is None:  # the run was broken off here, or it is a definition
            continue
        if name == "@input":
            read_input(arguments[0].strip())
        else:
            _take(name, arguments, job)


def _take(name: str, arguments: list[str], job: Job) -> None:
    if name == "citation":
        job.add_keys(arguments[0])
    elif name == "bibdata":
        job.add_data(arguments[0])
    elif name == "bibstyle":
        job.style = job.style or arguments[0].strip()
    elif name == "babel@aux":
        job.language = job.language or arguments[0].strip()
    elif name == "abx@aux@cite":
        job.is_biblatex = True
    elif printed := _printed(arguments):
        job.printed.append(printed)


def _printed(arguments: list[str]) -> PrintedCitation | None:
    """A citation of mscref.sty; None where it is damaged."""
    number, mode, note, in_note, listed = arguments
    groups = _arguments(listed, 0, _ends_of_groups(listed)) or []
    if not groups or len(groups) % 3 or not _DIGITS.fullmatch(note.strip()):
        return None
    cites = tuple(
        PrintedCite(
            tuple([key for one in groups[at + 2].split(",") if (key := one.strip())]),
            groups[at],
            groups[at + 1],
        )
        for at in range(0, len(groups), 3)
    )
    return PrintedCitation(
        number=number.strip(),
        mode=mode.strip(),
        note=int(note),
        in_note=in_note.strip() == "1",
        cites=cites,
    )


def _arguments(
    text: str, place: int, ends: Mapping[int, int], *, count: int = 0
) -> list[str] | None:
    """So many groups in braces from `place` (0: all there are); None where there are fewer."""
    found: list[str] = []
    while not count or len(found) < count:
        while text[place : place + 1].isspace():
            place += 1
        end = ends.get(place)
        if end is None:
            break
        found.append(text[place + 1 : end - 1])
        place = end
    return found if len(found) >= count else None


def _ends_of_groups(text: str) -> dict[int, int]:
    """Where a group opens → where it ends; one that never closes is not there."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            ends[opened.pop()] = match.end()
    return ends
