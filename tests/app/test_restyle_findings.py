"""What `restyle` says of texts that it was not made for (#16)."""

from pathlib import Path

import pytest

from mscref.cli.main import run


def test_what_biber_wrote_is_no_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "paper.bbl"
    path.write_text("% $ biblatex bbl format version 3.2 $\n\\datalist[entry]{nty/global}\n")
    for line in (["restyle", str(path), "-s", "apa"], ["list", "-l", str(path)]):
        assert run(line) == 3
        err = capsys.readouterr().err
        assert "was written by biber for biblatex" in err
        assert ".bib file" in err


def test_what_nothing_cites_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "paper.txt"
    path.write_text(
        "Nothing.\n\nReferences\n\n1. Roth A. Whales and songs. Nature. 2001;12(3):44-55.\n"
        "2. Meyer J. Trees of the north. Nature. 2002;13:1-2.\n"
    )
    run(["restyle", str(path), "-s", "apa"])
    err = capsys.readouterr().err
    assert "paper.txt:5:1: warning[uncited-reference]: `roth2001`" in err
    assert "paper.txt:6:1: warning[uncited-reference]: `meyer2002`" in err
