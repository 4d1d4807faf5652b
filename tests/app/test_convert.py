"""Converting: what `export` and `resolve` hand to the writers."""

import pytest

from mscref.app.convert import convert
from mscref.errors import UsageError
from mscref.model.reference import Reference

COLON = Reference("k", "book", {"title": "One: Two"})


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "bib"])
def test_only_an_exact_entry_says_that_there_is_no_short_title(to):
    assert "shorttitle = {}" in convert([COLON], to=to)
    assert "shorttitle" not in convert([COLON], to=to, is_exact=False)


def test_ascii_is_for_bibtex():
    with pytest.raises(UsageError, match="--ascii is for BibTeX only"):
        convert([COLON], to="ris", ascii_only=True)
