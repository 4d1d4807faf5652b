"""Nothing that is read is run: no module can, and no link but http and https is opened."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mscref
from mscref.app.links import link_of
from mscref.model.reference import Reference

ROOT = Path(mscref.__file__).parent
RUNNERS = frozenset(["eval", "exec", "compile", "__import__"])
MODULES = frozenset(["pickle", "marshal", "shelve", "dill", "runpy", "code", "pty", "subprocess"])
CALLS = frozenset(["system", "popen", "execv", "execve", "spawnv", "unsafe_load", "full_load"])
# Who may, and with what.
ALLOWED = {
    ("records.py", "exec"): "the methods of our own classes, made of the names of their fields",
    ("app/workspace/elsewhere.py", "subprocess"): "our own `check`, with -P",
    ("manuscript/pdf_pages.py", "subprocess"): "pdftotext of PATH, as a list, on a linked file",
    ("cli/editor.py", "subprocess"): "$VISUAL or $EDITOR, as a list of words and without a shell",
}


def runners_in(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module).partition(".")[0]} & MODULES
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & RUNNERS
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found |= {node.func.attr} & CALLS
            found |= {one.arg for one in node.keywords if one.arg == "shell"}
    return found


@pytest.mark.parametrize(
    "path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_module_can_run_what_it_reads(path: Path):
    name = path.relative_to(ROOT).as_posix()
    assert {one for one in runners_in(path) if (name, one) not in ALLOWED} == set()


def test_what_runs_is_seen(tmp_path: Path):
    path = tmp_path / "x.py"
    path.write_text("import pickle\nos.system(x)\neval(y)\nsubprocess.run(z, shell=True)\n")
    assert runners_in(path) == {"pickle", "system", "eval", "shell"}


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "\tjavascript:alert(1)",
        "x-apple:y",
        "//example.org/x",
        "C:\\x.exe",
    ],
)
def test_only_http_and_https_are_opened(address: str):
    assert link_of(Reference("a", "book", {"URL": address})) is None
    assert link_of(Reference("a", "book", {"URL": "https://example.org/x"}))
    assert str(link_of(Reference("a", "book", {"DOI": address}))).startswith("https://doi.org/")
