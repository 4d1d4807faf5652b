"""Which citations, files and styles the files of a LaTeX run name, damaged ones included."""

import pytest
from tests.counting import is_linear

from mscref.errors import FormatError
from mscref.manuscript.latex.aux_file import read_aux
from mscref.manuscript.latex.bcf_file import read_bcf
from mscref.manuscript.latex.job import Job


def job_of(text: str, inputs: dict[str, str] | None = None) -> Job:
    job = Job()

    def read_input(name: str) -> None:
        read_aux((inputs or {}).get(name, ""), job, read_input)

    read_aux(text, job, read_input)
    return job


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\citation{a}\citation{b,c}", ["a", "b", "c"]),
        ("\\citation{ a , b }\n\\citation{*}", ["a", "b", "*"]),
        (r"\citation{a:1_x/y}", ["a:1_x/y"]),
        (r"\citation{}\citation{,}", []),
        (r"\citation{open \citation{b}", ["b"]),
        (r"\citations{a}\mycitation{b}", []),
        (r"\citation{a\}b}", [r"a\}b"]),
        (r"\newcommand\citation[1]{}", []),
    ],
)
def test_keys_are_those_of_citation(text: str, keys: list[str]):
    assert job_of(text).keys == keys


def test_the_first_style_and_every_file_once():
    job = job_of(r"\bibdata{a,b}\bibstyle{csl:x}\bibdata{b,c}\bibstyle{y}\babel@aux{french}{}")
    assert (job.data, job.style, job.language) == (["a", "b", "c"], "csl:x", "french")


def test_further_files_are_read_where_they_stand():
    text = r"\citation{a}\@input{one.aux}\citation{d}"
    inputs = {"one.aux": r"\citation{b}\@input{two.aux}", "two.aux": r"\citation{c}"}
    assert job_of(text, inputs).keys == ["a", "b", "c", "d"]


def test_citations_of_mscref_sty_have_their_texts():
    text = r"\mscref@cite{3}{text}{7}{1}{{see \emph{x}}{p.~3}{a,b}{}{}{c}}"
    (one,) = job_of(text).printed
    assert (one.number, one.mode, one.note, one.in_note) == ("3", "text", 7, True)
    assert [cite.keys for cite in one.cites] == [("a", "b"), ("c",)]
    assert one.cites[0].before == r"see \emph{x}"


@pytest.mark.parametrize(
    "text",
    [
        r"\mscref@cite{1}{text}{1}{0}{{}{}}",
        r"\mscref@cite{1}{text}{one}{0}{{}{}{a}}",
        r"\mscref@cite{1}{text}",
        r"\providecommand\mscref@cite[5]{}",
    ],
)
def test_damaged_ones_are_left_out(text: str):
    assert job_of(text).printed == []


def test_braces_that_never_close_take_linear_time():
    assert is_linear(job_of, lambda size: r"\citation{" * size, 50_000)
    assert is_linear(job_of, lambda size: r"\mscref@cite{1}{a}{1}{0}{" + "{" * size, 200_000)


def test_a_control_file_of_biblatex():
    text = (
        '<bcf:controlfile xmlns:bcf="x"><bcf:bibdata><bcf:datasource>a.bib</bcf:datasource>'
        '</bcf:bibdata><bcf:section number="0"><bcf:citekey>k</bcf:citekey></bcf:section>'
        '<bcf:section number="1"><bcf:citekey>*</bcf:citekey></bcf:section></bcf:controlfile>'
    )
    job, diagnostics = read_bcf(text, path="p.bcf")
    assert (job.keys, job.data, job.is_biblatex, diagnostics) == (["k", "*"], ["a.bib"], True, [])


@pytest.mark.parametrize(
    "text", ["", "no xml", "<html/>", '<!DOCTYPE a [<!ENTITY b "c">]><bcf:controlfile/>']
)
def test_no_control_file(text: str):
    with pytest.raises(FormatError):
        read_bcf(text, path="p.bcf")
