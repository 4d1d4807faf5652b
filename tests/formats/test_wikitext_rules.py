"""What Wikipedia refuses (Help:CS1 errors, Help:Footnotes), and would do with a value (#18)."""

import re

import pytest

from mscref.formats import wikitext
from mscref.model.dates import Date, PartialDate
from mscref.model.names import Name
from mscref.model.reference import Reference

P = PartialDate


def written(fields, csl_type="book", key="k"):
    return wikitext.write([Reference(key, csl_type, {"title": "T", **fields})])


def parameters(text):
    return dict(re.findall(r"\|([a-z0-9-]+)=([^|{}]*?)(?= \||\}\})", text))


@pytest.mark.parametrize(
    ("date", "form"),
    [
        (Date(P(2020)), "2020"),
        (Date(P(2020, 5)), "May 2020"),
        (Date(P(2020, 5, 3)), "2020-05-03"),
        (Date(P(1500, 5, 3)), "3 May 1500"),  # no ISO before the Gregorian calendar
        (Date(P(2020, 22)), "Summer 2020"),
        (Date(P(2020), season="4"), "Winter 2020"),
        (Date(P(2020, 13)), "Spring 2020"),
        (Date(P(1990), P(1992)), "1990–1992"),
        (Date(P(2019, 3), P(2019, 4)), "March–April 2019"),
        (Date(P(2019, 12), P(2020, 1)), "December 2019 – January 2020"),
        (Date(P(2019, 5, 3), P(2019, 5, 7)), "3–7 May 2019"),
        (Date(P(2019, 5, 30), P(2019, 6, 2)), "30 May – 2 June 2019"),
        (Date(P(2019, 12, 30), P(2020, 1, 2)), "30 December 2019 – 2 January 2020"),
        (Date(P(1850), circa=True), "c. 1850"),
    ],
)
def test_a_date_has_a_form_of_cs1(date, form):
    assert parameters(written({"issued": date}))["date"] == form


@pytest.mark.parametrize(
    "date",
    [
        Date(P(-44)),
        Date(P(79, 8)),
        Date(P(1850, 5), circa=True),
        Date(P(2019), open_ended=True),
        Date(P(2020, 2, 30)),
        Date(P(12000)),
        Date(literal="in press"),
        Date(literal="3 May"),
    ],
)
def test_a_date_without_one_stands_where_any_text_may(date):
    text = written({"issued": date})
    assert parameters(text)["date"] == "n.d."
    (back,) = wikitext.read(text, path="x").references
    assert back.date("issued") == date
    assert "original-date" not in back.fields


def test_a_visit_has_a_day_and_an_address():
    day, month = Date(P(2021, 5, 3)), Date(P(2021, 5))
    assert "access-date=2021-05-03" in written({"accessed": day, "URL": "https://x.org"})
    for fields in ({"accessed": day}, {"accessed": month, "URL": "https://x.org"}):
        assert "access-date" not in written(fields)


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("2020", '<ref name="ref-2020">'),
        (" 7 ", '<ref name="ref-7">'),
        ("a|b{{c}}~~~~", '<ref name="abc">'),
        ("R&D", '<ref name="R&amp;D">'),
        ("", "<ref>"),
    ],
)
def test_the_name_of_a_ref(key, start):
    assert written({}, key=key).startswith(start)


def test_no_two_refs_have_one_name():
    works = [Reference(one, "book", {"title": "T"}) for one in ("a", "a", "2020", "ref-2020", "")]
    names = re.findall('name="([^"]*)"', wikitext.write(works))
    assert len(set(names)) == len(names) == 4


@pytest.mark.parametrize(
    "value",
    ["~~~~", "a ~~~ b", "~~~~~", "{{{1}}}", "__NOTOC__", "[[File:x.png]]", "</ref>", "<!-- x"],
)
@pytest.mark.parametrize("variable", ["title", "publisher", "note", "annote", "URL"])
def test_no_value_does_anything(value, variable):
    text = written({variable: value})
    assert not re.search(r"~~~|__NOTOC__|\[\[|\{\{\{", text)
    assert text.count("</ref>") == 1
    assert text.count("<!--") == (variable == "annote")
    (back,) = wikitext.read(text, path="x").references
    if variable != "URL":
        assert back.text(variable) == value


@pytest.mark.parametrize(
    "title",
    [
        "<i>l'eau</i>'s",
        "'tis <i>'a'</i>",
        "<i>a</i><b>b</b>",
        "<b>a <i>b</i></b> c",
        "<b><i>a</i></b>",
        "<i>a <i>b</i> c",
        "a</i> b",
        "<b>a",
        "rock 'n' roll '''",
        "<i>Dogs'</i> <b>'cats'</b>",
        '<span style="font-variant:small-caps;">Adl</span> in H<sub>2</sub>O',
        "p < 0.05 & <x>",
        "50\xa0km",
    ],
)
def test_a_title_comes_back(title):
    (back,) = wikitext.read(written({"title": title}), path="x").references
    assert back.text("title") == title
    assert back.type == "book"


@pytest.mark.parametrize(
    "csl_type",
    ["dataset", "software", "thesis", "report", "standard", "manuscript", "legal_case", "graphic"],
)
@pytest.mark.parametrize("genre", ["", "Version of 2020"])
def test_a_type_comes_back(csl_type, genre):
    fields = {"genre": genre} if genre else {}
    (back,) = wikitext.read(written(fields, csl_type), path="x").references
    assert (back.type, back.text("genre")) == (csl_type, genre)


@pytest.mark.parametrize(
    "name",
    [
        Name(literal="Centers for Disease Control, National Office"),
        Name(literal="UNESCO"),
        Name(literal="Smith and Sons"),
        Name("Davis", "Sammy", suffix="Jr."),
        Name("Henry", "Ludwig", "van", suffix="III"),
        Name("Roe", "Jane", suffix="Esq."),
        Name("Beethoven", "Ludwig", "van"),
        Name("Berg", "A.", "", "van der"),
        Name("Plato"),
    ],
)
def test_people_and_institutions_come_back(name):
    for variable in ("author", "editor", "translator"):
        (back,) = wikitext.read(written({variable: (name,)}), path="x").references
        assert back.names(variable) == (name,)


def test_who_contributes_a_part_is_its_author():
    fields = {
        "title": "Foreword",
        "container-title": "B",
        "author": (Name("Roe", "R."),),
        "container-author": (Name("Doe", "J."),),
    }
    text = written(fields, "chapter")
    found = parameters(text)
    assert (found["contributor-last1"], found["last1"], found["contribution"]) == (
        "Roe",
        "Doe",
        "Foreword",
    )
    (back,) = wikitext.read(text, path="x").references
    assert back.fields == fields


@pytest.mark.parametrize(
    "body",
    [
        "author-link=R. Roe",
        "author-link2=R. Roe",
        "author2-link=R. Roe",
        "display-authors=3",
        "author-mask2=2",
    ],
)
def test_what_cs1_says_of_authors_is_kept(body):
    source = f"{{{{cite book|last1=Roe|first1=R.|last2=Doe|first2=J.|title=T|{body}}}}}"
    (back,) = wikitext.read(source, path="x").references
    assert back.names("author") == (Name("Roe", "R."), Name("Doe", "J."))
    name, _, value = body.partition("=")
    name = name.replace("author2-link", "author-link2")
    assert back.extra["wikitext"] == {name: [value]}
    assert f"|{name}={value}" in wikitext.write([back])


def test_a_note_stands_behind_the_template():
    text = written({"note": "In <i>French</i>.", "annote": "Read -- it"})
    assert "|note=" not in text
    (back,) = wikitext.read(text, path="x").references
    assert (back.text("note"), back.text("annote")) == ("In <i>French</i>.", "Read -- it")
    two = "<ref>{{cite book|title=A}} x; {{cite book|title=B}} y</ref> z"
    assert all("note" not in one.fields for one in wikitext.read(two, path="x").references)


@pytest.mark.parametrize(
    "fields",
    [
        {"collection-title": "Lecture Notes", "collection-number": "7"},
        {"collection-number": "7"},
        {"chapter-number": "3"},
        {"chapter-number": "3", "page": "7-9"},
        {"language": "de"},
        {"language": "pt-BR"},
    ],
)
def test_what_shares_a_parameter_comes_back(fields):
    (back,) = wikitext.read(written(fields), path="x").references
    assert back.fields == {"title": "T", **fields}


@pytest.mark.parametrize(
    ("url", "written", "back"),
    [
        (
            "https://a.org/1 http://b.org/2",
            "|url=https://a.org/1}} Other addresses: http://b.org/2.</ref>",
            "https://a.org/1 http://b.org/2",
        ),
        (
            "https://a.org/1; ftp://b.org/2,\thttps://c.org/3",
            "|url=https://a.org/1}} Other addresses: ftp://b.org/2 https://c.org/3.</ref>",
            "https://a.org/1 ftp://b.org/2 https://c.org/3",
        ),
        ("https://a.org/x y", "|url=https://a.org/x%20y}}</ref>", "https://a.org/x%20y"),
        (
            "https://a.org/?u=https://b.org",
            "|url=https://a.org/?u=https://b.org}}</ref>",
            "https://a.org/?u=https://b.org",
        ),
        (
            "https://a.org https://b.org/}}<x",
            "|url=https://a.org}} Other addresses: https://b.org/%7D%7D%3Cx.</ref>",
            "https://a.org https://b.org/%7D%7D%3Cx",
        ),
    ],
)
def test_a_template_takes_one_address_and_the_others_stand_behind_it(url, written, back):
    fields = {"title": "T", "URL": url}
    text = wikitext.write([Reference("k", "webpage", fields)])
    assert written in text
    (found,) = wikitext.read(text, path="").references
    assert found.fields == {"title": "T", "URL": back}
    noted = wikitext.write(
        [Reference("k", "webpage", {**fields, "note": "https://n.org is down."})]
    )
    (found,) = wikitext.read(noted, path="").references
    assert found.fields == {"title": "T", "URL": back, "note": "https://n.org is down."}
