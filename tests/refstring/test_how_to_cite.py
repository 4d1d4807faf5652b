"""A line that says how the paper itself is cited ends its list, in the languages of journals."""

import pytest

from mscref.refstring.split import find_references

LISTED = (
    "Roth, A. (2004). The viscosity of water. Journal of Fluids, 12(3), 45-52.",
    "Miller, B. (2001). Ice and its hardness. Berlin: Springer.",
    "Vogel, C. (1999). Snow on warm roofs. Annals of Weather, 3(1), 7-19.",
)
OWN = "Lind P. Frost in barns. J Barns. 2020;1:1-9. doi:10.1000/barn.1"
FOOTERS = (
    f"How to cite this article: {OWN}",
    f"Cite this article as {OWN}",
    f"To cite this paper: {OWN}",
    f"Recommended citation: {OWN}",
    f"Please cite as: {OWN}",
    f"Suggested citation {OWN}",
    f"Reference to this paper should be made as follows: {OWN}",
    f"This article should be cited as: {OWN}",
    f"Cited as: {OWN}",
    f"Просим ссылаться: {OWN}",
    f"Diesen Beitrag zitieren: {OWN}",
    f"Zitiervorschlag: {OWN}",
    f"Empfohlene Zitierweise: {OWN}",
    f"Pour citer cet article : {OWN}",
    f"Comment citer : {OWN}",
    f"Cómo citar: {OWN}",
    f"Para citar este artículo: {OWN}",
    f"Como citar este artigo: {OWN}",
    f"Citação recomendada: {OWN}",
    f"Come citare: {OWN}",
    f"Hoe te citeren: {OWN}",
    f"Jak cytować: {OWN}",
    f"Для цитирования: {OWN}",
    f"Для цитування: {OWN}",
    f"引用本文：{OWN}",
    f"【引用格式】{OWN}",
    f"この論文の引用：{OWN}",
    f"인용 방법: {OWN}",
    f"Atıf için: {OWN}",
    f"Cara mengutip: {OWN}",
    f"للاستشهاد: {OWN}",
    f"Jak citovat: {OWN}",
    f"Så citerar du: {OWN}",
)
HEADINGS = ("References\n\n", "")
WAYS = ("[{}] ", "{}. ", "")


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_is_no_reference_and_no_part_of_one(footer: str, way: str, heading: str):
    listed = [f"{way.format(number)}{text}" for number, text in enumerate(LISTED, 1)]
    found = find_references(heading + "\n".join([*listed, footer]) + "\n")
    assert tuple(string.text for string in found.strings) == LISTED


@pytest.mark.parametrize(
    "title",
    [
        "How citations grow in small fields",
        "Citing data in the field",
        "Cite-seq of the mouse heart",
        "Zitate und ihre Herkunft",
        "Citar o no citar",
    ],
)
def test_a_work_about_citing_stays(title: str):
    listed = [*LISTED, f"{title}. (2011). Library Notes, 4(2), 11-19."]
    found = find_references("References\n\n" + "\n".join(listed) + "\n")
    assert [string.text for string in found.strings] == listed


@pytest.mark.parametrize("line", ["cite this page of the law", "pour citer la loi", "cómo citar"])
def test_a_title_that_a_line_breaks_before_such_words_stays(line: str):
    text = f"Weber, K. (2012). Students and what they do when they\n  {line}. Ed Notes, 5, 1-9."
    found = find_references("References\n\n" + "\n".join([*LISTED, text, LISTED[0]]) + "\n")
    assert len(found.strings) == 5
