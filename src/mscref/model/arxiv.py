"""The form of arXiv identifiers, for every pattern that looks for one.

`YYMM.NNNNN` since April 2007 (four digits until 2014), before that `archive/YYMMNNN` with or
without a subject class; either with a version or without
(https://info.arxiv.org/help/arxiv_identifier.html). Patterns are text, for `re.IGNORECASE`,
and have no groups.
"""

from __future__ import annotations

ARXIV_NEW = r"\d{4}\.\d{4,5}(?:v\d+)?"
ARXIV_OLD = r"[a-z]{1,20}(?:-[a-z]{1,20}){0,3}(?:\.[a-z]{2})?/\d{7}(?:v\d+)?"
ARXIV = rf"(?:{ARXIV_NEW}|{ARXIV_OLD})"
