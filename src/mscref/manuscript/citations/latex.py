r"""Citations of LaTeX: the commands of natbib, biblatex, plain LaTeX and apacite.

    command = "\" name [ "*" ] { group }             one group, several for commands in the plural
    group   = { "[" note "]" } "{" keys "}"          one note is the suffix, two are prefix, suffix
            | [ "<" note ">" ] [ "[" note "]" ] …    apacite: prefix, suffix
    plural  = "(" prefix ")" "(" suffix ")"          for the whole, before the first group
    volume  = name [ "[" prefix "]" ] "{" volume "}" [ "[" pages "]" ] "{" keys "}"

(natbib manual, section 2.3; biblatex manual, sections 3.9.1-3.9.5.) Left alone: comments, verbatim
environments and commands, definitions, what follows `\end{document}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mscref.manuscript.citations.affixes import Affixes
from mscref.manuscript.citations.found import (
    AUTHOR,
    BARE,
    ENTRY,
    NARRATIVE,
    NOTE,
    PLAIN,
    RAISED,
    TITLE,
    YEAR,
    Found,
    Heading,
    Listed,
    ListPlace,
    NoteSpan,
    Scan,
)
from mscref.manuscript.citations.spans import Dead, closing_brace
from mscref.model.citation import Cite
from mscref.model.locators import WORDS
from mscref.records import replaced

# Command in small letters, without its star and the s of the plural → form, and whether the author
# is left out.
_FORMS: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "cite": (PLAIN, False), "citep": (PLAIN, False), "parencite": (PLAIN, False),
        "autocite": (PLAIN, False), "smartcite": (PLAIN, False), "shortcite": (PLAIN, False),
        "citet": (NARRATIVE, False), "textcite": (NARRATIVE, False), "citea": (NARRATIVE, False),
        "shortcitea": (NARRATIVE, False), "citetitle": (TITLE, False),
        "citealp": (BARE, False), "citealt": (BARE, False), "citenp": (BARE, False),
        "shortcitenp": (BARE, False), "citenum": (BARE, False),
        "citeauthor": (AUTHOR, False), "citefullauthor": (AUTHOR, False),
        "citeauthornp": (AUTHOR, False),
        "citeyear": (YEAR, True), "citeyearnp": (YEAR, True), "citedate": (YEAR, True),
        "citeyearpar": (PLAIN, True), "notecite": (YEAR, True),
        "footcite": (NOTE, False), "footcitetext": (NOTE, False), "supercite": (RAISED, False),
        "fullcite": (ENTRY, False), "bibentry": (ENTRY, False), "footfullcite": (NOTE, False),
    }
)  # fmt: skip
# Commands that take the volume before the keys (biblatex, section 3.9.6).
_VOLUMES: Mapping[str, str] = MappingProxyType(
    {
        "volcite": "cite", "pvolcite": "parencite", "tvolcite": "textcite", "avolcite": "autocite",
        "svolcite": "smartcite", "fvolcite": "footcite", "ftvolcite": "footcite",
        "volcites": "cite", "pvolcites": "parencite",
    }
)  # fmt: skip
# `\parencite*` and `\cite*` of biblatex leave the author out; natbib's star asks for all names.
_STAR_SUPPRESSES = frozenset(["cite", "parencite", "footcite", "autocite", "smartcite"])
_PLURALS = frozenset(
    ["cites", "parencites", "textcites", "autocites", "footcites", "smartcites", "supercites",
     "footcitetexts", "fullcites"]
)  # fmt: skip
_COMMAND = re.compile(
    r"\\(?P<name>(?:(?![Cc]ite)[A-Za-z])*+[Cc]ite[A-Za-z]*+|bibentry)(?P<star>\*?)(?![A-Za-z@])"
)
# Keys that LaTeX lists: without a sign in the text, or with a name that the author gave.
_NOCITE = re.compile(r"\\(?:nocite|cite[tp]alias|Cite[tp]alias)\*?\s*\{([^{}]*)\}")
_ANGLED = re.compile(r"\s{0,20}<([^<>\n]{0,400})>")
_KEY = re.compile(r"%[^\n]*|(?P<key>[^\s,{}%#\\]+)")
_SPACE = re.compile(r"(?:[ \t]|%[^\n]*\n)*(?:\r?\n[ \t]*)?(?:%[^\n]*\n[ \t]*)*")
_LIST = re.compile(
    r"\\bibliography\s*\{[^{}]*\}|\\printbibliography(?![A-Za-z])(?:\s*\[(?:[^\[\]{}]|\{[^{}]*\})*\])?"
)
_FOOTNOTE = re.compile(
    r"\\(?:footnote|footnotetext|endnote)(?![A-Za-z])\s*(?:\[[^\[\]]{0,40}\]\s*)?\{"
)
_HEADING = re.compile(
    r"\\(part|chapter|section|subsection|subsubsection)\*?\s*(?:\[[^\[\]]*\]\s*)?\{"
)
_LEVELS = MappingProxyType(
    {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4}
)
_SETTINGS = re.compile(
    r"\\(?P<name>bibliography|addbibresource|addglobalbib|bibliographystyle)\s*(?:\[[^\[\]]*\]\s*)?\{(?P<value>[^{}]*)\}"
)

_VERBATIM = (
    "verbatim", "Verbatim", "BVerbatim", "LVerbatim", "lstlisting", "minted", "comment", "alltt",
    "filecontents", "tcblisting", "pycode", "luacode", "highlight",
)  # fmt: skip
_DEAD = re.compile(
    rf"(?P<comment>(?<!\\)(?:\\\\)*%[^\n]*)"
    rf"|\\begin\{{(?P<environment>(?:{'|'.join(_VERBATIM)})\*?)\}}"
    r"|\\(?:verb|lstinline|Verb)(?![A-Za-z])\*?(?:\[[^\[\]\n]*\])?(?P<verb>[^\sA-Za-z*\[{])"
    r"|\\(?:lstinline|mintinline|path|url|Verb)(?:\[[^\[\]\n]*\])?(?:\{[a-z]{1,20}\})?(?P<brace>\{)"
    r"|(?P<end>\\end\{document\})|(?P<iffalse>\\iffalse(?![A-Za-z]))"
    r"|\\(?:re|provide)?newcommand\*?|\\def(?=\\)|\\(?:New|Renew|Declare)DocumentCommand"
)
_DEFINITION = re.compile(
    r"\s*(?:\{\\[A-Za-z@]+\}|\\[A-Za-z@]+)\s*(?:\[[^\[\]]*\]\s*|\{[^{}]*\}\s*|#\d\s*){0,9}(?=\{)"
)
# What of a note is markup: it stays as it stands, with the arguments that belong to it.
MARKUP = re.compile(r"\$[^$]*\$|\\[A-Za-z]+\*?\s*(?:\{[^{}]*\})*|\\[^A-Za-z]|[{}$`'\"]+")


def dead_zones(text: str) -> Dead:
    """What of a source is no running text."""
    zones: list[tuple[int, int]] = []
    place = 0
    while match := _DEAD.search(text, place):
        start, place = match.start(), match.end()
        if match["comment"] is not None:
            pass
        elif name := match["environment"]:
            place = _behind(text, f"\\end{{{name}}}", place)
        elif sign := match["verb"]:
            place = _behind(text, sign, place, within_line=True)
        elif match["brace"]:
            place = closing_brace(text, match.start("brace")) + 1 or place
        elif match["end"]:
            place = len(text)
        elif match["iffalse"]:
            place = _behind(text, "\\fi", place)
        else:
            definition = _DEFINITION.match(text, place)
            place = closing_brace(text, definition.end()) + 1 or place if definition else place
        zones.append((start, place))
    return Dead(zones)


def _behind(text: str, closing: str, place: int, *, within_line: bool = False) -> int:
    found = text.find(closing, place)
    if found < 0 or (within_line and "\n" in text[place:found]):
        return place if within_line else len(text)
    return found + len(closing)


def find(text: str, labels: Mapping[str, str] = WORDS) -> Scan:
    """The citations of a source; `labels` as in `Affixes`."""
    dead = dead_zones(text)
    affixes = Affixes(MARKUP, labels)
    return Scan(
        citations=tuple(_citations(text, dead, affixes)),
        notes=tuple(_notes(text, dead)),
        headings=tuple(
            Heading(match.start(), _LEVELS[match[1]])
            for match in _HEADING.finditer(text)
            if match.start() not in dead
        ),
        list_places=tuple(
            ListPlace(*match.span()) for match in _LIST.finditer(text) if match.start() not in dead
        ),
        listed=tuple(_listed(text, dead)),
        opaque=affixes.opaque,
    )


def _citations(text: str, dead: Dead, affixes: Affixes) -> Iterator[Found]:
    place = 0
    while match := _COMMAND.search(text, place):
        place = match.end()
        name = match["name"].lower()
        if (kind := _VOLUMES.get(name)) and match.start() not in dead:
            if (found := _of_volume(text, match, affixes, *_FORMS[kind])) is not None:
                yield found
                place = found.end
            continue
        is_plural = name in _PLURALS
        row = _FORMS.get(name[:-1] if is_plural else name)
        if row is None or match.start() in dead:
            continue
        groups, whole, end = _groups(text, match.end(), is_plural=is_plural)
        if not groups:
            continue
        form, suppresses = row
        bare = name[:-1] if is_plural else name
        if match["star"] and bare in _STAR_SUPPRESSES:
            suppresses = True
        cites, spans = _cites(text, groups, affixes, suppresses=suppresses)
        if cites:
            around = (_readable(whole[0]), _readable(whole[1]))
            if len(groups) == 1 and len(cites) > 1:
                around = (
                    cites[0].prefix,
                    "" if cites[-1].locator else cites[-1].suffix.strip(", "),
                )
                cites = _without_affixes(cites, keeps_suffix=bool(cites[-1].locator))
            yield Found(
                start=match.start(),
                end=end,
                cites=tuple(cites),
                keys=tuple(spans),
                form=form,
                whole=_of_whole(around, affixes),
            )
            place = end


def _of_whole(around: tuple[str, str], affixes: Affixes) -> tuple[str, str]:
    return affixes.text(around[0]).strip(), affixes.text(around[1]).strip()


def _without_affixes(cites: list[Cite], *, keeps_suffix: bool) -> list[Cite]:
    """Cites of one group: its notes are those of the whole, its locator is that of the last."""
    first = replaced(cites[0], prefix="")
    last = cites[-1] if keeps_suffix else replaced(cites[-1], suffix="")
    return [first, *cites[1:-1], last]


def _of_volume(
    text: str, match: re.Match[str], affixes: Affixes, form: str, suppresses: bool
) -> Found | None:
    """A citation of pages of a volume, which stands before the keys."""
    notes, place = _arguments(text, match.end(), "[]")
    opening = _SPACE.match(text, place).end()  # type: ignore[union-attr] # matches nothing, too
    close = closing_brace(text, opening) if text.startswith("{", opening) else -1
    if close < 0:
        return None
    groups, _, end = _groups(text, close + 1, is_plural=False)
    if not groups:
        return None
    volume = f"vol. {text[opening + 1 : close].strip()}"
    _, pages, start, stop = groups[0]
    pages = f"p. {pages}" if pages[:1].isdigit() else pages.replace("~", " ")
    suffix = f"{volume}, {pages}" if pages else volume
    cites, spans = _cites(
        text, [(notes[0] if notes else "", suffix, start, stop)], affixes, suppresses=suppresses
    )
    return (
        Found(start=match.start(), end=end, cites=tuple(cites), keys=tuple(spans), form=form)
        if cites
        else None
    )


_Group = tuple[str, str, int, int]


def _groups(text: str, place: int, *, is_plural: bool) -> tuple[list[_Group], tuple[str, str], int]:
    """The groups of a command (prefix, suffix, span of keys), the notes of the whole, the end."""
    whole = ("", "")
    if is_plural:
        notes, place = _arguments(text, place, "()")
        whole = _two(notes)
    groups: list[_Group] = []
    end = place
    while True:
        angled = _ANGLED.match(text, end) if not groups else None
        notes, after = _arguments(text, angled.end() if angled else end, "[]")
        if angled:
            notes = [angled[1], *(notes or [""])]
        after = _SPACE.match(text, after).end()  # type: ignore[union-attr] # matches nothing, too
        close = closing_brace(text, after) if text.startswith("{", after) else -1
        if close < 0:
            return groups, whole, end
        if groups and not notes and not is_plural:
            return groups, whole, end
        groups.append((*_two(notes), after + 1, close))
        end = close + 1
        if not is_plural:
            return groups, whole, end


def _two(notes: list[str]) -> tuple[str, str]:
    """Prefix and suffix: one note alone is the suffix."""
    if not notes:
        return "", ""
    return ("", notes[0]) if len(notes) == 1 else (notes[0], notes[1])


def _arguments(text: str, place: int, signs: str) -> tuple[list[str], int]:
    """Up to two optional arguments, and where they end."""
    found: list[str] = []
    while len(found) < 2:
        start = _SPACE.match(text, place).end()  # type: ignore[union-attr] # matches nothing, too
        if not text.startswith(signs[0], start):
            break
        close = closing_brace(text, start, signs=signs)
        if close < 0:
            break
        found.append(text[start + 1 : close])
        place = close + 1
    return found, place


def _cites(
    text: str, groups: list[_Group], affixes: Affixes, *, suppresses: bool
) -> tuple[list[Cite], list[tuple[int, int]]]:
    cites: list[Cite] = []
    spans: list[tuple[int, int]] = []
    for prefix, suffix, start, end in groups:
        if "#" in text[start:end] or "\\" in text[start:end]:
            return [], []  # the body of a definition
        matches = _keys(text, start, end)
        for index, key in enumerate(matches):
            before = prefix if index == 0 else ""
            after = suffix if index == len(matches) - 1 else ""
            cites.append(_cite(key[0], before, after, affixes, suppresses=suppresses))
            spans.append(key.span())
    return cites, spans


def _keys(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The keys of a group; comments between them are none."""
    return [one for one in _KEY.finditer(text, start, end) if one["key"] is not None]


def _cite(key: str, prefix: str, suffix: str, affixes: Affixes, *, suppresses: bool) -> Cite:
    after = _readable(suffix)
    return affixes.cite(key, _readable(prefix), after, suppress_author=suppresses, joins=True)


def _readable(note: str) -> str:
    """A note with the ties and thin spaces that people put into locators as spaces."""
    stripped = note.strip()
    if stripped.startswith("{") and closing_brace(stripped, 0) == len(stripped) - 1:
        stripped = stripped[1:-1]  # braces that hide a bracket
    return stripped.replace("\\,", "\u202f").replace("~", "\u00a0").replace("\\psq", "\u202ff.")


def _notes(text: str, dead: Dead) -> Iterator[NoteSpan]:
    for match in _FOOTNOTE.finditer(text):
        if match.start() not in dead:
            close = closing_brace(text, match.end() - 1)
            if close >= 0:
                yield NoteSpan(match.start(), match.end(), close)


def _listed(text: str, dead: Dead) -> Iterator[Listed]:
    for match in _NOCITE.finditer(text):
        if match.start() not in dead:
            for key in _keys(text, *match.span(1)):
                yield Listed(key[0], *key.span())


def named(text: str) -> tuple[list[str], str]:
    """The bibliographies that a source names, and its style ("" where it names none of ours)."""
    dead = dead_zones(text)
    files: list[str] = []
    style = ""
    for match in _SETTINGS.finditer(text):
        if match.start() in dead:
            continue
        value = match["value"].strip()
        if match["name"] == "bibliographystyle":
            style = value.removeprefix("csl:") if value.startswith("csl:") else style
        elif match["name"] == "bibliography":
            files += [_with_ending(one.strip()) for one in value.split(",") if one.strip()]
        elif value:
            files.append(value)
    return files, style


def _with_ending(name: str) -> str:
    return name if name.lower().endswith(".bib") else f"{name}.bib"
