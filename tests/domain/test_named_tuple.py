"""`NamedTuple` of our own beside the standard library's: the same of the same class."""

import copy
import pickle
import typing
from collections.abc import Callable, Mapping
from types import new_class
from typing import Any, Generic, TypeVar

import msgspec
import pytest

from industrack_core.domain.named_tuple import NamedTuple

T = TypeVar("T")
_Made = Any


class Body:
    """Of a job."""

    number: int
    name: str = "?"
    crew: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        return f"{self.number} {self.name}"

    @classmethod
    def of(cls: _Made, number: int) -> object:
        return cls(number)


def made(name: str, base: object) -> _Made:
    """The body as the class that a base makes of it."""
    body = {of: value for of, value in vars(Body).items() if of not in ("__dict__", "__weakref__")}
    return new_class(name, (base,), exec_body=lambda given: given.update(body))


Ours, Theirs = made("Ours", NamedTuple), made("Theirs", typing.NamedTuple)


class Named(NamedTuple, Generic[T]):
    what: T


class Nothing(NamedTuple):
    pass


class Pair(NamedTuple):
    number: int
    name: str = "?"

    @property
    def marked(self) -> str:
        return f"#{self.number}"


class Sub(Pair):
    def __new__(cls, number: int) -> "Sub":
        return super().__new__(cls, number + 1)


ASKED: Mapping[str, Callable[[_Made], object]] = {
    "values": lambda c: tuple(c(1, "Ana", (2, 3))),
    "by name": lambda c: tuple(c(name="Ana", number=1)),
    "defaults": lambda c: tuple(c(1)),
    "read": lambda c: (c(7, "Ana").number, c(7, "Ana").name, c(7).crew),
    "shown": lambda c: repr(c(1, "A\x1b")).partition("(")[2],
    "equal": lambda c: c(1) == (1, "?", ()),
    "hash": lambda c: hash(c(1)) == hash((1, "?", ())),
    "sorted": lambda c: sorted([c(2), c(1)])[0] == c(1),
    "replaced": lambda c: tuple(c(1)._replace(name="Ben")),
    "as a mapping": lambda c: c(1)._asdict(),
    "made of values": lambda c: tuple(c._make([1, 2, 3])),
    "property": lambda c: c(1).told,
    "class method": lambda c: tuple(c.of(4)),
    "unpacked": lambda c: [*c(1)],
    "document": lambda c: c.__doc__,
    "fields": lambda c: (c._fields, c._field_defaults, c.__match_args__, c.__annotations__),
    "hints": typing.get_type_hints,
    "module": lambda c: c.__module__,
    "pickled": lambda c: pickle.loads(pickle.dumps(c(1, "Ana"))) == c(1, "Ana"),
    "of its class": lambda c: type(pickle.loads(pickle.dumps(c(1)))) is c,
    "copied": lambda c: type(copy.deepcopy(c(1))) is c,
    "decoded": lambda c: type(msgspec.json.decode(b'[1,"Ana"]', type=c)) is c,
    "decoded values": lambda c: tuple(msgspec.json.decode(b'[1,"Ana",[2]]', type=c)),
    "no dict": lambda c: hasattr(c(1), "__dict__"),
}
WRONG: Mapping[str, Callable[[_Made], object]] = {
    "too few": lambda c: c(),
    "too many": lambda c: c(1, "a", (), 4),
    "twice": lambda c: c(1, number=1),
    "unknown": lambda c: c(1, colour="red"),
    "too few made": lambda c: c._make([1]),
    "unknown replaced": lambda c: c(1)._replace(colour="red"),
    "set": lambda c: setattr(c(1), "number", 2),
    "a new one": lambda c: setattr(c(1), "colour", 2),
}


@pytest.mark.parametrize("asked", ASKED)
def test_it_is_what_the_standard_library_makes(asked: str) -> None:
    assert ASKED[asked](Ours) == ASKED[asked](Theirs)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_refused_alike(wrong: str) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError)) as theirs:
        WRONG[wrong](Theirs)
    with pytest.raises(theirs.type):
        WRONG[wrong](Ours)


def test_a_generic_one_an_empty_one_and_one_that_is_inherited() -> None:
    assert Named[int](3).what == 3
    assert Named("a") == ("a",)
    assert Nothing() == ()
    assert Sub(1) == (2, "?")
    assert type(Sub(1)) is Sub
    assert Sub(1).marked == "#2"


def test_a_field_without_a_default_after_one_that_has_one_is_refused() -> None:
    body = {"__annotations__": {"one": int, "two": int}, "one": 1}
    with pytest.raises(TypeError, match="default"):
        new_class("Wrong", (NamedTuple,), exec_body=lambda given: given.update(body))


def test_the_first_may_be_made_by_name() -> None:
    class First(NamedTuple):
        one: int
        two: int = 2

    assert First(one=1) == (1, 2)
    assert First(1, two=3) == (1, 3)
