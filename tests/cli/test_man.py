"""The manual page says what the help says."""

import shutil
import subprocess

import pytest

from mscref.cli.helps import helps
from mscref.cli.main import run
from mscref.cli.table import COMMANDS


def test_every_command_has_its_section(capsys: pytest.CaptureFixture[str]):
    assert run(["man"]) == 0
    page = capsys.readouterr().out
    assert page.startswith('.TH "MSCREF" 1 ')
    for name in COMMANDS:
        assert f'.SH "MSCREF {name.upper()}"' in page


def test_one_command_with_its_subcommands(capsys: pytest.CaptureFixture[str]):
    assert run(["man", "config"]) == 0
    page = capsys.readouterr().out
    assert page.count(".SH") == len([words for words, _ in helps(72) if "mscref config" in words])
    assert run(["man", "nothing"]) == 2


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_roff_prints_the_help_and_complains_of_nothing(capsys: pytest.CaptureFixture[str]):
    assert run(["man", "cite"]) == 0
    command = ["groff", "-K", "utf8", "-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=100n"]
    page = capsys.readouterr().out
    done = subprocess.run(command, input=page, capture_output=True, text=True, check=True)
    shown = " ".join(done.stdout.split())
    assert "mscref cite leng2020 --locator" in shown
    assert done.stderr == ""
