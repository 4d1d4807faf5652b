"""Entries of small styles, where the specification is silent and style authors count on what the
reference processor prints (asked as a black box; the styles are named in the code)."""

import pytest

from mscref.csl.parse import read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.model.names import Name
from mscref.model.reference import Reference

STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography {options}><layout>{layout}</layout></bibliography>
</style>
"""
NO_DATE = '<text term="no date" form="short"/>'
AUTHOR = '<names variable="author"/>'
NUMBER = '<text variable="citation-number" suffix=" "/>'
ROUTE = Reference("r", "book", {"title": "Routes", "page": "3-8"})


def entry(layout: str, reference: Reference = ROUTE, *, options: str = "") -> str:
    """The only entry of a bibliography, as HTML."""
    data = STYLE.format(layout=layout, options=options).encode()
    processor = Processor(read_style(data, path="x.csl"))
    processor.register([reference])
    [made] = processor.bibliography().entries
    return find_writer("html").citation(made.output)


def by(*names: Name) -> Reference:
    return Reference("r", "book", {"author": names})


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (NO_DATE, "N.d."),
        (f"{NUMBER}{NO_DATE}", "1 N.d."),
        ('<text term="no date" form="short" prefix="(" suffix=")"/>', "(N.d.)"),
        (f'{NUMBER}<text term="no date" form="short" prefix="(" suffix=")"/>', "1 (N.d.)"),
        # Names that are missing are a beginning all the same, unless their group vanishes.
        (f"{AUTHOR}{NO_DATE}", "n.d."),
        (f'{NUMBER}{AUTHOR}<group prefix="[" suffix="]">{NO_DATE}</group>', "1 [n.d.]"),
        (f"<group>{AUTHOR}</group>{NO_DATE}", "N.d."),
        (f'<text variable="volume"/>{NO_DATE}', "n.d."),
        (f'<number variable="volume"/><text variable="page-first"/>{NO_DATE}', "3n.d."),
        (f'<number variable="volume"/>{NO_DATE}', "N.d."),
        (f'<names variable="author"><substitute>{NO_DATE}</substitute></names>', "N.d."),
        (f'<text variable="title" suffix=" "/>{NO_DATE}', "Routes n.d."),
    ],
)
def test_a_term_that_begins_an_entry_has_a_capital(layout, expected):
    assert entry(layout) == expected


def test_the_capital_of_a_beginning_term_does_not_ask_for_its_spelling():
    layout = """<names variable="author"><substitute><text term="anonymous" form="short"/>
        </substitute></names>"""
    style = STYLE.format(layout=layout, options="").replace(
        "<citation>",
        '<locale><terms><term name="anonymous" form="short">o.V.</term></terms></locale><citation>',
    )
    processor = Processor(read_style(style.encode(), path="x.csl"))
    processor.register([ROUTE])
    assert processor.bibliography().entries[0].output.text == "O.V."


def test_affixes_of_names_are_for_people():
    names = '<names variable="author"><name suffix="." initialize-with=""/></names>'
    assert entry(names, by(Name("Doe", "Ann"))) == "A Doe."
    assert entry(names, by(Name("", "", literal="World Bank"))) == "World Bank"


@pytest.mark.parametrize(
    ("locale", "name", "expected"),
    [
        ("fr-FR", "<name {}/>", "A.\u00a0B.\u00a0Doe"),
        ("en-US", "<name {}/>", "A.\u00a0B. Doe"),
        (
            "fr-FR",
            '<name {}><name-part name="given" font-style="italic"/></name>',
            "A.\u00a0B.\u00a0Doe",
        ),
        ("fr-FR", '<name name-as-sort-order="all" {}/>', "Doe, A.\u00a0B."),
    ],
)
def test_a_no_break_space_of_initials_may_stand_before_the_family_name(locale, name, expected):
    name = name.format('initialize-with=".&#160;"')
    style = STYLE.format(layout=f'<names variable="author">{name}</names>', options="")
    processor = Processor(read_style(style.encode(), path="x.csl"), locale=locale)
    processor.register([by(Name("Doe", "Ann Bea"))])
    assert processor.bibliography().entries[0].output.text == expected


# As the reference processor prints them: in French, Russian and Czech a no-break space in
# `initialize-with` joins the parts of every name, whether its given names become initials or not.
@pytest.mark.parametrize(
    ("locale", "mark", "name", "expected"),
    [
        ("fr-FR", ".&#160;", Name("Doe", "Jane Mary"), "Jane Mary~Doe"),
        ("fr-CA", "&#160;", Name("Doe", "J. M."), "J~M~Doe"),
        ("ru-RU", ".&#160;", Name("Musset", "Alfred", "de"), "Alfred~de~Musset"),
        ("cs-CZ", ".&#160;", Name("Berg", "Jan", "", "van den"), "Jan~van den~Berg"),
        ("fr-FR", ".&#160;", Name("King", "Martin", suffix="III"), "Martin~King III"),
        ("fr-FR", ". ", Name("Doe", "Jane Mary"), "Jane Mary Doe"),
        ("de-DE", ".&#160;", Name("Doe", "Jane Mary"), "Jane Mary Doe"),
        ("de-DE", ".&#160;", Name("Doe", "J. M."), "J.~M. Doe"),
    ],
)
def test_a_no_break_space_joins_names_that_stay_whole_too(locale, mark, name, expected):
    names = f'<names variable="author"><name initialize="false" initialize-with="{mark}"/></names>'
    style = STYLE.format(layout=names, options="")
    processor = Processor(read_style(style.encode(), path="x.csl"), locale=locale)
    processor.register([by(name)])
    assert processor.bibliography().entries[0].output.text == expected.replace("~", "\u00a0")


def test_identifiers_keep_their_full_stops():
    layout = '<text variable="DOI" strip-periods="true" prefix="doi."/>'
    made = entry(layout, Reference("r", "book", {"DOI": "10.1000/a.b"}))
    assert ">10.1000/a.b<" in made


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ('<text variable="page" prefix=", "/>', "“Routes,” 3–8"),
        ('<text variable="page" font-weight="bold" prefix=", "/>', "“Routes”, <b>3–8</b>"),
        (
            '<group><text variable="page" font-weight="bold" prefix=", "/></group>',
            "“Routes,” <b>3–8</b>",
        ),
        ('<text value=", "/><text variable="page"/>', "“Routes”, 3–8"),
    ],
)
def test_which_commas_go_inside_quotation_marks(second, expected):
    assert entry(f'<text variable="title" quotes="true"/>{second}') == expected


def test_the_label_of_a_locator_is_that_of_pages_in_a_bibliography():
    layout = '<label variable="locator" form="short" suffix=" "/><text variable="page"/>'
    assert entry(layout) == "p. 3–8"


def test_a_space_that_begins_a_value_is_not_joined_with_the_one_before_it():
    assert entry('<text variable="title" suffix=". "/><text value=" s.l."/>') == "Routes.  s.l."


@pytest.mark.parametrize(
    ("layout", "is_block"),
    [
        ('<text variable="title" display="block"/>', True),
        (
            '<choose><if variable="title"><text variable="title" display="block"/></if></choose>',
            True,
        ),
        ('<group><text variable="title" display="block"/></group>', False),
    ],
)
def test_blocks_are_made_by_the_children_of_the_layout(layout, is_block):
    assert ("csl-block" in entry(layout)) is is_block


def test_a_margin_without_text_beside_it_ends_like_any_entry():
    assert entry('<text variable="title" display="left-margin"/>', options="").strip() == (
        '<div class="csl-left-margin">Routes</div>'
    )
    style = STYLE.format(
        layout='<text variable="title" display="left-margin"/>', options=""
    ).replace("<bibliography ><layout>", '<bibliography><layout suffix=".">')
    processor = Processor(read_style(style.encode(), path="x.csl"))
    processor.register([ROUTE])
    assert processor.bibliography().entries[0].output.text == "Routes."


def titles_in_order(*titles: str) -> list[str]:
    style = STYLE.format(layout='<text variable="title"/>', options="").replace(
        "<bibliography >", '<bibliography><sort><key variable="title"/></sort>'
    )
    processor = Processor(read_style(style.encode(), path="x.csl"))
    processor.register([Reference(one, "book", {"title": one}) for one in titles])
    return [one.output.text for one in processor.bibliography().entries]


@pytest.mark.parametrize("mark", list(".,;:!?-–—/&*_#@%“’(«·"))
def test_punctuation_does_not_count_in_sorting(mark):
    assert titles_in_order(f"b{mark}zb", "bzay", "bzc") == ["bzay", f"b{mark}zb", "bzc"]


@pytest.mark.parametrize("mark", list("+<|= "))
def test_symbols_and_spaces_count_in_sorting(mark):
    assert titles_in_order("bzay", f"b{mark}zb", "bzc")[0] == f"b{mark}zb"


def test_short_names_sort_without_their_particle():
    names = '<names variable="author"><name form="short"/></names>'
    style = f"""<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"
      demote-non-dropping-particle="sort-only"><macro name="author">{names}</macro>
      <citation><layout><text macro="author"/></layout></citation>
      <bibliography><sort><key macro="author"/></sort><layout><text macro="author"/></layout>
      </bibliography></style>"""
    processor = Processor(read_style(style.encode(), path="x.csl"))
    names_of = {"k": Name("Koppen", "M.", non_dropping_particle="van"), "m": Name("Meyer", "A.")}
    processor.register([Reference(key, "book", {"author": (names_of[key],)}) for key in "mk"])
    assert [one.output.text for one in processor.bibliography().entries] == ["van Koppen", "Meyer"]


def test_words_of_the_style_are_not_replaced_like_names_that_repeat():
    layout = """<names variable="author"><substitute><text value="Anon."/></substitute></names>
        <text variable="title" prefix=" "/>"""
    data = STYLE.format(layout=layout, options='subsequent-author-substitute="—"').encode()
    processor = Processor(read_style(data, path="x.csl"))
    processor.register([Reference(one, "book", {"title": one}) for one in "AB"])
    assert [one.output.text for one in processor.bibliography().entries] == ["Anon. A", "Anon. B"]


@pytest.mark.parametrize("rule", ["complete-all", "complete-each", "partial-each", "partial-first"])
@pytest.mark.parametrize("use_first", [0, 1])
def test_names_that_are_not_shown_are_not_repeated(rule: str, use_first: int):
    layout = f"""<names variable="author"><name form="short" et-al-min="1"
        et-al-use-first="{use_first}"/></names><text variable="title" prefix=" "/>"""
    options = f'subsequent-author-substitute="—" subsequent-author-substitute-rule="{rule}"'
    processor = Processor(
        read_style(STYLE.format(layout=layout, options=options).encode(), path="x.csl")
    )
    processor.register(
        [
            Reference("a", "book", {"author": (Name("Kerr"),), "title": "A"}),
            Reference("b", "book", {"author": (Name("Kerr"),), "title": "B"}),
            Reference("c", "book", {"author": (Name("Moore"),), "title": "C"}),
        ]
    )
    shown = [one.output.text.strip() for one in processor.bibliography().entries]
    assert shown == (["Kerr A", "— B", "Moore C"] if use_first else ["A", "B", "C"])


@pytest.mark.parametrize("space", [" ", "&#160;", "&#8239;"])
@pytest.mark.parametrize("styling", ["", ' font-style="italic"'])
def test_a_space_that_begins_a_block_is_none_of_it(space: str, styling: str):
    block = f'<group display="block"><text variable="title" prefix="{space}"{styling}/></group>'
    text = "<i>Routes</i>" if styling else "Routes"
    assert entry(block).strip() == f'<div class="csl-block">{text}</div>'


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("http://www.example.org/a/b", "www.example.org"),
        ("https://www.example.org", "www.example.org"),
        ("http://example.org/~kerr/a.html", "http://example.org"),
        ("https://example.org/a?b", "https://example.org"),
        ("https://example.org", "https://example.org"),
        ("ftp://example.org/a", "ftp://example.org"),
        ("//example.org/a", "//example.org"),
        ("example.org/a", "example.org"),
    ],
)
def test_the_short_form_of_an_address_is_its_site(address, site):
    made = entry('<text variable="URL" form="short"/>', Reference("r", "book", {"URL": address}))
    assert made.removesuffix("</a>").rpartition('">')[2] == site


def test_a_term_falls_back_to_another_form_of_its_language_first():
    style = STYLE.format(layout='<text term="from" form="short"/>', options="").replace(
        'version="1.0"', 'version="1.0" default-locale="es-ES"'
    )
    processor = Processor(read_style(style.encode(), path="x.csl"))
    processor.register([ROUTE])
    assert processor.bibliography().entries[0].output.text == "A partir de"


def test_character_references_that_were_escaped_twice_are_characters():
    assert entry('<text variable="page" prefix="p.&amp;#160;"/>') == "p.\u00a03–8"
    assert entry('<text variable="page" prefix="&amp;#1;"/>') == "&#38;#1;3–8"
    assert entry('<text variable="page" prefix="&amp;#9999999;"/>') == "&#38;#9999999;3–8"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ('font-weight="bold"><name font-weight="normal"/>', "<b>Ann Doe</b>"),
        (
            'font-weight="bold"><name><name-part name="family" font-weight="normal"/></name>',
            "<b>Ann Doe</b>",
        ),
        ('font-weight="bold"><name font-style="italic"/>', "<b><i>Ann Doe</i></b>"),
        ('font-weight="normal"><name font-weight="bold"/>', "<b>Ann Doe</b>"),
    ],
)
def test_the_formatting_of_names_is_not_taken_back_inside(names, expected):
    assert entry(f'<names variable="author" {names}</names>', by(Name("Doe", "Ann"))) == expected


def test_terms_for_the_primary_dialect_count_in_the_others():
    terms = '<terms><term name="et-al">et al</term></terms>'
    style = STYLE.format(layout='<text term="et-al"/>', options="").replace(
        "<citation>", f'<locale xml:lang="en-US">{terms}</locale><citation>'
    )
    processor = Processor(read_style(style.encode(), path="x.csl"), locale="en-GB")
    processor.register([ROUTE])
    assert processor.bibliography().entries[0].output.text == "Et al"
