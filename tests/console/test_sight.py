"""A console of somebody who sees neither prices, nor billing, nor notes: nothing of it is drawn, and all else works."""

from contextlib import closing

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.settings import OfficeRole, OfficeUser
from industrack_core.domain.reports.report_names import ReportName
from industrack_tui.dialogs.menu import Menu
from tests.console.seat import Seat, other_desk, seated
from tests.desk.every_act import saved
from tests.desk.office import done
from tests.desk.test_veil import BLIND


@pytest.fixture
def blind(demo: str) -> str:
    """The demo, where Ana has every right but those to see, and what takes them."""
    with closing(other_desk(demo, "mo")) as desk:
        done(desk.perform(BeginRoles()))
        role = saved(desk, OfficeRole(name="blind", rights=BLIND))
        done(desk.perform(SaveRecord(OfficeUser(name="Ana", login="ana", role_id=role.id))))
    return demo


def with_items(url: str) -> Job:
    """A job that has some, as Mo sees it."""
    with closing(other_desk(url, "mo")) as desk:
        return next(
            each.job
            for each in desk.jobs()
            if each.job.status is WorkStatus.NOT_STARTED and sum(item.total for item in each.job.items) > 0
        )


async def test_lists_have_no_columns_of_what_is_not_seen(blind: str) -> None:
    async with seated(blind) as ana:
        for letter, gone in (("i", ("Price", "Cost")), ("e", ("Total",)), ("o", ("Total",))):
            await ana.press("g", letter)
            assert ana.rows
            assert not [each for each in gone if each in ana.text], ana.text
            assert "$" not in ana.text
            await ana.press("o")
            assert not [each for each in gone if each in ana.text]
            await ana.press("escape")
        await ana.press("g", "e")
        assert "Pending 4   Won, not converted" in ana.text, ana.text
        await ana.press("P")
        assert ana.said == "Print: your role (blind) does not see prices."
        for letter, label in (("j", "Jobs queue"), ("b", ""), ("j", "Jobs queue")):
            await ana.press("g", letter)
            said = f"{label}: your role (blind) does not see billing."
            assert not label or said in ana.text


async def test_a_report_that_is_not_seen_is_dimmed_with_the_right_that_it_takes(blind: str) -> None:
    async with seated(blind) as ana:
        await ana.press("g", "h")
        menu = ana.top(Menu)
        assert [each.id for each in menu.choices if each.why_not] == [ReportName.REVENUE]
        await ana.press("r")
        assert "Revenue: your role (blind) does not see prices or billing." in " ".join(ana.text.split())
        assert ana.top(Menu) is menu
        await ana.press("u")
        assert "Worked: actual times of" in ana.text


async def test_forms_have_no_fields_of_what_is_not_seen(blind: str) -> None:
    async with seated(blind) as ana:
        for letter, word in (("i", "Vendor"), ("e", "Add line"), ("o", "For job")):
            await ana.press("g", letter, "enter")
            assert word in ana.text, (letter, ana.text)
            assert not [each for each in ("Price", "$", "Discount", "Total") if each in ana.text], ana.text
            assert not [each for each in ana.record.spec.fields if "price" in each or "cost" in each]
            await ana.press("escape")
        await ana.press("g", "c", "enter")
        assert "Billing" in ana.text
        names = set(ana.record.spec.fields)
        assert "billing_address" in names
        assert not names & {"payment_terms", "internal_note"}
        assert not [each for each in ("Terms", "Internal") if each in ana.text]


async def test_a_job_is_changed_without_its_prices(blind: str) -> None:
    before = with_items(blind)
    async with seated(blind) as ana:
        await open_job(ana, before.number)
        await ana.press("f8")
        assert before.items[0].name in ana.text
        assert not [each for each in ("price", "$", "Internal", "Total") if each in ana.text], ana.text
        await ana.into("description", "Seen")
        await ana.press("f2")
        await ana.settle()
        with closing(other_desk(blind, "mo")) as desk:
            after = desk.job(before.id)
    assert after is not None
    assert after.description == "Seen"
    assert after.items == before.items


async def open_job(seat: Seat, number: str) -> None:
    """Its form, by a find."""
    await seat.press("slash")
    await seat.write(number)
    await seat.press("enter", "enter", "enter")
    await seat.settle()
