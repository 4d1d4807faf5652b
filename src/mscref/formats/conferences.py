"""Conferences in EndNote's formats: what the same few tags mean for papers of a conference.

EndNote's table of reference types, which RIS follows: of a conference paper and of conference
proceedings the secondary title is the name of the conference, its place that of the conference,
and custom 3 and 1 are the title of the proceedings and the place they were published in. Databases
put the proceedings where the name belongs, and nothing into the custom fields: there both stay what
they are elsewhere, container and place of publication.
"""

from __future__ import annotations

from typing import NamedTuple

from mscref.formats.mapping import Rule, Tags
from mscref.formats.record import Record

CONFERENCE_TYPE = "paper-conference"
# Where the table engine finds what this module told apart.
_EVENT, _EVENT_PLACE = "event", "event place"
CONFERENCE_RULES = (Rule("event-title", (_EVENT,)), Rule("event-place", (_EVENT_PLACE,)))


class ConferenceTags(NamedTuple):
    """What a format calls the name of a conference, its proceedings, its place, and theirs."""

    name: str
    proceedings: str
    location: str
    published: str

    def settle(self, record: Record) -> None:
        """Put the values of a record where the rules look for them."""
        told_apart = self._move(record, self.name, self.proceedings, _EVENT)
        has_place = self.published in record
        if has_place:
            self._move(record, self.location, self.published, _EVENT_PLACE)
        elif told_apart:
            record.put(_EVENT_PLACE, record.take_all(self.location))

    @staticmethod
    def _move(record: Record, tag: str, custom: str, event: str) -> bool:
        """`custom` under `tag`, and what else stands there under `event`."""
        values = record.take_all(custom)
        if not values:
            return False
        others = [one for one in record.take_all(tag) if one not in values]
        record.put(tag, values)
        record.put(event, others)
        return bool(others)

    def write(self, tags: Tags) -> None:
        """The same back: what has no place among the tags is left out."""
        name, place = tags.pop(_EVENT, []), tags.pop(_EVENT_PLACE, [])
        told_apart = bool(name) and self.name in tags
        if told_apart:
            tags[self.proceedings] = [*tags[self.name], *tags.get(self.proceedings, ())]
            tags[self.name] = name
        if place and self.location in tags:
            tags[self.published] = [*tags[self.location], *tags.get(self.published, ())]
            tags[self.location] = place
        elif place and told_apart:
            tags[self.location] = place
        elif told_apart and self.location in tags:
            # Alone it would be read as the place of the conference.
            tags[self.published] = [*tags[self.location], *tags.get(self.published, ())]
