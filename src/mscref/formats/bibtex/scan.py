r"""Where everything stands in a BibTeX file: every character belongs to exactly one block.

What crosses the border: a text in, a `BibFile` of spans out. Nothing is decoded, evaluated or
judged; the text of any span is `bib.text[start:end]` as written. Editing is splicing: replace
`text[field.value_start:field.value_end]` and no other character moves.

How it scans. One regular expression recognises a well-formed entry at once; its fields are
looked up only when asked for, so that a file of 60,000 entries costs a fraction of a second.
What that expression refuses (an entry in parentheses, `%` comments between fields, a missing
comma, an unclosed brace) goes to a tolerant scanner that works field by field, reports what is
wrong, and never looks past the next block that begins on a line of its own. Both are linear:
all repetitions are possessive, and a stretch of text is scanned a bounded number of times.

Grammar (BibTeX's, with what biber and real files add):

    file    := (junk | block)*
    block   := "@" type ("{" body "}" | "(" body ")")
    entry   := key ("," field)* ","?
    field   := name "=" value          value := piece ("#" piece)*
    piece   := "{" balanced "}" | '"' balanced '"' | word

As in BibTeX a backslash does not protect a brace; only where an entry cannot be closed that way
is it tried again with `\{` and `\}` as plain characters. A `%` outside of blocks hides the rest
of its line, so that an entry which was commented out stays out.
"""

from __future__ import annotations

import re
from functools import cache

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import (
    BLOCK_AHEAD,
    COMMENT,
    ENTRY,
    JUNK,
    NAME,
    PREAMBLE,
    SPACED_FIELD,
    STRING,
    BibFile,
    Block,
    Entry,
    Field,
    Problem,
)
from mscref.patterns import lazy

_KINDS = {"string": STRING, "preamble": PREAMBLE}

_KEY = r"[^\s,{}=]++"

# A whole well-formed entry in braces. Groups: type, key.
_WHOLE_ENTRY = re.compile(
    # Case is ignored in the three words only: ignoring it in all costs 1 ms of every start.
    rf"@\s*+(?!(?i:string|preamble|comment)\s*+\{{)([A-Za-z][^\s{{}}(),=@\"]*+)\s*+\{{"
    rf"\s*+({_KEY})\s*+(?>(?:,(?>(?:{SPACED_FIELD}(?:,|(?=\}})))*)\s*+)?)\}}"
)


@cache
def _whole_string() -> re.Pattern[str]:
    """A whole well-formed @string; many files hold none, so it is compiled when it is needed."""
    pattern = rf"@\s*+(string)\s*+\{{({SPACED_FIELD}),?+\s*+\}}"
    return re.compile(pattern, re.IGNORECASE)


_HEAD = lazy(r"@\s*+([A-Za-z][^\s{}(),=@\"]*+)\s*+([{(])")
_BARE_COMMENT = lazy(r"@\s*+comment\b[^\n]*+", re.IGNORECASE)
# Everything up to the next "@" that can begin a block; a "%" hides the rest of its line.
_UNTIL_BLOCK = re.compile(
    r"(?>(?:[^@%]++|%[^\n]*+|@(?!\s*+[A-Za-z][^\s{}(),=@\"]*+\s*+[{(]|\s*+[cC][oO][mM][mM][eE][nN][tT]\b))*)"
)
_NEXT_BLOCK = lazy(rf"(?:\n|\r|\}}(?=[ \t]*+@)){BLOCK_AHEAD}")
_FIELD_AHEAD = re.compile(rf"\s*+,?+\s*+{NAME}\s*+=\s*+[{{\"\d]")
_FIELD_INSIDE = lazy(rf"\n[ \t]*+{NAME}\s*+=\s*+[{{\"]")

_SPACE = lazy(r"(?>(?:\s++|%[^\n]*+)*)")
_SEPARATORS = lazy(r"(?>(?:[\s,]++|%[^\n]*+)*)")
_NAME_EQUALS = lazy(rf"({NAME})(?>(?:\s++|%[^\n]*+)*)=")
_LOOSE_WORD = lazy(r"[^\s\"#%(),={}]++")
_LOOSE_KEY = lazy(r"[^,{}=\n]*+")
_STRAY = lazy(r"[^,\n{}()\"]++|[^{}]")
_BRACES = re.compile(r"[{}]")
_UNESCAPED_BRACES = lazy(r"\\[^\n]|[{}]")
_QUOTE_OR_BRACES = lazy(r"[{}\"]")
_CLOSING_QUOTE = lazy(r"\"(?=\s*+[,})#])")


def scan(text: str) -> BibFile:
    """Partition `text`; never raises, and takes time linear in its length."""
    scanner = _Scanner(text)
    scanner.run()
    return BibFile(text, scanner.blocks, scanner.problems)


class _UnclosedError(Exception):
    """Inside the tolerant scanner: something is never closed before the next block."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Scanner:
    """The state of one scan."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.next_block = -1  # memo of `limit_after`: no recovery point lies before it
        self.unclosed_comment = False

    def run(self) -> None:
        """Fill `blocks` and `problems`."""
        text, blocks, length = self.text, self.blocks, len(self.text)
        until_block, whole_entry = _UNTIL_BLOCK.match, _WHOLE_ENTRY.match
        position = 0
        while position < length:
            start = until_block(text, position).end()  # type: ignore[union-attr]  # may be empty
            if start > position:
                self.junk(position, start)
                if start == length:
                    return
            entry = whole_entry(text, start)
            if entry is not None:
                position = entry.end()
                type_start, type_end = entry.span(1)
                key_start, key_end = entry.span(2)
                blocks.append(
                    Entry(
                        ENTRY, start, position, text, type_start, type_end, key_start, key_end,
                        text.index("{", type_end) + 1, position - 1,
                    )
                )  # fmt: skip
            else:
                position = self.other_block(start)

    def junk(self, start: int, end: int) -> None:
        """Text between blocks; reports fields that an extra brace has left outside."""
        self.blocks.append(Block(JUNK, start, end))
        after_entry = len(self.blocks) > 1 and self.blocks[-2].kind == ENTRY
        if after_entry and _FIELD_AHEAD.match(self.text, start, end):
            self.report(
                Severity.ERROR,
                "bibtex-extra-brace",
                "the entry ends here, but fields follow",
                offset=start - 1,
                hint="remove the extra closing brace in the entry",
            )

    def other_block(self, start: int) -> int:
        """Scan a block that is not an entry in good order; return where it ends."""
        text = self.text
        head = _HEAD.match(text, start)
        if head is None:
            comment = _BARE_COMMENT.match(text, start)
            end = comment.end() if comment else start + 1
            self.blocks.append(Block(COMMENT if comment else JUNK, start, end))
            return end
        kind = head[1].lower()
        if kind == COMMENT:
            return self.comment(head)
        if kind == STRING and (whole := _whole_string().match(text, start)):
            inner = whole.start(2)
            self.blocks.append(
                Entry(
                    STRING, start, whole.end(), text, *whole.span(1), inner, inner, inner,
                    whole.end() - 1,
                )
            )  # fmt: skip
            return whole.end()
        return self.tolerant(head, _KINDS.get(kind, ENTRY))

    def comment(self, head: re.Match[str]) -> int:
        """A @comment: to its closing delimiter, else to the next block."""
        start, opening = head.start(), head.end() - 1
        # One scan to the end of the file may fail; after that comments end at the next block.
        limit = self.limit_after(opening) if self.unclosed_comment else len(self.text)
        closing = (
            self.closing_brace(opening, limit, _BRACES)
            if head[2] == "{"
            else self.text.find(")", opening, limit)
        )
        if closing < 0:
            self.unclosed_comment = True
            self.report(
                Severity.WARNING,
                "bibtex-unclosed-comment",
                "this comment is never closed",
                offset=start,
                hint="add the missing closing brace",
            )
            closing = self.limit_after(opening) - 1
        self.blocks.append(Block(COMMENT, start, closing + 1))
        return closing + 1

    def tolerant(self, head: re.Match[str], kind: str) -> int:
        """An entry, string or preamble field by field; junk up to the next block if unclosed."""
        start, limit = head.start(), self.limit_after(head.end())
        known = len(self.problems)
        first: Problem | None = None
        for braces in (_BRACES, _UNESCAPED_BRACES):
            try:
                entry = self.body(head, limit, kind, braces)
            except _UnclosedError as unclosed:
                first = first or unclosed.problem
                del self.problems[known:]
            else:
                self.blocks.append(entry)
                return entry.end
        if first is not None:
            self.problems.append(first)
        self.blocks.append(Block(JUNK, start, limit))
        return limit

    def body(self, head: re.Match[str], limit: int, kind: str, braces: re.Pattern[str]) -> Entry:
        """Scan key and fields; raises _UnclosedError."""
        text = self.text
        opening = head.end() - 1
        closer = "}" if head[2] == "{" else ")"
        key_start = key_end = position = opening + 1
        fields: list[Field] = []
        if kind == ENTRY:
            key_start, key_end = self.key(position, closer)
            position = key_end
        if kind == PREAMBLE:
            position = self.value(position, limit, braces, "the preamble")[1]
        while True:
            position = _SEPARATORS.match(text, position, limit).end()  # type: ignore[union-attr]
            if position >= limit:
                raise _UnclosedError(self.unclosed(head, fields))
            if text[position] == closer:
                break
            name = _NAME_EQUALS.match(text, position, limit)
            if name is None:
                position = self.stray(position, limit, braces, head, fields)
                continue
            value = self.value(name.end(), limit, braces, f"field `{name[1]}`")
            fields.append(Field(*name.span(1), *value))
            position = self.after_value(value[1], limit)
        return Entry(
            kind, head.start(), position + 1, text, *head.span(1), key_start, key_end,
            opening + 1, position, tuple(fields),
        )  # fmt: skip

    def key(self, position: int, closer: str) -> tuple[int, int]:
        """The key span, empty (and reported) where a field follows at once or nothing stands."""
        start = _SPACE.match(self.text, position).end()  # type: ignore[union-attr]  # may be empty
        end = _LOOSE_KEY.match(self.text, start).end()  # type: ignore[union-attr]
        if closer == ")":
            closing = self.text.find(")", start, end)
            end = closing if closing >= 0 else end
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end == start or self.text[end : end + 2].lstrip().startswith("="):
            self.report(
                Severity.WARNING,
                "bibtex-missing-key",
                "this entry has no citation key",
                offset=position - 1,
                hint="write a key and a comma after the opening brace",
            )
            return start, start
        if any(char.isspace() for char in self.text[start:end]):
            self.report(
                Severity.WARNING,
                "bibtex-space-in-key",
                f"the citation key `{self.text[start:end]}` holds a space",
                offset=start,
                hint="LaTeX cannot cite it; rename the key",
            )
        return start, end

    def value(
        self, position: int, limit: int, braces: re.Pattern[str], what: str
    ) -> tuple[int, int]:
        """The span of a value: pieces joined by `#`."""
        text = self.text
        start = position = _SPACE.match(text, position, limit).end()  # type: ignore[union-attr]
        while True:
            end = self.piece(position, limit, braces, what)
            if end == position:
                self.report(
                    Severity.WARNING, "bibtex-missing-value", f"{what} has no value", offset=start
                )
                return start, max(start, end)
            join = _SPACE.match(text, end, limit).end()  # type: ignore[union-attr]
            if join >= limit or text[join] != "#":
                return start, end
            position = _SPACE.match(text, join + 1, limit).end()  # type: ignore[union-attr]

    def piece(self, position: int, limit: int, braces: re.Pattern[str], what: str) -> int:
        """The end of one piece of a value; `position` itself where there is none."""
        if position >= limit:
            return position
        char = self.text[position]
        if char == "{":
            closing = self.closing_brace(position, limit, braces)
            if closing < 0:
                raise _UnclosedError(self.never_closed(what, position, limit, "}"))
            return closing + 1
        if char == '"':
            closing = self.closing_quote(position, limit)
            if closing < 0:
                raise _UnclosedError(self.never_closed(what, position, limit, '"'))
            return closing + 1
        word = _LOOSE_WORD.match(self.text, position, limit)
        return word.end() if word else position

    def after_value(self, position: int, limit: int) -> int:
        """Report a comma missing before the next field."""
        following = _SPACE.match(self.text, position, limit).end()  # type: ignore[union-attr]
        name = _NAME_EQUALS.match(self.text, following, limit)
        if name:
            self.report(
                Severity.WARNING,
                "bibtex-missing-comma",
                f"there is no comma before field `{name[1]}`",
                offset=position,
                hint="add `,` at the end of the field before it",
            )
        return following

    def stray(
        self,
        position: int,
        limit: int,
        braces: re.Pattern[str],
        head: re.Match[str],
        fields: list[Field],
    ) -> int:
        """Report and skip text that is no field; returns where to go on."""
        if self.text[position] == "{":
            closing = self.closing_brace(position, limit, braces)
            if closing < 0:
                raise _UnclosedError(self.unclosed(head, fields))
            end = closing + 1
        else:
            stray = _STRAY.match(self.text, position, limit)
            end = stray.end() if stray else position + 1
        shown = self.text[position : min(end, position + 30)].strip()
        self.report(
            Severity.WARNING,
            "bibtex-stray-text",
            f"`{shown}` is not a field",
            offset=position,
            hint="a field is written `name = {value},`",
        )
        return end

    def closing_brace(self, opening: int, limit: int, braces: re.Pattern[str]) -> int:
        """The offset of the brace that closes the one at `opening`, or -1."""
        depth = 0
        for match in braces.finditer(self.text, opening, limit):
            brace = match[0]
            if brace == "{":
                depth += 1
            elif brace == "}":
                depth -= 1
                if not depth:
                    return match.start()
        return -1

    def closing_quote(self, opening: int, limit: int) -> int:
        """The offset of the closing quote outside of braces, or -1.

        Where the braces inside are not balanced, the next quote that can end a value.
        """
        depth = 0
        for match in _QUOTE_OR_BRACES.finditer(self.text, opening + 1, limit):
            char = match[0]
            if char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth < 0:
                    break
            elif not depth:
                return match.start()
        loose = _CLOSING_QUOTE.search(self.text, opening + 1, limit)
        return loose.start() if loose else -1

    def limit_after(self, position: int) -> int:
        """Where the next block begins on a line of its own (or after a brace), else the end."""
        if self.next_block < position:
            match = _NEXT_BLOCK.search(self.text, position)
            self.next_block = match.start() + 1 if match else len(self.text)
        return self.next_block

    def unclosed(self, head: re.Match[str], fields: list[Field]) -> Problem:
        """An entry that does not end: blame the field that swallowed the next one, if any."""
        for one in fields:
            if _FIELD_INSIDE.search(self.text, one.value_start, one.value_end):
                name = self.text[one.name_start : one.name_end]
                return self.never_closed(
                    f"field `{name}`", one.value_start, one.value_end, "}", mark=one.name_start
                )
        message = f"the entry `@{head[1]}` is never closed"
        return Problem(
            Severity.ERROR,
            "bibtex-unclosed-brace",
            message,
            head.start(),
            "add the missing closing brace at the end of the entry",
        )

    def never_closed(
        self, what: str, opening: int, limit: int, closer: str, *, mark: int = -1
    ) -> Problem:
        """A value without its closing delimiter, with the line before which it belongs."""
        inside = _FIELD_INSIDE.search(self.text, opening, limit)
        hint = f"add `{closer}` at the end of the value"
        if inside:
            line = self.text.count("\n", 0, inside.start() + 1) + 1
            hint = f"add `{closer}` before line {line}"
        code = "bibtex-unclosed-brace" if closer == "}" else "bibtex-unclosed-quote"
        offset = mark if mark >= 0 else opening
        return Problem(Severity.ERROR, code, f"{what} is never closed", offset, hint)

    def report(
        self, severity: Severity, code: str, message: str, *, offset: int, hint: str = ""
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(severity, code, message, offset, hint))
