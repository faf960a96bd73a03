"""What becomes of a dispatch, said behind what was done: no phone is connected, or until when it is taken back."""

import asyncio
from collections.abc import Collection, Sequence
from math import ceil

from industrack_core.domain.dataclass import dataclass
from industrack_tui.commands.board import BY_ID
from industrack_tui.session import Actor

NO_PHONES = "No phones connected."


@dataclass(frozen=True, slots=True)
class WhatWasSaid:
    """What was said of an act: the sentence, its role, the hint behind it, the records it is about."""

    sentence: str
    role: str
    hint: str
    about: Collection[int]


async def tell_reach(actor: Actor, entry_ids: Sequence[int], said: WhatWasSaid) -> None:
    """Say it behind what was said. `entry_ids` are the entries of the outbox that the act wrote."""
    number = actor.status.said
    reach = await actor.session.bridge.ask(lambda desk: desk.reach(entry_ids))
    if reach is None or actor.status.said != number:
        return
    if reach.has_phones:
        _count_down(actor, said, reach.due_s)
    else:
        actor.say(f"{said.sentence} {NO_PHONES}", said.role, said.hint, about=said.about)


def _count_down(actor: Actor, said: WhatWasSaid, due_s: int) -> None:
    """Each second how many are left, as long as nothing else is said."""
    left = ceil(due_s - actor.session.now.timestamp())
    if left <= 0:
        actor.say(said.sentence, said.role, said.hint, about=said.about)
        return
    hint = f" {BY_ID['edit.undo'].shown_key} takes it back: {left} s"
    actor.say(said.sentence, said.role, hint, about=said.about)
    status, number = actor.status, actor.status.said
    if status.app.is_headless:
        return

    def go_on() -> None:
        if status.is_running and status.said == number:
            _count_down(actor, said, due_s)

    asyncio.get_running_loop().call_later(1.0, go_on)
