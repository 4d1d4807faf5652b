"""The inline markup of CSL-JSON → LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from unicodedata import normalize

from mscref.formats.latex.commands import ACCENTS, MATH_SYMBOLS, SYMBOLS
from mscref.patterns import lazy

_MARKUP = lazy(
    r"""<(?:(i|b|sup|sub)|span\ style="font-variant:\s*small-caps;?"|span\ class="nocase")>
      | </(?:i|b|sup|sub|span)>""",
    re.VERBOSE,
)
_COMMANDS = {
    "i": r"\emph{", "b": r"\textbf{", "sup": r"\textsuperscript{", "sub": r"\textsubscript{",
}  # fmt: skip
_ESCAPES = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
    "`": r"\textasciigrave{}", "\u00a0": "~", "\u2006": r"\,",
}  # fmt: skip
_TO_ESCAPE = lazy(r"[&%$#_{}~^\\`\u00a0\u2006]|--+|''+")
# A formula that `decode` could not turn into text: it has a command in it.
_FORMULA = lazy(r"(?<!(?<!\\)\\)\$(?=[^$]*\\)(?:[^$\\]|\\.)+\$", re.DOTALL)
# Between them, for three signs in a row are read as the double one first.
_QUOTES_TOGETHER = lazy(r"(?<=’)(?=”)|(?<=‘)(?=“)")
_BRACES = lazy(r"[{}]")
_WITH_MARKS = lazy(r"[^\W\d_][\u0300-\u036f]+")
_NOT_ASCII = lazy(r"[^\x00-\x7f]")
_ASCII_SIGNS = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "…": r"\ldots{}",
    "\u2009": r"\,", "\u202f": r"\,",
}  # fmt: skip
# Signs and letters of T1 and TS1: pdfLaTeX sets them without a package.
_SETTABLE = frozenset(
    """
    textexclamdown textquestiondown AE DH O TH ss ae dh o th DJ dj i IJ ij L l NG ng OE oe j
    quotesinglbase quotedblbase guilsinglleft guilsinglright guillemotleft guillemotright textcent
    textsterling textyen textsection textcopyright textordfeminine textregistered textdegree textpm
    textmu textparagraph textperiodcentered textordmasculine textonequarter textonehalf
    textthreequarters texttimes textdiv textdagger textdaggerdbl textbullet texteuro texttrademark
    textminus textcurrency textbrokenbar textasciidieresis textlnot textasciimacron texttwosuperior
    textthreesuperior textasciiacute textonesuperior textflorin textperthousand textpertenthousand
    textreferencemark textinterrobang textnumero textcelsius textcircledP textservicemark
    textestimated textleftarrow textuparrow textrightarrow textdownarrow textbardbl textlira textwon
    textnaira textdong textcolonmonetary textpeso textbaht textopenbullet textmusicalnote
    """.split()
)
# Names of Cyrillic letters that T2A lacks.
_NOT_IN_T2A = frozenset(
    """
    CYRABHCH CYRABHCHDSC CYRABHDZE CYRABHHA CYRBYUS CYRCHLDSC CYRFITA CYRGDSC CYRGDSCHCRS CYRGHK
    CYRHHCRS CYRHHK CYRIZH CYRKHCRS CYRKHK CYRLDSC CYRMDSC CYRNHK CYRPHK CYRRTICK CYRSEMISFTSN
    CYRTDSC CYRTETSE CYRYAT cyrabhch cyrabhchdsc cyrabhdze cyrabhha cyrbyus cyrchldsc cyrfita
    cyrgdsc cyrgdschcrs cyrghk cyrhhcrs cyrhhk cyrizh cyrkhcrs cyrkhk cyrldsc cyrmdsc cyrnhk
    cyrphk cyrrtick cyrsemisftsn cyrtdsc cyrtetse cyryat
    """.split()
)
_MATH_COMMANDS = {
    symbol: command
    for command, symbol in reversed(MATH_SYMBOLS.items())
    if len(symbol) == 1 and not symbol.isascii() and command not in ("degree", "colon")
}
# Accents that every encoding of Latin letters has; `\\h` is one of T5, beside the horned letters.
_ACCENT_COMMANDS = {
    combining: command
    for command, combining in reversed(ACCENTS.items())
    if command not in ("G", "U", "f", "C")
} | {"\u0326": "textcommabelow"}
_HORN = "\u031b"
_HORNED = {"o": r"\ohorn", "O": r"\OHORN", "u": r"\uhorn", "U": r"\UHORN"}


def encode(text: str, *, ascii_only: bool = False) -> str:
    """Markup → LaTeX; characters beyond ASCII only as commands where `ascii_only`."""
    if "<" not in text:
        return escape(text, ascii_only=ascii_only)

    def plain(part: str) -> str:
        return escape(part, ascii_only=ascii_only)

    return "".join(encode_pieces(text, plain, encode_kept=plain))


def encode_pieces(
    text: str, encode_text: Callable[[str], str], *, encode_kept: Callable[[str], str]
) -> list[str]:
    """The LaTeX of a marked-up text; `encode_kept` sees what stands in nocase spans.

    A tag without its partner is text.
    """
    pieces: list[str] = []
    end = nocase = 0
    open_tags: list[str] = []
    for match in _MARKUP.finditer(text):
        encode_part = encode_kept if nocase else encode_text
        pieces.append(encode_part(text[end : match.start()]))
        end = match.end()
        tag = match[0]
        if not tag.startswith("</"):
            open_tags.append(tag)
            nocase += "nocase" in tag
            pieces.append(_COMMANDS.get(match[1], r"\textsc{" if "style" in tag else "{"))
        elif open_tags:
            nocase -= "nocase" in open_tags.pop()
            pieces.append("}")
        else:
            pieces.append(encode_part(tag))
    pieces.append((encode_kept if nocase else encode_text)(text[end:]))
    pieces.extend("}" for _ in open_tags)
    return pieces


def escape(text: str, *, ascii_only: bool = False) -> str:
    """Plain text as LaTeX; formulas stay as they are."""
    if _TO_ESCAPE.search(text):
        text = "".join(
            [
                piece if is_formula else _TO_ESCAPE.sub(_escaped, piece)
                for piece, is_formula in split_formulas(text)
            ]
        )
    return ascii_commands(text) if ascii_only else text


def ascii_commands(text: str) -> str:
    """LaTeX with a command for each character beyond ASCII."""
    if text.isascii():
        return text
    # Not all of the text: that would make other characters of those with a twin (U+F91D).
    text = _WITH_MARKS.sub(lambda match: normalize("NFC", match[0]), text)
    text = _QUOTES_TOGETHER.sub("{}", text)
    return _NOT_ASCII.sub(_as_command, text)


def split_formulas(text: str) -> list[tuple[str, bool]]:
    """The pieces of `text` in order, each with whether it is a formula that stays as it is."""
    if "$" not in text:
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _FORMULA.finditer(text):
        if _is_balanced(match[0]):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    return [*pieces, (text[end:], False)]


def _is_balanced(text: str) -> bool:
    """True where `text` may stand in a field as it is."""
    depth = 0
    for match in _BRACES.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] in "-'":  # would be read as a dash or a closing quote
        return "{}".join(found)
    return _ESCAPES[found]


def _as_command(match: re.Match[str]) -> str:
    """One character beyond ASCII as LaTeX that pdfLaTeX sets; itself where there is none."""
    char = match[0]
    if char in _ASCII_SIGNS:
        return _ASCII_SIGNS[char]
    commands = _symbol_commands()
    if char in commands:
        return f"{{\\{commands[char]}}}"
    accented = _accented(char)
    if accented and normalize("NFC", char) == char:  # U+212B is not U+00C5
        return f"{{{accented}}}"
    if char in _MATH_COMMANDS:
        return f"$\\{_MATH_COMMANDS[char]}$"
    return char


@cache
def _symbol_commands() -> dict[str, str]:
    """Character → the command that pdfLaTeX has for it in text."""
    from mscref.formats.latex.characters import cyrillic, symbols

    signs = {name: sign for name, sign in symbols().items() if name in _SETTABLE}
    letters = {name: sign for name, sign in cyrillic().items() if name not in _NOT_IN_T2A}
    known = {name: sign for name, sign in SYMBOLS.items() if name in _SETTABLE}
    return {sign: name for name, sign in (letters | signs | known).items()}


def _accented(char: str) -> str:
    """A letter with its accents as commands, the innermost first; "" where one has none."""
    letter, *accents = list(normalize("NFD", char))
    if _HORN in accents and letter in _HORNED:
        accents.remove(_HORN)
        latex = _HORNED[letter]
    else:
        latex = letter
    if not (letter.isascii() and letter.isalpha()) or not (accents or latex != letter):
        return ""
    for accent in accents:
        command = _ACCENT_COMMANDS.get(accent)
        if command is None:
            return ""
        is_bare = len(latex) == 1
        if (
            is_bare
            and latex in "ij"
            and command in ("'", "`", "^", '"', "~", "=", ".", "v", "u", "H")
        ):
            latex = f"\\{latex}"
        if not is_bare or command == "textcommabelow":
            latex = f"\\{command}{{{latex}}}"
        else:
            space = " " if command.isalpha() and not latex.startswith("\\") else ""
            latex = f"\\{command}{space}{latex}"
    return latex
