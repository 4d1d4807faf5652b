"""Two references of one work, or of two: `check`, `dedupe` and `verify` give the same answer.

All three are run by the command line; `verify` asks the replay server, which has the second
reference as its registry's record.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.replay.made import recordings_of
from tests.replay.server import ReplayServer

from mscref.cli.main import run
from mscref.formats.registry import find_format
from mscref.model.reference import Reference

WATER = "The effect of heat on the viscosity of water"
SAME = {
    "Ørsted": (
        "author={Ørsted, Anna}, title={TITLE}, year=2020, journal={Water}",
        "author={Orsted, Anna}, title={TITLE}, year=2020, journal={Water}",
    ),
    "alpha": (
        "author={Roth, A.}, title={Tumour necrosis factor α in chronic disease}, year=2020",
        "author={Roth, A.}, title={Tumor necrosis factor Alpha in chronic disease}, year=2020",
    ),
    "R&D": (
        r"author={Roth, A.}, title={Returns to R\&D in small firms of the north}, year=2020",
        "author={Roth, A.}, title={Returns to R and D in small firms of the North}, year=2020",
    ),
    "abbreviated": (
        "author={Roth, A.}, title={Randomised trial of tumour markers in adults},"
        " journal={J. Clin. Oncol.}, year=2020",
        "author={Roth, A.}, title={Randomized Trial of Tumor Markers in Adults},"
        " journal={Journal of Clinical Oncology}, year=2020",
    ),
    "PNAS": (
        "author={Roth, A.}, title={TITLE}, journal={PNAS}, year=2020",
        "author={Roth, A.}, title={TITLE}, journal={Proceedings of the National Academy of"
        " Sciences}, year=2020",
    ),
    "Łukasz": (
        "author={Łukasz, Jan}, title={TITLE}, year=2020",
        "author={Lukasz, Jan}, title={TITLE}, year=2020",
    ),
    "generation": (
        "author={King Jr., Martin}, title={TITLE}, year=2020",
        "author={King, Martin}, title={TITLE}, year=2020",
    ),
    "meeting": (
        "author={Roth, A.}, title={TITLE}, booktitle={Proceedings of the IEEE Conference on"
        " Computer Vision and Pattern Recognition}, year=2016",
        "author={Roth, A.}, title={TITLE}, booktitle={2016 IEEE Conference on Computer Vision and"
        " Pattern Recognition (CVPR)}, year=2016",
    ),
    "eprint": (
        "author={Roth, A.}, title={TITLE}, year=2020, eprint={2001.01234}, archiveprefix={arXiv}",
        "author={Roth, A.}, title={TITLE}, year=2020, url={https://arxiv.org/abs/2001.01234v2}",
    ),
    "groups": (
        "author={{The Water Consortium} and Roth, A.}, title={TITLE}, year=2020, journal={Water}",
        "author={{Water Consortium} and Roth, A.}, title={TITLE}, year=2020, journal={Water}",
    ),
    "double names": (
        "author={García Márquez, Lucía}, title={TITLE}, year=2020, journal={Water}",
        "author={García-Márquez, L.}, title={TITLE}, year=2020, journal={Water}",
    ),
    "umlauts": (
        "author={Müller, Jörg}, title={TITLE}, year=2020, journal={Zeitschrift für Physik}",
        "author={Mueller, Joerg}, title={TITLE}, year=2020, journal={Z. Phys.}",
    ),
    "markup": (
        "author={Roth, A.}, title={The $\\beta$-phase of \\textit{Escherichia coli} in cold water},"
        " year=2020",
        "author={Roth, A.}, title={The β-phase of Escherichia coli in cold water}, year=2020",
    ),
    "quotes and dashes": (
        "author={Roth, A.}, title={``Wet'' water --- a long--term view of its flow}, year=2020",
        "author={Roth, A.}, title={“Wet” water – a long-term view of its flow}, year=2020",
    ),
    "ordinals": (
        "author={Roth, A.}, title={TITLE}, booktitle={Proc. 2nd Workshop on Water}, year=2020",
        "author={Roth, A.}, title={TITLE}, booktitle={Proceedings of the Second Workshop on Water},"
        " year=2020",
    ),
    "sections": (
        "author={Roth, A.}, title={TITLE}, journal={J. Phys. Chem. B}, year=2020, volume=12",
        "author={Roth, A.}, title={TITLE}, volume=12,"
        " journal={The Journal of Physical Chemistry B}, year=2020",
    ),
    "et al.": (
        "author={Roth, Anna and Miller, Bert and others}, title={TITLE}, year=2020",
        "author={Roth, Anna and Miller, Bert and Vogel, Cora}, title={TITLE}, year=2020",
    ),
}
OTHER = {
    "Nature": (
        "author={Roth, A.}, title={TITLE}, journal={Nature}, year=2020",
        "author={Roth, A.}, title={TITLE}, journal={Nature Communications}, year=2020",
    ),
    "parts": (
        "author={Roth, A.}, title={TITLE. Part II}, year=2020",
        "author={Roth, A.}, title={TITLE. Part III}, year=2020",
    ),
    "years": (
        "author={Roth, A.}, title={Cancer statistics for the whole of Europe, 2020}, year=2020",
        "author={Roth, A.}, title={Cancer statistics for the whole of Europe, 2021}, year=2021",
    ),
    "correction": (
        "author={Roth, A.}, title={TITLE}, journal={Water}, year=2020",
        "author={Roth, A.}, title={Author Correction: TITLE}, journal={Water}, year=2020",
    ),
    "people": (
        "author={Roth, A.}, title={TITLE}, year=2020",
        "author={Miller, B.}, title={TITLE}, year=2020",
    ),
    "sections": (
        "author={Roth, A.}, title={TITLE}, journal={Phys. Rev. A}, year=2020",
        "author={Roth, A.}, title={TITLE}, journal={Phys. Rev. B}, year=2020",
    ),
    "sisters": (
        "author={Roth, A.}, title={TITLE}, journal={NeuroImage: Clinical}, year=2020",
        "author={Roth, A.}, title={TITLE}, journal={NeuroImage}, year=2020",
    ),
    "workshops": (
        "author={Roth, A.}, title={TITLE}, booktitle={CVPR}, year=2020",
        "author={Roth, A.}, title={TITLE}, booktitle={2020 IEEE/CVF Conference on Computer Vision"
        " and Pattern Recognition Workshops (CVPRW)}, year=2020",
    ),
    "briefings": (
        "author={Roth, A.}, title={TITLE}, journal={Bioinformatics}, year=2020",
        "author={Roth, A.}, title={TITLE}, journal={Briefings in Bioinformatics}, year=2020",
    ),
    "replies": (
        "author={Roth, A.}, title={TITLE}, journal={Water}, year=2020",
        "author={Roth, A.}, title={Reply to: TITLE}, journal={Water}, year=2020",
    ),
    "volumes": (
        "author={Roth, A.}, title={TITLE}, journal={Water}, volume=12, year=2020",
        "author={Roth, A.}, title={TITLE}, journal={Water}, volume=31, year=2020",
    ),
    "collaborations": (
        "author={{ALICE Collaboration}}, title={TITLE}, journal={Water}, year=2020",
        "author={{ATLAS Collaboration}}, title={TITLE}, journal={Water}, year=2020",
    ),
    "given names": (
        "author={Roth, Martin}, title={TITLE}, journal={Water}, year=2020",
        "author={Roth, Martina}, title={TITLE}, journal={Water}, year=2020",
    ),
}


def entries(pair: tuple[str, str]) -> list[str]:
    """The two entries of a pair."""
    texts = [one.replace("TITLE", WATER) for one in pair]
    kinds = ["inproceedings" if "booktitle" in one else "article" for one in texts]
    return [f"@{kind}{{{key}, {text}}}" for kind, key, text in zip(kinds, "ab", texts, strict=True)]


def reference_of(entry: str) -> Reference:
    (reference,) = find_format("bibtex").reader()(entry, path="x.bib").references
    return reference


class House:
    """The command line in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def answers(self, pair: tuple[str, str]) -> dict[str, bool]:
        """What each command says: is it one work?"""
        ours, theirs = entries(pair)
        both, claim = self._file("both.bib", f"{ours}\n{theirs}"), self._file("claim.bib", ours)
        (verdict,) = [
            one["verdict"] for one in json.loads(self._said("verify", claim, "--json"))["items"]
        ]
        checked = json.loads(self._said("check", both, "--select", "work-duplicate", "--json"))
        return {
            "check": bool(checked["items"]),
            "dedupe": self._said("dedupe", "-l", both, "--dry-run") != "",
            "verify": verdict == "verified",
        }

    def _said(self, *arguments: str) -> str:
        run(arguments)
        return self._capsys.readouterr().out

    def _file(self, name: str, text: str) -> str:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


def answers(
    pair: tuple[str, str],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, bool]:
    with ReplayServer(recordings_of([reference_of(entries(pair)[1])])) as server:
        monkeypatch.setenv("MSCREF_SOURCES_URL", server.url)
        return House(folder, capsys).answers(pair)


@pytest.mark.parametrize("name", SAME)
def test_one_work(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    said = answers(SAME[name], tmp_path, capsys, monkeypatch)
    assert said == {"check": True, "dedupe": True, "verify": True}


@pytest.mark.parametrize("name", OTHER)
def test_two_works(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    said = answers(OTHER[name], tmp_path, capsys, monkeypatch)
    assert said == {"check": False, "dedupe": False, "verify": False}
