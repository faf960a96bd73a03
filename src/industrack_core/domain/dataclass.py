"""`dataclass` for frozen values: what the standard library's makes of a class, without compiling six functions.

More than two hundred of them stand between a start and a filled board, and compiling what they are compared, shown and
guarded with was a fifth of what that start cost. Here those are closures over the names of fields, about as quick to
call; and what makes an instance is compiled with the first one, since most classes of acts and records have none in a
day.
"""

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)
_MISSING = dataclasses.MISSING
_Value = Any
"""A class that is being made, or what an instance of it holds."""
_Read = Callable[[_Value], tuple[_Value, ...]]


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def dataclass(*, frozen: bool, slots: bool = False, kw_only: bool = False) -> Callable[[_Class], _Class]:
    """A decorator as `dataclasses.dataclass`. `frozen` is True: what changes is one of the standard library's."""
    assert frozen
    return lambda cls: _made(cls, slots, kw_only)


def _made(cls: _Value, slots: bool, kw_only: bool) -> _Value:
    written = {name for name, value in vars(cls).items() if value is not None}
    inherits = any(dataclasses.is_dataclass(base) for base in cls.__mro__[1:])
    cls.__doc__ = cls.__doc__ or cls.__name__  # else its signature is looked at, and written there
    # collects the fields; what inherits has to say that it is frozen as its base is
    collect = dataclasses.dataclass(init=False, repr=False, eq=False, frozen=inherits, kw_only=kw_only)
    cls = _slotted(collect(cls)) if slots else collect(cls)
    cls.__dataclass_params__.frozen = True
    fields = dataclasses.fields(cls)
    for name, function in {
        "__init__": _first_init(cls),
        "__eq__": _equal(_values([each.name for each in fields if each.compare])),
        "__hash__": _hash(_values([f.name for f in fields if (f.compare if f.hash is None else f.hash)])),
        "__repr__": _repr([each.name for each in fields if each.repr]),
        "__setattr__": _guard(cls, fields, "assign to", "__setattr__"),
        "__delattr__": _guard(cls, fields, "delete", "__delattr__"),
    }.items():
        if name not in written:
            setattr(cls, name, function)
    return cls


def _slotted(cls: _Value) -> _Value:
    """The class with a slot for each field; slots cannot be given to one that exists."""
    inherited = {slot for base in cls.__mro__[1:-1] for slot in base.__dict__.get("__slots__", ())}
    names = [each.name for each in dataclasses.fields(cls)]
    left_out = {"__dict__", "__weakref__", *names}
    body = {name: value for name, value in vars(cls).items() if name not in left_out}
    body["__slots__"] = tuple(name for name in names if name not in inherited)
    body.setdefault("__getstate__", _state)
    body.setdefault("__setstate__", _take_state)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _state(self: _Value) -> list[_Value]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _take_state(self: _Value, state: list[_Value]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


def _values(names: Sequence[str]) -> _Read:
    """What reads these fields of an instance, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _equal(values: _Read) -> Callable[[_Value, _Value], _Value]:
    def equal(self: _Value, other: _Value) -> _Value:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(values: _Read) -> Callable[[_Value], int]:
    return lambda self: hash(values(self))


def _repr(names: Sequence[str]) -> Callable[[_Value], str]:
    return lambda self: f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


def _guard(cls: _Value, fields: Sequence[dataclasses.Field[_Value]], deed: str, past: str) -> Callable[..., None]:
    names = {each.name for each in fields}

    def refuse(self: _Value, name: str, *value: _Value) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot {deed} field {name!r}")
        getattr(super(cls, self), past)(name, *value)

    return refuse


def _first_init(cls: _Value) -> Callable[..., None]:
    """What stands in for `__init__` until the first instance is made, and then makes way for it."""

    def first(self: _Value, *given: _Value, **named: _Value) -> None:
        init = _init(cls)
        cls.__init__ = init
        init(self, *given, **named)

    return first


def _init(cls: _Value) -> _Value:
    """What makes an instance, compiled as the standard library does it."""
    fields = dataclasses.fields(cls)
    known: dict[str, _Value] = {"_put": object.__setattr__, "_missing": _MISSING}
    arguments, body = ["self"], ["pass"]
    for each in sorted((each for each in fields if each.init), key=lambda each: bool(each.kw_only)):
        if each.kw_only and "*" not in arguments:
            arguments.append("*")
        has_default = each.default is not _MISSING or each.default_factory is not _MISSING
        arguments.append(f"{each.name}=_default_{each.name}" if has_default else each.name)
    for each in fields:
        known |= {f"_default_{each.name}": each.default, f"_make_{each.name}": each.default_factory}
        value = _value(each)
        if value:
            body.append(f"_put(self, {each.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(body), known)
    init = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _value(field: dataclasses.Field[_Value]) -> str:
    """What a field is set to, as it is written in `__init__`; empty for one that is not set there."""
    name = field.name
    if field.default_factory is not _MISSING:
        return f"_make_{name}() if {name} is _missing else {name}" if field.init else f"_make_{name}()"
    if field.init:
        return name
    return f"_default_{name}" if field.default is not _MISSING else ""
