"""Text of registries as text of references: entities, JATS, MathML, mojibake, control characters.

What crosses the border: any JSON value in, clean text with the inline markup of CSL out. The
only tags that are left are `<i> <b> <sub> <sup> <sc>`, well nested.
"""

from __future__ import annotations

import html
import re
import unicodedata
from types import MappingProxyType

from mscref.model.markup import strip_markup
from mscref.model.reference import Json

# An abstract has 3,000 characters, a title 300; what is much longer is an attack on patience.
_MAX_LENGTH = 10_000
_MAX_ABSTRACT = 50_000
_MAX_UNESCAPES = 3

# Tag (without the prefix `jats:` or `mml:`, lower-case) → CSL's own.
_KEPT_TAGS = MappingProxyType(
    {
        "i": "i", "em": "i", "italic": "i", "b": "b", "bold": "b", "strong": "b",
        "sub": "sub", "inf": "sub", "sup": "sup", "sc": "sc", "scp": "sc",
    }
)  # fmt: skip
_TAG = r"<(/?)([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)((?:\s[^<>]*)?)(/?)>"
_SMALL_CAPS = (
    r"(?is)<(span|styled-content)\s(?=[^<>]*?small-caps)[^<>]*+>"
    r"((?:(?!<\1\s[^<>]*small-caps).)*?)</\1>"
)
_MATHML = re.compile(
    r"<((?:mml:)?math)\b[^<>]*>((?:(?!<(?:mml:)?math\b).)*?)</\1\s*>", re.DOTALL | re.IGNORECASE
)
_DROPPED_WHOLE = (
    r"(?is)<!--(?:(?!<!--).)*?-->|<\?(?:(?!<\?).)*?\?>"
    r"|<(script|style|head|annotation(?:-xml)?)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>"
    r"|<(?:mml:)?annotation(?:-xml)?\b[^<>]*>(?:(?!<(?:mml:)?annotation).)*?</(?:mml:)?annotation(?:-xml)?\s*>"
)
_SPACES = r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+"
# Control characters drive terminals; bidirectional overrides make text read as what it is not.
_UNSEEN = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ufeff\ufffe\uffff]"
)
# Whole sequences first: what is left of one without its first character is still noise.
_TERMINAL_SEQUENCES = (
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[@-Z\\-_]"
)
_MOJIBAKE = r"[ÂÃÄÅâ][\u0080-\u00bf\u0152-\u2122]"
# Blocks, between which stands a space (of an abstract: a line break).
_BLOCKS = frozenset("p title sec br list-item label li div h1 h2 h3 h4 h5".split())


def plain(value: Json) -> str:
    """The value as text on one line, without any markup; "" where it is not text."""
    return strip_markup(rich(value))


def rich(value: Json) -> str:
    """The value as text on one line, with CSL's inline markup; "" where it is not text."""
    return collapse(_to_markup(_decoded(value)))


def paragraphs(value: Json) -> str:
    """The value as text of several lines (an abstract), without markup."""
    marked = re.sub(
        r"(?i)</?(?:jats:)?(?:p|title|sec|list-item|br)\b[^<>]*>",
        "\u2029",
        _decoded(value, _MAX_ABSTRACT),
    )
    lines = [plain(line) for line in marked.split("\u2029")]
    return "\n".join(line for line in lines if line)


def first(value: Json) -> Json:
    """The first element that is not empty of what should be a list and may be one value."""
    if isinstance(value, list):
        return next((one for one in value if one not in (None, "", [], {})), None)
    return value


def texts(value: Json) -> list[str]:
    """The clean elements of what should be a list of texts and may be one text."""
    values = value if isinstance(value, list) else [value]
    return [text for text in (rich(one) for one in values) if text]


def collapse(text: str) -> str:
    """Runs of spaces of every kind as one space, none at the ends or inside a tag's edge."""
    text = re.sub(_SPACES, " ", text).strip()
    text = re.sub(r"^((?:<[a-z]+>)+) ", r"\1", text)
    return re.sub(r" ((?:</[a-z]+>)+)$", r"\1", text)


def is_all_caps(text: str) -> bool:
    """True for a title set in capitals throughout, of more than two words."""
    letters = [char for char in strip_markup(text) if char.isalpha() and char.isascii()]
    return len(letters) > 8 and len(text.split()) > 2 and all(char.isupper() for char in letters)


def is_damaged(text: str) -> bool:
    """True where characters were lost before the text was registered."""
    return "\ufffd" in text


def repair_mojibake(text: str) -> str:
    """UTF-8 that was once read as Latin-1 or Windows-1252, read again; else the text itself."""
    if text.isascii() or not re.search(_MOJIBAKE, text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def _decoded(value: Json, limit: int = _MAX_LENGTH) -> str:
    """Entities undone to a fixed point, mojibake repaired, unseen characters removed."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    text = value[:limit]
    for _ in range(_MAX_UNESCAPES):
        if "&" not in text:
            break
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    if not text.isprintable():
        text = re.sub(_UNSEEN, "", re.sub(_TERMINAL_SEQUENCES, "", text))
    text = repair_mojibake(text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _to_markup(text: str) -> str:
    """Every tag that CSL has, under its name there; the others dropped, their text kept."""
    if "<" not in text:
        return text
    text = re.sub(_DROPPED_WHOLE, "", text)
    text = re.sub(r"(?s)<!\[CDATA\[(.*?)(?:\]\]>|\Z)", r"\1", text)
    if "math" in text:
        text = _MATHML.sub(lambda match: _formula(match[2]), text)
    text = re.sub(_SMALL_CAPS, r"<sc>\2</sc>", text)
    return _well_nested(re.sub(_TAG, _kept_tag, text))


def _kept_tag(match: re.Match[str]) -> str:
    closing, _, name, _, empty = match.groups()
    name = name.lower()
    kept = _KEPT_TAGS.get(name)
    if kept and not empty:
        return f"<{closing}{kept}>"
    if not _is_known_tag(name):
        return match.group()  # "<Xy>" of a text that is no markup
    return " " if name in _BLOCKS else ""


_PARAGRAPH = r"(?i)</?(?:jats:)?(?:p|title|sec|list-item|br)\b[^<>]*>"
_KNOWN_TAGS = frozenset(
    """
    a abbr abstract alternatives article-title break caption center citation cite code div
    disp-formula dl dt dd email ext-link fig fn font footnote graphic h1 h2 h3 h4 h5 h6 head hr
    html body img inline-formula inline-graphic inline-supplementary-material italic label li
    list list-item math media mfrac mi mn mo mover mrow msqrt mspace mstyle msub msubsup msup
    mtable mtext munder named-content ol p q quote roman s sans-serif sec section serif small
    span statement strike strong styled-content supplementary-material table tbody td tex-math
    th title tr tt u ul underline uri xref br script style iframe object embed form input button
    svg link meta base
    """.split()
)


def _is_known_tag(name: str) -> bool:
    return name in _KNOWN_TAGS


def _formula(mathml: str) -> str:
    """A formula's text, sub- and superscripts as such: `Mn<sub>3</sub>Sn`."""
    mathml = re.sub(r"<(/?)mml:", r"<\1", mathml)
    mathml = re.sub(r">\s+<", "><", mathml)
    for tag, mark in (("msub", "sub"), ("msup", "sup")):
        inner = rf"<{tag}\b[^<>]*>((?:(?!<m(?:sub|sup)\b).)*?)</{tag}>"

        def script(match: re.Match[str], mark: str = mark) -> str:
            return _scripted(match.group(1), mark)

        for _ in range(4):  # scripts of scripts
            changed = re.sub(inner, script, mathml, flags=re.DOTALL)
            if changed == mathml:
                break
            mathml = changed
    return re.sub(r"<(?!/?(?:sub|sup)>)[^<>]*>", "", mathml)


def _scripted(children: str, mark: str) -> str:
    """`<mi>x</mi><mn>2</mn>` → `x<sub>2</sub>`: the last child is the script."""
    at = _start_of_last_child(children)
    base, script = children[:at], re.sub(r"<(?!/?su[bp]>)[^<>]*>", "", children[at:])
    return f"{base}<{mark}>{script.strip()}</{mark}>"


def _start_of_last_child(children: str) -> int:
    depth, start = 0, 0
    for match in re.finditer(r"<(/?)[a-z]++[^<>]*?(/?)>", children):
        if match.group(1):
            depth -= 1
            continue
        if depth == 0:
            start = match.start()
        depth += 0 if match.group(2) else 1
    return start


def _well_nested(text: str) -> str:
    """Drop closing tags without opening ones, close what is left open, drop empty pairs."""
    opened: list[str] = []
    parts: list[str] = []
    for part in re.split(r"(</?(?:i|b|sub|sup|sc)>)", text):
        match = re.fullmatch(r"<(/?)(i|b|sub|sup|sc)>", part)
        if not match:
            parts.append(part)
        elif not match.group(1):
            if match.group(2) not in opened:  # <i> in <i> says nothing
                opened.append(match.group(2))
                parts.append(part)
            else:
                opened.append("")
        elif "" in opened and opened[-1] == "":
            opened.pop()
        elif match.group(2) in opened:
            while (name := opened.pop()) != match.group(2):
                parts.append(f"</{name}>" if name else "")
            parts.append(part)
    parts += [f"</{name}>" for name in reversed(opened) if name]
    return re.sub(r"<(i|b|sub|sup|sc)>(\s*)</\1>", r"\2", "".join(parts))
