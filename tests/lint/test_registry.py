from pathlib import Path

import pytest

from mscref.errors import NotFoundError
from mscref.lint.manual import rules_page
from mscref.lint.registry import codes, explain, find_rule, select_codes

RULES = Path(__file__).parents[2] / "src/mscref/lint/rules"


def test_the_table_lists_every_rule_file():
    files = {path.stem for path in RULES.glob("*.py")} - {"__init__"}
    assert {code.replace("-", "_") for code in codes()} == files


@pytest.mark.parametrize("code", codes())
def test_rule_is_documented_under_its_code(code: str):
    assert find_rule(code).code == code
    first, _, rest = explain(code).partition("\n\n")
    assert first.endswith(".")
    assert rest or len(first) > 60


def test_the_page_of_rules_is_current():
    page = Path(__file__).parents[2] / "docs/rules.md"
    assert page.read_text(encoding="utf-8") == rules_page(), "run `make docs-rules`"


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (["doi-escaped"], [], ["doi-escaped"]),
        (["isbn", "issn"], [], ["isbn-malformed", "issn-malformed"]),
        (["year"], ["year-implausible"], ["year-malformed"]),
        (["all"], ["all"], []),
    ],
)
def test_selecting(select: list[str], ignore: list[str], expected: list[str]):
    assert select_codes(select, ignore) == expected


def test_nothing_selected_is_everything():
    assert select_codes() == list(codes())


def test_unknown_code_has_near_matches():
    with pytest.raises(NotFoundError) as caught:
        select_codes(["doi-malfromed"])
    assert "doi-malformed" in caught.value.hint
