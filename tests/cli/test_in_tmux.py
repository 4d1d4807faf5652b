"""Sessions in a terminal of 80 columns, as somebody sees them (the picker's: test_picker.py)."""

import shutil
import sys
from pathlib import Path

import pytest
from tests.cli.test_progress import SLOW
from tests.replay.made import recordings
from tests.replay.server import FAULTS, ReplayServer
from tests.tmux import Pane, pane

MSCREF = f"{sys.executable} -m mscref"
BOOKS = "".join(
    f"@book{{k{n:02}, title={{Book {n} of a long row of books}}, author={{A, B}}, year={{2000}}}}\n"
    for n in range(60)
)


def run_in(one: Pane, line: str) -> None:
    one.type(f"clear; {line}; echo code=$?")
    one.send("Enter")


def test_a_bar_stands_from_the_start_and_ctrl_c_keeps_what_was_done(tmp_path: Path):
    (tmp_path / "slow.py").write_text(SLOW)
    (tmp_path / "refs.bib").write_text("".join(BOOKS.splitlines(keepends=True)[:4]))
    (tmp_path / "known.bib").write_text(BOOKS.splitlines()[0])
    with pane(tmp_path) as one:
        run_in(one, f"{sys.executable} slow.py verify refs.bib --against known.bib")
        lines = one.seen("WAITING")
        assert any("2 of 4" in line for line in lines)
        assert max(map(len, lines)) <= 80
        one.send("C-c")
        lines = one.seen("code=130")
        assert any(line.startswith("interrupted: 2 of 4 are verified") for line in lines)


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_a_long_list_is_paged_and_left(tmp_path: Path):
    (tmp_path / "refs.bib").write_text(BOOKS)
    with pane(tmp_path, PAGER="less", LESS="R") as one:
        run_in(one, f"{MSCREF} list")
        lines = one.seen("k00")
        assert lines[-1].startswith(":")
        assert max(map(len, lines)) <= 80
        one.type(" ")
        one.seen(lambda text: "k00" not in text and "k30" in text)
        one.type("q")
        assert "code=0" in "\n".join(one.seen("code="))


def test_findings_by_entry_with_the_line_of_the_file(tmp_path: Path):
    (tmp_path / "refs.bib").write_text(
        "@article{leng2020,\n  author = {Leng, Z. et al.},\n"
        f"  title = {{{'Transplantation of cells ' * 6}}},\n  journal = {{Aging \\& Disease}},\n"
        "  year = {2020},\n}\n"
    )
    with pane(tmp_path) as one:
        run_in(one, f"{MSCREF} check --color never")
        lines = [line.rstrip() for line in one.seen("code=1")]
        start = lines.index("leng2020")
        assert lines[start + 1 : start + 5] == [
            "  refs.bib:2:13  warning[name-et-al]",
            "    `et al.` in `author` becomes part of a name",
            "    2 |   author = {Leng, Z. et al.},",
            "      |             ^^^^^^^^^^^^^^^",
        ]
        assert "    1  warning  name-et-al  1 with --fix" in lines
        run_in(one, f"{MSCREF} check | head -n 1")
        lines = one.seen("code=0")
        assert any(line.startswith("refs.bib:2:13: warning[name-et-al]: ") for line in lines)


def test_verify_marks_the_words_that_differ(tmp_path: Path):
    title = (
        "Mesenchymal stem cells improve the outcome of patients with severe pneumonia in Beijing"
    )
    entry = (
        "@article{{leng, title={{{}}}, author={{Leng, Zikuan}}, year={{2020}}, volume={{{}}}}}\n"
    )
    cited = title.replace("pneumonia", "influenza")
    (tmp_path / "refs.bib").write_text(entry.format(cited, 11))
    (tmp_path / "known.bib").write_text(entry.format(title, 12))
    with pane(tmp_path) as one:
        run_in(one, f"{MSCREF} verify refs.bib --against known.bib --color never")
        lines = [line.rstrip() for line in one.seen("code=1")]
        assert max(map(len, lines)) <= 80
        text = " ".join(" ".join(lines).split())
        assert "patients with severe [-influenza-]{+pneumonia+} in Beijing" in text
        assert "[-as cited-] {+as recorded+}" in lines
        run_in(one, f"{MSCREF} verify refs.bib --against known.bib --color never | cat")
        assert "{+" not in "\n".join(one.seen("code=0"))


TREES = "container-title=Journal of Small Trees; volume=12; page=101-117"
WORK = f"DOI=10.5555/own; title=Young oaks beside rivers; author=Roth, Eva; {TREES}"
PREPRINT = "id=2101.00001v2; title=Trees in a few pictures; author=Lee, Bo; year=2021"


def test_ctrl_c_of_update_says_what_was_done_and_keeps_it(tmp_path: Path):
    library = tmp_path / "refs.bib"
    library.write_text(
        "@article{roth, title={Young oaks beside rivers}, doi={10.5555/own}}\n"
        "@misc{lee, title={Trees in a few pictures}, eprint={2101.00001}, eprinttype={arxiv}}\n"
        "@misc{lee2, title={Trees}, eprint={2101.00002}, eprinttype={arxiv}}\n"
    )
    with (
        ReplayServer(recordings(crossref=[WORK], arxiv=[PREPRINT])) as registries,
        pane(tmp_path, MSCREF_SOURCES_URL=registries.url, XDG_CACHE_HOME=str(tmp_path / "c"),
             XDG_STATE_HOME=str(tmp_path / "s")) as one,
    ):  # fmt: skip
        registries.faults["arxiv"] = FAULTS["hang"]
        run_in(one, f"{MSCREF} update -l refs.bib")
        lines = one.seen("1 of 3")
        assert max(map(len, lines)) <= 80
        one.send("C-c")
        text = "\n".join(one.seen("code=130"))
        assert "interrupted: 1 of 3 are looked up, and what they change is kept" in text
        assert "added" in text
        assert "Traceback" not in text
        written = library.read_text()
        assert "Journal of Small Trees" in written
        assert "@misc{lee2, title={Trees}, eprint={2101.00002}, eprinttype={arxiv}}\n" in written
        run_in(one, f"{MSCREF} undo -l refs.bib")
        one.seen("code=0")
        assert "Journal" not in library.read_text()
