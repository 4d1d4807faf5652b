"""Real editors in a terminal, set up by what docs/how-to/editors.md says: `make editors`.

Not part of `make test`: an editor shows things when it likes. Debian's packages are neovim, tmux,
emacs-nox, elpa-eglot and elpa-markdown-mode; what is missing is skipped with its name.
"""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.editors.terminal import Terminal

PAGE = (Path(__file__).parents[2] / "docs/how-to/editors.md").read_text(encoding="utf-8")
LUA = [one for one in re.findall(r"```lua\n(.*?)```", PAGE, re.DOTALL) if "lsp.start_client" in one]
ELISP = re.findall(r"```elisp\n(.*?)```", PAGE, re.DOTALL)
LIBRARY = """\
@article{leng2020,
  author = {Leng, Rhodri Ivor and Adams, Ana},
  title = {A network analysis of the propagation of evidence},
  journal = {Research Integrity and Peer Review},
  year = {2020},
  doi = {10.1186/s41073-020-00101-4}
}

@book{knuth1984,
  author = {Knuth, Donald E.}, title = {The TeXbook}, publisher = {Addison-Wesley}, year = {1984}
}
"""
DOCUMENT = """\
---
bibliography: refs.bib
csl: apa
---

As @leng2020 says, and @lenk2020 not.

More
"""

pytestmark = pytest.mark.skipif(
    not os.environ.get("MSCREF_EDITORS"), reason="`make editors` runs the real editors"
)


def needs(*programs: str) -> None:
    for one in programs:
        if shutil.which(one) is None:
            pytest.skip(f"{one} is not installed")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(LIBRARY)
    (tmp_path / "paper.md").write_text(DOCUMENT)
    return tmp_path


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}


def test_neovim(home: Path, environ: dict[str, str]):
    needs("tmux", "nvim")
    (home / "init.lua").write_text(LUA[0] + "vim.o.swapfile = false\n")
    with Terminal("nvim -u init.lua paper.md", folder=home, environ=environ) as nvim:
        nvim.wait_for(r"As @leng2020")
        nvim.wait_for(r"is cited and not in the bibliography")  # diagnostics

        def hover() -> None:
            nvim.keys("Escape")
            nvim.type(":call cursor(6, 8) | lua vim.lsp.buf.hover()")
            nvim.keys("Enter")

        hover()
        nvim.wait_for(r"Leng, R\. I\., & Adams, A\. \(2020\)", again=hover)
        nvim.keys("Escape")
        nvim.type(":call cursor(6, 26) | lua vim.lsp.buf.code_action()")
        nvim.keys("Enter")
        nvim.wait_for(r"Cite `leng2020`")
        nvim.type("1")
        nvim.keys("Enter")
        nvim.wait_for(r"and @leng2020 not")  # the action was done
        nvim.keys("Escape")
        nvim.type("Go")
        nvim.type("See [@kn")
        nvim.keys("C-x", "C-o")
        nvim.wait_for(r"See \[@knuth1984")
        nvim.keys("Escape")
        nvim.type(":call cursor(6, 8) | lua vim.lsp.buf.definition()")
        nvim.keys("Enter")
        nvim.wait_for(r"@article\{leng2020,")
        nvim.keys("Escape")
        nvim.type(":qa!")
        nvim.keys("Enter")


def test_emacs_with_eglot(home: Path, environ: dict[str, str]):
    needs("tmux", "emacs")
    start = home / "start.el"
    start.write_text(
        "(package-initialize)\n(require 'eglot)\n(require 'markdown-mode)\n"
        "(setq make-backup-files nil eldoc-echo-area-use-multiline-p 8\n"
        " native-comp-async-report-warnings-errors nil)\n" + "".join(ELISP)
    )
    # -q, not -Q, which leaves Debian's packages out, too.
    with Terminal("emacs -nw -q -l start.el paper.md", folder=home, environ=environ) as emacs:
        emacs.wait_for(r"As @leng2020")
        emacs.keys("M-x")
        emacs.type("eglot")
        emacs.keys("Enter")
        emacs.wait_for(r"[Cc]onnected|eglot:")
        emacs.keys("M-g", "g")
        emacs.type("6")
        emacs.keys("Enter")
        emacs.keys("C-a", *["C-f"] * 6)
        emacs.wait_for(r"Leng, R\. I\., & Adams, A\.")  # eldoc shows the hover
        emacs.keys(*["C-f"] * 19)
        emacs.wait_for(r"`?lenk2020`? is not in the bibliography; did you mean leng2020")
        emacs.wait_for(r"Flymake\[0 1\]")  # the finding
        emacs.keys("M-x")
        emacs.type("eglot-code-actions")
        emacs.keys("Enter")
        emacs.wait_for(r"Cite `leng2020`|and @leng2020 not")
        emacs.keys("Enter")
        emacs.wait_for(r"and @leng2020 not")
        emacs.keys("M->")
        emacs.type("See [@knut")
        emacs.keys("M-x")  # C-M-i looks words up in a text
        emacs.type("completion-at-point")
        emacs.keys("Enter")
        emacs.wait_for(r"See \[@knuth1984")
        emacs.keys("C-x", "C-c")
