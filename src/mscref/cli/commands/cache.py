"""`mscref cache`: what is kept of the services' answers, and forgetting it."""

from __future__ import annotations

import os
import time
from typing import Annotated

from mscref.app.answers import answers_info, clear_answers
from mscref.cli import options, show
from mscref.cli.declared import Option
from mscref.cli.reading import settings

app = options.command_app(help="Show or clear what is kept of the services' answers.")

_DAY = 86_400


@app.command("info")
def show_info(*, json: options.Json = False) -> None:
    """Print where answers are kept, how many of each source, and how old the oldest is.

    \b
    Examples:
      mscref cache info
      mscref cache info --json
    """
    info = answers_info(settings(), os.environ)
    if info is None:
        show.note("no folder for a cache; nothing is kept")
        return
    age = (time.time() - info.oldest) / _DAY if info.oldest is not None else 0.0
    if json:
        show.json_result(
            {
                "path": str(info.path),
                "bytes": info.bytes,
                "records": dict(info.records),
                "absent": dict(info.absent),
                "oldest-days": round(age, 1),
            }
        )
        return
    rows = [("path", str(info.path)), ("size", f"{info.bytes / 1_000_000:.1f} MB")]
    rows += [(source, f"{count} records") for source, count in info.records.items()]
    rows += [(source, f"{count} not known") for source, count in info.absent.items()]
    rows.append(("oldest", f"{age:.0f} days"))
    show.table(("what", "kept"), rows)


@app.command("clear")
def clear(*, _yes: Annotated[bool, Option("--yes", "-y", hidden=True)] = False) -> None:
    """Forget all answers of the services; they are asked again when needed.

    \b
    Examples:
      mscref cache clear
    """
    show.note(f"forgot {clear_answers(settings(), os.environ)} answers")
