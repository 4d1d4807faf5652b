"""Folders, settings, journals, indexes and outputs that strangers (or other programs) prepared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.attacks.base import Attack, Case, mscref

SETTINGS = "mscref.toml"
ENTRY = "@misc{x,title={T},note={$(touch PWNED)}}\n"


def home_stays(folder: Path, word: str) -> None:
    """A change in a stranger's folder writes to nothing outside of it."""
    home = Path(os.environ["HOME"])
    profile = home / ".bashrc"
    profile.write_text("alias ll='ls -l'\n")
    (folder.parent / "outside").mkdir(exist_ok=True)
    for name in word.split():  # links that a clone may hold
        (folder / name).symlink_to(profile)
    elsewhere = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for words in (["import", "refs.bib"], ["edit", "x", "note=y"], ["tidy", "all"], ["list"]):
        assert mscref(*words).code in (0, 1, 2, 4, 6)
    assert profile.read_text() == "alias ll='ls -l'\n"
    assert not any(path.read_bytes() != held for path, held in elsewhere.items())
    assert not (folder / "PWNED").exists()
    assert not list((folder.parent / "outside").iterdir())


def settings(text: str, word: str = "", name: str = SETTINGS) -> Case:
    return Case({name: text, "refs.bib": ENTRY}, word)


LIBRARY = Attack(
    home_stays,
    {
        "home": settings('library = "~/.bashrc"'),
        "another spelling of home": settings('library = "~root/../.bashrc"'),
        "a variable": settings('library = "$HOME/.bashrc"'),
        "braces": settings('library = "${HOME}/.bashrc"'),
        "dots": settings('library = "./a/../../outside/x.bib"'),
        "a list": settings('library = ["refs.bib", "~/.bashrc"]'),
        "a link": settings('library = "l.bib"', "l.bib"),
        "a link with capitals": settings('library = "L.BIB"', "L.BIB"),
        "a link by its usual name": settings("", "references.bib"),
        "a table": settings('[tool.mscref]\nlibrary = "~/.bashrc"\n', name="pyproject.toml"),
        "a table of keys": settings('tool.mscref.library = "~/.bashrc"', name="pyproject.toml"),
        "another case of the key": settings('Library = "~/.bashrc"'),
        "an environment-like name": settings('MSCREF_LIBRARY = "~/.bashrc"'),
        "a section of a profile": settings('[profile.default]\nlibrary = "~/.bashrc"'),
        "an address of a file": settings('library = "file:///root/.bashrc"'),
        "the cache": settings('cache-dir = "~/.ssh"'),
        "the cache by dots": settings('cache-dir = "../outside"'),
    },
)


def _changed_key(library: Path, old: str, new: str) -> None:
    """Another key of the same length, size and time as before."""
    status = library.stat()
    library.write_text(library.read_text().replace(old, new))
    os.utime(library, ns=(status.st_mtime_ns, status.st_mtime_ns))


WORKS = """@article{leng2020, author={Leng, Z.}, title={Transplantation of Stem Cells}, year={2020}}
@book{noor2021, author={Noor, B.}, title={A Book about Trees}, year={2021}}
"""


def keys_stay_unique(folder: Path, word: str) -> None:
    """A key that changed behind the index is not given to another work."""
    new, verb = (word or "same0000 import").split()
    library = folder / "r.bib"
    library.write_text(WORKS)
    os.utime(library, ns=(10**18, 10**18))
    assert mscref("search", "-l", "r.bib", "trees").code == 0
    _changed_key(library, "noor2021", new)
    Path("x.bib").write_text(
        f"@book{{{new}, author={{Ng, D.}}, title={{Another}}, year={{2001}}}}\n"
    )
    if verb == "import":
        assert mscref("import", "-l", "r.bib", "x.bib").code == 0
    elif verb == "rekey":
        assert mscref("rekey", "-l", "r.bib", "--pattern", new, "leng2020").code in (0, 1, 2, 6)
    else:
        mscref("edit", "-l", "r.bib", "leng2020", "note=x")
        assert "noor2021" not in mscref("search", "-l", "r.bib", "trees").out
    assert library.read_text().lower().count(f"{{{new.lower()},") == 1


STALE = Attack(
    keys_stay_unique,
    {
        "import": Case({}, "same0000 import"),
        "capitals": Case({}, "SAME0000 import"),
        "a key that was there": Case({}, "ng200100 import"),
        "rekey": Case({}, "newk0000 rekey"),
        "edit, then search": Case({}, "same0000 edit"),
    },
)


def found_all_the_same(folder: Path, word: str) -> None:
    """Rows that cannot be are damage: the index is thrown away and made again."""
    library = folder / "r.bib"
    library.write_text(WORKS)
    import sqlite3

    for statement in (word or FOUND_DAMAGE).split("|"):
        assert mscref("search", "-l", "r.bib", "trees").code == 0
        (index,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("library/*.sqlite")
        with sqlite3.connect(index) as connection:
            connection.executescript(statement)
        connection.close()
        for query in ("trees", "author:noor", "year:2021"):
            done = mscref("search", "-l", "r.bib", query)
            assert (done.code, "noor2021" in done.out) == (0, True), (statement, done)
            assert "A Book about Trees" in done.out
        assert mscref("list", "-l", "r.bib", "author:leng").code == 0
    assert library.read_text() == WORKS


FOUND_DAMAGE = (
    "UPDATE entry SET csl='{'|UPDATE meta SET value='zz' WHERE name='size'|DELETE FROM entry"
)
INDEX = Attack(
    found_all_the_same,
    {
        "another work": Case({}, 'UPDATE entry SET csl=\'{"id":"x","type":"book"}\''),
        "another title": Case({}, "UPDATE entry SET csl = replace(csl, 'Trees', 'Weeds')"),
        "another key": Case({}, "UPDATE entry SET key='zz' WHERE key='noor2021'"),
        "swapped keys": Case(
            {}, "UPDATE entry SET key=CASE key WHEN 'noor2021' THEN 'leng2020' END"
        ),
        "one row": Case({}, "DELETE FROM entry WHERE id=2"),
        "the words": Case({}, "DELETE FROM words_data"),
        "the terms": Case({}, "DELETE FROM term"),
        "a year that is none": Case({}, "UPDATE entry SET year='x'"),
        "the hash": Case({}, "UPDATE meta SET value=x'00ff' WHERE name='hash'"),
        "no meta": Case({}, "DROP TABLE meta"),
        "a view in the place of a table": Case(
            {}, "ALTER TABLE entry RENAME TO was;CREATE VIEW entry AS SELECT 1 AS id"
        ),
        "a trigger": Case(
            {}, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END"
        ),
    },
)


ROUNDS = """
import sys
from mscref.cli.main import run
for _ in range({rounds}):
    code = run({words!r})
    if code:
        sys.exit(code)
"""


def both_succeed(folder: Path, word: str) -> None:
    """Two processes with one output, many rounds: both succeed, and the file is one of theirs."""
    word = word or "format -o same.txt"
    (folder / "r.bib").write_text(WORKS)
    expected = mscref(*word.split(), "-l", "r.bib")
    assert expected.code == 0, expected
    whole = (folder / "same.txt").read_bytes()
    code = ROUNDS.format(rounds=15, words=[*word.split(), "-l", "r.bib"])
    writers = [
        subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(2)
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=300)
        assert writer.returncode == 0, said
    assert (folder / "same.txt").read_bytes() == whole
    assert sorted(one.name for one in folder.iterdir() if "tmp" in one.name) == []


OUTPUT = Attack(
    both_succeed,
    {
        "format": Case({}, "format -s apa -o same.txt"),
        "export": Case({}, "export -t ris -o same.txt"),
        "export as CSV": Case({}, "export -t csv -o same.txt"),
    },
)


def one_change_each(folder: Path, word: str) -> None:
    """A document that is named twice is one; undo takes back the change that it names."""
    also = (word or "m.tex m.tex").split()
    for name in also:
        path = folder / name
        if name.startswith("link"):
            path.symlink_to("m.tex")
        elif name.startswith("hard"):
            os.link(folder / "m.tex", path)
    library, document = folder / "r.bib", folder / "m.tex"
    before = (library.read_bytes(), document.read_bytes())
    assert mscref("edit", "-l", "r.bib", "Old_1", "note=q").code == 0
    edited = (library.read_bytes(), document.read_bytes())
    options = [part for name in also for part in ("--also", name)]
    assert mscref("rekey", "-l", "r.bib", *options).code == 0
    assert b"{smith2001}" in document.read_bytes()
    first = mscref("undo", "-l", "r.bib")
    assert first.code == 0
    assert (library.read_bytes(), document.read_bytes()) == edited
    second = mscref("undo", "-l", "r.bib")
    assert second.code == 0
    assert (library.read_bytes(), document.read_bytes()) == before
    assert "rekey" in first.err + first.out
    assert "edit" in second.err + second.out


OLD = {
    "r.bib": "@misc{Old_1,author={Smith, A},title={X},year=2001}\n",
    "m.tex": "\\cite{Old_1}\n",
}
ALSO = Attack(
    one_change_each,
    {
        "the same by dots": Case(OLD, "m.tex ./m.tex"),
        "a link": Case(OLD, "m.tex link.tex"),
        "a link alone": Case(OLD, "link.tex"),
        "a hard link": Case(OLD, "m.tex hard.tex"),
        "three times": Case(OLD, "m.tex m.tex link.tex m.tex"),
    },
)
