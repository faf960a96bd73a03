"""`NamedTuple`: what `typing.NamedTuple` makes of a class, without compiling its `__new__` for it.

A hundred and more stand between a start and a filled board, most of which have no instance in a day, so that what makes
one is compiled with the first. Fields are read by what the standard library reads them by.
"""

import sys
from collections import _tuplegetter  # type: ignore[attr-defined]
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import TYPE_CHECKING, NamedTuple, Self, cast

__all__ = ["NamedTuple"]


class _Named(tuple[object, ...]):
    """What all of them have in common."""

    __slots__ = ()
    _fields = tuple[str, ...]()  # what is annotated here would be a field of them all

    @classmethod
    def _make(cls, values: Iterable[object]) -> Self:
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changes: object) -> Self:
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return made

    def _asdict(self) -> dict[str, object]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def __getnewargs__(self) -> tuple[object, ...]:
        return tuple(self)


class _Naming(type):
    """Makes of a class that names fields one of tuples."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
        if not bases:
            return super().__new__(cls, name, bases, body)
        fields = tuple(cast("dict[str, type]", body.get("__annotations__", {})))
        defaults = {each: body.pop(each) for each in fields if each in body}
        if tuple(defaults) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"{name}: a field without a default follows one that has one")
        body |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
        body |= {each: _tuplegetter(place, "") for place, each in enumerate(fields)}
        made = type(name, (_Named, *bases[1:]), body)
        if "__new__" not in body:
            type.__setattr__(made, "__new__", _first_new(made, fields, defaults))
        return made


def _first_new(made: type, fields: tuple[str, ...], defaults: Mapping[str, object]) -> Callable[..., object]:
    """What stands in for `__new__` until the first instance is made, and then makes way for it."""

    def first(_cls: object, /, *given: object, **named: object) -> object:
        names, values = "".join(f", {each}" for each in fields), "".join(f"{each}, " for each in fields)
        code = eval(f"lambda _cls{names}: _new(_cls, ({values}))").__code__
        new = FunctionType(code, {"_new": tuple.__new__}, "__new__", tuple(defaults.values()))
        type.__setattr__(made, "__new__", new)
        return new(_cls, *given, **named)

    return first


class _Fields(metaclass=_Naming):
    """What a class that names fields inherits, as long as it is not made."""


class _Base:
    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (_Fields,)


if not TYPE_CHECKING and sys.version_info < (3, 14):  # later ones keep elsewhere what is annotated
    NamedTuple = _Base()
