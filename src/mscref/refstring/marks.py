"""What a reference list looks like from outside: markers, and how a reference begins.

Patterns only, in the languages reference lists are written in; `split` decides with them.
"""

from __future__ import annotations

import re

YEAR = re.compile(
    r"""(?<!\d)(?:1[5-9]\d\d|20[0-4]\d)(?!\d)
      | \b(?:n\.\s?d\.|o\.\s?J\.|s\.\s?d\.|in\spress|im\sDruck|forthcoming)""",
    re.VERBOSE | re.IGNORECASE,
)
IDENTIFIER = re.compile(r"10\.\d{4,9}/|https?://|www\.|arxiv|NCT\d{8}", re.IGNORECASE)

# Numbers before a reference, by how they are printed; the surest first.
NUMBERS = {
    "bracket": re.compile(r"\[(?P<number>\d{1,4})\][.:]?\s*"),
    "stop": re.compile(r"(?P<number>\d{1,4})[.)](?:\s+|(?=[^\W\d]))"),
    "paren": re.compile(r"\((?P<number>\d{1,4})\)\s*"),
    "footnote": re.compile(r"\[\^(?P<number>\d{1,4})\]:\s*"),
    "bare": re.compile(r"(?P<number>\d{1,3})\s+(?=[^\W\d_a-z])"),
    "bare-tab": re.compile(r"(?P<number>\d{1,3})(?=[^\W\d_a-z][^\W\d_])"),
}
KEY = re.compile(
    r"\[(?P<key>(?!\d+\])[^\[\]\s]{2,24}(?:\s(?:et\s+al\.?\s*)?\(?\d{2,4}[a-z]?\)?)?)\]\s*(?=\S)"
)
BULLET = re.compile(r"[-*•–—·▪◦]\s+(?=\S)")
PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+|seite\s+|-\s*)?\d{1,4}(?:\s*-|\s*(?:of|/)\s*\d+)?\s*", re.IGNORECASE
)

_UPPER = r"[^\W\d_a-zà-öø-ÿß-ÿ]"
# At most three, and each ends in a space: anything looser takes exponential time.
_PARTICLES = r"(?:(?:van|von|de|der|den|del|della|di|da|du|la|le|el|al|ten|ter|zu|zur)\s|[dO][’'])"
_FAMILY = rf"(?:{_PARTICLES}){{0,3}}{_UPPER}[\w’'´`\-‐]++(?:[ ]{_UPPER}[\w’'\-]++)?"
_INITIALS = rf"(?:{_UPPER}[.\-]?\s?){{1,4}}"
_YEAR_OF_FOUR = r"(?:1[5-9]|20)\d\d"
AUTHOR_START = re.compile(
    rf"""(?:
        {_FAMILY}\s?,\s+{_INITIALS}(?=[\s,.;&/:(]|$)                # Family, I.
      | {_FAMILY}\s?,\s*{_UPPER}[\w’'\-.]+                          # Family, Given
      | {_FAMILY}\s+{_INITIALS}(?=[\s,.;&/:(]|$)                    # Family I
      | {_INITIALS}\s?{_FAMILY}\s*(?:[,:(.;]|and\b|und\b|&|et\b)    # I. Family,
      | {_FAMILY}(?:\s+{_UPPER}[\w.’'\-]+){{0,3}}\s*+(?:[,.:]\s*+)?
            (?:\([^)]{{0,12}})?{_YEAR_OF_FOUR}                      # Name (1999)
      | {_UPPER}[\w\-]+(?:\s+[\w\-.&]+){{0,6}}\s*+(?:\((?:Hrsg|Hg|eds?|Ed)\.?\)\s*+)?
            (?:[,.:]\s*+)?\({_YEAR_OF_FOUR}                              # Body (1999)
      | (?:—{{1,3}}|–{{2,3}}|-{{2,}}|_{{2,}}|\u00ad{{2,}}|[–—-])\s*[,.:(]   # the same author
      | [–—,-]\s*[\[(]?{_YEAR_OF_FOUR}                              # the same author, year
      | (?:Ders|Dies|Idem|Id)\.\s?[,:(]?
    )""",
    re.VERBOSE,
)
# A line that ends like this goes on in the next.
UNFINISHED = re.compile(
    r"""(?: [,;:&/(–-]
          | \b(?:and|und|et|y|e|in|In|of|the|der|die|das|des|für|von|for|on|to|a|de|la|eds?\.|Hrsg\.
              |pp\.|S\.|Vol\.|No\.|Nr\.|Bd\.)
          | (?:^|[\s,])[A-Z]\.
        )\s*$""",
    re.VERBOSE,
)
