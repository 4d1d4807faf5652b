"""The `.bbl` of `mscref bbl` set by LaTeX: `python bench/bblcases.py [--styles 20] [--verbose]`.

Every style with LaTeX's own commands, with natbib and with mscref.sty, by pdfLaTeX and LuaLaTeX.
A case passes where the engine ends without an error, nobody warns of a citation, a character or
of ours, and the text of the PDF holds every entry and every citation as the plain writer has it.
Needs TeX and pdftotext. The last line is `passed N of M`.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

STYLES = """
    apa nature ieee vancouver chicago-author-date chicago-notes modern-language-association
    american-medical-association harvard-cite-them-right cell plos science elsevier-harvard
    springer-basic-author-date american-chemical-society din-1505-2-alphanumeric acm-sig-proceedings
    oscola bluebook-law-review the-lancet
""".split()
ENGINES = ("pdflatex", "lualatex")
BEGIN = "\\documentclass{article}\n%s\\begin{document}\n"
KEYS = "harrell2019 matthay2019 yip2020 leng2020 peng2020".split()
CITED = " ".join(f"x\\cite{{{key}}}" for key in KEYS)
NOTATIONS = {
    "latex": BEGIN % "" + CITED + "\n\\bibliographystyle{csl:%s}\\bibliography{references}",
    "natbib": BEGIN % "\\usepackage{natbib}"
    + "".join(f"\\citep{{{key}}} and \\citet{{{key}}}. " for key in KEYS)
    + "\n\\bibliographystyle{csl:%s}\\bibliography{references}",
    "mscref": BEGIN
    % "\\usepackage[style=%s]{mscref}\\usepackage{hyperref}\\addbibresource{references.bib}\n"
    + "\\parencite[see][p.~3]{harrell2019} \\textcite{matthay2019} \\footcite{yip2020}."
    " \\parencites{leng2020}[4]{peng2020} \\autocite{yip2020}.\n"
    "\\printbibliography",
}
BAD = re.compile(
    r"^!.*|^(?:Package (?:mscref|natbib)|LaTeX) Warning:.*|^Missing character.*", re.MULTILINE
)


def main() -> int:
    """Run the cases and count them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--styles", type=int, default=len(STYLES))
    options.add_argument("--engines", default=",".join(ENGINES))
    options.add_argument("--verbose", action="store_true")
    chosen = options.parse_args()
    missing = [name for name in (*ENGINES, "pdftotext") if shutil.which(name) is None]
    if missing:
        print(f"not here: {', '.join(missing)}")
        return 1
    passed = total = 0
    for style in STYLES[: chosen.styles]:
        for notation in NOTATIONS:
            for engine in chosen.engines.split(","):
                total += 1
                wrong = faults(style, notation, engine)
                passed += not wrong
                if wrong:
                    print(f"{style} {notation} {engine}: {wrong[0]}")
                    if chosen.verbose:
                        print(*wrong[1:], sep="\n")
    print(f"passed {passed} of {total}")
    return 0


def faults(style: str, notation: str, engine: str) -> list[str]:
    """What is wrong with one document; empty where nothing is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy("data/references.bib", folder)
        document = NOTATIONS[notation].replace("%s", style) + "\n\\end{document}\n"
        (folder / "paper.tex").write_text(document)
        mscref(folder, "bbl", "--sty", "paper")
        latex(folder, engine)
        mscref(folder, "bbl", "paper")
        latex(folder, engine)
        latex(folder, engine)
        log = (folder / "paper.log").read_text(errors="replace")
        wrong = [line for line in BAD.findall(log) if "microtype" not in line]
        listed = mscref(folder, "format", "-l", "references.bib", "-s", style, *KEYS)
        text = letters(pdf_text(folder))
        wrong += [
            f"not in the PDF: {entry}"
            for entry in listed.splitlines()
            if letters(entry) and letters(entry) not in text
        ]
        return wrong


def mscref(folder: Path, *arguments: str) -> str:
    """What mscref prints."""
    command = [sys.executable, "-m", "mscref", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def latex(folder: Path, engine: str) -> None:
    """Run an engine once."""
    command = [engine, "-interaction=nonstopmode", "paper"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)


def pdf_text(folder: Path) -> str:
    """The text of the PDF."""
    command = ["pdftotext", "-raw", "paper.pdf", "-"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def letters(text: str) -> str:
    """Letters and digits alone: lines, hyphens, spaces and quotes are set by LaTeX."""
    folded = unicodedata.normalize("NFKD", text)
    return "".join(char for char in folded if char.isalnum()).lower()


if __name__ == "__main__":
    sys.exit(main())
