"""Citations whose author stands in the text: "Kerr and Finch (2019)", "Kerr and Finch [3]".

The author of a citation is what its first cite prints in the place of names: by the style's
cs:intext (an extension of the reference processor) where it has one, else as the citation itself
prints it, else, in styles that cite by numbers or labels, as `intext.COMMON` has it. The rest is
the citation without that; of further cites nothing is taken away (reference processor).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mscref.csl.ast import CitationOptions, Style
from mscref.csl.compile import CompiledArea
from mscref.csl.context import FIRST, Trace
from mscref.csl.items import UnknownItem
from mscref.csl.output import SEAM, Mark, Output, Tokens, has_text, is_styling, plain_text
from mscref.csl.passes.citation import assemble_citation, in_order
from mscref.csl.passes.cites import NO_PRINTED_FORM, CiteRenderer, Head, Placed
from mscref.csl.passes.finish import finish
from mscref.csl.richtext import parse_rich_text
from mscref.csl.usage import all_children
from mscref.diagnostics import Diagnostic, Severity
from mscref.model.citation import AUTHOR_ONLY, COMPOSITE, MODES, PLAIN, SUPPRESS_AUTHOR
from mscref.records import Record
from mscref.records import replaced as replace

# An infix that begins with one of these follows the names without a space.
_NO_SPACE_BEFORE = tuple("'’,.;:!?)")
_NO_SPACE_AFTER = tuple("([-–—/’")
_BETWEEN_AUTHORS = "; "


class AuthorAreas(Record):
    """How authors are written in the text: the style's own way (None: it has none), and ours."""

    own: CompiledArea | None
    common: CompiledArea


class Wanted(Record):
    """How a citation is to stand in its sentence; `bare` and `keeps_prefixed` as in `citation`."""

    mode: str = PLAIN
    infix: str = ""
    bare: bool = False
    keeps_prefixed: bool = False


class CitationMaker:
    """Makes the citations of a style, in any of their modes."""

    def __init__(
        self,
        renderer: CiteRenderer,
        options: CitationOptions,
        areas: Callable[[], AuthorAreas],
        *,
        language: str,
    ) -> None:
        self._renderer = renderer
        self._options = options
        self._areas = areas
        self._language = language

    def make(self, cites: Sequence[Placed], wanted: Wanted) -> Output:
        """One citation; a mode that does not exist is reported, and the citation is plain."""
        makers = {
            PLAIN: self._plain,
            AUTHOR_ONLY: self._author_only,
            SUPPRESS_AUTHOR: self._suppress_author,
            COMPOSITE: self._composite,
        }
        if wanted.mode not in makers:
            return replace(self._plain(cites, wanted), diagnostics=(unknown_mode(wanted.mode),))
        return makers[wanted.mode](cites, wanted)

    def author(self, placed: Placed) -> Tokens:
        """The author of one cite as it stands in the text; nothing where the work has no name.

        It is a word of the sentence: what the style formats or quotes there is plain (reference
        processor).
        """
        return _stripped([token for token in self._author(placed) if not is_styling(token)])

    def _author(self, placed: Placed) -> Tokens:
        if isinstance(placed.item, UnknownItem):
            return list(placed.item.key_tokens())
        areas = self._areas()
        if areas.own is not None and has_text(tokens := self._laid_out(placed, areas.own)):
            return tokens
        # A cite that says "ibid." prints no names: those of a first one stand in for them.
        for position in dict.fromkeys((placed.position, FIRST)):
            tokens = self._renderer.render(replace(placed, position=position)).stand_in
            if has_text(tokens):
                return tokens
        return self.common_author(placed)

    def common_author(self, placed: Placed) -> Tokens:
        """The author as a style of numbers has it: short names, else a title."""
        return self._laid_out(placed, self._areas().common)

    def _plain(self, cites: Sequence[Placed], wanted: Wanted) -> Output:
        output = finish(self._assembled(cites, wanted))
        if not output.tokens and cites:
            return replace(output, diagnostics=(_left(cites),))
        unprinted = self._unprinted(cites, output)
        return replace(output, diagnostics=unprinted) if unprinted else output

    def _unprinted(self, cites: Sequence[Placed], output: Output) -> tuple[Diagnostic, ...]:
        """One warning for each work of which the style prints nothing.

        A citation of that work alone says so in its text; of several cites it is left out.
        """
        shown = {one.value for one in output.tokens if isinstance(one, Mark) and one.kind == "cite"}
        if len(shown) == len(cites) and NO_PRINTED_FORM not in output.tokens:
            return ()
        empty = [one for one in cites if not _is_partial(one) and not self._prints(one)]
        style = self._renderer.area.scope.style
        return tuple([_without_form(one, style) for one in empty])

    def _prints(self, placed: Placed) -> bool:
        return has_text(self._renderer.render(placed).tokens)

    def _author_only(self, cites: Sequence[Placed], wanted: Wanted) -> Output:
        tokens: Tokens = []
        seen: set[str] = set()
        for placed in self.in_order(cites, wanted):
            author = self.author(placed)
            name = plain_text(author)
            if name and name not in seen:
                seen.add(name)
                tokens += (_BETWEEN_AUTHORS, SEAM) if tokens else ()
                tokens += author
        if not tokens and cites:
            return replace(self._plain(cites, wanted), diagnostics=(_nameless(cites[0]),))
        return finish(tokens)

    def _suppress_author(self, cites: Sequence[Placed], wanted: Wanted) -> Output:
        return self._plain(_without_author(self.in_order(cites, wanted)), wanted)

    def _composite(self, cites: Sequence[Placed], wanted: Wanted) -> Output:
        """The author of the first cite in the text, behind it the citation without it."""
        ordered = self.in_order(cites, wanted)
        if not ordered:
            return finish([])
        first = ordered[0]
        author = self.author(first)
        if not has_text(author):
            return replace(self._plain(cites, wanted), diagnostics=(_nameless(first),))
        # The prefix introduces the author, and is not said twice.
        author = self._prefixed(first.cite.prefix, author)
        is_together = wanted.bare or not self._renderer.area.scope.style.is_note
        first = replace(
            first,
            cite=replace(first.cite, prefix=""),
            title_in_text=is_together and self._renderer.render(first).head is Head.TITLE,
        )
        rest = self._assembled(_without_author([first, *ordered[1:]], in_text=True), wanted)
        if is_together:
            return finish([*author, *self._between(wanted.infix, rest), *rest])
        note = finish(rest) if has_text(rest) else None
        return replace(finish([*author, *self._between(wanted.infix, [])]), note=note)

    def in_order(self, cites: Sequence[Placed], wanted: Wanted) -> Sequence[Placed]:
        """The cites as the style sorts them."""
        return in_order(
            cites, self._renderer, language=self._language, keeps_prefixed=wanted.keeps_prefixed
        )

    def _assembled(self, cites: Sequence[Placed], wanted: Wanted) -> Tokens:
        return assemble_citation(
            cites,
            self._renderer,
            self._options,
            language=self._language,
            bare=wanted.bare,
            keeps_prefixed=wanted.keeps_prefixed,
        )

    def _laid_out(self, placed: Placed, area: CompiledArea) -> Tokens:
        tokens: Tokens = []
        area.of(placed.item).layout(self._renderer.circumstances(placed), Trace(), tokens)
        return tokens

    def _prefixed(self, prefix: str, author: Tokens) -> Tokens:
        if not prefix.strip():
            return author
        space = "" if prefix.endswith((" ", "\u00a0", *_NO_SPACE_AFTER)) else " "
        return [*self._parsed(prefix + space), SEAM, *author]

    def _between(self, infix: str, rest: Tokens) -> Tokens:
        """What parts the author from the rest of the citation: no space from a raised number."""
        infix = infix.strip()
        before = "" if not infix or infix.startswith(_NO_SPACE_BEFORE) else " "
        is_joined = not has_text(rest) or _is_raised(rest) or infix.endswith(_NO_SPACE_AFTER)
        after = "" if is_joined else " "
        return [*self._parsed(before + infix + after), SEAM]

    def _parsed(self, text: str) -> Tokens:
        return list(parse_rich_text(text, self._renderer.area.scope.quotes))


def _is_raised(tokens: Tokens) -> bool:
    """True where the text begins in superscript: Kerr and Finch³."""
    for token in tokens:
        if isinstance(token, str):
            if token:
                return False
        elif token.opens and token.value == "vertical-align:sup":
            return True
    return False


def _without_author(cites: Sequence[Placed], *, in_text: bool = False) -> list[Placed]:
    """The cites, the first of them without its author, which may stand in the text instead."""
    if not cites:
        return []
    first, *others = cites
    cite = replace(first.cite, suppress_author=True)
    return [replace(first, cite=cite, author_in_text=in_text), *others]


def _stripped(tokens: Tokens) -> Tokens:
    """Without the spaces at either end, which a label before the names may have left."""
    stripped = list(tokens)
    words = [place for place, token in enumerate(tokens) if isinstance(token, str)]
    if words:
        first, last = words[0], words[-1]
        stripped[first] = str(stripped[first]).lstrip()
        stripped[last] = str(stripped[last]).rstrip()
    return stripped


def unknown_mode(mode: str) -> Diagnostic:
    """A citation is asked for in a mode that does not exist. No rule of CSL."""
    from difflib import get_close_matches  # 1.4 ms, for a mistyped mode only

    near = get_close_matches(mode, MODES, n=2)
    return Diagnostic(
        Severity.WARNING,
        "citation-unknown-mode",
        f"there is no citation mode `{mode}`; the citation is plain",
        hint=f"did you mean {' or '.join(near)}?" if near else f"one of {', '.join(MODES)}",
    )


def _nameless(placed: Placed) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "citation-without-author",
        f"`{placed.item.id}` has neither author nor title to stand in the text; "
        "it is cited plainly",
        hint="give it an author, an editor or a title",
    )


def _is_partial(placed: Placed) -> bool:
    """True for a cite of which not everything is asked for."""
    return placed.cite.suppress_author or placed.cite.author_only


def _without_form(placed: Placed, style: Style) -> Diagnostic:
    """A style prints nothing of a work; or of none, because its citation layout is empty."""
    prints_none = style.citation is None or not all_children(style.citation)
    return Diagnostic(
        Severity.WARNING,
        "citation-no-printed-form",
        f"the style `{style.info.title}` has no layout for citations: it prints nothing for "
        f"`{placed.item.id}`"
        if prints_none
        else f"the style `{style.info.title}` prints nothing for `{placed.item.id}`",
        hint="it is for lists alone; cite in another style"
        if prints_none
        else "give it what the style cites by (an author, a title, a date), or take another style",
    )


def _left(cites: Sequence[Placed]) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "citation-empty",
        f"nothing is left of the citation of `{cites[0].item.id}` without its author",
        hint="cite it with its author, or with a locator",
    )
