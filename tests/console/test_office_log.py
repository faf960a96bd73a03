"""The log on the screen: what was done comes by itself, leads to its records, and one's own is taken back."""

from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.domain.acts.acts import AddEmployee, AddJob, DeleteJob, EditJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.records.job import Job
from industrack_core.store.reads import kept_log
from tests.console.seat import other_desk, seated
from tests.console.test_office_users import changed, staffed
from tests.desk.office import YES, done


def begun(url: str) -> Job:
    """A job that Ana, at another console, set the status of; as it is then."""
    with closing(other_desk(url, "ana")) as ana:
        drafted = JobDraft(customer=ana.find_customers("a")[0].id, description="Boiler")
        job_id = done(ana.perform(AddJob(drafted))).changed_id("job") or 0
        done(ana.perform(EditJob(job_id, 1, replace(drafted, description="Burner"))))
        job = ana.job(job_id)
    assert job is not None
    return job


async def test_what_others_do_comes_by_itself_and_ones_own_is_taken_back(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        begun(demo)
        with closing(other_desk(demo)) as bo:
            done(bo.perform(AddEmployee("Kim", "Late")))
        await seat.press("g", "l")
        assert "Kim Late" in seat.lines[4] + seat.lines[5]
        assert all(len(line) == 80 for line in seat.lines)
        with closing(other_desk(demo)) as bo:
            done(bo.perform(AddEmployee("Lu", "Later")))
        await seat.until(lambda: "Lu Later" in seat.text)
        await seat.press("home", "u")
        assert "Undid: Added employee Lu Later" in seat.text, "without roles everybody may"
        await seat.press("right")
        assert "Kim Late" not in seat.text
        await seat.press("home", "down", "i")
        assert "Boiler, then Burner" in seat.text
        await seat.press("escape", "u")
        assert "Undid:" in seat.text
        await seat.press("u")
        assert "it was taken back already" in seat.text


async def test_enter_opens_what_it_was_about_or_says_what_it_changed(demo: str) -> None:
    async with seated(demo) as seat:
        job = begun(demo)
        await seat.press("g", "l", "enter")
        assert seat.form.stands_at == ("job", job.id)
        await seat.press("escape")
        with closing(other_desk(demo)) as bo:
            made = done(bo.perform(AddEmployee("Kim", "Late"))).changed_id("employee")
            done(bo.perform(DeleteJob(job.id, job.version, accepted=YES)))
        await seat.until(lambda: "Deleted" in seat.text)
        await seat.press("home", "enter")
        assert ": deleted" in seat.text
        await seat.press("escape", "slash", *"late", "enter", "enter")
        assert seat.record.stands_at == ("employee", made)


async def test_words_and_filters_narrow_it(demo: str) -> None:
    async with seated(demo) as seat:
        with closing(other_desk(demo)) as bo:
            done(bo.perform(AddEmployee("Kim", "Late")))
        await seat.press("g", "l", "slash", *"kim late", "enter")
        assert len(seat.list.window.rows) == 1
        await seat.press("escape", "right")
        assert not seat.list.window.rows


async def test_what_others_did_is_not_taken_back_by_who_may_not(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    begun(demo)
    with closing(other_desk(demo, "mo")) as mo:
        done(mo.perform(AddEmployee("Kim", "Late")))
    async with seated(demo) as ana:
        await ana.press("g", "l", "home")
        assert "Kim Late" in ana.text
        await ana.press("u")
        assert ana.said == "Take back: your role (dispatcher) may not take back what others did."
        await ana.press("down", "u")
        assert "Undid:" in ana.said


async def test_who_is_kept_to_calendars_is_told_how_far_it_was_looked_and_looks_further(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    staffed(demo, ana="dispatcher")
    with closing(other_desk(demo, "mo")) as mo:
        default, own = (
            next(each.id for each in mo.office().calendars if each.is_default is kept) for kept in (True, False)
        )
        changed(demo, "ana", calendar_ids=(own,))
        done(mo.perform(AddEmployee("Kim", "Late")))
        customer = mo.find_customers("a")[0].id
        for _ in range(6):
            done(mo.perform(AddJob(JobDraft(customer=customer, description="Not hers", calendar_id=default))))
    monkeypatch.setattr(kept_log, "LOOKED", 4)
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "l")
        assert "Nothing of that as far as 24 Nov 2026 10:37. down looks further." in seat.prose
        await seat.press("down")
        assert "Kim Late" in seat.text
        assert "looked as far as 24 Nov 2026 10:37: down at the end goes on" in seat.prose
        await seat.press("end", "end", "down")
        assert "Not hers" not in seat.text
        assert all(len(line) == 80 for line in seat.lines)
        await seat.press("home", "slash", *"kim late", "enter", "end")
        assert not seat.list.window.rows
        assert "up looks further." in seat.prose
        for _ in range(9):
            await seat.press("up")
            if seat.list.current is not None:
                break
        assert "Kim Late" in seat.text
