"""Plug-ins: the package of docs/how-to/write-a-plug-in.md, in a folder; and broken ones."""

import json
import re
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mscref.cli.main import run
from mscref.plugins import GROUPS, _entry_points, installed

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "write-a-plug-in.md"
_PROJECT = re.compile(r"```toml\n(.*?)```", re.DOTALL)
BIB = """@book{doe2020, title = {Trees}, author = {Doe, Jane}, year = {2020}}
"""


def install(folder: Path, package: str, entries: str, **modules: str) -> None:
    """What an installer leaves of a package: its modules, and a folder with its entry points."""
    code = folder / package.replace("-", "_")
    code.mkdir(parents=True)
    (code / "__init__.py").touch()
    for name, text in modules.items():
        (code / f"{name}.py").write_text(text)
    about = folder / f"{package.replace('-', '_')}-1.0.dist-info"
    about.mkdir()
    (about / "entry_points.txt").write_text(entries)


def entry_points(project: str) -> str:
    groups = tomllib.loads(project)["project"]["entry-points"]
    return "".join(
        f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in rows.items())
        for group, rows in groups.items()
    )


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where packages are found, and another one to work in."""
    packages = tmp_path / "packages"
    packages.mkdir()
    work = tmp_path / "work"
    work.mkdir()
    (work / "refs.bib").write_text(BIB)
    monkeypatch.chdir(work)
    monkeypatch.syspath_prepend(packages)
    return packages


@pytest.fixture
def extras(place: Path) -> Path:
    page = PAGE.read_text(encoding="utf-8")
    modules = {
        re.findall(r"`mscref_extras/(\w+)\.py`", before)[-1]: code
        for before, code in re.findall(r"(.*?)```python\n(.*?)```", page, re.DOTALL)
    }
    assert sorted(modules) == ["bbcode", "shelf", "title_short", "titlelist"]
    found = _PROJECT.search(page)
    assert found
    install(place, "mscref-extras", entry_points(found[1]), **modules)
    return place


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_list_is_that_of_the_page(extras, capsys):
    code, out, err = said(capsys, "plugins")
    shown = "\n".join(line.rstrip() for line in out.splitlines())
    assert (code, err) == (0, "")
    assert f"```text\n{shown}\n```" in PAGE.read_text(encoding="utf-8")
    data = json.loads(said(capsys, "plugins", "--json")[1])
    assert [one["kind"] for one in data] == [one.partition(".")[2] for one in GROUPS]


def test_a_format_is_read_written_and_listed(extras, capsys):
    Path("my.titles").write_text("doe: On Trees\nroe: On Roots\n")
    assert said(capsys, "list", "my.titles")[1].splitlines() == [
        "doe\tbook\t\t\tOn Trees",
        "roe\tbook\t\t\tOn Roots",
    ]
    assert said(capsys, "export", "-l", "refs.bib", "-t", "titlelist")[1] == "doe2020: Trees\n"
    assert said(capsys, "export", "-l", "refs.bib", "-o", "out.titles")[0] == 0
    assert Path("out.titles").read_text() == "doe2020: Trees\n"
    assert "titlelist\tList of titles\t.titles" in said(capsys, "export", "-t", "list")[1]
    assert said(capsys, "import", "-l", "refs.bib", "my.titles")[0] == 0
    assert "On {Roots}" in Path("refs.bib").read_text()


def test_an_output_formats_and_is_listed(extras, capsys):
    words = ["-l", "refs.bib", "-s", "apa"]
    out = said(capsys, "format", "-t", "bbcode", *words)[1]
    assert out == "Doe, J. (2020). [i]Trees[/i].\n"
    assert said(capsys, "cite", "doe2020", "-t", "bbcode", *words)[1] == "(Doe, 2020)\n"
    assert said(capsys, "format", "-o", "out.bbcode", *words)[0] == 0
    assert Path("out.bbcode").read_text() == out
    assert "bbcode\tBBCode" in said(capsys, "format", "-t", "list")[1]


def test_a_rule_runs_with_ours_and_is_chosen_and_explained(extras, capsys):
    line = "refs.bib:1:25: warning[title-short]: `doe2020`: the title is one word\n"
    assert line in said(capsys, "check", "refs.bib")[1]
    assert line in said(capsys, "check", "refs.bib", "--select", "title-short")[1]
    assert line not in said(capsys, "check", "refs.bib", "--ignore", "title-short")[1]
    assert (
        "often the first word of a longer one"
        in said(capsys, "check", "--explain", "title-short")[1]
    )
    assert "title-short\twarning" in said(capsys, "check", "--rules")[1]
    assert "did you mean title-short" in said(capsys, "check", "--explain", "title-shrt")[2]


@pytest.fixture
def shelf() -> Iterator[str]:
    """A server where the shelf knows one book, and nobody else knows anything."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_known = self.path.startswith("/shelf/books/9780306406157")
            nothing = b'{"totalItems": 0}' if "googlebooks" in self.path else b"{}"
            body = b'{"title": "On the Shelf"}' if is_known else nothing
            self.send_response(200 if is_known or "shelf" not in self.path else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_source_is_asked_for_what_ours_do_not_know(extras, capsys, monkeypatch, shelf):
    monkeypatch.setenv("MSCREF_SOURCES_URL", shelf)
    code, out, _ = said(capsys, "resolve", "9780306406157", "-t", "csljson")
    assert code == 0
    assert json.loads(out)[0]["title"] == "On the Shelf"
    assert said(capsys, "resolve", "9780306406157", "--offline")[0] == 0  # it is kept
    assert said(capsys, "resolve", "9781861972712")[0] == 4


# ---------------------------------------------------------------- broken ones

OK_RULE = """
from mscref.diagnostics import Severity
from mscref.lint.base import LintRule
def check(library):
    {body}
RULE = LintRule("x", Severity.WARNING, check)
"""
BROKEN = {
    "raises": "raise ValueError('no\\nway')",
    "leaves": "import sys; sys.exit(3)",
    "wants": "import not_there_at_all",
    "unclosed": "def (",
    "another": "RULE = 7",
    "without": "",
    "fails": OK_RULE.format(body="raise KeyError('entry')"),
    "strange": OK_RULE.format(body="return ['a text']"),
    "nothing": OK_RULE.format(body="return None"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_a_warning_that_names_it(name: str, place, capsys):
    install(place, f"bad-{name}", f"[mscref.rules]\n{name}=bad_{name}.it:RULE\n", it=BROKEN[name])
    code, _, err = said(capsys, "check", "refs.bib")
    assert code in (0, 1)
    assert "Traceback" not in err
    warned = [line for line in err.splitlines() if line.startswith("warning: plug-in")]
    assert len(warned) == 1
    assert f"`{name}` of bad-{name} 1.0" in warned[0]
    assert f"  hint: update or uninstall bad-{name}" in err.splitlines()
    listed = said(capsys, "plugins")
    assert listed[0] == 0
    assert f"rules\t{name}\tbad-{name} 1.0" in listed[1]


OK_FORMAT = """
from mscref.formats.registry import Format
FORMAT = Format(name="odd", title="Odd", module=__name__, extensions=(".odd",))
{functions}
"""


@pytest.mark.parametrize(
    ("name", "functions"),
    [
        ("f1", "def read(text, *, path): raise ValueError(text)"),
        ("f2", "def read(text, *, path): return []"),
        ("f3", "def read(text): return None"),
        ("f4", ""),
    ],
)
def test_a_format_that_fails_is_an_error_that_names_it(name: str, functions: str, place, capsys):
    row = OK_FORMAT.format(functions=functions)
    install(place, f"bad-{name}", f"[mscref.formats]\nodd = bad_{name}.it:FORMAT\n", it=row)
    Path("my.odd").write_text("what it says")
    code, out, err = said(capsys, "list", "my.odd")
    assert (code, out) == (3, "")
    assert f"error: plug-in `odd` of bad-{name} 1.0" in err


@pytest.mark.parametrize(
    ("members", "said_of"),
    [
        ('looks="(["', "`looks` is no pattern"),
        ("looks=7", "`looks` is 7, and has to be str"),
        ('extensions=".odd"', "`extensions` is '.odd', and has to be tuple[str, ...]"),
        ("extensions=(7,)", "`extensions` is a tuple, and has to be tuple[str, ...]"),
        ('extensions=("odd",)', "`extensions` has no dot: odd"),
        ("aliases=None", "`aliases` is None, and has to be tuple[str, ...]"),
        ('keys="mine"', "`keys` is 'mine', and has to be Keys"),
        ("spells=3", "`spells` is 3, and has to be Callable[[str], str]"),
        ('reads="yes"', "`reads` is 'yes', and has to be bool"),
        ("module=None", "`module` is None, and has to be str"),
    ],
)
def test_a_row_that_is_wrong_is_left_out_with_its_name(members, said_of, place, capsys):
    given = {"name": "'odd'", "title": "'Odd'", "module": "'json'"}
    name, _, value = members.partition("=")
    listed = ", ".join(f"{one}={text}" for one, text in {**given, name: value}.items())
    row = f"from mscref.formats.registry import *\nF = Format({listed})\n"
    package = f"bad-row-{abs(hash(members))}"  # Python keeps a module by its name
    module = package.replace("-", "_")
    install(place, package, f"[mscref.formats]\nodd = {module}.it:F\n", it=row)
    Path("my.odd").write_text("what it says")
    code, _, err = said(capsys, "list", "my.odd")
    assert code not in (0, 70)
    assert f"plug-in `odd` of {package} 1.0 is left out: {said_of}" in err
    assert said(capsys, "list", "-l", "refs.bib")[0] == 0
    assert said_of in said(capsys, "plugins")[1]


@pytest.mark.parametrize(
    ("group", "row"),
    [
        (
            "outputs",
            "from mscref.csl.render.registry import OutputRow as R\nF = R('x', 'X', 'm.W', 5)",
        ),
        (
            "outputs",
            "from mscref.csl.render.registry import OutputRow as R\nF = object.__new__(R)",
        ),
        ("rules", "from mscref.lint.base import LintRule\nF = LintRule('x', 'warning', print)"),
        (
            "rules",
            "from mscref.lint.base import *\nfrom mscref.diagnostics import Severity\n"
            "F = LintRule('x', Severity.ERROR, None)",
        ),
        (
            "sources",
            "from mscref.sources.settings import SourceRow\nF = SourceRow('x', None, int, ())",
        ),
        (
            "sources",
            "from mscref.sources.settings import *\n"
            "F = SourceRow('x', Service('S', 'https://s.example', Rate(1, 1, 1)), None, ('isbn',))",
        ),
    ],
)
def test_any_row_that_is_wrong_is_left_out(group, row, place, capsys):
    package = f"bad-row-{abs(hash(row))}"
    module = package.replace("-", "_")
    install(place, package, f"[mscref.{group}]\nx = {module}.it:F\n", it=row)
    code, out, _ = said(capsys, "plugins")
    assert code == 0
    assert re.search(r"\tbad-row-\d+ 1\.0\t(?:`|it has no `)\w+", out)
    for words in (("format", "-t", "nosuch"), ("check",), ("export", "-t", "ris")):
        code, _, err = said(capsys, *words, "-l", "refs.bib")
        assert code != 70, err
        assert "Traceback" not in err


def test_a_folder_that_is_gone_has_no_plug_ins(place, capsys, monkeypatch):
    gone = place.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.syspath_prepend("relative")
    gone.rmdir()
    assert [one for one in installed() if one.package.startswith("relative")] == []


def test_a_writer_and_a_source_that_fail(place, capsys, monkeypatch, shelf):
    output = (
        "from mscref.csl.render.registry import OutputRow\nO = OutputRow('bad', 'Bad', 'gone.W')"
    )
    source = (
        "from mscref.sources.settings import *\n"
        "def make(): raise OSError('no shelf')\n"
        "S = SourceRow('s', Service('S', 'https://s.example.org', Rate(1, 1, 1)), make, ('isbn',))"
    )
    entries = "[mscref.outputs]\nbad = bad_two.o:O\n[mscref.sources]\ns = bad_two.s:S\n"
    install(place, "bad-two", entries, o=output, s=source)
    code, out, err = said(capsys, "format", "-l", "refs.bib", "-t", "bad")
    assert (code, out) == (3, "")
    assert "error: plug-in `bad` of bad-two 1.0 failed: ModuleNotFoundError" in err
    monkeypatch.setenv("MSCREF_SOURCES_URL", shelf)
    code, _, err = said(capsys, "resolve", "9780306406157")
    assert code == 4
    assert "warning: plug-in `s` of bad-two 1.0 failed: OSError: no shelf" in err


def test_ours_come_first(place, capsys):
    row = """from mscref.formats.registry import Format
F = Format(name="ris", title="Theirs", module="")
"""
    install(place, "bad-ris", "[mscref.formats]\nris = bad_ris.it:F\n", it=row)
    code, out, err = said(capsys, "export", "-t", "list")
    assert code == 0
    assert "Theirs" not in out
    assert "plug-in `ris` of bad-ris 1.0 is left out: there is one of that name already" in err


# ---------------------------------------------------------------- what is not done


def test_nothing_is_taken_from_the_folder_one_works_in(tmp_path, monkeypatch, capsys):
    install(tmp_path, "evil", "[mscref.rules]\nevil = evil.it:RULE\n", it="open('owned', 'w')")
    (tmp_path / "refs.bib").write_text(BIB)
    monkeypatch.chdir(tmp_path)
    for entry in ("", str(tmp_path), "."):
        monkeypatch.syspath_prepend(entry)
    said(capsys, "check", "refs.bib")
    assert "evil" not in said(capsys, "plugins")[1]
    assert not (tmp_path / "owned").exists()


def test_a_command_that_needs_none_looks_for_none(place, capsys, monkeypatch):
    def refused(*_: object) -> None:
        pytest.fail("looked for plug-ins")

    monkeypatch.setattr("mscref.plugins._installed", refused)
    Path("refs.txt").write_text("[1] Doe, J. Trees. Press, 2020.")
    for words in (
        ["list"], ["format", "-s", "apa", "-t", "html"], ["cite", "doe2020"], ["show", "doe2020"],
        ["export", "-t", "ris"], ["export", "-o", "out.json"], ["search", "trees"],
    ):  # fmt: skip
        assert said(capsys, *words, "-l", "refs.bib")[0] == 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[mscref.rules]\na=b:c\n", ["a"]),
        ("[console_scripts]\nx=y:z\n[mscref.rules]\n a = b:c [extra]\n# d = e\n\n", ["a"]),
        ("[mscref.unknown]\na=b:c\n", []),
        ("mscref.rules", []),
        ("[mscref.rules\n\x00=\n=\n[]\n", [""]),
        ("", []),
    ],
)
def test_files_of_entry_points(text: str, names: list[str]):
    found = list(_entry_points(text, "p 1"))
    assert [one.name for one in found if one.name.isprintable()] == names or not names
    assert all("[" not in one.target for one in found)


def test_what_is_not_a_package_is_no_plug_in(place, monkeypatch):
    (place / "torn-1.dist-info").write_text("a file")
    (place / "empty-1.dist-info").mkdir()
    (place / "locked-1.dist-info" / "entry_points.txt").mkdir(parents=True)
    monkeypatch.syspath_prepend("/nowhere/at/all")
    monkeypatch.syspath_prepend(__file__)
    assert [one for one in installed() if one.package.startswith(("torn", "empty", "locked"))] == []
