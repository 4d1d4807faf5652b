"""Records that strangers wrote: half characters, numbers without end, odd YAML, broken BibTeX."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.attacks.base import Attack, Case, bounded, mscref

LIBRARY = "@misc{a,title={ß\nï}}\n"


def no_worse(folder: Path, source: str) -> None:
    """`import` of a record, and other ways in, leave a UTF-8 file one, and what stood in it."""
    library = folder / "r.bib"
    before = library.read_bytes()
    for words in (["import", "-l", "r.bib", source], ["import", "-l", "r.bib", "--force", source]):
        assert mscref(*words).code in (0, 1, 3)
        data = library.read_bytes()
        assert data.startswith(before)
        assert "\0" not in data.decode("utf-8")
        assert mscref("format", "-l", "r.bib").code == 0
        shown = mscref("list", "-l", "r.bib")
        assert shown.code == 0
        assert "ï" in shown.out
        assert "Ã" not in shown.out
    for name in ("bibtex", "csljson", "ris", "csv"):
        out = folder / f"out.{name}"
        mscref("export", "-l", source, "-t", name, "-o", str(out))
        assert not out.exists() or "\0" not in out.read_bytes().decode("utf-8")


def item(text: str, **more: str) -> str:
    """A CSL-JSON file whose title holds `text` as it is spelt."""
    return json.dumps([{"id": "s", "type": "book", "title": "A @", **more}]).replace("@", text)


def yaml(text: str) -> str:
    return f'- id: s\n  type: book\n  title: "A {text}"\n'


def with_library(name: str, content: str | bytes) -> Case:
    return Case({"r.bib": LIBRARY, name: content}, word=name)


HIGH = Attack(
    no_worse,
    {
        "a whole pair cut in two": with_library("x.json", item(r"\ud83d\u0041")),
        "the last of them": with_library("x.json", item(r"\udbff")),
        "in the name of a member": with_library(
            "x.json", '[{"id": "s", "type": "book", "title": "T", "x\\ud800": "y\\ud800"}]'
        ),
        "YAML": with_library("x.yaml", yaml(r"\ud800")),
        "bytes of CESU-8 in RIS": with_library(
            "x.ris", b"TY  - BOOK\nID  - s\nTI  - A \xed\xa0\x80\nER  - \n"
        ),
        "a macro of TeX": with_library("x.bib", "@book{s, title={A \\char55296 B}}"),
        "a reference of XML": with_library(
            "x.xml", "<xml><records><record><titles><title>A &#xD800;</title></titles></record>"
        ),
        "a web page": with_library(
            "x.html", "<h2>References</h2><ol><li>Ek, C. (2020). A &#xD800; book. Press.</li></ol>"
        ),
    },
    found="x.json",
)
LOW = Attack(
    no_worse,
    {
        "before a high one": with_library("x.json", item(r"\udc00\ud800")),
        "the first of them": with_library("x.json", item(r"\udc00")),
        "what Python makes of a byte": with_library("x.json", item(r"\udc80\udcff")),
        "YAML": with_library("x.yaml", yaml(r"\udfff")),
        "bytes of CESU-8 in BibTeX": with_library("x.bib", b"@book{s, title={A \xed\xbf\xbf B}}"),
        "an id and a name": with_library(
            "x.json",
            '[{"id": "\\udc41", "type": "book", "author": [{"family": "\\udc41"}], "title": "T"}]',
        ),
    },
    found="x.json",
)
NUL = Attack(
    no_worse,
    {
        "JSON, in the middle": with_library("x.json", item(r"B \u0000 C")),
        "JSON, in a name": with_library(
            "x.json",
            r'[{"id": "s", "type": "book", "title": "T", "author": [{"family": "E\u0000k"}]}]',
        ),
        "YAML, octal": with_library("x.yaml", yaml(r"\0")),
        "YAML, hexadecimal": with_library("x.yaml", yaml(r"\x00")),
        "BibTeX": with_library("x.bib", "@book{s, title={A \0 B}, note={\0}}\n"),
        "RIS": with_library("x.ris", "TY  - BOOK\nID  - s\nTI  - A \0 B\nER  - \n"),
        "PubMed": with_library("x.nbib", "PMID- 1\nTI  - A \0 B\nAU  - Ek C\n"),
        "a reference of HTML": with_library(
            "x.html", "<h2>References</h2><ol><li>Ek, C. (2020). A &#0; book. Press.</li></ol>"
        ),
        "the name of a member": with_library(
            "x.json", '[{"id": "s", "type": "book", "title": "T", "\\u0000": "\\u0000"}]'
        ),
        "a macro of TeX": with_library("x.bib", "@book{s, title={A \\symbol{0} \\char0 B}}"),
    },
    found="x.json",
)


def read_or_told(folder: Path, source: str) -> None:
    """Whatever the record holds: a reference, or a diagnostic."""
    for words in (
        ["format", "-l", source],
        ["list", "-l", source],
        ["export", "-l", source, "-t", "biblatex"],
        ["export", "-l", source, "-t", "csljson"],
        ["check", source],
        ["import", "-l", "new.bib", source],
        ["search", "-l", source, "t"],
    ):
        done = bounded(*words) if source.startswith("bomb") else mscref(*words)
        assert done.code in (0, 1, 3, 4), done
        assert done.out or done.err or done.code == 0


def digits(before: str, after: str = "") -> str:
    return f'[{{"id":"a","type":"book","title":"t",{before}{"7" * 4999}{after}}}]'


NUMBERS = Attack(
    read_or_told,
    {
        "a date": Case({"x.json": digits('"issued":{"date-parts":[[', "]]}")}, "x.json"),
        "a text of digits": Case({"x.json": digits('"volume":"', '"')}, "x.json"),
        "pages": Case({"x.json": digits('"page":"1-', '"')}, "x.json"),
        "an exponent": Case({"x.json": digits('"volume":1e')}, "x.json"),
        "YAML": Case({"x.yaml": f"- id: a\n  type: book\n  volume: {'8' * 5000}\n"}, "x.yaml"),
        "YAML, sixty and sixty": Case(
            {"x.yaml": f"- id: a\n  volume: 1{':59' * 3000}\n"}, "x.yaml"
        ),
        "BibTeX": Case(
            {"x.bib": f"@book{{a, pages={{1--{'9' * 5000}}}, year={'2' * 5000}}}"}, "x.bib"
        ),
        "a series": Case({"x.bib": f"@article{{a, series={'4' * 5000}, title={{T}}}}"}, "x.bib"),
    },
    found="x.json",
)

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
)
ODD_YAML = {
    "binary that is none": "title: !!binary '*'",
    "a set": "title: !!set {x, y}\n  author: !!set {x}",
    "a timestamp": "issued: 2001-12-14t21:59:43.10-05:00\n  title: 2020-02-30",
    "infinity": "volume: .inf\n  page: -.inf\n  issue: .NaN",
    "a reference to itself": "author: &a [*a]\n  title: &t {t: *t}",
    "keys of other types": "1: x\n  1.5: y\n  true: z\n  null: w\n  2020-01-01: v\n  [a, b]: u",
    "a merged map": "<<: {title: T}\n  author: {<<: [{family: A}, {given: B}]}",
    "a tag that makes objects": "title: !!python/object/apply:os.system [touch PWNED]",
    "a tag of nobody": "title: !mine {a: b}\n  note: !<tag:x,2020:y> z",
    "a pair and an ordered map": "author: !!omap [family: A]\n  title: !!pairs [a: b, a: c]",
}
YAML = Attack(
    read_or_told,
    {
        **{
            name: Case({"x.yaml": f"references:\n- id: a\n  type: book\n  {line}\n"}, "x.yaml")
            for name, line in ODD_YAML.items()
        },
        "aliases without end": Case({"bomb.yaml": f"{BOMB}references: [*u]\n"}, "bomb.yaml"),
        "Hayagriva": Case({"x.yaml": "a:\n  type: Book\n  title: !!binary aGk=\n"}, "x.yaml"),
    },
    found="x.yaml",
)


def undone(folder: Path, source: str) -> None:
    """`tidy`, by its rules together and alone: no bug, and undo leads back to the same bytes."""
    path = folder / source
    before = path.read_bytes()
    for rule in ("all", "repeated", "empty", "sort", "layout"):
        assert mscref("tidy", "-l", source, rule).code in (0, 1, 2, 6)
        if path.read_bytes() != before:
            assert mscref("undo", "-l", source).code == 0
        assert path.read_bytes() == before
    assert mscref("check", "--fix", source).code in (0, 1, 3, 6)
    if path.read_bytes() != before:
        assert mscref("undo", "-l", source).code == 0
    assert path.read_bytes() == before


def broken(**texts: str) -> dict[str, Case]:
    return {name.replace("_", " "): Case({"i.bib": text}, "i.bib") for name, text in texts.items()}


OVERLAP = Attack(
    undone,
    broken(
        three_of_a_kind="@a{k, t={B}, t={B}, t={B}}",
        empty_and_repeated="@a{k, t={}, t={}, u={C}, u={C}, t={}}",
        a_brace_between="@a{k{, t={B}, = {x}, t={B}, p={1}, p={1},1}\n}",
        comments_between="@a{k, t={B}, % x\n t={B} % y\n, t={B}}",
        no_commas="@a{k t={B} t={B} u={C} u={C}}",
    ),
    found="i.bib",
)
FUZZ = Attack(
    undone,
    broken(
        twice_an_equals_sign="@a{k, t = = {B}, u = = = {C}}",
        a_name_twice="@a{k, author author = {A}, author = {A}}",
        # Two entries read as one, and a rule that parts them (fuzz-cli, seed 81128).
        an_open_quotation='@article{k,\n title = "{Open of two words = "third",\n}',
        an_open_quotation_in_a_line='@book{k, title = "{A b = "c", }',
        an_at_sign_in_a_value="@a{k, t = {B}, @b{l, t = {C}}, t = {B}}",
        a_string_of_itself="@string{a = a # a}\n@book{k, title = a # b # a, title = a # b # a}",
    ),
    found="0.bib",
)


def guarded(folder: Path, source: str) -> None:
    """No cell of a table begins a formula, unless `--raw` is said."""
    library = folder / (source or "x.json")
    if not library.exists():  # the note of the case: titles that begin with = + - @
        works = [
            {"id": f"k{n}", "type": "book", "title": f"{sign}1+1"} for n, sign in enumerate("=+-@")
        ]
        library.write_text(json.dumps(works))
    done = mscref("export", "-l", library.name, "-t", "csv")
    assert done.code == 0
    cells = [cell for row in csv.reader(io.StringIO(done.out)) for cell in row]
    assert "\r" not in done.out  # at which a spreadsheet would end the row
    assert not [cell for cell in cells if cell.strip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20")]
    assert "'=" not in mscref("export", "-l", library.name, "-t", "csv", "--raw").out


def title(text: str) -> Case:
    work = {"id": "k", "type": "book", "title": text, "author": [{"literal": text}], "note": text}
    return Case({"x.json": json.dumps([work])}, "x.json")


CSV = Attack(
    guarded,
    {
        "equals": title("=HYPERLINK(A1)"),
        "plus": title("+1+1"),
        "minus": title("-2+3"),
        "at": title("@SUM(A1)"),
        "tab": title("\t=1"),
        "carriage return": title("\r=1"),
        "line feed": title("\n=1"),
        "a row that ends": title("x\r=1"),
        "a row that ends by two": title("x\r\n=1,+2"),
        "full width": title("\uff1d1"),
        "full-width plus": title("\uff0b1"),
        "full-width at": title("\uff20x"),
        "a no-break space": title("\u00a0=1"),
        "a zero-width space": title("\u200b=1"),
        "a byte order mark": title("\ufeff=1"),
        "a keyword of BibTeX": Case({"x.bib": "@book{k, title={{=1}}, keywords={+x}}"}, "x.bib"),
        "RIS": Case({"x.ris": "TY  - BOOK\nID  - k\nTI  - @x\nKW  - =1\nER  - \n"}, "x.ris"),
    },
)
