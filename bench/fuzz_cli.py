"""`make fuzz-cli`: mutated real files through the commands as a user calls them.

Files of every format that is read, documents (of Word's, a part before it is zipped), styles (200
of the collection at least), settings, trees of pandoc on stdin and answers of the services are
damaged at random, and commands read them, change them and write with them. A fault is a traceback,
exit code 70, a process that dies, or more than 10 CPU seconds. Before the last line stand the five
slowest commands, each with its round, which `--round N` with the same seed and data plays again by
itself (`--keep FOLDER` leaves its file there). Last line: `faults F of N`.

Use: fuzz_cli.py DATA [--commands 20000] [--seed 2026] [--round N] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import json
import os
import random
import shutil
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree  # noqa: TID251 — of our own styles

from bench.damage import places_in
from bench.faults import IDENTIFIERS
from bench.forked import DIED, HUNG, Done, run_all
from tests.replay.recordings import load
from tests.replay.server import Answer, Fault, Handler, ReplayServer

from mscref.sources.settings import SERVICES

STYLES = 240
LARGEST = 12_000  # bytes of a real file that are taken
PER_FILE = 6  # commands on each mutated file
SHOWN = 5  # of the slowest commands
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
    "format -l F -t rtf", "format -l F -t typst -s mla", "show --json -l F a", "check -f sarif F",
    "format -l F --journals short -s vancouver", "export -l F -t nbib", "list --json -l F",
    "list --json -l F", "update --offline -l F --dry-run",
)  # fmt: skip
CHANGING = (
    "tidy -l F all", "dedupe -l F", "rekey -l F", "edit -l F a title=x", "rm -l F a", "undo -l F",
    "tidy -l F sort", "check --fix F", "history -l F", "dedupe -l F --dry-run",
    "tidy -l F repeated", "tidy -l F sort layout", "check --fix --diff F", "search a -l F",
    "rekey -l F --also doc.md", "dedupe -l F --also doc.md", "undo -l F --redo",
    "undo -l F --dry-run",
)  # fmt: skip
FILTERED = ("filter", "filter -s apa html", "filter -s ieee -l lib.bib")
STYLED = (
    "format -s F -l lib.bib", "format -s F -t html -l lib.bib", "cite -s F -l lib.bib leng2020",
    "format -s F --locale de-DE -l lib.bib", "cite -s F -l lib.bib leng2020 yip2020 --locator 3",
)  # fmt: skip
DOCUMENTS = (
    "verify --offline F", "import -l lib.bib F", "format -l F", "check F", "list -l F",
    "check --style apa F", "rekey -l lib.bib --also F", "cite -l F a",
    "import --complete --offline -l lib.bib F", "import --rewrite pandoc --offline -l lib.bib F",
)  # fmt: skip
PAGES = (*DOCUMENTS * 3, "styles identify F")  # which takes seconds
# An identifier for each service that is asked first.
ANSWERED = (
    *(
        f"{command} --source-url sources=U --timeout 0.2 {one}"
        for one in IDENTIFIERS.values() if one
        for command in ("resolve --refresh", "resolve --json", "add -l lib.bib")
    ),
    "verify --source-url sources=U --timeout 0.2 lib.bib",
    "update --source-url sources=U --timeout 0.2 -l lib.bib --dry-run",
    "lookup --source-url sources=U --timeout 0.2 stem cells",
)  # fmt: skip
TREE = {
    "pandoc-api-version": [1, 23, 1],
    "meta": {"bibliography": {"t": "MetaString", "c": "lib.bib"}},
    "blocks": [
        {"t": "Para", "c": [
            {"t": "Str", "c": "See"}, {"t": "Space"},
            {"t": "Cite", "c": [
                [{"citationId": "leng2020", "citationPrefix": [{"t": "Str", "c": "e.g."}],
                  "citationSuffix": [{"t": "Str", "c": "p. 3"}], "citationHash": 1,
                  "citationMode": {"t": "NormalCitation"}, "citationNoteNum": 1}],
                [{"t": "Str", "c": "[@leng2020]"}]]},
            {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "x"}]}]}]},
        {"t": "Div", "c": [["refs", [], []], []]},
    ],
}  # fmt: skip
ODD: tuple[object, ...] = (None, "", "x", -1, 2**70, 1e400, [], {}, [[]], True, "\0", {"t": "Str"})
ODD_VALUES = ("", " ", "x", "-1", "0", "9" * 5000, "\u202e", "true", "title title", "author editor")
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


def mutate_docx(data: bytes, chance: random.Random) -> bytes:
    """A Word document with a damaged part; sometimes the zip file itself is damaged."""
    if chance.random() < 0.3:
        return mutate(data, chance)
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        names = [one for one in old.namelist() if one.endswith(".xml")]
        chosen = chance.choice([one for one in names if one.startswith("word/")] or names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutate(part, chance) if name == chosen else part)
    return output.getvalue()


def mutate_tree(data: bytes, chance: random.Random) -> bytes:
    """A tree of pandoc with odd members; sometimes its bytes are damaged."""
    if chance.random() < 0.2:
        return mutate(data, chance)
    tree = json.loads(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        places = list(places_in(tree))
        if not places:
            return mutate(data, chance)  # an empty list: nothing in it can be odd
        *way, last = chance.choice(places)
        inner = tree
        for name in way:
            inner = inner[name]
        inner[last] = chance.choice(ODD)
    return json.dumps(tree).encode()


def mutate_style(data: bytes, chance: random.Random) -> bytes:
    """A style that is still XML: elements go, come twice, nest in one another, attributes change;
    sometimes its bytes are damaged."""
    if chance.random() < 0.3:
        return mutate(data, chance)
    root = ElementTree.fromstring(data)
    for _ in range(chance.choice((1, 2, 4, 8, 30))):
        parents = [one for one in root.iter() if len(one)]
        parent, other = chance.choice(parents), chance.choice(parents)
        child = chance.choice(list(parent))
        kind = chance.randrange(4)
        if kind == 0:
            parent.remove(child)
        elif kind == 1:
            other.insert(chance.randrange(len(other) + 1), deepcopy(child))
        elif child.attrib:
            name = chance.choice(sorted(child.attrib))
            values = [one.get(name, "") for one in root.iter() if name in one.attrib]
            child.set(name, chance.choice([*values, *ODD_VALUES]))
    return bytes(ElementTree.tostring(root, "utf-8"))


def mutate_file(data: bytes, chance: random.Random) -> bytes:
    """A file of any format; a JSON file with odd members as often as with damaged bytes."""
    if data[:1] in b"[{" and chance.random() < 0.6:
        with contextlib.suppress(ValueError):
            return mutate_tree(data, chance)
    return mutate(data, chance)


def real_files(data: Path, *endings: str) -> list[tuple[str, bytes]]:
    """The real files of these formats that are not large."""
    return [
        (path.suffix, path.read_bytes())
        for path in sorted(data.rglob("*"))
        if path.suffix in endings and path.is_file() and path.stat().st_size < 60_000
    ]


def sources(folder: Path, data: Path) -> dict[str, list[tuple[str, bytes, Sequence[str]]]]:
    """Kind → real files: their ending, bytes, and the commands that take them."""
    bibs = bib_files(data / "bib")
    other = [*converted(folder, bibs[::3]), *real_files(data, ".ris", ".nbib", ".yaml", ".yml")]
    toml = b'library = "lib.bib"\nstyle = "apa"\ntimeout = 3\ncheck-ignore = ["doi"]\n'
    return {
        "bib": [(".bib", one, READING + CHANGING) for one in bibs],
        "other": [(ending, one, READING) for ending, one in other],
        "csl-json": [(ending, one, READING) for ending, one in real_files(data, ".json")],
        "style": [(".csl", one, STYLED) for one in styles()],
        "word": [(ending, one, DOCUMENTS) for ending, one in real_files(data, ".docx")],
        "page": [(ending, one, PAGES) for ending, one in real_files(data, ".html", ".pdf")],
        "text": [
            (ending, one, DOCUMENTS) for ending, one in real_files(data, ".md", ".tex", ".bbl")
        ],
        "settings": [(".toml", toml, SETTINGS)],
        "tree": [(".json", json.dumps(TREE).encode(), FILTERED)],
        "answers": [("", b"", ANSWERED)],
    }


MUTATIONS = {
    "word": mutate_docx, "tree": mutate_tree, "style": mutate_style, "csl-json": mutate_file,
    "other": mutate_file,
}  # fmt: skip
TURNS = (
    "bib", "other", "style", "word", "bib", "csl-json", "style", "settings", "page", "text", "tree",
    "bib", "other", "style", "answers",
)  # fmt: skip


def damaged(seed: str) -> Fault:
    """A fault of the replay server: each answer with its bytes damaged, in a way of its own."""
    answers = itertools.count()

    def act(handler: Handler, answer: Answer) -> None:
        body = mutate(answer.body, random.Random(f"{seed} {next(answers)}"))
        handler.reply(Answer(body, answer.status, answer.content_type))

    return Fault("damaged", act)


def is_fault(done: Done) -> bool:
    """Whether a command did what none may."""
    return done.code in (70, HUNG, DIED) or "Traceback" in done.err


def main() -> int:
    """Fuzz; print faults as they come and the line that counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--commands", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--round", type=int, help="play this round only")
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    tally = Tally(wanted.keep, keeps_all=wanted.round is not None)
    with tempfile.TemporaryDirectory() as name, ReplayServer(load()) as server:
        folder = Path(name)
        for variable in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
            os.environ[variable] = name
        kinds = sources(folder, wanted.data)
        print({kind: len(files) for kind, files in kinds.items()})
        rounds = itertools.count() if wanted.round is None else [wanted.round]
        for number in rounds:
            if tally.total >= wanted.commands:
                break
            seed = f"{wanted.seed} {number}"
            server.faults |= dict.fromkeys(SERVICES, damaged(seed))
            play(folder, number, kinds, random.Random(seed), tally, server.url)
    return tally.report()


def play(
    folder: Path,
    number: int,
    kinds: dict[str, list[tuple[str, bytes, Sequence[str]]]],
    chance: random.Random,
    tally: Tally,
    server: str,
) -> None:
    """One round: damage one file and let a few commands have it."""
    kind = TURNS[number % len(TURNS)]
    ending, data, commands = chance.choice(kinds[kind])
    target = folder / ("mscref.toml" if kind == "settings" else f"in{ending}")
    mutated = MUTATIONS.get(kind, mutate)(data, chance)
    target.write_bytes(mutated)
    shutil.copy(Path(__file__).parents[1] / "data" / "references.bib", folder / "lib.bib")
    (folder / "doc.md").write_bytes(b"[@a; @leng2020] \\cite{a}\n")
    chosen = [
        line.replace(" F", f" {target.name}").replace("=U", f"={server}").split()
        for line in chance.choices(commands, k=2 if kind == "answers" else PER_FILE)
    ]
    for done in run_all(folder, chosen, stdin=mutated):
        tally.add(kind, done, mutated, ending=ending, number=number)
    target.unlink(missing_ok=True)


class Tally:
    """What came of the commands; faults are printed as they come, and their files kept."""

    def __init__(self, keep: Path | None, *, keeps_all: bool = False) -> None:
        self.keep = keep
        self.keeps_all = keeps_all
        self.kinds: Counter[str] = Counter()
        self.codes: Counter[int] = Counter()
        self.faults = 0
        self.slowest: list[tuple[float, int, str]] = []

    @property
    def total(self) -> int:
        """How many commands were run."""
        return sum(self.kinds.values())

    def add(self, kind: str, done: Done, mutated: bytes, *, ending: str, number: int) -> None:
        """Count a command; say it where it is a fault."""
        self.kinds[kind] += 1
        self.codes[done.code] += 1
        words = " ".join(done.arguments)
        self.slowest = sorted([*self.slowest, (done.seconds, number, words)], reverse=True)[:SHOWN]
        if self.keeps_all:
            print(f"{done.seconds:.2f} s, exit code {done.code}: {words}")
        if is_fault(done):
            self.faults += 1
            said = (done.err or "killed").strip().splitlines()
            line = next((one for one in said if "internal" in one), said[-1])
            print(f"FAULT {done.code} {words}: {line[:200]} (round {number})", flush=True)
        if self.keep and (is_fault(done) or self.keeps_all):
            self.keep.mkdir(exist_ok=True)
            (self.keep / f"{number:05d}{ending}").write_bytes(mutated)

    def report(self) -> int:
        """Print what came of all; the exit code of the whole."""
        codes = dict(sorted(self.codes.items()))
        print(f"commands by kind: {dict(self.kinds)}; by exit code: {codes}")
        for seconds, number, words in self.slowest:
            print(f"slow: {seconds:.1f} CPU seconds, round {number}: {words}")
        print(f"faults {self.faults} of {self.total}")
        return 1 if self.faults else 0


if __name__ == "__main__":
    sys.exit(main())
