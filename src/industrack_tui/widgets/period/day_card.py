"""What the card says of a day of the month: jobs, hours, what is wrong, who is off."""

from typing import TYPE_CHECKING

from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES
from industrack_tui.glyphs import ALARM_WORDS, Glyphs
from industrack_tui.widgets.period.heat import heat_of
from industrack_tui.widgets.timeline.names import hours_text

if TYPE_CHECKING:
    from industrack_core.domain.board.day_sums import DaySum
    from industrack_tui.widgets.period.scene import Scene

Parts = list[tuple[str, str]]
_MOST_NAMES = 8


def day_lines(scene: "Scene", glyphs: Glyphs) -> tuple[Parts, ...]:
    """Three lines of (text, role); one while the month is read."""
    day = scene.day
    head: Parts = [
        (f" {WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}", "panel_strong")
    ]
    if not scene.sums:
        return (head,)
    total = scene.sums[scene.days.index(day)]
    load = scene.day_load(day, total.minutes)
    heat = heat_of(load)
    head.append((f"   {total.jobs} job{'' if total.jobs == 1 else 's'}", "panel"))
    of = f" of {hours_text(load.working)}" if load.working else ""
    head.append((f"   {hours_text(total.minutes)}{of} h planned", "panel"))
    if heat.is_over and load.working:
        head.append((f"   {heat.said}", "panel_error"))
    elif heat.percent is not None:
        head.append((f"   {heat.said}", "panel_muted"))
    if load.working == 0:
        head.append(("   nobody works", "panel_error" if total.jobs else "panel_muted"))
    return head, _wrong(total, glyphs), _off(total, scene)


def _wrong(total: "DaySum", glyphs: Glyphs) -> Parts:
    marks = [(kind, "panel_error" if total.is_red(kind) else "panel_warning") for kind in total.alarms]
    told = [(f"{glyphs.alarms[kind]} {ALARM_WORDS[kind]}   ", role) for kind, role in marks]
    return [(" ", "panel"), *told] if told else [(" Nothing needs an eye." if total.jobs else "", "panel_muted")]


def _off(total: "DaySum", scene: "Scene") -> Parts:
    """Who has time off, of those that are shown."""
    people = [scene.office.employee(each) for each in total.off if each in scene.roster]
    names = [person.short_name for person in people if person is not None]
    if not names:
        return []
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return [(f" Off: {', '.join(names[:_MOST_NAMES])}{more}", "panel_muted")]
