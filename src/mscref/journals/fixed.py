"""Short titles that were fixed before the rules, or beside them: a table of facts.

The NLM never changes an abbreviation once it is given (`CRC Crit. Rev. Plant Sci.`), keeps words
whole that the list shortens (`Singapore Med. J.`), and joins others (`Neurooncol. Adv.`). No rule
gives these; the table holds the titles for which the rules give something else, one a line:

    line = key TAB short title with points

Made by `make nlm-titles`; docs/journals.md names its source.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mscref.journals.titles import without_qualifier
from mscref.journals.words import fold
from mscref.patterns import lazy

FIXED_FILE = Path(__file__).with_name("fixed_titles.tsv")
_APOSTROPHE = lazy(r"['’ʼ]")
_NOT_IN_KEYS = lazy(r"[\W_]+")


def fixed_title(title: str) -> str:
    """The short title, with points, that the NLM has for this one; "" where the rules serve."""
    return find_in(_table(), fixed_key(title))


def find_in(table: str, key: str) -> str:
    """What stands behind a key in a table; or "".

    Each line begins behind a line end, and the keys ascend: the table is halved, not searched
    from its beginning, which took 0.5 ms for a title.
    """
    low, high = 0, len(table) - 1  # of line ends: the key is in no line before or behind them
    while low < high:
        start = table.rfind("\n", low, (low + high) // 2 + 1)
        end = table.index("\n", start + 1)
        found, _, behind = table[start + 1 : end].partition("\t")
        if found == key:
            return behind
        low, high = (end, high) if found < key else (low, start)
    return ""


def fixed_key(title: str) -> str:
    """What spellings of one full title share: no article, marks, points or qualifier."""
    plain = _APOSTROPHE.sub("", without_qualifier(title).replace("&", " and "))
    return _NOT_IN_KEYS.sub(" ", fold(plain)).strip().removeprefix("the ")


@cache
def _table() -> str:
    return "\n" + FIXED_FILE.read_text(encoding="utf-8")
