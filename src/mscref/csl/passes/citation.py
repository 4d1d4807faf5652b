"""Placed cites → one citation: sorting, grouping, collapsing, affixes and delimiters.

CSL 1.0.2, Cite Grouping and Cite Collapsing. A collapsed cite is rendered again with its names (and
its year) silent, so that what is left keeps its own affixes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mscref.csl.ast import CitationOptions
from mscref.csl.compile import CompiledArea
from mscref.csl.output import (
    SEAM,
    Token,
    Tokens,
    has_text,
    mark_pair,
    plain_text,
    put_stop_before_comma,
)
from mscref.csl.passes.cites import (
    NO_PRINTED_FORM,
    CiteRenderer,
    Head,
    Placed,
    RenderedCite,
)
from mscref.csl.passes.sort import Sorter
from mscref.csl.richtext import parse_rich_text
from mscref.records import Record
from mscref.records import replaced as replace

_YEAR_COLLAPSES = frozenset(["year", "year-suffix", "year-suffix-ranged"])
# A citation range needs three members: 1-3, but 1, 2.
_SHORTEST_RANGE = 3
# A cite whose prefix starts with one of these brings its own delimiter.
_OWN_DELIMITER = tuple(".,;:")
# A suffix that ends in one of the first takes the place of the punctuation of a delimiter
# (reference processor): "… thinks so, Finch does not".
_DELIMITING = (".", ",", ";")
_DELIMITER_SIGNS = (".", ",", ";", ":", "-", "–", "—")
# Cite affixes are joined with a space unless they end or begin with one of these.
_NO_SPACE_AFTER = tuple(" \u00a0\u202f([{“‘«/-–—'\"’")
_NO_SPACE_BEFORE = tuple(" \u00a0\u202f.,;:!?)]}”’»/-–—'\"")


class _Joining(Record):
    """The delimiters between the cites of a citation, and what is collapsed."""

    collapse: str
    groups: bool
    layout_delimiter: str
    group_delimiter: str
    suffix_delimiter: str
    after_collapse: str
    after_locator: str
    range_delimiter: str

    @classmethod
    def of(cls, options: CitationOptions, area: CompiledArea) -> _Joining:
        """What the options of cs:citation mean; the defaults are those of the reference processor.

        CSL 1.0.2 says that cite-group-delimiter is ", " by default; notes keep the delimiter of the
        layout (suite: collapse_YearSuffixImplicitCollapseNoYearSuffixDelimiter).
        """
        layout_delimiter = area.delimiter
        after_collapse = options.after_collapse_delimiter
        group_delimiter = options.cite_group_delimiter
        groups = options.collapse in _YEAR_COLLAPSES or group_delimiter is not None
        suffix_delimiter = options.year_suffix_delimiter
        if suffix_delimiter is None:
            suffix_delimiter = layout_delimiter if group_delimiter is None else group_delimiter
        if group_delimiter is None:
            keeps_layout = area.scope.style.is_note or after_collapse is not None
            group_delimiter = layout_delimiter if keeps_layout else ", "
        return cls(
            options.collapse,
            groups,
            layout_delimiter,
            group_delimiter,
            suffix_delimiter,
            layout_delimiter if after_collapse is None else after_collapse,
            group_delimiter if after_collapse is None else after_collapse,
            area.scope.citation_range_delimiter,
        )


class _Piece(Record, frozen=False):
    """A cite ready to be put down: its tokens and the delimiter that goes before them."""

    cite: RenderedCite
    tokens: Tokens
    delimiter: str


def assemble_citation(
    cites: Sequence[Placed],
    renderer: CiteRenderer,
    options: CitationOptions,
    *,
    language: str,
    bare: bool = False,
    keeps_prefixed: bool = False,
) -> Tokens:
    """The tokens of a whole citation.

    `bare` leaves the affixes of the layout out. With `keeps_prefixed` a cite with a prefix ("see
    also") begins a stretch that is sorted by itself, so that the prefix stays where it was put.

    CSL 1.0.2, Layout, Cite Grouping and Cite Collapsing.
    """
    area = renderer.area
    joining = _Joining.of(options, area)
    if not cites:
        return []
    cites = in_order(cites, renderer, language=language, keeps_prefixed=keeps_prefixed)
    if bare:
        # It goes on where its author, or the title in its place, stands already.
        cites = [replace(one, title_in_text=one.cite.suppress_author) for one in cites]
    rendered = [
        renderer.render(
            placed,
            silent_names=placed.cite.suppress_author,
            capitalize=_starts_sentence(placed.cite.prefix, is_first=index == 0),
        )
        for index, placed in enumerate(cites)
    ]
    first = rendered[0]
    if not has_text(first.tokens) and not (
        first.placed.cite.suppress_author or first.placed.cite.prefix
    ):
        # Of several cites, those without output are left out; the first one is not.
        first.tokens = [NO_PRINTED_FORM]
    spoken = [one for one in rendered if one.placed.cite.author_only]
    if spoken:
        # Cites that are only authors stand before the others ("Doe (2020)", another engine's way
        # of saying what a composite citation is).
        names = _names_only(spoken)
        rendered = [one for one in rendered if not one.placed.cite.author_only]
        if not rendered:
            return names
        rest = _assembled(rendered, renderer, joining, bare=bare)
        return [*names, " ", SEAM, *rest] if names and rest else names or rest
    return _assembled(rendered, renderer, joining, bare=bare)


def _assembled(
    rendered: list[RenderedCite], renderer: CiteRenderer, joining: _Joining, *, bare: bool
) -> Tokens:
    """Cites put together: grouped, collapsed, with their affixes and delimiters."""
    area = renderer.area
    if len(rendered) > 1 and joining.groups:
        for one in rendered:
            if one.placed.cite.suppress_author:
                spoken = replace(one.placed, author_in_text=False, title_in_text=False)
                one.spoken = renderer.render(spoken)
    if len(rendered) > 1 and joining.collapse == "citation-number":
        pieces = _collapse_numbers(rendered, joining)
    elif len(rendered) > 1 and joining.groups:
        pieces = _collapse_groups(
            _grouped(
                rendered,
                is_sorted=bool(area.keys),
                joins=_joining_heads(joining, area),
            ),
            renderer,
            joining,
        )
    else:
        pieces = [_Piece(one, one.tokens, joining.layout_delimiter) for one in rendered]
    return _join(pieces, area, bare=bare)


def in_order(
    cites: Sequence[Placed], renderer: CiteRenderer, *, language: str, keeps_prefixed: bool
) -> Sequence[Placed]:
    """The cites of one citation as the style sorts them (CSL 1.0.2, Sorting)."""
    if not renderer.area.keys or len(cites) < 2:
        return cites
    return [
        placed
        for stretch in _sorted_together(cites, stays=keeps_prefixed)
        for placed in _sorted(stretch, renderer, language)
    ]


def _sorted_together(cites: Sequence[Placed], *, stays: bool) -> list[list[Placed]]:
    """The stretches that are sorted each by itself; one where no prefix holds its place."""
    stretches: list[list[Placed]] = [[]]
    for placed in cites:
        if stays and placed.cite.prefix and stretches[-1]:
            stretches.append([])
        stretches[-1].append(placed)
    return stretches


def _sorted(cites: Sequence[Placed], renderer: CiteRenderer, language: str) -> Sequence[Placed]:
    """The cites by the keys of the style; what those cannot order stays as it was cited."""
    keys = renderer.area.keys
    sorter = Sorter(keys, circumstances_of=renderer.for_sorting, language=language)
    return sorter.sorted(cites)


def _starts_sentence(prefix: str, *, is_first: bool) -> bool:
    """True where a term that begins the cite begins a sentence."""
    if not prefix:
        return is_first
    words = prefix.rstrip(" \u00a0\"'”’")
    # One word and a full stop is an abbreviation ("cf."; suite: bugreports_CapsAfterOneWordPrefix).
    return words.endswith((".", "!", "?")) and " " in words.strip()


def _names_only(rendered: Sequence[RenderedCite]) -> Tokens:
    tokens: Tokens = []
    for one in rendered:
        if tokens:
            tokens.append("; ")
        tokens.extend(one.stand_in or one.tokens)
    return tokens


def _join(pieces: Sequence[_Piece], area: CompiledArea, *, bare: bool) -> Tokens:
    tokens: Tokens = [] if bare else [*area.opening, *area.prefix]
    is_first = True
    last = area
    suffix = ""
    for piece in pieces:
        prefix = piece.cite.placed.cite.prefix
        if not prefix and not has_text(piece.tokens):
            continue
        if not is_first and not prefix.startswith(_OWN_DELIMITER):
            # Between works of two languages stands the delimiter of the first one.
            is_plain = piece.delimiter == area.delimiter
            delimiter = last.delimiter if is_plain else piece.delimiter
            tokens += (_after(suffix, delimiter), SEAM)
        is_first = False
        last = area.of(piece.cite.placed.item)
        suffix = piece.cite.placed.cite.suffix
        opening, closing = mark_pair("cite", piece.cite.placed.item.id)
        piece.tokens = [opening, *piece.tokens, closing]
        tokens.extend(_with_affixes(piece, last))
    if is_first:
        return []  # nothing is left of the cites, nor of what goes around them
    if not bare:
        if last.suffix != (".",) or suffix or not put_stop_before_comma(tokens):
            tokens += last.suffix
        tokens += area.closing
    return tokens


def _after(suffix: str, delimiter: str) -> str:
    """The delimiter behind a cite with this suffix."""
    if suffix.rstrip().endswith(_DELIMITING) and delimiter.startswith(_DELIMITER_SIGNS):
        return delimiter[1:]
    return delimiter


def _with_affixes(piece: _Piece, area: CompiledArea) -> Tokens:
    cite = piece.cite.placed.cite
    if not cite.prefix and not cite.suffix:
        return piece.tokens
    quotes = area.scope.quotes
    tokens: Tokens = []
    if cite.prefix:
        tokens.extend(parse_rich_text(cite.prefix, quotes))
        if not plain_text(tokens).endswith(_NO_SPACE_AFTER):
            tokens.append(" ")
        tokens.append(SEAM)
    tokens.extend(piece.tokens)
    if cite.suffix:
        suffix = parse_rich_text(cite.suffix, quotes)
        if not plain_text(suffix).startswith(_NO_SPACE_BEFORE):
            tokens.append(" ")
        tokens.extend(suffix)
    return tokens


def _joining_heads(joining: _Joining, area: CompiledArea) -> frozenset[Head]:
    """With what a cite belongs to the names before it: with none, where years collapse.

    Not if it is a number that is cited, nor in notes (reference processor).
    """
    collapses = joining.collapse in _YEAR_COLLAPSES and not area.scope.prints_number
    is_joined = collapses and not area.scope.style.is_note
    return frozenset([Head.NOTHING]) if is_joined else frozenset()


def _grouped(
    rendered: Sequence[RenderedCite], *, is_sorted: bool, joins: frozenset[Head]
) -> list[list[RenderedCite]]:
    """Cites of the same names together; without a sort order only neighbours are grouped.

    (Suite: name_CiteGroupDelimiterWithYearSuffixCollapse2.) A cite whose head
    is among `joins` belongs to the names before it; all others stand alone.
    """
    groups: list[list[RenderedCite]] = []
    by_names: dict[str, list[RenderedCite]] = {}
    current: list[RenderedCite] | None = None
    for one in rendered:
        head = one.head
        names = one.names_text if head is Head.NAMES else ""
        known = by_names.get(names) if names else None
        if current is not None and head in joins:
            current.append(one)
        elif known is not None and (is_sorted or known is current):
            known.append(one)
            current = known
        else:
            current = [one]
            groups.append(current)
            if names:
                by_names[names] = current
    return groups


def _collapse_groups(
    groups: Sequence[Sequence[RenderedCite]], renderer: CiteRenderer, joining: _Joining
) -> list[_Piece]:
    pieces: list[_Piece] = []
    was_collapsed = False
    for group in groups:
        delimiter = joining.layout_delimiter
        # Only with "year-suffix" it is the delimiter behind collapsed cites alone (reference
        # processor; annual-review-of-astronomy-and-astrophysics).
        if was_collapsed or joining.collapse != "year-suffix":
            delimiter = joining.after_collapse
        pieces.append(_Piece(group[0], group[0].tokens, delimiter))
        collapses = joining.collapse in _YEAR_COLLAPSES
        if collapses and joining.collapse != "year":
            pieces.extend(_collapse_suffixes(group, renderer, joining))
        else:
            for previous, one in pairwise(group):
                pieces.append(_continued(one, previous, renderer, joining, silent=collapses))
        was_collapsed = collapses and len(group) > 1
    return pieces


def _continued(
    one: RenderedCite,
    previous: RenderedCite,
    renderer: CiteRenderer,
    joining: _Joining,
    *,
    silent: bool,
) -> _Piece:
    """A further cite of a group, without its names where the group is collapsed."""
    placed = one.placed
    # What follows a locator would read as a second locator (suite: collapse_ChicagoAfterCollapse).
    after_locator = silent and previous.placed.cite.locator
    delimiter = joining.after_locator if after_locator else joining.group_delimiter
    if silent:
        one = renderer.render(placed, silent_names=True)
    return _Piece(one, one.tokens, delimiter)


def _collapse_suffixes(
    group: Sequence[RenderedCite], renderer: CiteRenderer, joining: _Joining
) -> list[_Piece]:
    """The cites after the first: suffixes alone where the year is that of the cite before."""
    pieces: list[_Piece] = []
    years = [_year_key(one, renderer) for one in group]
    index = 1
    while index < len(group):
        previous, one = group[index - 1], group[index]
        if not years[index] or years[index] != years[index - 1]:
            pieces.append(_continued(one, previous, renderer, joining, silent=True))
            index += 1
            continue
        if joining.collapse == "year-suffix-ranged":
            end = _end_of_range(group, years, index)
            if end > index:
                pieces.append(_suffix_piece(group[end], renderer, joining.range_delimiter))
                index = end + 1
                continue
        is_parted = _parts_letters(previous, one, is_first=index == 1)
        delimiter = joining.group_delimiter if is_parted else joining.suffix_delimiter
        pieces.append(_suffix_piece(one, renderer, delimiter))
        index += 1
    return pieces


def _parts_letters(previous: RenderedCite, one: RenderedCite, *, is_first: bool) -> bool:
    """True where two letters of a year are parted like two years.

    Words of the writer do that, and locators but that of the first cite (reference processor).
    """
    before, cite = previous.placed.cite, one.placed.cite
    if before.suffix or cite.prefix or cite.suffix or cite.locator:
        return True
    return bool(before.locator) and not is_first


def _end_of_range(group: Sequence[RenderedCite], years: Sequence[str], index: int) -> int:
    """Where the range ends that the cite before `index` begins; `index` where there is none."""
    end = index - 1
    while end + 1 < len(group) and _follows(group, years, end):
        end += 1
    return end if end - index + 2 >= _SHORTEST_RANGE else index


def _follows(group: Sequence[RenderedCite], years: Sequence[str], index: int) -> bool:
    """True where the next cite has the next suffix of the same year, and nothing stands between."""
    if years[index] != years[index + 1] or not years[index]:
        return False
    before, cite = (group[place].placed.cite for place in (index, index + 1))
    if before.suffix or before.locator or cite.prefix or cite.suffix or cite.locator:
        return False  # it would be lost
    first, second = (_suffix(group[place]) for place in (index, index + 1))
    return (
        len(first) == len(second)
        and first[:-1] == second[:-1]
        and (ord(second[-1]) - ord(first[-1]) == 1)
    )


def _suffix(one: RenderedCite) -> str:
    state = one.asked.disambiguation
    return state.year_suffix if state else ""


def _year_key(one: RenderedCite, renderer: CiteRenderer) -> str:
    """What the cite prints without names, suffix and locator; "" where it does not take part."""
    if not _suffix(one):
        return ""
    placed = replace(one.placed, cite=replace(one.placed.cite, locator=""))
    bare = renderer.render(placed, silent_names=True, without_suffix=True)
    return plain_text(bare.tokens)


def _suffix_piece(one: RenderedCite, renderer: CiteRenderer, delimiter: str) -> _Piece:
    suffix = renderer.render(one.placed, silent_names=True, silent_year=True)
    return _Piece(one, suffix.tokens, delimiter)


def _collapse_numbers(rendered: Sequence[RenderedCite], joining: _Joining) -> list[_Piece]:
    """Three and more consecutive citation numbers become a range."""
    pieces: list[_Piece] = []
    index = 0
    while index < len(rendered):
        end = index
        while end + 1 < len(rendered) and _is_next_number(rendered[end], rendered[end + 1]):
            end += 1
        delimiter = joining.layout_delimiter
        if index and pieces and pieces[-1].delimiter == joining.range_delimiter:
            delimiter = joining.after_collapse
        if end - index + 1 >= _SHORTEST_RANGE:
            pieces.append(_Piece(rendered[index], rendered[index].tokens, delimiter))
            pieces.append(_Piece(rendered[end], rendered[end].tokens, joining.range_delimiter))
            index = end + 1
        else:
            pieces.append(_Piece(rendered[index], rendered[index].tokens, delimiter))
            index += 1
    return pieces


_NUMBER_OPEN, _ = mark_pair("tag", "citation-number")
_LOCATOR_OPEN, _ = mark_pair("tag", "locator")


def _is_next_number(first: RenderedCite, second: RenderedCite) -> bool:
    one, other = first.placed, second.placed
    if one.item.number + 1 != other.item.number:
        return False
    if one.cite.suffix or other.cite.prefix:
        return False
    return _prints_only_number(first.tokens) and _prints_only_number(second.tokens)


def _prints_only_number(tokens: Sequence[Token]) -> bool:
    """True where a number is printed and no locator, which would not fit into a range."""
    return _NUMBER_OPEN in tokens and _LOCATOR_OPEN not in tokens
