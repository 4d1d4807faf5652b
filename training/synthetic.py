"""Synthetic tagged references in five languages, for what the tagged sets hardly hold.

Layouts of German, French, Spanish and Italian reference lists (editors before the book, "Hrsg.",
year at the end, slash between names, "Jg. 3, H. 2") filled with words of `refstring_words` and
with titles and journals of the training references. All randomness comes from one seed.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from training.data import Tagged

WORDS = tomllib.loads((Path(__file__).with_name("words.toml")).read_text(encoding="utf-8"))
LANGUAGES = {"de": 50, "en": 26, "fr": 8, "es": 8, "it": 8}
KINDS = {
    "article": 34,
    "chapter": 24,
    "book": 20,
    "paper": 7,
    "newspaper": 6,
    "thesis": 4,
    "web": 5,
}


# How often nobody is named: the title comes first.
_WITHOUT_AUTHOR = {
    "article": 0.02,
    "chapter": 0.02,
    "book": 0.06,
    "paper": 0.03,
    "newspaper": 0.25,
    "thesis": 0.0,
    "web": 0.35,
}


@dataclass(slots=True)
class Writer:
    """Collects the text of one reference and the spans of its fields."""

    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str, label: str = "") -> None:
        """Append text; with a label it becomes a span."""
        if label and text:
            self.spans.append((len(self.text), len(self.text) + len(text), label))
        self.text += text


@dataclass(frozen=True, slots=True)
class Style:
    """The choices a reference list makes once: how names, year, title and numbers look."""

    language: str
    name_form: str
    later_form: str
    capitals: bool
    between: str
    last: str
    year_place: str
    year_form: str
    title_end: str
    quotes: tuple[str, str]
    publisher_form: str
    volume_form: str
    editor_mark: str
    editors_first: bool
    pages_last: bool
    inside: str


@dataclass(frozen=True, slots=True)
class Values:
    """Values of training references that synthetic ones are filled with."""

    titles: list[str] = field(default_factory=list)
    journals: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


class Maker:
    """Makes synthetic references, in part of the values of training references."""

    def __init__(self, seed: int, values: Values) -> None:
        self.random = random.Random(seed)
        self.titles = values.titles
        self.journals = values.journals
        self.publishers = values.publishers
        self.places = values.places

    def make(self, count: int) -> list[Tagged]:
        """Make `count` references, in groups of eight that share a style."""
        made: list[Tagged] = []
        while len(made) < count:
            style = self._style()
            for _ in range(8):
                kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
                writer = Writer()
                self._reference(writer, style, kind)
                spans = tuple((a, b, label) for a, b, label in writer.spans if b > a)
                made.append(Tagged("synthetic", writer.text, spans, "", "synthetic"))
        return made[:count]

    def _pick(self, choices: str | list[str] | tuple[str, ...]) -> str:
        if isinstance(choices, str):
            choices = choices.strip().replace("\n", "|").split("|")
        return self.random.choice(choices)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _style(self) -> Style:
        language = self.random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        words = WORDS["words"][language]
        form = self._pick(["F, G", "F, G", "F, I", "F, I", "G F", "I F", "F I", "F G"])
        later = form if self._chance(0.75) else self._pick(["G F", "I F"])
        joiner = self._pick(words["and"])
        between = (
            ", "
            if joiner.strip() in ("and", "und", "et", "y", "e", "&", "u.", ",", ", and", ", &")
            else joiner
        )
        if form in ("F, G", "F, I") and between == ", " and self._chance(0.35):
            between = "; "
        return Style(
            language=language,
            name_form=form,
            later_form=later,
            capitals=self._chance(0.12),
            between=between,
            last=joiner,
            year_place=self._pick(["authors", "authors", "authors", "end", "end"]),
            year_form=self._pick(
                [
                    " ({}): ",
                    " ({}). ",
                    " ({}), ",
                    " {}: ",
                    ", {}: ",
                    ", {}, ",
                    ". {}. ",
                    " ({}) ",
                    " {}. ",
                    " ({}):",
                ]
            ),
            title_end=self._pick([". ", ". ", ". ", ", ", ", ", " "]),
            quotes=self.random.choice(
                [("", "")] * 8
                + [
                    ("„", "“"),
                    ("»", "«"),
                    ("“", "”"),
                    ("‘", "’"),
                    ('"', '"'),
                    ("«", "»"),
                    ("'", "'"),
                ]
            ),
            publisher_form=self._pick(
                ["L: P", "L: P", "L: P", "P, L", "P: L", "L", "L", "(L: P)", "L, P"]
            ),
            volume_form=self._pick(
                [
                    "V(I)",
                    "V (I)",
                    "V, I",
                    "V/I",
                    "V",
                    "V",
                    "V I",
                    "V, I",
                    "I/Y",
                    "V:I",
                    "V/Y",
                    "V,I",
                    "V (Y) I",
                    "I",
                ]
            ),
            editor_mark=self._pick(words["editors"]),
            editors_first=self._chance(0.75),
            pages_last=self._chance(0.7),
            inside=self._pick(words["in"]),
        )

    def _reference(self, writer: Writer, style: Style, kind: str) -> None:
        words = WORDS["words"][style.language]
        year = str(self.random.choice([*range(1960, 2024), *range(1985, 2013)]))
        if self._chance(0.05):
            writer.add(self._pick(["[1] ", "12. ", "3 ", "(4) ", "- ", "Vgl. "]))
        if kind == "book" and self._chance(0.2):
            self._names(writer, style, "editor", self.random.choice([1, 1, 2, 2, 3]))
            writer.add(f" {style.editor_mark.lstrip(', ')}")
        elif self._chance(0.08):
            writer.add(self._pick(WORDS["bodies"][style.language]), "author")
        elif not self._chance(_WITHOUT_AUTHOR[kind]):
            self._names(writer, style, "author", self.random.choice([1, 1, 1, 2, 2, 3, 4]))
            if self._chance(0.05):
                writer.add(self._pick(words["et_al"]))
        early = style.year_place == "authors"
        suffix = self._pick(["a", "b"]) if early and self._chance(0.08) else ""
        if early:
            before, after = style.year_form.split("{}")
            writer.add(before)
            writer.add(year + suffix, "date")
            writer.add(after)
        else:
            writer.add(self._pick([": ", ", ", ". ", ": ", ". "]))
        _KIND_METHODS[kind](self, writer, style, "" if early else year)
        writer.add(self._pick([".", ".", "", ".", ";"]))

    def _names(self, writer: Writer, style: Style, label: str, count: int) -> None:
        parts = []
        for index in range(count):
            form = style.name_form if index == 0 and label == "author" else style.later_form
            parts.append(self._name(style, form))
        text = parts[0]
        for index, part in enumerate(parts[1:], 2):
            text += (style.last if index == len(parts) else style.between) + part
        writer.add(text, label)

    def _name(self, style: Style, form: str) -> str:
        source = style.language if self._chance(0.75) else self._pick(["en", "de", "fr"])
        family = self._pick(WORDS["family"][source])
        if self._chance(0.06):
            family += "-" + self._pick(WORDS["family"][source])
        given = self._pick(WORDS["given"][source])
        if self._chance(0.15):
            given += f" {self.random.choice('ABCDEFGHJKLMRSTW')}."
        if "I" in form:
            pieces = [piece for piece in re.split(r"[ .]+", given) if piece]
            joiner = self._pick([". ", ".", ". "])
            given = joiner.join(
                "-".join(
                    part[0] + ("." if index == 0 and "-" in piece else "")
                    for index, part in enumerate(piece.split("-"))
                )
                for piece in pieces
            )
            given += "" if form == "F I" else "."
            if form == "F I":
                given = given.replace(".", "").replace(" ", "")
        if style.capitals:
            family = family.upper()
        if form.startswith("F"):
            return f"{family}{', ' if ',' in form else ' '}{given}"
        return f"{given} {family}"

    def _fill(self, template: str) -> str:
        return re.sub(
            r"\{(\w+)\}", lambda match: self._pick(WORDS["fillers"][match.group(1)]), template
        )

    def _title(self, language: str) -> str:
        if self.titles and self._chance(0.5):
            return self._pick(self.titles)
        title = self._fill(self._pick(WORDS["titles"][language]))
        if self._chance(0.5):
            joiner = ". " if language == "de" or self._chance(0.3) else ": "
            if self._chance(0.2):
                joiner = self._pick([" – ", ": ", ". ", "? "])
            if title.endswith("?"):
                joiner = " "
            subtitle = self._fill(self._pick(WORDS["subtitles"][language]))
            title += joiner + (subtitle[0].upper() + subtitle[1:] if joiner != ": " else subtitle)
        return title

    def _add_title(self, writer: Writer, style: Style, *, quoted: bool) -> None:
        title = self._title(style.language)
        opening, closing = style.quotes if quoted else ("", "")
        if self._chance(0.04):
            title += f" [{self._title('en')}]"  # its translation
        writer.add(opening)
        writer.add(title, "title")
        end = style.title_end
        if title.endswith(("?", "!")):
            end = self._pick([" ", ", ", " "])
        if closing:
            writer.add(closing + end if self._chance(0.7) else end.rstrip() + closing + " ")
        else:
            writer.add(end if end != " " or title.endswith(("?", "!")) else ". ")

    def _pages(self, writer: Writer, style: Style, *, lead: str) -> None:
        first = self.random.choice([self.random.randint(1, 99), self.random.randint(100, 900)])
        last = first + self.random.randint(2, 40)
        cue = self._pick(WORDS["words"][style.language]["pages"])
        if lead == ": " and self._chance(0.7):
            cue = ""
        pages = f"{first}{self._pick(['-', '-', '–', ' - ', '–'])}{last}"
        if self._chance(0.06):
            pages = f"{first}{self._pick(['f', 'ff', ' ff', 'f.'])}"
        writer.add(lead + cue)
        writer.add(pages, "pages")

    def _publisher(self, writer: Writer, style: Style, year: str) -> None:
        place, publisher = self._place(style), self._publisher_name(style)
        for char in style.publisher_form:
            if char == "L":
                writer.add(place, "location")
            elif char == "P":
                writer.add(publisher, "publisher")
            elif char == ")":
                if year:
                    writer.add(", ")
                    writer.add(year, "date")
                    year = ""
                writer.add(char)
            else:
                writer.add(char)
        if year:
            writer.add(self._pick([" ", ", ", " "]))
            writer.add(year, "date")

    def _place(self, style: Style) -> str:
        if self.places and self._chance(0.25):
            return self._pick(self.places)
        return self._pick(WORDS["places"][style.language if self._chance(0.8) else "en"])

    def _publisher_name(self, style: Style) -> str:
        if self.publishers and self._chance(0.35):
            return self._pick(self.publishers)
        return self._pick(WORDS["publishers"][style.language if self._chance(0.8) else "en"])

    def _article(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=True)
        if style.inside.strip().endswith(":") or self._chance(0.3):
            writer.add(style.inside)
        journal = self._pick(WORDS["journals"][style.language if self._chance(0.75) else "en"])
        if self.journals and self._chance(0.3):
            journal = self._pick(self.journals)
        writer.add(journal, "container")
        self._volume(writer, style, year)
        self._pages(writer, style, lead=self._pick([", ", ": ", ", ", ":", ". "]))

    def _volume(self, writer: Writer, style: Style, year: str) -> None:
        words = WORDS["words"][style.language]
        volume, issue = str(self.random.randint(1, 130)), str(self.random.randint(1, 12))
        if self._chance(0.08):
            issue = f"{issue}{self.random.choice('-/')}{int(issue) + 1}"
        volume_cue, issue_cue = self._pick(words["volume"]), self._pick(words["issue"])
        writer.add(self._pick([" ", ", ", ", ", " "]) if not volume_cue else ", ")
        form = style.volume_form
        if form.startswith("I") and not issue_cue.strip() and form != "I/Y":
            form = "V"
        year_left = year
        for char in form:
            if char == "V":
                before, _, after = volume_cue.partition("{}")
                if "{}" in volume_cue:
                    writer.add(volume, "volume")
                    writer.add(after if form in ("V", "V, I") else "")
                else:
                    writer.add(before if form not in ("V(I)", "V/I") or self._chance(0.3) else "")
                    writer.add(volume, "volume")
            elif char == "I":
                writer.add(
                    issue_cue
                    if form in ("V, I", "V I", "V (Y) I", "I")
                    and (self._chance(0.8) or form == "I")
                    else ""
                )
                # A number that stands alone is the volume in every tagged set, cue or not.
                writer.add(issue, "issue" if "V" in form else "volume")
            elif char == "Y":
                writer.add(year_left or str(self.random.randint(1980, 2015)), "date")
                year_left = ""
            else:
                writer.add(char)
        if year_left:
            writer.add(self._pick([" (", ", "]))
            opened = writer.text.endswith("(")
            writer.add(year_left, "date")
            writer.add(")" if opened else "")

    def _chapter(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=True)
        writer.add(style.inside)
        book = self._title(style.language)
        if self._chance(0.9):
            mark = style.editor_mark
            gap = "" if mark.startswith(",") else " "
            if style.editors_first:
                self._names(writer, style, "editor", self.random.choice([1, 1, 2, 2, 3, 4]))
                writer.add(gap + mark if self._chance(0.85) else "")
                writer.add(self._pick([": ", ", ", " ", ": ", "; "]))
                writer.add(book, "container")
            else:
                writer.add(book, "container")
                writer.add(self._pick([", ", ". ", " (", " "]))
                opened = writer.text.endswith("(")
                if style.language == "de":
                    writer.add(self._pick(["hrsg. von ", "hg. v. ", "Hrsg.: "]))
                elif style.language == "it":
                    writer.add("a cura di ")
                else:
                    writer.add(self._pick(["edited by ", "ed. "]))
                self._names(writer, style, "editor", self.random.choice([1, 1, 2, 3]))
                writer.add(")" if opened else "")
        else:
            writer.add(book, "container")
        if self._chance(0.1):
            writer.add(self._pick([", Bd. ", ". Band ", " (Vol. ", ", vol. "]))
            opened = "(" in writer.text[-8:]
            writer.add(str(self.random.randint(1, 9)), "volume")
            writer.add(")" if opened else "")
        if not style.pages_last:
            self._pages(writer, style, lead=self._pick([" (", ", ", ". "]))
            if "(" in writer.text[-16:]:
                writer.add(")")
        writer.add(self._pick([". ", ", ", ". "]))
        self._publisher(writer, style, year)
        if style.pages_last:
            self._pages(writer, style, lead=self._pick([", ", ". ", ": ", ", "]))

    def _book(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=False)
        if self._chance(0.15):
            number = str(self.random.randint(2, 9))
            writer.add(
                self._pick(WORDS["words"][style.language]["edition"]).format(number), "edition"
            )
            writer.add(self._pick([" ", ", ", ". "]))
        elif self._chance(0.08):
            writer.add(self._pick(["Bd. ", "Band ", "Vol. "]))
            writer.add(self._pick(["1", "2", "3", "II", "I"]), "volume")
            writer.add(self._pick([". ", ", "]))
        elif self._chance(0.12):
            self._book_series(writer, style)
        self._publisher(writer, style, year)

    def _book_series(self, writer: Writer, style: Style) -> None:
        opened = self._chance(0.2)
        writer.add("(" if opened else "")
        writer.add(self._pick(WORDS["book_series"][style.language]), "container")
        writer.add(self._pick([" ", ", ", ", Nr. ", ", vol. ", " No. ", ", Bd. ", " Band "]))
        writer.add(str(self.random.randint(1, 700)), "volume")
        writer.add(self._pick([". ", ", "]) if not opened else self._pick(["). ", "), "]))

    def _paper(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=True)
        opened = self._chance(0.15)
        writer.add("(" if opened else "")
        writer.add(self._pick(WORDS["series"][style.language]), "container")
        writer.add(self._pick([" Nr. ", " No. ", " ", ", No. ", " Nr. ", " no. "]))
        number = str(self.random.randint(1, 1500))
        if self._chance(0.3):
            mark = self.random.choice("/-")
            number = f"{self.random.randint(80, 99)}{mark}{self.random.randint(1, 30)}"
        writer.add(number, "volume")
        writer.add(")" if opened else "")
        if self._chance(0.6):
            writer.add(self._pick([". ", ", ", ": "]))
            self._publisher(writer, style, year)
        elif year:
            writer.add(", ")
            writer.add(year, "date")

    def _date(self, style: Style, year: str) -> str:
        words = WORDS["words"][style.language]
        month = self.random.randint(1, 12)
        return (
            self._pick(words["date"])
            .replace("{0d}", f"{self.random.randint(1, 28):02}")
            .replace("{0n}", f"{month:02}")
            .format(
                d=self.random.randint(1, 28),
                m=words["months"][month - 1],
                n=month,
                y=year,
            )
        )

    def _newspaper(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=True)
        if self._chance(0.7):
            writer.add(style.inside)
        writer.add(self._pick(WORDS["newspapers"][style.language]), "container")
        if self._chance(0.25):
            writer.add(self._pick([" Nr. ", ", Nr. ", " "]))
            writer.add(str(self.random.randint(1, 300)), "volume")
        writer.add(self._pick([", ", " ", ", "]))
        date = self._date(style, year or str(self.random.randint(1985, 2015)))
        # The day and month are no field of their own; the whole date is one.
        writer.add(date, "date")
        if self._chance(0.6):
            writer.add(
                self._pick([", S. ", ": ", ", p. "])
                if style.language != "de"
                else self._pick([", S. ", ": ", ", S."])
            )
            writer.add(str(self.random.randint(1, 60)), "pages")

    def _thesis(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=False)
        place = self._pick(WORDS["places"][style.language]).split(",")[0].split("/")[0]
        words = WORDS["words"][style.language]
        writer.add(self._pick(words["thesis"]), "genre")
        writer.add(self._pick([", ", ". "]))
        writer.add(self._pick(words["university"]).format(place), "publisher")
        if year:
            writer.add(", ")
            writer.add(year, "date")

    def _web(self, writer: Writer, style: Style, year: str) -> None:
        self._add_title(writer, style, quoted=False)
        words = WORDS["words"][style.language]
        if self._chance(0.4):
            writer.add(self._pick(WORDS["places"][style.language]), "location")
            writer.add(self._pick([". ", ", ", "; "]))
        if year:
            writer.add(year, "date")
            writer.add(", ")
        writer.add(self._pick(words["online"]))
        host = self._pick(
            "www.diw.de|www.bmbf.de|www.destatis.de|www.oecd.org|example.org|www.ssoar.info|www.spiegel.de|epp.eurostat.ec.europa.eu"
        )
        path = self._pick(
            "/publikationen/|/pdf/|/docs/2004/|/politik/deutschland/|/?id="
        ) + self._pick("bericht.pdf|0,1518,3321,00.html|index.html|studie_2007|12345|text1.htm")
        writer.add(
            self._pick(["http://", "https://", ""]) + host + path
            if host.startswith("www")
            else f"http://{host}{path}",
            "url",
        )
        if self._chance(0.7):
            access = self._date(style, str(self.random.randint(2001, 2022)))
            writer.add(self._pick(words["accessed"]).format(access))


_KIND_METHODS = {
    "article": Maker._article,
    "chapter": Maker._chapter,
    "book": Maker._book,
    "paper": Maker._paper,
    "newspaper": Maker._newspaper,
    "thesis": Maker._thesis,
    "web": Maker._web,
}
