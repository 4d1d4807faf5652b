"""`make disk-errors`: each call to the disk of a changing command fails; is the library whole?

A child process changes a library with three documents beside it, as `make kill` has it, and its
n-th call to the disk fails with each error that such a call may have: no space (ENOSPC), a broken
disk (EIO), no right (EACCES). Afterwards the library and its documents must each hold the old or
the new bytes, all the new ones where the command said 0 and only then, and all old or all new after
the next change, with undo and redo as before. The command ends with 0, 3 or 6, never in a
traceback, and says one error where it does not end with 0. Last line: `whole N of M`.

Use: disk_errors.py edit,import,rekey [EVERY]   (EVERY=7: each seventh call)
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from bench.kill import change, content, faults, make_template, refresh

from bench import traced
from mscref.cli import main as cli

_FULL, _BROKEN, _BARRED = errno.ENOSPC, errno.EIO, errno.EACCES
# <asm/unistd_64.h>: the calls to the disk, and how each may fail (by its manual).
CALLS: Mapping[int, tuple[str, tuple[int, ...]]] = MappingProxyType(
    {
        0: ("read", (_BROKEN,)), 1: ("write", (_FULL, _BROKEN)), 2: ("open", (_FULL, _BARRED)),
        4: ("stat", (_BARRED,)), 5: ("fstat", (_BROKEN,)), 6: ("lstat", (_BARRED,)),
        8: ("lseek", (_BROKEN,)), 17: ("pread64", (_BROKEN,)), 18: ("pwrite64", (_FULL, _BROKEN)),
        20: ("writev", (_FULL, _BROKEN)), 21: ("access", (_BARRED,)), 73: ("flock", (_BROKEN,)),
        74: ("fsync", (_FULL, _BROKEN)), 75: ("fdatasync", (_FULL, _BROKEN)),
        77: ("ftruncate", (_BROKEN,)), 82: ("rename", (_FULL, _BROKEN, _BARRED)),
        83: ("mkdir", (_FULL, _BARRED)), 86: ("link", (_FULL, _BARRED)),
        326: ("copy_file_range", (_FULL, _BROKEN)), 40: ("sendfile", (_FULL, _BROKEN)),
        87: ("unlink", (_BROKEN, _BARRED)), 91: ("fchmod", (_BROKEN, _BARRED)),
        93: ("fchown", (_BROKEN, _BARRED)), 217: ("getdents64", (_BROKEN,)),
        257: ("openat", (_FULL, _BROKEN, _BARRED)), 262: ("newfstatat", (_BARRED,)),
        263: ("unlinkat", (_BARRED,)), 264: ("renameat", (_FULL, _BROKEN)),
        316: ("renameat2", (_FULL, _BROKEN, _BARRED)), 332: ("statx", (_BARRED,)),
    }
)  # fmt: skip
ERRORS = (_FULL, _BROKEN, _BARRED)
COMMANDS = ("edit", "import", "rekey", "files", "copies")
CODES = frozenset([0, 3, 6])


def run_command(what: str, folder: Path, report: int) -> None:
    """The child: run the use case within the error boundary of the command line, and report."""
    said = io.StringIO()

    def invoke(arguments: Sequence[str]) -> int:
        change(what, folder)
        return 0

    cli._invoke = invoke
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = int(cli.run([what]))
    data = json.dumps([code, said.getvalue()]).encode()
    while data:  # the report goes by a pipe, and the call that fails may be this one
        with contextlib.suppress(OSError):
            data = data[os.write(report, data) :]


def faults_of_run(
    what: str, folder: Path, said: tuple[int, str], after: tuple[bytes, ...]
) -> Iterator[str]:
    """What is wrong with how the command ended."""
    code, text = said
    if code not in CODES or "Traceback" in text:
        yield f"it ended with {code}: {text[:300]}"
    if code == 0 and content(folder) != after:
        yield f"it said 0 and not all is new: {text[:300]}"
    if code and content(folder) == after and "makes all files old or new" not in text:
        yield f"it ended with {code} and all is new: {text[:300]}"
    if code and text.count("error:") != 1:
        yield f"it ended with {code} and {text.count('error:')} errors: {text[:300]}"


def try_one(what: str, folder: Path, failure: traced.Failure) -> tuple[traced.Ended, int, str]:
    """Run a command of which one call fails: how it ended, its code and what it said."""
    reading, writing = os.pipe()
    ended = traced.run(partial(run_command, what, folder, writing), failure=failure)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        report = pipe.read()
    code, text = json.loads(report) if report else (-1, "it died")
    return ended, code, text


def fail_everywhere(what: str, root: Path, *, every: int) -> tuple[int, int]:
    """Let each call fail in each way; how often that was, and how often all was whole."""
    folder, template = root / what / "work", root / what / "template"
    folder.parent.mkdir()
    after = make_template(folder, template, what)
    before = content(template)
    tried = whole = 0
    started = time.monotonic()
    for error in ERRORS:
        calls = frozenset(number for number, (_, errors) in CALLS.items() if error in errors)
        at = 1
        while True:
            refresh(folder, template)
            ended, code, text = try_one(what, folder, traced.Failure(at, error, calls))
            if not ended.number:
                break
            found = list(faults_of_run(what, folder, (code, text), after))
            found += faults(folder, what, before, after)
            name = f"{CALLS[ended.number][0]} {at} with {errno.errorcode[error]}"
            for one in found:
                print(f"{what}: {name}: {one}", flush=True)
            tried += 1
            whole += not found
            at += every
    seconds = time.monotonic() - started
    print(f"{what}: {tried} calls failed, {whole} times whole ({seconds:.0f} s)")
    return tried, whole


def main(commands: list[str], every: int) -> int:
    """Let every call of each command fail; print a row for each and the line that counts."""
    if not traced.can_fail():
        print("skipped: calls cannot be made to fail here (ptrace on x86-64)")
        return 0
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        rows = [fail_everywhere(what, Path(name), every=every) for what in commands]
    total, whole = (sum(row[place] for row in rows) for place in (0, 1))
    print(f"whole {whole} of {total}")
    return 0 if whole == total else 1


if __name__ == "__main__":
    wanted = sys.argv[1].split(",") if len(sys.argv) > 1 else list(COMMANDS)
    sys.exit(main(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
