"""What --ascii writes, pdfLaTeX sets: everything the table can write, with the real program."""

import shutil
import subprocess
import unicodedata

import pytest

from mscref.formats.latex.reading import decode
from mscref.formats.latex.writing import escape

# Latin letters with accents, Cyrillic, Greek, signs of all kinds, and scripts that are kept.
_BLOCKS = (range(0xA0, 0x530), range(0x1E00, 0x1F00), range(0x2000, 0x2C00))
_PREAMBLE = r"""\documentclass{article}
\usepackage[T2A,T1]{fontenc}
\usepackage{textcomp,amssymb}
\begin{document}
"""


def written() -> dict[str, str]:
    """Every character that has a command, with it."""
    characters = [chr(code) for block in _BLOCKS for code in block]
    commands = {one: escape(one, ascii_only=True) for one in characters if one.isprintable()}
    return {one: latex for one, latex in commands.items() if latex.isascii()}


def needs(character: str) -> str:
    """The encoding of fonts that has the letter."""
    name = unicodedata.name(character)
    if "HORN" in name or "HOOK ABOVE" in name:
        return "T5"
    return "T2A" if name.startswith("CYRILLIC") else "T1"


def test_the_table_writes_the_letters_of_most_of_europe_and_vietnam():
    found = written()
    for letter in "éñőșțąğįŁŒßđŋøþðЁжщїєừộặẩ‰№€−×":
        assert letter in found, letter
    assert len(found) > 600


def test_what_is_written_reads_back():
    for character, latex in written().items():
        if character != "’":  # an apostrophe comes back straight; styles make it typographic
            assert decode(latex) == character, latex


def test_what_has_no_command_stays():
    assert escape("漢字 и العربية", ascii_only=True) == r"漢字 {\cyri} العربية"


def test_pdflatex_sets_everything_that_is_written(tmp_path):
    program = shutil.which("pdflatex")
    if program is None:
        pytest.skip("pdflatex is not installed")
    lines = []
    for character, latex in written().items():
        encoding = needs(character)
        if encoding != "T5":  # its fonts (vntex) are seldom installed
            lines.append(f"{{\\fontencoding{{{encoding}}}\\selectfont {latex}}}\n")
    source = tmp_path / "all.tex"
    source.write_text(_PREAMBLE + "".join(lines) + "\\end{document}\n", encoding="ascii")
    done = subprocess.run(
        [program, "-interaction=nonstopmode", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        encoding="latin-1",
        timeout=120,
        check=False,
    )
    if "t2aenc.def' not found" in done.stdout:
        pytest.skip("the Cyrillic fonts of LaTeX are not installed")
    errors = [line for line in done.stdout.splitlines() if line.startswith("!")]
    assert not errors, "\n".join(errors[:10]) + done.stdout[-3000:]
    assert (tmp_path / "all.pdf").is_file()
