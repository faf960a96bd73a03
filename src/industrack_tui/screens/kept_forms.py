"""Forms that a console which is gone has left half filled: offered at the next start, one after the other."""

import asyncio
from typing import TYPE_CHECKING

from industrack_tui.drafts import DraftFile, Kept, KeptDraft, age_text, left_behind
from industrack_tui.screens.dialogs import Choice, Menu

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen


async def offer_drafts(screen: "ScheduleScreen") -> None:
    """Offer what a console that is gone has left, the newest first."""
    folder = screen.start.drafts
    if folder is None:
        return
    desk = screen.bridge.desk
    found = await asyncio.to_thread(lambda: list(left_behind(folder, desk.place, desk.who)))
    await _offer_next(screen, found)


async def _offer_next(screen: "ScheduleScreen", found: list[tuple[DraftFile, Kept]]) -> None:
    if not found:
        return
    if not screen.is_free:
        # somebody is at work already: a question that comes by itself would take their keys
        screen.when_free = lambda: screen.bring(_offer_next(screen, found))
        return
    (file, kept), *rest = found
    about = f"{kept.label}, left {age_text(screen.bridge.desk.clock() - kept.at)}{await _since(screen, kept)}."
    choices = [
        Choice("open", "o", "Open it", "go on where it was left"),
        Choice("throw", "t", "Throw it away", "what was typed is lost"),
        Choice("later", "l", "Later", "ask again at the next start"),
    ]

    def chosen(way: str | None) -> None:
        if way == "open":
            open_kept(screen, file, kept)
        elif way == "throw":
            file.forget()
            file.release()
        else:
            file.release()
        if way != "open":
            screen.bring(_offer_next(screen, rest))
        else:
            for other, _ in rest:
                other.release()

    menu = Menu(screen.look, screen.glyphs, "A form was left half filled", choices, [about])
    screen.app.push_screen(menu.unasked(), chosen)


async def _since(screen: "ScheduleScreen", kept: Kept) -> str:
    """What became meanwhile of what the form is about."""
    if isinstance(kept, KeptDraft):
        from industrack_tui.screens.job import keeping

        return await keeping.since(screen, kept)
    from industrack_tui.screens.office import record_keeping

    return await record_keeping.since(screen, kept)


def open_kept(screen: "ScheduleScreen", file: DraftFile, kept: Kept) -> None:
    """Open the form as it was left, over its record as it is now."""
    if isinstance(kept, KeptDraft):
        from industrack_tui.screens.schedule_acts import open_form

        open_form(screen, kept.job_id, kept=(file, kept), starts_at=None, crew=())
    else:
        from industrack_tui.screens.office.record_keeping import open_record

        screen.bring(open_record(screen, file, kept))
