"""Values of one repeated sign that make a rule, the reader or the writer more than linear.

    python bench/slow_values.py [SIZE]

Each unit is repeated to SIZE and to twice SIZE characters (20,000) in each field of an entry, which
every rule of `check` looks at and which is read and written. Slow is what takes over three times
as long for twice as much, and over 0.2 s of CPU. Last line: `slow S of N`.
"""

import signal
import sys
import time
from collections.abc import Callable

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.writer import write_all
from mscref.lint.registry import codes, load_rules
from mscref.lint.runner import run_rules
from mscref.lint.view import library_of_bibtex

UNITS = (
    "x", " ", "$", "\\ ", "A, ", "& ", "a-", "<", "&amp", "A and ", "1", "1-", "http://", "“", "é",
    "A B and ", ". ", ": ", "Aa", "A", "{a}", "{A} ", "\\&", "%", "#", "_", "\\url{a}", "doi:",
    "10.1/", "et al. ", "@", "(", ")", "[", "-", "--", "~", "|", "://a.", "<i>", "</i>", "&#1;",
    "\ufb01", "Ã©", "\u00ad", "in: ", "vol. ", "1st ", "\\{", "and ", ";", '"', "a. ", "''", "``",
    "a  ", "A.", "O'", "von ", "/", "?", "a=", "=", "family=", '"a', "1/2", "12:", "\n", "12 ",
    "A, B and ", "(1)", " et ", "\\'e", "$a$", "i{P}",
)  # fmt: skip
FIELDS = "title author editor journal publisher pages note doi url year keywords date month".split()
_LEAST = 0.2  # seconds; what is faster is not judged
_GIVE_UP = 4  # seconds


class _GaveUpError(Exception):
    """It takes too long to wait for."""


def main() -> int:
    """Measure."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    signal.signal(signal.SIGALRM, _give_up)
    slow = count = 0
    for unit in UNITS:
        for name in FIELDS:
            texts = [_entry(name, unit, size), _entry(name, unit, 2 * size)]
            for what, work in _works():
                count += 1
                first, second = (_cpu(work, text) for text in texts)
                if second > max(_LEAST, 3 * first):
                    slow += 1
                    print(f"{what}: {unit!r} in {name}: {first:.2f} s, {second:.2f} s", flush=True)
    print(f"slow {slow} of {count}")
    return 1 if slow else 0


def _works() -> list[tuple[str, Callable[[str], object]]]:
    rules = list(load_rules(codes()))

    def check(text: str) -> object:
        return run_rules(library_of_bibtex(scan(text), None, path=""), rules)

    def write(text: str) -> object:
        return write_all(read(text, path="x.bib").references, dialect="biblatex")

    return [("check", check), ("read and write", write)]


def _entry(name: str, unit: str, size: int) -> str:
    return f"@article{{k, {name} = {{{unit * (size // len(unit))}}}}}"


def _cpu(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    signal.alarm(_GIVE_UP)
    try:
        work(text)
    except _GaveUpError:
        pass
    finally:
        signal.alarm(0)
    return time.process_time() - start


def _give_up(*_signal: object) -> None:
    raise _GaveUpError


if __name__ == "__main__":
    sys.exit(main())
