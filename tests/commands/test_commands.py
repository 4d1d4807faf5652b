"""Runs the command tests: the `console` blocks of tests/commands/*.md, README.md and docs/*.md.

A page holds prose, files and sessions:

- A block opened with ```bib file=refs.bib (any language, any name) is a file. It is there in
  every session after it on the page. `file-latin-1=` and `file-base64=` write other bytes.
- A block opened with ```console is a session, run in a folder of its own. Lines that start with
  `$ ` are commands: `mscref …`, with variables before it, `< file`, `> file` and pipes between
  mscref commands; `cat FILE`, `rm FILE`, `mkdir FOLDER`, `export NAME=VALUE`, and `pandoc …`, which
  is that of PyPI (the session is skipped without it).
- The lines after a command are its stdout; `2> …` are stderr; `=> 3` is the exit code (else 0).
- `[…]` stands for any text on a line, a line `...` for any lines.
- White space at the end of lines does not count.
- What a command writes with `--json` must be of its schema.
- Pages with `<!-- with registries -->` have the replay server (tests/replay) for all sources;
  `$REGISTRIES` is its address, and `$REGISTRIES/!hang` one where everything hangs.
- The sessions of a page of docs/how-to/ are typed one after the other in one folder, as who follows
  it types them.
- Pages with `<!-- with data/ -->`, README.md and docs/ see the data folder of the repository.

Refresh the expectations, then read the diff: MSCREF_UPDATE_COMMANDS=1 pytest -n0 tests/commands
"""

import base64
import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.json_outputs import assert_documented

from mscref.cli.main import run

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*Path(__file__).parent.glob("*.md"), ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
)
UPDATE = os.environ.get("MSCREF_UPDATE_COMMANDS") == "1"
FENCE = re.compile(r"^(```+)(.*)$")
FILE_INFO = re.compile(r"\bfile(?:-(?P<encoding>[a-z0-9-]+))?=(?P<name>\S+)")
HEADING = re.compile(r"^#+ +(.*)$")


@dataclass
class Session:
    """One `console` block with the files that stand before it, `new` those since the last block;
    `start` is its first line."""

    title: str
    page: Path
    start: int
    lines: list[str]
    files: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    with_data: bool = False
    with_registries: bool = False

    def __str__(self) -> str:
        return f"{self.page.name}:{self.start}:{re.sub(r'[^a-zA-Z0-9]+', '-', self.title)}"


def sessions_of(page: Path) -> list[Session]:
    """Read a page."""
    text = page.read_text(encoding="utf-8")
    with_data = "<!-- with data/ -->" in text or ROOT / "tests" not in page.parents
    with_registries = "<!-- with registries -->" in text
    sessions: list[Session] = []
    files: dict[str, bytes] = {}
    new: dict[str, bytes] = {}
    title, fence, info, start = "", "", "", 0
    block: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        opening = FENCE.match(line)
        if fence and line.rstrip() == fence:
            if (named := FILE_INFO.search(info)) is not None:
                new[named["name"]] = encoded(block, encoding=named["encoding"] or "utf-8")
                files[named["name"]] = new[named["name"]]
            elif info.split()[:1] == ["console"] and any(one.startswith("$ ") for one in block):
                session = Session(title, page, start, block, dict(files), new)
                session.with_data, session.with_registries = with_data, with_registries
                sessions.append(session)
                new = {}
            fence = ""
        elif fence:
            block.append(line)
        elif opening:
            fence, info, start, block = opening[1], opening[2].strip(), number + 1, []
        elif (heading := HEADING.match(line)) is not None:
            title = heading[1]
    return sessions


def encoded(lines: list[str], *, encoding: str) -> bytes:
    """The bytes of a file block."""
    if encoding == "base64":
        return base64.b64decode("".join(lines))
    if encoding == "crlf":
        return "".join(line + "\r\n" for line in lines).encode("utf-8-sig")
    return "".join(line + "\n" for line in lines).encode(encoding)


@dataclass
class Outcome:
    """What one command did."""

    stdout: str
    stderr: str
    code: int


def run_mscref(arguments: list[str], *, stdin: bytes) -> Outcome:
    """Run mscref in this process with streams of its own."""
    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout, sys.stderr = out, err
    try:
        code = run(arguments)
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
    if "--json" in arguments and code in (0, 1) and written(out):  # and not to a file
        assert_documented(arguments, written(out))
    return Outcome(written(out), written(err), code)


def run_pandoc(arguments: list[str]) -> Outcome:
    """Run the pandoc of PyPI."""
    pypandoc = pytest.importorskip("pypandoc")
    command = [pypandoc.get_pandoc_path(), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return Outcome(done.stdout, done.stderr, done.returncode)


def written(stream: io.TextIOWrapper) -> str:
    """What was written to a stream made above."""
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    return content.getvalue().decode()


def run_line(line: str, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Run one command line of a session."""
    stdin, code, stderr = b"", 0, ""
    line = line.replace("$REGISTRIES", os.environ.get("MSCREF_SOURCES_URL", "$REGISTRIES"))
    for stage in split(shlex.split(line, comments=True), "|"):
        words, source = cut(stage, "<")
        words, target = cut(words, ">")
        if source:
            stdin = Path(source).read_bytes()
        with monkeypatch.context() as patch:
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0], re.DOTALL):
                patch.setenv(*words.pop(0).split("=", 1))
            outcome = run_words(words, stdin=stdin, monkeypatch=monkeypatch)
        stderr += outcome.stderr
        code = outcome.code or code
        stdin = outcome.stdout.encode()
        if target:
            Path(target).write_bytes(stdin)
            stdin = b""
    return Outcome(stdin.decode(), stderr, code)


def run_words(words: list[str], *, stdin: bytes, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Run one stage of a pipe."""
    match words:
        case ["mscref", *arguments]:
            return run_mscref(arguments, stdin=stdin)
        case ["pandoc", *arguments]:
            return run_pandoc(arguments)
        case ["cat", name]:
            return Outcome(Path(name).read_text(encoding="utf-8"), "", 0)
        case ["rm", name]:
            Path(name).unlink()
        case ["cd", name]:
            monkeypatch.chdir(name)
        case ["cp", name, target]:
            shutil.copy(name, target)
        case ["mkdir", name]:
            Path(name).mkdir()
        case ["chmod", mode, name]:
            Path(name).chmod(int(mode, 8))
        case ["export", assignment]:
            monkeypatch.setenv(*assignment.split("=", 1))
        case _:
            pytest.fail(f"the runner knows no command {words}")
    return Outcome("", "", 0)


def split(words: list[str], separator: str) -> list[list[str]]:
    """Split a list at each `separator`."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == separator:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def cut(words: list[str], operator: str) -> tuple[list[str], str]:
    """Take `operator` and the word after it out of `words`."""
    if operator not in words:
        return words, ""
    at = words.index(operator)
    return words[:at] + words[at + 2 :], words[at + 1]


def transcript(line: str, outcome: Outcome, folder: Path) -> list[str]:
    """What the session should show for this command."""
    lines = outcome.stdout.rstrip("\n").split("\n") if outcome.stdout else []
    lines += [f"2> {one}" for one in outcome.stderr.rstrip("\n").split("\n") if one]
    if outcome.code:
        lines.append(f"=> {int(outcome.code)}")
    return [f"$ {line}", *(one.replace(f"{folder}/", "").rstrip() for one in lines)]


def as_pattern(expected: list[str]) -> str:
    """A regular expression for the expected lines, with both wildcards."""
    parts = []
    for line in expected:
        if line == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(re.escape(line).replace(re.escape("[…]"), ".*?") + r"\n")
    return "".join(parts)


def rewrite(session: Session, actual: list[str]) -> None:
    """Put the actual transcript into the page (later sessions first keeps line numbers true)."""
    lines = session.page.read_text(encoding="utf-8").splitlines()
    end = session.start - 1 + len(session.lines)
    lines[session.start - 1 : end] = actual
    session.page.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def registries() -> Iterator[str]:
    """The address of a server that stands in for all sources."""
    from tests.replay.recordings import load
    from tests.replay.server import ReplayServer

    with ReplayServer(load()) as server:
        yield server.url


HOW_TO = ROOT / "docs" / "how-to"
SESSIONS = [
    session
    for page in PAGES
    if page.parent != HOW_TO
    for session in (reversed(sessions_of(page)) if UPDATE else sessions_of(page))
]


@pytest.mark.parametrize("session", SESSIONS, ids=str)
def test_session(
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    soon_again: None,
) -> None:
    folder = working_folder(session, tmp_path, monkeypatch, request)
    put(session.files, folder)
    actual = typed(session, folder, monkeypatch)
    if UPDATE and not is_as_shown(session, actual):
        rewrite(session, actual)
        return
    assert is_as_shown(session, actual), difference(session, actual)


@pytest.mark.parametrize("page", sorted(HOW_TO.glob("*.md")), ids=lambda page: page.name)
def test_a_how_to_is_typed_from_top_to_bottom_in_one_folder(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    sessions = sessions_of(page)
    if not sessions:
        return
    folder = working_folder(sessions[0], tmp_path, monkeypatch, request)
    made: list[tuple[Session, list[str]]] = []
    for session in sessions:
        monkeypatch.chdir(folder)
        put(session.new, folder)
        made.append((session, typed(session, folder, monkeypatch)))
    wrong = [(session, actual) for session, actual in made if not is_as_shown(session, actual)]
    if UPDATE:
        for session, actual in reversed(wrong):
            rewrite(session, actual)
        return
    assert not wrong, "\n\n".join(difference(*one) for one in wrong)


def working_folder(
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Path:
    """A folder to type in, which is the working folder now."""
    if session.with_registries:
        monkeypatch.setenv("MSCREF_SOURCES_URL", request.getfixturevalue("registries"))
    folder = tmp_path / "work"
    folder.mkdir()
    if session.with_data:
        shutil.copytree(ROOT / "data", folder / "data")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    # Lines of a log come every ten seconds: how busy the machine is, is no part of a session.
    monkeypatch.setattr("mscref.cli.progress._LOGGED", float("inf"))
    return folder


def put(files: dict[str, bytes], folder: Path) -> None:
    """Write the files of a page."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def typed(session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the commands of a session give."""
    actual: list[str] = []
    for line in session.lines:
        if line.startswith("$ "):
            outcome = run_line(line[2:], monkeypatch)
            actual += transcript(line[2:], outcome, folder)
    return actual


def shown_lines(session: Session) -> list[str]:
    lines = list(session.lines)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def is_as_shown(session: Session, actual: list[str]) -> bool:
    """Whether the page shows what came."""
    found = re.fullmatch(as_pattern(shown_lines(session)), "\n".join(actual) + "\n")
    return found is not None


def difference(session: Session, actual: list[str]) -> str:
    """What the page shows and what came, where they part."""
    lines = difflib.unified_diff(shown_lines(session), actual, str(session), "typed", lineterm="")
    return "\n".join(lines)
