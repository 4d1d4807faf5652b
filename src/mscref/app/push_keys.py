"""The keys that running Zoteros gave `push` for good, in a file of this user's alone."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from mscref.sources.zotero_push import LocalKeys


class KeptKeys(LocalKeys):
    """A file that only this user may read, with the keys that running Zoteros gave for good."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here: dict[str, str] = {}

    def get(self, server: str) -> str:
        """The key of this run, or the one kept."""
        return self._here.get(server) or self._all().get(server, "")

    def put(self, server: str, key: str) -> None:
        """Keep it; where that fails it is good for this run."""
        self._here[server] = key
        kept = {**self._all(), server: key}
        text = json.dumps({name: one for name, one in kept.items() if one})
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {name: one for name, one in found.items() if isinstance(one, str) and one.isalnum()}
