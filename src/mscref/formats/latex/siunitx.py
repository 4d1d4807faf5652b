r"""Quantities of the package siunitx (and its older names) → text: `\SI{5}{\mm}` is `5 mm`.

In: the arguments of a command, as written. Out: text and markup, or None where a unit is unknown:
then the source stays. Units are written as siunitx prints them by default: `m s<sup>−1</sup>`.
"""

from __future__ import annotations

from collections.abc import Sequence

from mscref.patterns import lazy

# Command → how many arguments it has.
COMMANDS = {
    "SI": 2, "qty": 2, "si": 1, "unit": 1, "num": 1, "ang": 1, "SIrange": 3, "qtyrange": 3,
    "numrange": 2, "SIlist": 2, "qtylist": 2, "numlist": 1, "unitfrac": 2, "nicefrac": 2,
    "tablenum": 1, "qtyproduct": 2, "numproduct": 1,
}  # fmt: skip
_PREFIXES = dict(
    zip(
        """yocto zepto atto femto pico nano micro milli centi deci deca deka hecto kilo mega giga
        tera peta exa zetta yotta""".split(),
        "y z a f p n µ m c d da da h k M G T P E Z Y".split(),
        strict=True,
    )
)
_UNITS = dict(
    zip(
        """ampere candela kelvin gram kilogram meter metre mole second becquerel celsius
        degreeCelsius coulomb farad gray hertz henry joule katal lumen lux newton ohm pascal radian
        siemens sievert steradian tesla volt watt weber day hectare hour liter litre minute tonne
        astronomicalunit bel dalton decibel electronvolt neper degree arcminute arcsecond percent
        bar angstrom barn knot mmHg nauticalmile atomicmassunit clight bohr hartree parsec
        lightyear inch""".split(),
        """A cd K g kg m m mol s Bq °C °C C F Gy Hz H J kat lm lx N Ω Pa rad S Sv sr T V W Wb d ha
        h l l min t au B Da dB eV Np ° ′ ″ % bar Å b kn mmHg M u c a₀ Eₕ pc ly in""".split(),
        strict=True,
    )
)
_POWERS = {"squared": "2", "cubed": "3"}
_POWERS_BEFORE = {"square": "2", "cubic": "3"}
# Short names are a prefix and a unit: `\mm`, `\kHz`, `\um`.
_SHORT = lazy(r"(da|[yzafpnumcdhkMGTPEZY]?)(eV|Hz|Pa|mol|bar|ohm|[AKgmsCFHJNSTVWlLB])")
_PART = lazy(
    r"\\([A-Za-z]+)\s*|\^\s*(?:\{([^{}]*)\}|(\S))|\{([^{}]*)\}|([.~*])|(/)|(\s+)|([^\\^{}.~*/\s]+)"
)
_GROUP_OR_SIGN = lazy(r"\{([^{}]*)\}|(\S)")
_NUMBER = lazy(
    r"\s*+([+\-−±]?)\s*+([\d., ]*+)\s*+(?:\(([\d.]+)\)\s*+)?(?:[eEdD]\s*+([+\-]?\d++)\s*+)?"
)
_PLUS_MINUS = lazy(r"\\pm\b\s*|\+-|±")
_NOT_SPACED = frozenset("°′″")


def quantity(command: str, arguments: Sequence[str]) -> str | None:
    """What siunitx prints for a command of `COMMANDS`, or None."""
    if command in ("num", "tablenum"):
        return _number(arguments[0])
    if command == "ang":
        return _angle(arguments[0])
    if command in ("si", "unit"):
        return _unit(arguments[0])
    if command == "nicefrac":
        return "/".join(arguments)
    if command == "numrange":
        return _series(arguments, unit="", separator="–")
    if command.endswith("product"):
        unit = _unit(arguments[1]) if len(arguments) > 1 else ""
        numbers = [one.strip() for one in arguments[0].split("x")]
        return None if unit is None else _series(numbers, unit, separator=" × ")
    if command.endswith("list"):
        unit = _unit(arguments[1]) if len(arguments) > 1 else ""
        return None if unit is None else _series(arguments[0].split(";"), unit, separator=", ")
    unit = _unit(arguments[-1])
    if command == "unitfrac":
        first = _unit(arguments[0])
        return None if unit is None or first is None else f"{first}/{unit}"
    return None if unit is None else _series(arguments[:-1], unit, separator="–")


def _series(numbers: Sequence[str], unit: str, separator: str) -> str | None:
    shown = [_number(number) for number in numbers]
    if any(one is None for one in shown):
        return None
    text = separator.join([one for one in shown if one])
    if not unit or not text:
        return text or unit
    return text + ("" if unit[0] in _NOT_SPACED and len(unit) == 1 else "\u00a0") + unit


def _number(text: str) -> str | None:
    """`1.5e-3` → 1.5 × 10⁻³, with markup; `1 +- 2` keeps its sign."""
    parts = []
    for one in _PLUS_MINUS.split(text.replace(r"\,", " ").replace("~", " ")):
        match = _NUMBER.fullmatch(one)
        if match is None:
            return None
        sign, digits, error, exponent = match.groups()
        shown = sign.replace("-", "−") + digits.strip() + (f"({error})" if error else "")
        if exponent:
            power = f"10<sup>{exponent.lstrip('+').replace('-', '−')}</sup>"
            shown = f"{shown} × {power}" if digits.strip() else shown + power
        parts.append(shown)
    return " ± ".join(parts).strip()


def _angle(text: str) -> str | None:
    """`45` → 45°, `1;2;3` → 1°2′3″."""
    if ";" not in text:
        number = _number(text)
        return None if number is None else f"{number}°"
    parts = zip(text.split(";"), "°′″", strict=False)
    return "".join([f"{part.strip()}{sign}" for part, sign in parts if part.strip()])


def _unit(text: str) -> str | None:
    """A unit as siunitx prints it; None where a macro of it is not known."""
    pieces: list[str] = []
    prefix = power = ""
    is_per = is_open = False
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            return None
        position = match.end()
        word, group, sign, braced, product, slash, _, plain = match.groups()
        if word in _PREFIXES:
            prefix = _PREFIXES[word]
        elif word in _POWERS_BEFORE:
            power = _POWERS_BEFORE[word]
        elif word == "per":
            is_per = True
        elif word in _POWERS or word == "tothe" or group or sign:
            raised = _POWERS.get(word or "", group or sign or "")
            if word == "tothe":
                raised, position = _braced(text, position)
            pieces = _raised(pieces, raised)
        elif word or plain:
            unit = _unit_named(word) if word else (plain or "")
            if unit is None:
                return None
            if pieces and is_open:
                pieces.append(" ")
            pieces.append(prefix + unit)
            if power or is_per:
                pieces.append(f"<sup>{'−' if is_per else ''}{power or '1'}</sup>")
            prefix = power = ""
            is_per, is_open = False, True
        elif slash:
            pieces.append("/")
            is_open = False
        elif product:
            pieces.append(" ")
            is_open = False
        elif braced:
            pieces.append(braced)
    return None if prefix else "".join(pieces)


def _unit_named(name: str) -> str | None:
    if name in _UNITS:
        return _UNITS[name]
    short = _SHORT.fullmatch(name)
    if short is None:
        return None
    prefix = "µ" if short[1] == "u" else short[1]
    return prefix + ("Ω" if short[2] == "ohm" else short[2])


def _braced(text: str, position: int) -> tuple[str, int]:
    match = _GROUP_OR_SIGN.match(text, position)
    return ((match[1] or match[2] or ""), match.end()) if match else ("", position)


def _raised(pieces: list[str], power: str) -> list[str]:
    """The power after a unit: that of a unit after `\\per` is negative already."""
    power = power.replace("-", "−")
    if pieces and pieces[-1] == "<sup>−1</sup>":
        return [*pieces[:-1], f"<sup>−{power}</sup>"]
    return [*pieces, f"<sup>{power}</sup>"]
