"""Unicode superscript characters → tagged plain characters, for media that have superscripts."""

from __future__ import annotations

import re
from types import MappingProxyType

PLAIN_CHARACTERS = MappingProxyType(
    dict(
        zip(
            "ªº²³¹ʰʱʲʳʴʵʶʷʸˠˡˢˣˤ⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵃᵇᵈᵉᵍᵏᵐᵒᵖᵗᵘᵛ",
            "ao231hɦjrɹɻʁwyɣlsxʕ0i456789+−=()nABDEGHIJKLMNOPRTUWabdegkmoptuv",
            strict=True,
        )
    )
)
_SUPERSCRIPTS = re.compile(f"[{''.join(PLAIN_CHARACTERS)}]+")


def tag_superscripts(text: str, opening: str, closing: str) -> str:
    """`text` with runs of superscript characters as plain ones between the tags.

    Suite: magic_SuperscriptChars.
    """
    if text.isascii():
        return text
    return _SUPERSCRIPTS.sub(
        lambda match: opening + "".join([PLAIN_CHARACTERS[char] for char in match[0]]) + closing,
        text,
    )
