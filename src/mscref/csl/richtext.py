"""The text of a field → tokens: inline markup, quotation marks and apostrophes.

CSL-JSON fields hold a few HTML-like tags and straight or typographic quotation marks. Matched
quotation marks become quote marks, so that the style's language decides how they look and nested
ones alternate; what has no partner stays text. The rules are those of the reference processor
(its documentation and the suite tests flipflop_*, quotes_*, bugreports_*Apostrophe*).
"""

from __future__ import annotations

import re

from mscref.csl.output import MarkPair, Token, Tokens, mark_pair, quote_variant
from mscref.model.markup import Tag, split_markup
from mscref.patterns import lazy

# Text without any of these is one run of plain text; most fields are.
_TRIGGER = re.compile("[<\"'“‘«‹„]| [;:!?»]")
# To ask for these alone takes a fifth of the time.
_SIGNS = frozenset("<\"'“‘«‹„;:!?»")
# French spacing: a narrow no-break space, wherever a field has a space (suite: *Orthography).
# Of two spaces the first one is a no-break space already, and the second one stays.
_FRENCH_SPACE = lazy("(?<!\u00a0) (?=[;:!?»])|(?<=«) ")
_QUOTE = lazy("[\"'“”‘’«»‹›„]")
# What may stand before an opening quotation mark.
_BEFORE_OPENING = frozenset(" \u00a0\u202f\t\n([{<-–—/“‘\"'¿¡„«")


class _Open:
    """An opening tag or quotation mark that waits for its partner."""

    __slots__ = ("index", "kind", "source")

    def __init__(self, kind: str, index: int, source: str) -> None:
        self.kind = kind
        self.index = index
        self.source = source


def parse_rich_text(text: str, quotes: MarkPair | None) -> tuple[Token, ...]:
    """The tokens of a field; `quotes` None leaves quotation marks as they are."""
    if not text:
        return ()
    if _SIGNS.isdisjoint(text) or _TRIGGER.search(text) is None:
        return (text,)
    return _RichText(quotes).parse(_FRENCH_SPACE.sub("\u202f", text))


def term_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text with words of the language: markup in it is markup.

    Styles write `2<sup>e</sup>` that way, and an apostrophe is one as in a field: pagina’s
    (reference processor).
    """
    if "'" in text:
        text = text.replace("'", "’")
    if "<" in text:
        return parse_rich_text(text, None)
    return (text,) if text else ()


class _RichText:
    """A state machine over text pieces, tags and quotation marks with one stack."""

    def __init__(self, quotes: MarkPair | None) -> None:
        self.quotes = quotes
        marks = quotes[0].quotes if quotes else None
        self._closing_marks: dict[str, str] = {}
        if marks is not None:
            self._closing_marks[marks.inner_open] = marks.inner_close
            self._closing_marks[marks.outer_open] = marks.outer_close
        self._inner_open = marks.inner_open if marks else ""
        self.tokens: Tokens = []
        self.stack: list[_Open] = []
        self._row = -1  # the last of several straight apostrophes behind a letter
        self._straight: list[tuple[int, int, str]] = []  # pairs: where they open, close, the sign

    def parse(self, text: str) -> tuple[Token, ...]:
        pieces = list(split_markup(text))
        plain = "".join([piece for piece in pieces if isinstance(piece, str)])
        place = 0
        for piece in pieces:
            if isinstance(piece, Tag):
                self._tag(piece)
            elif self.quotes is None:
                self.tokens.append(piece)
                place += len(piece)
            else:
                end = 0
                for match in _QUOTE.finditer(piece):
                    if match.start() > end:
                        self.tokens.append(piece[end : match.start()])
                    self._quote(match[0], plain, place + match.start())
                    end = match.end()
                if end < len(piece):
                    self.tokens.append(piece[end:])
                place += len(piece)
        for unclosed in self.stack:
            self.tokens[unclosed.index] = _literal(unclosed.source)
        self._tell_straight_apart()
        return self._joined()

    def _tell_straight_apart(self) -> None:
        """Of two kinds of straight marks in a field the first is the outer one, also side by side.

        (Reference processor: 'so' and "so" are “so” and ‘so’.)
        """
        if len({sign for _, _, sign in self._straight}) < 2 or self.quotes is None:
            return
        outer = min(self._straight)[2]
        for opens, closes, sign in self._straight:
            if sign != outer:
                self.tokens[opens], self.tokens[closes] = quote_variant(self.quotes, "inner")

    def _tag(self, tag: Tag) -> None:
        if tag.opens:
            self._open(tag.name, tag.source)
            return
        kinds = ("nocase", "nodecor", "sc", "normal") if tag.name == "span" else (tag.name,)
        if not self._close(kinds):
            self.tokens.append(tag.source)

    def _quote(self, char: str, plain: str, place: int) -> None:
        before = plain[place - 1] if place else ""
        after = plain[place + 1] if place + 1 < len(plain) else ""
        is_inside = before.isalnum() and after.isalnum()
        if char in "'’" and (is_inside or self._is_in_a_row(char, before, place)):
            self.tokens.append("’")
        elif char in _TYPOGRAPHIC:
            # Only the marks of the language itself alternate; those of another one are text.
            closes = self._closing_marks.get(char)
            if closes is not None:
                self._open(closes, char)
            elif not self._close((char,)):
                self.tokens.append(char)
        elif _may_close(before, after) and self._close((char,)):
            return
        elif after and not after.isspace() and (not before or before in _BEFORE_OPENING):
            self._open(char, char)
        else:
            self.tokens.append(_literal(char))

    def _is_in_a_row(self, char: str, before: str, place: int) -> bool:
        """True for one of several straight apostrophes behind a letter (m''' in mathematics)."""
        is_next = before == "'" and self._row == place - 1
        if char == "'" and (is_next or before.isalnum()):
            self._row = place
        return char == "'" and is_next and not any(one.kind == "'" for one in self.stack)

    def _open(self, kind: str, source: str) -> None:
        if len(self.stack) == _DEEPEST:
            self.tokens.append(_literal(source))
            return
        self.stack.append(_Open(kind, len(self.tokens), source))
        self.tokens.append("")

    def _close(self, kinds: tuple[str, ...]) -> bool:
        """Close the innermost opening of one of `kinds`; what stands inside it is unmatched.

        A quotation mark does not close across an open tag: that would break the nesting.
        """
        for depth in range(len(self.stack) - 1, -1, -1):
            found = self.stack[depth]
            if found.kind in kinds:
                break
            if found.kind not in _QUOTE_KINDS and kinds[0] in _QUOTE_KINDS:
                return False
        else:
            return False
        for unclosed in self.stack[depth + 1 :]:
            self.tokens[unclosed.index] = _literal(unclosed.source)
        del self.stack[depth:]
        if found.kind in _QUOTE_KINDS:
            assert self.quotes is not None
            # The inner marks of the language are inner ones even where no others surround them.
            value = "inner" if found.source == self._inner_open else ""
            opening, closing = quote_variant(self.quotes, value)
        else:
            opening, closing = mark_pair("markup", found.kind)
        self.tokens[found.index] = opening
        if found.kind in "\"'":
            self._straight.append((found.index, len(self.tokens), found.kind))
        self.tokens.append(closing)
        return True

    def _joined(self) -> tuple[Token, ...]:
        """The tokens with neighbouring text joined.

        Punctuation that the field itself puts after a quotation mark stays where it is.
        """
        joined: Tokens = []
        run: list[str] = []
        for token in self.tokens:
            if isinstance(token, str):
                run.append(token)
            else:
                if run:
                    joined.append("".join(run))
                    run.clear()
                joined.append(token)
        if run:
            joined.append("".join(run))
        followed = False
        for index in range(len(joined) - 1, -1, -1):
            token = joined[index]
            if isinstance(token, str):
                followed = True
            elif followed and token.kind == "quote" and not token.opens:
                joined[index] = token.sealed()
        return tuple(joined)


_TYPOGRAPHIC = frozenset("“”‘’«»‹›„")
_QUOTE_KINDS = frozenset("\"'") | _TYPOGRAPHIC
# Of marks and tags that are open at one time; what opens beyond is text. A field of 10,000
# opening marks took 13 s where each of them looked through all before it.
_DEEPEST = 100


def _may_close(before: str, after: str) -> bool:
    return bool(before) and not before.isspace() and not after.isalnum()


def _literal(source: str) -> str:
    return "’" if source == "'" else source
