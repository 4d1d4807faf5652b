"""Files of a hostile stranger, for every reader, through the commands: none is a bug (70), and
none is read in silence (#11)."""

from pathlib import Path

import pytest

from mscref.cli.main import run

WORD = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
NINES = "9" * 5000
FILES = {
    "digits.bib": f"@book{{k, title={{T}}, year={{{NINES}}}, pages={{{NINES}--{NINES}}}, "
    f"edition={{{NINES}}}, month={{{NINES}}}, volume={{{NINES}}}}}\n",
    "unclosed.bib": "@book{a, title={A {B}, author={Doe}}\n@book{b, title={T b}, year=2000}\n"
    "@book{c, title={C}}}}\n@book{d, title={T d}}\n@book{e, title=\"E{\", year=1}\n@book{f,}\n",
    "strings.bib": "@string{a = b # b}\n@string{b = a # a}\n@book{k, title = a # b # c}\n",
    "circles.bib": "@book{k, title={T}, crossref={l}}@book{l, crossref={k}, note={xdata=l-note}}",
    "digits.ris": f"TY  - JOUR\nTI  - T\nPY  - {NINES}\nDA  - {NINES}\nY2  - {'2020/' * 999}\n"
    f"SP  - {NINES}\nET  - {NINES}\nER  - \n",
    "ends.ris": "TY  - JOUR\r\nTI  - A\rTI  - B\nER\nTY  - BOOK\nXX  - 1\nfoo\nER  - \n",
    "odd.nbib": f"PMID- 1\nPMID- 1\nTI  - a\nAU  - \nFAU - ,\nDP  - {NINES}\nPG  - {NINES}\n\nQ\n",
    "odd.enw": f"%0 Book\n%A ,\n%D {NINES}\n%8 {'May ' * 999}\n%7 {NINES}\n%\n%%\n%T T\n",
    "deep.json": "[" * 5000 + "]" * 5000,
    "odd.json": '[{"id":"a","title":"T","title":"U","author":[{"family":{"x":1}},5,null],"issued":'
    f'{{"date-parts":[[1e400,{NINES},"x"]]}},"volume":1e999,"edition":{NINES},"page":NaN}},5,{{}}]',
    "twice.json": '{"items":[{"id":"a"}],"items":{"b":1}}',
    "raw.json": f'[{{"id":"a","type":"book","title":"T","issued":"{NINES}"}}]',
    "entity.xml": '<!DOCTYPE x [<!ENTITY a "b">]><xml><records><record><titles><title>&a;</title>'
    "</titles></record></records></xml>",
    "digits.xml": "<xml><records><record><titles><title>T</title></titles><edition>"
    f"{NINES}</edition><dates><year>{NINES}</year></dates></record><record>",
    "word.xml": f"<b:Sources xmlns:b='{WORD}'><b:Source><b:Title>T</b:Title><b:Title>U</b:Title>"
    f"<b:Year>{NINES}</b:Year></b:Source><b:Source/></b:Sources>",
    "bomb.yaml": 'a: &a ["x","x"]\nb: &b [*a,*a]\nc: &c [*b,*b]\nreferences: [*c]\n',
    "loop.yaml": "references:\n- id: a\n  title: &x [*x]\n",
    "odd.yaml": f"- id: a\n  type: book\n  type: book\n  issued: {NINES}\n  edition: {NINES}\n",
    "odd.yml": f"k:\n  type: book\n  title: {{value: [1]}}\n  author: [{{name: [1]}}, null, 5]\n"
    f"  date: {NINES}\n  parent: [{{type: x}}, 5, null]\n",
}  # fmt: skip
CLEAN = frozenset([0, 1, 3, 6])  # done, problems found, no bibliography, no library


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "command",
    ["list -l FILE", "check FILE", "format -l FILE", "export FILE -t bibtex",
     "export FILE -t csljson", "import FILE -l new.bib", "tidy all -l FILE --dry-run"],
)  # fmt: skip
def test_no_file_is_a_bug(name, command, folder, capsys):
    path = folder / name
    path.write_bytes(FILES[name].encode())
    code = run(command.replace("FILE", name).split())
    assert code in CLEAN, capsys.readouterr().err
    assert path.read_bytes() == FILES[name].encode()


@pytest.mark.parametrize("name", FILES)
def test_no_file_is_read_in_silence(name, folder, capsys):
    (folder / name).write_bytes(FILES[name].encode())
    run(["check", "--level", "info", name])
    shown = capsys.readouterr()
    assert name in shown.out + shown.err


def test_no_entry_is_moved_into_one_that_is_never_closed(folder, capsys):
    (folder / "unclosed.bib").write_bytes(FILES["unclosed.bib"].encode())
    assert run(["tidy", "all", "-l", "unclosed.bib"]) == 6
    assert "never closed" in capsys.readouterr().err
    assert (folder / "unclosed.bib").read_bytes() == FILES["unclosed.bib"].encode()
