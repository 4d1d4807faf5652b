"""Let the user change a text in the editor of their choice."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from mscref.errors import UsageError
from mscref.library.delta import decode, encode


def keep_text(text: str) -> Path:
    """Write what was typed to a file of its own, so that no work is lost; return where it is."""
    handle, name = tempfile.mkstemp(prefix="mscref-edit-", suffix=".bib")
    with os.fdopen(handle, "wb") as file:
        file.write(encode(text))
    return Path(name)


def ask_editor(text: str) -> str:
    """Open $VISUAL or $EDITOR (else vi) on `text` and return what was saved."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="mscref-") as folder:
        path = Path(folder) / "references.bib"
        path.write_bytes(encode(text))
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode
        except OSError as error:
            raise UsageError(
                f"the editor `{command[0]}` cannot be started: {(error.strerror or '').lower()}",
                hint="set $EDITOR",
            ) from error
        if code:
            raise UsageError(f"the editor ended with code {code}; nothing was changed")
        return decode(path.read_bytes())
