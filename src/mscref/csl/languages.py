"""Which languages there are locale files for, and which file serves a language.

Language codes as people write them come in, the codes of locale files go out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from mscref.csl import installed
from mscref.patterns import lazy

FALLBACK_LANGUAGE = "en-US"

# What may be part of the name of a locale file.
_CODE = re.compile("[A-Za-z0-9-]{1,35}")
_LANGUAGE = lazy("[A-Za-z]{2,8}")


def find_language(language: str) -> str | None:
    """The language code of the locale file to use for `language`, or None where none fits.

    A dialect without a file gets the primary dialect of its language.
    """
    wanted = language.strip().replace("_", "-")
    if not _CODE.fullmatch(wanted):
        return None
    base, _, region = wanted.partition("-")
    wanted = f"{base.lower()}-{region.upper() if len(region) == 2 else region}".rstrip("-")
    if read_locale_file(wanted) is not None:
        return wanted
    return primary_dialect(wanted) or None


def full_code(language: str) -> str:
    """A code as people write it, in one spelling and with a region: "en-US" for "EN" and "en_us".

    The region is that of the primary dialect of the language, where it has one. "" for what is no
    code: the language of a work is a stranger's text.
    """
    base, _, rest = language.strip().replace("_", "-").partition("-")
    if not _LANGUAGE.fullmatch(base):
        return ""
    if not rest:
        return primary_dialect(base.lower()) or base.lower()
    return f"{base.lower()}-{rest.upper() if len(rest) == 2 else rest}"


def means(listed: str, language: str) -> bool:
    """Whether a language that a style lists means `language`, a full code: "en" all of English."""
    if "-" not in listed.replace("_", "-"):
        return listed.lower() == language.partition("-")[0]
    return full_code(listed) == language


@cache
def languages() -> tuple[str, ...]:
    """The codes of all locale files."""
    keys = (key for key, _ in installed.shipped().items(installed.LOCALE))
    return tuple(sorted(key.removeprefix(installed.LOCALE) for key in keys))


def read_locale_file(language: str) -> bytes | None:
    """The bytes of the locale file of exactly this language, or None."""
    return installed.shipped().read(installed.LOCALE + language)


def primary_dialect(language: str) -> str:
    """The dialect that stands for the language of `language`, or ""."""
    if language in ("en", FALLBACK_LANGUAGE):  # asked by most styles; the table costs 2 ms
        return FALLBACK_LANGUAGE
    base = language.partition("-")[0]
    found = _primary_dialects().get(base, "")
    if not found and read_locale_file(base) is not None:
        found = base
    return found if isinstance(found, str) else ""


@cache
def _primary_dialects() -> Mapping[str, object]:
    import json

    table = json.loads(installed.shipped().read(installed.PRIMARY_DIALECTS) or b"{}")
    return MappingProxyType(table.get("primary-dialects", {}))
