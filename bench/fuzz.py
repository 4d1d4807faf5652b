"""`make fuzz-bibtex`, `make fuzz-splice`: fuzz a part; the last line is `faults F of N`.

python bench/fuzz.py reader|writer|splicer [--engine mutation|hypothesis|atheris]
                     [--inputs N] [--seconds S] [--seed N] [--corpus FOLDER] [--found FOLDER]
python bench/fuzz.py all --cases FOLDER       every kept case through every part
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from fuzzing import Check, Run, try_all, try_with_atheris, try_with_hypothesis

PARTS = ("reader", "writer", "splicer")


def main() -> int:
    """Fuzz, or go through kept cases."""
    options = _options()
    if options.engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=["mscref"]):
            checks, makers = _parts()
    else:
        checks, makers = _parts()
    if options.cases:
        return _go_through(options.cases, checks)
    run = Run(checks[options.part], found=options.found)
    if options.engine == "atheris":
        return try_with_atheris(
            run, inputs=options.inputs, seconds=options.seconds, corpus=options.corpus
        )
    if options.engine == "hypothesis":
        return try_with_hypothesis(run, _strategy(), inputs=options.inputs, seed=options.seed)
    made = makers[options.part](random.Random(options.seed), options.corpus)
    return try_all(run, made, inputs=options.inputs, seconds=options.seconds)


Maker = Callable[[random.Random, Path | None], Iterator[str]]


def _parts() -> tuple[dict[str, Check], dict[str, Maker]]:
    """The check of each part, and what makes texts for it."""
    import fuzz_bibtex
    import fuzz_splice

    checks = dict(
        zip(
            PARTS,
            (fuzz_bibtex.check_reader, fuzz_bibtex.check_writer, fuzz_splice.check),
            strict=True,
        )
    )
    makers = dict.fromkeys(PARTS, fuzz_bibtex.texts)
    makers["splicer"] = lambda chance, corpus: fuzz_splice.texts(chance)
    return checks, makers


def _strategy():
    """Texts for hypothesis: pieces of the grammar, and any characters between them."""
    import fuzz_bibtex
    import fuzz_splice
    from hypothesis import strategies as st

    pieces = st.sampled_from([*fuzz_splice.PIECES, *fuzz_bibtex.TOKENS])
    return st.lists(pieces | st.text(max_size=3), max_size=30).map("".join)


def _go_through(folder: Path, checks: dict[str, Check]) -> int:
    code = inputs = 0
    for part, check in checks.items():
        run = Run(check, found=None)
        for path in sorted(folder.glob("*.bib")):
            if wrong := run.fault(path.read_bytes().decode("utf-8", "surrogateescape")):
                print(f"{part}: {path.name}: {wrong}")
        inputs += run.inputs
        code += sum(run.faults.values())
    print(f"faults {code} of {inputs}")
    return 1 if code else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=[*PARTS, "all"])
    parser.add_argument(
        "--engine", default="mutation", choices=["mutation", "hypothesis", "atheris"]
    )
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="real files to begin with")
    parser.add_argument("--found", type=Path, help="where found cases are kept")
    parser.add_argument("--cases", type=Path, help="kept cases to go through")
    options = parser.parse_args()
    if (options.part == "all") != bool(options.cases):
        parser.error("`all` goes with --cases")
    return options


if __name__ == "__main__":
    sys.exit(main())
