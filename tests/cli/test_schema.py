"""Every output of `--json` has a schema, keeps it, and the pages of docs/schema are fresh."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.json_outputs import assert_documented, command_of
from tests.replay.recordings import load
from tests.replay.server import ReplayServer

from mscref.cli.json_schema import broken_by, output_schema, settings_schema
from mscref.cli.main import run
from mscref.cli.outputs import SHAPES
from mscref.cli.table import COMMANDS
from mscref.cli.tree import root_command
from mscref.config import SETTINGS, load_config
from mscref.errors import ConfigError

FOLDER = Path(__file__).parents[2] / "docs" / "schema"
PAGES = {
    **{name: FOLDER / f"{name.strip('-').replace(' ', '-')}.json" for name in SHAPES},
    "settings": FOLDER / "settings.json",
}
LIBRARY = """\
@article{leng2020, author = {Leng, Zikuan}, year = 2020, journal = {Aging Dis}, volume = 11,
  title = {Transplantation of cells}, doi = {10.14336/AD.2020.0228}, langid = {en}}
@book{roth1999, author = {Roth, Anna}, title = {Whales: a life}, year = {c1999}, doi = {10.x/1}}
@misc{empty, note = {}}
"""
LIST = "References\n\nRoth A. Whales and their songs. Nature. 2001;12(3):44-55.\n"


def made(name: str) -> dict[str, Any]:
    return settings_schema() if name == "settings" else output_schema(name)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_fresh_and_nothing_broke(name: str):
    kept = json.loads(PAGES[name].read_text(encoding="utf-8"))
    new = made(name)
    if kept["version"] == new["version"]:
        assert broken_by(kept, new) == [], "breaks programs: raise the version of its row"
    assert kept == new, "docs/schema is stale: run `make docs`"


@pytest.mark.parametrize("name", PAGES)
def test_each_is_a_schema(name: str):
    jsonschema.Draft202012Validator.check_schema(made(name))


def test_every_command_with_json_has_a_row():
    root = root_command()

    def names() -> Iterator[str]:
        with root.make_context("mscref", ["--quiet"], resilient_parsing=True) as context:
            for name in COMMANDS:
                command = root.get_command(context, name)
                for words, one in [(name, command), *_parts(name, command)]:
                    if any("--json" in option.opts for option in getattr(one, "params", ())):
                        yield words

    with_lines = {name for name, shape in SHAPES.items() if shape.is_line}
    assert set(names()) == set(SHAPES) - {"--help"} - with_lines


def test_every_output_is_tried():
    assert {command_of(line.split()) for line in LINES} | ELSEWHERE.keys() == SHAPES.keys()
    for test in ELSEWHERE.values():
        module, _, name = test.partition("::")
        assert f"def {name}(" in (FOLDER.parents[1] / "tests" / module).read_text("utf-8")


def _parts(name: str, command: Any) -> list[tuple[str, Any]]:
    return [(f"{name} {one}", part) for one, part in getattr(command, "commands", {}).items()]


LINES = (
    "format -l refs.bib -s apa --json",
    "cite -l refs.bib roth1999 --json",
    "cite -l refs.bib roth1999 -s chicago-notes --narrative --json",
    "list -l refs.bib --json",
    "show -l refs.bib leng2020 --json",
    "search -l refs.bib whales --json",
    "resolve 10.14336/AD.2020.0228 10.5555/retracted 10.9999/nope nonsense --json",
    "lookup stem cells --json",
    "check refs.bib --level info --json",
    "verify refs.bib --json",
    "verify list.txt --json",
    "cited paper.md -l refs.bib --json",
    "search -l refs.bib --text whales --json",
    "files check -l refs.bib --json",
    "files orphans -l refs.bib --json",
    "files find -l refs.bib --json",
    "update -l refs.bib --dry-run --json",
    "history -l refs.bib --json",
    "styles search lancet --json",
    "styles show own.csl --json",
    "styles preview apa ieee --json",
    "styles update --json",
    "cache info --json",
    "config show --json",
    "--help --json",
    "stats -l refs.bib --json",
    "stats -l empty.bib --json",
    "files notes -l refs.bib roth1999 --json",
    "plugins --json",
    "history -l empty.bib --json",
    "list -l empty.bib --json",
    "search -l refs.bib nothing-at-all --json",
    "search -l refs.bib --text nothing-at-all --json",
    "resolve orcid:0000-0002-1825-0097 --json",
    "resolve orcid:0000-0002-1825-0098 --json",
    "resolve --offline 10.9999/never --json",
    "deposit check list.txt --json",
    "deposit check list.txt --offline --json",
    "verify refs.bib --offline --json",
    "update -l refs.bib --offline --json",
    "styles identify list.txt --json",
)
# Those that need more than a folder of files.
ELSEWHERE = {
    "sync": "cli/test_sync.py::test_json_says_what_was_done_and_which_conflicts_there_are",
    "push": "cli/test_push.py::test_json_is_of_its_schema",
    "index info": "bulk/test_running.py::test_rows_and_the_index_are_of_their_schemas",
    "bulk match": "bulk/test_running.py::test_rows_and_the_index_are_of_their_schemas",
    "bulk verify": "bulk/test_running.py::test_rows_and_the_index_are_of_their_schemas",
    "bulk parse": "bulk/test_running.py::test_rows_and_the_index_are_of_their_schemas",
}


@pytest.mark.parametrize("line", LINES)
def test_outputs_are_of_their_schemas(
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    services: ReplayServer,
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSCREF_SOURCES_URL", services.url)
    monkeypatch.setenv("MSCREF_LIBRARY", "refs.bib")
    Path("refs.bib").write_text(LIBRARY, encoding="utf-8")
    Path("empty.bib").write_text("% nothing yet\n", encoding="utf-8")
    Path("list.txt").write_text(LIST, encoding="utf-8")
    Path("paper.md").write_text("See [@roth1999; @nobody].\n", encoding="utf-8")
    Path("own.csl").write_text("<style><nonsense/></style>\n", encoding="utf-8")
    Path("a.txt").write_text("of whales", encoding="utf-8")
    Path("roth1999.pdf").write_bytes(b"%PDF-1.5\n")
    run(["edit", "-l", "refs.bib", "leng2020", "note=n", "file=:gone.pdf:PDF;a.txt"])
    run(["resolve", "10.14336/AD.2020.0228"])
    capsys.readouterr()
    run(line.split())
    assert_documented(line.split(), capsys.readouterr().out)


@pytest.fixture(scope="module")
def services() -> Iterator[ReplayServer]:
    with ReplayServer(load()) as running:
        yield running


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]):
    assert run(["schema", "styles", "search"]) == 0
    assert json.loads(capsys.readouterr().out) == output_schema("styles search")
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out).keys() == PAGES.keys()
    assert run(["schema", "rm"]) == 2
    assert "writes no JSON" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "",
        'style = "apa"',
        'library = "refs.bib"',
        'library = ["a.bib", "b.bib"]',
        "timeout = 3",
        "timeout = 0",
        "timeout = 4000",
        'timeout = "soon"',
        "offline = true",
        "offline = 1",
        'check-ignore = "title doi"',
        "check-ignore = [1]",
        "unknown = 1",
        'locale = ["de"]',
        'journals = "short"',
        '[sources]\ncrossref = "http://127.0.0.1/"',
        "[sources]\ncrossref = 1",
    ],
)
def test_settings_that_are_read_are_those_of_the_schema(text: str, tmp_path: Path):
    user = tmp_path / "mscref" / "config.toml"
    user.parent.mkdir()
    user.write_text(text, encoding="utf-8")

    def is_of(check: Callable[[], object], error: type[Exception]) -> bool:
        try:
            check()
        except error:
            return False
        return True

    table = tomllib.loads(text)
    by_schema = is_of(
        lambda: jsonschema.validate(table, settings_schema()), jsonschema.ValidationError
    )
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    is_read = is_of(lambda: load_config(tmp_path, environ), ConfigError)
    is_fine = is_read and not load_config(tmp_path, environ).warnings  # an unknown one is warned of
    assert is_fine == by_schema


def test_every_setting_is_in_the_schema():
    assert settings_schema()["properties"].keys() == {*SETTINGS, "sources"}


OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


@pytest.mark.parametrize(
    ("changes", "is_broken"),
    [
        ({}, False),
        ({"properties": {"a": {"type": "string"}, "b": {"type": "string"}}}, False),
        ({"description": "new words"}, False),
        ({"required": ["a", "b"]}, False),
        ({"properties": {}}, True),
        ({"properties": {"a": {"type": "integer"}}}, True),
        ({"properties": {"a": {"type": ["string", "null"]}}}, True),
        ({"required": []}, True),
        ({"type": "array"}, True),
    ],
)
@pytest.mark.parametrize("inside", ["", "items", "properties", "$defs", "additionalProperties"])
def test_what_breaks_programs(changes: dict[str, Any], is_broken: bool, inside: str):
    old, new = OBJECT, {**OBJECT, **changes}
    if inside in ("properties", "$defs"):
        old, new = {inside: {"x": old}}, {inside: {"x": new}}
    elif inside:
        old, new = {inside: old}, {inside: new}
    assert bool(broken_by(old, new)) == is_broken
