"""What a document means for the engine: its language, its locators, its journals, its keys.

What crosses the border: words of a document and of its settings in; plain values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mscref.app.journals import JournalChoice, journal_choice
from mscref.journals.modes import AS_IS
from mscref.model.locators import WORDS

if TYPE_CHECKING:
    from mscref.csl.processor import Processor


def journals_for(
    given: str | None, configured: Sequence[str], *, style: str, is_named_by_document: bool
) -> JournalChoice:
    """In which form a document has the titles of journals, where nothing says it.

    A document that names the file of a style was written for pandoc, and gets the titles that it
    gets there; all else is as in `format`. Raises UsageError for an unknown form.
    """
    is_file = style.endswith(".csl") or "/" in style
    if not given and not configured and is_named_by_document and is_file:
        return JournalChoice(AS_IS)
    return journal_choice(given, configured)


def locator_words(processor: Processor) -> dict[str, str]:
    """What may stand before a locator in the language of the style → its CSL label."""
    words = dict(WORDS)
    for label in dict.fromkeys(WORDS.values()):
        for form in ("long", "short", "symbol"):
            for plural in (False, True):
                term = processor.locale.term(label, form, plural=plural)
                if term:
                    words[term.rstrip(".").lower()] = label
    return words


def locale_of(language: str) -> str | None:
    """The locale for the language of a document; None where there is none of it."""
    from mscref.csl.languages import find_language

    name = language.partition("-u-")[0]
    return name if name and find_language(name) else None


def near_keys(key: str, known: Iterable[str]) -> str:
    """What to do about an unknown key: the keys that come near it, "" where none does."""
    from difflib import get_close_matches

    near = get_close_matches(key, list(known), n=3)
    return f"did you mean {', '.join(near)}?" if near else ""
