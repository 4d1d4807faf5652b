"""`index build` and `bulk match` killed with SIGKILL at random moments, and begun again.

    make bulkkill ARGS="--kills 50 --seed 2026"

Each command is first run undisturbed. Then it is started, killed after a random share of the time
that took, and started again until it ends; the files it leaves must be those of the undisturbed
run, byte by byte. Half of the kills fall on the build, half on the match (with two processes
every other time).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bulk.builders import bytes_of, crossref, dump, written_as

# Parts and ranges so small that a moment falls into each stage.
_SMALL = """
import sys
from mscref.bulk import building, collecting, keyfile, opened
collecting.WORKS_A_PART = opened.WORKS_A_PART = 512
collecting.WORKS_A_GROUP = opened.WORKS_A_GROUP = 128
building._ROWS_A_RANGE = 8000
keyfile.GROUP_ROWS = 1024
from mscref.cli.main import run
if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
"""


def started(script: Path, words: list[str]) -> subprocess.Popen[bytes]:
    """mscref with small parts, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, str(script), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def until_done(script: Path, words: list[str], deadline: float | None) -> bool:
    """Run a command; kill it and its processes after so many seconds. True where it was killed."""
    process = started(script, words)
    try:
        code = process.wait(deadline)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    if code not in (0, 1):
        sys.exit(f"mscref {' '.join(words)} ended with {code}")
    return False


def main() -> None:
    """Kill and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--works", type=int, default=3000)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        script = folder / "small.py"
        script.write_text(_SMALL, encoding="utf-8")
        source = dump(folder / "made.jsonl", [*map(crossref, range(args.works)), "{broken"])
        strings = folder / "strings.jsonl"
        rows = ({"rid": str(n), "text": written_as(n)} for n in range(0, args.works, 3))
        strings.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        index, output = folder / "works.idx", folder / "out.parquet"
        build = ["index", "build", str(source), "-o", str(folder / "{}.idx")]
        match = ["bulk", "match", str(strings), "--index", str(index), "--shard-rows", "50"]
        begun = time.monotonic()
        until_done(script, [*build[:-1], str(index)], None)
        build_time, begun = time.monotonic() - begun, time.monotonic()
        until_done(script, [*match, "-o", str(output)], None)
        match_time = time.monotonic() - begun
        whole_index, whole_output = bytes_of(index), output.read_bytes()
        kills = runs = 0
        while kills < args.kills:
            runs += 1
            is_build = bool(runs % 2)
            target = folder / ("killed.idx" if is_build else "killed.parquet")
            jobs = ["--jobs", "2"] if runs % 4 == 0 else []
            words = [*build[:-1], str(target)] if is_build else [*match, *jobs, "-o", str(target)]
            usual = build_time if is_build else match_time
            while until_done(script, words, chance.uniform(0.1, 1.1) * usual):
                kills += 1
            is_same = (
                bytes_of(target) == whole_index if is_build else target.read_bytes() == whole_output
            )
            if not is_same:
                sys.exit(f"run {runs} ({'build' if is_build else 'match'}) left other bytes")
            shutil.rmtree(target) if is_build else target.unlink()
    print(f"{kills} kills in {runs} runs: the bytes of the undisturbed runs, each time")


if __name__ == "__main__":
    main()
