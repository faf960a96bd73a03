"""Who is kept to some calendars: what they find, count and export are the jobs of the people of those."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest

from industrack_core.desk.desk import Desk, who_sits_here
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DeleteRecord,
    EditJob,
    PlanJob,
    RestoreRecord,
    SaveRecord,
    SetStatus,
    Snooze,
)
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.acts.log import LogQuery, OthersAct
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Refused
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.inventory import InventoryItem, StockMove
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Calendar, Group, TimeOff
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.settings import JobTemplate, OfficeUser, Tag
from industrack_core.domain.time.span import Span
from industrack_core.exchange.exports.exports import export_list
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.lists import log_list
from industrack_core.store.reads import kept_log
from industrack_core.store.reads.kept_rows import BOTH
from industrack_core.store.store import open_store
from industrack_tui.cli.log import print_log
from industrack_tui.cli.options import parser
from tests.desk.every_act import roles_of, saved
from tests.desk.office import YES, done
from tests.desk.test_rights import staffed
from tests.desk.test_veil import READS, everything
from tests.store.small_company import ANA, BEN, CHO, NOW, at, desk_at, draft

WEEK = Span(at("0:00"), at("0:00", 30))
PEOPLE = (ANA, BEN, CHO)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Mika's desk: Nora is kept to the north, which is Ben's; each has a job, and each calendar one that waits."""
    staffed(desk)
    group = saved(desk, Group(name="North", member_ids=(BEN,)))
    north = saved(desk, Calendar(name="North", group_ids=(group.id,)))
    others = saved(desk, Group(name="South", member_ids=(ANA,)))
    south = saved(desk, Calendar(name="South", group_ids=(others.id,)))
    role = next(each.id for each in roles_of(desk) if each.name == "dispatcher")
    done(desk.perform(SaveRecord(OfficeUser(name="Nora", login="nora", role_id=role, calendar_ids=(north.id,)))))
    for words, crew, calendar in (
        ("mine of Ben", (BEN,), None), ("theirs of Ana", (ANA,), None), ("mine of both", (ANA, BEN), None),
        ("mine in the north", (), north.id), ("theirs in the south", (), south.id), ("mine of nobody", (), None),
    ):  # fmt: skip
        when = at("13:00") if crew else None
        done(desk.perform(AddJob(draft(description=words, crew=crew, starts_at=when, calendar_id=calendar), YES)))
    return desk


@pytest.fixture
def nora(office: Desk, company_url: str) -> Iterator[Desk]:
    with closing(desk_at(company_url, "nora")) as opened:
        yield opened


def test_rows_are_those_of_ones_calendars(office: Desk, nora: Desk) -> None:
    board = nora.board(nora.office(), WEEK, PEOPLE)
    assert [row.employee_id for row in board.rows] == list(PEOPLE)
    assert {each.employee_id for row in board.rows for each in row.blocks} == {BEN}
    assert {each.employee_id for each in nora.all_blocks(WEEK)} == {BEN}
    jobs = [each.job_id for each in office.all_blocks(WEEK)]
    assert {each.employee_id for each in nora.blocks_beside(WEEK, jobs)} == {BEN}
    assert nora.day_now(WEEK, PEOPLE).planned.minutes == office.day_now(WEEK, (BEN,)).planned.minutes
    assert set(nora.availability(nora.office(), PEOPLE, WEEK)) == {BEN}
    assert len(nora.day_starts(WEEK)) == len(office.day_starts(WEEK, (BEN,))) < len(office.day_starts(WEEK))
    assert nora.days(nora.office(), WEEK.starts_at.date(), 3) == office.days(
        office.office(), WEEK.starts_at.date(), 3, employee_ids=(BEN,)
    )
    assert {each.block.employee_id for each in nora.exceptions(nora.office(), PEOPLE)} <= {BEN}
    assert nora.live_day(LiveAsked(PEOPLE, WEEK)).rows.keys() <= {BEN}
    assert nora.day_now(WEEK, (ANA,)).planned.minutes == 0
    assert not nora.jobs_ahead(ANA)
    assert nora.jobs_ahead(BEN) == office.jobs_ahead(BEN)


def test_the_queue_and_a_find_are_of_ones_calendars(office: Desk, nora: Desk) -> None:
    queue, whole = nora.queue(), office.queue()
    assert not [each for each in queue.entries if each.description.startswith("theirs")]
    assert {"mine in the north", "mine of nobody"} <= {each.description for each in queue.entries}
    assert queue.total == len(queue.entries) < whole.total
    north = nora.office().calendars[0]
    assert [each.description for each in nora.queue(calendar_id=north.id).entries] == ["mine in the north"]
    south = next(each.id for each in office.office().calendars if each.name == "South")
    assert nora.queue(calendar_id=south) == queue
    found = {each.description for each in office.find_jobs(office.office(), "theirs")}
    assert found == {"theirs of Ana", "theirs in the south"}
    assert not nora.find_jobs(nora.office(), "theirs")
    assert {each.description for each in nora.find_jobs(nora.office(), "mine")} == {
        "mine of Ben", "mine of both", "mine in the north", "mine of nobody",
    }  # fmt: skip
    job = next(each.job_id for each in whole.entries if each.description == "mine of nobody")
    assert {each.crew[0] for each in nora.best_slots(nora.office(), job, north)} <= {BEN}
    assert not nora.best_slots(office.office(), job, office.office().default_calendar)


def test_files_have_the_jobs_of_ones_calendars(office: Desk, nora: Desk) -> None:
    for desk in (office, nora):
        out = BytesIO()
        export_list(desk, Kind.JOB, out)
        text = out.getvalue().decode()
        assert all(each in text for each in ("mine of Ben", "mine of both", "mine in the north", "mine of nobody"))
        assert ("theirs of Ana" in text) is ("theirs in the south" in text) is (desk is office)


def test_whoever_opens_the_default_calendar_sees_all(office: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "dora")) as dora:
        assert dora.kept_to() is None
        assert dora.queue().total == office.queue().total


def job_of(desk: Desk, words: str) -> Job:
    return next(each.job for each in desk.jobs() if each.job.description == words)


def seen(desk: Desk, find: str = "") -> set[int]:
    """The acts that somebody sees in the log, by their numbers: as many as are counted, in whichever way it is read."""
    query = ListQuery("log", "revision", True, find)
    found = [row.id for row in desk.list_page(query, limit=500).rows]
    assert desk.list_count(query) == len(found)
    assert [row.id for row in desk.list_around(query, 0, None, 0, 500).rows] == found
    return set(found)


def test_the_log_is_of_ones_calendars(office: Desk, nora: Desk) -> None:
    ids = {each.job.description: each.job.id for each in office.jobs()}
    ids |= {each.description: each.job_id for each in office.queue().entries}
    acts = {words: {each.revision for each in office.log(LogQuery(record=("job", job_id)))}
            for words, job_id in ids.items()}  # fmt: skip
    theirs = [each for each in acts if each.startswith("theirs")]
    assert len(theirs) == 2
    revision = office.revision()
    job = job_of(office, "theirs of Ana")
    strange = (
        Snooze(job.id, ExceptionKind.LATE_START, at("13:00"), at("9:00", 30)),
        OfferPairing(ANA, "hash", 0),
    )
    for act in strange:
        done(office.perform(act))
    hidden = {revision + 1, revision + 2}.union(*(acts[each] for each in theirs))
    assert seen(office) - seen(nora) == hidden
    assert {each.revision for each in nora.log(LogQuery(), limit=500)} == seen(nora)
    assert not nora.log(LogQuery(record=("job", job.id)))
    assert not seen(nora, find=job.number) & hidden
    assert not {each.revision for each in nora.own_acts(of_all=True)} & hidden
    assert {each.revision for each in office.own_acts(of_all=True)} & hidden


def test_ones_own_acts_stay_and_a_job_that_moves_takes_its_acts_along(office: Desk, nora: Desk) -> None:
    job = job_of(office, "mine of Ben")
    mine = done(nora.perform(SetStatus(job.id, job.version, WorkStatus.STARTED))).revision
    job = job_of(office, "mine of Ben")
    added = {each.revision for each in office.log(LogQuery(record=("job", job.id)))} - {mine}
    assert added <= seen(nora)
    moved = done(office.perform(PlanJob(job.id, job.version, (ANA,), at("15:00"), 60, YES))).revision
    assert seen(nora) & {mine, moved, *added} == {mine}
    job = job_of(office, "theirs of Ana")
    moved = done(office.perform(PlanJob(job.id, job.version, (BEN,), at("17:00"), 60, YES))).revision
    assert moved in seen(nora)
    job = job_of(office, "mine of both")
    gone = done(office.perform(DeleteJob(job.id, job.version, accepted=YES))).revision
    assert gone not in seen(nora), "whose it was cannot be said any more"


# -- every read ----------------------------------------------------------------------------------

BY_ID = {"job", "job_file", "history", "records", "customer_work", "last_touch", "judge", "rehearse", "look", "advise"}
"""What is asked by a record's number of its own: a customer's work in its card is the whole office's."""


def test_no_read_tells_of_what_is_in_other_calendars(office: Desk, nora: Desk) -> None:
    """Each read of a desk, asked as in the tests of what a role does not see."""
    customer = saved(office, Customer(name="Bird"))
    item = saved(office, InventoryItem(name="Valve"))
    saved(office, Estimate(customer_id=customer.id, made_on=NOW.date()))
    saved(office, PurchaseOrder(vendor="Pipes"))
    saved(office, JobTemplate(name="Usual"))
    parts = (JobItem(item_id=item.id, name="Valve"),)
    for when, crew in ((at("9:00"), (BEN,)), (None, ())):
        told = draft(customer=customer.id, description="mine", items=parts, starts_at=when, crew=crew)
        done(office.perform(AddJob(told, YES)))
    told = draft(description="canary theirs", crew=(ANA,), items=parts, starts_at=at("15:00"))
    for _ in range(2):
        made = done(office.perform(AddJob(told, YES)))
    job_id = made.changed_id("job") or 0
    done(office.perform(DeleteJob(job_id, 1, accepted=YES)))
    for words in ("theirs of Ana", "theirs in the south"):
        job = next(each for each in everything(office).values() if isinstance(each, Job) and each.description == words)
        done(office.perform(EditJob(job.id, job.version, replace(draft_of(job), description="canary theirs"), YES)))
    away = TimeOff(employee_id=ANA, starts_at=at("9:00"), ends_at=at("17:00"), reason="canary theirs, ill")
    for _ in range(2):
        off = saved(office, away)
    done(office.perform(DeleteRecord("time_off", off.id, off.version)))
    answers = {name: repr(ask(office, office)) for name, ask in READS.items() if name not in BY_ID}
    assert len([name for name, told in answers.items() if "canary theirs" in told]) > 6
    leaks = [name for name, ask in READS.items() if name not in BY_ID and "canary theirs" in repr(ask(nora, office))]
    assert leaks == []
    number = next(
        each.number for each in everything(office).values() if isinstance(each, Job) and "canary" in each.description
    )
    assert office.numbered("job", number) is not None
    assert nora.numbered("job", number) is None


JOBS_GONE = ("gone Ben", "gone Ana", "gone both", "gone north", "gone south", "gone nobody")


def gone(desk: Desk) -> set[str]:
    """What somebody finds among what was deleted: as much as is counted, and by its words as well."""
    query = ListQuery("deletion", "at", True)
    labels = [str(row.values["label"]) for row in desk.list_page(query).rows]
    assert desk.list_count(query) == len(labels) == len(desk.list_around(query, 0, None, 0, 500).rows)
    every = (*JOBS_GONE, "ill", "away", "gone tag")
    found = {each for each in every if any(each in label for label in labels)}
    assert {each for each in every if desk.list_page(replace(query, find=each)).rows} == found
    return found


def test_what_was_deleted_is_that_of_ones_calendars(office: Desk, nora: Desk) -> None:
    calendars = {each.name: each.id for each in office.office().calendars}
    for words, crew, name in zip(
        JOBS_GONE, ((BEN,), (ANA,), (ANA, BEN), (), (), ()), ("", "", "", "North", "South", ""), strict=True
    ):
        when, where = at("15:00") if crew else None, calendars.get(name)
        told = draft(description=words, crew=crew, starts_at=when, calendar_id=where)
        job = done(office.perform(AddJob(told, YES))).changed_id("job") or 0
        done(office.perform(DeleteJob(job, 1, accepted=YES)))
    for employee, reason in ((BEN, "ill"), (ANA, "away")):
        off = saved(office, TimeOff(employee_id=employee, starts_at=at("9:00"), ends_at=at("17:00"), reason=reason))
        done(office.perform(DeleteRecord("time_off", off.id, off.version)))
    tag = saved(office, Tag(name="gone tag"))
    done(office.perform(DeleteRecord("tag", tag.id, tag.version)))
    assert gone(office) - gone(nora) == {"gone Ana", "gone south", "away"}
    assert len(gone(office)) == 9


def test_a_move_of_the_stock_by_other_calendars_says_only_by_how_much(office: Desk, nora: Desk) -> None:
    item = saved(office, InventoryItem(name="Valve"))
    parts = (JobItem(item_id=item.id, name="Valve"),)
    for crew in (BEN,), (ANA,):
        done(office.perform(AddJob(draft(crew=crew, items=parts, starts_at=at("15:00")), YES)))
    (theirs, mine), moves = office.stock_moves(item.id), nora.stock_moves(item.id)
    veiled = StockMove(theirs.revision, "", 0, 0, 0, 0, theirs.reserved, None, None, "by work of other calendars")
    assert moves == [veiled, mine]
    assert theirs.reserved == mine.reserved > 0


def test_what_was_deleted_in_other_calendars_is_not_brought_back_by_its_number(office: Desk, nora: Desk) -> None:
    gone_ids = []
    for words in ("theirs of Ana", "theirs in the south", "mine of Ben", "mine in the north"):
        job = next(each for each in everything(office).values() if isinstance(each, Job) and each.description == words)
        done(office.perform(DeleteJob(job.id, job.version, accepted=YES)))
        gone_ids.append(job.id)
    for employee in (ANA, BEN):
        off = saved(office, TimeOff(employee_id=employee, starts_at=at("9:00"), ends_at=at("17:00"), reason="ill"))
        done(office.perform(DeleteRecord("time_off", off.id, off.version)))
        gone_ids.append(off.id)
    found = [nora.perform(RestoreRecord(each, YES)) for each in gone_ids]
    assert [isinstance(each, Refused) for each in found] == [True, True, False, False, True, False]
    told = {finding.text for each in found if isinstance(each, Refused) for finding in each.findings}
    assert told == {"It was of a calendar that you may not open."}


def test_steps_through_what_others_did_are_of_ones_calendars(office: Desk, nora: Desk) -> None:
    told = {each.line for each in nora.others_acts(0).acts}
    assert any("mine of Ben" in each for each in told)
    assert not [each for each in told if "theirs" in each]
    assert {each.revision for each in nora.others_acts(0).acts} <= seen(nora)
    assert len(nora.others_acts(0, limit=2).acts) == 2


def test_a_look_at_what_others_did_is_at_so_many_entries_and_says_how_far(
    office: Desk, nora: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _acts_of_others(office, 5)
    done(office.perform(AddJob(draft(description="mine at last", crew=(BEN,), starts_at=at("15:00")), YES)))
    _acts_of_others(office, 3)
    whole = nora.others_acts(0)
    assert (whole.looked, whole.looked_at) == (0, None)
    monkeypatch.setattr(kept_log, "LOOKED", 4)
    found, seen = list[OthersAct](), 0
    for _ in range(office.revision()):
        page = nora.others_acts(seen)
        found += page.acts
        if not page.looked:
            break
        assert page.looked == seen + 4, "each look begins where the one before ended"
        assert page.looked_at == NOW
        seen = page.looked
    assert tuple(found) == whole.acts
    assert office.others_acts(0).looked == 0, "who sees all of it"


def test_an_entry_of_the_log_is_looked_at_by_its_own_changes(sqlite_company: str) -> None:
    """Not by all changes of jobs that there are: of a million, a page took half a minute."""
    values = {"low": 0, "high": 2**31 - 1, "most": 101, "reader": "nora", "people": [BEN], "calendars": [1]}
    statement = log_list._statement("", 0, True, True, False, BOTH)
    with closing(open_store(sqlite_company, read_only=True)) as store, store.reading() as connection:
        text = statement._text(connection.dialect, values)
        plan = driver_of(connection).execute(f"EXPLAIN QUERY PLAN {text.sql}", text.arguments(values)).fetchall()
    steps = [row[3] for row in plan if "journal_change" in row[3]]
    assert len(steps) == 3
    assert all("(revision=?" in each for each in steps), steps


def _acts_of_others(office: Desk, count: int) -> None:
    for each in range(count):
        done(office.perform(AddJob(draft(description=f"theirs {each}", crew=(ANA,), starts_at=at("15:00")), YES)))


def test_a_page_of_ones_log_looks_at_so_many_entries_and_says_how_far(
    office: Desk, nora: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _acts_of_others(office, 9)
    whole, query = nora.log(LogQuery()), ListQuery("log", "revision", descending=True)
    assert (nora.list_count(query), nora.list_page(query).looked) == (len(whole), None)
    monkeypatch.setattr(kept_log, "LOOKED", 4)
    page = nora.list_page(query)
    assert (page.rows, page.more, nora.list_count(query)) == ((), True, None), "the newest are all others'"
    assert page.looked is not None
    assert page.looked.position == (office.revision() - 3,)
    assert nora.log_page(LogQuery()).entries == ()
    assert nora.log(LogQuery()) == whole
    for descending in (True, False):
        for backwards in (True, False):
            found, place = list[int](), None
            asked = replace(query, descending=descending)
            while True:
                page = nora.list_page(asked, place, backwards=backwards, limit=3)
                found += [row.id for row in page.rows][:: -1 if backwards else 1]
                if not page.more:
                    break
                ends = page.rows[0 if backwards else -1] if page.rows else None
                place = page.looked.position if page.looked else ends.position if ends else None
            newest_first = found if descending is not backwards else found[::-1]
            assert newest_first == [each.revision for each in whole], (descending, backwards)
    around = nora.list_around(query, 0, page.looked.position if page.looked else (whole[0].revision + 1,), 3, 3)
    assert whole[0].revision in {row.id for row in around.rows}
    assert office.list_page(query).looked is None, "who sees all of it"


def test_industrack_log_says_how_far_it_looked_and_since_looks_as_far_as_it_says(
    office: Desk, company_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    north = next(each.id for each in office.office().calendars if each.name == "North")
    role = next(each.id for each in roles_of(office) if each.name == "dispatcher")
    me = OfficeUser(name="Me", login=who_sits_here(office.store), role_id=role, calendar_ids=(north,))
    done(office.perform(SaveRecord(me)))
    _acts_of_others(office, 9)
    monkeypatch.setattr(kept_log, "LOOKED", 2)
    monkeypatch.setattr("industrack_tui.cli.log._FAR", 2)
    asked = ["log", "--db", company_url, "--json"]
    assert print_log(parser().parse_args(asked)) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "--until goes on from there, and --since looks as far as it says." in err
    assert err.startswith("Looked back to 23 Nov 2026 ")
    assert print_log(parser().parse_args([*asked, "--since", "1 jan 2020"])) == 0
    out, err = capsys.readouterr()
    assert ("mine of Ben" in out, "theirs" in out, err) == (True, False, "")
