"""CPU time to read a database of Zotero: `python -m bench.zotero [COUNT]`; a process for each run.

Prints the items read and the CPU time (user and system) of the reading, also as a multiple of what
it takes in the same process to fetch the rows and do nothing with them: a busy machine slows both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def build(path: Path, count: int) -> None:
    """A database of `count` works with what belongs to works of people who use Zotero much."""
    from tests.zoterodata.database import Made

    made = Made(path)
    works = [
        made.work(
            "journalArticle" if number % 4 else "book",
            {
                "title": f"On the {number}th matter of some length and import",
                "abstractNote": f"An abstract of the work {number}. " * 12,
                "publicationTitle" if number % 4 else "publisher": f"Journal {number % 500}",
                "volume": str(number % 90),
                "pages" if number % 4 else "place": f"{number % 900}-{number % 900 + 9}",
                "date": f"{1990 + number % 30}-0{1 + number % 9}-00 {1990 + number % 30}",
                "url": f"https://example.org/{number}",
                "language": "en",
                "libraryCatalog": "Example",
                "accessDate": f"2024-05-0{1 + number % 9} 10:00:0{number % 10}",
                "shortTitle": f"The {number}th",
                "extra": f"Citation Key: author{number}\nOriginal Date: 1950",
                "DOI" if number % 4 else "ISBN": f"10.1000/x{number}",
            },
            [
                ("author", f"Family{(number * 7 + place) % 9000}", f"Given {place}")
                for place in range(3)
            ],
            tags=[f"tag{number % 300}", f"tag{number % 17}x"],
        )
        for number in range(count)
    ]
    made.collection("Thesis", *works[::3])
    for work in works[::2]:
        made.file(work, 0, f"storage:paper {work}.pdf")
    for work in works[::10]:
        made.note(f"<p>A note on {work}</p>", work)
    made.close()


READ = """
import sqlite3, time, sys
from pathlib import Path
from mscref.library.zotero.folder import DataFolder
from mscref.library.zotero.reading import read_database
from mscref.model.homes import parse_address
folder = Path(sys.argv[1])
before = time.process_time()
db = sqlite3.connect(folder / "zotero.sqlite")
for query in (
    "SELECT itemID, fieldID, value FROM itemData CROSS JOIN itemDataValues USING (valueID)",
    "SELECT * FROM items", "SELECT * FROM creators", "SELECT * FROM itemCreators",
    "SELECT * FROM itemTags", "SELECT * FROM itemNotes", "SELECT * FROM itemAttachments",
):
    db.execute(query).fetchall()
floor = time.process_time() - before
before = time.process_time()
result = read_database(DataFolder(Path(sys.argv[1])), parse_address("zotero:"), path="zotero:")
print(len(result.references), time.process_time() - before, floor)
"""


def main() -> None:
    """Build, read in processes of their own, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "zotero.sqlite"
        begun = time.process_time()
        build(database, count)
        size = database.stat().st_size / 1e6
        print(f"{count} items, {size:.0f} MB, made in {time.process_time() - begun:.1f} s")
        runs = [
            subprocess.run(
                [sys.executable, "-c", READ, folder],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "HOME": folder},
            ).stdout.split()
            for _ in range(RUNS)
        ]
    read = sorted(float(one[1]) for one in runs)
    ratios = sorted(float(one[1]) / float(one[2]) for one in runs)
    print(
        f"read {runs[0][0]} items in {read[RUNS // 2]:.2f} s of CPU (of {RUNS} runs the least"
        f" {read[0]:.2f}, the most {read[-1]:.2f}), {ratios[RUNS // 2]:.1f} × what SQLite takes to"
        " hand the same rows to Python"
    )


if __name__ == "__main__":
    main()
