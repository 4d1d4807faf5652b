"""Every attack that was found, and our variants of each, by the command line.

An attack is a play (`tests/attacks/`) and its cases. The cases of `../shared` are played where they
are there; a folder of them without a play fails, and so does a play with fewer than three variants.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and limits are POSIX")
if sys.platform != "win32":
    from tests.attacks import places, records, services, times
    from tests.attacks.base import Attack

    ATTACKS = {
        "also-twice": places.ALSO,
        "config-library-rce": places.LIBRARY,
        "config-sources-token": services.TOKEN,
        "csl-exp-macro": times.CSL,
        "csv-formula": records.CSV,
        "fuzz": records.FUZZ,
        "index-semantic": places.INDEX,
        "json-4301-digits": records.NUMBERS,
        "json-high-surrogate": records.HIGH,
        "json-low-surrogate": records.LOW,
        "json-nul": records.NUL,
        "output-race": places.OUTPUT,
        "redirect-ipv6": services.IPV6,
        "redirect-keys": services.REDIRECT,
        "sniff-exponential": times.SNIFF,
        "stale-index": places.STALE,
        "tidy-overlap": records.OVERLAP,
        "yaml-binary": records.YAML,
    }
else:
    ATTACKS = {}
OWN = [(name, case) for name, attack in ATTACKS.items() for case in attack.own]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize(("name", "case"), OWN, ids=[f"{name}-{case}" for name, case in OWN])
def test_our_variants(name: str, case: str, folder: Path):
    attack: Attack = ATTACKS[name]
    attack.own[case].write(folder)
    attack.play(folder, attack.own[case].word)


@pytest.mark.parametrize("name", ATTACKS)
def test_what_was_found(name: str, folder: Path, shared: Path):
    for path in (shared / "data" / "found" / "attack" / name).iterdir():
        shutil.copyfile(path, folder / path.name)
    ATTACKS[name].play(folder, ATTACKS[name].found)


def test_every_folder_has_a_play(shared: Path):
    folders = {path.name for path in (shared / "data" / "found" / "attack").iterdir()}
    assert folders == set(ATTACKS)


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_has_variants(name: str):
    assert len(ATTACKS[name].own) >= 3
