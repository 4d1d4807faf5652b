"""How fast the language server is with a large library, by a client over stdio: `make bench-lsp`.

Made-up references (seeded), as many as are asked for, and a document of 200 citations. Each figure
is what the client waits: the median and the worst of RUNS. Memory is the resident set of the server
at its highest, the idle share its processor time over ten quiet seconds after the last check.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.browse import library_of
from tests.lsp.client import Client, at, codes

LINE = 4  # of the citation that is typed
BARS = {
    "completion": 50.0, "completion, words": 50.0, "completion after an edit": 50.0,
    "hover": 30.0, "hover of an unknown key": 30.0, "first diagnostics": 1000.0,
    "first diagnostics of the library": 1000.0,
}  # fmt: skip
MEGABYTES = 300.0
_QUIET = 10.0  # seconds over which an idle server is watched


def document(count: int) -> str:
    """A document with many citations, one of them of an unknown key."""
    lines = [
        f"Words and more of them [@k{number * 7 % count}; @k{number}].\n" for number in range(200)
    ]
    head = "---\nbibliography: large.bib\n---\n\nAs @k17 says, and @lovelace1984x not.\n\n"
    return head + "\n".join(lines)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def show(name: str, times: Sequence[float]) -> bool:
    """Print a row; whether it keeps its bar."""
    bar = BARS[name]
    is_kept = median(times) < bar
    print(
        f"{name:34} median {median(times):8.1f} ms  worst {max(times):8.1f}  bar {bar:6.0f}"
        f"  {'kept' if is_kept else 'MISSED'}"
    )
    return is_kept


def typed(client: Client, paper: str, text: str, word: str, version: int) -> float:
    """A word typed behind an @, one sign after the other, and what the last list takes."""
    line = f"As @{word}"
    client.change(paper, text.replace("As @k17", line), version)
    return timed(lambda: client.ask("textDocument/completion", at(paper, LINE, len(line))))


def status(pid: int, name: str) -> float:
    """A line of /proc/PID/status in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu(pid: int) -> float:
    """Seconds of the processor that a process, and all that it started, took."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        tasks = [one.read_text() for one in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:  # it ended a moment ago
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu(int(one)) for one in " ".join(tasks).split())


def settled(client: Client) -> None:
    """Wait until the server takes no more of the processor, at most five minutes."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        before = cpu(client.process.pid)
        time.sleep(2.5)
        if cpu(client.process.pid) - before < 0.02:
            return


def measure(count: int, runs: int) -> bool:
    """Print the figures of one size; whether all keep their bars."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = library_of(count, folder)
        text = document(count)
        (folder / "paper.md").write_text(text, encoding="utf-8")
        print(f"\n{count} entries, {library.stat().st_size / 1e6:.1f} MB")
        with Client(folder) as client:
            return all([*_answers(client, folder, text, runs)])


def _answers(client: Client, folder: Path, text: str, runs: int) -> list[bool]:
    kept: list[bool] = []
    start = time.perf_counter()
    paper = client.open(folder / "paper.md")
    client.diagnostics(paper, lambda some: "unknown-key" in codes(some))
    kept.append(show("first diagnostics", [(time.perf_counter() - start) * 1000]))
    first = typed(client, paper, text, "k1", 2)
    print(f"{'the very first completion':34} {first:15.1f} ms")
    settled(client)
    words = ["k1", "k59", "k9", "k12", "k3"]
    kept.append(
        show(
            "completion",
            [typed(client, paper, text, words[one % 5], 3 + one) for one in range(runs)],
        )
    )
    names = ["lovelace", "quantum", "1984", "zzz", "ocean"]
    kept.append(
        show(
            "completion, words",
            [typed(client, paper, text, names[one % 5], 50 + one) for one in range(runs)],
        )
    )
    client.change(paper, text, 100)

    def asked(line: int, character: int) -> object:
        return client.ask("textDocument/hover", at(paper, line, character))

    asked(LINE, 5)
    kept.append(show("hover", [timed(partial(asked, 6 + 2 * one, 27)) for one in range(runs)]))
    kept.append(
        show("hover of an unknown key", [timed(lambda: asked(LINE, 22)) for _ in range(runs)])
    )
    kept += _library(client, folder, paper, text, runs)
    settled(client)
    highest = status(client.process.pid, "VmHWM")
    print(f"{'memory at its highest':34} {highest:15.0f} MB  bar {MEGABYTES:.0f}")
    before = cpu(client.process.pid)
    time.sleep(_QUIET)
    idle = (cpu(client.process.pid) - before) / _QUIET * 100
    print(f"{'idle':34} {idle:15.1f} %")
    return [*kept, highest < MEGABYTES, idle < 0.5]


def _library(client: Client, folder: Path, paper: str, text: str, runs: int) -> list[bool]:
    """The library opened, and an edit of it while somebody completes."""
    path = folder / "large.bib"
    start = time.perf_counter()
    seen = len(client.notifications)
    library = client.open(path, language="bibtex")
    client.diagnostics(library, lambda some: True, seen)
    kept = [show("first diagnostics of the library", [(time.perf_counter() - start) * 1000])]
    settled(client)
    times = []
    for number in range(runs):
        client.tell(
            "textDocument/didChange",
            {
                "textDocument": {"uri": library, "version": 2 + number},
                "contentChanges": [
                    {
                        "range": {
                            "start": {"line": 2, "character": 11},
                            "end": {"line": 2, "character": 11},
                        },
                        "text": "x",
                    }
                ],
            },
        )
        time.sleep(1.0)  # a person who goes back to the document
        times.append(typed(client, paper, text, "quantum", 200 + number))
    kept.append(show("completion after an edit", times))
    return kept


def main() -> int:
    """Print the figures; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, nargs="*", default=[10_000, 60_000])
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    kept = [measure(count, options.runs) for count in options.count]
    print(f"\nsizes that keep every bar: {sum(kept)} of {len(kept)}")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
