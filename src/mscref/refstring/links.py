"""Words of web pages that stand beside a reference and are no part of it.

Publishers print links behind each entry of a list: `[Google Scholar]`, `CrossRef`, `View Article`;
encyclopedias say where they keep a copy of a page.
"""

from __future__ import annotations

import re

_NAMES = (
    r"Google\s?Scholar|Cross\s?Ref|Pub\s?Med(?:\s?Central)?|PMC(?:\sfree\sarticle)?|Web\sof\sScience"
    r"|Scopus(?:\s\(\d+\))?|Medline|MathSciNet|zbMATH|Zentralblatt\sMATH|Full\s?Text|View\sArticle"
    r"|View\sin\sArticle|Article|ADS|CAS|ISI|DOI|PDF|Link|Abstract|Search\sPubMed|OpenURL|Go\sto\sref\w*"
    r"|Export\sCitation|Find\sthis\sresource|Green\sVersion|Free\sFull\sText|Download(?:\sPDF)?"
)
# A name in brackets is a link anywhere at the end; a bare one only where no other reading is left.
_LINKS = re.compile(
    rf"(?:[\s|•·,;]*(?:\[\s*(?:{_NAMES})(?:\s*[|,•]\s*(?:{_NAMES}))*\s*\]"
    r"|(?<=[\s\].\d/])(?:Google\s?Scholar|CrossRef|Crossref|View\sArticle|Search\sPubMed|MathSciNet"
    r"|PMC\sfree\sarticle|Web\sof\sScience|PubMed(?!\s*:?\s*\d))))+[\s.]*$"
)
_KEPT_COPY = re.compile(
    r"(?:(?<!\s)\s+)?Archived(?:\s\(?PDF\)?)?\sfrom\sthe\soriginal(?:\s\(?PDF\)?)?(?:\son\s[^.]{4,30})?\."
    r"(?=\s*(?:Retrieved|Accessed|$))"
)


_MAY_END_IN_LINKS = re.compile(r"Scholar|[Rr]ef|Article|PubMed|MathSci|cience|\]\W*$")
_FARTHEST = 200  # characters from the end; a row of links is no longer


def without_link_words(text: str) -> str:
    """The text without them; what is cut stands at the end, so that places stay."""
    if "Archived" in text:
        copy = _KEPT_COPY.search(text)
        text = text[: copy.start()] if copy else text
    if not _MAY_END_IN_LINKS.search(text, max(0, len(text) - 24)):
        return text
    links = _LINKS.search(text, max(0, len(text) - _FARTHEST))
    return text[: links.start()] if links else text
