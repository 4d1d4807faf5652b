"""Labels corrected where a word-by-word labeller cannot see what is wrong.

Each repair looks at the whole string and changes labels in place: a year left over, a field that
ends inside a word, the title of a web page, a quotation that closes a title. General rules about
how references are printed, each with the example that asks for it; their order is `REPAIRS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mscref.refstring.cues import CLASSES_BY_WORD, MONTH_WORDS, NUMBER_WORDS, VENUES
from mscref.refstring.tokens import Tokens

_YEAR_WORD = re.compile(r"((?:1[4-9]|20)\d\d)[a-z]?")
_ENDS_CLAUSE = re.compile(r"[.:?!,;(“\"]")
# Fields made of words, and what stands inside a word rather than between two.
_WORDY = frozenset(["author", "title", "container", "publisher"])
_STOP = re.compile(r"[.?!] ")
_LONGEST_SHORTENED = 4  # letters before the stop of an abbreviation
_JOINS = re.compile(r"[)\]]?-|[(\[]")
_SMALL_NUMBER = re.compile(r"\d{1,3}")
_SHORT_YEAR = re.compile(r"\d\d")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_BEFORE_ACRONYM = frozenset("of proc proceedings conference symposium workshop acm ieee".split())
# How a quotation ends that began so, where more than its punctuation follows.
_CLOSING_OF = {
    "“": re.compile(r"”[,;]|(?<!\.)[,.]”"),
    '"': re.compile(r'"[,;]|(?<!\.)[,.]"'),
    "‘": re.compile(r"’[,;]|(?<!\.)[,.]’ "),
}
_NUMBERS = frozenset(["volume", "issue", "pages"])
_CODE = re.compile(r"[A-Z]{1,6}")  # of the series of a report
_NUMERIC = frozenset(["genre", "volume", "issue", "pages", "date", "num", "note", "o"])
# These the labeller has learned; behind a volume it takes what they announce for another.
_KNOWN_OF_ISSUES = frozenset(["nr", "no"])
_NAMED_BEFORE = frozenset(["title", "author", "date"])
_FROM = frozenset(["v", "vom", "of", "del", "du"])  # before the day of a newspaper
_REMARKS = frozenset("cd dvd electronic elektronische letter editorial german french".split())
# What a bracket after a title may be taken for, word by word.
_NAMED_THINGS = frozenset(["title", "container", "publisher", "location", "note", "genre", "o"])
# Labels that the name of a venue gets by mistake.
_NEAR_VENUES = frozenset(["publisher", "location", "note", "collection", "genre", "title", "o"])
_SMALL_WORDS = frozenset("of and the for de la le der die das und des".split())
_LONGEST_PAPER = 6  # words in the name of a newspaper
# What is called so publishes or awards, and is no journal.
_BODIES = frozenset(["publisher", "body", "genre"])
_BODY = re.compile(r"univ|hochsch|akadem|institu|colleg|minist|politecn", re.IGNORECASE)


def repair(tokens: Tokens, labels: list[str]) -> None:
    """Correct the labels of one reference string, in place."""
    for one in REPAIRS:
        one(tokens, labels)


def _repair_identifiers(tokens: Tokens, labels: list[str]) -> None:
    """An identifier that stands alone is no journal and no publisher."""
    for index, word in enumerate(tokens.words):
        if word[0] == "<" and labels[index] not in ("id", "note", "title"):
            around = labels[max(0, index - 1) : index] + labels[index + 1 : index + 2]
            if labels[index] not in around:
                labels[index] = "id"


def _repair_addresses(tokens: Tokens, labels: list[str]) -> None:
    """ "Title, www. example - site. org": an address with spaces is no name."""
    for index in range(1, len(labels)):
        name = labels[index]
        if tokens.words[index].lower() != "www" or name not in _NAMED_THINGS:
            continue
        if not _ENDS_CLAUSE.search(tokens.gaps[index]):
            continue
        for at in range(index, len(labels)):
            if labels[at] != name or tokens.gaps[at][:1] in (";", "("):
                break
            labels[at] = "o"


def _repair_years(tokens: Tokens, labels: list[str]) -> None:
    """A string whose year got no label: the last year that stands outside title and names."""
    if "date" in labels:
        return
    for index in range(len(labels) - 1, -1, -1):
        if _YEAR_WORD.fullmatch(tokens.words[index]) and labels[index] in (
            "o",
            "volume",
            "location",
            "publisher",
            "note",
        ):
            labels[index] = "date"
            return


def _repair_broken_words(tokens: Tokens, labels: list[str]) -> None:
    """No field ends inside a word: "Cord(UC)-Derived" is all one field, that of the longer run."""
    for index in range(1, len(labels)):
        before, after = labels[index - 1], labels[index]
        if (
            before == after
            or not {before, after} <= _WORDY
            or not _JOINS.fullmatch(tokens.gaps[index])
        ):
            continue
        first, last = index - 1, index + 1
        while first and labels[first - 1] == before:
            first -= 1
        while last < len(labels) and labels[last] == after:
            last += 1
        if index - first < last - index:
            labels[first:index] = [after] * (index - first)
        else:
            labels[index:last] = [before] * (last - index)


def _repair_report_numbers(tokens: Tokens, labels: list[str]) -> None:
    """ "Tech. Rpt. CIS-91-2": what hyphens join behind the word for a report is its number."""
    for index in range(1, len(labels) - 1):
        if labels[index - 1] != "genre" or not _CODE.fullmatch(tokens.words[index]):
            continue
        last = index + 1
        while last < len(labels) and tokens.gaps[last] in ("-", "/", "."):
            last += 1
        if last - index > 1 and _NUMERIC.issuperset(labels[index:last]):
            labels[index:last] = ["genre"] * (last - index)


def _repair_site_title(tokens: Tokens, labels: list[str]) -> None:
    """ "Read Online: Journal| Society" is the title of a web page: journal, then publisher."""
    bars = [index for index, gap in enumerate(tokens.gaps[:-1]) if "|" in gap]
    if len(bars) != 1 or not bars[0] or "container" in labels[bars[0] :]:
        return
    bar, end = bars[0], len(labels)
    first = _start_of_clause(tokens, bar - 1)
    if not all(word[0].isupper() or word in _SMALL_WORDS for word in tokens.words[first:end]):
        return
    if any(_ENDS_CLAUSE.search(gap) for gap in tokens.gaps[bar + 1 : end]):
        return
    if _NAMED_BEFORE & set(labels[first:bar]):
        return
    if tokens.gaps[first].startswith(":"):  # "Read Online:", "View of:"
        before = _start_of_clause(tokens, first - 1)
        if not _NAMED_BEFORE & set(labels[before:first]):
            labels[before:first] = ["o"] * (first - before)
    labels[first:bar] = ["container"] * (bar - first)
    labels[bar:end] = ["publisher"] * (end - bar)


def _start_of_clause(tokens: Tokens, index: int) -> int:
    while index > 0 and not _ENDS_CLAUSE.search(tokens.gaps[index]):
        index -= 1
    return max(index, 0)


def _repair_year_as_volume(tokens: Tokens, labels: list[str]) -> None:
    """ "… (2019). Title. Journal, 2019." : a journal that numbers its volumes by the year."""
    last = len(labels) - 1
    dates = [index for index, label in enumerate(labels) if label == "date"]
    if len(dates) < 2 or dates[-1] != last or tokens.words[dates[0]] != tokens.words[last]:
        return
    name = labels[last - 1]
    if name not in ("publisher", "container") or tokens.gaps[last] != ", ":
        return
    if tokens.gaps[dates[0] + 1] != "). " or not _YEAR_WORD.fullmatch(tokens.words[last]):
        return
    first = last - 1
    while first and labels[first - 1] == name:
        first -= 1
    if name == "publisher" and "container" in labels:
        return
    if not any(_names_a_body(word) for word in tokens.words[first:last]):
        labels[first:last] = ["container"] * (last - first)
        labels[last] = "volume"


def _repair_number_ranges(tokens: Tokens, labels: list[str]) -> None:
    """ "n° 609-610" is one number, "Review, 99-111" are pages: a range is not two fields."""
    for index in range(1, len(labels)):
        pair = (labels[index - 1], labels[index])
        if tokens.gaps[index] == "-":
            if pair in (("volume", "issue"), ("issue", "volume")):
                labels[index] = labels[index - 1]
            elif pair == ("volume", "pages") and _is_small_number(tokens, index - 1, 9999):
                labels[index - 1] = "pages"


def _repair_number_before_pages(tokens: Tokens, labels: list[str]) -> None:
    """ "104, 416, 375–398", "35,1: 7 - 34": between volume and pages stands the issue."""
    if "issue" not in labels:
        for index in range(1, len(labels) - 1):
            if (
                labels[index - 1 : index + 2] == ["volume", "pages", "pages"]
                and tokens.words[index].isdigit()
                and tokens.gaps[index + 1] in (", ", ",", "): ", "):", ": ", ":")
            ):
                labels[index] = "issue"
                return
    for index in range(1, len(labels)):
        if labels[index - 1 : index + 1] == ["issue", "issue"] and ":" in tokens.gaps[index]:
            while index < len(labels) and labels[index] == "issue":
                labels[index] = "pages"
                index += 1
            return


def _repair_announced_numbers(tokens: Tokens, labels: list[str]) -> None:
    """ "roč. 108, č. 2", "145. évf. 3. sz.", "lk 34": words that the labeller has not learned."""
    for index, word in enumerate(tokens.words):
        label = NUMBER_WORDS.get(word.lower())
        if label is None or labels[index] in ("author", "title"):
            continue
        if label == "issue" and word.lower() in _KNOWN_OF_ISSUES and "volume" not in labels[:index]:
            continue
        numbers = _numbers_behind(tokens, index) or _numbers_in_front(tokens, index)
        if numbers:
            labels[index] = "o"
            labels[numbers.start : numbers.stop] = [label] * len(numbers)
            if label == "volume" and "container" not in labels:
                _name_journal(labels, min(index, numbers.start))


def _name_journal(labels: list[str], end: int) -> None:
    """What stands in front of a volume is its journal, whatever it was taken for."""
    first = end
    while first and labels[first - 1] == labels[end - 1]:
        first -= 1
    if first and labels[first] in _NEAR_VENUES | {"edition"} - {"title"}:
        labels[first:end] = ["container"] * (end - first)


def _numbers_behind(tokens: Tokens, index: int) -> range:
    """The figures of the number that a word announces: `č. 1-2`."""
    first = last = index + 1
    if tokens.gaps[first].strip() not in ("", "."):
        return range(0)
    while last < len(tokens.words) and _is_figure(tokens.words[last]):
        last += 1
        if tokens.gaps[last] not in ("-", "/"):
            break
    return range(first, last)


def _numbers_in_front(tokens: Tokens, index: int) -> range:
    """The figures of the number that a word follows: `145. évf.`, `45.-60. lpp.`."""
    first = index
    while first and _is_figure(tokens.words[first - 1]):
        first -= 1
        if tokens.gaps[first].strip(".") not in ("-", "/"):
            break
    return range(first, index if tokens.gaps[index].strip() in ("", ".") else first)


def _is_figure(word: str) -> bool:
    return word.isdigit() and not _YEAR_WORD.fullmatch(word)


def _repair_body_that_publishes(tokens: Tokens, labels: list[str]) -> None:
    """ "World Health Organization. Title. Geneva: World Health Organization": it is the author."""
    if "author" in labels or labels[:1] != ["title"] or "publisher" not in labels:
        return
    first = labels.index("publisher")
    last = next((at for at in range(first, len(labels)) if labels[at] != "publisher"), len(labels))
    size = last - first
    begins = [word.lower() for word in tokens.words[:size]]
    ends = tokens.gaps[size][:1] in (".", ",", ":", "(")
    goes_on = "title" in labels[size:first]
    if ends and goes_on and begins == [word.lower() for word in tokens.words[first:last]]:
        labels[:size] = ["author"] * size


def _repair_named_system(tokens: Tokens, labels: list[str]) -> None:
    """ "Ba, J. Adam: A method": behind `Family, I.` no further name stands alone."""
    for index in range(3, len(labels)):
        word, gaps = tokens.words[index - 1], tokens.gaps
        if (
            labels[index] == "title"
            and labels[index - 3 : index] == ["author"] * 3
            and gaps[index] == ": "
            and gaps[index - 1] == ". "
            and gaps[index - 2] == ", "
            and len(tokens.words[index - 2]) == 1
            and len(word) > 2
            and tokens.words[index - 3].istitle()
            and len(tokens.words[index - 3]) > 1
        ):
            labels[index - 1] = "title"


def _repair_body_as_title(tokens: Tokens, labels: list[str]) -> None:
    """ "World Health Organization. (2015). Title.": who stands before the year is the author."""
    if "author" in labels or "editor" in labels or labels[:1] != ["title"] or "date" not in labels:
        return
    year = labels.index("date")
    first = labels.index("title")
    behind = [at for at in range(year, len(labels)) if labels[at] in ("container", "o", "title")]
    is_apa = tokens.gaps[year][-1:] == "(" and tokens.gaps[year + 1] == "). "
    named = {name for word in tokens.words[first:year] for name in _classes(word)}
    if not is_apa or set(labels[first:year]) != {"title"} or "body" not in named or not behind:
        return
    labels[first:year] = ["author"] * (year - first)
    if "title" in labels:
        return
    stops = (at for at in behind if at > behind[0] and tokens.gaps[at][:1] == ".")
    end = next(stops, len(labels))
    for at in behind:
        if at < end:
            labels[at] = "title"


def _classes(word: str) -> tuple[str, ...]:
    return CLASSES_BY_WORD.get(word.lower(), ())


def _repair_days(tokens: Tokens, labels: list[str]) -> None:
    """ "FAZ v. 8. Juni 2002", "Nr. 23 v. 3.6.2002": from "v." on all is the date."""
    for index in range(2, len(labels)):
        if labels[index] != "date" or labels[index - 1] not in _NUMBERS:
            continue
        is_month = tokens.words[index].lower() in MONTH_WORDS
        first = index - 1 if is_month else index - 2
        gaps = tokens.gaps[first + 1 : index + 1]
        if (
            tokens.words[first - 1].lower() in _FROM
            and _is_small_number(tokens, first, 31)
            and all(gap in (". ", " ", ".") for gap in gaps)
        ):
            labels[first:index] = ["date"] * (index - first)
            labels[first - 1] = "o"


def _is_small_number(tokens: Tokens, index: int, largest: int) -> bool:
    word = tokens.words[index]
    return word.isascii() and word.isdigit() and len(word) < 6 and 0 < int(word) <= largest


def _repair_second_title(tokens: Tokens, labels: list[str]) -> None:
    """After "In:" or the editors a second title is that of the book."""
    if "container" in labels or "title" not in labels:
        return
    first = labels.index("title")
    after_title = next((at for at in range(first, len(labels)) if labels[at] != "title"), None)
    if after_title is None:
        return
    for index in range(after_title, len(labels)):
        if labels[index] == "title":
            between = range(after_title, index)
            if any(labels[at] == "editor" or _is_in(tokens, labels, at) for at in between):
                labels[index:] = [
                    "container" if label == "title" else label for label in labels[index:]
                ]
            return


def _repair_year_of_acronym(tokens: Tokens, labels: list[str]) -> None:
    """ "Proceedings of IJCAI-95", "CHI ’90": two digits after a conference are its year."""
    for index in range(2, len(labels)):
        if (
            labels[index] == "volume"
            and labels[index - 1] == "container"
            and _SHORT_YEAR.fullmatch(tokens.words[index])
            and _ACRONYM.fullmatch(tokens.words[index - 1])
            and (
                tokens.gaps[index].strip() in ("-", "’", "'")
                or tokens.words[index - 2].lower() in _BEFORE_ACRONYM
            )
        ):
            labels[index] = "container"


def _repair_venue(tokens: Tokens, labels: list[str]) -> None:
    """ "Title. ICML.", "In: ICLR", "Title. bioRxiv (2026)": a name that only a venue has."""
    if "container" in labels:
        return
    for index in range(len(labels) - 1, 0, -1):
        if tokens.words[index].lower() not in VENUES:
            continue
        before, after = tokens.gaps[index], tokens.gaps[index + 1]
        follows_in = tokens.words[index - 1].lower() == "in" and labels[index] != "title"
        stands_alone = before[:1] in (".", ",", "”", '"', "?", "’") and after not in (" ", "-")
        if follows_in or (stands_alone and labels[index] in _NEAR_VENUES):
            is_title = labels[index] == "title"
            labels[index] = "container"
            rest = index + 1
            while is_title and rest < len(labels) and labels[rest] == "title":
                labels[rest] = "o"
                rest += 1
            return


def _repair_newspaper(tokens: Tokens, labels: list[str]) -> None:
    """ "(1996, July 1). Title. The Daily Post.": what appeared on a day appeared in a paper."""
    if "container" in labels or "title" not in labels or "location" in labels:
        return
    title = labels.index("title")
    days = [at for at in range(title) if labels[at] == "date" and _is_small_number(tokens, at, 31)]
    months = [at for at in range(title) if tokens.words[at].lower() in MONTH_WORDS]
    if not days or not any(labels[at] == "date" for at in months):
        return
    held = [at for at in range(title, len(labels)) if labels[at] == "publisher"]
    if held:
        if not any(_names_a_body(tokens.words[at]) for at in held):
            labels[held[0] : held[-1] + 1] = ["container"] * (held[-1] + 1 - held[0])
        return
    end = next((at for at in range(title, len(labels)) if labels[at] != "title"), len(labels))
    start = next(
        (at for at in range(end - 1, title, -1) if tokens.gaps[at][:1] in (".", "?", "!")), 0
    )
    is_name = all(word[0].isupper() or word in _SMALL_WORDS for word in tokens.words[start:end])
    if start and is_name and end - start <= _LONGEST_PAPER:
        labels[start:end] = ["container"] * (end - start)


def _names_a_body(word: str) -> bool:
    classes = CLASSES_BY_WORD.get(word.lower(), ())
    return bool(_BODY.match(word)) or not _BODIES.isdisjoint(classes)


def _repair_double_slash(tokens: Tokens, labels: list[str]) -> None:
    """ "Заглавие // МЭиМО. 1989": in Russian lists what follows two slashes is the container."""
    slashes = next((at for at, gap in enumerate(tokens.gaps[:-1]) if " // " in gap), 0)
    if not slashes or "container" in labels:
        return
    end = slashes + 1
    while end < len(labels) and tokens.gaps[end][:1] not in (".", ",", "("):
        end += 1
    labels[slashes:end] = ["container"] * (end - slashes)


def _repair_place_and_publisher(tokens: Tokens, labels: list[str]) -> None:
    """ "Book title, Osnabrück: Institut für Migration": a place with its publisher is no title."""
    if "container" not in labels or {"location", "publisher"} & set(labels):
        return
    first = labels.index("container")
    last = next((at for at in range(first, len(labels)) if labels[at] != "container"), len(labels))
    for colon in range(last - 1, first + 1, -1):
        if tokens.gaps[colon] != ": ":
            continue
        place = next(
            (at for at in range(colon - 1, colon - 3, -1) if tokens.gaps[at][:1] in (",", ".")), 0
        )
        is_closed = not any(_ends_sentence(tokens, at) for at in range(colon + 1, last))
        named = tokens.words[place:colon]
        if place > first and is_closed and all(map(_is_capitalised, named)):
            labels[place:colon] = ["location"] * (colon - place)
            labels[colon:last] = ["publisher"] * (last - colon)
        return


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    """True where a stop before this word is not that of an abbreviation."""
    return bool(_STOP.search(tokens.gaps[at])) and len(tokens.words[at - 1]) > _LONGEST_SHORTENED


def _is_capitalised(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and word[1:].islower()


def _repair_year_of_container(tokens: Tokens, labels: list[str]) -> None:
    """ "in CVPR, 2023": the year is the date, or repeats it, and is not in the venue's name."""
    if "container" not in labels:
        return
    last = len(labels) - 1 - labels[::-1].index("container")
    year = tokens.words[last]
    if not last or not _YEAR_WORD.fullmatch(year) or tokens.gaps[last][:1] not in (",", "(", "."):
        return
    if "date" not in labels:
        labels[last] = "date"
    elif any(tokens.words[at] == year for at, label in enumerate(labels) if label == "date"):
        labels[last] = "o"


def _is_in(tokens: Tokens, labels: list[str], at: int) -> bool:
    return labels[at] == "o" and tokens.words[at].lower() in ("in", "en", "dans")


def _repair_closed_quotation(tokens: Tokens, labels: list[str]) -> None:
    """ "‘The title’, Dissertation": a title that a quotation opens ends where that closes."""
    if "title" not in labels:
        return
    first = labels.index("title")
    closing = _CLOSING_OF.get(tokens.gaps[first][-1:])
    if closing is None:
        return
    for index in range(first + 1, len(labels)):
        if labels[index] != "title":
            return
        if closing.search(tokens.gaps[index]):
            while index < len(labels) and labels[index] == "title":
                labels[index] = "o"
                index += 1
            return


def _repair_translation(tokens: Tokens, labels: list[str]) -> None:
    """ "Sculpteur [The sculptor]", "Časopis [Journal]": a translation belongs to what it follows.

    A remark in brackets ("[Internet]", "[Doctoral dissertation]") is no part of a name.
    """
    for first in range(1, len(labels)):
        if not tokens.gaps[first].endswith("["):
            continue
        last = next((at for at in range(first, len(labels)) if "]" in tokens.gaps[at + 1]), None)
        if last is None:
            return
        name = labels[first - 1]
        if name not in ("title", "container"):
            continue
        remark = _is_remark(tokens, first, last)
        for index in range(first, last + 1):
            if labels[index] in _NAMED_THINGS:
                labels[index] = "o" if remark else name


def _is_remark(tokens: Tokens, first: int, last: int) -> bool:
    words = [word.lower() for word in tokens.words[first : last + 1]]
    if len(words) < 3 and words[0] in ("in", "en", "w"):  # "[in press]", "[En ligne]"
        return True
    return words[0] in _REMARKS or any(
        {"genre", "accessed"}.intersection(CLASSES_BY_WORD.get(word, ())) for word in words[:2]
    )


# In this order: a later one may build on what an earlier one did. Each has a measured gain on the
# tagged sets (docs/model-card.md), but for broken-words, site-title, year-as-volume, named-system,
# body-that-publishes and body-as-title: each of these stays for one kind of string that a person
# would call wrong without it (tests/refstring/test_rules_needed.py).
REPAIRS: tuple[Callable[[Tokens, list[str]], None], ...] = (
    _repair_identifiers,
    _repair_addresses,
    _repair_years,
    _repair_broken_words,
    _repair_report_numbers,
    _repair_closed_quotation,
    _repair_translation,
    _repair_site_title,
    _repair_year_as_volume,
    _repair_number_ranges,
    _repair_number_before_pages,
    _repair_days,
    _repair_announced_numbers,
    _repair_body_that_publishes,
    _repair_named_system,
    _repair_body_as_title,
    _repair_second_title,
    _repair_year_of_acronym,
    _repair_venue,
    _repair_double_slash,
    _repair_newspaper,
    _repair_place_and_publisher,
    _repair_year_of_container,
)
