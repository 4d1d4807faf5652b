"""The .bib files that the benches read: generated ones, and the real corpora joined.

Both are written piece by piece: the peak memory of a measured process counts from what its
parent had when it started it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from mscref.formats.bibtex.scan import scan

SEED = 7
WORDS = """
    transplantation mesenchymal stem cells outcome patients pneumonia graph convolution networks
    theory practice analysis learning deep quantum entanglement protein folding climate model
    ocean circulation statistics inference causal reasoning language translation attention memory
    structure dynamics evolution selection population genetics market equilibrium policy growth
    algorithm complexity optimisation convergence randomised trial treatment response imaging
    spectroscopy catalysis synthesis polymer surface membrane receptor signalling pathway
""".split()
FAMILIES = """
    Leng Zhu Hou Smith Muller Garcia Nguyen Kim Tanaka Rossi Novak Silva Andersson Kowalski
    Ivanov Haddad Okafor Singh Chen Wang Li Zhang Dubois Schmidt Jansen Costa Moreau Fischer
""".split()
ODD_FAMILIES = """
    Garc{\\'i}a {\\"O}zge M{\\"u}ller Müller Ødegaard O'Neil van~Dyke {D'Angelo}
""".split()
GIVEN = "Anna Bo Carla Dai Elena Feng Gita Hugo Ines Jun Kofi Lena Mia Noor Omar Petra".split()
JOURNALS = (
    "Aging and Disease",
    "Nature Medicine",
    "Journal of {A}pplied Things",
    "Physical Review X",
    "Proceedings of the {ACM} on Programming Languages",
    "Annals of Statistics",
)


# How often a field or a kind of markup stands in the 56,379 entries of `joined`: markup of LaTeX
# in 9 author lists and 8 titles of 100, braces in 28 titles.
OPTIONAL_FIELDS: tuple[tuple[float, str, Callable[[int, random.Random], str]], ...] = (
    (0.25, "month", lambda number, chance: chance.choice(("jan", "feb", "mar"))),
    (0.40, "doi", lambda number, chance: f"{{10.{1000 + number % 5000}/bench.{number}}}"),
    (0.36, "url", lambda number, chance: f"{{https://example.org/works/{number}/abstract.html}}"),
    (0.30, "publisher", lambda number, chance: "{Springer Berlin Heidelberg}"),
    (0.29, "file", lambda number, chance: f"{{:home/papers/{number}.pdf:application/pdf}}"),
    (0.29, "keywords", lambda number, chance: f"{{{', '.join(chance.choices(WORDS, k=3))}}}"),
    (0.14, "issn", lambda number, chance: f"{{{number % 9000 + 1000}-1234}}"),
    (0.09, "abstract", lambda number, chance: f"{{{' '.join(chance.choices(WORDS, k=120))}}}"),
)
ODD_NAMES = 0.06
BRACES_IN_TITLES = 0.28
ACCENTS_IN_TITLES = 0.08


def generated(count: int) -> Iterator[str]:
    """`count` entries as the real corpora have them, the same at every run."""
    chance = random.Random(SEED)
    # Rare words give the vocabulary of a real library.
    rare = [
        "".join(chance.choices("abcdefghiklmnoprstuvw", k=chance.randint(5, 11)))
        for _ in range(count // 3 + 1)
    ]
    for number in range(count):
        yield _entry(number, chance.choice(rare), chance)


def _entry(number: int, rare_word: str, chance: random.Random) -> str:
    fields = [
        ("author", f"{{{' and '.join(_name(chance) for _ in range(chance.randint(1, 6)))}}}"),
        ("title", f"{{{_title(rare_word, chance)}}}"),
        ("journal", f"{{{chance.choice(JOURNALS)}}}"),
        ("year", f"{{{chance.randint(1960, 2026)}}}"),
        ("volume", f"{{{chance.randint(1, 300)}}}"),
        ("number", f"{{{chance.randint(1, 12)}}}"),
        ("pages", f"{{{number}--{number + 12}}}"),
    ]
    for share, name, value in OPTIONAL_FIELDS:
        if chance.random() < share:
            fields.append((name, value(number, chance)))
    lines = ",\n".join(f"  {name:9} = {value}" for name, value in fields)
    return f"@article{{key{number},\n{lines}\n}}\n\n"


def _name(chance: random.Random) -> str:
    families = ODD_FAMILIES if chance.random() < ODD_NAMES else FAMILIES
    return f"{chance.choice(families)}, {chance.choice(GIVEN)} {chr(chance.randint(65, 90))}."


def _title(rare_word: str, chance: random.Random) -> str:
    first, *others = chance.choices(WORDS, k=8)
    words = [first.capitalize(), *others, rare_word]
    if chance.random() < BRACES_IN_TITLES:
        words.append("of {DNA}")
    if chance.random() < ACCENTS_IN_TITLES:
        words.append("and {\\'e}clairs")
    return " ".join(words)


def joined(folder: Path, count: int) -> Iterator[str]:
    """The text of the real files below a folder, one behind the other, up to `count` entries.

    Only UTF-8 files that scan without a problem: what is never closed in a broken one would
    swallow the files behind it, for us and for the peers.
    """
    have = 0
    for path in sorted(folder.rglob("*.bib")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            continue
        bib = scan(text)
        if bib.problems:
            continue
        yield text + "\n"
        have += sum(1 for _ in bib.entries())
        if have >= count:
            return
