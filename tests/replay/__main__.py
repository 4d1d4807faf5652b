"""`make replay DATA=DIR PORT=8000`: the server by hand, to try the installed command against."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.records import replaced as replace


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="*", type=Path, help="folders of recordings")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--limits", action="store_true", help="enforce Crossref's limits")
    parser.add_argument("--fault", choices=sorted(FAULTS), help="what goes wrong")
    parser.add_argument("--times", type=int, default=0, help="how often it goes wrong (0: always)")
    parser.add_argument("--service", default="crossref", help="where it goes wrong")
    options = parser.parse_args()
    recordings = load(*options.data)
    server = ReplayServer(
        recordings, port=options.port, latency=options.latency, enforce_limits=options.limits
    )
    if options.fault:
        server.faults[options.service] = replace(FAULTS[options.fault], times=options.times)
    with server:
        print(f"{len(recordings.works)} works; export MSCREF_SOURCES_URL={server.url}", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
