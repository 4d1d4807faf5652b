"""`cache`: what is kept of the services' answers, and forgetting it."""

from __future__ import annotations

from collections.abc import Mapping

from mscref.app.folders import cache_folder
from mscref.config import Config
from mscref.sources.cache import Cache, CacheInfo


def answers_info(config: Config, environ: Mapping[str, str]) -> CacheInfo | None:
    """What is kept, or None where no folder can be used."""
    cache = Cache(cache_folder(config, environ))
    try:
        return cache.info()
    finally:
        cache.close()


def clear_answers(config: Config, environ: Mapping[str, str]) -> int:
    """Forget all answers; returns how many there were."""
    cache = Cache(cache_folder(config, environ))
    try:
        return cache.clear()
    finally:
        cache.close()
