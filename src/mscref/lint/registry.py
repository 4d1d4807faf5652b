"""The table of rules by subject, and their documentation; a rule is imported when it runs.

The code of a rule is the name of its file, with hyphens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from types import MappingProxyType

from mscref.errors import NotFoundError, PluginError
from mscref.lint.base import Check, LintedLibrary, LintRule, RuleHit
from mscref.plugins import RULES as GROUP
from mscref.plugins import Plugin, guarded, rows, warn_of

SUBJECTS = MappingProxyType(
    {
        "Citation keys": "key-duplicate key-case key-missing key-characters",
        "Entries and fields": """type-unknown required-field title-missing field-duplicate
            field-empty field-misspelt field-wrong-container string-undefined
            field-unplaced crossref-missing placeholder value-unread reads-differently""",
        "Identifiers": """doi-malformed doi-as-url doi-escaped doi-trailing doi-misplaced
            doi-duplicate doi-url-conflict isbn-malformed issn-malformed pmid-malformed
            pmcid-malformed arxiv-malformed""",
        "Addresses": """url-malformed url-escaped url-is-doi url-private url-tracking url-misplaced
            accessed-missing""",
        "Dates": """year-malformed year-implausible date-malformed date-year-conflict
            month-malformed""",
        "Pages and numbers": """pages-malformed pages-dash pages-reversed number-prefix
            edition-form""",
        "Titles": """title-all-caps title-unprotected title-double-braces title-trailing-period
            title-retracted title-notice title-brackets title-repeated-word""",
        "Names": """name-commas name-separator name-empty name-et-al name-institution name-digits
            name-title name-repeated name-all-caps name-given-missing author-is-editor""",
        "Containers": """container-prefix container-truncated container-holds-volume
            container-is-title arxiv-as-journal journal-mixed""",
        "Characters": """mojibake replacement-character invisible-character ligature html-entity
            html-tag unescaped-special unbalanced-math""",
        "Works": "work-duplicate preprint-superseded",
    }
)


_OURS = tuple(code for names in SUBJECTS.values() for code in names.split())


def codes() -> tuple[str, ...]:
    """Every code, in the order of the table; behind ours those that came with other packages."""
    return (*_OURS, *_plugged())


def _plugged() -> Mapping[str, tuple[Plugin, LintRule]]:
    return rows(GROUP, LintRule, dict.fromkeys(_OURS))


def find_rule(code: str) -> LintRule:
    """The rule called `code`; raises NotFoundError with near matches."""
    if code in _OURS:
        rule: LintRule = import_module(_module(code)).RULE
        return rule
    found = _plugged().get(code)
    if found is None:
        known = codes()
        near = get_close_matches(code, known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "`mscref check --rules` lists them"
        raise NotFoundError(f"unknown rule `{code}`", hint=hint)
    plugin, row = found
    return replace(row, code=code, check=_careful(plugin, row))


def _careful(plugin: Plugin, rule: LintRule) -> Check:
    """The check of a plug-in; where it fails that is a warning, and it has found nothing."""
    look = guarded(plugin, list, lambda library: _hits(rule.check(library)))

    def check(library: LintedLibrary) -> Iterator[RuleHit]:
        try:
            yield from look(library)
        except PluginError as error:
            warn_of(error)

    return check


def _hits(found: Iterable[object]) -> list[RuleHit]:
    hits: list[RuleHit] = []
    for one in found:
        if not isinstance(one, RuleHit):
            raise TypeError(f"found a {type(one).__name__}, not a RuleHit")
        hits.append(one)
    return hits


def explain(code: str) -> str:
    """The documentation of the rule called `code`; raises NotFoundError."""
    find_rule(code)
    module = _module(code) if code in _OURS else _plugged()[code][0].target.partition(":")[0]
    return (import_module(module).__doc__ or "").strip()


def select_codes(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[str]:
    """The codes that `select` names (all where it is empty), less those that `ignore` names.

    A name that is the first part of codes means all of them: `doi` is every `doi-…`. Raises
    NotFoundError for a name that means none.
    """
    chosen = [code for name in select for code in _named(name)] or list(codes())
    left_out = {code for name in ignore for code in _named(name)}
    return [code for code in dict.fromkeys(chosen) if code not in left_out]


def load_rules(wanted: Iterable[str]) -> Iterator[LintRule]:
    """Import and yield the rules called `wanted`."""
    for code in wanted:
        yield find_rule(code)


def _named(name: str) -> list[str]:
    if name.casefold() == "all":
        return list(codes())
    found = [code for code in codes() if code == name or code.startswith(f"{name}-")]
    return found or [find_rule(name).code]


def _module(code: str) -> str:
    return f"mscref.lint.rules.{code.replace('-', '_')}"
