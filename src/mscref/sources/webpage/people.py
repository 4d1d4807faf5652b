"""Authors as pages write them → names. Pure.

One name a tag (`Roth, Anna`; `Anna Roth`), or several in one: `Roth, Anna; Miller, Bert`,
`Anna Roth, Bert Miller and Carla Nowak`. Families first without a comma too: `Иванов И. И.`,
`Roth AB`. What is no author (an address, `admin`) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mscref.match.text import squeezed
from mscref.model.names import Name
from mscref.sources import values
from mscref.sources.text import plain

_MOST = 3000  # names; the papers with the most authors have five thousand of them, in no tags
_NOBODY = frozenset(
    """admin administrator webmaster root user author authors editor anonymous unknown guest test na
    none null undefined default superuser sysadmin wordpress""".split()
)
_BY = re.compile(
    r"(?i)^(?:by|written by|von|par|por|автор(?:ы)?|作者|文|著者)\s*[::]?\s+|^(?:作者|文)[::]\s*"
)
_DEGREES = re.compile(
    r"(?i),\s*(?:m\.?d|ph\.?\s?d|m\.?sc|b\.?sc|dr|prof|mph|m\.?a|b\.?a|rn|facs|d\.?phil|esq|mba|frcp)\.?(?=\s*(?:,|$))"
)
_AND = re.compile(r" (?:and|und|et|y|и) | ?& ?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,3}")
# Words of those who publish pages, beside the institutions that registries know.
_PUBLISHER = re.compile(
    r"(?i)^the\s|\b(?:centers|centres|government|contributors|news|times|bank|nations|union|reuters"
    r"|ministerium|universit[éàä]\w*|правительство|министерство|университет|институт)\b|大学|研究所|委员会|省$|庁$"
)
_PATRONYMIC = re.compile(r"(?i)\w+(?:ович|евич|ьич|овна|евна|ична|инична|овна|івна|йович)")
_ADDRESS = re.compile(r"(?i)^(?:https?:|www\.|@|/)|\.(?:com|org|net)/")


def names_of(written: Iterable[str]) -> tuple[Name, ...]:
    """The names that the values of one kind of tag say, each once."""
    texts = [text for one in written for text in _each_line(one)]
    found: dict[str, Name] = {}
    for text in texts[:_MOST]:
        for name in _names(text, is_one=len(texts) > 1):
            found.setdefault(squeezed(name.display()), name)
    return tuple(found.values())


def _each_line(text: str) -> Iterator[str]:
    clean = plain(text)
    for one in re.split(r"[;;|、]", clean):
        bare = _DEGREES.sub("", _BY.sub("", one.strip())).strip(" ,·")
        if (
            bare
            and not _ADDRESS.search(bare)
            and bare.casefold() not in _NOBODY
            and "@" not in bare
        ):
            yield bare


def _names(text: str, *, is_one: bool) -> Iterator[Name]:
    """The names in one text; of several tags each is one name, whatever it holds."""
    parts = [part.strip(" ,") for part in _AND.split(text)]
    if len(parts) > 1 and not _is_institution(text):
        for part in parts:
            yield from _listed(part)
    elif is_one:
        yield from _kept(name_of(text))
    else:
        yield from _listed(text)


def _listed(text: str) -> Iterator[Name]:
    """`Anna Roth, Bert Miller`: a list where each part has two words, else one inverted name."""
    if _is_institution(text):
        yield from _kept(values.institution(text))
        return
    parts = [part.strip() for part in re.split(r"[,,]", text) if part.strip()]
    if len(parts) % 2 == 0 and len(parts) > 2 and all(map(_are_initials, parts[1::2])):
        for family, given in zip(parts[::2], parts[1::2], strict=True):
            yield from _kept(values.person(given, family))
        return
    is_list = len(parts) > 1 and all(" " in part for part in parts)
    for part in parts if is_list else [text]:
        yield from _kept(name_of(part))


def name_of(text: str) -> Name | None:
    """One name in the order in which it is written."""
    text = plain(text).strip(" ,;")
    words = text.split()
    if _is_institution(text):
        return values.institution(text)
    if "," in text or "," in text or len(words) < 2:
        return values.person_from_text(text.replace(",", ", "))
    if _is_family_first(words):
        return values.person(" ".join(words[1:]), words[0])
    return values.person_from_text(text)


def _is_family_first(words: list[str]) -> bool:
    """`Иванов И. И.`, `Roth AB`, `Иванов Пётр Сергеевич`."""
    if _PATRONYMIC.fullmatch(words[-1]) and len(words) == 3:
        return True
    rest = words[1:]
    return not _are_initials(words[0]) and all(map(_are_initials, rest))


def _are_initials(text: str) -> bool:
    """`J.-P.`, `AB`, `И. И.`"""
    return text.upper() == text and _INITIALS.fullmatch(text) is not None


def _is_institution(text: str) -> bool:
    return values.is_institution(text) or _PUBLISHER.search(text) is not None


def _kept(name: Name | None) -> Iterator[Name]:
    if name is not None:
        yield name
