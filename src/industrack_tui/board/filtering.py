"""Choosing the board's filter: typing one, hiding what it does not name, saving it."""

from dataclasses import replace

from industrack_core.domain.text.text import clean_line
from industrack_tui.board.board_filter import HINT, BoardFilter, FilterError, parse_filter
from industrack_tui.board.schedule import Schedule
from industrack_tui.terminal.awaiting import Coming


def choose_board_filter(screen: Schedule) -> None:
    """The menu of filters: type one, hide rows without matches, a saved one, save, clear."""
    from industrack_tui.dialogs.menu import Choice, Menu

    current = screen.state.filter
    none = "there is no filter" if current.is_empty else ""
    choices = [
        Choice("type", "f", "Type a filter", HINT),
        Choice("hide", "h", "Show all rows" if current.hides else "Hide other rows", "rows without matches", none),
        Choice("save", "s", "Save this filter", "under a name, for you", none),
        Choice("clear", "c", "Clear", "esc on the board does it too", none),
    ]
    saved = sorted(screen.preferences.filters.items())[:9]
    choices += [Choice(f"saved {name}", str(number), name, text) for number, (name, text) in enumerate(saved, 1)]
    if saved:
        choices.append(Choice("forget", "x", "Forget a saved filter", "by its name"))

    def chosen(choice: str | None) -> None:
        if choice == "type":
            _type(screen)
        elif choice == "hide":
            apply_filter(screen, replace(current, hides=not current.hides))
        elif choice == "save":
            _save(screen)
        elif choice == "clear":
            clear_filter(screen)
        elif choice == "forget":
            _forget(screen)
        elif choice and screen.office is not None:
            _apply_text(screen, screen.preferences.filters[choice.removeprefix("saved ")])

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Filter", choices), chosen)


def _type(screen: Schedule) -> None:
    from industrack_tui.dialogs.prompt import Prompt

    office = screen.office
    assert office is not None

    def explain(text: str) -> tuple[str, bool]:
        try:
            return parse_filter(text, office).sentence(office) or "nothing", True
        except FilterError as error:
            return str(error), False

    def typed(text: str | None) -> None:
        if text:
            _apply_text(screen, text)

    screen.app.push_screen(Prompt(screen.look, screen.glyphs, "Filter", HINT, explain), typed)


def _apply_text(screen: Schedule, text: str) -> None:
    assert screen.office is not None
    try:
        apply_filter(screen, parse_filter(text, screen.office))
    except FilterError as error:
        screen.status.say(str(error), "panel_warning")


def _save(screen: Schedule) -> None:
    from industrack_tui.dialogs.prompt import Prompt

    def named(text: str | None) -> None:
        name = clean_line(text or "", 40)
        if name:
            screen.preferences.save_filter(name, screen.state.filter.typed)
            screen.status.say(f"Saved the filter as {name}: F and its number bring it back.", "panel_good")

    prompt = Prompt(screen.look, screen.glyphs, "Save this filter as", "a name", lambda text: (text, True))
    screen.app.push_screen(prompt, named)


def _forget(screen: Schedule) -> None:
    from industrack_tui.dialogs.prompt import Prompt

    names = screen.preferences.filters

    def explain(text: str) -> tuple[str, bool]:
        return (f"Forget {text.strip()}", True) if text.strip() in names else ("no saved filter of that name", False)

    def named(text: str | None) -> None:
        if text:
            screen.preferences.forget_filter(text.strip())

    screen.app.push_screen(Prompt(screen.look, screen.glyphs, "Forget a filter", "its name", explain), named)


def apply_filter(screen: Schedule, chosen: BoardFilter) -> None:
    """Show the board through another filter; with hidden rows, who has matches is read first."""
    screen.state.look_through(chosen)
    shines = chosen.shines if chosen.looks_at_jobs else None
    screen.timeline.show_filter(shines)
    screen.period.shines = screen.queue.shines = shines
    screen.queue.repaint()
    screen.period.redraw()
    if chosen.hides and chosen.rows is None and chosen.looks_at_jobs:
        screen.bring(_read_rows(screen, chosen), Coming.FILLS)
    else:
        _show(screen)


async def _read_rows(screen: Schedule, chosen: BoardFilter) -> None:
    window = screen.period.scene.window if screen.period.scene is not None else screen.state.window
    if window is None:
        return
    blocks = await screen.bridge.ask(lambda desk: desk.all_blocks(window))
    if screen.state.filter == chosen:
        screen.state.look_through(
            replace(chosen, rows=frozenset(each.employee_id for each in blocks if chosen.shines(each)))
        )
        _show(screen)


def _show(screen: Schedule) -> None:
    if screen.office is not None:
        screen.show_office()
        screen.after_move()


def clear_filter(screen: Schedule) -> None:
    """No filter."""
    apply_filter(screen, BoardFilter())
    screen.status.say("No filter.", "panel_muted")


def window_changed(screen: Schedule) -> None:
    """Another day: who has matches there is another question."""
    if screen.state.filter.hides and screen.state.filter.rows is not None:
        apply_filter(screen, replace(screen.state.filter, rows=None))
