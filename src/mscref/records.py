"""Classes of values: what frozen dataclasses with slots are, for a thirtieth of their cost.

A dataclass writes, compiles and runs the source of six methods when its module is imported: 0.4 ms
a class, and 8 ms more for the modules it needs. `format` of five references imports 60 of them, so
a quarter of its start went there. Here the methods are shared, and only `__init__` is written, when
the first value of a class is made. A class is declared as a dataclass is, and checked as one:

    class Name(Record):
        family: str = ""
        given: str = ""

    class Counter(Record, frozen=False, eq=False): …    may change; is equal to itself alone
    class Options(Record, kw_only=True): …              takes keywords only

The module has `from __future__ import annotations`, as all of ours. A field whose default is made
anew for each value says so: `seen: set[str] = made(factory=set)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")
_FEW = 12
_NOT_FIELDS = ("ClassVar", "typing.ClassVar")


class _Made:
    """The default of a field that is made anew for each value."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def made(*, factory: Callable[[], _T]) -> _T:
    """Declare that the default of a field is what `factory` returns, called for each value."""
    default: Any = _Made(factory)
    return default  # type: ignore[no-any-return]


def _first_init(self: Any, *values: Any, **named: Any) -> None:  # noqa: ANN401
    """Makes the first values of a class; then its own `__init__` is written, and found there.

    To write one costs as much as a dozen calls of this. It is left to complain of wrong calls, too.
    """
    kind = type(self)
    kind._calls += 1
    given = dict(zip(kind._fields, values))  # noqa: B905 - too many are counted
    given |= named
    fields = {**kind._defaults, **given}
    is_right = len(given) == len(values) + len(named) and fields.keys() == {*kind._fields}
    if kind._calls > _FEW or not is_right or (values and kind._kw_only):
        kind.__init__ = _written_init(kind)
        kind.__init__(self, *values, **named)
        return
    for field, value in fields.items():
        getattr(kind, field).__set__(self, value.make() if value.__class__ is _Made else value)
    if hasattr(kind, "__post_init__"):
        self.__post_init__()


@dataclass_transform(frozen_default=True, field_specifiers=(made,))
class _RecordType(type):
    """Makes the class of a record: its fields are slots, their defaults kept beside them."""

    _fields: tuple[str, ...]
    _defaults: Mapping[str, Any]
    _values: Any
    _kw_only: bool
    _declared: Mapping[str, Any] | None
    _calls: int

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        frozen: bool = True,
        eq: bool = True,
        kw_only: bool = False,
    ) -> _RecordType:
        own = tuple(
            field
            for field, hint in namespace.get("__annotations__", {}).items()
            if not str(hint).startswith(_NOT_FIELDS)
        )
        base = next((one for one in bases if isinstance(one, _RecordType)), None)
        inherited = base._fields if base else ()
        fields = (*inherited, *(field for field in own if field not in inherited))
        defaults = dict(base._defaults) if base else {}
        defaults |= {field: namespace.pop(field) for field in own if field in namespace}
        namespace |= {
            "__slots__": (*namespace.get("__slots__", ()), *fields[len(inherited) :]),
            "__match_args__": fields,
            "_fields": fields,
            "_defaults": defaults,
            "_values": attrgetter(*fields) if fields else lambda _: (),
            "_kw_only": kw_only,
            "_declared": None,
            "_calls": 0,
            "__init__": namespace.get("__init__", _first_init),
        }
        if base:
            namespace |= {} if frozen else _CHANGING
            namespace |= {} if eq else _BY_IDENTITY
        return super().__new__(mcs, name, bases, namespace)


class _DataclassFields:
    """What `dataclasses` asks for: with it its functions take a record for a dataclass."""

    def __get__(self, record: object, kind: _RecordType) -> Mapping[str, Any]:
        if kind._declared is None:
            kind._declared = _declared_fields(kind)
        return kind._declared


def _declared_fields(kind: _RecordType) -> Mapping[str, Any]:
    """The fields as those of a dataclass, which is costly: once for each class."""
    import dataclasses

    found: dict[str, Any] = {}
    for name in kind._fields:
        # A field belongs to the dataclass that it is declared in: borrow one.
        stand_in: Any = dataclasses.make_dataclass("_", [(name, Any)])
        found |= stand_in.__dataclass_fields__
    return found


class Record(metaclass=_RecordType):
    """The base of all records; `replaced` makes a record with other values."""

    __slots__ = ()
    __dataclass_fields__ = _DataclassFields()

    def __eq__(self, other: object) -> bool:
        kind = type(self)
        if kind is not type(other):
            return NotImplemented
        return bool(kind._values(self) == kind._values(other))

    def __hash__(self) -> int:
        return hash(type(self)._values(self))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change: {name}")

    def __repr__(self) -> str:
        fields = ", ".join(f"{field}={getattr(self, field)!r}" for field in type(self)._fields)
        return f"{type(self).__qualname__}({fields})"

    def __reduce__(self) -> tuple[Any, ...]:
        fields = type(self)._fields
        return _restored, (type(self), tuple(getattr(self, field) for field in fields))


# Methods of a class whose values may change, or are equal to themselves alone.
_CHANGING: Mapping[str, Any] = {
    "__setattr__": object.__setattr__, "__delattr__": object.__delattr__, "__hash__": None,
}  # fmt: skip
_BY_IDENTITY: Mapping[str, Any] = {"__eq__": object.__eq__, "__hash__": object.__hash__}


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """The names of the fields of a class, in their order."""
    return kind._fields


def replaced(value: _T, **changes: Any) -> _T:  # noqa: ANN401
    """The record with some of its fields changed; a dataclass, too, as `dataclasses.replace`."""
    if not isinstance(value, Record):
        from dataclasses import replace

        return replace(value, **changes)  # type: ignore[type-var]
    kind = type(value)
    values = {field: getattr(value, field) for field in kind._fields}
    return kind(**(values | changes))


def _restored(kind: type[Record], values: tuple[Any, ...]) -> Record:
    """The record that was pickled or copied."""
    return kind(**dict(zip(kind._fields, values, strict=True)))


def _written_init(kind: Any) -> Any:  # noqa: ANN401
    """`__init__` of a class, as its author would write it by hand.

    The slots are filled by their descriptors: fast, and past the `__setattr__` that forbids it.
    """
    names: dict[str, Any] = {}
    parameters, lines = [], []
    for field in kind._fields:
        names[f"_set_{field}"] = getattr(kind, field).__set__
        value = field
        if field not in kind._defaults:
            parameters.append(field)
        else:
            default = kind._defaults[field]
            parameters.append(f"{field}=_default_{field}")
            names[f"_default_{field}"] = default
            if isinstance(default, _Made):
                names[f"_make_{field}"] = default.make
                value = f"_make_{field}() if {field} is _default_{field} else {field}"
        lines.append(f"    _set_{field}(self, {value})")
    star = "*, " if kind._kw_only and parameters else ""
    body = "\n".join(lines) or "    pass"
    post = "\n    self.__post_init__()" if hasattr(kind, "__post_init__") else ""
    source = f"def __init__(self, {star}{', '.join(parameters)}):\n{body}{post}"
    exec(source, names)
    return names["__init__"]
