"""Day sheets from the console: whose, and where to write them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from industrack_core.domain.records.office import Employee
from industrack_core.domain.text.file_endings import PAPERS, told_endings
from industrack_core.domain.text.text import how_many
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk


def choose_print(screen: Schedule) -> None:
    """The menu: everybody's or one's sheets, to look at, as text file or as PDF."""
    office = screen.office
    assert office is not None
    employee = office.employee(screen.employee_id) if screen.employee_id is not None else None
    name = employee.short_name if employee else ""
    missing = "" if employee else "the cursor is in nobody's row"
    day = f"{screen.day:%A} {screen.day.day} {screen.day:%B}"
    choices = [
        Choice("look", "l", "Look", "the day's sheets on the screen"),
        Choice("pdf", "p", "PDF", "everybody with jobs, a page each"),
        Choice("text", "t", "Text", "the same as a text file"),
        Choice("one pdf", "P", f"PDF of {name or 'one'}", "the cursor's row", missing),
        Choice("one text", "T", f"Text of {name or 'one'}", "the cursor's row", missing),
    ]

    def chosen(choice: str | None) -> None:
        if choice is None:
            return
        everybody = [office.employees_by_id[each] for each in office.row_ids(screen.calendar)]
        people = [employee] if choice.startswith("one") and employee else everybody
        if choice == "look":
            screen.bring(_look(screen, people))
            return
        suffix = "pdf" if choice.endswith("pdf") else "txt"
        suggested = f"day-sheets-{screen.day.isoformat()}.{suffix}"

        def typed(text: str | None) -> None:
            if text:
                path = files.target(text)
                screen.bring(_write(screen, people, path, every=choice.startswith("one")), Coming.FILLS)

        files = screen.session.start.files  # a file that is there is never written over
        hint, explain = f"a file that ends in {told_endings(PAPERS)}", partial(files.explain, endings=PAPERS)
        prompt = Prompt(screen.look, screen.glyphs, f"Print {day} to", hint, explain, text=suggested)
        screen.app.push_screen(prompt, typed)

    screen.app.push_screen(Menu(screen.look, screen.glyphs, f"Print {day}", choices), chosen)


async def _look(screen: Schedule, people: Sequence[Employee]) -> None:
    from industrack_core.exchange.papers.day_sheets import day_sheets, day_sheets_text

    office = screen.office
    assert office is not None
    day = screen.day
    sheets = await screen.bridge.beside(lambda desk: day_sheets(desk, office, day, people))
    lines = [[(f" {line}", "panel")] for line in day_sheets_text(sheets).splitlines()] or [[(" No jobs.", "panel")]]
    screen.app.push_screen(Page(screen.look, screen.glyphs, "Day sheets", lines))


async def _write(screen: Schedule, people: Sequence[Employee], path: Path, every: bool) -> None:
    from industrack_core.exchange.papers.day_sheets import day_sheets, day_sheets_text

    office = screen.office
    assert office is not None

    day = screen.day

    def write(desk: "Desk") -> tuple[int, str]:
        from industrack_core.desk.values.new_file import new_private_file

        sheets = day_sheets(desk, office, day, people, every)
        if not sheets:
            return 0, ""
        with new_private_file(path) as file:
            if path.suffix.lower() == ".pdf":
                from industrack_core.exchange.papers.day_sheets_pdf import write_day_sheets

                return len(sheets), write_day_sheets(sheets, file)
            file.write(day_sheets_text(sheets).encode())
        return len(sheets), ""

    try:
        count, unprinted = await screen.bridge.beside(write)
    except OSError as error:
        named = screen.session.start.files.called(path)
        screen.status.say(f"{named} cannot be written: {error.strerror}.", "panel_error")
        return
    if not count:
        screen.status.say("Nobody has jobs on that day.", "panel_warning")
        return
    told = f"Wrote {how_many(count, 'day sheet')} to {screen.session.start.files.told(path)}."
    screen.status.say(f"{unprinted} {told}".strip(), "panel_warning" if unprinted else "panel_good")
