"""A writer that came with another package: what it raises names the package."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from mscref.csl.output import Bibliography, Output
from mscref.plugins import Plugin, guarded


class PluggedWriter:
    """The writer at `place` (`package.module.Class`), made when it is first used."""

    def __init__(self, place: str, plugin: Plugin) -> None:
        self._place = place
        self._plugin = plugin

    def citation(self, output: Output, *, links: bool = True) -> str:
        """One citation; raises PluginError."""
        return guarded(self._plugin, str, self._method("citation"))(output, links=links)

    def bibliography(self, bibliography: Bibliography, *, links: bool = True) -> str:
        """All entries; raises PluginError."""
        return guarded(self._plugin, str, self._method("bibliography"))(bibliography, links=links)

    def _method(self, name: str) -> Callable[..., object]:
        def call(*values: object, **named: object) -> object:
            module, _, name_of_class = self._place.replace(":", ".").rpartition(".")
            writer = getattr(import_module(module), name_of_class)()
            method: Callable[..., object] = getattr(writer, name)
            return method(*values, **named)

        return call
