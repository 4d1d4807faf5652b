"""Fuzz the BibTeX scanner, reader and writer: no crash, no lost character, no superlinear time.

    python bench/fuzz_bibtex.py [--inputs 100000] [--seconds 300] [--corpus FOLDER] [--seed N]

With atheris installed (`pip install atheris`, coverage-guided) add --atheris; without it inputs
are made by cutting, repeating and joining pieces of real files and of the grammar. Each input is
scanned (the blocks must make up the text), read, written, and the writing read again (as many
entries as before, no complaint of the scanner). Last line: `N inputs, M failures, slowest …`.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.writer import write_all

TOKENS = """
    @article{ @book{k, @string{ @comment{ @preamble{ @book( title= author= {{ }} {\\"o} \\' \\url{
    \\emph \\char" $x_2$ # " ) % %} -- `` '' and others, von family= crossref={k} xdata= date= /
    year month=jan 199X ~ \\\\ \\( \\) } { , = @ é \ufeff \udcff \ufdd0 <i> </i> \\enquote{
""".split()
# Generous on a busy machine; quadratic time on 100 kB is far beyond it.
SECONDS_PER_CHARACTER = 2e-4


def check(text: str) -> None:
    """Raise where something is wrong."""
    bib = scan(text)
    position = 0
    for block in bib.blocks:
        assert block.start == position < block.end, "a character is lost or in two blocks"
        position = block.end
    assert position == len(text), "the end of the text is in no block"
    for entry in bib.entries():
        for one in entry.fields:
            assert entry.body_start <= one.name_start <= one.value_end <= entry.body_end
    references = read(text, path="fuzz.bib").references
    for dialect in ("bibtex", "biblatex"):
        written = write_all(references, dialect=dialect, ascii_only=dialect == "bibtex")
        again = scan(written)
        assert not again.problems or _has_odd_key(references), again.problems[0]
        assert sum(1 for _ in again.entries()) == len(references) or _has_odd_key(references)


def _has_odd_key(references: list) -> bool:
    """True where a key cannot stand in an entry at all (keys are never changed)."""
    return any(set(one.id) & set('{}(),="#%@\\ \t\n\r') or not one.id for one in references)


def mutations(pieces: list[str], chance: random.Random) -> Callable[[], str]:
    """A source of inputs."""

    def one() -> str:
        text = chance.choice(pieces)[: chance.choice((50, 300, 2000))]
        for _ in range(chance.randint(1, 8)):
            place = chance.randint(0, len(text))
            action = chance.randrange(4)
            if action == 0:
                text = text[:place] + chance.choice(TOKENS) + text[place:]
            elif action == 1:
                text = text[:place] + text[place + chance.randint(1, 20) :]
            elif action == 2:
                start = chance.randint(0, len(text))
                text = text[:place] + text[start : start + 60] + text[place:]
            else:
                other = chance.choice(pieces)
                text = text[:place] + other[chance.randint(0, len(other)) :][:200]
        if chance.random() < 0.001:
            text *= 200
        return text

    return one


def corpus(folder: Path | None) -> list[str]:
    """Stretches of real files, and the grammar's pieces."""
    pieces = ["".join(TOKENS), "@book{k, title = {A {B} C}, year = 1999, author = {Doe, Jane}}\n"]
    for path in sorted(folder.rglob("*.bib"))[:600] if folder else ():
        text = path.read_bytes()[:40_000].decode("utf-8", "surrogateescape")
        pieces += [text[start : start + 2000] for start in range(0, len(text), 2000)]
    return pieces


def run_atheris(arguments: list[str]) -> None:
    """Coverage-guided fuzzing until stopped."""
    import atheris  # type: ignore[import-not-found]  # optional

    atheris.instrument_all()
    atheris.Setup(arguments, lambda data: check(data.decode("utf-8", "surrogateescape")))
    atheris.Fuzz()


def main() -> int:
    """Fuzz."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--corpus", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--atheris", action="store_true")
    arguments, rest = options.parse_known_args()
    if arguments.atheris:
        run_atheris([sys.argv[0], *rest])
        return 0
    make = mutations(corpus(arguments.corpus), random.Random(arguments.seed))
    started, count, failures, slowest = time.monotonic(), 0, 0, 0.0
    while count < arguments.inputs and time.monotonic() - started < arguments.seconds:
        text = make()
        begun = time.process_time()
        try:
            check(text)
        except Exception as error:  # every kind of failure counts
            failures += 1
            if failures <= 10:
                print(f"{type(error).__name__}: {error}\n    {text[:600]!r}")
        used = (time.process_time() - begun) / max(len(text), 2000)
        slowest = max(slowest, used)
        if used > SECONDS_PER_CHARACTER:
            failures += 1
            print(f"slow: {used:.2e} s per character, {len(text)} characters\n    {text[:300]!r}")
        count += 1
    print(f"{count} inputs, {failures} failures, slowest {slowest:.1e} s per character")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
