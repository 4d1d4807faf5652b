"""`make damage`: index, journal, cache and settings are damaged; does every command survive?

Each seeded damage changes bytes (flipped, cut, zeroed, put in) or meaning (rows and members of
other types, missing rows). Then commands run as a user calls them. Survived is: the right answer,
or one clear message with its exit code; never exit code 70, and no byte of the library changed (by
undo: to what it held before the change, exactly). Last line: `survived N of N`.

Use: damage.py [COUNT] [SEED]
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.forked import DIED, HUNG, run_all

LIBRARY = """\
@article{leng2020, author={Leng, Zikuan}, title={Transplantation of Stem Cells}, year={2020}}
@book{noor2021, author={Noor, B.}, title={A Book about Trees}, year={2021}}
@book{ek1999, author={Ek, C.}, title={Rivers of the North}, year={1999}}
"""
PARTS = ("index", "journal", "cache", "settings")
# Part → the commands that read it; all but undo leave the library as it is.
COMMANDS = {
    "index": ["search trees", "search year:2021", "search author:noor", "add --dry-run 10.1000/a"],
    "journal": ["history", "history --diff 2", "history --diff 1", "undo --dry-run", "undo",
                "undo --redo", "undo"],
    "cache": ["resolve --offline 10.1000/a", "cache", "resolve --offline 10.1000/b",
              "verify --offline"],
    "settings": ["list", "config show", "search trees", "resolve --offline 10.1000/a"],
}  # fmt: skip
ODD: tuple[Any, ...] = (None, "", "x", -1, 2**70, 1e400, [], {}, [[]], True, "\0", "{", {"a": []})
SQL_ODD = ("NULL", "''", "'{'", "'[]'", "-1", "x'ff'", "9e99", "'zz'", "'null'")
SETTINGS = 'library = "references.bib"\nstyle = "nature"\ntimeout = 3\noffline = true\n'


def prepare(folder: Path) -> list[bytes]:
    """A library with all that mscref keeps beside it; the contents that it had."""
    folder.mkdir()
    library = folder / "references.bib"
    library.write_text(LIBRARY)
    (folder / "mscref.toml").write_text(SETTINGS)
    (folder / "config" / "mscref").mkdir(parents=True)
    (folder / "config" / "mscref" / "config.toml").write_text('locale = "en-US"\n')
    held = [library.read_bytes()]
    for word in ("note=one", "note=two", "note=three"):
        list(run_all(folder, [["edit", "ek1999", word]]))
        held.append(library.read_bytes())
    list(run_all(folder, [["undo"], ["search", "trees"]]))
    from mscref.sources.cache import Cache

    work = {"DOI": "10.1000/a", "type": "journal-article", "title": ["A Title"]}
    Cache(folder / "cache" / "mscref").put("crossref", "10.1000/a", work)
    return held


def files_of(folder: Path, part: str) -> list[Path]:
    """The files of one part."""
    if part == "settings":
        return [folder / "mscref.toml", folder / "config" / "mscref" / "config.toml"]
    pattern = {"index": "cache/**/library/*.sqlite", "journal": "state/**/*.json"}
    return sorted(folder.glob(pattern.get(part, "cache/**/answers*.sqlite")))


def damage_bytes(path: Path, chance: random.Random) -> str:
    """Change bytes of a file."""
    data = bytearray(path.read_bytes())
    kind = chance.choice(("flip", "cut", "zero", "insert", "empty", "noise"))
    place = chance.randrange(len(data) + 1)
    if kind == "flip":
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del data[place:]
    elif kind == "zero":
        data[place : place + 200] = bytes(len(data[place : place + 200]))
    elif kind == "insert":
        data[place:place] = chance.randbytes(20)
    else:
        data = bytearray() if kind == "empty" else bytearray(chance.randbytes(len(data)))
    path.write_bytes(bytes(data))
    return f"{kind} at {place} of {path.name}"


def damage_rows(path: Path, chance: random.Random) -> str:
    """Change rows of a database."""
    import sqlite3

    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql <> ''")]
    tables = [one for one in names if one in ("meta", "entry", "term", "words", "answers")]
    table = chance.choice(tables)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    statement = chance.choice(
        [
            f"UPDATE {table} SET {chance.choice(columns)} = {chance.choice(SQL_ODD)}",
            f"DELETE FROM {table} WHERE rowid = {chance.randrange(4)}",
            f"DELETE FROM {table}",
            f"DROP TABLE {table}",
        ]
    )
    try:
        connection.execute(statement)
        connection.commit()
    except sqlite3.Error:
        connection.close()
        return damage_bytes(path, chance)
    connection.close()
    return statement


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every member of plain data."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in inside:
        yield (*path, name)
        if isinstance(one, dict | list):
            yield from places_in(one, (*path, name))


def damage_members(path: Path, chance: random.Random) -> str:
    """Change or remove a member of a JSON file, sometimes with the checksum taken out too."""
    payload = json.loads(path.read_bytes())
    *way, last = chance.choice(list(places_in(payload)))
    inner = payload
    for name in way:
        inner = inner[name]
    new = chance.choice(ODD)
    inner[last] = new
    if chance.random() < 0.5:
        payload.pop("check", None)
    path.write_text(json.dumps(payload))
    return f"{path.name}: {way} {last} = {new!r}"


def damage_settings(path: Path, chance: random.Random) -> str:
    """Give a setting an odd value."""
    name = chance.choice(
        "library style timeout offline cache-dir check-ignore locale mailto sources x".split()
    )
    value = chance.choice(
        ('""', '"\\u0000"', "-1", "1" * 400, "[]", "{}", '"/dev/zero"', '"../x.bib"', "nan", "inf",
         '"~nobody/x"', "[[[]]]", "1979-05-27", "true", '["a", 1]', "[" * 2000)
    )  # fmt: skip
    path.write_text(f"{name} = {value}\n")
    return f"{path.name}: {name} = {value[:40]}"


def damage(folder: Path, part: str, chance: random.Random) -> str:
    """Damage one file of a part, in bytes or in meaning; says how."""
    path = chance.choice(files_of(folder, part))
    if chance.random() < 0.4:
        return damage_bytes(path, chance)
    if part == "settings":
        return damage_settings(path, chance)
    return damage_members(path, chance) if part == "journal" else damage_rows(path, chance)


def faults(folder: Path, part: str, held: list[bytes]) -> Iterator[str]:
    """What is wrong in a folder with a damage."""
    library = folder / "references.bib"
    before = library.read_bytes()
    for line in COMMANDS[part]:
        (done,) = run_all(folder, [line.split()])
        if done.code in (70, HUNG, DIED) or "Traceback" in done.err:
            yield f"`{line}` ended with {done.code}: {done.err.strip()[:200]}"
        if part == "index" and "search" in line and "noor2021" not in done.out:
            yield f"`{line}` did not find it: {done.code} {done.out[:80]} {done.err[:80]}"
        if done.code and not done.err.strip() and not done.out.strip():
            yield f"`{line}` ended with {done.code} and said nothing"
        allowed = held if line.startswith("undo") and "--dry-run" not in line else [before]
        if library.read_bytes() not in allowed:
            yield f"`{line}` changed the library"
        before = library.read_bytes()


def main(count: int, seed: int) -> int:
    """Damage and try; print what did not survive and the line that counts."""
    chance = random.Random(seed)
    survived = 0
    with tempfile.TemporaryDirectory() as name:
        folder, template = Path(name) / "work", Path(name) / "template"
        for variable, place in (("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state")):
            os.environ[f"XDG_{variable}_HOME"] = str(folder / place)
        held = prepare(folder)
        shutil.copytree(folder, template)
        for number in range(count):
            shutil.rmtree(folder)
            shutil.copytree(template, folder)
            part = PARTS[number % len(PARTS)]
            what = damage(folder, part, chance)
            found = list(faults(folder, part, held))
            survived += not found
            for one in found:
                print(f"{part} {number} ({what}): {one}", flush=True)
    print(f"survived {survived} of {count}")
    return 0 if survived == count else 1


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [500, 2026][len(numbers) :])))
