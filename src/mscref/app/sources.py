"""How the network is to be used in this run: settings and options → `Settings` of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mscref.app.folders import cache_folder
from mscref.config import Config
from mscref.sources.settings import Settings, make_settings


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """What the command line says about the network; None and {} leave it to the settings.

    `urls` maps the name of a source, or `sources` for all, to an address.
    """

    mailto: str | None = None
    timeout: float | None = None
    offline: bool = False
    refresh: bool = False
    urls: Mapping[str, str] = field(default_factory=dict)


def source_settings(config: Config, choice: NetworkChoice, environ: Mapping[str, str]) -> Settings:
    """The settings of the sources, the command line going first; raises ConfigError."""
    return make_settings(
        urls={**config.base_urls, **choice.urls},
        environ=environ,
        mailto=config.mailto if choice.mailto is None else choice.mailto,
        timeout=config.timeout if choice.timeout is None else choice.timeout,
        offline=config.offline or choice.offline,
        refresh=choice.refresh,
        cache_folder=cache_folder(config, environ),
    )
