"""Installed size: each tool in a fresh environment of its own; see `make size`.

Builds the wheel of this checkout and installs it and the peers, with what they need, into empty
environments. Prints megabytes (bytecode included, pip left out), packages and the largest of
them; last line: the ratio to each peer. A peer that cannot be installed is said, not left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

PEERS = ("pypandoc_binary", "papis", "bxc")
_LIMITS = {"MB": 65.0, "packages": 22}


def main() -> int:
    """Install and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", nargs="*", default=PEERS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        rows = {"mscref": measure(folder, "mscref", str(wheel))}
        rows |= {peer: measure(folder, peer, peer) for peer in options.peers}
    for tool, row in rows.items():
        print(
            f"{tool:18}" + (f"{row[0]:7.1f} MB {row[1]:4} packages" if row else "  not installable")
        )
    ours = rows["mscref"]
    if ours is None:
        return 1
    for what, value in zip(_LIMITS, ours, strict=True):
        verdict = "met" if value <= _LIMITS[what] else "missed"
        print(f"{what}: {value:.1f}, wanted at most {_LIMITS[what]}: {verdict}")
    ratios = [f"{ours[0] / row[0]:.2f} x {peer}" for peer, row in rows.items() if row]
    print("MB as ratios: " + ", ".join(ratios[1:]))
    return 0


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder]
    subprocess.run([*command, root], check=True)
    return next(folder.glob("mscref-*.whl"))


def measure(folder: Path, tool: str, requirement: str) -> tuple[float, int] | None:
    """Megabytes and packages of a tool in an environment of its own; None where it fails."""
    place = folder / tool
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", requirement]
    outcome = subprocess.run(command, capture_output=True, text=True)
    if outcome.returncode:
        print(f"{tool}: {outcome.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    packages = next((place / "lib").glob("python*")) / "site-packages"
    size = sum(path.stat().st_size for path in packages.rglob("*") if path.is_file())
    return size / 1e6, len(list(packages.glob("*.dist-info")))


if __name__ == "__main__":
    sys.exit(main())
