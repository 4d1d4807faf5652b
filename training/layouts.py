"""Synthetic tagged references in the layouts of known citation styles.

The layouts are one-line templates in `layouts.toml`; titles and journals are those of
the training references, names those of `words.toml`. One seed decides everything.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from training.data import Tagged
from training.synthetic import WORDS, Maker, Values, Writer

_FOLDER = Path(__file__).parent
LAYOUTS = tomllib.loads((_FOLDER / "layouts.toml").read_text(encoding="utf-8"))
LAYOUTS["layouts"] |= tomllib.loads(
    (_FOLDER / "layouts_biblatex.toml").read_text(encoding="utf-8")
)["layouts"]
_SLOT = re.compile(r"\{(\w\d?)(?: ([^{}]*))?\}")
_OPTIONAL = re.compile(r"<([^<>]*)>")
_GENRES = "PhD thesis|Ph.D. dissertation|Doctoral dissertation|Master’s thesis|PhD thesis"
_DOI_STEMS = "j.cell.|s41586-|nn.|science.|JNEUROSCI.|"
_ADDRESSES = "www.nature.com/articles|doi.org/abs|example.org/articles"
_REPORTS = "Technical Report|Tech. Rep.|Technical report|Research Report"
_LABEL_OF_SLOT = {
    "T": "title", "J": "container", "B": "container", "V": "volume", "W": "volume", "I": "issue",
    "K": "isbn", "P": "pages", "p": "pages", "Y": "date", "L": "location", "U": "publisher",
    "X": "publisher",
    "O": "edition", "G": "genre", "G2": "genre", "S": "collection", "N": "num", "A": "author",
    "E": "editor", "M": "date", "m": "date", "d": "date", "D": "doi", "R": "url", "H": "arxiv",
    "s": "isbn", "b": "container", "o": "publisher", "a": "pages", "A3": "author", "e": "arxiv",
    "i": "isbn", "Z": "num", "Q": "container",
}  # fmt: skip


class LayoutMaker(Maker):
    """References in the layouts of known citation styles."""

    _last_year = "2001"

    def __init__(self, seed: int, values: Values, *, biblatex: bool) -> None:
        super().__init__(seed, values)
        self.shares = {
            kind: share
            for kind, share in LAYOUTS["shares"].items()
            if biblatex or not kind.startswith("biblatex")
        }

    def make(self, count: int) -> list[Tagged]:
        """Make `count` references, one layout after another by its share."""
        return [self._one() for _ in range(count)]

    def _one(self) -> Tagged:
        kind = self.random.choices(list(self.shares), list(self.shares.values()))[0]
        layout = self.random.choice(LAYOUTS["layouts"][kind].strip().splitlines())
        if layout.startswith(("[{N}] ", "{N}. ", "({N}) ", "{N} ")) and self._chance(0.6):
            layout = layout.split(" ", 1)[1]
        while "<" in layout:  # innermost first
            layout = _OPTIONAL.sub(self._maybe, layout)
        writer = Writer()
        position = 0
        for match in _SLOT.finditer(layout):
            writer.add(_after(writer.text, layout[position : match.start()]))
            writer.add(
                self._value(match.group(1), match.group(2) or ""),
                _LABEL_OF_SLOT.get(match.group(1), ""),
            )
            position = match.end()
        writer.add(_after(writer.text, layout[position:]))
        return Tagged(
            "synthetic",
            writer.text,
            tuple(_joined_dates(writer.text, writer.spans)),
            "",
            "synthetic",
        )

    def _maybe(self, match: re.Match[str]) -> str:
        return self.random.choice(match.group(1).split("|")) if self._chance(0.6) else ""

    def _year(self, *, again: bool) -> str:
        if not again:
            self._last_year = str(self.random.randint(1965, 2023))
        return self._last_year

    def _value(self, slot: str, form: str) -> str:
        number = self.random.randint
        if slot in ("A", "E", "A3"):
            count = 1 + min(7, int(self.random.expovariate(0.55)))
            return self._people(form, count, shown=1 if slot == "A3" and count > 3 else 0)
        if slot in "Pp":
            return self._page_range(shortened=slot == "p")
        makers = {
            "T": lambda: self._layout_title(),
            "J": lambda: (
                self._pick(self.journals)
                if self._chance(0.8)
                else self._pick(WORDS["journals"]["en"])
            ),
            "B": lambda: self._book_title(),
            "V": lambda: str(number(1, 180)),
            "I": lambda: self._pick(
                [
                    str(number(1, 12)),
                    str(number(1, 12)),
                    f"{number(1, 5)}-{number(6, 9)}",
                    self._pick(f"Suppl 1|{number(1, 24)}A|{number(1, 500)}|S1"),
                ]
            ),
            "Y": lambda: self._year(again=False),
            "W": lambda: self._year(again=True),
            "K": lambda: f"NCT{number(10000000, 99999999)}",
            "M": lambda: self._pick(WORDS["words"]["en"]["months"]),
            "m": lambda: self._pick(WORDS["words"]["en"]["months"])[:3],
            "d": lambda: str(number(1, 28)),
            "L": lambda: self._pick(
                self.places if self.places and self._chance(0.25) else WORDS["places"]["en"]
            ),
            "U": lambda: self._pick(
                self.publishers
                if self.publishers and self._chance(0.35)
                else WORDS["publishers"]["en"]
            ),
            "Q": lambda: self._pick(WORDS["newspapers"]["en"]),
            "S": lambda: self._pick(
                "LNCS|Lecture Notes in Computer Science|Springer Series in Statistics|LNAI"
            ),
            "n": lambda: str(number(1, 4000)),
            "N": lambda: str(number(1, 80)),
            "O": lambda: self._pick("2nd|3rd|4th|1st|Second"),
            "X": lambda: self._pick(WORDS["words"]["en"]["university"]).format(
                self._pick(WORDS["places"]["en"]).split(",")[0]
            ),
            "G": lambda: self._pick(_GENRES),
            "G2": lambda: self._pick(_REPORTS),
            "D": lambda: f"10.{number(1000, 9999)}/{self._pick(_DOI_STEMS)}{number(1000, 99999)}",
            "R": lambda: f"https://{self._pick(_ADDRESSES)}/{number(100, 9999)}",
            "H": lambda: f"{number(10, 23)}{number(1, 12):02}.{number(10000, 19999)}",
            "s": lambda: f"{number(1000, 9999)}-{number(1000, 9999)}",
            "b": lambda: self._book_title() + self._place_and_days(),
            "o": lambda: self._pick("IEEE|ACM|AAAI|PMLR|Springer|Citeseer|ACL|USENIX|Elsevier"),
            "a": lambda: self._article_number(),
            "e": lambda: (
                f"arXiv: {number(10, 23)}{number(1, 12):02}.{number(10000, 19999)}"
                + self._pick(" [cs.CL]| [hep-th]|| [math.CO]")
            ),
            "v": lambda: self._visit(),
            "i": lambda: (
                f"978-{number(0, 9)}-{number(100, 999)}-{number(10000, 99999)}-{number(0, 9)}"
            ),
            "Z": lambda: (
                f"{self._pick('TR|RC|CS-TR|UCB/EECS|SAND|NBER|IR')}-{number(1, 2010)}"
                + self._pick(f"|-{number(1, 99)}")
            ),
        }
        return str(makers[slot]())

    def _place_and_days(self) -> str:
        """What proceedings often have in their title, as print shows it."""
        if self._chance(0.6):
            return ""
        place = self._pick(WORDS["places"][self._pick("en|en|de|fr|it")])
        first = self.random.randint(1, 25)
        month = self._pick(WORDS["words"]["en"]["months"])
        days = f"{month} {first}–{first + self.random.randint(1, 5)}"
        year = self.random.randint(1985, 2022)
        form = self._pick(
            ", {p}|, {p}|, {p}, {d}, {y}|, {p}, {d}, {y}, Proceedings|, {p}, {d}|, {d}, {y}, {p}"
            "| ({p}, {y})|, {y}| {y}|. {p}|, Vol. II ({p}, {y})"
        )
        return form.format(p=place, d=days, y=year)

    def _article_number(self) -> str:
        number = self.random.randint
        return self._pick(
            f"{number(1, 99):06}|{number(1000, 9999)}{number(10, 99)}|e{number(1000, 99999)}"
            f"|{number(1, 200)}|{number(1000, 9999)}|L{number(100, 999)}–L{number(100, 999)}"
            f"|S{number(1, 99)}–S{number(1, 99)}|{number(100000, 999999)}"
        )

    def _visit(self) -> str:
        day, month = self.random.randint(1, 28), self.random.randint(1, 12)
        name = WORDS["words"]["en"]["months"][month - 1]
        year = self.random.randint(2005, 2023)
        return self._pick(
            f"{month:02}/{day:02}/{year}|{name[:3]}. {day}, {year}|{day} {name} {year}"
            f"|{name} {day}, {year}|{year}-{month:02}-{day:02}"
        )

    def _layout_title(self) -> str:
        title = self._pick(self.titles) if self._chance(0.8) else self._title("en")
        return title.rstrip(".,")

    def _book_title(self) -> str:
        title = self._layout_title()
        if self._chance(0.55):
            return self._fill_conference(title)
        return title

    def _fill_conference(self, title: str) -> str:
        names = LAYOUTS["conferences"]
        year = self.random.randint(1985, 2022)
        values = {"title": title, "year": str(year), "yy": f"{year % 100:02}"}
        template = self.random.choice(names["templates"])
        return re.sub(
            r"\{(\w+)\}",
            lambda match: values.get(match.group(1)) or self._pick(names[match.group(1)]),
            template,
        )

    def _page_range(self, *, shortened: bool) -> str:
        first = self.random.choice([self.random.randint(1, 99), self.random.randint(100, 9999)])
        last = str(first + self.random.randint(1, 30))
        prefix = "e" if self._chance(0.03) else ""
        if self._chance(0.08):
            return f"{prefix}{first}"
        if shortened and len(last) == len(str(first)):
            same = 0
            while same < len(last) - 1 and last[same] == str(first)[same]:
                same += 1
            last = last[same:]
        return f"{prefix}{first}{self._pick('–|-|–')}{prefix}{last}"

    def _people(self, form: str, count: int, *, shown: int) -> str:
        """`count` names; `shown` of them and "et al." where that is not 0."""
        shape, between, last = form.split("|")
        first, _, later = shape.partition("; ")
        people = [self._person(first if index == 0 else later or first) for index in range(count)]
        if shown:
            return between.join(people[:shown]) + " et al."
        if count > 4 and self._chance(0.3):
            ending = self._pick([" et al.", ", et al.", " et al", ", … & "])
            first = between.join(people[: self.random.randint(1, 4)])
            return f"{first}{ending}{people[-1]}" if "…" in ending else first + ending
        return between.join(people[:-1]) + last + people[-1] if count > 1 else people[0]

    def _person(self, form: str) -> str:
        source = self._pick("en|en|de|fr|es|it")
        family, given = self._pick(WORDS["family"][source]), self._pick(WORDS["given"][source])
        initials = [piece[0] for piece in re.split(r"[ .-]+", given) if piece]
        if len(initials) == 1 and self._chance(0.4):
            initials.append(self.random.choice("ABCDEFGHJKLMRSTW"))
        values = {"F": family, "G": given, "I": ". ".join(initials) + ".", "i": "".join(initials)}
        return re.sub(r"[FGIi]", lambda match: values[match.group()], form)


def _after(text: str, more: str) -> str:
    """No second full stop after an abbreviation ("et al.", "Jr.")."""
    return more[1:] if text.endswith(".") and more.startswith(".") else more


def _joined_dates(text: str, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """A month beside its year is one date."""
    joined: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        if joined and label == "date" == joined[-1][2] and start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], end, label)
        else:
            joined.append((start, end, label))
    return joined
