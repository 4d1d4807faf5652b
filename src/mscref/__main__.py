"""The console script: answers `--version` before anything else is imported."""

import sys


def run() -> None:
    """Run the command line; `--version` alone skips the import of the command tree (45 ms)."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from mscref import __version__

        sys.stdout.write(f"mscref {__version__}\n")
        return
    from mscref.cli.main import main

    main()


if __name__ == "__main__":
    run()
