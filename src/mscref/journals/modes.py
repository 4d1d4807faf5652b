"""The forms that titles of journals can be asked for in."""

from __future__ import annotations

from types import MappingProxyType

AUTO, SHORT, FULL, AS_IS = "auto", "short", "full", "as-is"
MODES = MappingProxyType(
    {
        AUTO: "short where the style asks for it",
        SHORT: "short everywhere",
        FULL: "in full everywhere",
        AS_IS: "as the references have it",
    }
)
