"""What was once judged wrong (`data/found/verify` of the shared data), and what is right of it.

A row holds a file, its keys, the verdicts that are right, and words that must be said with them.
`true.bib` holds 30 true references, `fake.bib` 24 unsound ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.replay.recordings import load
from tests.replay.server import ReplayServer

from mscref.app.verify import Verified, read_claims, verify
from mscref.sources.settings import SERVICES, Rate, Settings
from mscref.verifying.wording import message_of

# file, keys → verdicts that are right, and words that the message or a difference holds
CASES = """
true.bib t01,t02,t03,t04,t05,t06,t07,t08,t09,t10,t11,t12,t13,t14,t15 verified|
true.bib t18,t19,t21,t22,t23,t24,t27,t28,t29,t30 verified,corrected|
true.bib t16,t17 uncertain|in another script
true.bib t20 verified,not-found|
true.bib t26 verified|
true.bib t25 not-found|registered at JaLC
fake.bib f01 differs|other given names
fake.bib f02 differs|not among the authors
fake.bib f03,f09,f12,f13,f19 wrong-identifier|
fake.bib f04,f05,f22,f23 not-found|
fake.bib f06,f08,f18 differs|
fake.bib f07 differs|container
fake.bib f10 differs|not among the authors
fake.bib f11 differs,not-found,uncertain|
fake.bib f14,f24 retracted|retraction
fake.bib f15,f16 retracted|withdrawal
fake.bib f17 wrong-identifier|retraction on 2006-01-20
fake.bib f20 uncertain,differs|preprint
fake.bib f21 differs|volume
ar.bib a1,a2,a3,a4,a5,a6,a8,a9 verified|
ar.bib a7 retracted|withdrawal
b2.bib c1,c2,c4,c6,d1,d2,d4,d5,d7,e1,e2,e3 verified|
b2.bib c3 verified|
b2.bib d3 differs|10.1038/nature14539
b2.bib g1 uncertain|in another script
b2.bib g2 verified|
b2.bib h1 retracted|retraction
b2.bib r1 corrected|reinstatement on 2014-06-01
b2.bib k1,k2,k3 differs|other given names
b3.bib n1 uncertain|preprint
b3.bib n2,n3,n4,n6,n7,n10,n12,n13 verified|
b3.bib n5 verified|PMID holds PMC7069465
b3.bib n8 differs|title
b3.bib n9 differs|left out
b4.bib v1 verified|the year of a later version
b4.bib v2,v4,v6 verified|
b4.bib v3 retracted|withdrawal
b4.bib v5 differs|not among the authors
b5.bib w1 differs|container
b5.bib w2 verified|another last page
b5.bib w3 verified|another issue
b5.bib w5,w6,w7,w8,w9,w11,w12,w14 differs|
b6.bib x1,x2,x4 differs|container
b6.bib x3 differs|another last page
b6.txt wang2018,rossi2021 differs|container
"""


def rows() -> Iterator[tuple[str, str, frozenset[str], str]]:
    for line in CASES.strip().splitlines():
        left, said = line.split("|")
        name, keys, verdicts = left.split()
        for key in keys.split(","):
            yield name, key, frozenset(verdicts.split(",")), said


def is_right(verified: Verified, verdicts: frozenset[str], said: str) -> bool:
    """Whether a judgement is one of the right ones, and says what it must."""
    judgement = verified.judgement
    told = f"{message_of(judgement)}; {judgement.differences}; {judgement.reasons}"
    return judgement.verdict.value in verdicts and said in told


class Judged:
    """The references of the files, judged by the answers of the replay server."""

    def __init__(self, folder: Path, server: ReplayServer, cache_folder: Path) -> None:
        self._folder = folder
        self._settings = Settings(
            urls=server.urls(),
            rates=dict.fromkeys(SERVICES, Rate(1000, 1, 10)),
            cache_folder=cache_folder,
        )
        self.of_file = cache(self._of_file)

    def _of_file(self, name: str) -> dict[str, Verified]:
        claims, _ = read_claims([str(self._folder / "verify" / name)])
        return {one.claimed.key: one for one in verify(claims, self._settings)}


def serving(folder: Path, cache_folder: Path) -> Iterator[Judged]:
    """The files of a folder while its server runs."""
    with ReplayServer(load(folder / "server")) as server:
        yield Judged(folder, server, cache_folder)
