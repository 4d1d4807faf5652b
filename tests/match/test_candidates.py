"""Works at hand that a claim finds, and their order."""

from itertools import permutations

import pytest
from tests.match.builders import reference

from mscref.match.candidates import CandidateIndex
from mscref.match.claim import Claim
from mscref.model.reference import Reference

WORDS = "amber basalt cobalt dolomite emery".split()
WORKS = [reference(word, title=word) for word in WORDS]


def _found(index: CandidateIndex, text: str, *, limit: int = 10) -> list[str]:
    return [one.reference.id for one in index.search(Claim(Reference("", ""), text), limit=limit)]


@pytest.mark.parametrize("words", list(permutations(WORDS))[::17], ids=" ".join)
def test_equally_good_works_come_in_the_order_in_which_they_were_filed(words):
    assert _found(CandidateIndex(WORKS), " ".join(words)) == WORDS


def test_of_equally_good_works_the_first_filed_are_taken():
    works = [reference(f"r{n}", title=f"Editorial {n}") for n in range(30)]
    works += [reference("other", title="Weather")] * 200
    assert _found(CandidateIndex(works), "Editorial", limit=4) == ["r0", "r1", "r2", "r3"]


def test_a_better_work_goes_before_one_filed_earlier():
    works = [*WORKS, reference("both", title="Emery and cobalt")]
    assert _found(CandidateIndex(works), "cobalt emery")[0] == "both"


def test_keys_that_nearly_all_works_have_find_nothing():
    works = [reference(f"r{n}", title="Editorial") for n in range(51)]
    assert _found(CandidateIndex(works), "Editorial") == []
