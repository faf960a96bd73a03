"""Changing the record of a row: read as it is saved now, saved in the version that the list showed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.listing import ListRow
from industrack_tui.acting import perform

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList


def with_record(screen: "OpenList", row: ListRow, deed: Callable[[Held], None]) -> None:
    """Read a row's record and do something with it, or say that it is gone."""
    screen.bring(_with_record(screen, row, deed))


async def _with_record(screen: "OpenList", row: ListRow, deed: Callable[[Held], None]) -> None:
    kind = screen.spec.record_kind
    found = await screen.bridge.ask(lambda desk: desk.records(kind, [row.id]))
    if row.id in found:
        deed(found[row.id])
    else:
        name = f"The {screen.spec.word} {screen.spec.called(row)}".rstrip()
        screen.say(f"{name} was deleted meanwhile.", "panel_error")
        screen.reload()


def change_record(
    screen: "OpenList", row: ListRow, change: Callable[[Held], Held], deed: str,
    after: Callable[[Done], None] | None = None,
) -> None:  # fmt: skip
    """Read a row's record and save it changed, in the version that the list showed."""

    def save(record: Held) -> None:
        changed = replace(change(record), version=row.version)
        perform(screen, SaveRecord(changed), deed, after=after)

    with_record(screen, row, save)
