"""Rules of the engine that the official suite does not reach; what is expected was compared with
the reference processor, but where docs/style-parity.md says otherwise."""

import pytest
from tests.csl.small import (
    INITIALS,
    NAME,
    SHORT,
    WRITE,
    YEAR,
    cite,
    document,
    entry,
    item,
    people,
    style,
)

from mscref.csl.processor import Processor
from mscref.formats.cslitem import reference_from_json
from mscref.model.citation import Citation, Cite
from mscref.model.reference import Json


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王, 小明", "王小明"),
        ("やまだ, たろう", "やまだたろう"),
        ("김, 민호", "김민호"),
        ("欧阳, Xiu Li", "欧阳 X. L."),
        ("Wang, 小明", "小明 Wang"),
        ("Петров, Иван Ильич", "И. И. Петров"),
        ("وحید, علی رضا", "ع. ر. وحید"),
        ("Xu, Ji-hoon", "J. Xu"),
        ("Xu, Jean-luc Marie", "J. M. Xu"),
        ("Xu, Li-ming-hua", "L. Xu"),
        ("Xu, Wei-Qiang", "W.-Q. Xu"),
        ("Xu, Ibn al-Haytham", "I. al-Haytham Xu"),
        ("Xu, Sun yat-sen", "S. yat-sen Xu"),
        ("de' Medici, Al", "A. de’ Medici"),
        ("dell' Acqua, Al", "A. dell’ Acqua"),
        ("d'Alba, Al", "A. d’Alba"),
        ("el-Sayed, Al", "A. el-Sayed"),
    ],
)
def test_names_and_initials(name: str, expected: str):
    assert cite(style(NAME), item(author=people(name))) == expected


def test_spaces_of_initialize_with_are_one():
    made = style('<names variable="author"><name initialize-with=".   "/></names>')
    assert cite(made, item(author=people("Xu, Al Bo"))) == "A. B. Xu"


def test_affixes_of_a_name_go_around_an_abbreviated_list_too():
    made = style(
        '<names variable="author"><name form="short" prefix="(" suffix=")" et-al-min="3"'
        ' et-al-use-first="2"/></names>'
    )
    assert cite(made, item(author=people("A, a", "B, b", "C, c"))) == "((A), (B), et al.)"


@pytest.mark.parametrize(
    ("suffix", "delimiter", "expected"),
    [
        (" so,", "; ", "Kerr so, Finch"),
        (" so.", ", ", "Kerr so. Finch"),
        (" so;", ", ", "Kerr so; Finch"),
        (" so.", " / ", "Kerr so. / Finch"),
        (" so", "; ", "Kerr so; Finch"),
        (" so.", "", "Kerr so.Finch"),
    ],
)
def test_suffix_that_ends_in_punctuation_replaces_that_of_the_delimiter(
    suffix: str, delimiter: str, expected: str
):
    made = style(SHORT, affixes=f'delimiter="{delimiter}"')
    items = [item("a", author=people("Kerr, A")), item("b", author=people("Finch, Z"))]
    assert document(made, items, (1, (Cite("a", suffix=suffix), "b"))) == [expected]


def test_parentheses_alternate_in_notes_only():
    nested = (
        '<group prefix="(" suffix=")" delimiter="; "><text variable="note"/>'
        '<group prefix="(see " suffix=")" delimiter=" "><text variable="publisher"/>'
        '<number variable="edition" prefix="(" suffix=")"/></group></group>'
    )
    work = item(note="Z", publisher="P", edition="2")
    assert cite(style(nested), work) == "(Z; [see P (2)])"
    assert cite(style(nested, kind="in-text"), work) == "(Z; (see P (2)))"


@pytest.mark.parametrize("variable", ["volume", "issue", "page"])
def test_ampersand_is_the_sign_of_the_language(variable: str):
    terms = '<locale><terms><term name="and" form="symbol">+</term></terms></locale>'
    made = style(f'<text variable="{variable}"/>', extra=terms)
    assert cite(made, item(**{variable: "3 & 9"})) == "3 + 9"


IBID = style(
    '<choose><if position="ibid"><text value="ib"/></if><else-if position="subsequent">'
    f'<text value="again "/>{SHORT}</else-if><else>{SHORT}</else></choose>',
    affixes='delimiter="; "',
)
TWO = [item("a", author=people("Kerr, A")), item("b", author=people("Finch, Z"))]


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([(1, "a"), (1, "b"), (2, "b")], ["Kerr", "Finch", "again Finch"]),
        ([(1, "ab"), (1, "b")], ["Kerr; Finch", "ib"]),
        ([(1, "a"), (2, "b"), (2, "b"), (3, "b")], ["Kerr", "Finch", "ib", "again Finch"]),
        ([(0, "a"), (1, "a"), (2, "a"), (0, "a")], ["Kerr", "Kerr", "ib", "ib"]),
        ([(1, "a"), (0, "b"), (0, "a")], ["Kerr", "Finch", "Kerr"]),
        ([(1, "a"), (3, "a")], ["Kerr", "again Kerr"]),
    ],
)
def test_ibid_goes_by_notes_and_by_the_text(citations, expected: list[str]):
    assert document(IBID, TWO, *citations) == expected


def test_conditions_become_true_one_after_the_other():
    made = style(
        f'<group delimiter=", ">{SHORT}'
        + "".join(
            f'<choose><if disambiguate="true"><text variable="{one}"/></if></choose>'
            for one in ("genre", "title", "publisher")
        )
        + "</group>",
        kind="in-text",
    )
    kerr = people("Kerr, A")
    items = [
        item("a", author=kerr, title="Reef", publisher="P1"),
        item("b", author=kerr, title="Dune", publisher="P2"),
        item("c", author=kerr, title="Dune", publisher="P3"),
        item("d", author=people("Finch, Z"), title="Ash", publisher="P4"),
    ]
    assert document(made, items, *[(0, one) for one in "abcd"]) == [
        "Kerr, Reef",
        "Kerr, Dune, P2",
        "Kerr, Dune, P3",
        "Finch",
    ]


def test_cites_of_different_notes_are_not_ambiguous():
    made = style(
        f'<choose><if position="subsequent"><group delimiter=" ">{SHORT}<choose>'
        '<if disambiguate="true"><text variable="title"/></if></choose>'
        '<text variable="first-reference-note-number" prefix="(n " suffix=")"/></group></if>'
        f'<else>{SHORT}<text variable="title" prefix=", "/></else></choose>'
    )
    kerr = people("Kerr, A")
    items = [item("a", author=kerr, title="Reef"), item("b", author=kerr, title="Dune")]
    apart = document(made, items, (1, "a"), (2, "b"), (3, "a"), (4, "b"))
    assert apart[2:] == ["Kerr (n 1)", "Kerr (n 2)"]
    together = document(made, items, (1, "ab"), (2, "a"), (3, "b"))
    assert together[1:] == ["Kerr Reef (n 1)", "Kerr Dune (n 1)"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("primary-name", ["Steel", "Semple and Steel"]),
        ("all-names", ["D. Steel", "Semple and M. Steel"]),
    ],
)
def test_primary_names_are_compared_with_primary_names(rule: str, expected: list[str]):
    made = style(
        '<names variable="author"><name form="short" and="text" initialize-with=". "/></names>',
        citation='disambiguate-add-givenname="true" givenname-disambiguation-rule="' + rule + '"',
        kind="in-text",
    )
    items = [
        item("a", author=people("Steel, Dan")),
        item("b", author=people("Semple, C", "Steel, Mike")),
    ]
    assert document(made, items, (0, "a"), (0, "b")) == expected


def test_spellings_of_initials_tell_nobody_apart():
    made = style(
        f'<group delimiter=" ">{INITIALS}{YEAR}</group>',
        citation='disambiguate-add-givenname="true" disambiguate-add-year-suffix="true"'
        ' givenname-disambiguation-rule="all-names"',
        kind="in-text",
    )
    issued: Json = {"date-parts": [[2000]]}
    items = [
        item("a", author=people("Xu, J.P."), issued=issued),
        item("b", author=people("Xu, J P"), issued=issued),
        item("c", author=people("Xu, Cy"), issued=issued),
    ]
    assert document(made, items, (0, "a"), (0, "b"), (0, "c")) == [
        "J. P. Xu 2000a",
        "J. P. Xu 2000b",
        "C. Xu 2000",
    ]


@pytest.mark.parametrize(
    ("issued", "text", "numeric"),
    [
        ({"date-parts": [[2013]], "season": "Lent"}, "Lent 2013", "Lent/2013"),
        ({"date-parts": [[2013], [2014]], "season": "Lent"}, "Lent 2013–2014", "Lent/2013–2014"),
        ({"date-parts": [[2013]], "season": 2}, "Summer 2013", "Summer/2013"),
        ({"date-parts": [[1990, 19]]}, "Autumn 1990", "1990"),
        ({"date-parts": [[1990, 24]]}, "Winter 1990", "1990"),
        ({"date-parts": [[1990, 25]]}, "1990", "1990"),
        ({"date-parts": [[1990, 18], [1991, 21]]}, "Summer 1990–Spring 1991", "1990–1991"),
    ],
)
def test_seasons(issued: Json, text: str, numeric: str):
    for form, expected in (("text", text), ("numeric", numeric)):
        made = style(f'<date variable="issued" form="{form}"/>')
        assert cite(made, item(issued=issued)) == expected


@pytest.mark.parametrize(
    ("language", "variable", "expected"),
    [
        ("pt-PT", "edition", "4.ª"),
        ("gl-ES", "volume", "4ª"),
        ("pt-BR", "edition", "4º"),
        ("en-US", "edition", "4th"),
    ],
)
def test_ordinals_of_nouns_without_gender(language: str, variable: str, expected: str):
    made = style(
        f'<number variable="{variable}" form="ordinal"/>', root=f'default-locale="{language}"'
    )
    assert cite(made, item(**{variable: "4"})) == expected


@pytest.mark.parametrize(
    ("pages", "expected"), [("55-5", "55–5"), ("101-01", "101–01"), ("101-5", "101–105")]
)
def test_end_of_a_range_that_would_be_its_start(pages: str, expected: str):
    made = style('<text variable="page"/>', root='page-range-format="expanded"')
    assert cite(made, item(page=pages)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("m''", "m’’"),
        ("a''' b'''", "a’’’ b’’’"),
        ("'m'", "“m”"),
    ],
)
def test_apostrophes(title: str, expected: str):
    assert cite(style('<text variable="title"/>'), item(title=title)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("old x-ray of b-cell parts", "Old X-Ray of b-Cell Parts"),
        ("x-ray b-cell", "X-Ray b-Cell"),
        ("a β-cell and t-test", "A β-Cell and t-Test"),
        ("new p-value", "New P-Value"),
    ],
)
def test_title_case_of_a_letter_before_a_hyphen(title: str, expected: str):
    assert cite(style('<text variable="title" text-case="title"/>'), item(title=title)) == expected


def test_quotation_marks_where_the_style_says_that_it_wants_none():
    made = style('<text variable="title" quotes="false"/>', root='default-locale="en-GB"')
    assert cite(made, item(title="Of “a ‘b’ c” d")) == "Of ‘a “b” c’ d"


def test_accents_and_case_wait_for_the_next_key():
    made = style(
        SHORT,
        bibliography='<bibliography><sort><key variable="author"/><key variable="title"/></sort>'
        '<layout><text variable="title"/></layout></bibliography>',
    )
    processor = Processor(made)
    rows = [
        ("Reef", "Lopez"),
        ("Dune", "López"),
        ("Ash", "LOPEZ"),
        ("Bay", "Lopez"),
        ("Bay", "López"),
    ]
    processor.register(
        [
            reference_from_json(item(str(number), title=title, author=people(f"{family}, A")))
            for number, (title, family) in enumerate(rows)
        ]
    )
    entries = processor.bibliography().entries
    assert [WRITE(one.output) for one in entries] == ["Ash", "Bay", "Bay", "Dune", "Reef"]
    assert [one.id for one in entries][1:3] == ["3", "4"]


def test_entry_without_output_does_not_part_equal_authors():
    made = style(
        SHORT,
        bibliography='<bibliography subsequent-author-substitute="—"><layout><choose>'
        f'<if type="book">{SHORT}<text variable="title" prefix=", "/></if></choose></layout>'
        "</bibliography>",
    )
    processor = Processor(made)
    kerr = people("Kerr, A")
    processor.register(
        reference_from_json(one)
        for one in (
            item("a", author=kerr, title="A"),
            {**item("b", author=people("Xu, B"), title="B"), "type": "speech"},
            item("c", author=kerr, title="C"),
        )
    )
    assert [WRITE(one.output) for one in processor.bibliography().entries] == ["Kerr, A", "—, C"]


def test_substitute_takes_the_name_parts_of_the_names_around_it():
    made = style(
        '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name>'
        '<substitute><names variable="editor"><name form="short"/></names></substitute></names>'
    )
    assert cite(made, item(editor=people("Kerr, A"))) == "KERR"


@pytest.mark.parametrize("substitute", ['<text variable="title"/>', '<names variable="editor"/>'])
def test_suppressed_author_takes_what_stands_in_for_it_along(substitute: str):
    made = style(
        '<group delimiter=", "><names variable="author"><name form="short"/><substitute>'
        f"{substitute}</substitute></names>{YEAR}</group>",
        kind="in-text",
    )
    work = item(title="Reef", editor=people("Kerr, A"), issued={"date-parts": [[2002]]})
    assert cite(made, work, suppress_author=True) == "2002"


@pytest.mark.parametrize("language", ["qx", "qx-QX"])
def test_terms_of_a_language_without_a_file_count(language: str):
    made = style(
        '<names variable="editor"><name/><label prefix=" (" suffix=")"/></names>',
        root=f'default-locale="{language}"',
        extra=f'<locale xml:lang="{language}"><terms><term name="editor">zed</term></terms>'
        "</locale>",
    )
    assert cite(made, item(editor=people("Kerr, Al"))) == "Al Kerr (zed)"


@pytest.mark.parametrize(
    ("minimum", "use_first", "expected"),
    [
        (8, 6, "A, B, C, D, E, F, … I"),
        (8, 7, "A, B, C, D, E, F, … I"),
        (3, 1, "A … I"),
        (10, 9, "A, B, C, D, E, F, G, H, I"),
    ],
)
def test_last_name_stands_behind_two_hidden_ones(minimum: int, use_first: int, expected: str):
    made = style(
        f'<names variable="author"><name form="short" et-al-min="{minimum}"'
        f' et-al-use-first="{use_first}" et-al-use-last="true"/></names>'
    )
    assert cite(made, item(author=people(*(f"{letter}, x" for letter in "ABCDEFGHI")))) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("; ", "A; B; C"),
        (",", "A; B,C"),
        (" and ", "A; B and C"),
        ("-", "A; B-C"),
        ("e", "A; B e C"),
        ("&#38;", "A; B & C"),
    ],
)
def test_word_for_and_that_is_punctuation_brings_its_own_spaces(term: str, expected: str):
    made = style(
        '<names variable="author"><name form="short" and="text" delimiter="; "'
        ' delimiter-precedes-last="never"/></names>',
        extra=f'<locale><terms><term name="and">{term}</term></terms></locale>',
    )
    assert cite(made, item(author=people("A, x", "B, x", "C, x"))) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ('<group><text value=", in "/><text variable="publisher"/></group>', "“On Fog”, in Box"),
        ('<group><text value=". "/><text variable="publisher"/></group>', "“On Fog”. Box"),
        ('<group><group><text value=", by "/></group><text value="x"/></group>', "“On Fog”, by x"),
        ('<group prefix=", "><text variable="publisher"/></group>', "“On Fog,” Box"),
    ],
)
def test_punctuation_of_a_value_stays_outside_of_quotation_marks_also_in_a_group(rest, expected):
    layout = f'<text variable="title" quotes="true"/>{rest}'
    assert cite(style(layout), item(title="On Fog", publisher="Box")) == expected


SIBLINGS = [
    item("a", title="Reef", author=people("Kerr, Al"), issued={"date-parts": [[2001]]}),
    item("b", title="Dune", author=people("Kerr, Al"), issued={"date-parts": [[2001]]}),
]
SUFFIXES = 'disambiguate-add-year-suffix="true"'
TITLE_IF = '<choose><if disambiguate="true"><text variable="title" prefix=" "/></if></choose>'


@pytest.mark.parametrize(
    ("layout", "options", "expected"),
    [
        (f"{SHORT}{TITLE_IF} {YEAR}", SUFFIXES, ["Kerr2001a", "Kerr2001b"]),
        (f"{SHORT}{YEAR}{TITLE_IF}", "", ["Kerr2001 Reef", "Kerr2001 Dune"]),
        (f"{SHORT}{TITLE_IF}", SUFFIXES, ["Kerr Reef", "Kerr Dune"]),
        (
            f'{SHORT}<choose><if disambiguate="true"><text variable="title"/></if>'
            f"<else>{YEAR}</else></choose>",
            SUFFIXES,
            ["Kerr2001a", "Kerr2001b"],
        ),
    ],
)
def test_conditions_come_behind_year_suffixes(layout: str, options: str, expected: list[str]):
    made = style(layout, citation=options, kind="in-text")
    assert document(made, SIBLINGS, (0, "a"), (0, "b")) == expected


EXPLICIT = '<text variable="year-suffix" prefix="-"/>'
UNREACHED = f'<choose><if type="song">{EXPLICIT}</if><else>{YEAR}</else></choose>'


@pytest.mark.parametrize(
    ("cites", "entries", "expected"),
    [
        (YEAR, YEAR, ("2001a", "2001a")),
        (YEAR + EXPLICIT, YEAR, ("2001-a", "2001")),
        (YEAR, YEAR + EXPLICIT, ("2001", "2001-a")),
        (UNREACHED, YEAR, ("2001", "2001")),
    ],
)
def test_style_that_places_the_year_suffix_itself_has_it_nowhere_else(
    cites: str, entries: str, expected: tuple[str, str]
):
    made = style(
        SHORT + cites,
        citation=SUFFIXES,
        kind="in-text",
        bibliography=f"<bibliography><layout>{entries}</layout></bibliography>",
    )
    processor = Processor(made)
    processor.register([reference_from_json(one) for one in SIBLINGS])
    cited = WRITE(processor.cite(Citation("c", (Cite("a"),))))
    shown = WRITE(processor.bibliography().entries[0].output)
    assert (cited.removeprefix("Kerr"), shown) == expected


@pytest.mark.parametrize(
    ("date", "part", "expected"),
    [
        ('text-case="uppercase"', "", "2001a"),
        ("", 'text-case="uppercase"', "2001A"),
        ('text-case="uppercase"', 'text-case="uppercase"', "2001A"),
    ],
)
def test_case_of_a_year_suffix_is_that_of_the_year(date: str, part: str, expected: str):
    year = f'<date variable="issued" {date}><date-part name="year" {part}/></date>'
    made = style(SHORT + year, citation=SUFFIXES, kind="in-text")
    assert document(made, SIBLINGS, (0, "a"), (0, "b"))[0] == f"Kerr{expected}"


MANY = [f"{letter}, x" for letter in "ABCDEFGH"]


@pytest.mark.parametrize(
    ("options", "people_cited", "first", "later"),
    [
        ("3 1 5 1", 4, "A, B, C, et al.", "A, B, C, D"),
        ("4 1 6 1", 4, "A, B, C, D", "A, B, C, D"),
        ("4 1 3 2", 6, "A, B, et al.", "A, B, et al."),
        ("4 1 3 2", 3, "A, B, C", "A, B, et al."),
        ("3 2 3 1", 6, "A, B, et al.", "A et al."),
        ("2 1 3 1", 2, "A, B", "A, B"),
    ],
)
def test_first_cite_shows_no_fewer_names_than_a_later_one(
    options: str, people_cited: int, first: str, later: str
):
    names = ("min", "use-first", "subsequent-min", "subsequent-use-first")
    made = style(
        SHORT,
        kind="in-text",
        citation=" ".join(
            f'et-al-{name}="{value}"' for name, value in zip(names, options.split(), strict=True)
        ),
    )
    work = item("a", author=people(*MANY[:people_cited]))
    assert document(made, [work, TWO[1]], (0, "a"), (0, "b"), (0, "a")) == [first, "Finch", later]


@pytest.mark.parametrize(
    ("shown", "delimiter", "expected"),
    [
        (3, "never", "A, B, C, … H"),
        (3, "always", "A, B, C, … H"),
        (1, "always", "A … H"),
        (2, "after-inverted-name", "A, B, … H"),
    ],
)
def test_delimiter_goes_before_the_ellipsis(shown: int, delimiter: str, expected: str):
    made = style(
        f'<names variable="author"><name form="short" et-al-min="6" et-al-use-first="{shown}"'
        f' et-al-use-last="true" delimiter-precedes-et-al="{delimiter}"/></names>'
    )
    assert cite(made, item(author=people(*MANY))) == expected


@pytest.mark.parametrize(
    ("style_wide", "area", "own", "expected"),
    [
        ("", "", "", "A. B. Kerr"),
        ("", 'initialize="false"', 'initialize="true"', "A. B. Kerr"),
        ('initialize="false"', 'initialize="true"', "", "A. B. Kerr"),
        ('initialize="true"', "", 'initialize="false"', "Al Bo Kerr"),
    ],
)
def test_initialize_that_stands_nearest_counts(style_wide: str, area: str, own: str, expected: str):
    made = style(
        f'<names variable="author"><name initialize-with=". " {own}/></names>',
        root=style_wide,
        citation=area,
    )
    assert cite(made, item(author=people("Kerr, Al Bo"))) == expected


@pytest.mark.parametrize(
    ("case", "title", "expected"),
    [
        ("capitalize-first", "o.O. x", "O.O. x"),
        ("capitalize-first", "d'Amour", "D’Amour"),
        ("capitalize-first", "iPhone x", "iPhone x"),
        ("capitalize-all", "mRNA d'Or", "mRNA D’Or"),
        ("title", "d'Amour", "D’Amour"),
        ("title", "an iPhone", "An iPhone"),
    ],
)
def test_word_ends_where_its_letters_end(case: str, title: str, expected: str):
    assert (
        cite(style(f'<text variable="title" text-case="{case}"/>'), item(title=title)) == expected
    )


@pytest.mark.parametrize("part", ["family", "given"])
def test_affixes_of_name_parts_are_for_people(part: str):
    made = style(
        '<names variable="author"><name>'
        f'<name-part name="{part}" prefix="(" suffix=")"/></name></names>'
    )
    work = item(author=[{"literal": "Coast Watch"}, {"family": "Kerr", "given": "Al"}])
    shown = {"family": "Coast Watch, Al (Kerr)", "given": "Coast Watch, (Al) Kerr"}
    assert cite(made, work) == shown[part]


@pytest.mark.parametrize("kind", ["note", "in-text"])
@pytest.mark.parametrize(
    ("suffix", "expected"),
    [(", ", "Kerr, "), (". ", "Kerr."), ("; ", "Kerr;"), (") ", "Kerr) "), (" ", "Kerr ")],
)
def test_space_at_the_end_of_a_citation(kind: str, suffix: str, expected: str):
    processor = Processor(style(SHORT, kind=kind, affixes=f'suffix="{suffix}"'))
    processor.register([reference_from_json(TWO[0])])
    # A writer of plain text drops the space, too.
    assert processor.cite(Citation("c", (Cite("a"),))).text == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("abab", ["Kerr", "Kerr", "Kerr (n 1)", "Kerr (n 2)"]),
        ("aabb", ["Kerr", "Kerr (n 1)", "Kerr", "Kerr (n 3)"]),
        ("abcab", ["Kerr", "Kerr", "Kerr", "Kerr Reef (n 1)", "Kerr Dune (n 2)"]),
        ("abcc", ["Kerr", "Kerr", "Kerr", "Kerr Ash (n 3)"]),
    ],
)
def test_first_notes_tell_two_works_apart_but_not_three(cited: str, expected: list[str]):
    made = style(
        f'{SHORT}<choose><if position="subsequent">{TITLE_IF}'
        '<text variable="first-reference-note-number" prefix=" (n " suffix=")"/></if></choose>'
    )
    third = {**SIBLINGS[0], "id": "c", "title": "Ash"}
    works = [*SIBLINGS, third] if "c" in cited else SIBLINGS
    assert document(made, works, *[(note, one) for note, one in enumerate(cited, 1)]) == expected


def test_cites_in_the_text_are_compared_in_their_later_form_too():
    made = style(
        f'{SHORT}<choose><if position="first"><text variable="publisher" prefix=" "/></if>'
        f"<else>{TITLE_IF}</else></choose>",
        kind="in-text",
    )
    works = [{**one, "publisher": f"P{number}"} for number, one in enumerate(SIBLINGS)]
    shown = document(made, works, (0, "a"), (0, "b"), (0, "a"), (0, "b"))
    assert shown == ["Kerr P0", "Kerr P1", "Kerr Reef", "Kerr Dune"]


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        (("a", "b"), "Kerr2001a; b"),
        ((Cite("a", suffix=" so"), "b"), "Kerr2001a so, b"),
        (("a", Cite("b", suffix=" so")), "Kerr2001a, b so"),
        (("a", Cite("b", prefix="see ")), "Kerr2001a, see b"),
    ],
)
def test_letters_collapse_beside_words_of_the_writer(cites, expected: str):
    made = style(
        SHORT + YEAR,
        kind="in-text",
        citation=f'{SUFFIXES} collapse="year-suffix"',
        affixes='delimiter="; "',
    )
    assert document(made, SIBLINGS, (0, cites)) == [expected]


@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        ('<text variable="title"/>', "Kerr2001; Tides of law1989"),  # a work of its own
        ('<text variable="title" text-case="uppercase"/>', "Kerr2001; TIDES OF LAW1989"),
        ('<text value="in "/><text variable="title"/>', "Kerr2001; in Tides of law1989"),
        ('<group><text variable="title-short"/></group>', "Kerr2001; Tides1989"),
        ('<text value="Anon"/>', "Kerr2001, Anon1989"),
        ("", "Kerr2001, 1989"),
        ('<text value="Tides"/>', "Kerr2001, Tides1989"),  # a word of the style, whatever it is
    ],
)
def test_a_title_before_its_year_belongs_to_no_names_before_it(instead: str, expected: str):
    made = style(
        f'<choose><if variable="author">{SHORT}</if><else>{instead}</else></choose>' + YEAR,
        kind="in-text",
        citation='collapse="year"',
        affixes='delimiter="; "',
    )
    nameless = {
        "id": "n",
        "type": "legal_case",
        "title": "Tides of law",
        "title-short": "Tides",
        "issued": {"date-parts": [[1989]]},
    }
    assert document(made, [SIBLINGS[0], nameless], (0, ("a", "n"))) == [expected]


@pytest.mark.parametrize("rule", ["all-names-with-initials", "primary-name-with-initials"])
@pytest.mark.parametrize("initialize", ["", 'initialize="false"'])
def test_rules_with_initials_tell_nobody_apart_by_more(rule: str, initialize: str):
    made = style(
        f'<names variable="author"><name form="short" initialize-with="." {initialize}/></names>'
        + YEAR,
        kind="in-text",
        citation=f'{SUFFIXES} disambiguate-add-givenname="true"'
        f' givenname-disambiguation-rule="{rule}"',
    )
    works = [
        {**one, "author": people(f"Kerr, {given}")}
        for one, given in zip(SIBLINGS, ("Joe", "Joseph"), strict=True)
    ]
    assert document(made, works, (0, "a"), (0, "b")) == ["Kerr2001a", "Kerr2001b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J. Am. Chem. Soc.", "J Am Chem Soc"),
        ("arXiv:2001.01234", "arXiv:2001.01234"),
        ("Vol. 2.0 rev. 3.", "Vol 2.0 rev 3"),
        ("a.b.c 1.a", "abc 1a"),
    ],
)
def test_full_stops_of_numbers_are_no_abbreviations(text: str, expected: str):
    for variable in ("container-title", "note"):
        made = style(f'<text variable="{variable}" strip-periods="true"/>')
        assert cite(made, item(**{variable: text})) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (f'<group delimiter=". ">{SHORT}<text variable="title"/></group>', ["Kerr. Dune", "Reef"]),
        (
            f'<group prefix="x " suffix=": ">{SHORT}</group><text variable="title"/>',
            ["x Kerr: Dune", "Reef"],
        ),
        (
            '<names variable="author" prefix="x " suffix=": "><name form="short"/></names>'
            '<text variable="title"/>',
            ["x Kerr: Dune", "Reef"],
        ),
    ],
)
def test_author_substitute_of_nothing_takes_affixes_along(layout: str, expected: list[str]):
    made = style(
        SHORT,
        bibliography='<bibliography subsequent-author-substitute=""><sort><key variable="title"/>'
        f"</sort><layout>{layout}</layout></bibliography>",
    )
    processor = Processor(made)
    processor.register([reference_from_json(one) for one in SIBLINGS])
    assert [WRITE(one.output) for one in processor.bibliography().entries] == expected


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["12 Seas", "2 Seas", "Sea 9", "Sea 10"], ["2 Seas", "12 Seas", "Sea 9", "Sea 10"]),
        (["S10", "S9", "S09a"], ["S9", "S09a", "S10"]),
        (["110", "99", "099b", "1000"], ["99", "099b", "110", "1000"]),
    ],
)
def test_numbers_sort_by_their_size(titles: list[str], expected: list[str]):
    made = style(
        SHORT,
        bibliography='<bibliography><sort><key variable="title"/></sort><layout>'
        '<text variable="title"/></layout></bibliography>',
    )
    processor = Processor(made)
    processor.register(
        [reference_from_json(item(str(key), title=title)) for key, title in enumerate(titles)]
    )
    assert [WRITE(one.output) for one in processor.bibliography().entries] == expected


@pytest.mark.parametrize(
    ("case", "title", "expected"),
    [
        ("sentence", "10th Day", "10th day"),
        ("sentence", "1st-Class x", "1st-class x"),
        ("sentence", "È Vero", "È vero"),
        ("capitalize-first", "β-carotene", "β-carotene"),
        ("capitalize-all", "β carotene", "β Carotene"),
        ("capitalize-first", "я и ты", "Я и ты"),
    ],
)
def test_first_letter_of_numbers_and_symbols(case: str, title: str, expected: str):
    assert (
        cite(style(f'<text variable="title" text-case="{case}"/>'), item(title=title)) == expected
    )


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ('<name><name-part name="given" text-case="uppercase"/></name>', "AL KERR"),
        ('<name><name-part name="family" text-case="lowercase"/></name>', "Al kerr"),
        ('<name form="short"/>', "KERR"),
    ],
)
def test_substitute_takes_each_name_part_that_it_does_not_say(own: str, expected: str):
    made = style(
        '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name>'
        f'<substitute><names variable="editor">{own}</names></substitute></names>'
    )
    assert cite(made, item(editor=people("Kerr, Al"))) == expected


@pytest.mark.parametrize("season", [0, "0", "00"])
def test_season_of_number_zero_is_none(season: Json):
    made = style('<date variable="issued" form="text"/>')
    assert cite(made, item(issued={"date-parts": [[1990]], "season": season})) == "1990"


@pytest.mark.parametrize(
    ("formatting", "before", "plain", "after"),
    [
        ('font-style="italic"', "<i>", '<span style="font-style:normal;">v.</span>', "</i>"),
        ('font-weight="bold"', "<b>", '<span style="font-weight:normal;">v.</span>', "</b>"),
        ('vertical-align="sup"', "<sup>", "v.", "</sup>"),
        (
            'text-decoration="underline"',
            '<span style="text-decoration:underline;">',
            "v.",
            "</span>",
        ),
    ],
)
def test_undecorated_words_keep_lines_and_their_height(
    formatting: str, before: str, plain: str, after: str
):
    shown = entry(
        f'<text variable="title" {formatting}/>',
        {"title": 'Kerr <span class="nodecor">v.</span> Finch'},
    )
    assert shown == f"{before}Kerr {plain} Finch{after}"


THREE = item("c", author=people("Kerr, A", "Finch, B", "Moore, C"))
FIVE = item("d", author=people("Lane, A", "Finch, B", "Moore, C", "Dahl, D", "Ek, E"))
ADDS = 'disambiguate-add-givenname="true"', 'disambiguate-add-names="true"'


@pytest.mark.parametrize(
    ("telling", "cites", "shown"),
    [
        (ADDS, 'et-al-min="4" et-al-use-first="1"', ["Kerr, Finch, Moore", "Lane et al."]),
        (ADDS, 'et-al-min="6" et-al-use-first="1"', [
            "Kerr, Finch, Moore", "Lane, Finch, Moore, Dahl, Ek",
        ]),
        (ADDS, 'et-al-min="5" et-al-use-first="2"', ["Kerr, Finch, Moore", "Lane, Finch, et al."]),
        (ADDS[:1], 'et-al-min="6" et-al-use-first="1"', ["Kerr et al.", "Lane et al."]),
        (ADDS[1:], 'et-al-min="6" et-al-use-first="1"', ["Kerr et al.", "Lane et al."]),
        (ADDS, "", ["Kerr, Finch, Moore", "Lane, Finch, Moore, Dahl, Ek"]),
    ],
)  # fmt: skip
def test_no_entry_shows_fewer_names_than_its_cites_where_names_are_added(telling, cites, shown):
    listed = (
        f'<bibliography et-al-min="3" et-al-use-first="1"><layout>{SHORT}</layout></bibliography>'
    )
    made = style(SHORT, kind="in-text", citation=" ".join((*telling, cites)), bibliography=listed)
    processor = Processor(made)
    processor.register([reference_from_json(one) for one in (THREE, FIVE)])
    assert [WRITE(one.output) for one in processor.bibliography().entries] == shown


CUT = 'et-al-min="3" et-al-use-first="1"'
TITLE = '<text variable="title"/>'


def _listed(*variables: str) -> str:
    return "<text value=' | '/>".join(
        f'<names variable="{one}"><name form="short" {CUT}/></names>' for one in variables
    )


@pytest.mark.parametrize(
    ("cites", "entries", "shown"),
    [
        (_listed("author").replace(CUT, ""), _listed("author", "editor"), "A, B, C | D et al."),
        (
            _listed("author", "editor").replace(CUT, ""),
            _listed("author", "editor", "translator"),
            "A, B, C | D, E, F | G et al.",
        ),
        (_listed("author").replace(CUT, ""), _listed("editor", "author"), "D, E, F | A et al."),
        (_listed("author").replace(CUT, ""), _listed("editor translator"), "D, E, FG et al."),
        (_listed("author"), _listed("author"), "A et al."),
        (TITLE, _listed("author", "editor"), "A et al. | D et al."),
        (
            f"<choose><if position='first'>{_listed('author').replace(CUT, '')}</if></choose>",
            _listed("author"),
            "A et al.",
        ),
    ],
)
def test_a_list_of_an_entry_goes_by_the_list_of_the_cite_in_the_same_place(cites, entries, shown):
    bibliography = f"<bibliography><layout>{entries}</layout></bibliography>"
    made = style(cites, kind="in-text", citation=" ".join(ADDS), bibliography=bibliography)
    work = item(
        title="Fog",
        author=people("A, Al", "B, Bo", "C, Cy"),
        editor=people("D, Di", "E, Ed", "F, Flo"),
        translator=people("G, Gus", "H, Hal", "I, Ida"),
    )
    processor = Processor(made)
    processor.register([reference_from_json(work)])
    [entry_shown] = processor.bibliography().entries
    assert WRITE(entry_shown.output) == shown


@pytest.mark.parametrize(
    ("cites", "entries"),
    [
        ('<text variable="citation-number"/>', ["Fog", "2. [CSL STYLE ERROR: reference with no"]),
        (TITLE, ["Fog"]),
    ],
)
def test_a_number_that_is_cited_has_an_entry(cites: str, entries: list[str]):
    bibliography = f"<bibliography><layout>{TITLE}</layout></bibliography>"
    processor = Processor(style(cites, kind="in-text", bibliography=bibliography))
    processor.register([reference_from_json(one) for one in (item(title="Fog"), item("b"))])
    shown = [WRITE(one.output) for one in processor.bibliography().entries]
    assert [one.partition(" printed")[0] for one in shown] == entries


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("de-DE", "„Fog“. Box"), ("fr-FR", "«\u00a0Fog\u00a0». Box"), ("en-US", "“Fog.” Box")],
)
def test_a_full_stop_behind_a_quoted_macro_stands_where_the_language_has_it(locale, expected):
    layout = '<text macro="m" quotes="true" suffix="."/><text variable="publisher" prefix=" "/>'
    made = style(
        layout,
        root=f'default-locale="{locale}"',
        extra='<macro name="m"><text variable="title"/></macro>',
    )
    assert cite(made, item(title="Fog", publisher="Box")) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<text variable="publisher" suffix=".  "/>', "Box.\u00a0 Fog"),
        ('<text macro="m"/>', "Box.  Fog"),
        ('<group><text variable="publisher" suffix=".  "/></group>', "Box. Fog"),
        ('<group><text macro="m"/></group>', "Box.  Fog"),
    ],
)
def test_two_spaces_at_the_end_of_a_group_or_macro(layout: str, expected: str):
    body = '<choose><if type="book"><text variable="publisher" suffix=".  "/></if></choose>'
    made = style(layout + '<text variable="title"/>', extra=f'<macro name="m">{body}</macro>')
    assert cite(made, item(title="Fog", publisher="Box")) == expected


def _kings(*names: dict[str, Json]) -> list[dict[str, Json]]:
    return [
        item(f"k{number}", title=f"T{number}", author=[name], issued={"date-parts": [[1963]]})
        for number, name in enumerate(names)
    ]


KING: dict[str, Json] = {"family": "King", "given": "Al"}
JUNIOR: dict[str, Json] = {**KING, "suffix": "Jr.", "comma-suffix": True}
THIRD: dict[str, Json] = {**KING, "suffix": "III"}
MARY: dict[str, Json] = {"family": "King", "given": "Mary"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([JUNIOR, THIRD, MARY], ["A. King, Jr. 1963", "A. King III 1963", "M. King 1963"]),
        ([JUNIOR, MARY], ["A. King, Jr. 1963", "M. King 1963"]),
        ([JUNIOR, THIRD], ["King 1963a", "King 1963b"]),
        ([THIRD, KING], ["King 1963a", "King 1963b"]),
        ([JUNIOR], ["King 1963"]),
    ],
)
def test_a_short_name_with_its_given_name_has_its_suffix(names, expected: list[str]):
    made = style(
        f"{INITIALS} {YEAR}".replace("> <", "><text value=' '/><"),
        kind="in-text",
        citation='disambiguate-add-givenname="true" disambiguate-add-year-suffix="true"'
        ' givenname-disambiguation-rule="primary-name"',
    )
    works = _kings(*names)
    cited = [(0, [str(one["id"])]) for one in works]
    assert document(made, works, *cited) == expected


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (JUNIOR, THIRD, False),
        (JUNIOR, KING, False),
        (JUNIOR, JUNIOR, True),
        ({**KING, "non-dropping-particle": "van"}, KING, False),
        ({**KING, "dropping-particle": "de"}, KING, False),
    ],
)
def test_another_suffix_or_particle_is_another_person(first, second, is_same: bool):
    listed = (
        '<bibliography subsequent-author-substitute="---"><layout><names variable="author"/>'
        '<text variable="title" prefix=". "/></layout></bibliography>'
    )
    processor = Processor(style(SHORT, bibliography=listed))
    processor.register([reference_from_json(one) for one in _kings(first, second)])
    last = WRITE(processor.bibliography().entries[-1].output)
    assert last.startswith("---") == is_same
