"""How well reference strings of biblatex are parsed: make refbiblatex [DATA=DIR of .bib files].

Takes a few hundred real entries, lets twelve styles of biblatex print them (pdflatex, biber and
pdftotext have to be there), parses the strings and compares seven fields with the entries. What a
style does not print of an entry is not asked for. Prints the field F1 by style, by kind of entry
and as a whole; `--errors N` prints wrong references.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from refstring_score import Score, values_of_parse, words_of

from mscref.formats.biblatex import write
from mscref.formats.bibtex import read
from mscref.model.reference import Reference
from mscref.records import replaced as replace
from mscref.refstring.identifiers import doi_in_url
from mscref.refstring.parse import parse_reference

SEED = 20200411
TOOLS = ("pdflatex", "biber", "pdftotext")
STYLES = (
    "numeric authoryear alphabetic authortitle verbose apa ieee chicago-authordate mla nature phys "
    "trad-plain"
).split()
FIELDS = ("title", "container", "year", "volume", "issue", "pages", "doi")
KINDS = {
    "article-journal": 10,
    "paper-conference": 4,
    "chapter": 3,
    "book": 3,
    "thesis": 1,
    "report": 1,
    "webpage": 1,
}
_LARGEST_FILE = 400_000  # bytes; a few of the files are most of the data
_LARGEST_PAGE = 360  # cm: no line of a reference is ever broken
_VARIABLES = {"volume": "volume", "issue": "issue", "pages": "page", "doi": "DOI"}
_DOCUMENT = r"""\documentclass{article}
\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{lmodern}
\usepackage[paperwidth=%dcm,paperheight=300cm,margin=5cm]{geometry}
\usepackage[english]{babel}\usepackage{csquotes}
\usepackage[backend=biber,style=%s]{biblatex}
\addbibresource{entries.bib}
\AtEveryBibitem{XQS\thefield{entrykey}SQX }
\begin{document}\nocite{*}\raggedright\printbibliography\end{document}
"""
_ITEM = re.compile(r"XQSr(\d+)SQX ?")
_NEXT_LABEL = re.compile(r"\n\s*(?:\[[\w+]{1,12}\]|\(?\d{1,3}[.)]?)\s*$")


def main() -> None:
    """Make the strings and score them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with .bib files")
    parser.add_argument("--entries", type=int, default=150)
    parser.add_argument("--styles", default=",".join(STYLES))
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong references")
    arguments = parser.parse_args()
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        sys.exit(f"refbiblatex needs {', '.join(missing)} (TeX with biblatex, biber, poppler)")
    entries = choose(arguments.data, arguments.entries)
    by_style: dict[str, Score] = defaultdict(Score)
    by_kind: dict[str, Score] = defaultdict(Score)
    total = Score()
    for style in arguments.styles.split(","):
        for entry, text in printed(entries, style):
            gold = gold_of(entry, text)
            if "title" not in gold and entry.type != "article-journal":
                continue  # the style shows a shorthand or a cross-reference
            found = values_of_parse(parse_reference(text))
            wrong = total.add(gold, found, fields=FIELDS)
            for score in (by_style[style], by_kind[entry.type]):
                score.add(gold, found, fields=FIELDS)
            if wrong and arguments.errors:
                arguments.errors -= 1
                print(f"\n[{style}] {text}")
                for name in wrong:
                    print(f"    {name}: gold {gold.get(name)!r}, parsed {found.get(name)!r}")
    for scores_by_name in (by_style, by_kind):
        for name, score in sorted(scores_by_name.items()):
            print(f"{name:24}{score.references:7}{score.field_f1:8.1f}")
    fields = ", ".join(f"{name} {total.field_f1_of(name):.1f}" for name in FIELDS)
    print(f"{'all':24}{total.references:7}{total.field_f1:8.1f}   {fields}")


def choose(folder: Path, count: int) -> list[Reference]:
    """Entries of all files in turn, so many of each kind, none twice."""
    pools: dict[str, list[Reference]] = defaultdict(list)
    seen = set()
    for path in sorted(folder.rglob("*.bib")):
        if path.stat().st_size > _LARGEST_FILE:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for entry in read(text, path=str(path)).references:
            key = " ".join(words_of("title", entry.text("title")))
            if entry.type in KINDS and key not in seen and is_plain(entry):
                seen.add(key)
                pools[entry.type].append(entry)
    chance = random.Random(SEED)
    chosen = []
    for kind, share in KINDS.items():
        chance.shuffle(pools[kind])
        chosen += pools[kind][: count * share // sum(KINDS.values()) + 1]
    return [replace(entry, id=f"r{number}") for number, entry in enumerate(chosen)]


def is_plain(entry: Reference) -> bool:
    """Whether TeX prints the entry as it is: no markup, Latin letters, numbers that are numbers."""
    texts = [value for value in entry.fields.values() if isinstance(value, str)]
    names = entry.names("author") or entry.names("editor")
    date = entry.date("issued")
    return (
        bool(entry.text("title") and names and date and date.year)
        and not any(set(text) & set("<>\\$^_~#%{}") for text in texts)
        and not any(ord(char) > 0x17F and char not in "–—‘’“”" for text in texts for char in text)
        and re.fullmatch(r"(?:[a-zA-Z]?\d+(?:[-–][a-zA-Z]?\d+)?)?", entry.text("page")) is not None
        and re.fullmatch(r"[\w./-]*", entry.text("volume") + entry.text("issue")) is not None
    )


def printed(entries: list[Reference], style: str) -> Iterator[tuple[Reference, str]]:
    """What a style prints of each entry, as one line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "entries.bib").write_text(write(entries), encoding="utf-8")
        (folder / "list.tex").write_text(_DOCUMENT % (_LARGEST_PAGE, style), encoding="utf-8")
        latex = ["pdflatex", "-interaction=nonstopmode", "list"]
        for command in (latex, ["biber", "-q", "list"], latex):
            subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
        pdf = ["pdftotext", "-layout", "-nopgbrk", "list.pdf", "-"]
        done = subprocess.run(pdf, cwd=folder, capture_output=True, timeout=60, check=False)
    parts = _ITEM.split(done.stdout.decode("utf-8", "replace"))
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        yield entries[int(number)], " ".join(_NEXT_LABEL.sub("", text).split())


def gold_of(entry: Reference, text: str) -> dict[str, str]:
    """The fields of the entry that the string shows."""
    shown = words_of("title", text)
    date = entry.date("issued")
    values = {
        "title": entry.text("title"),
        "container": entry.text("container-title"),
        "year": str(date.year) if date else "",
        "doi": doi_in_url(entry.text("URL")),
        **{name: entry.text(key) for name, key in _VARIABLES.items() if entry.text(key)},
    }
    if entry.type != "article-journal":
        values["issue"] = ""  # the number of a series
    return {name: value for name, value in values.items() if value and is_shown(name, value, shown)}


def is_shown(name: str, value: str, shown: list[str]) -> bool:
    """Whether the words of a value stand in the string, one after another."""
    words = words_of("title", value)
    if name == "pages":
        words = re.findall(r"\w+", value)[:1]
    return any(shown[at : at + len(words)] == words for at in range(len(shown)))


if __name__ == "__main__":
    main()
