"""Calendars at secret addresses, read at the real gateway: what is in them, and that nobody else learns anything."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from industrack_core.domain.acts.acts import AddJob, EditJob, SaveRecord
from industrack_core.domain.acts.field_acts import EndCalendarLink, MakeCalendarLink, RecallJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.codes import new_link_secret, secret_hash
from industrack_core.domain.records.office import EmployeeState
from tests.desk.office import YES, refused
from tests.gateway.company import dispatch, done, office
from tests.gateway.running import Answer, Gateway, gateway_at, until_too_often
from tests.store.small_company import ANA, BEN, draft, rows


@pytest.fixture
def gateway(company_url: str, tmp_path: Path) -> Iterator[Gateway]:
    with gateway_at(company_url, tmp_path, now="") as running:
        yield running


def link(url: str, employee_id: int, name: str = "laptop") -> tuple[int, str]:
    """A new link's id and secret."""
    secret = new_link_secret()
    with office(url) as desk:
        made = done(desk.perform(MakeCalendarLink(employee_id, secret_hash(secret), name)))
    return made.changed_id("calendar_link"), secret


def end(url: str, link_id: int) -> None:
    with office(url) as desk:
        done(desk.perform(EndCalendarLink(link_id, 1)))


def read(gateway: Gateway, secret: str, etag: str = "") -> Answer:
    return gateway.ask("GET", f"/calendar/{secret}.ics", headers={"If-None-Match": etag} if etag else {})


def events(answer: Answer) -> list[icalendar.Event]:
    assert answer.status == 200, answer.body
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(icalendar.Calendar.from_ical(answer.body).walk("VEVENT"))  # type: ignore[arg-type]


def test_a_calendar_has_what_was_dispatched_and_nothing_else(company_url: str, gateway: Gateway) -> None:
    job_id = dispatch(company_url, ANA)
    with office(company_url) as desk:
        done(desk.perform(AddJob(draft(description="Not yet", crew=(ANA,)))))
        job = desk.job(job_id)
    assert job is not None
    assert job.starts_at is not None
    (_, anas), (_, bens) = link(company_url, ANA), link(company_url, BEN)
    (event,) = events(read(gateway, anas))
    assert event.decoded("dtstart") == job.starts_at
    assert event.decoded("dtend") == job.starts_at + timedelta(minutes=job.minutes)
    assert str(event["summary"]).startswith("Fix the tap - ")
    assert f"Job: {job.number}" in str(event["description"])
    assert events(read(gateway, bens)) == []
    calendar = icalendar.Calendar.from_ical(read(gateway, anas).body)
    assert calendar["x-published-ttl"] == "PT15M"
    assert str(calendar["x-wr-calname"]).startswith("Ana")
    packed = gateway.ask("GET", f"/calendar/{anas}.ics", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.body) == read(gateway, anas).body


def test_it_says_what_was_sent_until_it_is_sent_again_and_a_recall_takes_it_away(
    company_url: str, gateway: Gateway
) -> None:
    job_id = dispatch(company_url, ANA)
    _, secret = link(company_url, ANA)
    first = read(gateway, secret)
    assert read(gateway, secret, first.headers["ETag"]).status == 304
    with office(company_url) as desk:
        job = desk.job(job_id)
        assert job is not None
        assert job.starts_at is not None
        moved = replace(draft_of(job), starts_at=job.starts_at + timedelta(hours=2))
        done(desk.perform(EditJob(job_id, job.version, moved, YES)))
        assert events(read(gateway, secret))[0].decoded("dtstart") == job.starts_at
        job = desk.job(job_id)
        assert job is not None
        done(desk.perform(RecallJob(job_id, job.version, YES)))
    again = read(gateway, secret, first.headers["ETag"])
    assert events(again) == []
    assert again.headers["ETag"] != first.headers["ETag"]


def test_wrong_ended_and_foreign_secrets_say_nothing(company_url: str, gateway: Gateway) -> None:
    dispatch(company_url, ANA, "Secret words")
    link_id, ended = link(company_url, ANA)
    _, good = link(company_url, ANA, "phone")
    assert len(events(read(gateway, ended))) == 1
    end(company_url, link_id)
    (hashed,) = (str(row[0]) for row in rows(company_url, "SELECT secret_hash FROM calendar_link"))
    wrong = [
        ended,
        good[:-1],
        good.swapcase(),
        good + "a",
        hashed,
        hashed[:22],
        "",
        "%00",
        "..%2f..%2fetc",
        "%C3%A9" * 22,
    ]
    answers = {read(gateway, each).body for each in wrong}
    assert len(answers) == 1, "nobody learns which of them it is"
    assert b"Secret" not in answers.pop()
    assert read(gateway, ended).status == 404
    assert gateway.ask("HEAD", f"/calendar/{ended}.ics").status == 404
    with office(company_url) as desk:
        assert all(ended not in each.line for each in desk.history("calendar_link", link_id, 9))
    assert not any(each in gateway.log() for each in (ended, good))


def test_who_has_left_has_no_calendar(company_url: str, gateway: Gateway) -> None:
    _, secret = link(company_url, BEN)
    with office(company_url) as desk:
        ben = next(each for each in desk.office().employees if each.id == BEN)
        done(desk.perform(SaveRecord(replace(ben, state=EmployeeState.ARCHIVED), YES)))
        assert "has left" in refused(desk.perform(MakeCalendarLink(BEN, "a" * 64, "x")))
    assert read(gateway, secret).status == 404


def test_a_calendar_that_asks_too_often_waits(company_url: str, gateway: Gateway) -> None:
    """How often is said by a clock that is told, in test_wire.py: a slow machine gives more, as time goes on."""
    _, secret = link(company_url, ANA)
    assert until_too_often(lambda: read(gateway, secret).status)[:12] == [200] * 12
    assert until_too_often(lambda: read(gateway, new_link_secret()).status)[:30] == [404] * 30


def test_when_it_was_last_read_is_known(company_url: str, gateway: Gateway) -> None:
    link_id, secret = link(company_url, ANA)
    assert read(gateway, secret).status == 200
    gateway.stop()
    (found,) = rows(company_url, "SELECT last_sync_s FROM device_state WHERE device_id = :id", id=link_id)
    assert abs(int(str(found[0])) - datetime.now(UTC).timestamp()) < 600
    with office(company_url) as desk:
        assert desk.phones() == ()


def test_a_link_needs_a_name_and_somebody(company_url: str) -> None:
    with office(company_url) as desk:
        assert "name" in refused(desk.perform(MakeCalendarLink(ANA, "a" * 64, " \u200b ")))
        assert "not there" in refused(desk.perform(MakeCalendarLink(999_999, "a" * 64, "x")))
        for each in range(20):
            done(desk.perform(MakeCalendarLink(ANA, f"{each:064}", "x")))
        assert "end one" in refused(desk.perform(MakeCalendarLink(ANA, "b" * 64, "x")))
