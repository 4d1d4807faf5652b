"""Where mscref keeps what is not the library: the cache and the state folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mscref.config import Config, user_folder


def cache_folder(config: Config, environ: Mapping[str, str]) -> Path:
    """The folder of everything that can be made again."""
    if config.cache_dir:
        return Path(config.cache_dir).expanduser()
    # platformdirs costs 14 ms; on Linux the variable alone decides.
    if environ.get("XDG_CACHE_HOME"):
        return Path(environ["XDG_CACHE_HOME"]) / "mscref"
    import platformdirs

    return Path(platformdirs.user_cache_dir("mscref", appauthor=False))


def state_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the journal of changes."""
    if environ.get("XDG_STATE_HOME"):
        return Path(environ["XDG_STATE_HOME"]) / "mscref"
    import platformdirs

    return Path(platformdirs.user_state_dir("mscref", appauthor=False))


def styles_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the user's own styles, and of a newer bundle than the shipped one."""
    return user_folder("data", environ) / "styles"
