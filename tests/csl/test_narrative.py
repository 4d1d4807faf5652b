"""Citations whose author stands in the text, in every mode and kind of style."""

import pytest
from tests.csl.engine import processor, session, work

from mscref.csl.output import Output
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.csl.session import Session
from mscref.model.citation import MODES, Citation, Cite
from mscref.model.names import Name
from mscref.model.reference import Reference

NAMES = """<names variable="author"><name form="short" and="symbol"/>
  <et-al font-style="italic"/><substitute><names variable="editor"/>
  <text variable="title" font-style="italic"/></substitute></names>"""
YEAR = """<date variable="issued"><date-part name="year"/></date>"""
AUTHOR_DATE = f"""<group delimiter=", ">{NAMES}{YEAR}<text variable="locator"/></group>"""
NUMBER = """<text variable="citation-number"/>"""
LIST = """<bibliography><layout><text variable="title"/></layout></bibliography>"""
INTEXT = """<intext><layout><names variable="author"><name and="text"/></names></layout></intext>
  """


def style(
    citation: str,
    *,
    attributes: str = "",
    kind: str = "in-text",
    around: tuple[str, str] = ("(", ")"),
    extra: str = "",
) -> bytes:
    return f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}"
      et-al-min="3" et-al-use-first="1">{extra}<citation {attributes}>
      <layout prefix="{around[0]}" suffix="{around[1]}" delimiter="; ">{citation}</layout>
      </citation>{LIST}</style>""".encode()


WORKS = (
    work("one", "Ann Leng", year=2020),
    work("two", "Bo Kerr", "Cy Finch", year=2019, title="Of Two"),
    work("many", "Di Moss", "Bo Kerr", "Cy Finch", year=2018),
    work("none", title="Nameless", year=2017),
    work("later", "Ann Leng", year=2021),
    Reference("body", "report", {"author": (Name(literal="World Bank"),), "title": "Report"}),
    Reference("void", "book", {}),
)


def cited(made: Processor, mode: str, *cites: Cite | str, infix: str = "") -> Output:
    row = tuple(cite if isinstance(cite, Cite) else Cite(cite) for cite in cites)
    return made.cite(Citation("c", row, mode=mode, infix=infix))


@pytest.fixture
def made() -> Processor:
    return processor(style(AUTHOR_DATE), *WORKS)


@pytest.mark.parametrize(
    ("mode", "cites", "expected"),
    [
        ("plain", ["two"], "(Kerr &#38; Finch, 2019)"),
        ("author-only", ["two"], "Kerr &#38; Finch"),
        ("suppress-author", ["two"], "(2019)"),
        ("composite", ["two"], "Kerr &#38; Finch (2019)"),
        ("composite", [Cite("two", "12")], "Kerr &#38; Finch (2019, 12)"),
        # The style's formatting is for the citation; the author is a word of the sentence.
        ("plain", ["many"], "(Moss <i>et al.</i>, 2018)"),
        ("composite", ["many"], "Moss et al. (2018)"),
        ("composite", ["none"], "Nameless (2017)"),
        ("suppress-author", ["none"], "(2017)"),
        ("composite", ["one", "two"], "Leng (2020; Kerr &#38; Finch, 2019)"),
        ("suppress-author", ["one", "two"], "(2020; Kerr &#38; Finch, 2019)"),
        ("author-only", ["one", "two"], "Leng; Kerr &#38; Finch"),
        ("author-only", ["one", "later"], "Leng"),
        # A prefix introduces the author, a suffix belongs to the rest; neither is said twice.
        ("composite", [Cite("one", prefix="see")], "see Leng (2020)"),
        ("composite", [Cite("one", suffix=", ch. 2")], "Leng (2020, ch. 2)"),
        ("suppress-author", [Cite("one", prefix="see")], "(see 2020)"),
    ],
)
def test_each_mode_in_a_style_of_author_and_date(
    made: Processor, mode: str, cites: list[Cite | str], expected: str
):
    assert find_writer("html").citation(cited(made, mode, *cites)) == expected


@pytest.mark.parametrize(
    ("infix", "expected"),
    [
        ("says in", "Leng says in (2020)"),
        (" says in ", "Leng says in (2020)"),
        ("'s report", "Leng’s report (2020)"),
        (", first in", "Leng, first in (2020)"),
        ("–", "Leng –(2020)"),
        ("", "Leng (2020)"),
    ],
)
def test_an_infix_stands_between_author_and_rest(made: Processor, infix: str, expected: str):
    assert cited(made, "composite", "one", infix=infix).text == expected


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        (["two"], "Kerr and Finch [2]"),
        (["many"], "Moss et al. [3]"),
        (["body"], "World Bank [6]"),
        (["none"], "Nameless [4]"),
        (["one", "two"], "Leng [1; 2]"),
    ],
)
def test_styles_of_numbers_name_the_author_in_short(cites: list[Cite | str], expected: str):
    made = processor(style(NUMBER, around=("[", "]")), *WORKS)
    assert cited(made, "composite", *cites).text == expected


@pytest.mark.parametrize(
    ("element", "infix", "expected"),
    [
        (f'<group vertical-align="sup">{NUMBER}</group>', "", "Leng<sup>1</sup>"),
        (f'<group vertical-align="sup">{NUMBER}</group>', "says in", "Leng says in<sup>1</sup>"),
        (f'<group vertical-align="sup">{NUMBER}</group>', "’s", "Leng’s<sup>1</sup>"),
        ('<text variable="citation-number" vertical-align="sup"/>', "", "Leng<sup>1</sup>"),
        (f"<group>no. {NUMBER}</group>", "", "Leng 1"),
        (f'{NUMBER}<text value="a" vertical-align="sup"/>', "", "Leng 1<sup>a</sup>"),
    ],
)
def test_a_raised_number_follows_the_author_without_a_space(
    element: str, infix: str, expected: str
):
    """As everybody writes it; the reference processor has no name there."""
    made = processor(style(element, around=("", "")), *WORKS)
    output = cited(made, "composite", "one", infix=infix)
    assert find_writer("html").citation(output) == expected


def test_cs_intext_says_how_authors_are_written_in_the_text():
    made = processor(style(NUMBER, around=("[", "]"), extra=INTEXT), *WORKS)
    assert cited(made, "composite", "two").text == "Bo Kerr and Cy Finch [2]"
    assert cited(made, "author-only", "two").text == "Bo Kerr and Cy Finch"
    # What it does not print is taken from the citation, or from a style that has none.
    assert cited(made, "composite", "none").text == "Nameless [4]"


def test_in_a_style_of_notes_the_name_is_text_and_the_rest_a_note():
    made = processor(style(AUTHOR_DATE, kind="note", around=("", ".")), *WORKS)
    output = cited(made, "composite", Cite("two", "3"))
    assert output.text == "Kerr & Finch"
    assert output.note is not None
    assert output.note.text == "2019, 3."
    assert cited(made, "plain", "two").note is None


def test_a_cite_that_says_ibid_still_names_its_author():
    ibid = f"""<choose><if position="ibid"><text value="ibid."/></if>
      <else>{AUTHOR_DATE}</else></choose>"""
    document = session(style(ibid), *WORKS)
    texts = written(document, ("plain", "one"), ("composite", "one"), ("author-only", "one"))
    assert texts == ["(Leng, 2020)", "Leng (ibid.)", "Leng"]


def test_a_name_in_the_text_is_no_citation_that_ibid_could_mean():
    ibid = f"""<choose><if position="ibid"><text value="ibid."/></if>
      <else>{AUTHOR_DATE}</else></choose>"""
    document = session(style(ibid), *WORKS)
    modes = ("author-only", "suppress-author", "author-only", "plain")
    texts = written(document, *((mode, "one") for mode in modes))
    assert texts == ["Leng", "(2020)", "Leng", "(ibid.)"]


def test_positions_begin_anew_in_every_chapter():
    ibid = """<choose><if position="ibid"><text value="ibid."/></if>
      <else-if position="subsequent"><text value="again"/></else-if><else>
      <text value="first"/></else></choose>"""
    document = session(style(ibid, kind="note", around=("", "")), *WORKS)
    before: list[tuple[str, int]] = []
    for number, chapter in enumerate((1, 1, 2, 2, 1)):
        citation = Citation(f"c{number}", (Cite("one"),), number + 1, chapter=chapter)
        document.process(citation, before=before)
        before.append((citation.id, citation.note_number))
    outputs = [document.output(one) for one, _ in before]
    texts = [output.text for output in outputs if output is not None]
    assert texts == ["first", "ibid.", "first", "ibid.", "again"]


def written(document: Session, *citations: tuple[str, str]) -> list[str]:
    """The texts of citations of one work each, at the end of the document."""
    before: list[tuple[str, int]] = []
    for number, (mode, key) in enumerate(citations):
        citation = Citation(f"c{number}", (Cite(key),), mode=mode)
        document.process(citation, before=before)
        before.append((citation.id, 0))
    outputs = [document.output(one) for one, _ in before]
    return [output.text for output in outputs if output is not None]


def test_a_document_notices_that_the_mode_of_a_citation_changed():
    document = session(style(AUTHOR_DATE), *WORKS)
    document.process(Citation("a", (Cite("one"),)))
    [update] = document.process(Citation("a", (Cite("one"),), mode="composite"))
    assert update.output.text == "Leng (2020)"


@pytest.mark.parametrize(
    ("mode", "key", "code", "text"),
    [
        ("narrative", "one", "citation-unknown-mode", "(Leng, 2020)"),
        ("compsite", "one", "citation-unknown-mode", "(Leng, 2020)"),
        ("composite", "void", "citation-without-author", None),
        ("author-only", "void", "citation-without-author", None),
    ],
)
def test_what_cannot_be_cited_as_asked_is_said_once_and_cited_plainly(
    made: Processor, mode: str, key: str, code: str, text: str | None
):
    output = cited(made, mode, key)
    [diagnostic] = output.diagnostics
    assert diagnostic.code == code
    assert diagnostic.hint
    assert output.text == (text or cited(made, "plain", key).text)


def test_a_mistyped_mode_has_a_near_one_in_its_hint(made: Processor):
    [diagnostic] = cited(made, "compsite", "one").diagnostics
    assert "composite" in diagnostic.hint
    assert "`compsite`" in diagnostic.message


@pytest.mark.parametrize("mode", ["suppress-author", "composite"])
def test_nothing_in_brackets_is_left_where_a_style_prints_only_authors(mode: str):
    made = processor(style(NAMES), *WORKS)
    output = cited(made, mode, "two")
    assert output.text == ("" if mode == "suppress-author" else "Kerr & Finch")
    assert [one.code for one in output.diagnostics] == (
        ["citation-empty"] if mode == "suppress-author" else []
    )


def test_a_word_for_an_unknown_author_stays_but_where_it_stands_in_the_text():
    anonymous = """<group delimiter=", "><names variable="author"><name form="short"/>
      <substitute><text value="Anon."/></substitute></names><text variable="title"/></group>"""
    made = processor(style(anonymous), *WORKS)
    assert cited(made, "suppress-author", "none").text == "(Anon., Nameless)"
    assert cited(made, "composite", "none").text == "Anon. (Nameless)"
    assert cited(made, "author-only", "none").text == "Anon."


def test_no_space_of_a_label_goes_before_the_author():
    label = """<names variable="author"><label prefix=" " suffix=" "/><name prefix=" "/></names>"""
    made = processor(style(label + NUMBER), *WORKS)
    assert cited(made, "composite", "one").text == "Ann Leng (1)"


@pytest.mark.parametrize("mode", MODES)
def test_a_citation_of_nothing_is_nothing(made: Processor, mode: str):
    assert cited(made, mode).text == ""


def test_cites_that_are_only_authors_stand_before_the_others():
    made = processor(style(AUTHOR_DATE), *WORKS)
    pair = (Cite("many", author_only=True), Cite("many", "4", suppress_author=True))
    assert find_writer("html").citation(made.cite(Citation("c", pair))) == (
        "Moss <i>et al.</i> (2018, 4)"
    )


# The names of a cite stand in the place of others, as they do in APA and Chicago.
COMPOSERS = f"""<group delimiter=", "><names variable="composer"><name form="short" and="symbol"/>
  <substitute><names variable="author"/><text variable="title"/></substitute></names>{YEAR}
  <text variable="locator"/></group>"""


@pytest.mark.parametrize("layout", [AUTHOR_DATE, COMPOSERS])
@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        (("one", "later"), "Leng (2020, 2021)"),
        (("one", Cite("later", locator="7")), "Leng (2020, 2021, 7)"),
        (("one", "later", "two"), "Leng (2020, 2021; Kerr & Finch, 2019)"),
    ],
)
def test_works_of_the_author_in_the_text_do_not_name_him_again(layout, cites, expected):
    made = processor(style(layout, attributes='collapse="year"'), *WORKS)
    assert cited(made, "composite", *cites).text == expected


# A decision has no author, and the style prints its title by itself (APA).
DECISION = f"""<group delimiter=", "><choose><if variable="author">{NAMES}</if>
  <else><text variable="title" font-style="italic"/></else></choose>{YEAR}
  <text variable="locator"/></group>"""


@pytest.mark.parametrize(
    ("mode", "cites", "expected"),
    [
        ("composite", ("none",), "Nameless (2017)"),
        ("composite", (Cite("none", locator="3"),), "Nameless (2017, 3)"),
        ("composite", ("none", "one"), "Nameless (2017; Leng, 2020)"),
        ("suppress-author", ("none",), "(Nameless, 2017)"),
        ("composite", ("one", "none"), "Leng (2020; Nameless, 2017)"),
    ],
)
def test_a_title_that_begins_a_cite_is_not_said_twice(mode, cites, expected):
    assert cited(processor(style(DECISION), *WORKS), mode, *cites).text == expected


@pytest.mark.parametrize("layout", [AUTHOR_DATE, DECISION])
def test_a_note_says_which_work_without_an_author_is_meant(layout):
    made = processor(style(layout, kind="note", around=("", ".")), *WORKS)
    output = cited(made, "composite", "none")
    assert output.text == "Nameless"
    assert output.note is not None
    assert output.note.text == "Nameless, 2017."
    assert cited(made, "suppress-author", "none").text == "Nameless, 2017."


def test_names_in_the_text_are_joined_as_in_any_sentence():
    always = style(NUMBER, around=("[", "]")).replace(
        b'et-al-use-first="1"', b'et-al-use-first="1" delimiter-precedes-last="always"'
    )
    assert cited(processor(always, *WORKS), "composite", "two").text == "Kerr and Finch [2]"
