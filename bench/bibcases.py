"""Run conversion cases against what pandoc makes of them, field by field.

    python bench/bibcases.py CASES.json [--verbose] [--deviations bench/bibcases_deviations.toml]

A case is an object with `cmd` (a pandoc command line), `inp` (a bibliography) and `out` (what
pandoc prints: CSL-JSON, CSL in the YAML metadata of Markdown, or BibTeX). A case passes where
every field of every reference is equal, after typography that pandoc's Markdown writer changes
(quotes, dashes, spaces, escapes) has been levelled. Kinds of difference that are meant stand in the
deviations file with their reason and what they may change; a case with no other difference has
passed. The last line is `passed N of M`.
"""

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path

import yaml

from mscref.formats.bibtex import read
from mscref.formats.cslitem import reference_to_json
from mscref.formats.registry import find_format

# pandoc's Markdown writes these keys in small letters.
CAPITALS = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID"}
CAPITALS["pmcid"] = "PMCID"
SPELLINGS = {"event": "event-title", "other-ids": None}
MARKUP = (
    (r"\\([\\`*_{}\[\]()#+.!$~^'\"<>@-])", r"\1"),
    (r"\[([^\]]*)\]\{\.nocase\}", r'<span class="nocase">\1</span>'),
    (r"\[([^\]]*)\]\{\.smallcaps\}", r'<span style="font-variant:small-caps;">\1</span>'),
    (r"\[([^\]]*)\]\{\.nodecor\}", r"\1"),
    (r"\*\*([^*]+)\*\*", r"<b>\1</b>"),
    (r"\*([^*]+)\*", r"<i>\1</i>"),
    (r"\^([^^\s]+)\^", r"<sup>\1</sup>"),
    (r"(?<!~)~([^~\s]+)~(?!~)", r"<sub>\1</sub>"),
)
WORD = r"[^\W_]+"
TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u2006": " ", "…": "..."}
)


def level(text: str) -> str:
    """Text without the typography that pandoc's Markdown writer changes."""
    text = text.translate(TYPOGRAPHY).replace("—", "---").replace("–", "--")
    return re.sub(r"\s+", " ", text).strip()


def from_markdown(text: str) -> str:
    """pandoc's Markdown as the markup of CSL-JSON."""
    for pattern, replacement in MARKUP:
        text = re.sub(pattern, replacement, text)
    return text


def shown(value: object, *, markdown: bool) -> str:
    """A text or number, levelled."""
    return level(from_markdown(str(value)) if markdown else str(value))


def date_text(value: object) -> str:
    """A CSL-JSON date as pandoc's Markdown writes it."""
    if not isinstance(value, dict):
        return str(value)
    if "literal" in value:
        return value["literal"]
    points = []
    for point in value.get("date-parts", []):
        year = int(point[0])
        if [year] == list(point) == [0]:
            points.append("")
            continue
        year = year + 1 if year < 0 else year
        shown = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
        shown = shown if abs(year) < 10_000 else f"y{year}"
        points.append("-".join([shown, *(f"{part:02d}" for part in point[1:])]))
    return "/".join(points) + ("~" if value.get("circa") else "")


def simplified(item: dict, *, markdown: bool) -> dict:
    """One item with comparable values."""
    simple = {}
    for name, value in item.items():
        name = CAPITALS.get(name, name)
        name = SPELLINGS.get(name, name)
        if name is None or name == "custom":
            continue
        if isinstance(value, list):
            simple[name] = [
                {part: shown(text, markdown=markdown) for part, text in one.items()}
                for one in value
            ]
        elif name in ("issued", "accessed", "event-date", "original-date"):
            simple[name] = from_markdown(date_text(value))
        else:
            simple[name] = shown(value, markdown=markdown)
    return simple


def expected_items(case: dict) -> list[dict] | None:
    """What pandoc printed, as items; None where it printed BibTeX."""
    command, output = case["cmd"], case["out"]
    if "csljson" in command:
        return [simplified(item, markdown=False) for item in json.loads(output)]
    if "markdown" in command:
        metadata = yaml.load(cut(output), yaml.BaseLoader)
        return [simplified(item, markdown=True) for item in metadata["references"]]
    return None


def cut(output: str) -> str:
    """The YAML block of a Markdown document."""
    return re.search(r"^---\n(.*?)^---\s*$", output, re.DOTALL | re.MULTILINE)[1]


def our_items(case: dict) -> list[dict]:
    """What we make of the case."""
    references = read(case["inp"], path=case["file"]).references
    items = [reference_to_json(reference) for reference in references]
    for item in items:
        item.pop("bibtex", None)
        item.pop("custom", None)
    return [simplified(item, markdown=False) for item in items]


def differences(case: dict) -> dict[str, tuple[object, object]]:
    """Field → (pandoc's, ours), keyed `id.field`."""
    expected = expected_items(case)
    if expected is None:
        dialect = case["cmd"].rsplit("-t ", 1)[1].split()[0]
        references = read(case["inp"], path=case["file"]).references
        written = find_format(dialect).writer()(references)
        one, two = (
            " ".join(text.replace(",\n}", "\n}").split()) for text in (case["out"], written)
        )
        return {} if one == two else {"text": (one, two)}
    found = {}
    ours = our_items(case)
    if len(ours) != len(expected):
        found["number of references"] = (len(expected), len(ours))
    for theirs in expected:
        mine = next((item for item in ours if item["id"] == theirs["id"]), {})
        for name in theirs.keys() | mine.keys():
            if theirs.get(name) != mine.get(name):
                found[f"{theirs['id']}.{name}"] = (theirs.get(name), mine.get(name))
    return found


def find_kind(kinds: list[dict], case: dict, name: str, values: tuple) -> dict | None:
    """The kind of deviation that a difference is, or None."""
    theirs, ours = values
    variable = name.rsplit(".", 1)[-1]
    for kind in kinds:
        if variable not in kind["fields"]:
            continue
        if kind.get("as_written"):
            if is_as_written(theirs, ours, case["inp"]):
                return kind
            continue
        meant = ours == kind.get("ours") or (kind.get("in_source") and str(ours) in case["inp"])
        if meant and (theirs or "") == kind["pandoc"]:
            return kind
    return None


def is_as_written(theirs: object, ours: object, source: str) -> bool:
    """True where `ours` has the capitals of the source and else says what `theirs` says."""
    if not isinstance(theirs, str) or not isinstance(ours, str):
        return False
    one, two = (re.sub(r"</?span[^<>]*>", "", text) for text in (theirs, ours))
    if one.casefold() != two.casefold():
        return False
    written = set(re.findall(WORD, re.sub(r"[{}]", "", source) + re.sub(r"[{}]", " ", source)))
    for other, mine in zip(re.finditer(WORD, one), re.finditer(WORD, two), strict=True):
        after_colon = re.search(r":\s(?:<[a-z]+>)?$", two[: mine.start()]) and mine[0].islower()
        if mine[0] != other[0] and mine[0] not in written and not after_colon:
            return False
    return True


def main() -> int:
    """Run the cases."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("cases", type=Path)
    options.add_argument("--verbose", action="store_true")
    options.add_argument(
        "--deviations", type=Path, default=Path(__file__).parent / "bibcases_deviations.toml"
    )
    arguments = options.parse_args()
    cases = json.loads(arguments.cases.read_text(encoding="utf-8"))
    kinds = tomllib.loads(arguments.deviations.read_text(encoding="utf-8"))["kind"]
    passed = deviating = fields = equal = 0
    for case in cases:
        found = differences(case)
        for name in list(found):
            kind = find_kind(kinds, case, name, found[name])
            if kind is not None:
                deviating += 1
                print(f"deviation  {case['file']}  {name}: {kind['why']}")
                del found[name]
        expected = expected_items(case) or []
        fields += sum(len(item) for item in expected)
        equal += sum(len(item) for item in expected) - len(found)
        passed += not found
        for name, (theirs, ours) in found.items():
            print(f"differs    {case['file']}  {name}\n    pandoc {theirs!r}\n    mscref {ours!r}")
    print(f"fields equal or deviating for a reason: {equal} of {fields}; deviations: {deviating}")
    print(f"passed {passed} of {len(cases)}")
    return 0 if passed == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main())
