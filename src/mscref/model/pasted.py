"""What stands around an identifier that was copied: brackets, quotes, links, a word or two.

What crosses the border: pasted text in, the bare identifier or address out. What is left standing
inside is for `identifiers` to read; nothing is cut that may belong to it.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_LINKS = (
    r"!?\[[^\[\]]*\]\(\s*<?(?P<target>[^\s<>]+?)>?(?:\s+\"[^\"]*\")?\s*\)[.,;]?",  # Markdown
    r"\[(?P<target>https?://\S+)(?:\s[^\]]*)?\]",  # wiki
    r"<a\s[^>]*?href\s*=\s*[\"']?(?P<target>[^\"'\s>]+)[^>]*>.*?</a>[.,;]?",  # HTML
    r"\\href\s*\{(?P<target>[^{}]*)\}\s*\{.*\}[.,;]?",  # LaTeX
    r"\\(?:url|doi|path|nolinkurl|texttt)\s*\{(?P<target>.*)\}[.,;]?",
    r"\[[^\[\]]{1,40}\]:?\s+(?P<target>(?:https?://|doi\b|10\.\d)\S+)",  # where Markdown defines it
    r"\{\{\s*(?:doi|pmid|pmc|arxiv|isbn)\s*\|\s*(?P<target>[^|{}]+).*\}\}",  # wiki template
)
_TAG = r"</?(?:a|b|i|u|p|em|strong|span|div|td|li|cite|code|sup|sub|font)\b[^<>]*>"
_TAGS_AROUND = rf"^(?:{_TAG})+|(?:{_TAG})+[.,;]?$"
_FIELD = r"(?:doi|url|isbn|pmid|pmcid|eprint)\s*=\s*(?P<mark>[{\"])(?P<value>.*)[}\"]\s*,?"
_LABELLED = frozenset(["isbn", "pmid", "pmcid", "eprint"])
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_QUOTES = "\"'“”„‟‘’‚«»‹›`*"
_LOOSE = ".,;:!?…。、"
# Words that introduce or follow an identifier and say nothing about it.
_WORDS_BEFORE = (
    r"(?:(?:see|cf\.?|available|available\s+(?:at|from|online)|accessible\s+at|retrieved\s+from"
    r"|from|at|via|link|source|preprint|e-?print|full\s+text|siehe|unter|voir|disponible\s+(?:en|sur)"
    r"|dispon[ií]vel\s+em)\s*:?\s+)+(?=\S)"
)
# What libraries print after an ISBN: the binding, the volume, the place and publisher.
_PARENTHESIS = (
    r"(?:(?<!\s)\s+)?\((?:hbk|pbk|hc|pb|ebook|e-book|print|online|electronic|paperback|hardcover|hardback|paper"
    r"|cloth|alk\.? paper|set|epub|pdf|v\.? ?\d+|vol\.? ?\d+|\w+ edition|(?=[^()]*?: )[^()]*+)\.?\)"
    r"\s*[.;,:]?$"
)
_KIND_AFTER = (  # as PubMed has it
    r"(?:(?<!\s)\s+)?\[(?:doi|pii|pmid|pubmed|pmcid|crossref|google scholar)\]\.?$"
)
_AFTER = (
    r"(?<![\s,;.(])[\s,;.(]+"
    r"(?:(?:19|20)\d\d|(?:(?:last )?accessed|retrieved|abgerufen)\b.{0,200})\)?\.?$"
)
_BARE = r"[A-Za-z0-9][^\s{}\\\[\]]*[A-Za-z0-9/]"  # most identifiers have nothing around them
_LONGEST = 2000  # characters; longer text is no identifier, and its brackets are not worth counting


def bare_identifier(text: str) -> str:
    """The text without what copying brought along."""
    bare = text.strip()
    if re.match(r"https?%3A%2F%2F", bare, re.IGNORECASE):
        bare = unquote(bare, errors="replace")
    if not bare.isascii():  # `DOI：10.1000/182`
        bare = unicodedata.normalize("NFKC", bare[:_LONGEST]) + bare[_LONGEST:]
    if len(bare) > _LONGEST or re.fullmatch(_BARE, bare):
        return bare
    for _ in range(4):  # a link in brackets in quotes; deeper than that nobody pastes
        peeled = _peeled(_without_words(_linked(bare)))
        if peeled == bare:
            break
        bare = peeled
    return bare


def _linked(text: str) -> str:
    """The target of a link, the value of a line of BibTeX."""
    for pattern in _LINKS:
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)
        if match:
            return match["target"].strip()
    text = re.sub(_TAGS_AROUND, "", text, flags=re.IGNORECASE)
    field = re.fullmatch(_FIELD, text, re.IGNORECASE)
    if not field:
        return text
    name = text.split("=")[0].strip().lower()
    return f"{name}:{field['value']}" if name in _LABELLED - {"eprint"} else field["value"]


def _without_words(text: str) -> str:
    text = re.sub(rf"^{_WORDS_BEFORE}", "", text, flags=re.IGNORECASE)
    if " " not in text:
        return text
    if re.match(r"(?i)(?:urn:)?isbn|[\d\s-]+\(", text):
        text = re.sub(_PARENTHESIS, "", text, flags=re.IGNORECASE)
    text = re.sub(_KIND_AFTER, "", text, flags=re.IGNORECASE)
    return re.sub(_AFTER, "", text, flags=re.IGNORECASE)


def _peeled(text: str) -> str:
    """Without quotation marks, emphasis and brackets that enclose all of it."""
    text = text.strip(_QUOTES + " \t\r\n\u00a0")
    if text[-1:] in _LOOSE and text.rstrip(_LOOSE)[-1:] in _QUOTES:
        text = text.rstrip(_LOOSE + _QUOTES)
    if text[:1] in _PAIRS and not text.startswith("{\\"):
        closing = _PAIRS[text[0]]
        inside = text.rstrip(_LOOSE + _QUOTES + " ")
        if inside.endswith(closing) and inside.count(text[0]) == inside.count(closing):
            return inside[1:-1].strip()
        if text.count(text[0]) > text.count(closing):
            return text[1:].strip()
    bare = text.rstrip(",;: ")
    return bare if bare[-1:] in _QUOTES or bare != text else text
