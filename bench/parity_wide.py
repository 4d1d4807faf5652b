"""Agreement with the reference processor on styles drawn by chance: `make parity-wide COUNT=240`.

Asks the reference processor from npm, as a black box, what it prints for the references and the
document in DATA (the form of `make parity`) in COUNT independent styles that DATA has no
expectations for, and compares. SEED chooses others. What was asked is kept in the folder OUT.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import parity
from peer_styles import write_locales, write_styles

from mscref.csl.style_index import style_index

HERE = Path(__file__).parent


def main() -> int:
    """Draw, ask, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with items.json and expected/")
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--modules", type=Path, required=True, help="node_modules with citeproc")
    arguments = parser.parse_args()
    known = {path.name.rsplit(".", 2)[0] for path in (arguments.data / "expected").glob("*.json")}
    names = sorted({head.name for head in style_index() if not head.parent} - known - {"short"})
    random.Random(arguments.seed).shuffle(names)
    wanted = names[: arguments.count]
    expected = arguments.out / "expected"
    expected.mkdir(parents=True, exist_ok=True)
    shutil.copy(arguments.data / "items.json", arguments.out)
    missing = [name for name in wanted if not (expected / f"{name}.default.json").exists()]
    if missing:
        print(f"asking the reference processor for {len(missing)} styles", file=sys.stderr)
        document = min((arguments.data / "expected").glob("*.default.json"))
        ask(missing, arguments.out, document=document, modules=arguments.modules)
    sys.argv = ["parity.py", str(arguments.out)]
    return parity.main()


def ask(names: list[str], out: Path, *, document: Path, modules: Path) -> None:
    """Let the reference processor write its expectations; one that fails in it is told."""
    subprocess.run(
        [
            "node",
            str(HERE / "reference_processor.js"),
            str(write_styles(names, out / "styles")),
            str(write_locales(out / "locales")),
            str(out),
            str(document),
            *names,
        ],
        env={**os.environ, "NODE_PATH": str(modules.resolve())},
        check=True,
    )


if __name__ == "__main__":
    sys.exit(main())
