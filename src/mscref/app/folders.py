"""The folders of a run: where it works, and where mscref keeps what is not the library."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from mscref.config import Config, user_folder
from mscref.errors import LibraryError


def working_folder() -> Path:
    """The folder where the user stands; raises LibraryError where it was removed meanwhile."""
    try:
        return Path.cwd()
    except OSError as error:
        raise LibraryError(
            "the folder you are in is not there any more", hint="go to one that is: cd"
        ) from error


def cache_folder(config: Config, environ: Mapping[str, str]) -> Path:
    """The folder of everything that can be made again."""
    if config.cache_dir:
        return Path(config.cache_dir).expanduser()
    # platformdirs costs 14 ms; on Linux the variable alone decides.
    if os.path.isabs(environ.get("XDG_CACHE_HOME", "")):  # noqa: PTH117 — others do not count
        return Path(environ["XDG_CACHE_HOME"]) / "mscref"
    import platformdirs

    return Path(platformdirs.user_cache_dir("mscref", appauthor=False))


def state_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the journal of changes."""
    if os.path.isabs(environ.get("XDG_STATE_HOME", "")):  # noqa: PTH117
        return Path(environ["XDG_STATE_HOME"]) / "mscref"
    import platformdirs

    return Path(platformdirs.user_state_dir("mscref", appauthor=False))


def styles_folder(environ: Mapping[str, str]) -> Path:
    """The folder of the user's own styles, and of a newer bundle than the shipped one."""
    return user_folder("data", environ) / "styles"
