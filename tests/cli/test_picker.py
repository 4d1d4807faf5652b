"""`mscref pick`: keys, states and screens by themselves; then in a terminal, and in tmux."""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from tests.tmux import Pane, pane

from mscref.app.picking import as_form, find_form
from mscref.cli.picker import keystrokes
from mscref.cli.picker.drawing import draw, entries_seen
from mscref.cli.picker.keystrokes import split, unfinished
from mscref.cli.picker.state import Ending, FoundForPick, PickState
from mscref.cli.show import cells
from mscref.csl.styles import load_style
from mscref.errors import UsageError
from mscref.formats.bibtex import read

LIBRARY = r"""
@article{leng2020, author={Leng, Zikuan and Zhu, Rongjia and Hou, Wei}, year={2020},
  title={Transplantation of mesenchymal stem cells improves the outcome of patients with pneumonia},
  journal={Aging and Disease}, volume={11}, pages={216--228}, doi={10.14336/AD.2020.0228}}
@book{knuth1984, author={Knuth, Donald E.}, title={The {TeX}book}, year={1984},
  publisher={Addison-Wesley}}
@article{melville1851, author={Melville, Herman}, title={The Whale}, year={1851}, journal={Sea}}
@book{ri, author={夏目, 漱石},
  title={吾輩は猫である吾輩は猫である吾輩は猫である吾輩は猫である}, year={1905}}
@misc{odd:key/1, title={Odd \x1b[31mone}}
"""
REFERENCES = read(LIBRARY, path="refs.bib").references


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("sent", "keys", "rest"),
    [
        ("ab é東", ["a", "b", " ", "é", "東"], ""),
        ("\x1b[A\x1bOB\x1b[1;5A", [keystrokes.UP, keystrokes.DOWN, keystrokes.UP], ""),
        ("\x1b[5~\x1b[6~\x1b[H\x1b[4~", [keystrokes.PAGE_UP, keystrokes.PAGE_DOWN, keystrokes.HOME,
                                         keystrokes.END], ""),
        ("\t\x1b[Z\r", [keystrokes.MARK, keystrokes.MARK_BACK, keystrokes.TAKE], ""),
        ("\x03\x7f\x17\x15", [keystrokes.INTERRUPT, keystrokes.ERASE, keystrokes.ERASE_WORD,
                              keystrokes.ERASE_ALL], ""),
        ("x\x1b", ["x"], "\x1b"),
        ("x\x1b[", ["x"], "\x1b["),
        ("x\x1b[1;", ["x"], "\x1b[1;"),
        ("\x1b\x1b[A", [keystrokes.LEAVE, keystrokes.UP], ""),
        ("\x1b[99~\x1b[?1;2c\x00\x01", [], ""),  # a key and an answer that mean nothing here
        ("\x1b[200~two\nlines\x1b[201~\r", [*"two lines", keystrokes.TAKE], ""),
        ("\x1b[200~not yet", [], "\x1b[200~not yet"),
    ],
)  # fmt: skip
def test_what_is_sent_is_keys(sent: str, keys: list[str], rest: str):
    assert split(sent) == (keys, rest)


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_sequence_that_comes_in_two_parts_is_one_key(cut: int):
    sent = "\x1b[1;5B"
    keys, rest = split(sent[:cut])
    assert keys == []
    assert split(rest + sent[cut:]) == ([keystrokes.DOWN], "")


def test_an_escape_with_nothing_behind_it_leaves():
    assert unfinished("\x1b") == [keystrokes.LEAVE]
    assert unfinished("\x1b[") == []
    # What never ends is none, and does not grow for ever.
    assert split("\x1b[" + "1" * 40)[1] == ""


# ---------------------------------------------------------------- states


def find(words: str) -> FoundForPick:
    if words.count('"') % 2:
        raise UsageError("the quotation mark is never closed")
    found = [one for one in REFERENCES if words.lower() in f"{one.id} {one.text('title')}".lower()]
    return FoundForPick(found, len(found))


def after(*keys: str, query: str = "") -> PickState:
    state = PickState(find, query=query)
    for key in keys:
        assert state.press(key) is None
    return state


def test_typing_narrows_and_erasing_widens():
    state = after(*"whale")
    assert [one.id for one in state.found.references] == ["melville1851"]
    state.press(keystrokes.ERASE_WORD)
    assert len(state.found.references) == len(REFERENCES)
    assert after(*"a b", keystrokes.ERASE_WORD).query == "a"
    assert after(*"ab", keystrokes.ERASE).query == "a"
    assert after(*"a b", keystrokes.ERASE_ALL).query == ""


def test_a_query_that_is_not_yet_one_keeps_what_was_found():
    state = after(*"whale", keystrokes.ERASE_ALL, '"')
    assert state.message == "the quotation mark is never closed"
    assert len(state.found.references) == len(REFERENCES)
    state.press(keystrokes.ERASE)
    assert state.message == ""


def test_marks_stay_in_their_order_whatever_is_typed():
    state = after(keystrokes.END, keystrokes.MARK, *"knuth", keystrokes.MARK)
    assert [one.id for one in state.chosen()] == ["odd:key/1", "knuth1984"]
    state.press(keystrokes.MARK)  # again: no longer
    assert [one.id for one in state.chosen()] == ["odd:key/1"]


def test_without_marks_what_is_pointed_at_is_chosen():
    assert [one.id for one in after(keystrokes.DOWN).chosen()] == ["knuth1984"]
    assert [one.id for one in after(keystrokes.UP).chosen()] == ["leng2020"]
    assert after(*"nothing of the kind").chosen() == []


@pytest.mark.parametrize(
    ("key", "ending"),
    [
        (keystrokes.TAKE, Ending.TAKEN),
        (keystrokes.LEAVE, Ending.LEFT),
        (keystrokes.INTERRUPT, Ending.INTERRUPTED),
    ],
)
def test_three_keys_end_it(key: str, ending: Ending):
    assert after().press(key) is ending


# ---------------------------------------------------------------- screens


def shown(state: PickState, columns: int, rows: int) -> list[str]:
    preview = [[("Leng, Z. ", ""), ("Aging", "3")]]
    lines = draw(state, preview, columns=columns, rows=rows)
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("columns", [1, 2, 5, 20, 40, 80, 200])
@pytest.mark.parametrize("rows", [1, 3, 8, 12, 24, 60])
@pytest.mark.parametrize("query", ["", "東京" * 60, "x" * 300])
def test_no_screen_is_larger_than_the_terminal(columns: int, rows: int, query: str):
    state = after(keystrokes.END, keystrokes.MARK)
    state.query = query
    lines = shown(state, columns, rows)
    assert len(lines) <= rows
    assert max(map(cells, lines)) <= columns
    assert all(line.isprintable() for line in lines)


def test_an_entry_has_two_lines_and_says_that_it_is_marked():
    lines = shown(after(keystrokes.MARK), 80, 24)
    assert lines[0] == "> "
    assert lines[1] == "  5 references, 1 marked; tab marks, enter takes, esc leaves"
    assert lines[2] == " * leng2020  Leng et al.  2020  Aging and Disease"
    assert lines[3].startswith("   Transplantation of mesenchymal stem cells")
    assert lines[4] == ">  knuth1984  Knuth  1984"
    assert lines[-2:] == ["-" * 80, "Leng, Z. Aging"]


def test_what_is_pointed_at_is_on_the_screen():
    for rows in (6, 8, 12, 24):
        for at in range(len(REFERENCES)):
            state = after(*[keystrokes.DOWN] * at)
            assert any(line.startswith(">") for line in shown(state, 80, rows)[1:])
    assert entries_seen(24) == 8


# ---------------------------------------------------------------- what is printed


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("keys", "leng2020\nodd:key/1\n"),
        ("markdown", "[@leng2020; @odd:key/1]\n"),
        ("md", "[@leng2020; @odd:key/1]\n"),
        ("latex", "\\cite{leng2020,odd:key/1}\n"),
        ("typst", '@leng2020 #cite(label("odd:key/1"))\n'),
        ("text", "(Leng et al., 2020; Odd [31mone, n.d.)"),
    ],
)
def test_what_was_picked_in_each_form(form: str, text: str):
    picked = [REFERENCES[0], REFERENCES[4]]
    style = load_style("apa", None)
    said = as_form(picked, find_form(form), library=REFERENCES, style=style, locale="")
    assert said.replace("\\x1b", "") == text


def test_an_unknown_form_names_those_near():
    with pytest.raises(UsageError) as caught:
        find_form("latx")
    assert caught.value.hint == "did you mean latex?"


# ---------------------------------------------------------------- a terminal


class Picking:
    """`mscref pick` in a terminal of its own: stdout is a pipe, or what is asked for."""

    def __init__(self, folder: Path, *words: str, stdin: str | None = None, **environ: str) -> None:
        (folder / "refs.bib").write_text(LIBRARY)
        self.leader, follower = pty.openpty()
        self.follower = follower  # kept open: its settings are looked at when all is over
        self.before = termios.tcgetattr(follower)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mscref", "pick", *words], cwd=folder,
            stdin=follower if stdin is None else subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=follower, start_new_session=True, preexec_fn=self._own_terminal,
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", **environ},
        )  # fmt: skip
        if stdin is not None and self.process.stdin:
            self.process.stdin.write(stdin.encode())
            self.process.stdin.close()

    @staticmethod
    def _own_terminal() -> None:
        import fcntl

        fcntl.ioctl(2, termios.TIOCSCTTY, 0)

    def until(self, text: str) -> str:
        """What is drawn until a text is among it."""
        drawn = b""
        while text.encode() not in drawn:
            assert select.select([self.leader], [], [], 60)[0], f"never drawn: {text}; {drawn!r}"
            drawn += os.read(self.leader, 65536)
        return drawn.decode(errors="replace")

    def press(self, keys: str) -> None:
        os.write(self.leader, keys.encode())

    def _drain(self) -> None:
        with suppress(OSError):  # Linux reports the end of a pseudo-terminal so
            while os.read(self.leader, 65536):
                pass

    def end(self) -> tuple[int, str]:
        """The exit code and what went to stdout; the terminal is as it was."""
        assert self.process.stdout
        # A terminal takes what is drawn as long as anything is.
        draining = threading.Thread(target=self._drain)
        draining.start()
        said = self.process.stdout.read().decode()
        code = self.process.wait()
        self.process.stdout.close()
        after = termios.tcgetattr(self.follower)
        os.close(self.follower)
        draining.join()
        os.close(self.leader)
        assert after == self.before
        return code, said


def test_enter_prints_the_key_and_nothing_else(tmp_path: Path):
    picking = Picking(tmp_path)
    picking.until("leng2020")
    picking.press("whale")
    picking.until("1 reference;")
    picking.press("\r")
    assert picking.end() == (0, "melville1851\n")


def test_several_marks_are_one_citation(tmp_path: Path):
    picking = Picking(tmp_path, "--as", "markdown")
    picking.until("leng2020")
    picking.press("\t\t\r")
    assert picking.end() == (0, "[@leng2020; @knuth1984]\n")


@pytest.mark.parametrize(("key", "code"), [("\x1b", 1), ("\x03", 130), ("\x04", 1)])
def test_who_leaves_gets_nothing(tmp_path: Path, key: str, code: int):
    picking = Picking(tmp_path)
    picking.until("leng2020")
    picking.press("\t" + key)
    assert picking.end() == (code, "")


def test_a_library_that_is_piped_in_leaves_the_keys_to_the_terminal(tmp_path: Path):
    piped = "@book{piped, title={What Came Through}, year={2001}}"
    picking = Picking(tmp_path, stdin=piped)
    picking.until("piped")
    picking.press("\r")
    assert picking.end() == (0, "piped\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_end_gives_the_terminal_back(tmp_path: Path, number: signal.Signals):
    picking = Picking(tmp_path)
    picking.until("leng2020")
    picking.process.send_signal(number)
    assert picking.end() == (1, "")


def test_the_first_query_comes_from_the_command_line(tmp_path: Path):
    picking = Picking(tmp_path, "whale")
    assert "knuth1984" not in picking.until("melville1851")
    picking.press("\r")
    assert picking.end() == (0, "melville1851\n")


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}])
def test_what_is_no_terminal_is_said_with_what_helps(tmp_path: Path, environ: dict[str, str]):
    (tmp_path / "refs.bib").write_text(LIBRARY)
    done = subprocess.run(
        [sys.executable, "-m", "mscref", "pick"], cwd=tmp_path, capture_output=True, text=True,
        check=False, stdin=subprocess.DEVNULL, env={**os.environ, **environ},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "mscref pick --lines" in done.stderr


# ---------------------------------------------------------------- tmux


def picking_in(folder: Path, one: Pane, line: str) -> None:
    (folder / "refs.bib").write_text(LIBRARY)
    one.type(f"clear; {sys.executable} -m mscref {line}; echo code=$?")
    one.send("Enter")


def test_the_screen_in_tmux_with_filter_marks_and_preview(tmp_path: Path):
    with pane(tmp_path) as one:
        picking_in(tmp_path, one, "pick -s apa --as latex")
        lines = one.seen("Leng, Z., Zhu, R.")
        assert lines[0].rstrip() == ">"
        assert lines[2].startswith(">  leng2020  Leng et al.  2020  Aging and Disease")
        assert lines[18] == "-" * 80
        assert max(map(len, lines)) <= 80
        one.send("Tab")
        one.seen("1 marked")
        one.type("whale")
        one.seen("Melville, H. (1851)")
        one.send("Tab", "Enter")
        lines = one.seen("code=0")
        assert "\\cite{leng2020,melville1851}" in lines
        assert not any("Melville, H." in line for line in lines)  # the second screen is gone


def test_tmux_resized_is_drawn_anew(tmp_path: Path):
    with pane(tmp_path) as one:
        picking_in(tmp_path, one, "pick")
        one.seen("-" * 80)
        one.tmux("resize-window", "-x", "40", "-y", "12")
        one.seen(lambda text: f"{'-' * 40}\n" in text and "-" * 41 not in text)
        one.send("Down")
        one.seen(">  knuth1984")
        one.send("Escape")
        one.seen("code=1")


def test_control_c_in_tmux(tmp_path: Path):
    with pane(tmp_path) as one:
        picking_in(tmp_path, one, "pick")
        one.seen("leng2020")
        one.send("C-c")
        assert "code=130" in one.seen("code=")
