"""Two references of one work, or of two: `check`, `dedupe` and `verify` give the same answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscref.app.verify import read_claims, verify_against
from mscref.formats.base import ReadResult
from mscref.formats.registry import find_format
from mscref.lint.registry import load_rules
from mscref.lint.runner import run_rules
from mscref.lint.view import library_of_references
from mscref.match.pairs import find_matches
from mscref.model.reference import Reference
from mscref.verify.verdicts import Verdict

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
}


def references(pair: tuple[str, str]) -> list[Reference]:
    kinds = ["inproceedings" if "booktitle" in one else "article" for one in pair]
    pair = (pair[0].replace("TITLE", WATER), pair[1].replace("TITLE", WATER))
    text = "\n".join(
        f"@{kind}{{k{number}, {fields}}}"
        for number, (kind, fields) in enumerate(zip(kinds, pair, strict=True))
    )
    return list(find_format("bibtex").reader()(text, path="x.bib").references)


def answers(pair: tuple[str, str], folder: Path) -> tuple[bool, bool, bool]:
    """What check, dedupe and verify say: is it one work?"""
    both = references(pair)
    library = library_of_references(ReadResult(both), path="x.bib")
    checked = bool(run_rules(library, load_rules(["work-duplicate"])))
    deduped = any(match.is_certain for match in find_matches(both))
    path = folder / "claimed.json"
    path.write_text(find_format("csljson").writer()(both[:1]), encoding="utf-8")
    claims, _ = read_claims([str(path)])
    (verified,) = verify_against(claims, both[1:])
    return checked, deduped, verified.judgement.verdict is Verdict.VERIFIED


@pytest.mark.parametrize("name", SAME)
def test_one_work(name: str, tmp_path: Path):
    assert answers(SAME[name], tmp_path) == (True, True, True)


@pytest.mark.parametrize("name", OTHER)
def test_two_works(name: str, tmp_path: Path):
    assert answers(OTHER[name], tmp_path) == (False, False, False)
