import pytest

from mscref.manuscript.markers import ListedWork, find_markers, uncited
from mscref.manuscript.rewrite import pandoc_citation, rewrite_pandoc

WORKS = (
    ListedWork("harrell2019", 1, ("Harrell", "Volarevic"), "2019"),
    ListedWork("matthay2019", 2, ("Matthay", "Calfee"), "2019"),
    ListedWork("yip2020", 3, ("Yip",), "2020"),
    ListedWork("leng2020", 4, ("Leng", "Zhu", "Fan"), "2020"),
    ListedWork("who2020a", 5, ("World Health Organization",), "2020a"),
    ListedWork("who2020b", 6, ("World Health Organization",), "2020b"),
    ListedWork("vandenberg2001", 7, ("van den Berg", "Müller"), "2001"),
)


def written(text):
    out, position = "", 0
    for marker in find_markers(text, WORKS):
        out += text[position : marker.start] + pandoc_citation(marker)
        position = marker.end
    return out + text[position:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tissue repair [1].", "tissue repair [@harrell2019]."),
        ("in humans [2, 3].", "in humans [@matthay2019; @yip2020]."),
        ("in humans [2–4].", "in humans [@matthay2019; @yip2020; @leng2020]."),
        ("in humans [1,3-4].", "in humans [@harrell2019; @yip2020; @leng2020]."),
        ("in humans^1,2^ and", "in humans[@harrell2019; @matthay2019] and"),
        (
            "in humans¹ and mice²⁻⁴.",
            "in humans[@harrell2019] and mice[@matthay2019; @yip2020; @leng2020].",
        ),
        (
            "shown (1) and (2, 3) and (4) and (5-7)",
            "shown [@harrell2019] and [@matthay2019; @yip2020] and [@leng2020] and "
            "[@who2020a; @who2020b; @vandenberg2001]",
        ),
        ("safe (Leng et al., 2020).", "safe [@leng2020]."),
        ("safe (Leng et al. 2020, p. 12).", "safe [@leng2020, p. 12]."),
        ("safe (see Leng et al., 2020; Yip, 2020).", "safe [see @leng2020; @yip2020]."),
        ("safe (Harrell & Volarevic, 2019).", "safe [@harrell2019]."),
        ("safe (Harrell and Volarevic 2019)", "safe [@harrell2019]"),
        ("Leng et al. (2020) show", "@leng2020 show"),
        ("Harrell and Volarevic (2019) show", "@harrell2019 show"),
        ("However, Yip (2020, p. 5) shows", "However, @yip2020 [p. 5] shows"),
        ("by the World Health Organization (2020a)", "by the @who2020a"),
        ("(World Health Organization, 2020a, 2020b)", "[@who2020a; @who2020b]"),
        ("(World Health Organization 2020a, b)", "[@who2020a; @who2020b]"),
        ("(van den Berg & Muller, 2001)", "[@vandenberg2001]"),
        ("nach van den Berg und Müller (2001: 14)", "nach @vandenberg2001 [14]"),
        ("(vgl. Leng u.a. 2020)", "[vgl. @leng2020]"),
    ],
)
def test_markers_become_citations(text, expected):
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "an interval [0, 1] and a year [1999]",
        "a link [1](https://example.org)",
        "in 2020 (see Table 2) nobody",
        "(on April 30, 2020, and 2021)",
        "2² = 4 in a list without numbers",
        "",
    ],
)
def test_what_looks_like_a_marker_and_is_none(text):
    assert [one for one in find_markers(text, WORKS) if one.way != "superscript"] == []


def test_a_number_past_the_list_is_unresolved():
    (first, second) = find_markers("one [2] and two [2, 9]", WORKS)
    assert first.unresolved == ()
    assert second.unresolved == ("9",)
    assert pandoc_citation(second) == "[2, 9]"


def test_a_name_that_is_not_listed_is_unresolved_beside_one_that_is():
    (marker,) = find_markers("(Leng et al., 2020; Nobody, 2011)", WORKS)
    assert marker.unresolved == ("Nobody 2011",)


def test_two_works_of_one_author_and_year_are_not_guessed():
    works = (ListedWork("a", 0, ("Li",), "2020"), ListedWork("b", 0, ("Li",), "2020"))
    assert find_markers("(Li, 2020)", works) == []


def test_uncited_works_in_order():
    markers = find_markers("[1] and [4]", WORKS)
    assert [work.key for work in uncited(WORKS, markers)] == [
        "matthay2019",
        "yip2020",
        "who2020a",
        "who2020b",
        "vandenberg2001",
    ]


def test_the_list_gives_way_to_its_place():
    text = "Text [1].\n\n## References\n\n1. Harrell 2019\n\n## Appendix\n\nMore [2].\n"
    start, end = text.index("1. Harrell"), text.index("## Appendix")
    markers = find_markers(text, WORKS)
    assert rewrite_pandoc(text, markers, list_start=start, list_end=end) == (
        "Text [@harrell2019].\n\n## References\n\n::: {#refs}\n:::\n\n"
        "## Appendix\n\nMore [@matthay2019].\n"
    )


def test_keys_that_pandoc_needs_in_braces():
    (marker,) = find_markers("[1]", (ListedWork("a/b c", 1, ("A",), "2000"),))
    assert pandoc_citation(marker) == "[@{a/b c}]"
