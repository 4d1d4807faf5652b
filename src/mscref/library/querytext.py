"""The query language of `search` and of selectors: text → tree (`search.py` has the tree).

    query   = or
    or      = and { "OR" and }
    and     = not { [ "AND" ] not }
    not     = [ "NOT" | "-" ] term
    term    = "(" or ")" | [ field ":" ] value
    value   = word [ "*" ] | '"' words '"' | range | "(" or ")"
    range   = year ".." [ year ] | ".." year | ( ">=" | "<=" | ">" | "<" ) year

`AND`, `OR` and `NOT` count in capitals only. A bare `1999` is the word and the year. Case and
diacritics never matter. `has:doi` and `missing:doi` ask whether a field is there.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from types import MappingProxyType

from mscref.errors import UsageError
from mscref.library.search import (
    COLUMNS,
    SAYINGS,
    And,
    Has,
    Not,
    Or,
    Query,
    QueryWords,
    Said,
    Years,
    is_whole_year,
)
from mscref.match.text import search_words
from mscref.model.vocabulary import VARIABLES

_ALIASES = MappingProxyType(
    {
        "journal": "container",
        "booktitle": "container",
        "series": "container",
        "keywords": "keyword",
        "tag": "keyword",
        "id": "key",
        "citekey": "key",
        "name": "author",
        "authors": "author",
        "editors": "editor",
        "notes": "note",
        "annotation": "annote",
        "date": "year",
        "issued": "year",
        "pages": "page",
        "address": "publisher-place",
        "location": "publisher-place",
        "institution": "publisher",
        "school": "publisher",
        "arxiv": "identifier",
        "lang": "language",
    }
)
# Words of BibTeX for the item types of CSL.
_TYPE_ALIASES = MappingProxyType(
    {
        "inproceedings": "paper-conference",
        "conference": "paper-conference",
        "incollection": "chapter",
        "inbook": "chapter",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "techreport": "report",
        "online": "webpage",
        "misc": "document",
        "unpublished": "manuscript",
    }
)
_BY_LOWER = MappingProxyType({variable.lower(): variable for variable in VARIABLES})
# Words before a colon that begin an identifier, not a field.
_SCHEMES = frozenset(["http", "https", "urn", "arxiv", "info", "ark", "hdl", "ftp"])


_TOKEN = re.compile(
    r"""(?:
        (?P<open>\() | (?P<close>\))
      | (?P<minus>-(?=[^\s-]))
      | (?P<field>[A-Za-z][A-Za-z_-]*)(?P<operator>:|=)(?=\S)
      | "(?P<phrase>[^"]*)(?P<quote>"?)
      | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)
_RANGE = re.compile(
    r"(?P<first>-?\d{1,4})?\.\.(?P<last>-?\d{1,4})?\Z|(?P<sign>[<>]=?)(?P<bound>-?\d{1,4})\Z"
)
_YEAR = re.compile(r"-?\d{1,4}\Z")


def parse_query(text: str) -> Query:
    """The tree of a query; raises UsageError with the place of what cannot be meant."""
    return _Parser(text).query()


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup]
        self.place = 0

    def query(self) -> Query:
        if not self.tokens:
            raise UsageError("the query is empty", hint="for example: author:leng year:2019..")
        tree = self.alternatives("")
        if self.place < len(self.tokens):
            raise self.error("`)` without `(`", self.tokens[self.place])
        return tree

    def alternatives(self, field: str) -> Query:
        terms = [self.conjunction(field)]
        while self.take_operator("OR"):
            terms.append(self.conjunction(field))
        return terms[0] if len(terms) == 1 else Or(tuple(terms))

    def conjunction(self, field: str) -> Query:
        terms = [self.negation(field)]
        while (token := self.peek()) and not token["close"] and token["word"] != "OR":
            self.take_operator("AND")
            terms.append(self.negation(field))
        return terms[0] if len(terms) == 1 else And(tuple(terms))

    def negation(self, field: str) -> Query:
        token = self.peek()
        if token and (token["minus"] or token["word"] == "NOT"):
            self.place += 1
            return Not(self.negation(field))
        return self.term(field)

    def term(self, field: str) -> Query:
        token = self.peek()
        if token is None or token["word"] in ("AND", "OR"):
            raise UsageError(f"the query `{self.text.strip()}` is not complete")
        self.place += 1
        if token["open"]:
            return self.group(token, field)
        if token["close"]:
            raise self.error("`)` without `(`", token)
        if token["field"]:
            return self.field_term(token)
        if token["phrase"] is not None:
            if not token["quote"]:
                raise self.error('`"` is never closed', token)
            return self.leaf(field, token["phrase"], token, is_phrase=True)
        return self.leaf(field, token["word"], token)

    def group(self, opening: re.Match[str], field: str) -> Query:
        tree = self.alternatives(field)
        token = self.peek()
        if token is None:
            raise self.error("`(` is never closed", opening)
        self.place += 1
        return tree

    def field_term(self, token: re.Match[str]) -> Query:
        name = token["field"].lower()
        if name in _SCHEMES:
            # `https://…` and the like: the rest of the word belongs to it.
            rest = self.peek()
            if rest and rest["word"]:
                self.place += 1
                return self.leaf("", f"{token['field']}:{rest['word']}", token)
        if name in ("has", "missing"):
            asked = self.peek()
            if asked is None or not asked["word"]:
                raise self.error(f"`{name}:` needs the name of a field", token)
            self.place += 1
            wanted = asked["word"].lower()
            has = Said(wanted, "") if wanted in SAYINGS else Has(find_field(wanted))
            return has if name == "has" else Not(has)
        following = self.peek()
        if following and following["close"]:
            raise self.error(f"`{name}:` needs a value", token)
        field = name if name in SAYINGS else find_field(name)
        if following and following["open"]:
            self.place += 1
            return self.group(following, field)
        return self.term(field)

    def leaf(
        self, field: str, text: str, token: re.Match[str], *, is_phrase: bool = False
    ) -> Query:
        if field in SAYINGS:
            return Said(field, text.strip().lower())
        if not is_phrase and field in ("", "year") and (years := _parse_range(text)):
            return years
        if field == "year":
            if not _YEAR.match(text):
                raise self.error(
                    f"`{text}` is not a year or a range of years (2019, 2019.., 2019..2021)", token
                )
            return Years(int(text), int(text))
        if not (field or is_phrase) and is_whole_year(text):
            return Or((QueryWords("", (text,)), Years(int(text), int(text))))
        is_prefix = not is_phrase and text.endswith("*")
        if field == "type":
            text = _TYPE_ALIASES.get(text.lower(), text)
        found = tuple(search_words(text))
        if not found:
            raise self.error(f"`{text}` holds no word to look for", token)
        return QueryWords(field, found, is_prefix)

    def peek(self) -> re.Match[str] | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take_operator(self, word: str) -> bool:
        token = self.peek()
        if token and token["word"] == word:
            self.place += 1
            return True
        return False

    def error(self, message: str, token: re.Match[str]) -> UsageError:
        column = token.end() - len(token[0].lstrip()) + 1
        return UsageError(f"query, column {column}: {message}")


def find_field(name: str) -> str:
    """The column or CSL variable a field name means; raises UsageError with near matches."""
    lowered = name.lower()
    lowered = _ALIASES.get(lowered, lowered)
    if lowered in COLUMNS or lowered == "year":
        return lowered
    if lowered in _BY_LOWER:
        return _BY_LOWER[lowered]
    near = get_close_matches(lowered, [*COLUMNS, "year", *SAYINGS, *_BY_LOWER], n=3)
    hint = f"did you mean {', '.join(near)}?" if near else 'put words with a colon in quotes: "a:b"'
    raise UsageError(f"unknown field `{name}` in the query", hint=hint)


def _parse_range(text: str) -> Years | None:
    match = _RANGE.match(text)
    if match is None or text == "..":
        return None
    if match["sign"]:
        bound = int(match["bound"])
        return {
            ">=": Years(bound, None),
            "<=": Years(None, bound),
            ">": Years(bound + 1, None),
            "<": Years(None, bound - 1),
        }[match["sign"]]
    first, last = match["first"], match["last"]
    return Years(int(first) if first else None, int(last) if last else None)
