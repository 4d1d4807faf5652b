"""Hooks of MkDocs for `make site`: pages of the repository's root stand in the site, too.

Their links lead into docs/, those of docs/ lead out to them; both are made links between pages of
the site. What is no page of it (a data file, the licence) is named, and not linked.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
FROM_ROOT = {
    name: name.lower() for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
}
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*([^()\s]+)\s*\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the pages of the root beside those of docs/."""
    from mkdocs.structure.files import File

    for name, shown in FROM_ROOT.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, shown, content=_LINK.sub(_from_root, text)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead the links of a page of docs/ to what stands in the site."""
    depth = page.file.src_uri.count("/")
    up = "../" * (depth + 1)

    def inside(link: re.Match[str]) -> str:
        sign, said, target = link.groups()
        name, hash_sign, anchor = target.partition("#")
        if not name.startswith(up) or name.startswith(f"{up}../"):
            return f"{sign}[{said}]({target})"
        shown = FROM_ROOT.get(name.removeprefix(up))
        return f"{sign}[{said}]({'../' * depth}{shown}{hash_sign}{anchor})" if shown else said

    return _LINK.sub(inside, markdown)


def _from_root(link: re.Match[str]) -> str:
    """A link of a page of the root as one of docs/; words alone where the site has no such page."""
    sign, said, target = link.groups()
    name, hash_sign, anchor = target.partition("#")
    if "://" in target or not name:
        return f"{sign}[{said}]({target})"
    if name in FROM_ROOT:
        return f"[{said}]({FROM_ROOT[name]}{hash_sign}{anchor})"
    inside = name.removeprefix("docs/")
    is_page = name.startswith("docs/") and not name.endswith((".py", "/"))
    return f"{sign}[{said}]({inside}{hash_sign}{anchor})" if is_page else said
