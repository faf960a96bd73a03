"""The board's filter: typed as words, said in sight, dimming what it does not name."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from industrack_core.domain.board import Block, QueueEntry
from industrack_core.domain.job import WorkStatus
from industrack_core.domain.office import Calendar, Office
from industrack_core.domain.text import clean_line, fold, words
from industrack_tui.screens.awaiting import Coming

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen

_PRIORITIES = ("high", "medium", "low")
_DELIVERIES = {"saved": "saved", "unsent": "saved", "dispatched": "dispatched", "changed": "changed"}
HINT = 'high leak, @heating, #repair, started, unsent; "in quotes" is text'


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What shines; empty parts filter nothing. `rows` are the employees with matches, when others are hidden."""

    typed: str = ""
    groups: tuple[int, ...] = ()
    service_types: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    hides: bool = False
    rows: frozenset[int] | None = None

    @property
    def is_empty(self) -> bool:
        return not self.typed

    @property
    def looks_at_jobs(self) -> bool:
        """Whether it dims anything: a group alone only leaves out rows."""
        return bool(self.service_types or self.statuses or self.priorities or self.deliveries or self.texts)

    def shines(self, job: Block | QueueEntry) -> bool:
        """Whether a job is one of those that are looked for."""
        said = (
            (self.service_types, job.service_type_id), (self.statuses, job.status), (self.priorities, job.priority),
            (self.deliveries, job.delivery),
        )  # fmt: skip
        if any(wanted and value not in wanted for wanted, value in said):
            return False
        if not self.texts:
            return True
        text = fold(f"{job.number} {job.description} {job.customer} {job.address} {job.phone}")
        return all(each in text for each in self.texts)

    def roster(self, office: Office, calendar: Calendar) -> tuple[int, ...]:
        """Who has a row: those of the calendar, of the filter's groups, and when others are hidden, with matches."""
        people = [employee.id for employee in office.rows_of(calendar)]
        if self.groups:
            members = {each for group in office.groups if group.id in self.groups for each in group.member_ids}
            people = [each for each in people if each in members]
        if self.hides and self.rows is not None:
            people = [each for each in people if each in self.rows]
        return tuple(people)

    def sentence(self, office: Office) -> str:
        """What is filtered, in words; empty when nothing is."""
        if self.is_empty:
            return ""
        groups = [group.name for group in office.groups if group.id in self.groups]
        types = [each.name for each in office.service_types if each.id in self.service_types]
        statuses = [WorkStatus(each).label for each in self.statuses]
        texts = [f'"{each}"' for each in self.texts]
        parts = [*groups, *types, *statuses, *self.priorities, *self.deliveries, *texts]
        return ", ".join(parts) + (", other rows hidden" if self.hides else "")


class FilterError(ValueError):
    """A filter that cannot be understood; the text says why."""


def parse_filter(text: str, office: Office) -> BoardFilter:
    """What is typed, understood: `@` names a group, `#` a service type, status and priority by their names.

    Raises FilterError for a group or type that does not exist, or that two names begin with.
    """
    try:
        lexer = shlex.shlex(text, posix=False, punctuation_chars=False)
        lexer.whitespace_split = True
        lexer.quotes, lexer.commenters, lexer.escape = '"', "", ""
        tokens = list(lexer)
    except ValueError as error:
        raise FilterError("A quote is not closed.") from error
    found = BoardFilter(typed=clean_line(text))
    for token in tokens:
        found = _with_token(found, token, office)
    return found


def _with_token(found: BoardFilter, token: str, office: Office) -> BoardFilter:
    folded = fold(token)
    statuses = {each.value.replace("_", ""): each.value for each in WorkStatus} | {"travel": "on_travel"}
    plain = folded.replace(" ", "").replace("_", "")
    if token.startswith("@"):
        ids = _named(token[1:], [(group.id, group.name) for group in office.groups], "group")
        return replace(found, groups=(*found.groups, ids))
    if token.startswith("#"):
        ids = _named(token[1:], [(each.id, each.name) for each in office.service_types], "service type")
        return replace(found, service_types=(*found.service_types, ids))
    if token.startswith('"'):
        return replace(found, texts=(*found.texts, fold(token.strip('"'))))
    if plain in statuses:
        return replace(found, statuses=(*found.statuses, statuses[plain]))
    if folded in _PRIORITIES:
        return replace(found, priorities=(*found.priorities, folded))
    if folded in _DELIVERIES:
        return replace(found, deliveries=(*found.deliveries, _DELIVERIES[folded]))
    return replace(found, texts=(*found.texts, folded)) if folded else found


def _named(text: str, listed: Sequence[tuple[int, str]], what: str) -> int:
    wanted = words(text)
    exact = [record_id for record_id, name in listed if words(name) == wanted]
    begins = [(record_id, name) for record_id, name in listed if "".join(words(name)).startswith("".join(wanted))]
    begins = begins or [
        (record_id, name) for record_id, name in listed if wanted and any(w.startswith(wanted[0]) for w in words(name))
    ]
    if len(exact) == 1:
        return exact[0]
    if not begins or not wanted:
        raise FilterError(f"There is no {what} {text!r}.")
    if len(begins) > 1:
        raise FilterError(f"{text}: {', '.join(name for _, name in begins[:4])}? Type more of the {what}'s name.")
    return begins[0][0]


def choose(screen: "ScheduleScreen") -> None:
    """The menu of filters: type one, hide rows without matches, a saved one, save, clear."""
    from industrack_tui.screens.dialogs import Choice, Menu

    current = screen.filter
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
            apply(screen, replace(current, hides=not current.hides))
        elif choice == "save":
            _save(screen)
        elif choice == "clear":
            clear(screen)
        elif choice == "forget":
            _forget(screen)
        elif choice and screen.office is not None:
            _apply_text(screen, screen.preferences.filters[choice.removeprefix("saved ")])

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Filter", choices), chosen)


def _type(screen: "ScheduleScreen") -> None:
    from industrack_tui.screens.dialogs import Prompt

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


def _apply_text(screen: "ScheduleScreen", text: str) -> None:
    assert screen.office is not None
    try:
        apply(screen, parse_filter(text, screen.office))
    except FilterError as error:
        screen.status.say(str(error), "panel_warning")


def _save(screen: "ScheduleScreen") -> None:
    from industrack_tui.screens.dialogs import Prompt

    def named(text: str | None) -> None:
        name = clean_line(text or "", 40)
        if name:
            screen.preferences.save_filter(name, screen.filter.typed)
            screen.status.say(f"Saved the filter as {name}: F and its number bring it back.", "panel_good")

    prompt = Prompt(screen.look, screen.glyphs, "Save this filter as", "a name", lambda text: (text, True))
    screen.app.push_screen(prompt, named)


def _forget(screen: "ScheduleScreen") -> None:
    from industrack_tui.screens.dialogs import Prompt

    names = screen.preferences.filters

    def explain(text: str) -> tuple[str, bool]:
        return (f"Forget {text.strip()}", True) if text.strip() in names else ("no saved filter of that name", False)

    def named(text: str | None) -> None:
        if text:
            screen.preferences.forget_filter(text.strip())

    screen.app.push_screen(Prompt(screen.look, screen.glyphs, "Forget a filter", "its name", explain), named)


def apply(screen: "ScheduleScreen", chosen: BoardFilter) -> None:
    """Show the board through another filter; with hidden rows, who has matches is read first."""
    screen.filter = chosen
    shines = chosen.shines if chosen.looks_at_jobs else None
    screen.timeline.show_filter(shines)
    screen.period.shines = screen.queue.shines = shines
    screen.queue.repaint()
    screen.period.redraw()
    if chosen.hides and chosen.rows is None and chosen.looks_at_jobs:
        screen.bring(_read_rows(screen, chosen), Coming.FILLS)
    else:
        _show(screen)


async def _read_rows(screen: "ScheduleScreen", chosen: BoardFilter) -> None:
    window = screen.period.scene.window if screen.period.scene is not None else screen.window
    if window is None:
        return
    blocks = await screen.bridge.all_blocks(window)
    if screen.filter == chosen:
        screen.filter = replace(chosen, rows=frozenset(each.employee_id for each in blocks if chosen.shines(each)))
        _show(screen)


def _show(screen: "ScheduleScreen") -> None:
    if screen.office is not None:
        screen.show_office()
        screen.after_move()


def clear(screen: "ScheduleScreen") -> None:
    """No filter."""
    apply(screen, BoardFilter())
    screen.status.say("No filter.", "panel_muted")


def window_changed(screen: "ScheduleScreen") -> None:
    """Another day: who has matches there is another question."""
    if screen.filter.hides and screen.filter.rows is not None:
        apply(screen, replace(screen.filter, rows=None))
