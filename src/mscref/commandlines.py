"""How a command is written down so that a shell, given it as it is, runs it.

Keys and names of files come from outside: one may begin with a hyphen, or hold a blank, a quote or
`$(…)`. Whoever prints a command with such a value in it writes it by `command_line`.
"""

from __future__ import annotations

from collections.abc import Sequence


def command_line(*words: str, values: Sequence[str] = (), options: Sequence[str] = ()) -> str:
    """`mscref WORDS VALUES OPTIONS`, quoted for a POSIX shell.

    `words` are our own; `values` are arguments. Where one of them looks like an option, all go to
    the end, behind `--`.
    """
    import shlex  # only where something is printed

    if any(one.startswith("-") and one != "-" for one in values):
        return shlex.join(["mscref", *words, *options, "--", *values])
    return shlex.join(["mscref", *words, *values, *options])


def converting(encoding: str, path: str) -> str:
    """The command that puts a file, which is in what iconv calls `encoding`, into UTF-8."""
    import shlex

    named = f"./{path}" if path.startswith("-") else path
    return shlex.join(["iconv", "-f", encoding, "-t", "UTF-8", named])
