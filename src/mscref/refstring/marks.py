"""What a reference list looks like from outside: headings, markers, how a reference begins.

Patterns only, in the languages reference lists are written in; `split` decides with them.
"""

from __future__ import annotations

import re

_HEADINGS = r"""
    (?:list\s+of\s+)?(?:cited\s+)?references?
        (?:\s+(?:cited|list|and\s+notes|and\s+further\s+reading))?
  | (?:selected\s+)?bibliograph(?:y|ie) | works\s+cited | (?:cited\s+)?literature(?:\s+cited)?
  | sources
  | (?:ausgewählte\s+|verwendete\s+|zitierte\s+|benutzte\s+)?
        literatur(?:verzeichnis|angaben|liste|nachweise|hinweise|auswahl)?
        (?:\s*/\s*\w+)?(?:\s+und\s+\w+)?
  | quellen(?:verzeichnis|angaben)? | schrifttum
  | (?:literatur|quellen)-?\s+und\s+(?:quellen|literatur)(?:verzeichnis)?
  | (?:liste\s+des\s+)?r[ée]f[ée]rences?(?:\s+bibliographiques)? | ouvrages\s+cit[ée]s
  | (?:lista\s+de\s+)?referencias(?:\s+bibliogr[áa]ficas)? | bibliograf[íi]a(?:\s+citada)?
  | obras\s+citadas | riferimenti(?:\s+bibliografici)? | opere\s+citate
  | refer[êe]ncias(?:\s+bibliogr[áa]ficas)? | литература | список\s+литературы
"""
HEADING = re.compile(
    rf"""^[\s#*_=\uf000-\uf0ff]*(?:\d{{1,2}}\.?\d?\.?\s+|[IVX]+\.\s+)?
         (?:{_HEADINGS})\s*[:.]?[\s*_#=]*$""",
    re.VERBOSE | re.IGNORECASE,
)

_OTHER_SECTIONS = r"""
    appendi(?:x|ces) | anhang | annex(?:e|es)? | acknowledge?ments? | danksagung | remerciements
  | about\s+the\s+authors? | authors? | adressen? | impressum
  | author\s+(?:information|contributions?|bio\w*)
  | zum?\s+autor(?:in|en)? | über\s+d\w+\s+autor\w* | kontakt | anschrift | correspondence | funding
  | figure\s+legends? | tables? | list\s+of\s+(?:figures|tables) | abbildungs\w*
  | supplementary\s+\w+ | notes | anmerkungen | fußnoten | endnotes | conflicts?\s+of\s+interest
  | ap[ée]ndice | appendice | ringraziamenti | agradecimientos | citation | zitation
"""
OTHER_SECTION = re.compile(
    rf"^[\s#*_]*(?:\d{{1,2}}\.?\s+|[A-Z]\.?\s+)?(?:{_OTHER_SECTIONS})\b.{{0,60}}$",
    re.VERBOSE | re.IGNORECASE,
)

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
_FAMILY = rf"(?:{_PARTICLES}){{0,3}}{_UPPER}[\w’'´`\-‐]+(?:[ -]{_UPPER}[\w’'\-]+)?"
_INITIALS = rf"(?:{_UPPER}[.\-]?\s?){{1,4}}"
_YEAR_OF_FOUR = r"(?:1[5-9]|20)\d\d"
AUTHOR_START = re.compile(
    rf"""(?:
        {_FAMILY}\s?,\s+{_INITIALS}(?=[\s,.;&/:(]|$)                # Family, I.
      | {_FAMILY}\s?,\s*{_UPPER}[\w’'\-.]+                          # Family, Given
      | {_FAMILY}\s+{_INITIALS}(?=[\s,.;&/:(]|$)                    # Family I
      | {_INITIALS}\s?{_FAMILY}\s*(?:[,:(.;]|and\b|und\b|&|et\b)    # I. Family,
      | {_FAMILY}(?:\s+{_UPPER}[\w.’'\-]+){{0,3}}\s*[,.:]?\s*
            (?:\([^)]{{0,12}})?{_YEAR_OF_FOUR}                      # Name (1999)
      | {_UPPER}[\w\-]+(?:\s+[\w\-.&]+){{0,6}}\s*(?:\((?:Hrsg|Hg|eds?|Ed)\.?\)\s*)?
            [,.:]?\s*\({_YEAR_OF_FOUR}                              # Body (1999)
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
