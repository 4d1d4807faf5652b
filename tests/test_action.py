"""The action for GitHub: its step as it runs there, and what `action.yml` gives to it."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SCRIPT = ROOT / "extensions/action/run.sh"
GOOD = "@book{a, author = {Noor, Bea}, title = {A Book}, year = {2020}, publisher = {P}}\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "references.bib").write_text(GOOD)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/my list.bib").write_text(GOOD.replace("2020", "20200"))
    program = tmp_path / "bin/mscref"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mscref "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return tmp_path


def step(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        **{f"MSCREF_ACTION_{name.upper()}": value for name, value in given.items()},
    }
    return subprocess.run(
        ["bash", str(SCRIPT)],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_good_files_pass_and_findings_are_annotations(folder: Path):
    assert step(folder).returncode == 0
    done = step(folder, files="references.bib parts/*.bib")
    assert done.returncode == 1
    assert re.search(
        r"^::(warning|error) file=parts/my list\.bib,line=1,.*year-malformed",
        done.stdout,
        re.MULTILINE,
    )
    assert "references.bib" not in done.stdout
    lines = step(
        folder, files="\n  references.bib\n  parts/my list.bib\n", arguments="--ignore year"
    )
    assert (lines.returncode, lines.stdout) == (0, "")


def test_both_commands_run_and_the_gravest_code_counts(folder: Path):
    # Nothing is kept, and the network is not used: nothing can be said of the work.
    environ = {"commands": "check\nverify", "arguments": ""}
    (folder / "mscref.toml").write_text("offline = true\n")
    done = step(folder, files="**/*.bib", **environ)
    assert done.returncode == 5
    assert "year-malformed" in done.stdout


@pytest.mark.parametrize("command", ["format", "check; touch hacked", "$(touch hacked)", "--help"])
def test_nothing_else_is_run(folder: Path, command: str):
    done = step(folder, commands=command)
    assert done.returncode == 2
    assert "commands are check and verify" in done.stdout
    assert not (folder / "hacked").exists()


@pytest.mark.parametrize("name", ["$(touch hacked)", "`touch hacked`", "x; touch hacked", "-x.bib"])
def test_names_of_files_are_only_names(folder: Path, name: str):
    (folder / "-x.bib").write_text(GOOD)
    done = step(folder, files=f"references.bib\n{name}")
    assert done.returncode == (0 if name == "-x.bib" else 6), done.stdout + done.stderr
    assert not (folder / "hacked").exists()


def test_what_the_action_is_given_goes_into_the_environment_alone():
    run, environ = ACTION["runs"]["steps"][-1]["run"], ACTION["runs"]["steps"][-1]["env"]
    assert "extensions/action/run.sh" in run
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", "")
    asked = set(re.findall(r"MSCREF_ACTION_[A-Z]+", SCRIPT.read_text(encoding="utf-8")))
    assert asked == set(environ)
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])
    assert all(one["description"] for one in ACTION["inputs"].values())


@pytest.mark.parametrize(
    "files", ["references.bib missing.bib\n", " references.bib missing.bib \n\n"]
)
def test_a_block_of_one_line_holds_several_words(folder: Path, files: str):
    done = step(folder, files=files, commands="check\n")
    assert "missing.bib" in done.stdout + done.stderr
    assert "references.bib missing.bib" not in done.stdout + done.stderr


@pytest.mark.parametrize("given", [{"commands": " \n"}, {"files": "\n \n"}])
def test_nothing_to_check_is_no_success(folder: Path, given: dict[str, str]):
    done = step(folder, **given)
    assert (done.returncode, "no commands or no files" in done.stdout) == (2, True)
