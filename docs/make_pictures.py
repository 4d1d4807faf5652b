"""The pictures of README and docs, in docs/pictures: `make pictures`.

Pages are made by the commands that write them, of data/references.bib and two made-up references;
the registries are stood in for by recorded answers (tests/replay). Debian's Chromium takes the
pictures. The terminal is drawn from what the commands really print.
"""

from __future__ import annotations

import fcntl
import os
import pty
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "pictures"
LARGEST = 150_000  # bytes of a picture
SIZE = {"width": 1000, "height": 680}
COLUMNS = 96
MADE_UP = """
@article{lovelace2020,
  title = {A finding that did not hold},
  author = {Lovelace, Ada},
  year = {2020},
  doi = {https://doi.org/10.5555/retracted},
}

@article{nemo2021,
  title = {Adaptive dynamics of imaginary cells revisited},
  author = {Nemo, Ned},
  journal = {Journal of Seas},
  year = {2021},
  pages = {17-3},
}
"""
# What is typed in the terminal, each run as it stands.
SESSION = (
    "mscref list -l refs.bib",
    "mscref format -l refs.bib -s apa leng2020",
    "mscref cite -l refs.bib leng2020 yip2020 -s apa",
    "mscref check refs.bib",
)
PAGES = {
    "verify": "mscref verify refs.bib --format html",
    "check": "mscref check refs.bib --level info --format html",
    "list": "mscref list -l refs.bib --format html --style apa",
    "styles": "mscref styles preview apa nature ieee -l refs.bib --format html",
    "stats": "mscref stats -l refs.bib --format html",
}
# The frame of rich without the fonts that it would load from another server.
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="A session of mscref in a terminal">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""  # noqa: E501 - one element a line


def main() -> None:
    """Make them all, and say how large they are."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = (ROOT / "data" / "references.bib").read_text(encoding="utf-8")
        (folder / "refs.bib").write_text(library + MADE_UP, encoding="utf-8")
        (folder / "paper.md").write_text(
            "See [@leng2020; @yip2020; @smith2019].\n", encoding="utf-8"
        )
        with _registries(folder) as environ:
            _terminal(folder, environ)
            _pages(folder, environ)
    for file in sorted(PICTURES.iterdir()):
        size = file.stat().st_size
        print(f"{file.name}: {size} bytes")  # noqa: T201 - a script
        if size > LARGEST:
            raise SystemExit(f"{file.name} is larger than {LARGEST} bytes")


@contextmanager
def _registries(folder: Path) -> Iterator[dict[str, str]]:
    """An environment in which recorded answers stand in for the registries."""
    from tests.replay.recordings import load
    from tests.replay.server import ReplayServer

    with ReplayServer(load()) as server:
        urls = {f"MSCREF_{name.upper()}_URL": url for name, url in server.urls().items()}
        yield {
            **os.environ, **urls, "COLUMNS": str(COLUMNS), "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_STATE_HOME": str(folder / "state"), "MSCREF_MAILTO": "",
        }  # fmt: skip


def _run(command: str, folder: Path, environ: dict[str, str]) -> str:
    """What a command prints on a terminal."""
    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    words = [sys.executable, "-m", *shlex.split(command)]
    with subprocess.Popen(
        words, cwd=folder, env=environ, stdin=its, stdout=its, stderr=its
    ) as process:
        os.close(its)
        said = b""
        with suppress(OSError):  # how a terminal says that nobody writes to it any more
            while piece := os.read(mine, 65536):
                said += piece
        process.wait()
    os.close(mine)
    return said.decode().replace("\r\n", "\n")


def _terminal(folder: Path, environ: dict[str, str]) -> None:
    """The session as a picture of a terminal."""
    from rich.console import Console
    from rich.text import Text

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere)
        for command in SESSION:
            said = _run(command, folder, {**environ, "TERM": "xterm-256color", "PAGER": "cat"})
            console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
            console.print(Text.from_ansi(said.rstrip("\n")), end="\n\n")
        svg = console.export_svg(title="mscref", code_format=FRAME, unique_id="session")
    (PICTURES / "terminal.svg").write_text(svg, encoding="utf-8")


def _pages(folder: Path, environ: dict[str, str]) -> None:
    """Each page as a browser shows it."""
    from tests.pages.browser import running

    with running() as chromium:
        page = chromium.new_page(viewport=SIZE)
        for name, command in PAGES.items():
            file = folder / f"{name}.html"
            _run(f"{command} -o {file}", folder, environ)
            page.goto(file.as_uri())
            _shoot(page, name)
        _browse(page, folder, environ)


def _browse(page: Page, folder: Path, environ: dict[str, str]) -> None:
    command = [sys.executable, "-m", "mscref", "browse", "-l", "refs.bib"]
    with subprocess.Popen(
        command, cwd=folder, env=environ, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            assert server.stdout is not None
            page.goto(server.stdout.readline().strip())
            page.wait_for_selector("html[data-pending=false]", state="attached")
            page.click("[data-view=verify]")
            page.click("#start")
            page.wait_for_selector("#verified:has-text('done')")
            _shoot(page, "browse-verify")
            page.click("[data-view=library]")
            page.wait_for_selector(".marks .badge")
            page.click("[data-key=leng2020]")
            page.wait_for_selector("#entry:not([hidden])")
            page.click("#close")
            page.evaluate("scrollTo(0, 0)")
            _shoot(page, "browse")
        finally:
            server.terminate()


def _shoot(page: Page, name: str) -> None:
    page.screenshot(path=str(PICTURES / f"{name}.png"))


if __name__ == "__main__":
    if shutil.which("chromium") is None and "CHROMIUM" not in os.environ:
        raise SystemExit("no Chromium here: apt-get install chromium")
    main()
