r"""An entry that is not in good order, field by field: what is wrong with it, and what can be read.

What crosses the border: the head of a block and how far it may go in; the entry, or None where it
is never closed, and the problems out. No byte is scanned more than a bounded number of times.
Imported by the first block that `scan.py` does not recognise as well formed.
"""

from __future__ import annotations

import re

from mscref.diagnostics import Severity
from mscref.formats.bibtex.blocks import ENTRY, NAME, PREAMBLE, Entry, Field, Problem
from mscref.patterns import lazy

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


def scan_tolerantly(
    text: str, head: re.Match[str], limit: int, kind: str
) -> tuple[Entry | None, list[Problem]]:
    """The entry, string or preamble that begins with `head`, if it ends before `limit`.

    Where it does not, it is tried again with escaped braces as plain characters.
    """
    first: Problem | None = None
    for braces in (_BRACES, _UNESCAPED_BRACES):
        scanner = _Tolerant(text)
        try:
            return scanner.body(head, limit, kind, braces), scanner.problems
        except _UnclosedError as unclosed:
            first = first or unclosed.problem
    return None, [first] if first else []


def closing_brace(text: str, opening: int, limit: int, braces: re.Pattern[str] = _BRACES) -> int:
    """The offset of the brace that closes the one at `opening`, or -1."""
    depth = 0
    for match in braces.finditer(text, opening, limit):
        brace = match[0]
        if brace == "{":
            depth += 1
        elif brace == "}":
            depth -= 1
            if not depth:
                return match.start()
    return -1


class _UnclosedError(Exception):
    """Something is never closed before the next block."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Tolerant:
    """The state of scanning one entry."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []

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
            kind=kind,
            start=head.start(),
            end=position + 1,
            source=text,
            type_start=head.start(1),
            type_end=head.end(1),
            key_start=key_start,
            key_end=key_end,
            body_start=opening + 1,
            body_end=position,
            known_fields=tuple(fields),
        )

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
            closing = closing_brace(self.text, position, limit, braces)
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
            closing = closing_brace(self.text, position, limit, braces)
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
            severity=Severity.ERROR,
            code="bibtex-unclosed-brace",
            message=message,
            offset=head.start(),
            hint="add the missing closing brace at the end of the entry",
        )

    def never_closed(
        self, what: str, opening: int, limit: int, closer: str, *, mark: int = -1
    ) -> Problem:
        """A value without its closing delimiter, with the line before which it belongs."""
        inside = _FIELD_INSIDE.search(self.text, opening, limit)
        hint = f"add `{closer}` at the end of the value"
        if inside:
            hint = f"add `{closer}` before line {{line}}"
        code = "bibtex-unclosed-brace" if closer == "}" else "bibtex-unclosed-quote"
        offset = mark if mark >= 0 else opening
        message = f"{what} is never closed"
        return Problem(
            severity=Severity.ERROR,
            code=code,
            message=message,
            offset=offset,
            hint=hint,
            hint_place=inside.start() + 1 if inside else -1,
        )

    def report(
        self, severity: Severity, code: str, message: str, *, offset: int, hint: str = ""
    ) -> None:
        """Note a problem."""
        self.problems.append(
            Problem(severity=severity, code=code, message=message, offset=offset, hint=hint)
        )
