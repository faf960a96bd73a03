"""Frozen values as the standard library makes them, held against its own."""

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from industrack_core.domain.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    a: int
    b: tuple[int, ...] = ()
    c: list[int] = field(default_factory=list, compare=False)
    d: int = field(default=3, kw_only=True, repr=False)
    e: int = field(default=4, init=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A value."""

    a: int
    b: tuple[int, ...] = ()
    c: list[int] = field(default_factory=list, compare=False)
    d: int = field(default=3, kw_only=True, repr=False)
    e: int = field(default=4, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer(Ours):
    f: str = "f"


@dataclasses.dataclass(frozen=True, slots=True)
class Mixed(Ours):
    """One of the standard library's that is based on one of ours."""

    f: str = "f"


@dataclass(frozen=True)
class Roomy(Theirs):
    """One of ours that is based on one of the standard library's, with room for more."""

    f: str = "f"

    def __hash__(self) -> int:
        return 7


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True)
class Positive:
    number: float

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("negative")


CALLS: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((1,), {}), ((1, (2,)), {}), ((1,), {"c": [5]}), ((1,), {"d": 9}), ((), {"a": 2, "b": (), "d": 3}), ((2,), {}),
    ((), {}), ((1, (), [], 3), {}), ((1,), {"e": 2}), ((1,), {"a": 1}), ((1,), {"z": 1}),
)  # fmt: skip


def outcome(cls: Any, call: tuple[tuple[Any, ...], dict[str, Any]]) -> str:
    try:
        return repr(cls(*call[0], **call[1])).replace(cls.__name__, "C")
    except TypeError as error:
        return str(error).replace(cls.__name__, "C")


@pytest.mark.parametrize("call", CALLS)
def test_an_instance_is_made_as_theirs_is(call: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    expected = outcome(Theirs, call)
    assert [outcome(Ours, call), outcome(Ours, call)] == [expected, expected]  # the first is made in another way


def test_instances_are_equal_and_hashed_as_theirs_are() -> None:
    made = [(Ours(*args, **named), Theirs(*args, **named)) for args, named in CALLS[:6]]
    for ours, theirs in made:
        assert [ours == each for each, _ in made] == [theirs == each for _, each in made]
        assert hash(ours) == hash(theirs)
    nan = float("nan")
    assert (Nothing(), Positive(nan)) == (Nothing(), Positive(nan))
    assert (hash(Nothing()), hash(Positive(2.5))) == (hash(()), hash((2.5,)))


def test_no_field_is_changed() -> None:
    for made in (Ours(1), Theirs(1), Longer(a=1), Mixed(1), Roomy(1)):
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'a'"):
            made.a = 2  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'a'"):
            del made.a
        with pytest.raises((AttributeError, TypeError)):
            made.unknown = 2  # type: ignore[union-attr]


def test_a_class_that_is_none_itself_may_have_attributes() -> None:
    class Child(Ours):
        pass

    child = Child(1)
    child.note = "x"  # type: ignore[attr-defined]
    assert child.note == "x"  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError):
        child.a = 2  # type: ignore[misc]


@pytest.mark.parametrize("made", [Ours(1, (2,), [3]), Longer(a=1, f="g"), Mixed(1, f="g"), Roomy(1, f="g"), Nothing()])
def test_it_is_copied_kept_and_replaced(made: Any) -> None:
    assert copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == dataclasses.replace(made)
    if made != Nothing():
        assert dataclasses.replace(made, a=8).a == 8
        assert dataclasses.asdict(made)["a"] == 1
        assert vars(type(made))["__match_args__"][:2] in (("a", "b"), ())


def test_its_slots_are_its_fields() -> None:
    assert [vars(each)["__slots__"] for each in (Ours, Longer)] == [("a", "b", "c", "d", "e"), ("f",)]
    assert not hasattr(Ours(1), "__dict__")
    assert Ours.__doc__ == "A value."
    assert (Ours.__qualname__, Ours.__module__) == ("Ours", __name__)


def test_what_is_written_by_hand_stays() -> None:
    assert hash(Roomy(1)) == 7
    with pytest.raises(ValueError, match="negative"):
        Positive(-1)
    with pytest.raises(ValueError, match="negative"):
        dataclasses.replace(Positive(1), number=-1)


def test_it_is_read_by_patterns() -> None:
    match Ours(1, (2,)):
        case Ours(a, b):
            assert (a, b) == (1, (2,))
