"""An act in doubt: the connection was lost while it was under way, so it may be saved and it may be not.

It is never guessed. The same act is given again with the same id, in a transaction that writes: that takes the write
lock, so that an older commit under way ends first, looks the id up in the journal, does the act only if it is not
there, and commits. A commit that comes back after it proves the earlier one, on a second server too.
"""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from industrack_core.desk.dating import utc_now
from industrack_core.desk.perform import perform_act
from industrack_core.domain.acts.acts import Act
from industrack_core.domain.errors import CommitLost, DatabaseError, StandbyAway
from industrack_core.domain.outcomes import Outcome, Unsure
from industrack_core.store.store import Store

PATIENCE = 40.0
"""Seconds for which it is asked what became of an act: a server takes some to be back, or another to be promoted."""
_SOON, _FIRST, _LATER = 5.0, 0.25, 1.0


def perform_twice(store: Store, act: Act, who: str, now: datetime, act_id: str | None = None) -> Outcome:
    """`perform_act`, and once more where the connection was lost. Raises CommitLost when that is lost as well."""
    try:
        return perform_act(store, act, who, now, act_id)
    except CommitLost as error:
        lost = error
    return _again(store, act, who, now, lost)


def _again(store: Store, act: Act, who: str, now: datetime, lost: CommitLost) -> Outcome:
    try:
        return perform_act(store, act, who, now, lost.act_id)
    except DatabaseError as error:
        raise _still(error, lost.act_id, lost.label) from error


def _still(error: DatabaseError, act_id: str, label: str = "") -> CommitLost:
    """The doubt as it stands: why it could not be asked."""
    lost = CommitLost(str(error))
    lost.act_id, lost.label, lost.__cause__ = act_id, label, error
    return lost


def perform_or_doubt(
    store: Store, act: Act, who: str, now: datetime, act_id: str | None = None, *,
    doubted: Callable[[Unsure], None], wait: Callable[[float], bool],
) -> Outcome:  # fmt: skip
    """`perform_act`, asked again until it is known what became of it, or for `PATIENCE` seconds: then Unsure.

    `doubted` hears once, when the first look-up brought nothing. `wait` sleeps some seconds, and answers True when
    nobody waits for the answer any longer. Raises DatabaseError: nothing is saved then. An act that comes with its id
    is in doubt already: whatever stands in the way then is Unsure at once.
    """
    try:
        return perform_act(store, act, who, now, act_id)
    except CommitLost as error:
        lost = error
    except DatabaseError as error:
        if act_id is None:
            raise
        lost = _still(error, act_id)
    since, told, until = utc_now(), False, monotonic() + (PATIENCE if act_id is None else 0)
    while True:
        try:
            return _again(store, act, who, now, lost)
        except CommitLost as error:
            lost = error
        unsure = Unsure(lost.act_id, since, lost.label, str(lost), isinstance(lost.__cause__, StandbyAway))
        if not told:
            told = True
            doubted(unsure)
        left = until - monotonic()
        if left <= 0 or wait(_FIRST if left > PATIENCE - _SOON else _LATER):
            return unsure
