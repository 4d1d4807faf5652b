"""Is the work that a PDF is found, and never another one? On PDFs of three programs.

`python -m bench.pdfs [FOLDER]`; the PDFs are made anew in FOLDER (a temporary one without), by
pdfLaTeX, Chromium and LibreOffice, from one table of documents: with XMP and without, in one and
two columns, with a DOI in every place and with none, each beside DOIs of other works. A server on
this machine knows the records of all of them. Some documents are works that it does not know, and
nothing may be found for them.

The last line counts: `own right N of M, foreign F`. The bar is 95 % and none.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.pdf_documents import ARXIV, RECORDED, STAMPED, Document, documents
from bench.pdf_makers import (
    add_metadata,
    make_by_chromium,
    make_by_latex,
    make_by_libreoffice,
    write_fodt,
    write_html,
    write_tex,
)
from tests.replay.made import recordings
from tests.replay.server import ReplayServer

from mscref.app.identifying_pdf import identify_pdfs
from mscref.sources.outcomes import Outcome, Resolved
from mscref.sources.settings import SERVICES, Rate, Settings

# Program → what it is called, suffix of its input, writer, maker, works that it cannot set.
MAKERS = (
    ("pdflatex", ".tex", write_tex, make_by_latex, ("chinese", "bilingual")),
    ("chromium", ".html", write_html, make_by_chromium, ()),
    ("soffice", ".fodt", write_fodt, make_by_libreoffice, ()),
)


def make_all(folder: Path) -> dict[Path, Document]:
    """The PDFs and what each is; a program that is not there is said, and left out."""
    made: dict[Path, Document] = {}
    for program, suffix, write, make, cannot in MAKERS:
        if shutil.which(program) is None:
            print(f"{program} is not here: its PDFs are left out")
            continue
        inputs: dict[Path, Document] = {}
        for number, document in enumerate(documents()):
            is_stamp_for_office = document.stamp and suffix == ".fodt"
            if document.work.name not in cannot and not is_stamp_for_office:
                path = folder / f"{program}-{number:02d}{suffix}"
                write(document, path)
                inputs[path] = document
        make(list(inputs))
        for path, document in inputs.items():
            pdf = path.with_suffix(".pdf")
            if not pdf.is_file():
                print(f"{path.name}: {program} made no PDF of it")
            else:
                if suffix != ".tex":
                    add_metadata(pdf, document)
                made[pdf] = document
    return made


def found_in(outcome: Outcome) -> str:
    """The identifier of what was found."""
    return str(outcome.identifier) if isinstance(outcome, Resolved) else ""


def report(made: dict[Path, Document], outcomes: Iterable[Outcome]) -> bool:
    """Print misses, then the counts; whether the bar is met."""
    count: Counter[str] = Counter()
    for (path, document), outcome in zip(made.items(), outcomes, strict=True):
        found, wanted = found_in(outcome), document.expected
        count["own" if wanted else "unknown"] += 1
        if found == wanted:
            count["right" if wanted else "refused"] += 1
            continue
        count["foreign"] += bool(found)
        why = found or getattr(outcome, "error", None)
        print(f"{path.name} ({document.kind}): {why}")
    print(f"of works that nobody knows, refused {count['refused']} of {count['unknown']}")
    print(f"own right {count['right']} of {count['own']}, foreign {count['foreign']}")
    return count["right"] >= 0.95 * count["own"] > 0 and not count["foreign"]


def main(arguments: Sequence[str]) -> int:
    """Make, identify, count; 0 where the bar is met."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments[0] if arguments else temporary).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        made = make_all(folder)
        stamped = f"id={ARXIV}; title={STAMPED.title}; author={STAMPED.people}; year=2023"
        known = recordings(crossref=[one.row for one in RECORDED], arxiv=[stamped])
        rates = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
        with ReplayServer(known) as server:
            settings = Settings(urls=server.urls(), timeout=20, rates=rates)
            is_met = report(made, identify_pdfs([str(one) for one in made], settings))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
