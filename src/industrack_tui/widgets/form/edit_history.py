"""Undo and redo of typing in one text: what belongs together is taken back together."""

from enum import Enum

from industrack_core.domain.named_tuple import NamedTuple

_MOST = 200


class EditKind(Enum):
    """What changed a text. Typing in a row is one step up to the next word, erasing in a row is one step."""

    TYPING = "typing"
    ERASING = "erasing"
    OTHER = "other"


class Moment(NamedTuple):
    """A text with its cursor, and where a selection began."""

    text: str
    cursor: int
    anchor: int | None


class History:
    """The moments before each step, and those that were taken back."""

    def __init__(self) -> None:
        self._past: list[Moment] = []
        self._future: list[Moment] = []
        self._kind: EditKind | None = None

    def before(self, moment: Moment, kind: EditKind, *, new_word: bool = False) -> None:
        """A change of this kind comes; `new_word` when it begins one."""
        if kind is EditKind.OTHER or kind is not self._kind or new_word or moment.anchor is not None:
            self._past = [*self._past[1 - _MOST :], moment]
        self._kind = kind
        self._future.clear()

    def pause(self) -> None:
        """The cursor went elsewhere: what is typed now is a step of its own."""
        self._kind = None

    def undo(self, now: Moment) -> Moment | None:
        """The moment before the last step; None when there is none."""
        return self._go(now, self._past, self._future)

    def redo(self, now: Moment) -> Moment | None:
        """The moment that the last undo took back; None when there is none."""
        return self._go(now, self._future, self._past)

    def _go(self, now: Moment, source: list[Moment], other: list[Moment]) -> Moment | None:
        self._kind = None
        if not source:
            return None
        other.append(now)
        return source.pop()
