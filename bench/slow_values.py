"""What makes a rule, a reader or a writer take more than linear time.

    python bench/slow_values.py [SIZE]

Values of one repeated sign, up to SIZE characters (20,000), in each field of an entry, which every
rule of `check` looks at and which is read and written; and for every reader files of one thing many
times (records, values of one tag, tags, names, lines that go on, one long value). Each is tried at
three sizes, the second twice and the third four times the first; slow is what grows by more than
n^1.3 from the first to the last and takes over 0.2 s of CPU. A size is tried again while it looks
slow, and its best time counts. Last line: `slow S of N`.
"""

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.writer import write_all
from mscref.formats.registry import FORMATS, find_format
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
_GROWTH = 4**1.3  # from the first size to the last
_SIZES = (1, 2, 4)
_TRIES = 3
_GIVE_UP = 4  # seconds
_RECORDS = 4_000  # of the first size: records, values, lines

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
# Of every reader: what there is many of → the text with that many.
FILES: dict[str, dict[str, Callable[[int], str]]] = {
    "bibtex": {
        "records": lambda n: "".join([f"@book{{k{i}, title={{T {{A}}}}}}\n" for i in range(n)]),
        "records of one key": lambda n: "@book{k, title={T}}\n" * n,
        "fields": lambda n: "@book{k, " + "".join([f"f{i}={{x}}, " for i in range(n)]) + "}",
        "one field": lambda n: "@book{k, " + "title={T}, title={U}, " * n + "}",
        "an alias": lambda n: "@book{k, " + "journal={T}, journaltitle={U}, " * n + "}",
        "names": lambda n: "@book{k, author={" + "Wei Wang 0001 and " * n + "Li, B}}",
        "unknown commands": lambda n: "@book{k, title={" + "\\foo{x} \\bar " * n + "}}",
        "comments": lambda n: "@book{k, title={" + "a % b\n" * n + "}}",
        "children": lambda n: "@book{p, title={T}}\n"
        + "".join([f"@inbook{{k{i}, crossref={{p}}}}\n" for i in range(n)]),
        "strings": lambda n: "".join([f"@string{{s{i} = {{x}}}}\n" for i in range(n)])
        + "@book{k, title=" + " # ".join([f"s{i}" for i in range(n)]) + "}",
        "unclosed": lambda n: "@book{k, title={T\n" * n,
    },
    "ris": {
        "records": lambda n: "TY  - BOOK\nAU  - Li, B\nPY  - 2010\nER  - \n" * n,
        "people": lambda n: "TY  - BOOK\n" + "AU  - Wang, Wei 0001\nA1  - Li, B\n" * n,
        "one value": lambda n: "TY  - JOUR\n" + "TI  - T\nDA  - 2010\nSN  - 1\nT2  - J\n" * n,
        "values": lambda n: "TY  - JOUR\n" + "".join([f"T2  - {i}\nTI  - {i}\n" for i in range(n)]),
        "lines": lambda n: "TY  - BOOK\nAB  - x\n" + "line\n" * 20 * n,
        "strangers": lambda n: "what is this\n" * n,
        "keywords": lambda n: "TY  - BOOK\n" + "KW  - a, b\nC7  - x\n" * n,
    },
    "enw": {
        "records": lambda n: "%0 Book\n%A Li, B\n%D 2010\n\n" * n,
        "people": lambda n: "%A Wei Wang 0001\n%E Li, B\n" * n,
        "values": lambda n: "%0 Book\n" + "%7 Second\n%D c1998\n%8 May\n%@ 1\n%Z n\n" * n,
        "lines": lambda n: "%X x\n" + "line\n" * 20 * n,
        "strangers": lambda n: "what is this\n" * n,
    },
    "nbib": {
        "records": lambda n: "PMID- 1\nTI  - T\nAU  - Li B\n\n" * n,
        "people": lambda n: "TI  - T\n" + "FAU - Li, Bo\nAU  - Li B\nCN  - WHO\n" * n,
        "identifiers": lambda n: "AID - 10.1/a [doi]\nIS  - 1234-5678\nLA  - eng\n" * n,
        "lines": lambda n: "AB  - x\n" + "      line\n" * 20 * n,
        "types": lambda n: "TI  - T\n" + "PT  - Review\n" * n,
    },
    "endnotexml": {
        "records": lambda n: "<xml><records>"
        + "<record><titles><title>T</title></titles></record>" * n + "</records></xml>",
        "values": lambda n: "<xml><records><record>" + "<isbn>1</isbn><notes>a</notes>" * n
        + "</record></records></xml>",
        "styles": lambda n: "<xml><records><record><titles><title>" + "<style>a</style>" * n
        + "</title></titles></record></records></xml>",
    },
    "wordsources": {
        "records": lambda n: f"<b:Sources xmlns:b='{WORD}'>"
        + "<b:Source><b:Title>T</b:Title></b:Source>" * n + "</b:Sources>",
        "people": lambda n: f"<b:Sources xmlns:b='{WORD}'>"
        + "<b:Source><b:Author><b:Author><b:NameList>"
        + "<b:Person><b:Last>L</b:Last></b:Person>" * n
        + "</b:NameList></b:Author></b:Author></b:Source></b:Sources>",
        "values": lambda n: f"<b:Sources xmlns:b='{WORD}'><b:Source>"
        + "<b:Title>T</b:Title><b:StandardNumber>1</b:StandardNumber>" * n
        + "</b:Source></b:Sources>",
    },
    "csljson": {
        "records": lambda n: "[" + ",".join(['{"id":"a","type":"book","title":"T"}'] * n) + "]",
        "members": lambda n: '[{"id":"a"' + "".join([f',"m{i}":1' for i in range(n)]) + "}]",
        "one member": lambda n: '[{"id":"a"' + ',"title":"a","title":"b"' * n + "}]",
        "names": lambda n: '[{"id":"a","author":[' + ",".join(['{"family":"A"}'] * n) + "]}]",
        "names in a text": lambda n: '[{"id":"a","author":"' + "A, B and " * n + 'C, D"}]',
        "titles": lambda n: '[{"id":"a","title":[' + ",".join(['"A"'] * n) + "]}]",
        "points": lambda n: '[{"issued":{"date-parts":[' + ",".join(["[2020]"] * n) + "]}}]",
    },
    "cslyaml": {
        "records": lambda n: "- {id: a, type: book, title: T, issued: soon}\n" * n,
        "members": lambda n: "- id: a\n" + "".join([f"  m{i}: 1\n" for i in range(n)]),
        "documents": lambda n: "references: [{id: a}]\n" + "---\na: b\n" * n,
        "names": lambda n: "- id: a\n  author:\n" + "  - A\n" * n,
        "inlines": lambda n: "- id: a\n  title: '" + "**a *b _c ^d [e]{.nocase} " * n + "'\n",
    },
    "hayagriva": {
        "records": lambda n: "".join([f"k{i}:\n  type: book\n  title: T\n" for i in range(n)]),
        "parents": lambda n: "k:\n  type: book\n  parent:\n" + "  - title: A\n" * n,
        "roles": lambda n: "k:\n  type: book\n  affiliated:\n"
        + "  - {role: translator, names: [A]}\n" * n,
        "braces": lambda n: "k:\n  type: book\n  title: '" + "{a $b$ }{" * n + "'\n",
        "members": lambda n: "k:\n  type: book\n" + "".join([f"  m{i}: 1\n" for i in range(n)]),
    },
}  # fmt: skip
FILES["biblatex"] = FILES["bibtex"]


class _GaveUpError(Exception):
    """It takes too long to wait for."""


def main() -> int:
    """Measure."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    signal.signal(signal.SIGALRM, _give_up)
    readers = {name for name, row in FORMATS.items() if row.reads}
    if readers != FILES.keys():
        print(f"readers without files of their own: {readers ^ FILES.keys()}")
        return 1
    slow = count = 0
    for what, work, make in _cases(size):
        count += 1
        times = _times(work, make)
        if _is_slow(times):
            slow += 1
            shown = ", ".join(f"{one:.2f} s" for one in times)
            print(f"{what}: {shown}", flush=True)
    print(f"slow {slow} of {count}")
    return 1 if slow else 0


def _cases(size: int) -> Iterator[tuple[str, Callable[[str], object], Callable[[int], str]]]:
    """What is tried, the work, and the text by its size: 1, 2 and 4."""
    for unit in UNITS:
        for name in FIELDS:
            for what, work in _works():
                yield f"{what}: {unit!r} in {name}", work, _values(name, unit, size // 4)
    for name, files in FILES.items():
        for what, make in files.items():
            yield f"read {name}: {what}", _read(name), _of_records(make)


def _values(name: str, unit: str, size: int) -> Callable[[int], str]:
    return lambda times: _entry(name, unit, size * times)


def _of_records(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda times: make(_RECORDS * times)


def _read(name: str) -> Callable[[str], object]:
    """Reading, what is told of the leftovers, and writing where the format is written."""
    row = find_format(name)

    def work(text: str) -> object:
        result = row.reader()(text, path="x")
        told = [one.diagnostic() for one in result.leftovers]
        return told, row.writer()(result.references) if row.writes else ""

    return work


def _times(work: Callable[[str], object], make: Callable[[int], str]) -> list[float]:
    """The CPU of the three sizes; the best of several tries where the first looks slow."""
    texts = [make(times) for times in _SIZES]
    times = [_cpu(work, text) for text in texts]
    for _ in range(_TRIES - 1):
        if not _is_slow(times):
            break
        times = [min(before, _cpu(work, text)) for before, text in zip(times, texts, strict=True)]
    return times


def _is_slow(times: Sequence[float]) -> bool:
    return times[-1] > max(_LEAST, _GROWTH * times[0])


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
