"""Every command of the table by every role, at a console: what a role may not is dimmed, says why, and does nothing.

What a command takes is made of the table of commands and that of rows, so a new command, list or kind is among them by
itself. A command that names no right is gone on with as somebody would (yes to its question, the first of its menu, a
form saved as it is): nothing of it is refused for what the person may not.
"""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import DeleteRecord, SaveRecord, Undo
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.acts.row_rights import RIGHTS, Needs
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.records.settings import BaseRole, Holiday, OfficeRole, OfficeUser
from industrack_core.domain.rights import BASE_RIGHTS, Right
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.commands.forms import FORM_KEYS
from industrack_tui.commands.lists import LIST_COMMANDS, keys_of_list
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.saved_form import SavedForm
from industrack_tui.lists.running import ON_RECORDS
from industrack_tui.lists.screen import ListScreen
from industrack_tui.lists.spec import ListSpec
from tests.console.pressing import Books, keys_for
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.console.test_keys_of_the_lists import OF_EACH, OF_PHONES, WAYS
from tests.desk.every_act import roles_of
from tests.desk.guarded import guarded
from tests.desk.office import done
from tests.postgres import PostgresServer

OWN = "buyer"
ROLES: Mapping[str, frozenset[str]] = {
    **{str(base): frozenset[str](BASE_RIGHTS[base]) for base in BaseRole},
    OWN: frozenset({Right.ORDER_EDIT, Right.ITEM_EDIT, Right.SEE_PRICES, Right.STAFF_EDIT, Right.JOB_ADD}),
}
LEAVES = "app.quit"
_LOOKS = ("go.", "view.")
"""Commands that lead to what is looked at: to the lists, which are tried by themselves."""
_FAR = 3
"""So often what a command opens is gone on with."""


def _staff(mo: Desk) -> None:
    done(mo.perform(BeginRoles()))
    done(mo.perform(SaveRecord(OfficeRole(name=OWN, rights=(*sorted(ROLES[OWN]), "-see.history")))))
    roles = {each.name: each.id for each in roles_of(mo)}
    for role in ROLES:
        done(mo.perform(SaveRecord(OfficeUser(name=role.title(), login=role, role_id=roles[role]))))


def _fill(mo: Desk) -> None:
    """Something in each list that the demo has nothing in."""
    office, begins = mo.office(), NOW + timedelta(days=40)
    done(
        mo.perform(
            SaveRecord(
                TimeOff(employee_id=office.employees[0].id, starts_at=begins, ends_at=begins + timedelta(days=2))
            )
        )
    )
    done(mo.perform(SaveRecord(Holiday(name="Founders' day", day=date(2027, 3, 1)))))
    done(mo.perform(DeleteRecord("tag", office.tags[0].id, office.tags[0].version)))


@pytest.fixture(scope="session")
def founded_staffed(founded_with_phones: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with phones, roles begun, and a login of each role."""
    path = Path(shutil.copy(founded_with_phones, tmp_path_factory.mktemp("staffed") / "staffed.sqlite"))
    with closing(other_desk(str(path), "mo")) as mo:
        _staff(mo)
        _fill(mo)
    return path


def needed(command: Command, spec: ListSpec | None) -> Needs:
    """The rights of which one is enough for a command, as the tables have it; nothing where they say none."""
    if command.right:
        return (Right(command.right),)
    if spec is None or command.id not in ON_RECORDS or spec.record_kind not in set(Kind):
        return ()
    rights = RIGHTS[Kind(spec.record_kind)]
    special = {"list.add": rights.create, "list.delete": () if spec.can_retire else rights.delete}
    return special.get(command.id) or rights.otherwise


class Trial:
    """Somebody of a role at a console, who tries one command after the other."""

    def __init__(self, seat: Seat, role: str) -> None:
        self.seat, self.role, self.books, self.pane = seat, role, Books(seat.url), Pane.BOARD
        self.kept_from: list[str] = []

    @property
    def stands(self) -> tuple[object, ...]:
        """What is open, and what goes on on the board."""
        return (*self.seat.app.screen_stack, self.seat.schedule.mode)

    @property
    def said(self) -> str:
        """What stands on the status line of the screen on top."""
        screen = self.seat.app.screen
        return self.seat.said if isinstance(screen, ListScreen) else self.seat.status

    async def each_as(self, role: str, commands: Iterable[Command], spec: ListSpec) -> None:
        """What of them somebody of another role would be kept from in this list."""
        shown, own = self.seat.list, self.role
        office = shown.office
        assert office.person is not None
        shown.know(replace(office, person=replace(office.person, role=role, rights=ROLES[role])))
        self.role = role
        await self.each(commands, spec, further=False)
        self.role = own
        shown.know(office)

    async def each(self, commands: Iterable[Command], spec: ListSpec | None = None, *, further: bool = True) -> None:
        """Try them where one is, and come back there after each; go `further` with those that name no right."""
        there = self.seat.app.screen
        screen = self.seat.schedule if spec is None else self.seat.list
        for command in commands:
            if spec is not None and keys_of_list(spec.name)[command.keys[0]] != command.id:
                continue
            needs = needed(command, spec)
            reason = screen.why_not(command)
            if needs and not ROLES[self.role] & set(needs):
                await self._is_kept_from(command, needs[0], reason)
                continue
            assert "your role" not in reason or not needs, (command.id, reason)
            looks = command.moves or command.id.startswith(_LOOKS) or self.role == BaseRole.ADMIN
            if further and not needs and not looks:
                await self._goes_through(command)
                await self._back_to(there)

    async def _is_kept_from(self, command: Command, right: Right, reason: str) -> None:
        may_not = f"does not {right.deed}" if right.is_to_see else f"may not {right.deed}"
        assert reason == f"your role ({self.role}) {may_not}", command.id
        before = self.stands
        await self._give(command)
        assert self.said == f"{command.label}: {reason}.", command.id
        assert (self.stands, self.books.news()) == (before, ()), command.id
        self.kept_from.append(command.id)

    async def _goes_through(self, command: Command) -> None:
        await self._give(command)
        for _ in range(_FAR):
            top = self.seat.app.screen
            key = {Question: "y", Menu: "enter"}.get(type(top), "f2" if isinstance(top, SavedForm) else "")
            if not key or not (command.writes or command.id == "list.open"):
                break
            await self.seat.press(key)
        assert "Your role (" not in self.seat.prose, command.id

    async def _give(self, command: Command) -> None:
        """By its key where it has one, else by its name."""
        schedule = self.seat.schedule
        if command.keys:
            await self.seat.press(*keys_for(command))
        else:
            self.seat.app.call_later(schedule.run_chosen, command.id)
            await self.seat.settle()

    async def _back_to(self, there: object) -> None:
        app, schedule = self.seat.app, self.seat.schedule

        def pop() -> None:
            app.pop_screen()

        stack = app.screen_stack
        for _ in stack[stack.index(there) + 1 :]:  # type: ignore[arg-type]
            app.call_later(pop)
        app.call_later(schedule.enter_mode, None)
        if there is schedule:
            app.call_later(schedule.action_command, f"pane.{self.pane}")
        await self.seat.settle()
        for _ in self.books.news():
            await app.bridge.perform(Undo(frozenset(FindingKind)))
        self.books.news()


@pytest.mark.parametrize("role", ROLES)
async def test_commands_of_board_and_queue(founded_staffed: Path, tmp_path: Path, role: str) -> None:
    async with seated(shutil.copy(founded_staffed, tmp_path / "office.db"), who=role) as seat:
        trial = Trial(seat, role)
        await seat.press("w")
        for trial.pane in (Pane.BOARD, Pane.QUEUE):
            seat.app.call_later(seat.schedule.action_command, f"pane.{trial.pane}")
            await seat.settle()
            await trial.each(each for each in COMMANDS if each.pane in (Pane.ANY, trial.pane) and each.id != LEAVES)


async def test_commands_of_the_board_by_logins_of_a_server_that_refuses_too(postgres_server: PostgresServer) -> None:
    with guarded(postgres_server) as office:
        for role in (str(BaseRole.VIEWER), str(BaseRole.DISPATCHER)):
            async with seated(office.url(role), who=office.logins[role]) as seat:
                trial = Trial(seat, role)
                lacking = [each for each in COMMANDS if each.right and each.right not in ROLES[role]]
                await trial.each(each for each in lacking if each.pane is Pane.ANY)
                assert len(trial.kept_from) >= (5 if role == BaseRole.VIEWER else 2), trial.kept_from


@pytest.mark.parametrize(
    ("role", "other"), [(str(BaseRole.VIEWER), OWN), (str(BaseRole.DISPATCHER), str(BaseRole.ADMIN))]
)
async def test_commands_of_every_list(founded_staffed: Path, tmp_path: Path, role: str, other: str) -> None:
    of_every = [each for each in LIST_COMMANDS if each.id in (*OF_EACH, "list.export")]
    async with seated(shutil.copy(founded_staffed, tmp_path / "office.db"), who=role) as seat:
        trial = Trial(seat, role)
        for keys in (WAYS | OF_PHONES).values():
            await seat.press(*keys)
            if isinstance(seat.app.screen, ListScreen):
                spec = seat.list.spec
                commands = (*of_every, *ROW_COMMANDS.get(spec.name, ()))
                await trial.each_as(other, commands, spec)
                await trial.each(commands, spec)
                await seat.press("g", "b")
            assert seat.at_board
        assert {"list.add", "list.delete"} <= set(trial.kept_from)


@pytest.mark.parametrize("role", ROLES)
async def test_keys_of_a_job_form(founded_staffed: Path, tmp_path: Path, role: str) -> None:
    has = ROLES[role]
    saves = has & {Right.JOB_EDIT, Right.JOB_PLAN, Right.JOB_STATUS, Right.JOB_BILL, Right.CUSTOMER_EDIT}
    told = {} if saves else {"form.save": f"Save: your role ({role}) may not change jobs."}
    if Right.JOB_DISPATCH not in has:
        told["form.dispatch"] = f"Dispatch: your role ({role}) may not dispatch jobs."
    async with seated(shutil.copy(founded_staffed, tmp_path / "office.db"), who=role) as seat:
        books = Books(seat.url)
        await seat.press("w", "enter")
        for command in FORM_KEYS:
            assert bool(seat.form.why_not(command)) is (command.id in told), command.id
            if command.id in told:
                await seat.press(command.keys[0])
                assert (seat.form.notice[0], books.news()) == (told[command.id], ())
