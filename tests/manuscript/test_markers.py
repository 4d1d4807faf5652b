import pytest

from mscref.manuscript.markers import ListedWork, find_markers, uncited
from mscref.manuscript.notations import NOTATIONS
from mscref.manuscript.rewrite import citation_of, rewrite_markers

PANDOC = NOTATIONS["pandoc"]

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
        out += text[position : marker.start] + citation_of(marker, PANDOC)
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
    assert citation_of(second, PANDOC) == "[2, 9]"


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
    assert rewrite_markers(
        text, markers, PANDOC, list_start=start, list_end=end, bibliography="refs.bib"
    ) == (
        "Text [@harrell2019].\n\n## References\n\n::: {#refs}\n:::\n\n"
        "## Appendix\n\nMore [@matthay2019].\n"
    )


def test_keys_that_pandoc_needs_in_braces():
    (marker,) = find_markers("[1]", (ListedWork("a/b c", 1, ("A",), "2000"),))
    assert citation_of(marker, PANDOC) == "[@{a/b c}]"


@pytest.mark.parametrize(
    ("text", "latex", "typst"),
    [
        (
            "in humans [2, 3].",
            r"in humans \cite{matthay2019,yip2020}.",
            "in humans @matthay2019 @yip2020.",
        ),
        (
            "in humans^1,2^ and",
            r"in humans \cite{harrell2019,matthay2019} and",
            "in humans @harrell2019 @matthay2019 and",
        ),
        ("safe (Leng et al., 2020).", r"safe \citep{leng2020}.", "safe @leng2020."),
        (
            "safe (Leng et al. 2020, p. 12).",
            r"safe \citep[p. 12]{leng2020}.",
            "safe @leng2020[p. 12].",
        ),
        ("safe (see Leng et al., 2020).", r"safe \citep[see][]{leng2020}.", "safe see @leng2020."),
        (
            "safe (see Leng et al., 2020; Yip, 2020, p. 5).",
            r"safe \citetext{see \citealp{leng2020}; \citealp[p. 5]{yip2020}}.",
            "safe see @leng2020 @yip2020[p. 5].",
        ),
        (
            "Leng et al. (2020) show",
            r"\citet{leng2020} show",
            '#cite(<leng2020>, form: "prose") show',
        ),
        (
            "Yip (2020, p. 5) shows",
            r"\citet[p. 5]{yip2020} shows",
            '#cite(<yip2020>, form: "prose", supplement: [p. 5]) shows',
        ),
        (
            "50 % of R&D #1 [1]",
            r"50 \% of R\&D \#1 \cite{harrell2019}",
            r"50 % of R&D \#1 @harrell2019",
        ),
        ("a 10^th^ [2, 9]", r"a 10\textsuperscript{th} [2, 9]", r"a 10#super[th] \[2, 9\]"),
    ],
)
def test_latex_and_typst(text: str, latex: str, typst: str):
    for name, expected in (("latex", latex), ("typst", typst)):
        written = rewrite_markers(
            text,
            find_markers(text, WORKS),
            NOTATIONS[name],
            list_start=len(text),
            list_end=len(text),
            bibliography="refs.bib",
        )
        body, _, place = written.partition("\n\n")
        assert body == expected
        assert place in ("\\bibliography{refs}\n", '#bibliography("refs.bib", title: none)\n')


def test_source_is_not_escaped_again():
    text = "\\section{A}\n5\\,\\% [1] in $x^2$ by A\\&B [9]\n"
    written = rewrite_markers(
        text,
        find_markers(text, WORKS),
        NOTATIONS["latex"],
        list_start=len(text),
        list_end=len(text),
        bibliography="refs.bib",
    )
    assert written.startswith(text.replace("[1]", "\\cite{harrell2019}").rstrip())


def test_keys_that_need_care():
    (marker,) = find_markers("[1]", (ListedWork('a/b "c"', 1, ("A",), "2000"),))
    assert NOTATIONS["typst"].citation(marker) == '#cite(label("a/b \\"c\\""))'
