"""Every command of every list of the office, and of its row menu, with three letters behind it in the same write.

They come before the list is there: at its first frame on one engine, while its first page is read on the other; what
can be done to a row comes both ways on both. It is as if the keys had come one by one. What no list decides, such as
moves, is pressed in one list. Stock moves are a dialog, for whose rows keys wait before it opens.
"""

import pkgutil
from collections.abc import Sequence
from importlib import import_module

import pytest

from industrack_core.domain.kinds import Kind
from industrack_tui import office
from industrack_tui.commands.command import Command
from industrack_tui.commands.lists import LIST_COMMANDS
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.dialogs.menu import Menu
from industrack_tui.late import late
from industrack_tui.lists.spec import ListSpec
from industrack_tui.office.modules import MODULES
from tests.console.companies import Companies
from tests.console.pressing import ENGINES, LETTERS, Dropping, Hand, Outcome, check, compare, groups, hands, keys_for

WAYS: dict[str, tuple[str, ...]] = {
    **{module.title: ("g", module.letter) for module in MODULES},
    **{f"settings {letter}": ("g", "s", letter) for letter in "aoshtjgumd"},
    "locations": ("g", "c", "s"),
    "equipment": ("g", "c", "M"),
    "estimates of a customer": ("g", "c", "e"),
    "time off": ("g", "p", "f"),
    "answers": ("g", "f", "w"),
}
"""How a person comes to each list."""
OF_PHONES: dict[str, tuple[str, ...]] = {
    "phones": ("g", "p", "d"),
    "calendar links": ("g", "p", "c"),
    "field reports": ("g", "a"),
    "outbox": ("g", "x"),
    "timesheets": ("g", "m"),
}
"""And to those that are empty where nobody has a phone."""
FURTHER = ("estimates of a customer",)
"""Another way to a list that is there already."""
WITHOUT_ROWS = ("estimates of a customer", "calendar links", "settings u", "settings m", "settings d")
NAMES = {**{module.title: module.spec().name for module in MODULES}, "locations": str(Kind.LOCATION)}
"""What the lists are called to whose rows something of their own can be done."""
NAMES_OF_PHONES = {
    "field reports": str(Kind.FIELD_REPORT), "outbox": "waiting", "timesheets": str(Kind.TIME_ENTRY),
}  # fmt: skip
ELSEWHERE = ("report", str(Kind.OFFICE_USER), str(Kind.HOLIDAY))
"""What has no rows in these companies: their commands are pressed in the tests of reports, of users and of holidays."""
OF_ROWS = [
    (name, part)
    for names in (NAMES, NAMES_OF_PHONES)
    for name, called in names.items()
    for part in groups(ROW_COMMANDS.get(called, ()), 3)
]
OF_EACH = ("list.open", "list.add", "list.menu", "list.delete", "list.bring-back")
"""Commands of every list that come to something else in each."""
STAGES = ("first frame", "being read")
_FAR = 12
"""Rows down to which one is looked for to which a command can be done."""


class Listed:
    """A list as a person at each of some consoles opens it."""

    def __init__(self, hands_there: Sequence[Hand], shown_to: Hand) -> None:
        self.shown = shown = shown_to.seat.list
        self.spec, self.parent, self.of = shown.spec, shown.query_now.parent, shown.of
        *self.quick, self.slowly = hands_there

    def to_row(self, command_id: str) -> tuple[str, ...]:
        """Keys to the first row to which a command of the list can be done."""
        command = next(each for each in ROW_COMMANDS[self.spec.name] if each.id == command_id)
        if not command.why_not:
            return ()
        rows, why_not = self.shown.window.rows[:_FAR], late(command.why_not)
        return ("down",) * next((at for at, row in enumerate(rows) if not why_not(self.shown, row)), 0)

    async def early(self, hand: Hand, stage: str, keys: Sequence[str]) -> Outcome:
        """Keys before the list is there."""
        if stage == "first frame":
            self._show(hand)
            return await hand.burst(keys)
        hand.slow_bridge.slow = frozenset({"list_around"})
        self._show(hand)
        return await hand.burst_while("list_around", keys)

    async def press(self, keys: Sequence[str], *orders: Sequence[str]) -> None:
        """Keys and letters behind them, at these stages on the engines: they come to what they come to one by one."""
        keys = (*keys, *LETTERS)
        wanted: Outcome | None = None
        for stages in orders:
            came = [await self.early(hand, stage, keys) for hand, stage in zip(self.quick, stages, strict=True)]
            if wanted is None or wanted.acts:  # an act leaves its number used, though it is taken back
                self._show(self.slowly)
                await self.slowly.seat.settle()
                wanted = await compare(self.slowly, came, keys)
                await self.slowly.leave(len(wanted.acts))
            check(wanted, came, keys)
            for hand in self.quick:
                await hand.leave(len(wanted.acts))

    def _show(self, hand: Hand) -> None:
        hand.show(self.spec, self.parent, self.of)


async def arrive(people: Sequence[Hand], name: str) -> Listed:
    """Go to a list, look at it, and go back to the board."""
    slowly = people[-1]
    await slowly.seat.press(*(WAYS | OF_PHONES)[name])
    assert slowly.seat.rows or name in WITHOUT_ROWS
    return Listed(people, slowly)


def test_every_list_of_the_office_is_among_them() -> None:
    found = set()
    for module in pkgutil.iter_modules(office.__path__):
        values = vars(import_module(f"{office.__name__}.{module.name}")).values()
        found |= {each.title for each in values if isinstance(each, ListSpec)}
    assert len(found) == len(WAYS | OF_PHONES) - len(FURTHER)
    assert {*NAMES.values(), *NAMES_OF_PHONES.values(), *ELSEWHERE} == {*ROW_COMMANDS, *NAMES.values()}


@pytest.mark.parametrize("name", WAYS)
async def test_commands_of_every_list(companies: Companies, dropping: Dropping, name: str) -> None:
    await _press_each(companies, dropping, name)


@pytest.mark.parametrize("name", OF_PHONES)
async def test_commands_of_lists_of_phones(companies_with_phones: Companies, dropping: Dropping, name: str) -> None:
    await _press_each(companies_with_phones, dropping, name)


async def _press_each(companies: Companies, dropping: Dropping, name: str) -> None:
    async with hands([companies.copy(engine) for engine in (*ENGINES, "sqlite")], dropping) as people:
        listed = await arrive(people, name)
        await people[-1].leave(0)
        for at, command in enumerate(each for each in LIST_COMMANDS if each.id in OF_EACH):
            await listed.press(keys_for(command), STAGES if at % 2 else STAGES[::-1])


@pytest.mark.parametrize(
    "commands", groups([each for each in LIST_COMMANDS if each.id not in OF_EACH], 5), ids=lambda part: part[0].id
)
async def test_commands_that_no_list_decides(
    companies: Companies, dropping: Dropping, commands: Sequence[Command]
) -> None:
    async with hands([companies.copy(engine) for engine in (*ENGINES, "sqlite")], dropping) as people:
        listed = await arrive(people, "Customers")
        await people[-1].leave(0)
        for command in commands:
            await listed.press(keys_for(command), STAGES, STAGES[::-1])


async def test_the_menu_of_a_row(companies: Companies, dropping: Dropping) -> None:
    async with hands([companies.copy(engine) for engine in (*ENGINES, "sqlite")], dropping) as people:
        listed = await arrive(people, "Jobs queue")
        await people[-1].seat.press("full_stop")
        letters = [choice.letter for choice in people[-1].seat.top(Menu).choices]
        await people[-1].leave(0)
        for at, letter in enumerate(letters):
            await listed.press(("full_stop", letter), STAGES if at % 2 else STAGES[::-1])


@pytest.mark.parametrize(
    ("name", "commands"), OF_ROWS, ids=lambda value: value if isinstance(value, str) else value[0].id
)
async def test_commands_of_rows(
    request: pytest.FixtureRequest, dropping: Dropping, name: str, commands: Sequence[Command]
) -> None:
    companies = request.getfixturevalue("companies_with_phones" if name in OF_PHONES else "companies")
    async with hands([companies.copy(engine) for engine in (*ENGINES, "sqlite")], dropping) as people:
        listed = await arrive(people, name)
        presses = [(*listed.to_row(command.id), *keys_for(command)) for command in commands]
        await people[-1].leave(0)
        for keys in presses:
            await listed.press(keys, STAGES, STAGES[::-1])
