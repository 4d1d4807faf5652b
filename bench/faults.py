"""`make faults`: every source with every fault; one clear outcome each, none lost, none hanging.

Each cell is a run of its own against the replay server: one identifier whose first source is the
column's, while that source fails as the row says. Letters: `5` the source could not answer, `4`
it says that it does not know, `0` resolved (another source answered, or the fault is harmless),
`?` status unknown. What may not be: a fault taken for "not known" or "clean" (`!`), an exception
(`X`), a run past its timeout (`T`), a secret in a message (`S`).

Then the secrets: each service redirects to each kind of address while a recording server is the
proxy of the environment; it may see no key, token or mail address. And plain http to another host.
"""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, unquote

from tests.replay.recorder import Recorder
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.errors import ExitCode, SourceError
from mscref.model.reference import Reference
from mscref.sources.base import Request
from mscref.sources.outcomes import Outcome, Resolved
from mscref.sources.resolver import Resolver
from mscref.sources.settings import ALSO, SERVICES, Rate, Settings
from mscref.sources.transport import HttpTransport

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
    "openalex": "10.5555/published",
    "semanticscholar": "10.5555/published",
    "dblp": "10.5555/published",
    "wikidata": "Q900001",
    "europepmc": "",
}
# Where a service sends us; `{query}` is what we asked it. The last: no redirect, plain http.
LOCATIONS = (
    "http://japanlinkcenter.org/x",
    "https://japanlinkcenter.org/x",
    "http://doi.org/x?{query}",
    "https://arxiv.org/?a={query}",
    "http://evil.example/x",
    "//data.crosscite.org/x",
    "http://127.0.0.1:1/x",
    "file:///etc/passwd",
    "http://[::1",
    "?again",
    "",
)
MOST_REQUESTS = 6
# What answers when the first source does not.
SECOND_SOURCES = frozenset(["arxiv", "googlebooks", *ALSO])
# Where "not known" is the truth: at the address of one record.
ABSENT = frozenset(
    ("404", name) for name in ("crossref", "datacite", "doi", "clinicaltrials", "wikidata")
)


@dataclass(frozen=True)
class Cell:
    """One run: its letter, and how long it took."""

    letter: str
    seconds: float
    message: str


def main() -> int:
    """Print the matrix; the exit code is 1 where a cell is bad."""
    with ReplayServer(load()) as server, ThreadPoolExecutor(4) as pool:
        tasks = {
            (fault, service): pool.submit(run, server, fault, service)
            for fault in FAULTS
            for service in IDENTIFIERS
        }
        cells = {key: task.result() for key, task in tasks.items()}
        for key in [key for key, cell in cells.items() if cell.letter == "T"]:
            cells[key] = run_alone(server, *key)
    width = max(map(len, FAULTS))
    print(f"{'':{width}}  " + " ".join(f"{service[:10]:>10}" for service in IDENTIFIERS))
    for fault in FAULTS:
        row = [cells[fault, service] for service in IDENTIFIERS]
        shown = " ".join(f"{cell.letter} {cell.seconds:5.2f} s".rjust(10) for cell in row)
        print(f"{fault:{width}}  {shown}")
    cells |= secret_cells()
    bad = {key: cell for key, cell in cells.items() if cell.letter in "!XTS"}
    for (fault, service), cell in bad.items():
        print(f"BAD {service} {fault}: {cell.letter} {cell.message}")
    slowest = max(cell.seconds for cell in cells.values())
    print(f"slowest {slowest:.2f} s with a timeout of {TIMEOUT} s for each request")
    print(f"clear {len(cells) - len(bad)} of {len(cells)}")
    return 1 if bad else 0


def run_alone(server: ReplayServer, fault: str, service: str) -> Cell:
    """A cell once more, with nothing beside it: several at once, some of 200 MB, and a busy machine
    take time that is none of the client's. What hangs, hangs every time."""
    for _ in range(3):
        cell = run(server, fault, service)
        if cell.letter != "T":
            break
    return cell


def secret_cells() -> dict[tuple[str, str], Cell]:
    """Each service and each address it redirects to: what reached the recording server."""
    with Recorder() as proxy:
        os.environ |= {"HTTP_PROXY": proxy.url, "HTTPS_PROXY": proxy.url}
        try:
            cells = {
                (f"secrets: {location or 'plain http'}", service): secret_cell(
                    proxy, location, service
                )
                for location in LOCATIONS
                for service in IDENTIFIERS
            }
        finally:
            del os.environ["HTTP_PROXY"], os.environ["HTTPS_PROXY"]
    told = sum(cell.letter == "S" for cell in cells.values())
    print(f"secrets seen by the recording server: {told} in {len(cells)} runs")
    return cells


def secret_cell(proxy: Recorder, location: str, service: str) -> Cell:
    """`S` where the proxy saw a secret, or a mail address where a redirect led elsewhere."""
    proxy.seen.clear()
    started = time.monotonic()
    with Recorder(location) as stand_in:
        url = stand_in.url if location else "http://stand-in.example"
        settings = Settings(
            urls={service: url},
            mailto=MAILTO,
            plus_token=TOKEN,
            ncbi_key=f"ncbi-{TOKEN}",
            google_key=f"google-{TOKEN}",
            zotero_key=f"zotero-{TOKEN}",
            openalex_key=f"openalex-{TOKEN}",
            semanticscholar_key=f"semanticscholar-{TOKEN}",
            timeout=TIMEOUT,
        )
        transport = HttpTransport(settings)
        letter, message = "5", ""
        try:
            transport.send(Request(service, "/x", (("q", "1"),)), seconds=TIMEOUT)
        except SourceError as error:
            message = error.message
        except Exception as error:
            letter, message = "X", f"{type(error).__name__}: {error}"
        finally:
            transport.close()
        secrets = (TOKEN, MAILTO, quote(MAILTO)) if location else (TOKEN,)
        told = unquote(" ".join([*proxy.seen, message]))
        if any(secret in told for secret in secrets):
            letter = "S"
        if location and len(stand_in.seen) > MOST_REQUESTS:
            letter = "!"
    return Cell(letter, time.monotonic() - started, message)


def run(server: ReplayServer, fault: str, service: str) -> Cell:
    """One cell of the matrix."""
    urls = {**server.urls(), service: f"{server.url}/!{fault}/{service}"}
    settings = Settings(
        urls=urls,
        mailto=MAILTO,
        plus_token=TOKEN,
        timeout=TIMEOUT,
        also=(service,) if service in ALSO else (),
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
