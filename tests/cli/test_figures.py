"""Numbers as strangers write them: of any length, and of digits that only look like some, in every
place that holds one. No command ends in a bug (70), and no text gives way to another number."""

import json
from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.csl.text.pages import format_pages
from mscref.formats.mapping import parse_loose_date
from mscref.model.figures import LARGEST, is_figure, whole_number
from mscref.model.raw_dates import parse_raw_date

LONG = "9" * 5003
FIGURES = {
    "long": LONG,
    "long range": f"{LONG}-{LONG}",
    "superscript": "\u00b2",
    "superscript range": "1\u00b2-3",
    "mixed": f"May {LONG}, 2020 AD",
    "era": f"{LONG} BC",
    "arabic": "\u0663" * 4400,
}
FIELDS = """pages volume number issue edition year month day date series isbn issn eid pagetotal
    volumes chapter part version doi eprint note urldate origdate pmid""".split()
CSL = """volume issue edition number page page-first number-of-pages number-of-volumes
    chapter-number collection-number version part-number supplement-number
    printing-number section PMID ISBN""".split()
COMMANDS = """list|format -s apa|format -s chicago-author-date|check -f sarif|export -t ris
    |export -t biblatex|export -t csljson|search year:2020|verify --offline|tidy --dry-run all
    |rekey --dry-run""".split("|")


def bibtex(figure: str) -> str:
    fields = "".join(f"  {name} = {{{figure}}},\n" for name in FIELDS)
    return "".join(f"@{kind}{{{kind},\n{fields}}}\n" for kind in ("article", "book", "periodical"))


def csl_json(figure: str) -> str:
    dates = {"issued": {"raw": figure}, "accessed": {"raw": f"{figure}/2020"}}
    works = [
        {"id": kind, "type": kind, **dict.fromkeys(CSL, figure), **dates}
        for kind in ("book", "article-journal", "chapter", "legislation")
    ]
    return json.dumps(works)


def ris(figure: str) -> str:
    tags = ("SP", "EP", "VL", "IS", "PY", "DA", "Y1", "SN", "ET", "M1", "NV")
    return "TY  - JOUR\n" + "".join(f"{tag}  - {figure}\n" for tag in tags) + "ER  - \n"


WRITTEN = {".bib": bibtex, ".json": csl_json, ".ris": ris}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
@pytest.mark.parametrize("ending", WRITTEN)
def test_no_command_fails(
    ending: str, figure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.chdir(tmp_path)
    Path(f"f{ending}").write_text(WRITTEN[ending](figure), encoding="utf-8")
    for command in COMMANDS:
        words = command.split()
        way = [] if words[0] in ("check", "verify") else ["-l"]
        code = run([words[0], *way, f"f{ending}", *words[1:]])
        assert code != 70, (command, capsys.readouterr().err[:300])


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
@pytest.mark.parametrize("pattern", ["auth({})", "title.substring({},2)", "shorttitle({0},{0})"])
def test_no_pattern_of_keys_fails(figure: str, pattern: str, tmp_path: Path):
    path = tmp_path / "r.bib"
    path.write_text("@book{a, author={Noor, B.}, title={A Book on Trees}, year={2020}}\n")
    code = run(["rekey", "--dry-run", "-l", str(path), "--pattern", pattern.format(figure)])
    assert code in (0, 2)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_no_page_of_references_fails(figure: str, tmp_path: Path):
    path = tmp_path / "page.txt"
    path.write_text(
        f"As shown [{figure}], and so on [1].\n\nReferences\n\n[1] Noor B. A Book. London: Press;"
        f" 2020. p. {figure}.\n[2] Ek, C. ({figure}). Rivers, {figure}({figure}), {figure}.\n"
    )
    for command in (["verify", "--offline"], ["check"], ["import", "--dry-run", "-l", "r.bib"]):
        assert run([*command, str(path)]) != 70


def test_what_is_too_long_stays_as_it_is_written():
    assert format_pages(f"{LONG}-{LONG[:-1]}", "chicago") == f"{LONG}\u2013{LONG[:-1]}"
    for text in (f"May {LONG}", f"{LONG} AD", f"{LONG} BC"):
        date = parse_raw_date(text)
        assert str(LARGEST) not in repr(date)
    assert str(LARGEST) not in repr(parse_loose_date(f"2020 {LONG}"))


@pytest.mark.parametrize(
    ("text", "number", "is_one"),
    [
        ("12", 12, True),
        ("007", 7, True),
        ("\u0663", 3, True),
        ("9" * 18, 10**18 - 1, True),
        ("9" * 19, LARGEST, False),
        (LONG, LARGEST, False),
        ("\u00b2", 0, False),
        ("", 0, False),
        ("-1", 0, False),
        ("1e3", 0, False),
    ],
)
def test_numbers_of_digits(text: str, number: int, is_one: bool):
    assert whole_number(text) == number
    assert is_figure(text) is is_one
