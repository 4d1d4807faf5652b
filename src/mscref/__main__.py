"""The console script: answers `--version` before anything else is imported."""

import sys


def run() -> None:
    """Run the command line; `--version` alone skips the import of the command tree (45 ms)."""
    if sys.argv[1:] in (["--version"], ["-V"]) and _print_version():
        return
    import gc

    # A command makes many objects and few cycles: looking for those at every 700th new object
    # costs 3 ms of the start and more of a long bibliography.
    gc.set_threshold(100_000)

    from mscref.cli.main import main

    main()


def _print_version() -> bool:
    """Print it; false where that fails, which the command tree reports."""
    from mscref import __version__

    if sys.stdout is None:
        return False
    try:
        sys.stdout.write(f"mscref {__version__}\n")
        sys.stdout.flush()
    except OSError:
        return False
    return True


def run_filter() -> None:
    """Run `mscref filter`: pandoc calls a filter by a name alone, with the target format."""
    sys.argv[1:1] = ["filter"]
    run()


if __name__ == "__main__":
    run()
