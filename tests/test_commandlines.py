"""A printed command is what a shell splits into the words that were meant."""

import re
import shlex
from pathlib import Path

import pytest

from mscref.commandlines import command_line, converting

SOURCE = Path(__file__).parent.parent / "src" / "mscref"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["roth2020"], "mscref show roth2020 -l 'my refs.bib'"),
        (["-key"], "mscref show -l 'my refs.bib' -- -key"),
        (["k", "--help"], "mscref show -l 'my refs.bib' -- k --help"),
        (["$(rm x)"], "mscref show '$(rm x)' -l 'my refs.bib'"),
        (["it's"], """mscref show 'it'"'"'s' -l 'my refs.bib'"""),
        (["-"], "mscref show - -l 'my refs.bib'"),
    ],
)
def test_a_line(values: list[str], expected: str):
    line = command_line("show", values=values, options=["-l", "my refs.bib"])
    assert line == expected
    assert set(values) <= set(shlex.split(line))


@pytest.mark.parametrize(
    ("path", "argument"),
    [("my refs.bib", "my refs.bib"), ("-o x.bib", "./-o x.bib"), ("$(rm x)", "$(rm x)")],
)
def test_a_file_to_be_converted(path: str, argument: str):
    expected = ["iconv", "-f", "LATIN1", "-t", "UTF-8", argument]
    assert shlex.split(converting("LATIN1", path)) == expected


# A value inside of a command that is written by hand: `mscref show {key}`. Names of our own, and
# fields of fzf (which quotes them), need no quotes; the rest are sentences about mscref.
BY_HAND = re.compile(r"mscref (?:[a-z]+ )+(?:-\S+ )*\{(?P<value>[^}]+)\}")
OUR_OWN = {"best.name", "error.option_name", "record.number", "choice.what", "USUAL_NAME"}
SENTENCES = {"row.title", "FORMAT", "self._style"}


def test_no_command_with_a_value_is_written_by_hand():
    found = [
        f"{path.name}: {match[0]}"
        for path in SOURCE.rglob("*.py")
        for match in BY_HAND.finditer(path.read_text(encoding="utf-8"))
        if match["value"] not in OUR_OWN | SENTENCES and "-- {" not in match[0]
    ]
    assert found == []
