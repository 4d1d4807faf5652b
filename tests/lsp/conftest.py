"""A folder with a library and documents, and a client of a server in it."""

from pathlib import Path

import pytest
from tests.lsp.client import Client

LIBRARY = """\
@article{leng2020,
  author = {Leng, Rhodri Ivor and Müller, Ana},
  title = {A network analysis of the propagation of evidence},
  journal = {Research Integrity and Peer Review},
  year = {2020},
  doi = {10.1186/s41073-020-00101-4}
}

@book{knuth1984,
  author = {Knuth, Donald E.},
  title = {The TeXbook},
  publisher = {Addison-Wesley},
  year = {1984}
}
"""
DOCUMENT = """\
---
bibliography: refs.bib
csl: apa
---

😀 é As @leng2020 says [see @knuth1984, p. 3; @lenk2020].
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "two wörds"
    root.mkdir()
    (root / "refs.bib").write_text(LIBRARY, encoding="utf-8")
    (root / "paper.md").write_text(DOCUMENT, encoding="utf-8")
    return root


@pytest.fixture
def client(folder: Path):
    with Client(folder) as one:
        yield one


@pytest.fixture
def registries():
    """The settings that have all sources answered by a server of this machine."""
    from tests.replay.recordings import load
    from tests.replay.server import ReplayServer

    with ReplayServer(load()) as server:
        yield {"MSCREF_SOURCES_URL": server.url}
