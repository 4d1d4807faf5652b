"""`make writers`: two mscref processes and an editor write one library; is anything lost?

In each round two processes change the library at the same instant, as a user calls mscref (edit,
import, rekey with a document), and say so by their exit code; one that is told that another program
changed the file runs again, as the message says. Meanwhile an editor saves the library and the
document, in turns by writing them in place and by renaming a new file over them, each time with a
line of its own. The editor takes no lock, and it is a good one: it saves again where somebody saved
since it read, or replaced the file while it wrote. Lost is a change that was reported as written,
or a line that the editor saved, and that is not there in the end. Last line: `lost 0 of N`, N being
the changes and lines.

Use: writers.py [ROUNDS] [SEED]
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.forked import import_all

from mscref.library.bibfile import read_bib
from mscref.library.documents import key_spans

ENTRY = "@article{{k{0}, author={{Noor, B.}}, title={{On the Trees of {0}}}, year={{2020}}}}\n"
IMPORTED = "@book{{b{0}, author={{Roth, {0}}}, title={{The {0} of {0}}}, year={{1999}}}}\n"
ENTRIES = 200
SAVES = 6  # of the editor, in each round
MOST_TRIES = 200
LIBRARY, DOCUMENT = "refs.bib", "paper.tex"
_CURRENT_FOLDER, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: rename(2)
CHANGED_MEANWHILE = 6  # the exit code of a command that was refused
NO_SUCH_KEY = 4
ENDED_WELL = 100  # a child's exit code, and the number of refusals


def prepare() -> None:
    """A library and a document that cites all of it."""
    Path(LIBRARY).write_text("".join(ENTRY.format(number) for number in range(ENTRIES)))
    Path(DOCUMENT).write_text("".join(f"\\cite{{k{number}}}\n" for number in range(ENTRIES)))


def commands(number: int) -> list[tuple[list[str], str, str]]:
    """What the two processes of a round do: the command, the file, and what it holds then."""
    word = _letters(number)
    Path(f"{word}.bib").write_text(IMPORTED.format(word))
    chosen = [
        (["edit", "-l", LIBRARY, f"k{number % 50}", f"x{word}=y"], LIBRARY, f"x{word}"),
        (["import", "-l", LIBRARY, f"{word}.bib"], LIBRARY, f"{{b{word},"),
        (
            ["rekey", "-l", LIBRARY, f"k{50 + number % 150}", "--pattern", f"z{word}[year]",
             "--also", DOCUMENT],
            DOCUMENT, f"z{word}2020",
        ),
    ]  # fmt: skip
    return [chosen[number % 3], chosen[(number + 1) % 3]]


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number:04d}")


def run_command(arguments: list[str]) -> int:
    """Run a command until it is written, as its message advises; how often it was refused.

    Where a message says that the next command will make all files old or new, they may be new.
    """
    from mscref.cli.main import run

    may_be_done = False
    heard = []
    for refused in range(MOST_TRIES):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = run(list(arguments))
        if code == 0 or (code == NO_SUCH_KEY and may_be_done):
            return refused
        may_be_done |= "makes all files old or new" in said.getvalue()
        heard.append(said.getvalue())
        if code != CHANGED_MEANWHILE:
            sys.stderr.write("".join(heard))
            sys.stderr.write(said.getvalue())
            os._exit(1)
    os._exit(1)


def edit(number: int, chance: random.Random) -> None:
    """The editor: save each file a few times, at any moment of a round."""
    for save in range(SAVES):
        time.sleep(chance.random() * 0.03)
        name, sign = ((LIBRARY, "%"), (DOCUMENT, "%"))[save % 2]
        how = (save_by_exchange, save_in_place)[(save // 2) % 2]
        how(Path(name), f"{sign} saved {number}.{save}\n".encode())


def save_by_exchange(path: Path, line: bytes) -> None:
    """Rename a new file over `path`; what was replaced is then in our hands, and if it is not what
    we had read, it goes back and the save begins anew: this editor overwrites nobody."""
    new = path.with_name(f"{path.name}~")
    while True:
        base = path.read_bytes()
        new.write_bytes(base + line)
        exchange(new, path)
        if new.read_bytes() == base:
            break
        exchange(new, path)
        if new.read_bytes() != base + line:  # within a moment of ours: nobody can be so quick
            raise RuntimeError("somebody wrote on what was there for a moment")
    new.unlink()


def exchange(one: Path, other: Path) -> None:
    """Swap two files in one step."""
    names = os.fsencode(one), os.fsencode(other)
    if _LIBC.renameat2(_CURRENT_FOLDER, names[0], _CURRENT_FOLDER, names[1], _EXCHANGE):
        raise OSError(ctypes.get_errno(), "renameat2")


def save_in_place(path: Path, line: bytes) -> None:
    """Truncate the file and write it anew; again where it was replaced while we wrote."""
    while True:
        with path.open("r+b", buffering=0) as file:
            base = file.read()
            file.seek(0)
            file.truncate()
            file.write(base + line)
            os.fsync(file.fileno())
            written = os.fstat(file.fileno()).st_ino
        if path.stat().st_ino == written or line in path.read_bytes():
            return


def in_child(work: Callable[[], int | None]) -> int:
    """Run something in a child process; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = ENDED_WELL + min(work() or 0, 100)
    finally:
        os._exit(code)


def play(number: int, seed: int) -> tuple[list[tuple[str, str]], int]:
    """One round: the files and what each must hold after it, and how often somebody was refused."""
    chosen = commands(number)
    children = [in_child(partial(run_command, arguments)) for arguments, _, _ in chosen]
    children.append(in_child(partial(edit, number, random.Random(seed + number))))
    expected = [(name, held) for _, name, held in chosen]
    expected += [
        ((LIBRARY, DOCUMENT)[save % 2], f"% saved {number}.{save}\n") for save in range(SAVES)
    ]
    refused = 0
    for child in children:
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status) - ENDED_WELL
        if code < 0:
            expected.append(("", f"a process of round {number} failed"))
        refused += max(code, 0)
    return expected, refused


def lost_in(expected: list[tuple[str, str]]) -> Iterator[str]:
    """What is not there in the end; entries that are no longer what they were, and citations of
    keys that the library does not have, are lost, too."""
    held = {name: Path(name).read_text() for name in (LIBRARY, DOCUMENT)}
    for name, what in expected:
        if what not in held.get(name, ""):
            yield f"{name}: {what.strip()}"
    entries = list(read_bib(held[LIBRARY].encode()).bib.entries())
    keys = {entry.key for entry in entries}
    titles = " ".join(held[LIBRARY][entry.start : entry.end] for entry in entries)
    for number in range(ENTRIES):
        if f"title={{On the Trees of {number}}}" not in titles:
            yield f"{LIBRARY}: the entry k{number}"
    for start, end in key_spans(held[DOCUMENT], name=DOCUMENT):
        if held[DOCUMENT][start:end] not in keys:
            yield f"{DOCUMENT}: {held[DOCUMENT][start:end]} is cited and not there"


def main(rounds: int, seed: int) -> int:
    """Play the rounds; print what was lost and the line that counts."""
    import_all()
    expected: list[tuple[str, str]] = []
    refused = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for kind in ("CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder) / kind.lower())
        prepare()
        for number in range(rounds):
            more, again = play(number, seed)
            expected, refused = expected + more, refused + again
        lost = list(lost_in(expected))
        os.chdir("/")
    for one in lost:
        print(f"lost: {one}")
    print(f"{rounds} rounds; {refused} times a command was refused and run again")
    print(f"lost {len(lost)} of {len(expected)}")
    return 1 if lost else 0


_LIBC = ctypes.CDLL(None, use_errno=True)

if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [50, 2026][len(numbers) :])))
