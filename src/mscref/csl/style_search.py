"""Search the index of styles, by words or by what a style says about itself.

    query = term…            every term must fit
    term  = word             the beginning of a word of the title, the name, the parent or a field
          | ISSN
          | "field:" word | "format:" word | "parent:" name | "locale:" code | "kind:" word

Heads of styles and a query go in, heads come out, the best first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from mscref.csl.style_head import StyleHead
from mscref.match.text import tokens
from mscref.patterns import lazy

ISSN = lazy(r"\d{4}-?\d{3}[\dXx]")

_QUALIFIERS: MappingProxyType[str, Callable[[StyleHead], str]] = MappingProxyType(
    {
        "field": lambda head: " ".join(head.fields),
        "format": lambda head: head.citation_format,
        "parent": lambda head: head.parent,
        "locale": lambda head: head.default_locale,
        "kind": lambda head: head.kind,
    }
)


def normalise_title(title: str) -> str:
    """Fold `title` for comparison: letters and digits without marks, words one space apart."""
    return " ".join(tokens(title))


def normalise_issn(text: str) -> str:
    """An ISSN as the styles spell it: 1234-567X."""
    return f"{text[:4]}-{text[-4:]}".upper()


def search_styles(
    query: str, index: Sequence[StyleHead], called: Mapping[str, str] = MappingProxyType({})
) -> list[StyleHead]:
    """The styles that fit `query`; names that match best first, independent styles before others,
    and of those what most journals use.

    `called` are further names of styles. An empty query finds nothing.
    """
    terms = query.split()
    tests = [_test(term) for term in terms]
    if not tests:
        return []
    wanted = normalise_title(query)
    meant = called.get(wanted.replace(" ", "-"), "")
    found = [head for head in index if head.name == meant or all(test(head) for test in tests)]
    uses = Counter(head.parent for head in index)
    return sorted(
        found, key=lambda head: (head.name != meant, *_rank(head, wanted, uses[head.name]))
    )


def _test(term: str) -> Callable[[StyleHead], bool]:
    qualifier, colon, value = term.partition(":")
    if colon and qualifier in _QUALIFIERS and value:
        text_of = _QUALIFIERS[qualifier]
        lowered = value.lower()
        return lambda head: lowered in text_of(head).lower()
    if ISSN.fullmatch(term):
        issn = normalise_issn(term)
        return lambda head: issn in head.issns
    words = normalise_title(term).split()
    return lambda head: all(f" {word}" in _text(head) for word in words)


def _text(head: StyleHead) -> str:
    """Everything of a style in which words are looked for, a space before each word."""
    parts = (head.title, head.short_title, head.name, head.parent, *head.fields)
    return f" {normalise_title(' '.join(parts))}"


def _rank(head: StyleHead, wanted: str, uses: int) -> tuple[int, bool, int, bool, int, str]:
    titles = (normalise_title(head.title), normalise_title(head.short_title))
    name = normalise_title(head.name)
    begins = any(one.startswith(wanted) for one in (*titles, name))
    if wanted in (titles[0], name):  # several translations have one short title
        place = 0
    elif begins or any(_holds(title, wanted) for title in titles):
        place = 1
    else:
        place = 2
    return (place, bool(head.parent), -uses, not begins, len(titles[0]), head.name)


def _holds(title: str, wanted: str) -> bool:
    return all(f" {word}" in f" {title}" for word in wanted.split())


def near_styles(wanted: str, candidates: Sequence[tuple[str, str]]) -> list[str]:
    """The targets of the `candidates` (name, target) most like `wanted`, the most alike first."""
    from difflib import SequenceMatcher

    words = set(normalise_title(wanted).split())
    name = "-".join(normalise_title(wanted).split())
    if not name:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(name)
    scored: list[tuple[float, int, str]] = []
    for candidate, target in candidates:
        shared = len(words.intersection(candidate.split("-"))) / len(words)
        matcher.set_seq1(candidate)
        if shared < 1 and (matcher.real_quick_ratio() < 0.6 or matcher.quick_ratio() < 0.6):
            continue
        score = max(matcher.ratio(), 0.6 + 0.2 * shared if shared >= 0.5 else 0.0)
        if score >= 0.6:
            scored.append((-score, len(candidate), target))
    return list(dict.fromkeys(target for _, _, target in sorted(scored)))[:_NEAR_MATCHES]


_NEAR_MATCHES = 5
