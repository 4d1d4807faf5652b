"""`make fuzz-cli`: mutated real files through the commands as a user calls them.

Files of every format that is read, documents, styles (200 of the collection at least) and settings
are damaged at random, and commands read them, change them and write with them. A fault is a
traceback, exit code 70, a process that dies, or more than 10 CPU seconds. Last line: `faults F of
N`.

Use: fuzz_cli.py DATA [--commands 20000] [--seed 2026] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.forked import DIED, HUNG, Done, run_all

STYLES = 240
LARGEST = 12_000  # bytes of a real file that are taken
PER_FILE = 6  # commands on each mutated file
_FORMATS = {"ris": ".ris", "nbib": ".nbib", "endnotexml": ".xml", "csljson": ".json"}
_FORMATS |= {"cslyaml": ".yaml", "hayagriva": ".yml", "biblatex": ".bib"}
_TOKENS = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"{", b"}", b"\"", b"@", b"#", b"%", b"\\", b"<", b">",
    b"&#0;", b"&x;", b"\\ud800", b"9" * 400, b"9" * 5000, b"[" * 150, b"{" * 300, b"\r",
    b"\n", b"  " * 200,
    b"null", b"-1", b"1e999", b"!!binary x", b"*a", b"&a", b"---\n", b"\xe2\x80\xae", b"\x1b[2J",
    b"<text variable='title'/>", b"<choose/>", b"TY  - JOUR\n", b"ER  - \n", b"@book{a,", b"= {",
)  # fmt: skip
READING = (
    "list -l F", "format -l F", "format -s apa -t html -l F", "export -l F -t ris", "search a -l F",
    "export -l F -t biblatex", "export -l F -t csv", "check F", "import -l lib.bib F",
    "cite -l F a", "export -l F -t hayagriva", "show -l F a",
    "format -s chicago-notes-bibliography -l F",
    "export -l F -t endnotexml", "export -l F -t csljson", "verify --offline F",
)  # fmt: skip
CHANGING = (
    "tidy -l F all", "dedupe -l F", "rekey -l F", "edit -l F a title=x", "rm -l F a", "undo -l F",
    "tidy -l F sort", "check --fix F", "history -l F", "dedupe -l F --dry-run",
    "tidy -l F repeated",
)  # fmt: skip
STYLED = (
    "format -s F -l lib.bib", "format -s F -t html -l lib.bib", "cite -s F -l lib.bib leng2020",
    "format -s F --locale de-DE -l lib.bib", "cite -s F -l lib.bib leng2020 yip2020 --locator 3",
)  # fmt: skip
DOCUMENTS = ("verify --offline F", "import -l lib.bib F", "format -l F", "check F", "list -l F")
SETTINGS = ("list", "config show", "format -l lib.bib", "resolve --offline 10.1000/x")


def bib_files(data: Path) -> list[bytes]:
    """The beginnings of real .bib files."""
    found = sorted(data.rglob("*.bib"))
    return [path.read_bytes()[:LARGEST] for path in found]


def converted(folder: Path, texts: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """The same works in the other formats."""
    for number, text in enumerate(texts[:60]):
        source = folder / f"source{number}.bib"
        source.write_bytes(text)
        for name in _FORMATS:
            target = folder / f"as-{name}"
            list(run_all(folder, [["export", "-l", source.name, "-t", name, "-o", target.name]]))
            if target.is_file():
                yield _FORMATS[name], target.read_bytes()[:LARGEST]
        source.unlink()


def styles() -> list[bytes]:
    """Styles of the collection, evenly drawn."""
    from mscref.csl.installed import STYLE, shipped

    every = [content for _, content in shipped().items(STYLE)]
    return every[:: max(len(every) // STYLES, 1)]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """`data` with one to eight damages."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        place = chance.randrange(len(data) + 1)
        end = min(place + chance.randrange(1, 60), len(data))
        kind = chance.randrange(7)
        if kind == 0:
            data = data[:place] + data[end:]
        elif kind == 1:
            data = data[:place] + data[place:end] * chance.choice((2, 3, 40)) + data[end:]
        elif kind == 2:
            data = data[:place] + chance.choice(_TOKENS) + data[place:]
        elif kind == 3:
            data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        elif kind == 4:
            data = data[:place]
        elif kind == 5:
            lines = data.split(b"\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            data = b"\n".join(lines)
        else:
            data = data[:place] + chance.choice(_TOKENS) * chance.randrange(1, 30) + data[end:]
    return data


def sources(folder: Path, data: Path) -> dict[str, list[tuple[str, bytes, Sequence[str]]]]:
    """Kind → real files: their ending, bytes, and the commands that take them."""
    bibs = bib_files(data / "bib")
    documents = [
        (path.suffix, path.read_bytes())
        for path in sorted(data.rglob("*"))
        if path.suffix in (".docx", ".html", ".md", ".pdf")
        and path.is_file()
        and path.stat().st_size < 60_000
    ]
    toml = b'library = "lib.bib"\nstyle = "apa"\ntimeout = 3\ncheck-ignore = ["doi"]\n'
    return {
        "bib": [(".bib", one, READING + CHANGING) for one in bibs],
        "other": [(ending, one, READING) for ending, one in converted(folder, bibs[::3])],
        "style": [(".csl", one, STYLED) for one in styles()],
        "document": [(ending, one, DOCUMENTS) for ending, one in documents[:120]],
        "settings": [(".toml", toml, SETTINGS)],
    }


def is_fault(done: Done) -> bool:
    """Whether a command did what none may."""
    return done.code in (70, HUNG, DIED) or "Traceback" in done.err


def main() -> int:
    """Fuzz; print faults as they come and the line that counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--commands", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    counts: Counter[str] = Counter()
    faults = slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for variable in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = name
        library = Path(__file__).parents[1] / "data" / "references.bib"
        kinds = sources(folder, wanted.data)
        print({kind: len(files) for kind, files in kinds.items()})
        turns = itertools.cycle(("bib", "other", "style", "document", "bib", "style", "settings"))
        while sum(counts.values()) < wanted.commands:
            kind = next(turns)
            ending, data, commands = chance.choice(kinds[kind])
            target = folder / ("mscref.toml" if kind == "settings" else f"in{ending}")
            mutated = mutate(data, chance)
            target.write_bytes(mutated)
            shutil.copy(library, folder / "lib.bib")
            chosen = [
                [target.name if word == "F" else word for word in chance.choice(commands).split()]
                for _ in range(PER_FILE)
            ]
            for done in run_all(folder, chosen):
                counts[kind] += 1
                slowest = max(slowest, done.seconds)
                if is_fault(done):
                    faults += 1
                    said = (done.err or "killed").strip().splitlines()
                    line = next((one for one in said if "internal" in one), said[-1])
                    print(f"FAULT {done.code} {' '.join(done.arguments)}: {line[:200]}", flush=True)
                    if wanted.keep:
                        wanted.keep.mkdir(exist_ok=True)
                        kept = wanted.keep / f"{int(faults):04d}{ending}"
                        kept.write_bytes(mutated)
            target.unlink(missing_ok=True)
    print(f"commands by kind: {dict(counts)}; the slowest took {slowest:.1f} CPU seconds")
    print(f"faults {int(faults)} of {sum(counts.values())}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
