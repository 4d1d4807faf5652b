"""What is installed: the shipped bundle of styles and locales, and what the user put before it.

The bundle is made when mscref is built or installed from a checkout (`collecting`, called by
`hatch_build.py`). A user's folder may hold styles of their own (`*.csl`) and a bundle of a newer
collection; both go before the shipped ones. Names come in, bytes go out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mscref.bundle import Bundle
from mscref.errors import StyleError
from mscref.records import Record

_DATA = Path(__file__).parent / "data"
BUNDLE_NAME = "styles.bundle"
SHIPPED = _DATA / BUNDLE_NAME

# Keys of a bundle.
STYLE = "styles/"
DEPENDENT = "dependent/"
LOCALE = "locales/"
PRIMARY_DIALECTS = "locales.json"
RENAMED = "renamed.json"
HEADS = "heads.json"
ABOUT = "about.json"


class About(Record):
    """Which collection a bundle holds: where it is from, when its newest style was changed."""

    source: str
    updated: str
    styles: int
    dependents: int


@cache
def shipped() -> Bundle:
    """The bundle that came with mscref; raises StyleError where there is none."""
    return Bundle(SHIPPED)


def own_styles() -> Path:
    """The folder of the styles that are mscref's own."""
    return _DATA


def bundles(folder: Path | None) -> tuple[Bundle, ...]:
    """The bundles in the order in which names are looked up: the user's, where newer, is first."""
    theirs = folder / BUNDLE_NAME if folder else None
    if theirs is None or not theirs.is_file():
        return (shipped(),)
    newer = Bundle(theirs)
    if about(newer).updated <= about(shipped()).updated:
        return (shipped(),)
    return (newer, shipped())


def about(bundle: Bundle) -> About:
    """Say which collection `bundle` holds; raises StyleError where it does not say."""
    import json

    try:
        said = json.loads(bundle.read(ABOUT) or b"")
        return About(
            str(said["source"]), str(said["updated"]), int(said["styles"]), int(said["dependents"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StyleError(
            f"the bundle of styles {bundle.path} does not say what it holds",
            hint="remove it, or make it anew: mscref styles update FOLDER",
        ) from error


def read_style(bundle: Bundle, name: str) -> bytes | None:
    """The style called exactly `name`, independent or dependent, or None."""
    return bundle.read(STYLE + name) or bundle.read(DEPENDENT + name)
