"""Items cut to the fields that a Zotero knows: its schema grows, an API refuses what it has not.

What has no field there becomes a line of `extra`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mscref.formats.zotero.tables import EXTRA, KEY_FIELD, VARIABLE_OF
from mscref.model.reference import Json

_ALWAYS = frozenset(["itemType", "creators", "tags", "collections", "relations", EXTRA])


def fitted(item: Mapping[str, Json], fields: Collection[str]) -> dict[str, Json]:
    """The item with `fields` alone, those of the template of its type; none means all."""
    if not fields:
        return dict(item)
    kept = {name: value for name, value in item.items() if name in fields or name in _ALWAYS}
    lines = [
        f"{_label(name)}: {' '.join(str(value).split())}"
        for name, value in item.items()
        if name not in kept and value
    ]
    said = item.get(EXTRA)
    extra = "\n".join([*lines, *([said] if isinstance(said, str) else [])])
    return {**kept, EXTRA: extra} if extra else kept


def _label(name: str) -> str:
    return "Citation Key" if name == KEY_FIELD else VARIABLE_OF.get(name, name)
