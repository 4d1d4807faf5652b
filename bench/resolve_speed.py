"""`make bench-resolve`: how long 1, 100 and 1,000 DOIs take, against habanero alone.

Both ask the same server on this machine in one run: it answers after LATENCY seconds and counts
as Crossref does (polite: 3 lists and 10 single records in a second, 3 at once; public: 1 and 5,
1 at once), with status 429 beyond. habanero alone asks one DOI after the other, as its manual
shows, and is timed on 100 DOIs without limits, which it would run into; its 1,000 are ten times
that, or measured with --full.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from tests.replay.recordings import Recordings
from tests.replay.server import ReplayServer

from mscref.sources.outcomes import Resolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import Settings

LIST_LATENCY = 0.6  # Crossref's own for fifty works, about
SINGLE_LATENCY = 0.05
BARS = {("polite", 1000): 9.0, ("public", 1000): 25.0}


def main() -> int:
    """Print the table; the exit code is 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also 1,000 DOIs with habanero alone")
    options = parser.parse_args()
    recordings, dois = works(1000)
    missed = 0
    head = ("DOIs", "seconds", "first", "429", "wrong", "failed", "bar")
    print(f"{'who':24}" + "".join(f"{one:>9}" for one in head))
    for pool, mailto in (("polite", "someone@example.org"), ("public", "")):
        for count in (1, 100, 1000):
            latency = SINGLE_LATENCY if count == 1 else LIST_LATENCY
            missed += ours(pool, recordings, dois[:count], mailto=mailto, latency=latency)
    habanero_alone(recordings, dois if options.full else dois[:100])
    return 1 if missed else 0


def works(count: int) -> tuple[Recordings, list[str]]:
    """Made-up works of ordinary size, and their DOIs."""
    recordings = Recordings()
    dois = [f"10.5555/speed.2026.{number:06}" for number in range(count)]
    references = [{"key": f"ref{number}", "unstructured": "x" * 120} for number in range(40)]
    for doi in dois:
        recordings.add_work(
            {
                "DOI": doi,
                "type": "journal-article",
                "title": [f"The work of {doi}"],
                "author": [{"given": "Ada", "family": f"Name{number}"} for number in range(5)],
                "container-title": ["Journal of Speed"],
                "issued": {"date-parts": [[2026, 1, 2]]},
                "reference": references,
            }
        )
    return recordings, dois


def ours(
    pool: str, recordings: Recordings, dois: Sequence[str], *, mailto: str, latency: float
) -> bool:
    """Time mscref's resolver; True where it misses a bar."""
    with ReplayServer(recordings, latency=latency, enforce_limits=True) as server:
        started = time.perf_counter()
        first, wrong, failed = 0.0, 0, 0
        with Resolver(Settings(urls=server.urls(), mailto=mailto)) as resolver:
            for doi, outcome in zip(dois, resolver.resolve(dois), strict=True):
                first = first or time.perf_counter() - started
                if not isinstance(outcome, Resolved):
                    failed += 1
                elif outcome.reference.text("DOI") != doi:
                    wrong += 1
        seconds = time.perf_counter() - started
        refused = sum(status == 429 for _, _, status in server.log)
        share = refused / len(server.log)
    bar = BARS.get((pool, len(dois)))
    cells = [len(dois), f"{seconds:.2f}", f"{first:.2f}", refused, wrong, failed, bar or ""]
    print(f"{'mscref, ' + pool:24}" + "".join(f"{cell:>9}" for cell in cells), flush=True)
    return bool(wrong or failed or share > 0.01 or (bar is not None and seconds > bar))


def habanero_alone(recordings: Recordings, dois: Sequence[str]) -> None:
    """Time habanero as its manual shows it."""
    import habanero

    with ReplayServer(recordings, latency=SINGLE_LATENCY) as server:
        crossref = habanero.Crossref(base_url=f"{server.url}/crossref", timeout=30)
        started = time.perf_counter()
        crossref.works(ids=dois[0])
        one = time.perf_counter() - started
        started = time.perf_counter()
        crossref.works(ids=list(dois))
        seconds = time.perf_counter() - started
    name = f"{'habanero, no limits':24}"
    print(f"{name}{1:>9}{one:>9.2f}")
    print(f"{name}{len(dois):>9}{seconds:>9.2f}")
    if len(dois) < 1000:
        print(f"{name}{1000:>9}{seconds * 1000 / len(dois):>9.0f}  (scaled up)")


if __name__ == "__main__":
    sys.exit(main())
