"""Works in several languages in one list: layouts, words, names and order (CSL-M)."""

import pytest

from mscref.csl.output import Bibliography
from mscref.csl.parse import parse_style, read_style
from mscref.csl.processor import Processor
from mscref.csl.render.registry import find_writer
from mscref.model.citation import Citation, Cite
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

ENTRY = """<group delimiter=" "><names variable="author"><name and="text"/></names>
  <text variable="title" quotes="true"/><date variable="issued" form="text"/></group>"""


def style(layouts: str, *, language: str = "zh-CN", extra: str = "", sort: str = "") -> bytes:
    return f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"
      default-locale="{language}" {extra}><citation>{layouts}</citation>
      <bibliography>{sort}{layouts}</bibliography></style>""".encode()


def work(key: str, language: str = "", *people: Name, **fields: str) -> Reference:
    names = people or (Name("Li", "Wei"), Name("Kerr", "Ada"))
    issued = Date(PartialDate(2020, 3, 4))
    return Reference(
        key,
        "book",
        {"language": language, "author": names, "title": key.title(), "issued": issued, **fields},
    )


def processor(data: bytes, *references: Reference) -> Processor:
    made = Processor(read_style(data, path="test.csl"))
    made.register(references)
    return made


def texts(bibliography: Bibliography) -> list[str]:
    return [entry.output.text for entry in bibliography.entries]


def cite(made: Processor, *keys: str) -> str:
    return made.cite(Citation("c", tuple(map(Cite, keys)))).text


TWO = f'<layout locale="en-GB fr">E {ENTRY}</layout><layout>{ENTRY}</layout>'.replace(
    "E <", '<text value="E "/><'
)


def test_the_language_of_a_work_chooses_layout_words_dates_and_quotation_marks():
    works = [work("one", "en-GB"), work("zwei", "de"), work("trois", "fr-CA")]
    assert texts(processor(style(TWO), *works).bibliography()) == [
        "E Wei Li and Ada Kerr ‘One’ 4 March 2020",
        "Wei Li和Ada Kerr 《Zwei》 2020年3月4日",
        "E Wei Li and Ada Kerr ‘Trois’ 4 March 2020",
    ]


@pytest.mark.parametrize(
    ("listed", "language", "serves"),
    [
        ("en", "en-AU", True),
        ("en-US", "en", True),
        ("de-DE", "de", True),
        ("de-DE", "de-AT", False),
        ("en", "EN_us", True),
        ("ja fr", "fr-CA", True),
        ("en", "english", False),
        ("en", "", False),
        ("zh", "zh-TW", True),
        # The language of the style itself always has the layout of all others.
        ("zh", "zh-CN", False),
        ("zh", "zh", False),
    ],
)
def test_a_layout_serves_the_languages_it_lists(listed: str, language: str, *, serves: bool):
    layouts = f"""<layout locale="{listed}"><text value="listed"/></layout>
      <layout><text value="common"/></layout>"""
    found = texts(processor(style(layouts), work("one", language)).bibliography())
    assert found == ["listed" if serves else "common"]


def test_the_first_layout_that_lists_a_language_counts():
    layouts = """<layout locale="en-GB"><text value="British"/></layout>
      <layout locale="en"><text value="English"/></layout><layout><text value="else"/></layout>"""
    works = [work("a", "en-GB"), work("b", "en-US"), work("c", "ru")]
    assert texts(processor(style(layouts), *works).bibliography()) == ["British", "English", "else"]


def test_in_a_citation_of_several_the_delimiter_is_of_the_cite_before_it():
    layouts = """<layout locale="en" prefix="(" suffix=")" delimiter="; "><text variable="title"/>
      </layout><layout prefix="(" suffix="）" delimiter="；"><text variable="title"/></layout>"""
    made = processor(style(layouts), work("one", "en"), work("two", "en"), work("王", "zh"))
    assert cite(made, "one", "two") == "(One; Two)"
    assert cite(made, "one", "王") == "(One; 王）"
    assert cite(made, "王", "one", "two") == "(王；One; Two)"


def test_without_such_layouts_the_language_of_a_work_changes_nothing():
    made = processor(style(f"<layout>{ENTRY}</layout>"), work("one", "en-US"))
    assert texts(made.bibliography()) == ["Wei Li和Ada Kerr 《One》 2020年3月4日"]


@pytest.mark.parametrize(
    "language",
    ["../../etc/passwd", "x" * 5000, "en\x00", "-", "_", " ", "English (UK)", "ａｂ", "en-" * 99],
)
def test_what_is_no_language_has_the_layout_of_all_others(language: str):
    layouts = """<layout locale="fr"><text value="listed"/></layout>
      <layout><choose><if locale="fr"><text value="listed"/></if></choose><text value="common"/>
      </layout>"""
    assert texts(processor(style(layouts), work("k", language)).bibliography()) == ["common"]


@pytest.mark.parametrize(
    ("layouts", "code", "part"),
    [
        ('<layout locale="xx"/><layout/>', "csl-unknown-locale", 'locale="xx" of layout'),
        ('<layout locale="en xx-YY"/><layout/>', "csl-unknown-locale", 'locale="xx-YY"'),
        (f'<layout locale="{"x" * 5000}"/><layout/>', "csl-unknown-locale", "no such locale"),
        ('<layout locale="../en"/><layout/>', "csl-unknown-locale", 'locale="../en"'),
        ('<layout locale="xx yy fr xx"/><layout/>', "csl-unknown-locale", 'locale="xx yy"'),
        ('<layout locale="q1 q2 q3 q4 q5"/><layout/>', "csl-unknown-locale", '"q1 q2 q3 …"'),
        (
            f'<layout locale="{" ".join(f"q{one}" for one in range(3000))}"/><layout/>',
            "csl-unknown-locale",
            '"q0 q1 q2 …"',
        ),
        ('<layout locale="en"/>', "csl-no-common-layout", "certain languages only"),
        ('<layout/><layout delimiter=","/>', "csl-duplicate-layout", "more than one layout"),
    ],
)
def test_layouts_that_cannot_be_as_they_are_meant_are_reported(layouts: str, code: str, part: str):
    _, diagnostics = parse_style(style(layouts), path="odd.csl")
    found = {one.code: one for one in diagnostics}
    assert part in found[code].message
    assert len(diagnostics) == 2  # citation and bibliography
    assert cite(processor(style(layouts), work("one", "en")), "one")


def test_a_style_in_a_language_without_a_file_says_so_and_is_read_in_english():
    data = style(f"<layout>{ENTRY}</layout>", language="tlh")
    _, [diagnostic] = parse_style(data, path="klingon.csl")
    assert diagnostic.code == "csl-unknown-locale"
    assert "en-US" in diagnostic.message
    assert texts(processor(data, work("one")).bibliography()) == [
        "Wei Li and Ada Kerr “One” March 4, 2020"
    ]


def test_a_layout_in_a_language_without_a_file_has_the_words_of_the_next_one_it_lists():
    layouts = f'<layout locale="tlh fr">{ENTRY}</layout><layout/>'
    made = processor(style(layouts, language="en-US"), work("one", "tlh"))
    assert texts(made.bibliography()) == ["Wei Li et Ada Kerr «\u00a0One\u00a0» 4 mars 2020"]


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("zh-CN", ["曹", "江", "姜", "石", "时", "张", "Adams", "あべ"]),
        ("zh-TW", ["石", "江", "张", "时", "姜", "曹", "Adams", "あべ"]),
    ],
)
def test_chinese_is_sorted_as_its_readers_do(language: str, order: list[str]):
    sort = '<sort><key variable="author"/></sort>'
    layouts = '<layout><names variable="author"/></layout>'
    works = [work(f"k{name}", "zh", Name(name)) for name in sorted(order)]
    data = style(layouts, language="en-US", extra=f'default-locale-sort="{language}"', sort=sort)
    assert texts(processor(data, *works).bibliography()) == order


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("hu", "Nagy Anna, 王小明"),
        ("vi-VN", "Nagy Anna, 王小明"),
        ("en", "Anna Nagy, 王小明"),
        ("", "Anna Nagy, 王小明"),
    ],
)
def test_names_of_works_in_languages_that_put_the_family_first(language: str, expected: str):
    layouts = '<layout><names variable="author"/></layout>'
    made = processor(style(layouts), work("k", language, Name("Nagy", "Anna"), Name("王", "小明")))
    assert texts(made.bibliography()) == [expected]


def test_scripts_without_italics_stay_upright():
    layouts = '<layout><text variable="title" font-style="italic" font-weight="bold"/></layout>'
    made = processor(style(layouts), *(work(one) for one in ("人民，日报", "ひと", "人民 Daily")))
    written = [find_writer("html").citation(one.output) for one in made.bibliography().entries]
    assert written == ["<b>人民，日报</b>", "<b>ひと</b>", "<b><i>人民 Daily</i></b>"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(PartialDate(2020, 3, 4)), "day"),
        (Date(PartialDate(2020, 3)), "month"),
        (Date(PartialDate(2020), season="2"), "month"),
        (Date(PartialDate(2020)), "year"),
        (Date(literal="soon"), "else"),
    ],
)
def test_how_far_a_date_is_given_can_be_tested(date: Date, expected: str):
    layouts = """<layout><choose><if has-day="issued"><text value="day"/></if>
      <else-if has-to-month-or-season="issued"><text value="month"/></else-if>
      <else-if has-year-only="issued"><text value="year"/></else-if>
      <else><text value="else"/></else></choose></layout>"""
    made = processor(style(layouts), Reference("k", "book", {"issued": date}))
    assert texts(made.bibliography()) == [expected]


def test_a_value_of_punctuation_alone_is_not_joined_with_what_stands_before():
    layouts = """<layout><text variable="title"/><text value=". "/><text variable="edition"/>
      </layout>"""
    assert texts(
        processor(style(layouts), work("ed.", edition="x"), work("ed", edition="x")).bibliography()
    ) == ["Ed.. x", "Ed. x"]


@pytest.mark.parametrize(
    ("mark", "expected"), [("", "King, ML, Jr"), (". ", "King, M. L., Jr."), (" ", "King, M L, Jr")]
)
def test_a_suffix_has_a_full_stop_where_initials_have_one(mark: str, expected: str):
    layouts = f"""<layout><names variable="author"><name initialize-with="{mark}"
      name-as-sort-order="all"/></names></layout>"""
    king = Name("King", "Martin Luther", suffix="Jr.")
    assert texts(processor(style(layouts), work("k", "en", king)).bibliography()) == [expected]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('locale="en"', [True, True, False, False]),
        ('locale="en-GB"', [False, True, False, False]),
        ('locale="de en-US"', [True, False, False, False]),
        # A work without a language is in that of the style.
        ('locale="zh"', [False, False, True, True]),
        ('locale="en" match="none"', [False, False, True, True]),
        ('is-plural="author"', [True, True, True, True]),
        ('is-plural="editor"', [False, False, False, False]),
        ('context="bibliography"', [True, True, True, True]),
        ('context="citation"', [False, False, False, False]),
    ],
)
def test_conditions_of_language_context_and_number(condition: str, holds: list[bool]):
    layouts = f"""<layout><choose><if {condition}><text value="yes"/></if>
      <else><text value="no"/></else></choose></layout>"""
    works = [work(f"k{n}", code) for n, code in enumerate(["en", "en-GB", "zh-TW", ""])]
    found = texts(processor(style(layouts), *works).bibliography())
    assert found == ["yes" if one else "no" for one in holds]


NAMES = """<names variable="author"><name name-as-sort-order="all" prefix="by ">
  <name-part name="family" text-case="uppercase"/></name>{institution}</names>"""


@pytest.mark.parametrize(
    ("institution", "expected"),
    [
        ("", "by KERR, Ann, WORLD BANK"),
        ("<institution/>", "by KERR, Ann, World Bank"),
        (
            '<institution and="text"><institution-part name="long" prefix="*"/></institution>',
            "by KERR, Ann, *World Bank",
        ),
    ],
)
def test_names_of_institutions_have_a_styling_of_their_own(institution: str, expected: str):
    layouts = f"<layout>{NAMES.format(institution=institution)}</layout>"
    made = processor(
        style(layouts), work("k", "en", Name("Kerr", "Ann"), Name(literal="World Bank"))
    )
    assert texts(made.bibliography()) == [expected]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<label variable="volume"/><text variable="volume"/>', "第3卷"),
        ('<label variable="volume"/><number variable="volume" form="roman"/>', "第iii卷"),
        (
            '<group delimiter=" "><label variable="volume"/><number variable="volume"/></group>',
            "第3卷",
        ),
        ('<text variable="title"/><label variable="volume"/>', "K"),
        ('<number variable="volume"/>', "第3卷"),
        ('<text variable="edition"/>', "2"),
        ('<label variable="edition" form="short"/><text variable="edition"/>', "[2]"),
        ('<label variable="issue"/><text variable="volume"/>', "期第3卷"),
    ],
)
def test_a_term_with_a_place_for_the_number_goes_around_it(layout: str, expected: str):
    terms = """<locale><terms><term name="volume">第%s卷</term><term name="issue">期</term>
      <term name="edition" form="short">[%s]</term></terms>
      </locale>"""
    data = style(f"<layout>{layout}</layout>").replace(
        b"<citation>", terms.encode() + b"<citation>"
    )
    made = processor(data, work("k", volume="3", issue="5", edition="2"))
    assert texts(made.bibliography()) == [expected]


def test_a_variable_of_the_styles_own_may_stand_in_the_note():
    layouts = """<layout><text variable="CSTR"/><choose><if variable="dynasty">
      <text variable="dynasty" prefix=" "/></if></choose>
      <text variable="note" prefix=" | "/></layout>"""
    made = processor(
        style(layouts), work("k", note="CSTR: 35001.37\ndynasty: Ming\nWarning: brittle")
    )
    assert texts(made.bibliography()) == ["35001.37 Ming | Warning: brittle"]


@pytest.mark.parametrize("element", ['<text variable="page"/>', '<number variable="page"/>'])
@pytest.mark.parametrize("options", ["", 'page-range-format="expanded"'])
@pytest.mark.parametrize(
    ("dash", "dashes"),
    [("~", "~~"), ("—", "——"), ("-", "-–")],  # a hyphen is the style's own alone
)
def test_dashes_of_pages(element: str, options: str, dash: str, dashes: str):
    layouts = f'<layout locale="en">{element}</layout><layout>{element}</layout>'
    delimiter = '<term name="page-range-delimiter">DASH</term>'
    term = f'<locale xml:lang="zh"><terms>{delimiter}</terms></locale>'
    head = term.replace("DASH", dash).encode()
    data = style(layouts, extra=options).replace(b"<citation>", head + b"<citation>", 1)
    works = [work("a", "zh-CN", page="3-8"), work("b", "en", page="3-8")]
    shown = texts(processor(data, *works).bibliography())
    assert shown == [f"3{dash}8" for dash in dashes]
