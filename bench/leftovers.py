"""What vanishes without a word when bibliography files are read.

    python bench/leftovers.py FOLDER [--show N]

Every file below the folder that a reader of the table takes, and every recorded answer that holds
such a text, is read. The words of an entry in the file (runs of letters and digits, LaTeX taken off
by this page and not by the reader) must be found in its reference, in what the reference keeps,
or in a diagnostic about it. Not looked for is what is used by its meaning and said otherwise there:
commands of LaTeX that stand for no text (`silent.py`), the type of a work, its language and month,
the entry it inherits from, the resolver before a DOI, dates of which a digit is open. A block that
cannot be read counts as accounted where an error says so. Last line: `accounted N of M`; less than
all fails.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import combining, normalize
from urllib.parse import unquote
from xml.etree import ElementTree  # noqa: TID251  # another reader than ours, on our own files

from mscref.app.files import decode
from mscref.diagnostics import Diagnostic, Severity
from mscref.errors import MscrefError
from mscref.formats.bibtex.blocks import JUNK
from mscref.formats.bibtex.convert import is_reference
from mscref.formats.bibtex.months import WORDS
from mscref.formats.bibtex.scan import scan
from mscref.formats.bibtex.tables import BIBSTRINGS, EDITOR_ROLES
from mscref.formats.bibtex.values import collect_macros, evaluate
from mscref.formats.cslitem import reference_to_json
from mscref.formats.languages import LANGUAGE_CODES, LANGUAGES
from mscref.formats.latex import characters, commands, silent, siunitx
from mscref.formats.latex.decoder import KNOWN_COMMANDS
from mscref.formats.registry import FORMATS, guess_format
from mscref.model.markup import strip_markup
from mscref.model.reference import Reference

_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"\\([A-Za-z@]+)\*?[ \t\r\n]*")
_SIGN = re.compile(r"\\(?:([\"'`^~=.])\s*|([^A-Za-z@]))")
_BETWEEN_NAMES = re.compile(r"\s+and\s+", re.IGNORECASE)
_CHAR = re.compile(r"\\(?:char|symbol)\s*\{?\s*(?:\"([0-9A-Fa-f]{1,6})|(\d{1,7}))\s?\}?")
_GROUP = re.compile(r"\s*(?:\[[^\[\]]*\]\s*)*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
_COMMENT_AT_END = re.compile(r"(?<!\\)%[ \t]*\r?\n\s*")
_JOINING_SIGNS = frozenset("-/!@")
_CONDITIONAL = re.compile(r"\\ifmmode\b.*?\\else\b\s*(.*?)\\fi\b", re.DOTALL)
_FORMULA = re.compile(r"\$[^$]*\$|\\ensuremath\{[^{}]*\}")
_DIMENSION = re.compile(r"[+-]?(?:\d*[.,]?\d+)\s*(?:pt|ex|em|mm|cm|in|mu|fil+)")
# What says how a value is to be read, in fields of that kind.
_RESOLVER = frozenset("http https dx doi org www abs arxiv url path nolinkurl".split())
_LANGUAGE_FIELDS = frozenset(["language", "langid", "hyphenation", "langidopts"])
_LANGUAGES = LANGUAGES.keys() | LANGUAGE_CODES.keys()
_GRANULAR = re.compile(r"\bxdata\s*=\s*\S+", re.IGNORECASE)
_EDTF = re.compile(r"(?=.*[uXyY]|-|.*/-)[-\duXyY~?%/.]+")
_JOINING = KNOWN_COMMANDS | silent.TRANSPARENT
_ORDINAL_END = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_ORDINAL = re.compile(r"\b(\d+)(?=(?:st|nd|rd|th)\b)")
_QUANTITY = re.compile(r"\\(?:SI|qty)(?:\{[^{}]*\})+")
_BODIES = ("json", "text", "body", "body_text")
_EXPONENT = re.compile(r"(?<=\{)(-?[\d.,]+)[eE]([-+]?\d+)(?=\})")  # of siunitx
_DATE_TAGS = frozenset("DA PY Y1 Y2 DP DEP".split())
_BEFORE_DOI = re.compile(r"^\s*(?:doi:\s*|https?://(?:dx\.)?doi\.org/)+(?=10\.)", re.IGNORECASE)
_XML_RECORDS = frozenset(["record", "Source"])
_OPENING = re.compile(r"^\s*@\s*\w+\s*[{(]", re.MULTILINE)
_NAME_PARTS = frozenset("family given prefix suffix useprefix true false".split())
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9]) {0,2}-(?: |$)")
_NBIB_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?")
_KEYS = frozenset(["id", "type", "date-parts"])


class Value(NamedTuple):
    """A value of an entry: its letters and digits in a row, and as words."""

    letters: str
    words: frozenset[str]


class Entry(NamedTuple):
    """An entry of a file: what it is called, the values that must be found, the lines it fills."""

    name: str
    values: tuple[Value, ...]
    first_line: int = 0
    last_line: int = 0


class Result(NamedTuple):
    """One file: entries, those with words that are lost, blocks that are reported as broken."""

    total: int
    lost: list[tuple[str, list[str]]]
    broken: int


def folded(text: str) -> str:
    """Small letters without accents, as they are compared."""
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char))
    return plain.replace("ı", "i").replace("ȷ", "j").casefold()


def words_of(text: str) -> frozenset[str]:
    """The runs of letters and digits; numbers without leading zeros."""
    words = _WORD.findall(folded(text))
    return frozenset([str(int(one)) if one.isdecimal() and len(one) < 99 else one for one in words])


def letters_of(text: str) -> str:
    """All letters and digits in a row."""
    return "".join(_WORD.findall(folded(text)))


def value_of(text: str) -> Value:
    """A plain text as a value; a resolver before a DOI is none of it."""
    text = _BEFORE_DOI.sub("", text)
    return Value(letters_of(text), words_of(text))


# ------------------------------------------------------------------ LaTeX


_ACCENTS = frozenset([*commands.ACCENTS, *commands.MATH_ACCENTS, *characters.accents()])
_SYMBOLS = {**characters.characters(), **commands.MATH_SYMBOLS, **commands.SYMBOLS}
_UNITS = frozenset([*siunitx._UNITS, *siunitx._PREFIXES])  # names of units


def latex_text(value: str) -> str:
    """The text of LaTeX as far as it matters here: what may vanish is gone, letters are letters."""
    value = strip_markup(_COMMENT_AT_END.sub("", value)).replace("\\\\", " ")
    value = _BETWEEN_NAMES.sub(" ; ", value)  # before a command takes the space
    value = _QUANTITY.sub(lambda match: match[0].replace("}{", "} {"), value)
    value = _EXPONENT.sub(r"\1 \2", value)
    value = _CONDITIONAL.sub(lambda match: match[1], value)
    value = _FORMULA.sub(lambda match: match[0].replace("_", "").replace("^", ""), value)
    value = _CHAR.sub(
        lambda match: chr(min(int(match[1] or "0", 16) or int(match[2] or 0), 0x10FFFF)), value
    )
    pieces: list[str] = []
    position = 0
    for match in _CONTROL.finditer(value):
        if match.start() < position:
            continue
        pieces.append(value[position : match.start()])
        position = match.end()
        name = match[1]
        if name in silent.SILENT:
            for _ in range(silent.SILENT[name]):
                group = _GROUP.match(value, position)
                position = group.end() if group else position
        elif name in silent.DIMENSIONS:
            length = _DIMENSION.match(value, position)
            position = length.end() if length else position
        elif name in _UNITS or (name in _ACCENTS and name not in _SYMBOLS):
            continue
        elif name in _SYMBOLS:
            pieces.append(_SYMBOLS[name])
        elif name not in _JOINING:
            pieces.append(" ")
    pieces.append(value[position:])
    text = "".join(pieces)
    text = _SIGN.sub(lambda match: "" if match[1] or match[2] in _JOINING_SIGNS else " ", text)
    return text.replace("{", "").replace("}", "").replace("~", " ").replace("$", "")


def field_value(name: str, value: str) -> Value:
    """A field of BibTeX as a value."""
    return Value(letters_of(latex_text(value)), field_words(name, value))


def field_words(name: str, value: str) -> frozenset[str]:
    """The words of a field that must be found somewhere."""
    known = value.strip().lower().removeprefix("variant=")
    if name in ("crossref", "xdata"):
        return frozenset()  # what they lend is there
    value = _GRANULAR.sub(" ", value)
    if "date" in name and _EDTF.fullmatch(value.strip()):
        return frozenset()  # years before Christ, of which a digit is open, of five digits
    if known in BIBSTRINGS or (name in _LANGUAGE_FIELDS and known in _LANGUAGES):
        return frozenset()
    words = words_of(latex_text(value))
    if name in ("doi", "url", "eprint", "howpublished", "file"):
        words = words_of(unquote(unescape(latex_text(value)))) - _RESOLVER
    if "month" in name:
        bare = " ".join([word for word in words if word not in WORDS])
        return words_of(_ORDINAL_END.sub(r"\1", bare))
    words -= {"and"}
    if "location" in name or "address" in name:
        words -= BIBSTRINGS.keys()
    if "type" in name:
        words -= EDITOR_ROLES.keys()
    if "family" in words or "useprefix" in words:
        words -= _NAME_PARTS
    return words


def bibtex_entries(text: str) -> tuple[list[Entry], list[int]]:
    """The entries of a .bib file, and the lines of blocks that are none."""
    bib = scan(text)
    macros = collect_macros(bib)
    found, broken = [], []
    for block in bib.blocks:
        line, _ = bib.position(block.start)
        if block.kind == JUNK and _OPENING.search(text[block.start : block.end]):
            broken.append(line)
    for block in bib.entries():
        line, _ = bib.position(block.start)
        if not is_reference(block):
            continue
        values = [
            field_value(name.lower(), evaluate(raw, macros)) for name, raw in block.raw_fields()
        ]
        last, _ = bib.position(block.end)
        found.append(Entry(block.key, tuple(values), line, last))
    return found, broken


# ------------------------------------------------------------------ other formats


def tagged_entries(text: str, pattern: re.Pattern[str], first: str, name: str) -> list[Entry]:
    """The records of RIS or NBIB; a record begins with the tag `first`, or after an empty line."""
    found: list[Entry] = []
    values: list[Value] = []
    start, is_open = 0, False

    def close(line: int) -> None:
        if is_open:
            found.append(Entry(f"record {len(found) + 1}", tuple(values), start, line))
            values.clear()

    for number, line in enumerate([*text.splitlines(), ""], start=1):
        match = pattern.match(line)
        if (match and match[1] == first) or (name == "nbib" and not line.strip()):
            close(number - 1)
            is_open = False
        if match and not is_open:
            start, is_open = number, True
        if name == "ris" and match and match[1] in ("TY", "ER"):
            continue
        value = value_of(line[match.end() :] if match else line)
        if match and match[1] in _DATE_TAGS:
            value = Value(value.letters, value.words - WORDS.keys())
        values.append(value)
    close(number)
    return found


def xml_entries(text: str) -> list[Entry]:
    """The records of an XML format."""
    root = ElementTree.fromstring(text.encode())  # files of our own choosing
    return [
        Entry(f"record {number}", tuple(map(value_of, xml_texts(element))))
        for number, element in enumerate(
            [one for one in root.iter() if one.tag.rpartition("}")[2] in _XML_RECORDS], start=1
        )
    ]


def xml_texts(record: ElementTree.Element) -> Iterator[str]:
    """The texts of a record but for the number of its type."""
    for element in record.iter():
        if element.tag != "ref-type":
            yield element.text or ""
        if element is not record:
            yield element.tail or ""


def values_of(value: Any) -> Iterator[str]:
    """All texts and numbers below a value of JSON or YAML."""
    if isinstance(value, dict):
        for one in value.values():
            yield from values_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from values_of(one)
    elif isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
    elif value is not None and not isinstance(value, bool):
        yield f"{value:g}" if isinstance(value, float) else str(value)


def item_entries(payload: Any) -> list[Entry]:
    """The items of CSL-JSON or YAML, the entries of Hayagriva."""
    if isinstance(payload, dict):
        for member in ("items", "references"):
            if isinstance(payload.get(member), list):
                payload = payload[member]
                break
        else:
            is_map = all(isinstance(one, dict) for one in payload.values())
            payload = list(payload.values()) if is_map and "id" not in payload else [payload]
    return [
        Entry(f"item {number}", tuple(item_values(item)))
        for number, item in enumerate(payload, start=1)
        if isinstance(item, dict)
    ]


def _without_types(value: Any) -> Any:
    """A value of Hayagriva without the types of its parents, which the type of the work says."""
    if isinstance(value, list):
        return [_without_types(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name != "type"}
    return value


def item_values(item: dict[str, Any]) -> Iterator[Value]:
    """The values of an item."""
    for name, value in item.items():
        for text in values_of(_without_types(value)) if name not in _KEYS else ():
            yield value_of(strip_markup(text))


def entries_of(text: str, name: str) -> tuple[list[Entry], list[int]]:
    """The entries of a text by a way of this page, and the lines of blocks that are none."""
    if FORMATS[name].is_bibtex:
        return bibtex_entries(text)
    if name == "ris":
        return tagged_entries(text, _RIS_LINE, "TY", name), []
    if name == "nbib":
        return tagged_entries(text, _NBIB_LINE, "PMID", name), []
    if name in ("endnotexml", "wordsources"):
        return xml_entries(text), []
    if name == "csljson":
        return item_entries(json.loads(text)), []
    import yaml

    loader = yaml.SafeLoader if "!!" in text else yaml.BaseLoader  # tags mean something
    return item_entries(next(iter(yaml.load_all(text, loader)))), []


# ------------------------------------------------------------------ what was made of it


def texts_of(reference: Reference) -> list[str]:
    """Everything that a reference says or keeps, names with their initials, too."""
    pieces = [strip_markup(text) for text in values_of(reference_to_json(reference))]
    pieces += [latex_text(text) for text in pieces if "\\" in text or "{" in text]
    for value in reference.fields.values():
        if isinstance(value, tuple):
            pieces += [one.family + " " + "".join(re.findall(r"\b\w", one.given)) for one in value]
    return pieces


def missing_in(entry: Entry, texts: Iterable[str]) -> list[str]:
    """The words of values that are found neither in a row nor word by word."""
    everything = " \n ".join(texts)
    rows = [letters_of(text) for text in everything.split("\n")]
    have = words_of(everything) | words_of(" ".join(_ORDINAL.findall(everything)))
    joined = "".join(rows)
    missing = []
    for value in entry.values:
        if not value.words <= have and not any(value.letters in row for row in rows):
            missing += [
                one for one in sorted(value.words - have) if len(one) < 4 or one not in joined
            ]
    return missing


def measure(text: str, path: str) -> Result | None:
    """Read one text; None where no reader takes it."""
    row = guess_format(text, path=path)
    if row is None:
        return None
    try:
        entries, broken = entries_of(text, row.name)
    except (ValueError, ElementTree.ParseError, AttributeError, StopIteration):
        return None
    result = row.reader()(text, path=path)
    said = sorted((one.span.line if one.span else 0, one) for one in sayings(result.diagnostics))
    lines = [line for line, _ in said]
    lost = []
    references = result.references
    if not references and any(one.severity is Severity.ERROR for _, one in said):
        return Result(len(entries), [], len(entries))  # the file is refused
    if len(references) != len(entries):
        return Result(len(entries), [("", [f"{len(references)} references of {len(entries)}"])], 0)
    for entry, reference in zip(entries, references, strict=True):
        first, last = (
            bisect_right(lines, entry.first_line - 1),
            bisect_right(lines, entry.last_line),
        )
        about = said if not entry.first_line else said[first:last]
        told = " ".join([one.message for _, one in about])
        missing = missing_in(entry, [*texts_of(reference), told, latex_text(told)])
        if missing:
            lost.append((f"{reference.id or entry.name}", missing))
    errors = [line for line, one in said if one.severity is Severity.ERROR]
    silent_blocks = [
        line for line in broken if not any(abs(line - one) < 3 or one >= line for one in errors)
    ]
    lost += [(f"line {line}", ["a block that nobody speaks of"]) for line in silent_blocks]
    return Result(len(entries) + len(broken), lost, len(broken) - len(silent_blocks))


class _Said(NamedTuple):
    message: str
    severity: Severity
    span: Any


def sayings(diagnostics: Iterable[Diagnostic]) -> Iterator[_Said]:
    """The findings, in a form that can be sorted."""
    for one in diagnostics:
        yield _Said(f"{one.message} {one.source_line}", one.severity, one.span)


def texts_in(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file by a name: itself, or the body of a recorded answer."""
    text = decode(path.read_bytes(), path=path.name).text
    if path.suffix == ".json":
        try:
            payload = json.loads(text)
        except ValueError:
            return
        response = payload.get("response") if isinstance(payload, dict) else None
        if isinstance(response, dict):
            body = next((response[name] for name in _BODIES if response.get(name)), None)
            if isinstance(body, dict | list):
                body = json.dumps(body)
            if isinstance(body, str) and is_bibliography(body):
                yield path.name, body
            return
        if not is_bibliography(text):
            return
    yield path.name, text


def is_bibliography(text: str) -> bool:
    """Whether a text is in a format with references: JSON that holds CSL-JSON, or no JSON."""
    try:
        payload = json.loads(text)
    except ValueError:
        row = guess_format(text, path="-")
        return row is not None and row.name != "csljson"
    items = payload.get("items", [payload]) if isinstance(payload, dict) else payload
    return (
        isinstance(items, list)
        and bool(items)
        and all(
            isinstance(one, dict) and ("type" in one) and ("title" in one or "author" in one)
            for one in items
        )
    )


def main() -> int:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--show", type=int, default=40)
    arguments = options.parse_args()
    suffixes = tuple(one for row in FORMATS.values() if row.reads for one in row.extensions)
    count = lost = broken = shown = files = 0
    for path in sorted(arguments.folder.rglob("*")):
        if not path.name.lower().endswith(suffixes) or not path.is_file():
            continue
        try:
            results = [measure(text, name) for name, text in texts_in(path)]
        except MscrefError:
            continue
        for result in results:
            if result is None:
                continue
            files += 1
            count += result.total
            lost += len(result.lost)
            broken += result.broken
            for name, missing in result.lost:
                if shown < arguments.show:
                    shown += 1
                    print(f"{path.relative_to(arguments.folder)}: {name}: {' '.join(missing[:12])}")
    print(f"files {files}; blocks that cannot be read and are reported: {broken}")
    print(f"accounted {count - lost} of {count}")
    return 0 if not lost else 1


if __name__ == "__main__":
    sys.exit(main())
