"""`make faults`: every source with every fault; one clear outcome each, none lost, none hanging.

Each cell is a run of its own against the replay server: one identifier whose first source is the
column's, while that source fails as the row says. Letters: `5` the source could not answer, `4`
it says that it does not know, `0` resolved (another source answered, or the fault is harmless),
`?` status unknown. What may not be: a fault taken for "not known" or "clean" (`!`), an exception
(`X`), a run past its timeout (`T`), a secret in a message (`S`).
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.errors import ExitCode
from mscref.model.reference import Reference
from mscref.sources.resolver import Outcome, Resolved, Resolver
from mscref.sources.settings import SERVICES, Rate, Settings

TIMEOUT = 1.0
GRACE = 1.0  # a busy machine; two services may be asked one after the other
MAILTO = "secret.person@example.org"
TOKEN = "t0ken-that-nobody-should-see"
# Service → an identifier that is asked there first.
IDENTIFIERS = {
    "crossref": "10.5555/published",
    "datacite": "10.48550/arXiv.2101.00001",
    "doi": "10.5555/medra",
    "pubmed": "PMID:32257537",
    "idconv": "PMC1000002",
    "arxiv": "arXiv:2101.00001",
    "openlibrary": "978-0-262-03384-8",
    "googlebooks": "0-8044-2957-X",
    "clinicaltrials": "NCT04269525",
    "europepmc": "",
}
# What answers when the first source does not.
SECOND_SOURCES = frozenset(["arxiv", "googlebooks"])
# Where "not known" is the truth: at the address of one record.
ABSENT = frozenset(("404", name) for name in ("crossref", "datacite", "doi", "clinicaltrials"))


@dataclass(frozen=True)
class Cell:
    """One run: its letter, and how long it took."""

    letter: str
    seconds: float
    message: str


def main() -> int:
    """Print the matrix; the exit code is 1 where a cell is bad."""
    with ReplayServer(load()) as server, ThreadPoolExecutor(6) as pool:
        tasks = {
            (fault, service): pool.submit(run, server, fault, service)
            for fault in FAULTS
            for service in IDENTIFIERS
        }
        cells = {key: task.result() for key, task in tasks.items()}
    width = max(map(len, FAULTS))
    print(f"{'':{width}}  " + " ".join(f"{service[:10]:>10}" for service in IDENTIFIERS))
    for fault in FAULTS:
        row = [cells[fault, service] for service in IDENTIFIERS]
        shown = " ".join(f"{cell.letter} {cell.seconds:5.2f} s".rjust(10) for cell in row)
        print(f"{fault:{width}}  {shown}")
    bad = {key: cell for key, cell in cells.items() if cell.letter in "!XTS"}
    for (fault, service), cell in bad.items():
        print(f"BAD {service} {fault}: {cell.letter} {cell.message}")
    slowest = max(cell.seconds for cell in cells.values())
    print(f"slowest {slowest:.2f} s with a timeout of {TIMEOUT} s for each request")
    print(f"clear {len(cells) - len(bad)} of {len(cells)}")
    return 1 if bad else 0


def run(server: ReplayServer, fault: str, service: str) -> Cell:
    """One cell of the matrix."""
    urls = {**server.urls(), service: f"{server.url}/!{fault}/{service}"}
    settings = Settings(
        urls=urls,
        mailto=MAILTO,
        plus_token=TOKEN,
        timeout=TIMEOUT,
        rates=dict.fromkeys(SERVICES, Rate(1000, 1, 10)),
    )
    started = time.monotonic()
    try:
        with Resolver(settings) as resolver:
            letter, message = ask(resolver, fault, service)
    except Exception as error:
        letter, message = "X", f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - started
    if seconds > 2 * TIMEOUT + GRACE:
        letter = "T"
    if MAILTO in message or TOKEN in message or "http" in message:
        letter = "S"
    return Cell(letter, seconds, message)


def ask(resolver: Resolver, fault: str, service: str) -> tuple[str, str]:
    """What the source's failure comes out as: a letter and the message."""
    if service == "europepmc":
        report = resolver.status(Reference("x", "article", {"DOI": "10.5555/published"}))
        message = " ".join(report.failed.values())
        if report.standing == "clean" and (fault, service) not in ABSENT:
            return "!", "an outage became `clean`"
        return ("0" if report.standing == "clean" else "?"), message
    return letter_of(resolver.resolve_one(IDENTIFIERS[service]), fault, service)


def letter_of(outcome: Outcome, fault: str, service: str) -> tuple[str, str]:
    """The letter of an outcome, `!` where it is not what the fault means."""
    if isinstance(outcome, Resolved):
        message = " ".join(one.message for one in outcome.remarks)
        return ("0" if service in SECOND_SOURCES else "!"), message
    message = f"{outcome.error.message} {outcome.error.hint}"
    code = outcome.error.exit_code
    if code is ExitCode.NOT_FOUND and (fault, service) not in ABSENT:
        return "!", message
    return str(int(code)), message


if __name__ == "__main__":
    sys.exit(main())
