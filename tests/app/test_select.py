"""Selectors: what each kind of word names, and what happens when it names nothing."""

import pytest

from mscref.app.select import select, select_in_order
from mscref.errors import NotFoundError, UsageError
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import FieldValue, Reference


def reference(key: str, family: str, year: int, doi: str = "") -> Reference:
    fields: dict[str, FieldValue] = {
        "author": (Name(family),),
        "issued": Date(PartialDate(year)),
        "title": f"On {key}",
    }
    return Reference(key, "book", fields | ({"DOI": doi} if doi else {}))


LIBRARY = [
    reference("leng2020", "Leng", 2020, "10.14336/AD.2020.0228"),
    reference("lee2019", "Lee", 2019),
    reference("a:b", "Colon", 2018),
    reference("x*y", "Star", 2017),
]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ([], ["leng2020", "lee2019", "a:b", "x*y"]),
        (["lee2019", "leng2020"], ["leng2020", "lee2019"]),
        (["le*"], ["leng2020", "lee2019"]),
        (["le??2019"], []),
        (["a:b"], ["a:b"]),
        (["x*y"], ["x*y"]),
        (["10.14336/ad.2020.0228"], ["leng2020"]),
        (["https://doi.org/10.14336/AD.2020.0228"], ["leng2020"]),
        (["doi:10.14336/AD.2020.0228"], ["leng2020"]),
        (["author:lee"], ["lee2019"]),
        (["year:2018.."], ["leng2020", "lee2019", "a:b"]),
        (["on lee2019"], ["lee2019"]),
        (["leng2020", "le*"], ["leng2020", "lee2019"]),
    ],
)
def test_what_a_word_names(words: list[str], keys: list[str]):
    if not keys:
        with pytest.raises(NotFoundError):
            select(LIBRARY, words)
    else:
        assert [one.id for one in select(LIBRARY, words)] == keys


def test_the_order_of_the_words():
    words = ["lee2019", "leng2020", "le*"]
    assert [one.id for one in select_in_order(LIBRARY, words)] == ["lee2019", "leng2020"]


def test_everything_that_is_missing_is_named_at_once():
    with pytest.raises(NotFoundError, match="`leng2002`, `nobody`") as caught:
        select(LIBRARY, ["leng2002", "lee2019", "nobody"])
    assert "leng2020" in caught.value.hint


def test_a_query_that_cannot_be_meant():
    with pytest.raises(UsageError):
        select(LIBRARY, ["year:soon x"])
