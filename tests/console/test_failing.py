"""A database that is away, under every command: what is wrong is said where the person is, and nothing ends."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from contextvars import Context

import pytest
from textual._context import active_app

from industrack_core.domain.acts.acts import AddEmployee, AddJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.outcomes import Done
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command
from industrack_tui.dialogs.question import Question
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.hearing import listen
from industrack_tui.terminal import tasks
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.desk.office import done
from tests.exchange.offices import demo_desk
from tests.postgres import PostgresServer

LEAVES = frozenset({"app.quit", "app.repaint"})
GONE = ("There is no database", "does not answer", "The database server at")


def fill(url: str) -> None:
    demo_desk(url, NOW).close()


@pytest.fixture
def remote(postgres_server: PostgresServer) -> Iterator[tuple[PostgresServer, str]]:
    """A server, and the name of a fresh demo company on it."""
    name = postgres_server.create_database(postgres_server.ensure_template("demo_company", fill))
    yield postgres_server, name
    postgres_server.drop_database(name)


@asynccontextmanager
async def seated_alone(remote: tuple[PostgresServer, str]) -> AsyncIterator[Seat]:
    """A console on a job of a database which is gone."""
    server, name = remote
    async with seated(server.url(name)) as seat:
        await seat.press("w")
        server.drop_database(name)
        yield seat


def said(seat: Seat) -> bool:
    return any(words in seat.prose for words in GONE)


async def back_to_the_board(seat: Seat) -> None:
    for _ in range(6):
        if not seat.at_board or seat.schedule.mode is not None:
            await seat.press("escape")
    assert seat.at_board


async def run(seat: Seat, command: Command) -> None:
    seat.schedule.action_command(command.id)
    await seat.settle()
    await seat.press("enter")
    await back_to_the_board(seat)


async def test_every_command_of_the_board_goes_on(remote: tuple[PostgresServer, str]) -> None:
    async with seated_alone(remote) as seat:
        for command in COMMANDS:
            if command.id not in LEAVES:
                await run(seat, command)
        assert seat.app.is_running


@pytest.mark.parametrize(
    "keys", [("delete",), ("e",), ("i",), ("E",), ("b",), ("shift+right",), ("g", "s", "n"), ("D",)]
)
async def test_what_cannot_be_read_is_said(remote: tuple[PostgresServer, str], keys: tuple[str, ...]) -> None:
    async with seated_alone(remote) as seat:
        await seat.press(*keys)
        assert said(seat), seat.text
        await back_to_the_board(seat)
        await seat.press("q")
    assert seat.app.return_code in (0, None)


@pytest.mark.parametrize("module", "ecioj")
async def test_a_list_that_cannot_be_read_says_so(remote: tuple[PostgresServer, str], module: str) -> None:
    async with seated_alone(remote) as seat:
        await seat.press("g", module)
        assert said(seat), seat.text
        await seat.press("a", "escape", "slash", "x", "escape", "enter", "escape", "escape")
        assert seat.app.is_running


async def test_what_is_typed_stays_when_it_cannot_be_saved(remote: tuple[PostgresServer, str]) -> None:
    server, name = remote
    async with seated(server.url(name)) as seat:
        await seat.press("a")
        await seat.write("Kestrel")
        await seat.press("enter")
        server.drop_database(name)
        await seat.press("f2")
        assert "Kestrel" in seat.prose
        assert said(seat), seat.text
        assert seat.top(type(seat.form)).is_dirty


async def test_one_goes_on_from_a_field_whose_list_cannot_be_read(remote: tuple[PostgresServer, str]) -> None:
    server, name = remote
    async with seated(server.url(name)) as seat:
        await seat.press("a")
        server.drop_database(name)
        await seat.write("Kes")
        field = seat.form.hand.spot
        await seat.press("tab")
        assert said(seat), seat.text
        assert seat.form.hand.spot != field


async def test_an_error_of_a_screen_that_was_left_is_said_on_the_one_in_front(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        left = seat.list
        await seat.press("escape")
        tasks.say_error(left, "The line is gone.")
        assert seat.status == "The line is gone."


async def test_what_the_feed_hears_runs_in_the_apps_context(demo: str) -> None:
    """A timer made in no context at all ends the console with a LookupError when it is closed."""
    async with seated(demo) as seat:
        apps: list[object] = []
        listen(
            seat.app.bridge, seat.schedule.state.revision, lambda _: apps.append(active_app.get(None)), lambda _: None
        )
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(AddEmployee("Nils", "Ekberg")), Done)
        await seat.until(lambda: apps)
        assert apps == [seat.app]


async def test_work_begun_in_no_context_is_the_apps_all_the_same(demo: str) -> None:
    async with seated(demo) as seat:
        apps: list[object] = []

        async def work() -> None:
            apps.append(active_app.get(None))

        Context().run(seat.schedule.spawn, work())
        await seat.settle()
        assert apps == [seat.app]


async def test_a_dialog_that_is_left_twice_is_left_once(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "ctrl+p")
        palette = seat.app.screen
        palette.dismiss()
        palette.dismiss()
        await seat.settle()
        assert seat.list.spec.name == "customer"
        answers: list[object] = []
        question = Question(seat.list.look, seat.list.glyphs, "Sure?", ["It is asked."], "do it")
        await seat.app.push_screen(question, answers.append)
        question.dismiss(True)
        question.dismiss(True)
        await seat.settle()
        assert answers == [True]
        assert seat.list.spec.name == "customer"


async def test_keys_before_a_dialog_is_drawn_end_nothing(demo: str) -> None:
    async with seated(demo) as seat:
        table: RecordList[str] = RecordList(
            seat.schedule.look, seat.schedule.glyphs, "Some", ["a", "b"], lambda each: (each, "panel"), ""
        )
        seat.app.push_screen(table)
        table.action_step(1)
        await seat.settle()
        assert table.current == "b"


async def test_what_nobody_expected_is_told_as_it_was(demo: str) -> None:
    async def mistaken() -> None:
        raise LookupError("nobody expected this")

    async def at_the_console() -> None:
        async with seated(demo) as seat:
            seat.schedule.spawn(mistaken())
            await seat.settle()

    with pytest.raises(LookupError, match="nobody expected this"):
        await at_the_console()


async def test_an_office_that_comes_back_with_fewer_acts_is_heard(remote: tuple[PostgresServer, str]) -> None:
    """From a backup, or of a server that crashed: the number of its next act was read before."""
    server, name = remote
    async with seated(server.url(name), (120, 60)) as seat:
        for first_name in ("Eva", "Ola"):
            await seat.schedule.bridge.perform(AddEmployee(first_name, "Lund"))
        await seat.until(lambda: "Lund" in seat.text)
        await seat.press("apostrophe")  # one looked at what was lost by then
        server.drop_database(name)
        server.create_database("demo_company", name=name)
        await seat.until(lambda: "Lund" not in seat.text)
        await seat.settle()
        with closing(other_desk(seat.url, "bo")) as other:
            done(other.perform(AddJob(JobDraft(customer=other.find_customers("a")[0].id, description="In the queue"))))
            await seat.until(lambda: len(seat.schedule.session.unseen.acts) == 1)
            await seat.until(lambda: seat.schedule.known == other.revision())  # and no act that was done here
        employ(seat.url, "Holm")
        await seat.until(lambda: "Holm" in seat.text)


def employ(url: str, last_name: str) -> None:
    """Somebody else adds an employee."""
    with closing(other_desk(url)) as other:
        assert isinstance(other.perform(AddEmployee("Eva", last_name)), Done)
