"""Linked files: which are ours to touch, whoever wrote the links."""

from pathlib import Path

import pytest

from mscref.library.attached import Roots, Whereabouts, files_below

FOUND, MISSING, OUTSIDE, ODD = (
    Whereabouts.FOUND, Whereabouts.MISSING, Whereabouts.OUTSIDE, Whereabouts.ODD,
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / "papers").mkdir(parents=True)
    (folder / "papers/a.pdf").write_bytes(b"%PDF")
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    (folder / "out.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "in.pdf").symlink_to("papers/a.pdf")
    (folder / "up").symlink_to(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("link", "state"),
    [
        ("papers/a.pdf", FOUND), ("./papers/../papers/a.pdf", FOUND), ("papers\\a.pdf", FOUND),
        ("a.pdf", MISSING), ("papers", ODD), ("x\0y", ODD), ("", ODD), ("n" * 300, ODD),
        ("../secret.pdf", OUTSIDE), ("/etc/passwd", OUTSIDE), ("papers/../../secret.pdf", OUTSIDE),
        ("out.pdf", OUTSIDE), ("up/secret.pdf", OUTSIDE), ("in.pdf", FOUND),
        ("~/x.pdf", OUTSIDE), ("~root/x.pdf", MISSING), (r"\\host\share\x.pdf", OUTSIDE),
        ("C:/x.pdf", OUTSIDE),
    ],
)  # fmt: skip
def test_links_lead_inside_or_are_left_alone(home: Path, link: str, state: Whereabouts):
    assert Roots(home / "a.bib").locate(link).state is state


def test_a_folder_that_the_person_names_is_ours(home: Path, tmp_path: Path):
    roots = Roots(home / "a.bib", named=[tmp_path])
    assert roots.locate("../secret.pdf").state is FOUND
    assert roots.locate(str(tmp_path / "secret.pdf")).state is FOUND
    assert roots.locate("secret.pdf").path == tmp_path / "secret.pdf"
    assert roots.locate("/etc/passwd").state is OUTSIDE


def test_a_folder_that_the_file_names_is_ours_only_below_the_library(home: Path, tmp_path: Path):
    assert Roots(home / "a.bib", further=["papers"]).locate("a.pdf").state is FOUND
    for further in (str(tmp_path), "..", "/", "~"):
        roots = Roots(home / "a.bib", further=[further])
        assert roots.locate("secret.pdf").state is MISSING
        assert roots.locate(str(tmp_path / "secret.pdf")).state is OUTSIDE
        assert roots.outside == [further]


def test_links_are_written_from_the_library(home: Path, tmp_path: Path):
    roots = Roots(home / "a.bib", named=[tmp_path])
    assert roots.link_to(home / "papers/a.pdf") == "papers/a.pdf"
    assert roots.link_to(tmp_path / "secret.pdf") == "secret.pdf"
    assert roots.link_to(Path("/etc/x.pdf")) == "/etc/x.pdf"


def test_files_below_a_folder_are_found_without_following_links(home: Path):
    assert [one.name for one in files_below(home, frozenset([".pdf"])).files] == ["a.pdf"]
