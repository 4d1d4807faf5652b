"""Leaves of a reference as tags `element@kind` of the table engine, and back.

A vocabulary tells elements of one name apart by an attribute (`pub-id@doi`, `note@abstract`); which
attribute that is says the table of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mscref.formats.mapping import TEXT, Rule, Tags, write_fields
from mscref.model.markup import strip_case_markup
from mscref.model.reference import FieldValue, Reference


def tag(name: str, kind: str = "") -> str:
    """`pub-id` and `doi` as `pub-id@doi`."""
    return f"{name}@{kind}" if kind else name


def parts_of(name: str) -> tuple[str, str]:
    """`pub-id@doi` as its element and its kind."""
    element, _, kind = name.partition("@")
    return element, kind


def rest_rules(
    variables: Iterable[str], element: str, known: Mapping[str, object] | Iterable[Rule]
) -> tuple[Rule, ...]:
    """A row for each variable that no row is about: `element@variable` holds it."""
    has_rows = {rule.variable for rule in known if isinstance(rule, Rule)}
    return tuple(
        [Rule(one, (tag(element, one),)) for one in sorted(variables) if one not in has_rows]
    )


def text_tags(rules: Iterable[Rule], reference: Reference, *, format_name: str) -> Tags:
    """The tags of a reference, its leftovers of the format included; texts keep all their markup,
    for these vocabularies have a place for what guides the capitals."""
    rules = tuple(rules)
    tags = write_fields(rules, reference, format_name=format_name)
    for rule in rules:
        value: FieldValue = reference.fields.get(rule.variable, "")
        if rule.kind != TEXT or not isinstance(value, str) or "<" not in value:
            continue
        bare = strip_case_markup(value)
        name = rule.tags[0]
        tags[name] = [value if one == bare else one for one in tags.get(name, [])]
    return tags
