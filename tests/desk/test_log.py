"""The log as people and scripts read it, and one's own acts that can be taken back, older ones too."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddEmployee,
    AddJob,
    DeleteJob,
    EditJob,
    Redo,
    SaveRecord,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import FindingKind, Refused, Stale
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.settings import OfficeUser, UserState
from industrack_core.exchange.exports.log_listing import log_json, log_lines
from tests.desk.every_act import roles_of
from tests.desk.office import done, refused
from tests.store.small_company import ANA, MORA, NOW, contents, desk_at, draft


class Told:
    """A clock that goes on by a minute whenever it is looked at by an act."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Told:
    return Told()


@pytest.fixture
def ben(company_url: str, clock: Told) -> Iterator[Desk]:
    with closing(desk_at(company_url, "ben", clock)) as opened:
        yield opened


@pytest.fixture
def mika(company_url: str, clock: Told) -> Iterator[Desk]:
    with closing(desk_at(company_url, "mika", clock)) as opened:
        yield opened


def test_pages_go_on_where_the_last_one_ended(mika: Desk) -> None:
    made = [done(mika.perform(AddEmployee("Eva", f"Lund {each}"))).revision for each in range(7)]
    whole = [entry.revision for entry in mika.log(LogQuery())]
    assert whole[:7] == made[::-1]
    first = mika.log(LogQuery(), limit=3)
    rest = mika.log(LogQuery(), first[-1].revision, limit=100)
    assert [entry.revision for entry in (*first, *rest)] == whole


def test_an_act_is_found_by_the_id_that_was_told_of_it(mika: Desk) -> None:
    made = done(mika.perform(AddEmployee("Eva", "Lund"), act_id="told"))
    done(mika.perform(AddEmployee("Eva", "Holm")))
    assert [entry.revision for entry in mika.log(LogQuery(act_id="told"))] == [made.revision]
    assert mika.log(LogQuery(act_id="unknown")) == ()


def test_what_narrows(mika: Desk, ben: Desk, clock: Told) -> None:
    job_id = done(mika.perform(AddJob(draft(customer=MORA)))).changed_id("job") or 0
    clock.on(hours=2)
    moved = done(ben.perform(UnassignJob(job_id, 1))).revision
    clock.on(days=3)
    hired = done(ben.perform(AddEmployee("Eva", "Lund"))).revision
    clock.on(minutes=1)
    asked: list[tuple[LogQuery, list[int]]] = [
        (LogQuery(who=("ben",)), [hired, moved]),
        (LogQuery(record=(Kind.JOB, job_id)), [moved, moved - 1]),
        (LogQuery(record=(Kind.JOB, job_id), who=("ben",)), [moved]),
        (LogQuery(act="AddEmployee"), [hired]),
        (LogQuery(since=NOW + timedelta(hours=2)), [hired, moved]),
        (LogQuery(since=NOW + timedelta(hours=2, seconds=1)), [hired]),
        (LogQuery(since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=2)), [moved]),
        (LogQuery(since=NOW + timedelta(days=4)), []),
        (LogQuery(until=NOW - timedelta(days=4000)), []),
        (LogQuery(who=("ben", "mika")), [hired, moved, moved - 1]),
        (LogQuery(who=("nobody",)), []),
    ]
    for query, found in asked:
        assert [entry.revision for entry in mika.log(query)] == found, query
    assert {"ben", "mika"} <= set(mika.everybody())


def test_a_clock_that_was_wrong_hides_nothing_and_time_does_not_go_back(mika: Desk, clock: Told) -> None:
    clock.on(hours=5)
    ahead = done(mika.perform(AddEmployee("Eva", "Lund"))).revision
    clock.on(hours=-5)
    behind = done(mika.perform(AddEmployee("Bo", "Lund"))).revision
    later = mika.log(LogQuery(since=NOW + timedelta(hours=4)))
    assert [(entry.revision, entry.at) for entry in later] == [(each, later[0].at) for each in (behind, ahead)]
    assert [entry.act for entry in mika.log(LogQuery(since=NOW, until=NOW))] == ["LoadRecords"]
    assert done(mika.perform(Undo())).revision == behind + 1


def test_changes_are_told_in_words_and_as_they_are_kept(mika: Desk) -> None:
    job_id = done(mika.perform(AddJob(draft(customer=MORA, note="x")))).changed_id("job") or 0
    done(mika.perform(EditJob(job_id, 1, draft(customer=MORA, note="y"))))
    entry = mika.log(LogQuery(record=(Kind.JOB, job_id)), limit=1, with_changes=True)[0]
    (change,) = entry.changes
    assert (change.kind, change.id, change.version_before, change.version_after) == ("job", job_id, 1, 2)
    assert (change.before, change.after) == ({"note": "x"}, {"note": "y"})
    assert change.label.endswith("Furnace")
    lines = list(log_lines([entry], mika.office(), ascii_only=True))
    assert lines[0] == "Mon 23 Nov 2026"
    assert lines[1].split()[1] == "mika"
    assert lines[1].endswith(f"  r{entry.revision}  by command")
    assert lines[-1].split() == ["Note", "for", "the", "field", "x", "->", "y"]
    (told,) = [json.loads(line) for line in log_json([entry])]
    assert told["revision"] == entry.revision
    assert told["at"].endswith("Z")
    assert told["changes"][0]["after"] == {"note": "y"}


def test_a_deleted_job_is_found_by_its_number(mika: Desk) -> None:
    job_id = done(mika.perform(AddJob(draft(customer=MORA)))).changed_id("job") or 0
    job = mika.job(job_id)
    assert job is not None
    assert mika.job_numbered(job.number) == job_id
    done(mika.perform(DeleteJob(job_id, 1, accepted=frozenset({FindingKind.DELETION}))))
    assert mika.job_numbered(job.number) == job_id
    assert mika.job_numbered(job.number[:-1]) is None
    assert mika.job_numbered("") is None
    newest = mika.log(LogQuery(record=(Kind.JOB, job_id)), limit=1, with_changes=True)
    assert list(log_lines(newest, mika.office(), ascii_only=True))[-1].endswith(f"{job.number} Furnace: deleted")


def test_nothing_that_opens_a_phone_is_in_it(mika: Desk) -> None:
    done(mika.perform(OfferPairing(ANA, "c" * 64, int(NOW.timestamp()) + 600)))
    (told,) = log_json(mika.log(LogQuery(act="OfferPairing"), with_changes=True))
    assert "c" * 64 not in told


def test_undo_and_what_it_took_back_name_each_other(mika: Desk) -> None:
    made = done(mika.perform(AddEmployee("Eva", "Lund"))).revision
    undone = done(mika.perform(Undo())).revision
    newest, before = mika.log(LogQuery(), limit=2)
    assert (newest.revision, newest.takes_back) == (undone, made)
    assert (before.revision, before.undone_by) == (made, undone)
    first, second = list(log_lines([newest, before], mika.office(), ascii_only=True))[1:]
    assert first.endswith(f"takes back r{made}")
    assert second.endswith(f"taken back by r{undone}")


def test_an_older_act_is_taken_back_and_done_again(mika: Desk, company_url: str) -> None:
    first = done(mika.perform(AddEmployee("Eva", "Lund"))).revision
    second = done(mika.perform(AddEmployee("Bo", "Lund"))).revision
    assert [act.revision for act in mika.own_acts()] == [second, first]
    both = contents(company_url)
    assert done(mika.perform(Undo(revision=first, chosen=True))).line == "Undid: Added employee Eva Lund."
    assert [act.revision for act in mika.own_acts()] == [second]
    done(mika.perform(Redo()))
    assert contents(company_url)["employee"] == both["employee"]
    done(mika.perform(Undo()))
    assert [act.revision for act in mika.own_acts()] == [first]


def test_what_was_built_on_is_not_taken_back(mika: Desk, ben: Desk) -> None:
    job_id = done(mika.perform(AddJob(draft(customer=MORA)))).changed_id("job") or 0
    made = mika.own_acts()[0].revision
    done(ben.perform(EditJob(job_id, 1, draft(customer=MORA, note="ladder"))))
    assert refused(mika.perform(Undo(revision=made, chosen=True))).startswith("ben built on it: ")


def test_others_acts_and_what_is_gone_are_refused(mika: Desk, ben: Desk) -> None:
    theirs = done(ben.perform(AddEmployee("Eva", "Lund"))).revision
    done(mika.perform(BeginRoles()))
    assert refused(ben.perform(Undo(revision=1, chosen=True)))
    [own] = [each.revision for each in mika.own_acts()]
    assert refused(ben.perform(Undo(revision=own, chosen=True))).startswith(
        "Your role (dispatcher) may not take back what others did. mika did: Began roles"
    )
    done(mika.perform(Undo(revision=theirs, chosen=True)))
    assert refused(ben.perform(Undo(revision=theirs, chosen=True))).startswith("That is taken back already")
    assert refused(ben.perform(Undo(revision=999_999, chosen=True))) == "That act is not in the log."
    outcome = ben.perform(Undo(revision=1, chosen=True))
    assert isinstance(outcome, Refused)
    assert ben.own_acts() == ()


def test_people_are_called_by_their_names_and_scripts_hear_their_logins(mika: Desk) -> None:
    done(mika.perform(BeginRoles()))
    users = mika.records(Kind.OFFICE_USER, [row.id for row in mika.list_page(ListQuery(Kind.OFFICE_USER, "name")).rows])
    user = next(each for each in users.values() if isinstance(each, OfficeUser) and each.login == "mika")
    done(mika.perform(SaveRecord(replace(user, name="Mika Sand"))))
    entry = mika.log(LogQuery(), limit=1)[0]
    assert "  Mika Sand  " in list(log_lines([entry], mika.office(), ascii_only=True))[1]
    assert json.loads(next(log_json([entry])))["who"] == "mika"


def test_who_was_first_is_told_by_their_name(desk: Desk, company_url: str) -> None:
    done(desk.perform(BeginRoles()))
    role = next(each for each in roles_of(desk) if each.name == "dispatcher")
    ben = OfficeUser(name="Ben Lee", login="ben", role_id=role.id, state=UserState.ACTIVE)
    done(desk.perform(SaveRecord(ben)))
    job_id = done(desk.perform(AddJob(draft(customer=MORA, note="x")))).changed_id("job") or 0
    with closing(desk_at(company_url, "ben")) as other:
        done(other.perform(EditJob(job_id, 1, draft(customer=MORA, note="y"))))
    stale = desk.perform(EditJob(job_id, 1, draft(customer=MORA, note="z")))
    assert isinstance(stale, Stale)
    assert stale.who == "Ben Lee"
    assert refused(desk.perform(Undo())).startswith("Ben Lee built on it: ")
