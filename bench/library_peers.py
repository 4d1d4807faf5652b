"""What `library_speed.py` runs: the jobs of mscref and of its peers, as commands.

Every command is a whole process. A job in Python or Node also says what it took by itself, apart
from starting, importing and reading the file. Where mscref works for a user it is the command
line that is measured.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Command = list[str]

_PYTHON = """
import sys, time
{imports}
text = open(sys.argv[1], encoding="utf-8", newline="").read()
start = time.process_time()
{job}
print("job", time.process_time() - start, file=sys.stderr)
"""
_NODE = """
{imports}
const text = require('fs').readFileSync(process.argv.at(-1), 'utf8');
const start = process.cpuUsage();
{job}
const used = process.cpuUsage(start);
console.error('job', (used.user + used.system) / 1e6);
"""
_BIBTEXPARSER = "import bibtexparser, logging; logging.disable(50)"
_PYBTEX = """
import warnings; warnings.simplefilter("ignore")
from pybtex.database import parse_string; from pybtex import errors
errors.set_strict_mode(False); errors.print_error = lambda *a, **k: None
"""
_READER = "from mscref.formats.bibtex.reader import BibReader, read"

SPLIT = _PYTHON.format(
    imports=f"{_BIBTEXPARSER}\nfrom bibtexparser.splitter import Splitter",
    job="Splitter(text).split()",
)
PARSE = _PYTHON.format(imports=_BIBTEXPARSER, job="bibtexparser.parse_string(text)")
# It ends in good order where it can make no sense of a file: that is no reading of it.
PYBTEX = _PYTHON.format(
    imports=_PYBTEX,
    job="""
found = len(parse_string(text, "bibtex").entries)
assert 2 * found > int(sys.argv[2]), f"stops after {found} entries"
""",
)
LOAD = _PYTHON.format(imports=_READER, job="assert read(text, path='x').references")
ONE = _PYTHON.format(imports=_READER, job="assert BibReader(text, path='x').find(sys.argv[2])")
TO_JSON = _PYTHON.format(
    imports=f"{_READER}\nfrom mscref.formats import csljson",
    job="csljson.write(read(text, path='x').references)",
)
CITATION_JS = _NODE.format(
    imports="const {Cite} = require('@citation-js/core'); require('@citation-js/plugin-bibtex');",
    # Without its graph: the log it keeps of itself is huge.
    job="JSON.stringify(new Cite(text, {generateGraph: false}).data);",
)
BIBTEX_TIDY = _NODE.format(imports="const {tidy} = require('bibtex-tidy');", job="tidy(text);")
# bibtexparser and pybtex add an entry by reading and writing all of the file.
APPEND = _PYTHON.format(
    imports=_BIBTEXPARSER,
    job="""
library = bibtexparser.parse_string(text)
library.add(bibtexparser.parse_string(open(sys.argv[2]).read()).blocks)
bibtexparser.write_file(sys.argv[3], library)
""",
)
APPEND_PYBTEX = _PYTHON.format(
    imports=_PYBTEX,
    job="""
library = parse_string(text, "bibtex")
for key, entry in parse_string(open(sys.argv[2]).read(), "bibtex").entries.items():
    library.add_entry(key, entry)
library.to_file(sys.argv[3], "bibtex")
""",
)
_INDEXED = """
import sys
from pathlib import Path
from mscref.library.index import fresh_index
index = fresh_index(Path(sys.argv[1]), cache_folder=Path(sys.argv[2]))
"""
ONE_INDEXED = _INDEXED + "assert index.reference(sys.argv[3])"
ALL_INDEXED = _INDEXED + "assert list(index.references())"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one library is measured, and where the peers are installed."""

    folder: Path
    peers: Path
    modules: Path

    @property
    def library(self) -> Path:
        """The .bib file."""
        return self.folder / "refs.bib"

    @property
    def environment(self) -> dict[str, str]:
        """No settings and caches but those of this bench.

        Programs are installed with their byte code; an environment may forbid writing it.
        """
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return inherited | {
            "PYTHONPYCACHEPREFIX": str(self.folder.parent / "pycache"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "MSCREF_LIBRARY": str(self.library),
            "NODE_PATH": str(self.modules),
            "NODE_OPTIONS": "--max-old-space-size=4096",
        }

    def python(self, code: str, *arguments: str) -> Command:
        """A script in the environment of mscref, which has bibtexparser."""
        return [sys.executable, "-c", code, str(self.library), *arguments]

    def peer_python(self, code: str, *arguments: str) -> Command:
        """A script in the environment of the peers."""
        return [str(self.peers / "bin/python"), "-c", code, str(self.library), *arguments]

    def node(self, code: str) -> Command:
        """A script for node."""
        return ["node", "-e", code, "--", str(self.library)]

    def mscref(self, *arguments: str) -> Command:
        """A command of mscref."""
        return [sys.executable, "-m", "mscref", *arguments]

    def papis(self, *arguments: str) -> Command:
        """A command of papis."""
        return [str(self.peers / "bin/papis"), *arguments]

    def indexed(self, code: str, *arguments: str) -> Command:
        """A script that asks the index of mscref."""
        return self.python(code, str(self.folder / "cache/mscref"), *arguments)


def prepare_papis(place: Place, *, limit: float) -> str:
    """Give papis its cached library; says what went wrong, or nothing."""
    items, library = place.folder / "items.json", place.folder / "papis"
    config = place.folder / "config/papis"
    config.mkdir(parents=True)
    library.mkdir()
    (config / "config").write_text(
        f"[settings]\ndefault-library = bench\n[bench]\ndir = {library}\n", encoding="utf-8"
    )
    script = Path(__file__).with_name("papis_peer.py")
    steps: Sequence[Command] = (
        place.mscref("export", "-t", "csljson", "-o", str(items)),
        [str(place.peers / "bin/python"), str(script), str(items), str(library)],
    )
    for step in steps:
        try:
            done = subprocess.run(
                step, env=place.environment, capture_output=True, check=False, timeout=limit
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"not prepared: {type(error).__name__}"
        if done.returncode not in (0, 1):
            return f"not prepared: {done.stderr.decode(errors='replace').strip()[-60:]}"
    items.unlink()
    return ""


def new_entry(number: int) -> str:
    """An entry that no library of these benches has, nor one with the words of its title."""
    chance = random.Random(number)
    title = " ".join("".join(chance.choices("bcdfgklmnprstaeiou", k=9)) for _ in range(6))
    return (
        f"@article{{new{number}, author = {{New, A.}}, title = {{{title.capitalize()}}},\n"
        f"  year = {{2026}}, doi = {{10.9/new.{number}}}\n}}\n"
    )


def count_and_middle_key(library: Path) -> tuple[int, str]:
    """How many entries a file has, and a key about half-way; asked of a process of its own, so
    that the memory it takes is not counted as that of the measured ones."""
    code = (
        "import json, sys; from mscref.formats.bibtex.scan import scan\n"
        "keys = [one.key for one in scan(open(sys.argv[1], encoding='utf-8').read()).entries()]\n"
        "print(json.dumps([len(keys), keys[len(keys) // 2]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(library)], capture_output=True, check=True
    )
    count, key = json.loads(done.stdout)
    return count, key
