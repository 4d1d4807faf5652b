"""What every command that uses the network shares: its options, and progress on stderr."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Annotated, TypeVar

import typer

from mscref.app.resolve import warnings_of
from mscref.app.sources import NetworkChoice, source_settings
from mscref.cli import show
from mscref.config import Config
from mscref.errors import UsageError
from mscref.sources.resolver import Outcome, Resolved
from mscref.sources.settings import Settings

_T = TypeVar("_T")

Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask again, also for what is kept from earlier.")
]

Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help="How long one question may take, retries included.  [env: MSCREF_TIMEOUT]",
        show_default=False,
    ),
]

CrossrefUrl = Annotated[
    str | None,
    typer.Option(
        "--crossref-url",
        metavar="URL",
        help="Where Crossref stands, instead of api.crossref.org.  [env: MSCREF_CROSSREF_URL]",
        show_default=False,
    ),
]

SourceUrls = Annotated[
    list[str] | None,
    typer.Option(
        "--source-url",
        metavar="NAME=URL",
        help="Where another source stands (repeatable); `sources=URL` is a server that has all of"
        " them below its address.  [env: MSCREF_<NAME>_URL]",
        show_default=False,
    ),
]


def network_settings(
    config: Config,
    *,
    mailto: str | None,
    offline: bool,
    refresh: bool,
    timeout: float | None,
    crossref_url: str | None,
    source_urls: Iterable[str] | None,
) -> Settings:
    """The settings of the sources from the options above; raises UsageError and ConfigError."""
    urls: dict[str, str] = {}
    for word in source_urls or ():
        name, sign, url = word.partition("=")
        if not sign:
            raise UsageError(f"`{word}` is not NAME=URL", hint="--source-url datacite=http://…")
        urls[name] = url
    if crossref_url:
        urls["crossref"] = crossref_url
    choice = NetworkChoice(
        mailto=mailto, timeout=timeout, offline=offline, refresh=refresh, urls=urls
    )
    return source_settings(config, choice, os.environ)


def say_outcome(outcome: Outcome) -> None:
    """Say on stderr what should be known about one outcome: its failure, or its warnings."""
    if isinstance(outcome, Resolved):
        for line in warnings_of(outcome):
            show.warning(line)
    else:
        show.error(outcome.error.message, hint=outcome.error.hint)


def with_progress(items: Iterable[_T], *, total: int, what: str) -> Iterator[_T]:
    """Pass items on; on a terminal say on stderr how many there were, after the first second."""
    if not sys.stderr.isatty() or not show.is_chatty():
        yield from items
        return
    started = shown = time.monotonic()
    done = 0
    try:
        for item in items:
            done += 1
            now = time.monotonic()
            if now - started > 1 and now - shown > 0.1:
                sys.stderr.write(f"\r{what}: {done} of {total}\x1b[K")
                sys.stderr.flush()
                shown = now
            if shown > started:
                _clear_line_before_result()
            yield item
    finally:
        if shown > started:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _clear_line_before_result() -> None:
    """Results and the progress share the screen where both are the terminal."""
    if sys.stdout.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
