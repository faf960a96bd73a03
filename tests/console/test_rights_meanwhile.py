"""Rights that are given or taken while something is open: what is shown is what who sits there may see now."""

from contextlib import closing
from dataclasses import replace
from typing import Any

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.news import Blocked, Found, Here, Lost, Outdated
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Calendar
from industrack_core.domain.records.settings import UserState
from industrack_tui.board.admitting import Door
from industrack_tui.board.opening import hear
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.record.form import RecordForm
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.console.test_failing import fill
from tests.console.test_office_users import changed, role_id, staffed
from tests.console.test_upgrade import press
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import ask


def other_calendar(url: str) -> Calendar:
    """One with fewer people than the default."""
    with closing(other_desk(url, "mo")) as desk:
        return next(each for each in desk.office().calendars if not each.is_default)


async def heard_role(seat: Seat, role: str) -> None:
    """The console has read that its person is of another role."""
    await seat.until(lambda: (office := seat.app.session.office) and office.person and office.person.role == role)
    await seat.settle()


async def test_an_open_list_shows_no_totals_to_who_sees_no_prices_any_more(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo, (140, 40)) as ana:
        await ana.press("g", "e")
        rows, viewer = ana.rows, role_id(demo, "viewer")
        assert "Total" in ana.text
        changed(demo, "ana", role_id=viewer)
        await heard_role(ana, "viewer")
        assert "Total" not in ana.text
        assert not any(row.values.get("total") for row in ana.list.window.rows)
        assert ana.rows == rows
        changed(demo, "ana", role_id=role_id(demo, "dispatcher"))
        await heard_role(ana, "dispatcher")
        assert "Total" in ana.text
        assert all(row.values.get("total") is not None for row in ana.list.window.rows)


async def test_an_open_list_keeps_no_jobs_that_are_out_of_sight_now(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo, (140, 40)) as ana:
        await ana.press("g", "j")
        before = ana.rows
        own = other_calendar(demo)
        changed(demo, "ana", calendar_ids=(own.id,))
        await ana.until(lambda: ana.rows != before)
        await ana.settle()
        assert 0 < len(ana.rows) < len(before)


async def test_a_list_that_is_not_shown_any_more_is_empty_and_says_why(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo, (140, 40)) as ana:
        await ana.press("g", "j")
        assert ana.rows
        changed(demo, "ana", role_id=role_id(demo, "viewer"))
        await heard_role(ana, "viewer")
        assert not ana.rows
        assert ana.said == "Your role (viewer) does not see billing."


async def test_an_estimates_form_shows_no_prices_to_who_sees_none_any_more(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo, (120, 40)) as ana:
        await ana.press("g", "e", "down", "enter")
        assert "$" in ana.text
        changed(demo, "ana", role_id=role_id(demo, "viewer"))
        await heard_role(ana, "viewer")
        assert "$" not in ana.text
        assert not any(line.price for line in ana.record.state.record.lines)
        assert "What you may see here was changed." in ana.text
        changed(demo, "ana", role_id=role_id(demo, "dispatcher"))
        await heard_role(ana, "dispatcher")
        assert "$" in ana.text


async def test_what_is_typed_in_a_form_stays_on_top_of_what_may_be_seen_now(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo, (120, 40)) as ana:
        await ana.press("g", "e", "down", "enter")
        prices = [line.price for line in ana.record.state.record.lines]
        assert any(prices)
        await ana.into("description", "Thermostats for the hall")
        changed(demo, "ana", role_id=role_id(demo, "viewer"))
        await heard_role(ana, "viewer")
        assert "$" not in ana.text
        assert "Thermostats for the hall" in ana.text
        assert not any(line.price for line in ana.record.state.record.lines)
        changed(demo, "ana", role_id=role_id(demo, "dispatcher"))
        await heard_role(ana, "dispatcher")
        assert [line.price for line in ana.record.state.record.lines] == prices
        await ana.press("f2")
        assert not isinstance(ana.app.screen, RecordForm)
        await ana.press("enter")
        assert ana.record.state.record.description == "Thermostats for the hall"
        assert [line.price for line in ana.record.state.record.lines] == prices


async def test_a_jobs_form_has_no_prices_and_notes_for_who_sees_none_any_more(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    with closing(other_desk(demo, "mo")) as desk:
        job = next(each.job for each in desk.jobs() if each.job.items)
    async with seated(demo, (120, 60)) as ana:
        open_job_form(ana.app.session, job.id)
        await ana.settle()
        assert "$" in ana.text
        await ana.into("description", "Half a sentence")
        changed(demo, "ana", role_id=role_id(demo, "viewer"))
        await heard_role(ana, "viewer")
        assert "$" not in ana.text
        assert "Internal note" not in ana.text
        assert "Half a sentence" in ana.text
        assert not any(each.price for each in ana.form.state.record.items)


async def test_a_new_jobs_form_has_no_notes_for_who_sees_none_any_more(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    with closing(other_desk(demo, "mo")) as desk:
        row = desk.list_page(ListQuery("customer", "name"), limit=1).rows[0]
        customer: Any = desk.records("customer", [row.id])[row.id]
        done(desk.perform(SaveRecord(replace(customer, internal_note="Pays late"))))
    async with seated(demo, (120, 60)) as ana:
        open_job_form(ana.app.session, None, begun=JobDraft(customer=row.id, description="Look"))
        await ana.settle()
        assert "Pays late" in ana.text
        changed(demo, "ana", role_id=role_id(demo, "viewer"))
        await heard_role(ana, "viewer")
        assert "Pays late" not in ana.text
        assert ana.form.state.saved_internal_note == ""


async def test_who_comes_back_through_the_door_as_another_finds_the_form_as_they_may_see_it(demo: str) -> None:
    async with seated(demo, (120, 40), who="kim") as kim:
        await kim.press("g", "e", "down", "enter")
        assert "$" in kim.text
        staffed(demo)
        await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
        await press(kim, "enter")
        await kim.until(lambda: "kim asks to be let in" in kim.text)
        changed(demo, "kim", state=UserState.ACTIVE, role_id=role_id(demo, "viewer"))
        await kim.until(lambda: not isinstance(kim.app.screen, Door))
        await heard_role(kim, "viewer")
        assert isinstance(kim.app.screen, RecordForm)
        assert "$" not in kim.text
        await kim.press("escape")
        assert "Total" not in kim.text


async def test_keys_of_the_board_are_lit_and_dimmed_with_the_role(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo, (120, 40)) as ana:
        await ana.press("w")
        lit = [each.can_run for each in ana.schedule.frame.keys._keys]
        changed(demo, "ana", role_id=role_id(demo, "viewer"))
        await heard_role(ana, "viewer")
        assert sum(each.can_run for each in ana.schedule.frame.keys._keys) < sum(lit)
        changed(demo, "ana", role_id=role_id(demo, "dispatcher"))
        await heard_role(ana, "dispatcher")
        assert [each.can_run for each in ana.schedule.frame.keys._keys] == lit


async def at_the_door(kim: Seat) -> None:
    """Kim looks, roles begin, and Kim asks to be let in."""
    staffed(kim.url)
    await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
    await press(kim, "enter")
    await kim.until(lambda: "kim asks to be let in" in kim.text)


async def let_in(kim: Seat, role: str) -> None:
    changed(kim.url, "kim", state=UserState.ACTIVE, role_id=role_id(kim.url, role))
    await kim.until(lambda: not isinstance(kim.app.screen, Door))
    await heard_role(kim, role)


async def test_who_came_and_what_stands_still_is_told_behind_the_door(demo: str) -> None:
    async with seated(demo, (120, 40), who="kim") as kim:
        await at_the_door(kim)
        hear(kim.schedule, Here((Whereabouts("ben", "b", NOW),)))
        hear(kim.schedule, Blocked("The database is being mended."))
        hear(kim.schedule, Found())
        hear(kim.schedule, Outdated("A newer version has changed the database."))
        assert not kim.app.session.here
        await let_in(kim, "dispatcher")
        assert [each.login for each in kim.app.session.here] == ["ben"]
        assert " kim +1 " in kim.header
        assert kim.app.session.is_outdated
        assert kim.app.session.lost_since is None
        assert "A newer version has changed the database. You were let in: dispatcher." in kim.prose


def away(server: PostgresServer, name: str) -> None:
    """Nobody reaches the database, as while its server starts again."""
    ask(server, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    ask(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", name)


async def test_a_server_that_is_away_for_a_moment_ends_no_console_at_the_door(postgres_server: PostgresServer) -> None:
    server = postgres_server
    name = server.create_database(server.ensure_template("demo_company", fill))
    try:
        async with seated(server.url(name), (120, 40), who="kim") as kim:
            staffed(kim.url)
            await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
            away(server, name)
            await press(kim, "enter")
            await kim.until(lambda: isinstance(kim.app.screen, Door) and kim.app.screen.failed)
            assert kim.app.return_code is None
            ask(server, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
            await press(kim, "enter")
            await kim.until(lambda: "kim asks to be let in" in kim.text)
            away(server, name)
            await kim.until(lambda: Lost in kim.app.session.heard_at_door)
            ask(server, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            await let_in(kim, "dispatcher")
            assert kim.schedule.status.sentence == "You were let in: dispatcher."
    finally:
        ask(server, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        server.drop_database(name)
