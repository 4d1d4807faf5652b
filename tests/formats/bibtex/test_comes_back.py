"""What did not come back from biblatex in real files, by kind (`make fieldtrip`, #11)."""

import pytest

from mscref.formats.bibtex.reader import read
from mscref.formats.bibtex.writer import write_all

KINDS = {
    "a series in small letters": "title={T}, series={the Stormlight archive}",
    "a conference in small letters": "booktitle={international conference on learning}",
    "a book of parts in small letters": "booktitle={advances in X}, maintitle={all of X}",
    "a formula of one letter": "title={$k$-Tuple Total Domination in Graphs}",
    "one Greek letter": r"title={$\kappa$-Cu: A Gapped Superconductor}",
    "one small letter": "title={n-Gram Models of Natural Language}",
    "a command that begins a title": r"title={\tug{} Financial Statements for 2009}",
    "an unknown command before a colon": r"title={\uktug: New Things from Abroad}",
    "an apostrophe and a capital": "title={Why Isn’T This Company’S Title Right}",
    "an apostrophe of French": "title={Publications de l'Institut d'Algèbre}",
    "an address in a title": "title={These Frogs Walk: https://scimag.2KlriwH}",
    "`and` in a given name": "author={Roe, Jane and Brandt, {and Oliver}}",
    "`and` as a particle": "author={Organisation {and} Development}",
    "a name of commas": "author={A and ,}",
    "a space before the colon": "title={Mono-replay : a tool}",
    "an angle bracket that is no tag": "title={Option<T>}, subtitle={No Null}",
    "no short title of a volume": "maintitle={All of It}, title={Part}, subtitle={One}, "
    "shorttitle={}",
    "a language nobody knows": r"title={latex-bupt: \LaTeX style for {BUPT}}, language={chs}",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("entry_type", ["inproceedings", "book", "misc"])
def test_it_comes_back(kind, entry_type):
    (one,) = read(f"@{entry_type}{{k, {KINDS[kind]}}}", path="x").references
    (back,) = read(write_all([one], dialect="biblatex"), path="x").references
    assert back.fields == one.fields


@pytest.mark.parametrize(
    ("latex", "title"),
    [
        ("{Why Isn’T This Company’S Title Right}", "Why isn’t this company’s title right"),
        ("{Why I Don'T Panic About the O'Neil Case}", "Why I don't panic about the O'Neil case"),
        ("{k-Means and p-Values}", "k-means and p-values"),
        ("{e-Learning in Schools Today}", "e-learning in schools today"),
        ("{on the art of things}", "On the art of things"),
        ("{Mono Replay : A Tool for You}", "Mono replay : A tool for you"),
        ("{a study of things}", "A study of things"),
    ],
)
def test_titles_are_read_with_the_author_spared(latex, title):
    (one,) = read(f"@misc{{k, title={latex}}}", path="x").references
    assert one.text("title") == title
    assert one.text("title-short") == title.partition(" :")[0] * (" :" in title)


@pytest.mark.parametrize(
    "body",
    [
        'author="Ng, Nich{a = 7"',
        'author="Ng, Wei 0001 {x"',
        'edition="2nd {ed."',
        'year="c. {1850"',
    ],
)
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_what_is_written_as_it_stood_can_stand_in_braces(body, dialect):
    result = read(f"@misc{{k, {body}}}", path="x")
    assert read(write_all(result.references, dialect=dialect), path="x").diagnostics == []


def test_braces_stand_where_the_reader_needs_them_and_nowhere_else():
    body = "title={Publications de l'Institut}, series={the Stormlight archive}"
    text = write_all(read(f"@book{{k, {body}}}", path="x").references, dialect="biblatex")
    assert "series = {the {Stormlight} archive}" in text
    assert "{the}" not in text


@pytest.mark.parametrize(
    "string",
    [
        "Smidt, W. (2005). Wahlen in Äthiopien. Afrika Spectrum, 40(2), 319–330.",
        "Okafor N. {Sparse} gates & 50% of $x_1$. Nature. 2019;12:3-9. https://a.example/x_y%20z",
        "王伟. 遥感图像分类[J]. 计算机学报, 2020, 43(1): 100-112.",
        'Roe, J. "A @ B \\ C" #4, 1999.',
    ],
)
@pytest.mark.parametrize("dialect", ["biblatex", "bibtex"])
def test_the_string_a_reference_was_read_from_comes_back(string, dialect):
    (one,) = read("@misc{k, title={T}}", path="x").references
    written = write_all([one.with_string(string)], dialect=dialect)
    (back,) = read(written, path="x").references
    assert "reference-string = {" in written
    assert (back.string, back.fields) == (string, one.fields)
