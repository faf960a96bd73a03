"""The one place where what a desk answers is held back from who may not see all of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import wraps
from types import FunctionType
from typing import ParamSpec, Protocol, TypeVar

from industrack_core.domain.acts.field_acts import GATEWAY
from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done, Unsure
from industrack_core.domain.rights import Sitter, lacking_sight


class _Seeing(Protocol):
    """A desk, as its answers know it."""

    who: str

    def sitter(self) -> Sitter | None:
        """Who asks."""


D = TypeVar("D", bound=type)
P = ParamSpec("P")
A = TypeVar("A")
_OWN = frozenset({"sitter", "kept_to", "close", "changes"})
_PLAIN = (type(None), bool, int, float, str, bytes, datetime)


def seen_by_person(desk: D) -> D:
    """Let every public method of a kind of desk answer through the veil, also those that it has of its parts."""
    for each in reversed(desk.__mro__[:-1]):
        for name, method in vars(each).items():
            is_read = isinstance(method, FunctionType) and not name.startswith("_") and name not in _OWN
            if is_read and getattr(desk, name) is method and not hasattr(method, "__wrapped__"):
                setattr(desk, name, _through_veil(method))
    return desk


def _through_veil(method: Callable[P, A]) -> Callable[P, A]:
    @wraps(method)
    def answer(*given: P.args, **named: P.kwargs) -> A:
        found = method(*given, **named)
        return found if isinstance(found, _PLAIN) else _answered(given[0], found)  # type: ignore[arg-type]

    return answer


def _answered(desk: _Seeing, found: A) -> A:
    """What became of an act is told, also where the database is lost before anybody can say who sits here."""
    try:
        return through_veil(desk, found)
    except DatabaseError:
        if not isinstance(found, Done | Unsure):
            raise
        return replace(found, line="It was saved.", warnings=()) if isinstance(found, Done) else found


def through_veil(desk: _Seeing, found: A) -> A:
    """What a desk answers, as who asks may see it. A gateway hands to phones what their settings let them see."""
    person = desk.sitter()
    lacking = lacking_sight(person)
    if person is None or not lacking or person.is_gateway or (desk.who == GATEWAY and person.state is None):
        return found
    from industrack_core.desk.veil import veil

    return veil(found, lacking)


def told_of(desk: _Seeing, news: News) -> News:
    """News as who listens may hear it: without its sentence, where nobody can say for now what that is."""
    if not isinstance(news, Changes):
        return news
    try:
        return through_veil(desk, news)
    except DatabaseError:
        return replace(news, line="")
