"""No command takes quadratic work for a long run of one sign, in any field or on a page.

The work is counted in calls, so that no other work of the machine changes the outcome. What a
single call costs is not seen here: the patterns are judged by their form in
`tests/test_patterns.py`, and `make slowcommands` measures the CPU of these same commands.
"""

from functools import partial
from pathlib import Path

import pytest
from tests.counting import calls_of

from mscref.cli.main import run

SMALL, LARGE = 1_500, 6_000
GROWTH = 5.0  # of the calls, from the small to the large; quadratic work has 16
PUMPS = (
    " ",
    "1",
    "a",
    "A",
    "[",
    ":",
    "'",
    "1-",
    "a-",
    ", ",
    "a ",
    "(",
    "&",
    "{a}",
    "$",
    "\\",
    ".",
    "A.",
    "A-",
    "~",
    "“",
    "Ab. ",
    "d'",
    "van ",
)
PAGE_PUMPS = (*PUMPS, "\n", "[1] ", "@a ", "<", "`", "> ")
FIELDS = """title author pages journal year note doi url volume number edition date month keywords
    publisher series isbn eprint""".split()
COMMANDS = (
    "list -l in.bib",
    "format -s apa -l in.bib",
    "format -s vancouver -t html -l in.bib",
    "check in.bib",
    "export -l in.bib -t ris",
    "export -l in.bib -t biblatex",
    "tidy --dry-run -l in.bib all",
    "dedupe --dry-run -l in.bib",
    "rekey --dry-run -l in.bib",
    "verify --offline in.bib",
)
PAGES = ("verify --offline page.txt", "import -l new.bib page.txt", "verify --offline page.md")


def write_library(folder: Path, pump: str, size: int) -> None:
    """`in.bib`: one entry, all its fields full of the sign."""
    body = pump * (size // len(pump))
    fields = "".join(f"  {name} = {{x{body}y}},\n" for name in FIELDS)
    (folder / "in.bib").write_text(f"@article{{k,\n{fields}}}\n")


def write_pages(folder: Path, pump: str, size: int) -> None:
    """`page.txt`, `page.md`: two references, the sign between them."""
    text = "References\n\n[1] Noor B. A Book. London: Press; 2020.\n" + pump * (size // len(pump))
    for name in ("page.txt", "page.md"):
        (folder / name).write_text(f"{text}\n[2] Ek C. Another. Press; 2021.\n")


def works(command: str, folder: Path) -> None:
    """Run a command as the first time: no library that it made is there."""
    (folder / "new.bib").unlink(missing_ok=True)
    assert run(command.split()) != 70


@pytest.mark.parametrize("pump", PUMPS)
def test_long_values(pump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert growing(COMMANDS, write_library, pump, tmp_path) == []


@pytest.mark.parametrize("pump", PAGE_PUMPS)
def test_long_pages(pump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert growing(PAGES, write_pages, pump, tmp_path) == []


def growing(commands, write, pump: str, folder: Path) -> list[str]:
    """The commands whose calls grow by more than the value does."""
    counts = []
    for size in (SMALL // 2, SMALL, LARGE):  # at the first, what is imported and read once
        write(folder, pump, size)
        counts.append([calls_of(partial(works, one, folder)) for one in commands])
    return [
        f"{command}: {small} → {large} calls"
        for command, small, large in zip(commands, *counts[1:], strict=True)
        if large > GROWTH * small
    ]
