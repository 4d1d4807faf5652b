"""No pattern of the package takes exponential time, and none takes quadratic time on a text without
bound: every one is read and judged by its form (`backtracking/`), as it is used.

These are the compiled patterns of every module (in tables and classes, too), those that stand in
a call of `re`, and what formats look like. What may be quadratic stands in `BOUNDED`, each with
what keeps its texts short; where that is a number, a test below asks for it.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from tests.backtracking.automaton import Automaton
from tests.backtracking.judging import exploding, polynomial, quadratic, searched

import mscref
from mscref.app import restyle_splices
from mscref.formats.registry import FORMATS
from mscref.manuscript import named_markers
from mscref.manuscript.citations import myst
from mscref.patterns import SPACE_BEFORE, FoundPattern
from mscref.refstring import layouts, links, remarks

ROOT = Path(mscref.__file__).parent
MODULES = sorted(
    ".".join(("mscref", *path.relative_to(ROOT).with_suffix("").parts))
    for path in ROOT.rglob("*.py")
    if path.stem not in ("__init__", "__main__")
)
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}
FLAGS = re.VERBOSE | re.MULTILINE | re.IGNORECASE
AT_A_PLACE = ("match", "fullmatch")

_NEXT = "its loop stops before the next text of its kind, which the judgement does not see"
_PLACE = "matched at one place: the table in which it stands hides that"
_REMARK = "`find_remarks` takes no text of more than 2,000 characters"
# Of a module and all below it, or of one pattern: why quadratic time has a bound.
BOUNDED: Mapping[str, str] = MappingProxyType(
    {
        "mscref.refstring.layouts": "no text of more than 900 characters is given to a layout",
        "mscref.refstring.remarks": _REMARK,
        "mscref.refstring.kinds": _REMARK,
        "mscref.refstring.people": _REMARK,
        "mscref.refstring.links": "searched in the last 200 characters of a reference",
        "mscref.app.restyle_splices._LATEX_HEADING": "searched in a few characters before the list",
        "mscref.sources.text._MATHML": _NEXT,
        "mscref.sources.text._DROPPED_WHOLE": _NEXT,
        "mscref.sources.text._SMALL_CAPS": _NEXT,
        "mscref.model.addresses._PROXY": "searched in the first 300 characters of an address",
        "mscref.manuscript.office.odt_markup._OUR_STYLE": "well-formed: every one is closed",
        "mscref.manuscript.named_markers._ONE_CITE": "a parenthesis has 810 characters at most",
        "mscref.manuscript.named_markers._AND": "a parenthesis has 810 characters at most",
        "mscref.manuscript.named_markers._STRANGER": "a parenthesis has 810 characters at most",
        "mscref.manuscript.citations.myst._CODE_SPAN": "goes on for 1,000 characters at most",
        "mscref.formats.latex.reading._COMMENT": "its text ends with the end of a line",
        "mscref.formats.latex.decoder._RULE": _PLACE,
        "mscref.formats.latex.decoder._COUNT": _PLACE,
        "mscref.library.documents._ENDS_LATEX_KEY": _PLACE,
        "mscref.library.documents._ENDS_AT_KEY": _PLACE,
        "mscref.manuscript.citations.org._LINK_KEY": "each run of its text ends with a letter",
        "mscref.manuscript.citations.markdown_blocks._FENCE": _PLACE,
        "mscref.manuscript.citations.markdown_blocks._DIV_REFS": _PLACE,
        "mscref.formats.bibtex.names._CONDITIONAL": _NEXT,
        "mscref.formats.latex.mathematics._CONDITIONAL": _NEXT,
        "mscref.formats.hayagriva.tables.NOCASE": _NEXT,
        "mscref.manuscript.office.word_codes._ENDNOTE_CITE": _NEXT,
        "mscref.manuscript.office.word_codes._RECORD": _NEXT,
    }
)


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, FoundPattern):
        yield re.compile(getattr(value, "pattern"), getattr(value, "flags"))  # noqa: B009
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, re.Pattern):
        yield re.compile(value.pattern.decode("latin-1"), value.flags | re.UNICODE)
    elif depth < 3 and isinstance(value, Mapping | list | tuple | frozenset | set):
        inside = [*value, *value.values()] if isinstance(value, Mapping) else list(value)
        for one in inside[:2000]:
            yield from patterns_in(one, depth + 1)
    elif depth < 2 and isinstance(value, type) and value.__module__.startswith("mscref"):
        yield from patterns_in(dict(vars(value)), depth + 1)


def methods_of(module: str, name: str) -> tuple[str, ...]:
    """How a pattern is used, in its module or anywhere; ("search",) unless only at a place."""
    own = ROOT.parent.joinpath(*module.split(".")).with_suffix(".py")
    uses = set()
    for text in [SOURCES[own]] if name.startswith("_") else SOURCES.values():
        for match in re.finditer(rf"(?<![\w.]){name}\b(?:\.(\w+)\b)?+(?!\s*[:=][^=])", text):
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            line = text[start:end].strip()
            if line != f"{name}," and not line.startswith(("from ", "import ")):
                uses.add(match[1] or "search")
    return tuple(sorted(uses)) if uses and uses <= {*AT_A_PLACE} else ("search",)


def used_in(module: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """The patterns of a module, once each and not imported: (name, pattern, how it is used)."""
    seen = set()
    source = SOURCES[ROOT.parent.joinpath(*module.split(".")).with_suffix(".py")]
    for name, value in vars(importlib.import_module(module)).items():
        if not re.search(rf"^(?:class )?{re.escape(name)}\b\s*[:=(]", source, re.MULTILINE):
            continue
        for pattern in patterns_in(value):
            for method in methods_of(module, name):
                if (pattern.pattern, pattern.flags, method) not in seen:
                    seen.add((pattern.pattern, pattern.flags, method))
                    yield name, pattern, method
    yield from in_calls(module)


def in_calls(module: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """The patterns that stand in calls of `re`, with their flags left out."""
    path = ROOT.parent.joinpath(*module.split(".")).with_suffix(".py")
    for node in ast.walk(ast.parse(SOURCES[path])):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner, first = node.func.value, node.args[0]
        if not isinstance(owner, ast.Name) or owner.id != "re" or node.func.attr == "compile":
            continue
        method = node.func.attr if node.func.attr in AT_A_PLACE else "search"
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield f"line {node.lineno}", re.compile(first.value), method
        elif isinstance(first, ast.Name):
            value = vars(importlib.import_module(module)).get(first.id)
            if isinstance(value, str):
                yield first.id, re.compile(value), method


def is_bounded(module: str, name: str) -> bool:
    whole = f"{module}.{name}"
    return any(whole == one or whole.startswith(f"{one}.") for one in BOUNDED)


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_of_a_module_explodes(module: str) -> None:
    for name, pattern, method in used_in(module):
        assert exploding(pattern, method=method) == [], f"{module}.{name}: {pattern.pattern}"


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_of_a_module_is_quadratic(module: str) -> None:
    for name, pattern, method in used_in(module):
        if not is_bounded(module, name):
            assert quadratic(pattern, method=method) == [], f"{module}.{name}: {pattern.pattern}"


@pytest.mark.parametrize("name", [row.name for row in FORMATS.values() if row.looks])
def test_what_a_format_looks_like_is_found_in_linear_time(name: str) -> None:
    pattern = re.compile(FORMATS[name].looks, FLAGS)
    assert exploding(pattern) == []
    assert quadratic(pattern) == []


def test_what_is_bounded_is_there() -> None:
    for one in BOUNDED:
        module, _, name = one.rpartition(".")
        inside = importlib.import_module(module)
        assert hasattr(inside, name)


def test_the_bounds_hold() -> None:
    long = "Ek, C. Trans. by A. B. (ed.). 2nd ed. Vol. 3. Retrieved 3 May 2020 from x. "
    assert remarks.find_remarks(long)
    assert remarks.find_remarks(long * 28) == []
    assert layouts.read_layout("x" * 901) is None
    assert layouts._LONGEST == 900
    assert links._FARTHEST == 200
    assert restyle_splices._LOOK_BACK <= 1000
    assert "{1,1000}" in myst._CODE_SPAN.pattern
    longest = max(
        len(one[0]) for one in named_markers._PARENTHESES.finditer(f"({'x' * 590}2020{'y' * 190})")
    )
    assert longest <= 810


# ---------------------------------------------------------------------- the judgement itself


@pytest.mark.parametrize(
    "unsound",
    [
        r"(?:a+)+b",
        r"(?:[ ]*\w*)*:",
        r"(?:a*b*)*c",
        r"(?:a|a)*c",
        r"(?:a|aa)+$",
        r"(?:\s?-?\s?[A-Z]\.)*x",
        r"(?:<!--.*?-->\s*)*<html",
        r"(?:[a-z]{1,9}\s?){1,30}:",
        r"(?:van|de|d|e)+\Z",
        # the sniff of Hayagriva as it was found
        r"^\S[^:\n]*:[ \t]*\n(?:(?:[ \t]+[^\n]*)?\n)*?[ \t]+(?:[^\n]*\n?)*type:",
    ],
)
def test_exponential_patterns_are_seen(unsound: str) -> None:
    assert exploding(re.compile(unsound)) != []


@pytest.mark.parametrize(
    "sound",
    [
        r"(?:a++)++b",
        r"(?>(?:a|b)*)c",
        r"(?:a+,)*b",
        r"(?:[A-Z]\.\s?)*x",
        r"(?>(?:<!--(?:(?!-->).)*+-->\s*+)*+)<html",
        r"(?:a+)+",
        r"(?:\w+\s)*\d",
    ],
)
def test_and_others_are_not_called_exponential(sound: str) -> None:
    assert exploding(re.compile(sound)) == []


@pytest.mark.parametrize(
    "unsound",
    [
        r"\s*,",
        r"\d+-",
        r"[a-z]+=",
        r"\s+$",
        r"\s*+,",
        r"<[^>]*>",
        r"<!--.*?-->",
        r"a(?=.*b)",
        r"\[[^\]]*\]",
        r"[\w:-]*\w,",
    ],
)
def test_quadratic_searches_are_seen(unsound: str) -> None:
    assert list(searched(Automaton(re.compile(unsound), method="search", endless=1000))) != []


@pytest.mark.parametrize(
    "unsound",
    [
        r"\s*=?\s*x",
        r"[^x\n]*\.resets\b[^\n]*\}",
        r"(?:a,)*[a,]*;",
        r"\S.*?\s*\[\W*\Z",
        r"[A-Za-z]*[Cc]ite[A-Za-z]*\{",
    ],
)
def test_neighbours_that_overlap_are_seen(unsound: str) -> None:
    assert list(polynomial(Automaton(re.compile(unsound), method="match", endless=1000))) != []


@pytest.mark.parametrize(
    "sound",
    [
        rf"{SPACE_BEFORE},",
        r"(?<!\d)\d+-",
        r"(?<![a-z])[a-z]+=",
        r"\b\w+:",
        r"^\s*,",
        r"\s{0,9},",
        r"<[^<>]*>",
        r'"[^"]*"',
        r"<!--.*?(?:-->|\Z)(?s:)",
        r"\s+",
        r"(?:(?![Cc]ite)[A-Za-z])*+x",
        r"\{(?=[^{}\n]*?x)[^{}\n]*+\}",
    ],
)
def test_and_what_is_linear_passes(sound: str) -> None:
    assert quadratic(re.compile(sound, re.DOTALL), method="match") == []


@pytest.mark.parametrize(
    "sound", [rf"{SPACE_BEFORE},", r"(?<!\d)\d+-", r"\b\w+:", r"<[^<>]*>", r'"[^"]*"', r"\s+"]
)
def test_and_what_is_searched_in_linear_time_passes(sound: str) -> None:
    assert quadratic(re.compile(sound)) == []
