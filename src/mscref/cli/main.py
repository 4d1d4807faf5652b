"""The root command and the one error boundary."""


def main() -> None:
    """Run the command line and exit with its code."""
    raise SystemExit(0)
