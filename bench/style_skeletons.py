"""Writes the skeletons of all installed styles, with which `styles identify` begins.

Three works of nobody (an article, a book, a chapter) in every independent style; the same styles
make the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from multiprocessing import Pool
from pathlib import Path

from mscref.app.identify import formatted_alone, skeleton
from mscref.csl.style_index import style_index
from mscref.csl.styles import load_style
from mscref.formats.cslitem import reference_from_json

TARGET = Path(__file__).parents[1] / "src/mscref/csl/data/skeletons.json.gz"
_PEOPLE = [
    {"family": family, "given": given}
    for family, given in (
        ("Quillfeather", "Orla Maud"), ("Zabrinski", "Tomas"), ("Underhollow", "Pia Ruth"),
        ("Kestrelmoor", "Ivo"), ("Wintergarth", "Nell Ada"),
    )
]  # fmt: skip
_PLACE = {"publisher": "Harbourgate Press", "publisher-place": "Lisburn"}
SPECIMENS = [
    {
        "id": "a", "type": "article-journal", "title": "Slow rivers carry quiet sediments",
        "container-title": "Journal of Imaginary Hydrology", "volume": "47", "issue": "9",
        "page": "613-628", "issued": {"date-parts": [[2018, 3, 14]]}, "author": _PEOPLE,
        "DOI": "10.5555/quiet.rivers.99",
    },
    {
        "id": "b", "type": "book", "title": "Gardens beneath northern glaciers", **_PLACE,
        "issued": {"date-parts": [[2018]]}, "author": _PEOPLE[:2],
    },
    {
        "id": "c", "type": "chapter", "title": "Lanterns before winter harvest",
        "container-title": "Festivals across quiet valleys", "editor": _PEOPLE[3:], **_PLACE,
        "page": "613-628", "issued": {"date-parts": [[2018]]}, "author": _PEOPLE[:2],
    },
]  # fmt: skip


def skeletons_of(name: str) -> tuple[str, list[str]]:
    """A style and its three skeletons; none where it prints no list or fails."""
    references = [reference_from_json(dict(one)) for one in SPECIMENS]  # type: ignore[arg-type]
    try:
        lines = formatted_alone(load_style(name), references)
    except Exception as error:  # a broken style is left out, and said
        print(f"{name}: {error}", file=sys.stderr)
        return name, []
    return name, [skeleton(line, one) for line, one in zip(lines, references, strict=True)]


def main() -> int:
    """Format, and write."""
    names = [head.name for head in style_index() if not head.parent]
    with Pool() as pool:
        found = {name: lines for name, lines in pool.map(skeletons_of, names, 20) if any(lines)}
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(found)} styles, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
