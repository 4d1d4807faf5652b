"""Variants of the form in which other engines write their cases."""

import json
from pathlib import Path

import pytest
from bench.csl_cases import read_case, run_case

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><citation>
  <layout delimiter="; "><choose><if position="ibid"><text value="ibid."/></if>
  <else><text variable="title"/></else></choose><text variable="locator" prefix=" "/></layout>
  </citation></style>"""
ITEMS = [{"id": "one", "type": "book", "title": "One"}, {"type": "book", "title": "Two"}]


def case(tmp_path: Path, section: str, content: object, result: str) -> Path:
    sections = {
        "MODE": "citation",
        "RESULT": result,
        section: json.dumps(content),
        "CSL": STYLE,
        "INPUT": json.dumps(ITEMS),
    }
    text = "\n".join(
        f">>==== {name} ====>>\n{body}\n<<==== {name} ====<<" for name, body in sections.items()
    )
    path = tmp_path / "form_Variant.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("section", "content", "result"),
    [
        pytest.param("CITATION-ITEMS", [["one", "item1"]], "One; Two", id="bare ids"),
        pytest.param(
            "CITATION-ITEMS", [[{"id": "one"}, {"locator": "3"}]], "One; Two 3", id="none"
        ),
        pytest.param(
            "CITATIONS",
            [
                {"citationItems": [{"id": "one"}], "citationNoteNumber": 1},
                {"citationItems": ["one"], "properties": {"noteIndex": 2}},
            ],
            "..[0] One\n..[1] ibid.",
            id="whole document",
        ),
        pytest.param(
            "CITATIONS", [[{"id": "one", "locator": "2"}], ["item1"]], "One 2\nTwo", id="cites"
        ),
    ],
)
def test_variants_of_the_form_are_run(tmp_path: Path, section: str, content: object, result: str):
    read = read_case(case(tmp_path, section, content, result))
    assert run_case(read) == read.expected


def test_steps_are_compared_with_their_markers(tmp_path: Path):
    step = [{"citationID": "a", "citationItems": ["one"], "properties": {"noteIndex": 1}}, [], []]
    read = read_case(case(tmp_path, "CITATIONS", [step], "..[0] One"))
    assert run_case(read) == ">>[0] One"
