import pytest

from mscref.manuscript.marker import ListedWork
from mscref.manuscript.markers import find_markers, uncited
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
    (marker,) = find_markers("(Li, 2020)", works)
    assert marker.unresolved == ("Li 2020",)


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


INSTITUTES = (
    ListedWork("oms2018", 0, ("Organisation mondiale de la santé",), "2018"),
    ListedWork("muller1999", 0, ("Müller",), "1999"),
    ListedWork("muller2003", 0, ("Müller",), "2003"),
    ListedWork("vandenberg2001", 0, ("van den Berg", "O'Neill"), "2001"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'Organisation mondiale de la santé (2018) dit", "L'@oms2018 dit"),
        ("as the OMS (2018) says (OMS, 2018)", "as the @oms2018 says [@oms2018]"),
        ("Müller's (1999) view", "Müller's [-@muller1999] view"),
        ("Müller’s (1999, p. 4) view", "Müller’s [-@muller1999, p. 4] view"),
        ("(Müller 1999; ders. 2003)", "[@muller1999; @muller2003]"),
        (
            "(see van den Berg & O'Neill, 2001, but cf. Müller, 1999)",
            "[see @vandenberg2001; but cf. @muller1999]",
        ),
        ("Müller et ses collègues (1999)", "@muller1999"),
        ("Müller and his colleagues (1999)", "@muller1999"),
        ("Müller und Mitarbeiter (1999)", "@muller1999"),
        ("(ebd., S. 9; Müller 1999)", "(ebd., S. 9; Müller 1999)"),
    ],
)
def test_institutions_possessives_and_several_in_one(text: str, expected: str):
    markers = find_markers(text, INSTITUTES)
    out, position = "", 0
    for marker in markers:
        out += text[position : marker.start] + citation_of(marker, PANDOC)
        position = marker.end
    assert out + text[position:] == expected


def test_years_alone_in_latex_and_typst():
    (marker,) = find_markers("Müller's (1999) view", INSTITUTES)
    assert citation_of(marker, NOTATIONS["latex"]) == r"\citeyearpar{muller1999}"
    assert citation_of(marker, NOTATIONS["typst"]) == '(#cite(<muller1999>, form: "year"))'


def test_a_marker_whose_work_the_list_lacks_is_said():
    text = "(Müller, 1999) and (Ghost, 2011), (Ghost & Spook 2012), (May, 2020), (Figure 2, 1999)"
    unresolved = [one.unresolved for one in find_markers(text, INSTITUTES) if one.unresolved]
    assert unresolved == [("Ghost 2011",), ("Ghost & Spook 2012",)]


@pytest.mark.parametrize(
    "text", ["In Figure [2] and", "y[1] = 3 and", "https://example.org/[1]", "(Table 2)", "Eq. [3]"]
)
def test_numbers_of_other_things(text: str):
    assert [one.text for one in find_markers(f"{text} cells [4].", WORKS)] == ["[4]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as in [1]–[3].", "as in [@harrell2019; @matthay2019; @yip2020]."),
        ("as in [1] - [3], [4]", "as in [@harrell2019; @matthay2019; @yip2020], [@leng2020]"),
        ("`a[1]` and [1]", "`a[1]` and [@harrell2019]"),
        ("see [1]\n```\nx [2]\n```\n", "see [@harrell2019]\n```\nx [2]\n```\n"),
    ],
)
def test_ranges_of_brackets_and_code(text: str, expected: str):
    assert written(text) == expected


@pytest.mark.parametrize(
    "text", ["Leng" + " " * 20_000 + "(2020)", "(" + "Leng and " * 2_000 + "2020)", "[1," * 20_000]
)
def test_hostile_texts_take_no_time(text: str):
    assert find_markers(text, WORKS) == []  # without bounds this takes minutes


@pytest.mark.parametrize("sign", "⁹A")
def test_a_word_without_end_is_no_marker(sign: str):
    assert find_markers("cells" + sign * 20_000, WORKS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cells and/or // mice", "cells and/or \\// mice"),
        ("see https://a.example/b_c#d and a_b", "see https://a.example/b_c#d and a\\_b"),
        ("ftp://a.example", "ftp:\\//a.example"),
    ],
)
def test_running_text_for_typst_loses_nothing(text: str, expected: str):
    """`//` begins a comment there, unless it belongs to a link."""
    assert NOTATIONS["typst"].text(text) == expected


def test_values_with_their_deviations_are_no_markers_in_parentheses():
    text = "12 (3) of 5.5 (2) % and n = 4 (1), in 2019 (4), (1, 2), (3) and (5-7)"
    found = [one.text for one in find_markers(text, WORKS)]
    assert found == ["(4)", "(1, 2)", "(3)", "(5-7)"]


@pytest.mark.parametrize("text", ["m^2^", "10^6^ cells", "5 cm²", "R² = 0.9", "10⁶"])
def test_powers_are_no_markers(text: str):
    cited = "cells^4^" if "^" in text else "cells⁴"
    assert len(find_markers(f"{text} {cited}", WORKS)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[see 1, pp. 12-14]", "[see @harrell2019, pp. 12-14]"),
        ("[1, p. 3]", "[@harrell2019, p. 3]"),
        ("[vgl. 1, 2, S. 3 f.]", "[vgl. @harrell2019; @matthay2019, S. 3 f.]"),
        ("cells.^[1,2]^", "cells.[@harrell2019; @matthay2019]"),
    ],
)
def test_numbers_with_words_beside_them(text: str, expected: str):
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("As said^1,2^ and found [3].", [("1", "2"), ("3",)]),
        ("As said [1], found [2] (Refs. 1–3).", [("1",), ("2",), ("1", "2", "3")]),
        ("As said^1^, found^2^ (ref. 3).", [("1",), ("2",), ("3",)]),
    ],
)
def test_what_another_notation_alone_names_is_a_citation(text, ways):
    works = [ListedWork(f"w{one}", one, (), "2001") for one in (1, 2, 3)]
    found = find_markers(text, works)
    assert [tuple(cite.named for cite in marker.cites) for marker in found] == ways
    assert not any(marker.unresolved for marker in found)


def test_another_notation_that_names_the_same_works_is_left_and_said():
    works = [ListedWork(f"w{one}", one, (), "2001") for one in (1, 2, 3)]
    found = find_markers("A. Smith^3^\n\nSaid [1], [2] and [3], and so^1,2^.", works)
    assert [marker.text for marker in found if marker.unresolved] == ["^1,2^"]


def test_a_possessive_behind_others_and_the_years_of_two_editions():
    works = [
        ListedWork("wakefield", 0, ("Wakefield", "Murch"), "1998"),
        ListedWork("kuhn", 0, ("Kuhn",), "1996"),
    ]
    found = find_markers("Wakefield et al.'s (1998) claim (Kuhn, 1962/1996).", works)
    assert [cite.key for marker in found for cite in marker.cites] == ["wakefield", "kuhn"]
