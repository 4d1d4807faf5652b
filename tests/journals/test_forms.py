"""Which form of a title a reference gets: its own, the user's, the rules'."""

from __future__ import annotations

from functools import partial

import pytest
from tests.counting import calls_of

from mscref.errors import FormatError
from mscref.journals.catalogued import BETWEEN, CATALOGUE_FILE, initials
from mscref.journals.fixed import FIXED_FILE, fixed_key
from mscref.journals.forms import Journals
from mscref.journals.lists import NO_LIST, JournalList, merged, read_list
from mscref.journals.modes import AS_IS, AUTO, FULL, SHORT
from mscref.journals.words import shipped_words
from mscref.model.reference import Reference

LIST = "Critical Care Medicine;CCM\nActa X;A. X.;AX;3\n"


def reference(type_: str = "article-journal", **fields: str) -> Reference:
    return Reference("k", type_, {key.replace("_", "-"): one for key, one in fields.items()})


def journals(listed: JournalList = NO_LIST) -> Journals:
    return Journals(shipped_words(), listed)


@pytest.mark.parametrize(
    ("own", "listed", "short"),
    [
        ("", "", "Crit. Care Med."),
        ("", LIST, "CCM"),
        ("CC Med", LIST, "CC Med"),
        ("Crit Care Med", "", "Crit. Care Med."),  # all it lacks are the points
        ("Crit. Care. Med.", "", "Crit. Care. Med."),
    ],
)
def test_the_order_of_truth(own: str, listed: str, short: str):
    one = reference(container_title="Critical Care Medicine")
    if own:
        one = reference(container_title="Critical Care Medicine", container_title_short=own)
    table = read_list(listed, path="l") if listed else NO_LIST
    assert journals(table).in_form(one, AUTO).text("container-title-short") == short


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Singapore Medical Journal", "Singapore Med. J."),  # not Singap.
        ("Neuro-Oncology Advances", "Neurooncol. Adv."),
        ("The journal of neuro-ophthalmology", "J. Neuroophthalmol."),
        ("Alzheimer's & dementia (New York, N. Y.)", "Alzheimers Dement."),
        ("IEEE Transactions on Automatic Control", "IEEE Trans. Automat. Contr."),
        ("Chemical Communications", "Chem. Commun."),  # no place, as in PubMed
        ("A.A.G. bijdragen", "A. A. G. Bijdr."),
    ],
)
def test_what_the_nlm_has_fixed_goes_before_the_rules(title: str, short: str):
    found = journals().short(title)
    assert found.replace("'", "") == short


def test_the_list_of_the_user_goes_before_what_the_nlm_has_fixed():
    table = read_list("Singapore Medical Journal;SMJ\n", path="l")
    assert journals(table).short("Singapore Medical Journal") == "SMJ"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        # A word that the catalogue keeps whole, one that it shortens less than the rules.
        ("Global Heart", "Glob. Heart"),
        ("Global Public Health", "Glob. Public Health"),
        ("Global Spine Journal", "Global Spine J."),
        # A subtitle, the same title in other languages; the letter of a section stays.
        ("Xenotransplantation; a journal of grafts", "Xenotransplantation"),
        ("Rinsho shinkeigaku. Clinical neurology", "Rinsho Shinkeigaku"),
        ("Rinsho ketsueki = The Japanese journal of clinical hematology", "Rinsho Ketsueki"),
        ("Gan to kagaku ryoho. Cancer & chemotherapy", "Gan To Kagaku Ryoho"),
        ("Acta crystallographica. Section C, Structures of tomorrow", "Acta Crystallogr. C"),
        # No title of the catalogue: the rules give it.
        ("Journal of Imaginary Hydrology", "J. Imaginary Hydrol."),
        ("Transactions. Society of Imaginary Surgeons", "Trans. Soc. Imaginary Surg."),
    ],
)
def test_abbreviations_of_the_catalogue_are_found_without_their_titles(title: str, short: str):
    assert journals().short(title) == short


@pytest.mark.parametrize(
    "title", ["Experientia. Supplementum", "Der Urologe. Ausg. A", "Kunst. Heute"]
)
def test_a_title_in_two_sentences_is_not_taken_for_a_short_form(title: str):
    assert not journals().short(title).startswith(title.split()[0] + " " + title.split()[1])


@pytest.mark.parametrize(
    "piece",
    ["abcd. ", "A, ", "a b. The journal. ", "Nihon abcd. The Journal of x ", "a/b ", "x : ", "a-",
     "[a] ", "Section A, b. "],
)  # fmt: skip
def test_a_title_without_end_costs_work_in_proportion(piece: str):
    def shorten(count: int) -> None:
        journals().short("Annals of " + piece * count)

    shorten(1)  # what is imported and compiled once
    small, large = (calls_of(partial(shorten, count)) for count in (100, 800))
    assert large < 12 * small + 2_000  # quadratic would be 64 times


def test_the_table_of_abbreviations_is_sorted_and_keyed_by_initials():
    rows = [line.split("\t") for line in CATALOGUE_FILE.read_text().splitlines()]
    assert [key for key, _ in rows] == sorted({key for key, _ in rows})
    assert len(rows) > 8000
    for key, shorts in rows:
        assert all(initials(one.lower().split()) == key for one in shorts.split(BETWEEN))


def test_the_table_of_fixed_titles_is_sorted_and_keyed_as_titles_are_looked_up():
    rows = [line.split("\t") for line in FIXED_FILE.read_text(encoding="utf-8").splitlines()]
    keys = [key for key, _ in rows]
    assert keys == sorted(set(keys))
    assert all(key == fixed_key(key) and short.strip() for key, short in rows)


def test_the_modes():
    one = reference(container_title="Aging and Disease")
    found = {mode: journals().in_form(one, mode).fields for mode in (AUTO, SHORT, FULL, AS_IS)}
    assert found[AUTO] == one.fields | {"container-title-short": "Aging Dis."}
    assert found[SHORT]["container-title"] == "Aging Dis."
    assert found[FULL] == found[AS_IS] == one.fields


def test_full_takes_the_short_form_away_and_expands_what_the_list_has():
    one = reference(container_title="A. X", container_title_short="AX")
    found = journals(read_list(LIST, path="l")).in_form(one, FULL)
    assert found.fields == {"container-title": "Acta X"}


def test_only_journals_are_abbreviated():
    for type_ in ("chapter", "paper-conference", "book", "webpage"):
        one = reference(type_, container_title="Critical Care Medicine")
        assert journals().in_form(one, SHORT) == one
    assert journals().in_form(reference(title="T"), SHORT) == reference(title="T")


def test_a_title_that_is_short_already_stays():
    one = reference(container_title="J. Biol. Chem.")
    assert journals().in_form(one, SHORT).text("container-title") == "J. Biol. Chem."


@pytest.mark.parametrize(
    ("line", "full", "short"),
    [
        ("Acta X;A. X.", "Acta X", "A. X."),
        ("Acta X;A. X.;AX;2", "Acta X", "A. X."),
        ("Acta X = A. X.", "Acta X", "A. X."),
        ("Acta X = A. X.; AX", "Acta X", "A. X."),
        ("Acta X,A. X.", "Acta X", "A. X."),
        ('"Acta X, Y",A. X.', "Acta X, Y", "A. X."),
        ("Acta X\tA. X.", "Acta X", "A. X."),
        ("\ufeffActa X;A. X.", "The Acta & X".replace("& ", ""), "A. X."),
    ],
)
def test_lists_of_jabref_are_read(line: str, full: str, short: str):
    table = read_list(f"# a comment\n\n{line}\n" if line[0] != "\ufeff" else line, path="l")
    assert table.short(full.upper()) == short
    assert table.full(short.replace(".", "")) == full.removeprefix("The ")


@pytest.mark.parametrize("text", ["", "#only\n", "no pair\nat all\n", '{"json": 1}', "\0\0", "=;,"])
def test_another_file_is_one_message(text: str):
    with pytest.raises(FormatError, match="holds no titles"):
        read_list(text, path="abbr.csv")


def test_of_several_lists_the_first_counts():
    table = merged([read_list("A B;first", path="1"), read_list("A B;second\nC D;c", path="2")])
    assert (table.short("A B"), table.short("C D")) == ("first", "c")
