"""Which parent of an entry is what: its container, the series, the event; and back.

A conference or an exhibition is the event of a work; only an article that has no other parent
stands in it. Of what is left the first parent is the container and the second the series, which
may as well be the parent of the container, and so may the event.
"""

from __future__ import annotations

from mscref.formats.hayagriva.tables import (
    EVENTS,
    KNOWN_PARENTS,
    SERIES_TYPE,
    STRUCTURE,
    WRITTEN_TYPES,
    type_of,
)
from mscref.model.reference import Json

_Parent = dict[str, Json]
# How the parents stood: the type of a series inside the container, an event inside it, what the
# event was called, and whether something is left of these two.
_KIND = "type"
_TYPES = ("container type", "series type")
_SERIES, _EVENT, _EVENT_TYPE, _SERIES_LEFT, _EVENT_LEFT = (
    "series inside", "event inside", "event type", "series left", "event left",
)  # fmt: skip


class Parents:
    """The parents of one entry. Who reads takes out of each what is used; the rest is kept."""

    def __init__(self, kind: str, value: Json) -> None:
        self.kind = kind
        self.others: list[Json] = []
        self._listed: list[_Parent] = []
        self._inside: list[Json] = []
        self.event: _Parent = {}
        self.event_type = ""
        self._stood: dict[str, Json] = {}
        self._part(_as_list(value))
        if self._listed:
            self._look_inside(self._listed[0])
        self._types = [str(one.pop("type", "")).lower() for one in self._listed]
        if self.event:
            self.event_type = type_in(self.event)
            if len(self.event) > 1:  # else there is nothing to say that it is there
                del self.event["type"]
            if self.event_type != "conference":
                self._stood[_EVENT_TYPE] = self.event_type

    def _part(self, listed: list[Json]) -> None:
        """The event out of the list, then container and series, then all else."""
        can_be_event = self.kind != "article" or len(listed) > 1
        for one in listed:
            if not isinstance(one, dict):
                self.others.append(one)
            elif can_be_event and not self.event and type_in(one) in EVENTS:
                self.event = dict(one)
            elif len(self._listed) < KNOWN_PARENTS and not self.others:
                self._listed.append(dict(one))
            else:
                self.others.append(one)

    def _look_inside(self, container: _Parent) -> None:
        """The event and the series that the container itself has."""
        for one in _as_list(container.pop("parent", None)):
            if not isinstance(one, dict):
                self._inside.append(one)
            elif not self.event and type_in(one) in EVENTS:
                self.event = dict(one)
                self._stood[_EVENT] = True
            elif len(self._listed) < KNOWN_PARENTS:
                self._stood[_SERIES] = type_in(one) or "misc"
                self._listed.append(dict(one))
            else:
                self._inside.append(one)

    @property
    def container(self) -> _Parent:
        """The container; {} where there is none."""
        return self._listed[0] if self._listed else {}

    @property
    def series(self) -> _Parent:
        """The series; {} where there is none."""
        return self._listed[1] if len(self._listed) > 1 else {}

    @property
    def container_type(self) -> str:
        """The type of the container, in small letters; "" where there is none."""
        return self._types[0] if self._types else ""

    def note_types(self, csl_type: str) -> None:
        """Note the types that the writer would not choose by itself."""
        kind, container_type = WRITTEN_TYPES.get(csl_type, ("misc", "misc"))
        usual = (container_type, SERIES_TYPE)
        if csl_type and self.kind != kind:
            self._stood[_KIND] = self.kind
        for name, known, own in zip(_TYPES, self._types, usual, strict=False):
            if known and known != own and _SERIES not in self._stood:
                self._stood[name] = known

    def left(self) -> dict[str, Json]:
        """What nobody has used, each in its place, and how the parents stood, for `written`."""
        container, series, event = dict(self.container), dict(self.series), dict(self.event)
        inside = list(self._inside)
        if _SERIES in self._stood and series:
            inside.insert(0, series)
            self._stood[_SERIES_LEFT] = True
            series = {}
        if inside:
            container["parent"] = inside if len(inside) > 1 else inside[0]
        listed: list[Json] = [container, series]
        if event:
            listed.append(event)
            self._stood[_EVENT_LEFT] = True
        listed += self.others
        while listed and not listed[-1]:
            listed.pop()
        left: dict[str, Json] = {}
        if listed:
            left["parent"] = listed if len(listed) > 1 else listed[0]
        if self._stood:
            left[STRUCTURE] = self._stood
        return left


class WrittenParents:
    """The parents of an entry that is written, and what reading left of them."""

    def __init__(self, kept: Json, stood: Json) -> None:
        self._stood = stood if isinstance(stood, dict) else {}
        listed = kept if isinstance(kept, list) else [kept]
        first, second, *further = [*listed, *[None] * KNOWN_PARENTS][
            : max(len(listed), KNOWN_PARENTS)
        ]
        self.container = dict(first) if isinstance(first, dict) else {}
        self.series = dict(second) if isinstance(second, dict) else {}
        self.event: _Parent = {}
        if self._stood.get(_EVENT_LEFT) is True and further and isinstance(further[0], dict):
            self.event = dict(further.pop(0) or {})
        self.others = further
        self.inside: list[Json] = _as_list(self.container.pop("parent", None))
        if self._stood.get(_SERIES_LEFT) is True and self.inside:
            kept_series = self.inside[0]
            if isinstance(kept_series, dict):
                self.series = {**kept_series, **self.series}
                self.inside = self.inside[1:]

    @property
    def event_type(self) -> str:
        """What the event was called."""
        return str(self._stood.get(_EVENT_TYPE) or "conference")

    def types(self, csl_type: str) -> tuple[str, str]:
        """The types of an entry and of its container: those that were read, where they still say
        what the work is."""
        kind, container = WRITTEN_TYPES.get(csl_type, ("misc", "misc"))
        known = str(self._stood.get(_KIND) or kind)
        for own in (str(self._stood.get(_TYPES[0]) or container), container):
            if type_of(known, own) == csl_type:
                return known, own
        return kind, container

    def joined(self, container: _Parent, series: _Parent, event: _Parent) -> list[Json]:
        """All parents in their places; what is missing before another one is an empty `misc`."""
        inside = list(self.inside)
        if series and container and self._stood.get(_SERIES):
            inside.insert(0, {**series, "type": self._stood[_SERIES]})
            series = {}
        if event and container and self._stood.get(_EVENT):
            inside.append(event)
            event = {}
        if inside:
            container = {**container, "parent": inside if len(inside) > 1 else inside[0]}
        if series and self._stood.get(_TYPES[1]):
            series = {**series, "type": self._stood[_TYPES[1]]}
        listed: list[Json] = [container, series, *self.others]
        while listed and not listed[-1]:
            listed.pop()
        if event:
            listed.insert(min(len(listed), KNOWN_PARENTS), event)
        return [one or {"type": "misc"} for one in listed]


def type_in(entry: _Parent) -> str:
    """The type that an entry names, in small letters."""
    return str(entry.get("type", "")).lower()


def _as_list(value: Json) -> list[Json]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
