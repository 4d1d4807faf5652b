"""How often the rules of ISO 4 give the short title that others print; see `make journals`.

Sets, each on its own: the PubMed records among the recorded answers (what the NLM prints); lists of
full and short titles that people made, of packages (`--lists`) or of a file in JabRef's form
(`--pairs`); titles of the installed styles beside pyiso4 as a black box (another reading of the
same list). The lists follow several conventions and have errors, and so has pyiso4: for each list
it is also said how often pyiso4 gives what it has, and how often we give what both have: two that
know nothing of each other and agree are right. Compared without points, hyphens, the case of
letters, places and years in brackets. Only the rules are asked: a reference that brings its short
title keeps it, and what the NLM has fixed otherwise (`make nlm-titles`) is looked up first. For
PubMed's records it is also said what the table of abbreviations gives, which was made without them,
and what is printed in the end (of the recorded ones, of which no table was made).
Prints the misses by their cause; last lines: right N of M where two sources agree, and over all.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.journal_pairs import BRACKETS, nlm_pairs, pubmed_pairs, read_pairs

from mscref.csl.style_index import style_index
from mscref.journals.catalogued import short_title
from mscref.journals.forms import Journals
from mscref.journals.iso4 import abbreviate_title
from mscref.journals.words import fold, shipped_words

_LANGUAGE = re.compile(r"\s*\([^()]*(?:\([^()]*\))?[^()]*\)$")  # of a style: (English), (Deutsch)
_NOISE = re.compile(r"[.,:'’\[\]&-]")


def main() -> int:
    """Compare and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recorded", type=Path, help="folder of recorded answers")
    parser.add_argument("--records", type=Path, help="folder of records of PubMed, of a package")
    parser.add_argument("--peer", type=Path, help="Python that has pyiso4")
    parser.add_argument("--pairs", type=Path, help="full and short titles in JabRef's form")
    parser.add_argument("--lists", type=Path, nargs="*", default=[], help="the same, of packages")
    parser.add_argument("--catalogue", type=Path, nargs="*", default=[], help="of impact-factor")
    parser.add_argument("--count", type=int, default=2500)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    sets = {"PubMed's records": list(pubmed_pairs(options.recorded / "pubmed"))}
    if options.records:
        sets["PubMed's records of a package"] = list(pubmed_pairs(options.records))
    if options.peer and options.peer.exists():
        sets["titles beside pyiso4"] = peer_pairs(options.peer, options.count)
    else:
        print("pyiso4 is not there: its 2,500 titles are not compared", file=sys.stderr)
    agreed: list[tuple[str, str]] = []
    for path in [*options.lists, *([options.pairs] if options.pairs else [])]:
        sets[path.name] = read_pairs(path)
        if options.peer and options.peer.exists():
            agreed += agreeing(options.peer, path.name, sets[path.name])
    if options.catalogue:
        pairs = nlm_pairs(options.catalogue)
        sets["the NLM's catalogue"] = [(full, short) for full, short in pairs if short != full]
    right = total = 0
    journals = Journals(shipped_words())
    for name in [one for one in sets if one.startswith("PubMed")]:
        compare(f"{name}, with the catalogue", sets[name], by_catalogue, show=20)
    compare("PubMed's records, as printed", sets["PubMed's records"], journals.short, show=20)
    for name, pairs in sets.items():
        good = compare(name, pairs, by_rule, show=options.show)
        right, total = right + good, total + len(pairs)
    if agreed:
        agreed = list(dict.fromkeys(agreed))
        good = compare("lists and pyiso4 agree", agreed, by_rule, show=options.show)
        print(f"agreed: right {good} of {len(agreed)} ({good / len(agreed):.1%})")
    print(f"right {right} of {total} ({right / total:.1%})")
    return 0


def agreeing(python: Path, name: str, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs that pyiso4 gives, too."""
    theirs = ask_peer(python, [full for full, _ in pairs])
    found = [
        pair for pair, short in zip(pairs, theirs, strict=True) if folded(short) == folded(pair[1])
    ]
    print(f"{name}: pyiso4 gives {len(found)} of {len(pairs)} ({len(found) / len(pairs):.1%})")
    return found


def by_rule(title: str) -> str:
    """The short title by the rules alone."""
    return abbreviate_title(title, shipped_words())


def by_catalogue(title: str) -> str:
    """The short title by the abbreviations of the NLM's catalogue, else by the rules."""
    return short_title(title, shipped_words())


def compare(
    name: str, pairs: list[tuple[str, str]], shorten: Callable[[str], str], *, show: int
) -> int:
    """Print one set; return how many are right."""
    misses = [
        (full, short, ours)
        for full, short in pairs
        if folded(ours := shorten(full)) != folded(short)
    ]
    right = len(pairs) - len(misses)
    print(f"{name}: right {right} of {len(pairs)} ({right / len(pairs):.1%})")
    causes = Counter(cause(*miss) for miss in misses)
    print("  " + ", ".join(f"{why} {count}" for why, count in causes.most_common()))
    for full, short, ours in misses[:show]:
        print(f"    {full}\n      theirs {short}\n      ours   {ours}")
    return right


def cause(full: str, short: str, ours: str) -> str:
    """Which kind of miss it is."""
    theirs, own = folded(short).split(), folded(ours).split()
    if len(theirs) != len(own):
        return "other words kept"
    differing = [(a, b) for a, b in zip(theirs, own, strict=True) if a != b]
    if any(_is_word_of_the_list(b, full) for _, b in differing):
        return "the list has the word itself, as we do"
    if len(differing) == 1:
        return "one word shortened otherwise"
    return "several words shortened otherwise"


def _is_word_of_the_list(ours: str, full: str) -> bool:
    """True where a word of the title stands in the list as a whole with our short form."""
    for word in full.split():
        for row in shipped_words().beginning(fold(word.strip(",.:"))):
            is_whole = not row.is_open and row.letters == fold(word.strip(",.:"))
            if is_whole and fold(row.short or word).strip(".,:") == ours:
                return True
    return False


def folded(short: str) -> str:
    """What two spellings of one abbreviation share."""
    bare = BRACKETS.sub("", short).replace("'", "").replace("’", "")
    return " ".join(_NOISE.sub(" ", bare).casefold().split())


def peer_pairs(python: Path, count: int) -> list[tuple[str, str]]:
    """Titles of journals drawn from the installed styles, with pyiso4's abbreviation."""
    titles = sorted({_LANGUAGE.sub("", head.title) for head in style_index() if head.parent})
    random.Random(14).shuffle(titles)
    titles = titles[:count]
    return [pair for pair in zip(titles, ask_peer(python, titles), strict=True) if pair[1]]


def ask_peer(python: Path, titles: list[str]) -> list[str]:
    """pyiso4's abbreviation of each title, "" where it fails."""
    peer = Path(__file__).with_name("iso4_peer.py")
    answer = subprocess.run(
        [str(python), str(peer)],
        input=json.dumps(titles),
        capture_output=True,
        text=True,
        check=True,
    )
    return [str(short) for short in json.loads(answer.stdout)]


if __name__ == "__main__":
    sys.exit(main())
