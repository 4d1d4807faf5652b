"""No command takes quadratic time for a long run of one sign, in any field or on a page.

At this size a pattern that is quadratic takes seconds to minutes, and a linear one milliseconds.
The patterns are tried one by one in `tests/test_patterns.py` for what is worse; fields and rules
one by one by `make slowvalues`.
"""

import time
from pathlib import Path

import pytest

from mscref.cli.main import run

SIZE = 20_000
LIMIT = 2.5  # CPU seconds; a linear command takes 0.3
TRIES = 3  # a busy machine slows a command now and then, and never three times
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
)
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


def slow(commands: tuple[str, ...]) -> list[str]:
    return [command for command in commands if all(_seconds(command) > LIMIT for _ in range(TRIES))]


def _seconds(command: str) -> float:
    started = time.process_time()
    assert run(command.split()) != 70
    return time.process_time() - started


@pytest.mark.parametrize("pump", PUMPS)
def test_long_values(pump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    body = (pump * SIZE)[: SIZE - SIZE % len(pump)]
    fields = "".join(f"  {name} = {{x{body}y}},\n" for name in FIELDS)
    Path("in.bib").write_text(f"@article{{k,\n{fields}}}\n")
    assert slow(COMMANDS) == []


@pytest.mark.parametrize("pump", (*PUMPS, "\n", "[1] ", "@a ", "<", "`", "> "))
def test_long_pages(pump: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    text = "References\n\n[1] Noor B. A Book. London: Press; 2020.\n" + pump * (SIZE // len(pump))
    for name in ("page.txt", "page.md"):
        Path(name).write_text(f"{text}\n[2] Ek C. Another. Press; 2021.\n")
    assert slow(PAGES) == []
