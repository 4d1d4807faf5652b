"""How the network is to be used in this run: settings and options → `Settings` of the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mscref.app.folders import cache_folder
from mscref.config import Config
from mscref.sources.settings import Settings, make_settings

if TYPE_CHECKING:
    from mscref.bulk.answering import IndexAnswers
    from mscref.sources.resolver import Resolver


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """What the command line says about the network; None and {} leave it to the settings.

    `urls` maps the name of a source, or `sources` for all, to an address. `also` names sources
    beside those of the settings.
    """

    mailto: str | None = None
    timeout: float | None = None
    offline: bool = False
    refresh: bool = False
    urls: Mapping[str, str] = field(default_factory=dict)
    also: Sequence[str] = ()


def registries(settings: Settings, index: Path | None) -> Resolver | IndexAnswers:
    """Who is asked: the sources, or the index of works in a folder; a context manager.

    Raises UsageError without the extra, NotFoundError and LibraryError for the index.
    """
    if index is None:
        from mscref.sources.resolver import Resolver

        return Resolver(settings)
    from mscref.app.works_index import open_index

    return open_index(index)


def source_settings(config: Config, choice: NetworkChoice, environ: Mapping[str, str]) -> Settings:
    """The settings of the sources, the command line going first; raises ConfigError."""
    return make_settings(
        urls={**config.base_urls, **choice.urls},
        environ=environ,
        mailto=config.mailto if choice.mailto is None else choice.mailto,
        timeout=config.timeout if choice.timeout is None else choice.timeout,
        offline=config.offline or choice.offline,
        offline_by="" if choice.offline else config.origins.get("offline", ""),
        refresh=choice.refresh,
        cache_folder=cache_folder(config, environ),
        also=tuple(dict.fromkeys([*config.also, *filter(None, choice.also)])),
    )
