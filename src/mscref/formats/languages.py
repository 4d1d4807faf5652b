"""Languages as people, catalogues and LaTeX name them ↔ the tags of BCP 47 that CSL has.

What crosses the border: a name (`ngerman`, `Deutsch`), a code (`ger`) or a tag in, a tag out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*+(?<![-_][A-Za-z0-9])")
# By their length: regions in capitals, scripts with one; all else is small.
_CASES: dict[int, Callable[[str], str]] = {2: str.upper, 4: str.capitalize}

# babel and polyglossia names → BCP 47.
LANGUAGES = {
    "acadian": "fr-CA",
    "afrikaans": "af-ZA",
    "american": "en-US",
    "arabic": "ar",
    "armenian": "hy-AM",
    "australian": "en-GB",
    "austrian": "de-AT",
    "basque": "eu",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "breton": "br",
    "british": "en-GB",
    "bulgarian": "bg-BG",
    "canadian": "en-US",
    "canadien": "fr-CA",
    "catalan": "ca-AD",
    "chinese": "zh-CN",
    "croatian": "hr-HR",
    "czech": "cs-CZ",
    "danish": "da-DK",
    "dutch": "nl-NL",
    "english": "en-US",
    "esperanto": "eo",
    "estonian": "et-EE",
    "farsi": "fa-IR",
    "finnish": "fi-FI",
    "francais": "fr-FR",
    "french": "fr-FR",
    "galician": "gl-ES",
    "german": "de-DE",
    "greek": "el-GR",
    "hebrew": "he-IL",
    "hindi": "hi-IN",
    "hungarian": "hu-HU",
    "icelandic": "is-IS",
    "indonesian": "id-ID",
    "irish": "ga-IE",
    "italian": "it-IT",
    "japanese": "ja-JP",
    "korean": "ko-KR",
    "latin": "la",
    "latvian": "lv-LV",
    "lithuanian": "lt-LT",
    "macedonian": "mk-MK",
    "magyar": "hu-HU",
    "mexican": "es-MX",
    "mongolian": "mn-MN",
    "naustrian": "de-AT",
    "newzealand": "en-GB",
    "ngerman": "de-DE",
    "norsk": "nb-NO",
    "norwegian": "nb-NO",
    "nswissgerman": "de-CH",
    "nynorsk": "nn-NO",
    "persian": "fa-IR",
    "piedmontese": "pms",
    "polish": "pl-PL",
    "polutonikogreek": "el-GR",
    "portuges": "pt-PT",
    "portuguese": "pt-PT",
    "romanian": "ro-RO",
    "russian": "ru-RU",
    "scottish": "gd-GB",
    "serbian": "sr-RS",
    "slovak": "sk-SK",
    "slovene": "sl-SL",
    "slovenian": "sl-SL",
    "spanish": "es-ES",
    "swedish": "sv-SE",
    "swissgerman": "de-CH",
    "thai": "th-TH",
    "turkish": "tr-TR",
    "ukenglish": "en-GB",
    "ukrainian": "uk-UA",
    "usenglish": "en-US",
    "vietnamese": "vi-VN",
    "welsh": "cy-GB",
}

# Languages by ISO 639-1 code: ISO 639-2's (both, where there are two) and the language's own name,
# as library catalogues and reference managers write them into `language`.
LANGUAGE_CODES = {
    word: code
    for code, words in (
        ("ar", "ara"), ("bg", "bul български"), ("ca", "cat català"), ("cs", "cze ces čeština"),
        ("cy", "wel cym"), ("da", "dan dansk"), ("de", "ger deu deutsch"),
        ("el", "gre ell ελληνικά"),
        ("en", "eng englisch anglais inglés inglese inglês"), ("es", "spa español castellano"),
        ("et", "est eesti"), ("eu", "baq eus euskara"), ("fa", "per fas"), ("fi", "fin suomi"),
        ("fr", "fre fra français"), ("ga", "gle gaeilge"), ("gl", "glg galego"), ("he", "heb"),
        ("hi", "hin"), ("hr", "hrv hrvatski"), ("hu", "hun"), ("hy", "arm hye"), ("id", "ind"),
        ("is", "ice isl íslenska"), ("it", "ita italiano"), ("ja", "jpn 日本語"),
        ("ko", "kor 한국어"),
        ("la", "lat"), ("lt", "lit lietuvių"), ("lv", "lav latviešu"), ("mk", "mac mkd"),
        ("nb", "nob bokmål"), ("nl", "dut nld nederlands"), ("nn", "nno"), ("no", "nor norsk"),
        ("pl", "pol polski"), ("pt", "por português"), ("ro", "rum ron română"),
        ("ru", "rus русский"), ("sk", "slo slk slovenčina"), ("sl", "slv slovenščina"),
        ("sr", "srp српски"), ("sv", "swe svenska"), ("th", "tha"), ("tr", "tur türkçe"),
        ("uk", "ukr українська"), ("vi", "vie"), ("zh", "chi zho 中文"),
    )
    for word in (code, *words.split())
}  # fmt: skip

_OF_A_COUNTRY = frozenset(
    """
    acadian american australian austrian brazil brazilian british canadian canadien mexican
    naustrian newzealand nswissgerman swissgerman ukenglish usenglish
    """.split()
)

# Where several names mean one tag, the one that is written.
_WRITTEN_LANGUAGES = (
    "american british german austrian swissgerman french canadien portuguese brazilian greek "
    "norsk hungarian persian slovene"
).split()
BABEL_NAMES = {
    **{tag: name for name, tag in reversed(LANGUAGES.items())},
    **{LANGUAGES[name]: name for name in _WRITTEN_LANGUAGES},
}


def language_of(written: str) -> str:
    """The tag of a name, a code (`ger`) or a tag (`de_DE`); "" where it is none of these."""
    lowered = written.lower()
    known = LANGUAGES.get(lowered) or LANGUAGE_CODES.get(lowered)
    if known:
        return known
    first, _, rest = written.replace("_", "-").partition("-")
    if rest and first.lower() in LANGUAGE_CODES:
        return language_tag(f"{LANGUAGE_CODES[first.lower()]}-{rest}")
    return ""


def language_named(text: str) -> str:
    """The tag of a language that a catalogue names: `German` is that of no country."""
    tag = language_of(text)
    name = text.lower()
    return tag.partition("-")[0] if name in LANGUAGES and name not in _OF_A_COUNTRY else tag


def language_tag(written: str) -> str:
    """A BCP 47 tag in its usual case, `zh-Hans-CN`; "" for what has not the form of one."""
    if not _LANGUAGE_TAG.fullmatch(written):
        return ""
    first, *others = re.split(r"[-_]", written.lower())
    tag = [first]
    for one in others:
        # RFC 5646, 2.1.1: what stands behind a subtag of one letter is in small letters.
        tag.append(one if len(tag[-1]) == 1 else _CASES.get(len(one), str.lower)(one))
    return "-".join(tag)
