"""The data that a page of ours carries, read back. Pure."""

from __future__ import annotations

from mscref.pages.shell import DATA_OPENING


def data_in(page: str) -> str | None:
    """The JSON in a page, or None where the text is no page of ours.

    Data never holds `<` (`shell.data_block`), so that it ends at the first one.
    """
    start = page.rfind(DATA_OPENING)
    if start < 0:
        return None
    start += len(DATA_OPENING)
    end = page.find("<", start)
    return page[start:] if end < 0 else page[start:end]
