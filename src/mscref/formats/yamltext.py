"""YAML as bibliographies need it: text stays text, and nothing can explode.

Numbers with leading zeros, dates and `yes` stay text. Aliases are legal but can make a small
file huge when it is walked, so the number of values is bounded by the length of the text.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from mscref.diagnostics import Diagnostic, Severity, Span
from mscref.formats.itemplaces import PlacedItem
from mscref.model.characters import storable_json
from mscref.model.reference import Json


class _Node(Protocol):
    """A node of PyYAML, which has no types."""

    value: list[tuple[Any, Any]]


_RESOLVERS = (
    ("tag:yaml.org,2002:bool", re.compile(r"(?:true|false|True|False)\Z"), "tfTF"),
    ("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|)\Z"), ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z"), "-0123456789"),
    ("tag:yaml.org,2002:merge", re.compile(r"<<\Z"), "<"),
)

# What PyYAML's constructors raise for `!!bool x`, `!!int ""`, `!!timestamp x` and their like.
_CONSTRUCTION_ERRORS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
# libyaml recurses in C, where running out of stack is no exception.
_TOO_DEEP = re.compile(r"(?:[\[{]\s*){100}|(?:[-?] ){100}")


def load(text: str, *, path: str, code: str) -> tuple[Json, list[Diagnostic]]:
    """The first document with content, and what was the matter (None where it is not YAML).

    Further documents of the file are said to be left out.
    """
    import yaml

    if _TOO_DEEP.search(text):
        return None, [Diagnostic(Severity.ERROR, code, "nested too deeply", Span(path))]
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    repeated: list[tuple[str, int]] = []

    class Loader(base):  # type: ignore[valid-type, misc]  # one of two classes
        yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012  # PyYAML's own attribute

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: ANN401
            repeated.extend(_repeated_keys(node))
            return super().construct_mapping(node, deep)

        def construct_own(self, _suffix: str, node: Any) -> Any:  # noqa: ANN401
            """A value with a tag of its program (`!r Sys.time()`, `!expr …`) as it is written."""
            if isinstance(node, yaml.ScalarNode):
                return self.construct_scalar(node)
            if isinstance(node, yaml.SequenceNode):
                return self.construct_sequence(node, deep=True)
            return self.construct_mapping(node, deep=True)

    Loader.add_multi_constructor("!", Loader.construct_own)
    for tag, pattern, first in _RESOLVERS:
        Loader.add_implicit_resolver(tag, pattern, list(first))
    try:
        documents = [document for document in yaml.load_all(_head(text), Loader) if document]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        span = Span(path, mark.line + 1, mark.column + 1) if mark else Span(path)
        return None, [Diagnostic(Severity.ERROR, code, error.problem or "not YAML", span)]
    except RecursionError:
        return None, [Diagnostic(Severity.ERROR, code, "nested too deeply", Span(path))]
    except (yaml.YAMLError, *_CONSTRUCTION_ERRORS) as error:
        message = "a value is not what its tag says"
        if isinstance(error, yaml.YAMLError | ValueError):
            message = str(error).partition("\n")[0] or message
        return None, [Diagnostic(Severity.ERROR, code, message, Span(path))]
    document = documents[0] if documents else None
    if _is_larger_than(document, len(text) + 1000):
        message = "its aliases make it far larger than it is"
        return None, [Diagnostic(Severity.ERROR, code, message, Span(path))]
    try:
        said = [_repeated_key(name, line, path, code) for name, line in repeated]
        return storable_json(document), said + _further(documents, path, code)
    except RecursionError:
        return None, [Diagnostic(Severity.ERROR, code, "nested too deeply", Span(path))]


def _repeated_keys(node: _Node) -> list[tuple[str, int]]:
    """The keys that stand twice in a mapping, and in which line they do for the second time."""
    keys: set[str] = set()
    found = []
    for key, _ in node.value:
        if getattr(key, "value", None).__class__ is str and key.value != "<<":
            if key.value in keys:
                found.append((key.value, key.start_mark.line + 1))
            keys.add(key.value)
    return found


def _repeated_key(name: str, line: int, path: str, code: str) -> Diagnostic:
    code = f"{code.partition('-')[0]}-duplicate-key"
    message = f"`{name}` is already used in this mapping; only the last one is read"
    return Diagnostic(
        severity=Severity.ERROR,
        code=code,
        message=message,
        span=Span(path, line, 1),
        hint="rename one of the two",
    )


def _further(documents: list[Any], path: str, code: str) -> list[Diagnostic]:
    if len(documents) < 2:
        return []
    message = f"only the first of its {len(documents)} documents is read"
    hint = "put the others into files of their own"
    code = f"{code.partition('-')[0]}-documents"
    return [
        Diagnostic(
            severity=Severity.WARNING, code=code, message=message, span=Span(path), hint=hint
        )
    ]


def items_of(text: str, member: str = "") -> list[PlacedItem]:
    """The entries of a mapping with their keys; the items of a list, or of the list that is the
    `member` of a mapping, with their ids."""
    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(_head(text), base)
    except (yaml.YAMLError, ValueError, RecursionError):
        return []
    if member:
        node = _member(node, member) or node
    if isinstance(node, yaml.MappingNode):
        return [PlacedItem(key.start_mark.line + 1, str(key.value)) for key, _ in node.value]
    if not isinstance(node, yaml.SequenceNode):
        return []
    ids = [_member(one, "id") for one in node.value]
    return [
        PlacedItem(one.start_mark.line + 1, str(key.value) if key is not None else "")
        for one, key in zip(node.value, ids, strict=True)
    ]


def _member(node: Any, name: str) -> Any:  # noqa: ANN401  # PyYAML's nodes have no types
    """A member of a mapping by its name, or None."""
    pairs = node.value if node.__class__.__name__ == "MappingNode" else ()
    return next((value for key, value in pairs if key.value == name), None)


def dump(value: Json) -> str:
    """`value` as YAML in block style, UTF-8, in the order given."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(
        value,
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1_000_000,
    )


def _head(text: str) -> str:
    """The YAML block of a Markdown document, else the whole text."""
    text = text.lstrip("\ufeff")
    if text.startswith("---"):
        end = re.search(r"^(?:---|\.\.\.)[ \t]*$", text[3:], re.MULTILINE)
        if end:
            return text[: end.start() + 3]
    return text


def _is_larger_than(value: object, budget: int) -> bool:
    """Whether more than `budget` values stand below `value`; one that holds itself has no end."""
    waiting = [value]
    while waiting:
        budget -= 1
        if budget < 0:
            return True
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
    return False
