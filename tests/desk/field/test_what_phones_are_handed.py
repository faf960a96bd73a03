"""What a phone is handed and when, how far that got, and which codes and tokens make a phone: tables of values."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob, EditJob, SaveRecord
from industrack_core.domain.acts.field_acts import FieldSync, FileStored, OfferPairing, PairDevice, SignOutDevice
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import FieldSettings, TimeEntry
from industrack_core.domain.outcomes import Done, Stale
from industrack_core.domain.records.outbox import Receipt
from tests.desk.field.reported import added
from tests.desk.office import YES, done, refused, saved
from tests.desk.phones import KEY, Phone, dispatched, field_of, hashed, job_now
from tests.store.small_company import ANA, BEN, MILL_ROAD, OAK_STREET, at, draft, rows

TIMES = "SELECT job_id, sent_s, received_s, seen_s FROM outbox WHERE channel = 'phone' ORDER BY id"


def test_how_far_an_entry_got_is_kept_from_the_first_time(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        person: Any = office.records("employee", [ANA])[ANA]
        saved(office, replace(person, notify="mail:ana@example.com"))
        others = [dispatched(office, clock, crew=(BEN,)), dispatched(office, clock, crew=(BEN,))]
        mine = [dispatched(office, clock) for _ in range(4)]
        phone = Phone(field, clock)
        outbox: list[Any] = rows(company_url, "SELECT job_id, id, channel FROM outbox")
        entries = {job: number for job, number, channel in outbox if channel == "phone"}
        messages = [number for _, number, channel in outbox if channel == "notify"]
        ids, foreign = ([entries[job.id] for job in jobs] for jobs in (mine, others))
        first = int(clock().timestamp())
        told = FieldSync(phone.device, (*foreign, *messages, ids[0]), (ids[1],), (ids[2], 999_999))
        assert done(field.desk.perform(told)).line == "Ana's Pixel has 3 jobs."
        clock.later(minutes=1)
        then = first + 60
        assert done(field.desk.perform(told)).line == "Nothing new."
        done(field.desk.perform(FieldSync(phone.device, (ids[3],), (ids[0],), (ids[1],))))
        assert done(field.desk.perform(FieldSync(999_999, (ids[3],), (), ()))).line == "Nothing new."
    found = {job: tuple(rest) for job, *rest in rows(company_url, TIMES)}
    assert [found[job.id] for job in others] == [(0, 0, 0)] * 2
    assert [found[job.id] for job in mine] == [
        (first, then, 0), (first, first, then), (first, first, first), (then, 0, 0),
    ]  # fmt: skip
    assert rows(company_url, "SELECT sum(sent_s) FROM outbox WHERE channel = 'notify'") == [(0,)]


@pytest.mark.parametrize(
    ("turns", "kept"),
    [
        ([("", False)], ("ana's token", "")),
        ([("n1", False)], ("ana's token", "n1")),
        ([("n1", False), ("n1", False)], ("ana's token", "n1")),
        ([("n1", False), ("n2", False)], ("ana's token", "n2")),
        ([("n1", False), ("", True)], ("n1", "")),
        ([("n1", False), ("n1", True)], ("n1", "")),
        ([("n1", False), ("n2", True)], ("n1", "n2")),
        ([("", True)], ("ana's token", "")),
        ([("ana's token", False)], ("ana's token", "")),
        ([("ben's token", False)], ("ana's token", "")),
        ([("ben's next", False)], ("ana's token", "")),
    ],
)
def test_a_token_turns(company_url: str, turns: list[tuple[str, bool]], kept: tuple[str, str]) -> None:
    def of(token: str) -> str:
        return hashed(token) if token else ""

    with field_of(company_url) as (field, _, clock):
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        done(field.desk.perform(FieldSync(ben.device, (), (), (), of("ben's next"))))
        for token, by_next in turns:
            done(field.desk.perform(FieldSync(ana.device, (), (), (), of(token), by_next)))
    statement = "SELECT token_hash, next_hash FROM device WHERE employee_id = :ana"
    assert rows(company_url, statement, ana=ANA) == [(of(kept[0]), of(kept[1]))]


def test_a_file_that_came_is_there_for_all_who_named_it(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        body = {"digest": "a" * 64, "size": 3, "type": "image/png"}
        phone.say("photo", job.id, key=KEY, name="meter.png", **body)
        assert done(field.desk.perform(FileStored(phone.device, "a" * 64))).line == "meter.png has come."
        phone.say("photo", job.id, key="0" * 16, **{**body, "digest": "b" * 64})
        phone.say("photo", job.id, key="1" * 16, **{**body, "digest": "b" * 64})
        assert done(field.desk.perform(FileStored(phone.device, "b" * 64))).line == "A file has come."
        for digest in ("a" * 64, "c" * 64):
            assert done(field.desk.perform(FileStored(phone.device, digest))).line == "Nothing waits for this file."
    assert rows(company_url, "SELECT stored, version FROM field_file ORDER BY id") == [(1, 2)] * 3


def offer(field: FieldDesk, employee: int, code: str, expires_s: int) -> None:
    done(field.desk.perform(OfferPairing(employee, hashed(code), expires_s)))


def test_which_codes_make_a_phone(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        clock.later(seconds=42)
        now_s = int(clock().timestamp())
        wrong = "This code is wrong, used or too old: ask for a new one."

        def pair(code: str, token: str) -> str:
            outcome = field.desk.perform(PairDevice(hashed(code), hashed(token), "\x1b Pixel "))
            return outcome.line if isinstance(outcome, Done) else refused(outcome)

        assert refused(field.desk.perform(OfferPairing(999_999, hashed("x"), now_s + 9))) == (
            "This employee is not there any more."
        )
        assert pair("none", "t1") == wrong
        offer(field, ANA, "old", now_s)
        assert pair("old", "t1") == wrong, "its time is over"
        offer(field, ANA, "replaced", now_s + 600)
        offer(field, ANA, "good", now_s + 1)
        assert pair("replaced", "t1") == wrong
        assert pair("good", "t1") == "Paired Pixel of Ana Ruiz."
        assert pair("good", "t2") == wrong, "it was used"
        assert pair("good", "t1") == "Pixel is paired already."
        offer(field, BEN, "ben's", now_s + 600)
        assert pair("ben's", "t1") == wrong, "the token is another phone's"
        assert pair("ben's", "t2") == "Paired Pixel of Ben Okafor."
        assert pair("good", "t2") == wrong, "that is Ana's code"
        offer(field, BEN, "again", now_s + 600)
    made = rows(company_url, "SELECT id FROM device UNION ALL SELECT id FROM pairing")
    assert len(set(made)) == len(made) == 5, "an id is one thing's, and used codes stay"
    assert rows(company_url, "SELECT DISTINCT paired_at * 60 FROM device") == [(now_s - 42,)]


def test_a_phone_is_signed_out_by_who_saw_it_as_it_is(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        phone = Phone(field, clock)
        unknown = office.perform(SignOutDevice(999_999, 1, lost=False))
        assert isinstance(unknown, Stale)
        assert unknown.version == 0
        assert isinstance(office.perform(SignOutDevice(phone.device, 9, lost=False)), Stale)
        out = done(office.perform(SignOutDevice(phone.device, 1, lost=False))).line
        assert out == "Signed Ana's Pixel of Ana Ruiz out."
        again = done(office.perform(SignOutDevice(phone.device, 2, lost=False))).line
        assert again == "Ana's Pixel of Ana Ruiz is signed out already."
        lost = done(office.perform(SignOutDevice(phone.device, 2, lost=True))).line
        assert lost == "Marked Ana's Pixel of Ana Ruiz as lost."


@pytest.mark.parametrize(
    ("day", "ahead", "back", "seen"),
    [(24, 7, 1, True), (23, 7, 1, True), (22, 7, 1, False), (25, 0, 0, False), (24, 0, 0, True), (25, 1, 0, True),
     (26, 1, 0, False), (23, 1, 0, False)],
)  # fmt: skip
def test_a_phone_has_the_days_of_the_setting(company_url: str, day: int, ahead: int, back: int, seen: bool) -> None:
    with field_of(company_url) as (field, office, clock):
        done(office.perform(SaveRecord(FieldSettings(days_ahead=ahead, days_back=back))))
        job = dispatched(office, clock, starts_at=at("12:00", day))
        phone = Phone(field, clock)
        assert (job.id in {each.job for each in phone.sync().jobs}) is seen
        assert (
            job.id in {each for each, *_ in rows(company_url, "SELECT job_id FROM outbox WHERE sent_s > 0")}
        ) is seen


def test_what_is_not_due_is_told_when_it_will_be(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        old = dispatched(office, clock, description="One")
        phone = Phone(field, clock)
        first = phone.sync()
        assert (first.more, first.more_at_ms) == (False, None)
        again = replace(draft_of(old), description="Two")
        done(office.perform(EditJob(old.id, old.version, again, YES, dispatch=True)))
        due = (int(clock().timestamp()) + 10) * 1000
        clock.later(seconds=4)
        done(office.perform(AddJob(draft(), YES, dispatch=True)))
        found = phone.sync()
        assert [each.sent["description"] for each in found.jobs] == ["One"], "read again, until the new one is due"
        assert (found.more_at_ms, found.handed, found.got) == (due, (), ())
        assert all(len(each.tag) == 8 for each in found.jobs)
        assert phone.sync().jobs == ()
        newest: Any = rows(company_url, "SELECT max(id) FROM outbox WHERE job_id = :job", job=old.id)[0][0]
        heard = field.documents(phone.device, [], heard={newest})
        assert [each.sent["description"] for each in heard.jobs] == ["Two"]
        clock.later(seconds=6)
        assert [each.sent["description"] for each in phone.sync().jobs] == ["Two"]
        receipt = rows(company_url, "SELECT receipt FROM job_crew WHERE job_id = :job", job=old.id)
        assert receipt == [(int(Receipt.SENT),)]
        phone.sync()
        received = phone.sync()
        assert received.got == (), "it was told once"


def test_as_many_documents_as_fit_and_one_at_least(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        for _ in range(3):
            dispatched(office, clock)
        phone = Phone(field, clock)
        whole = field.documents(phone.device, []).jobs
        for most, many in ((1, 1), (10**9, len(whole)), (0, 1)):
            found = field.documents(phone.device, [], most_bytes=most)
            assert (len(found.jobs), len(found.handed), found.more) == (many, many, many < len(whole))
        held = [each.tag for each in whole]
        assert field.documents(phone.device, [*held, "x", "x"]).gone == ("x",)
        assert len(field.documents(phone.device, held).got) == len(whole)


def test_ones_own_times_of_today_and_what_runs(company_url: str) -> None:
    with field_of(company_url) as (field, _, clock):
        phone = Phone(field, clock)
        midnight = at("0:00")
        for kind, since, until in (
            (EntryKind.SHIFT, midnight - timedelta(hours=9), midnight - timedelta(minutes=1)),
            (EntryKind.SHIFT, midnight - timedelta(hours=1), None),
            (EntryKind.TRAVEL, midnight, midnight + timedelta(hours=1)),
            (EntryKind.BREAK, midnight + timedelta(hours=1), None),
        ):
            added(company_url, TimeEntry(employee_id=ANA, kind=kind, starts_at=since, ends_at=until))
        added(company_url, TimeEntry(employee_id=BEN, kind=EntryKind.SHIFT, starts_at=midnight))
        me = field.me(phone.device)
        start = int(midnight.timestamp()) * 1000
        assert me.shift is not None
        assert (me.shift.kind, me.shift.starts_at) == ("shift", start - 3_600_000)
        assert [(each.kind, each.starts_at) for each in me.open] == [("break", start + 3_600_000)]
        assert [(each.kind, each.ends_at) for each in me.today if each.ends_at is not None] == [
            ("travel", start + 3_600_000)
        ]
        assert field.me(999_999).today == ()


def test_older_visits_are_of_the_jobs_place_alone(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        mine = dispatched(office, clock, starts_at=at("12:00"))
        jobs = {}
        for name, place, day in (
            ("earlier", OAK_STREET, 20),
            ("before it", OAK_STREET, 19),
            ("elsewhere", MILL_ROAD, 18),
        ):
            added_job = done(
                office.perform(AddJob(draft(location_id=place, starts_at=at("9:00", day), description=name), YES))
            )
            jobs[name] = added_job.changed_id("job") or 0
        phone = Phone(field, clock)

        def told(job: int, before: int | None) -> list[str] | None:
            found = field.history(phone.device, job, before)
            return None if found is None else [each.description for each in found if each.job in jobs.values()]

        assert told(mine.id, None) == ["earlier", "before it"]
        assert told(mine.id, jobs["earlier"]) == ["before it"]
        assert told(mine.id, jobs["before it"]) == []
        for wrong in (jobs["elsewhere"], 999_999, 2**31, 2**40):
            assert told(mine.id, wrong) is None
            assert told(wrong, None) is None
        assert office.job(2**40) is None
        assert told(jobs["earlier"], None) is None, "it is nobody's"
        assert field.history(999_999, mine.id, None) is None
        assert job_now(office, mine.id).location_id == OAK_STREET
