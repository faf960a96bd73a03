"""Users and roles: how an office begins to have them, who comes in, and what becomes of those who do."""

import os
import pwd
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from industrack_core.desk.desk import Desk, login_name, open_desk
from industrack_core.desk.past import past_desk
from industrack_core.domain.acts.acts import (
    AddEmployee,
    AddJob,
    DeleteJob,
    DeleteRecord,
    EditJob,
    PlanJob,
    Redo,
    SaveRecord,
    SetStatus,
    Undo,
)
from industrack_core.domain.acts.founding import AskIn, BeginRoles, MakeAdmin
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Calendar, Group
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Right
from industrack_core.domain.time.span import Span, format_clock
from industrack_core.store.writing.ledger import read_counts
from tests.desk.every_act import a_job, planned, roles_of, saved
from tests.desk.office import YES, done, refused
from tests.desk.test_rights import staffed
from tests.store.small_company import ANA, BEN, NOW, ZONE, at, desk_at, draft
from tests.store.test_reads import queries, statements


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Mika's desk, an admin's, where roles were begun."""
    staffed(desk)
    return desk


def users(desk: Desk) -> dict[str, OfficeUser]:
    """Everybody by their login."""
    with desk.store.reading() as connection:
        ids = range(1, read_counts(connection).next_id)
    found: dict[int, Any] = dict(desk.records("office_user", ids))
    return {each.login: each for each in found.values()}


def asking(desk: Desk) -> tuple[str, ...]:
    """Who asks to be let in."""
    person = desk.office().person
    assert person is not None
    return person.asking


def role(desk: Desk, name: str) -> int:
    return next(each.id for each in roles_of(desk) if each.name == name)


@pytest.fixture
def dora(office: Desk, company_url: str) -> Iterator[Desk]:
    """A dispatcher's desk."""
    with closing(desk_at(company_url, "dora")) as opened:
        yield opened


# -- how it begins -----------------------------------------------------------------------------


def test_where_roles_were_not_begun_everybody_may_everything(desk: Desk, company_url: str) -> None:
    assert desk.office().person is None
    with closing(desk_at(company_url, "stranger")) as stranger:
        done(stranger.perform(SaveRecord(replace(stranger.office().company, name="Theirs"))))
        assert done(stranger.perform(AskIn())).line == "Nothing is to be asked: the office knows who you are."
    user = OfficeUser(name="Kim", login="kim")
    assert "Begin roles first" in refused(desk.perform(SaveRecord(user)))
    assert "Begin roles first" in refused(desk.perform(SaveRecord(OfficeRole(name="Own"))))


def test_who_begins_roles_is_admin_and_who_did_something_a_dispatcher(desk: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "zoe")) as zoe:
        done(zoe.perform(AddJob(draft(), YES)))
        line = done(desk.perform(BeginRoles())).line
        assert line == "Began roles: mika is admin, 2 others dispatchers."
        names = {each.id: each.name for each in roles_of(desk)}
        found = {login: (names[each.role_id or 0], each.state) for login, each in users(desk).items()}
        active = UserState.ACTIVE
        assert found == {"mika": ("admin", active), "founder": ("dispatcher", active), "zoe": ("dispatcher", active)}
        assert refused(desk.perform(BeginRoles())) == "Roles were begun already."
        assert refused(zoe.perform(BeginRoles())) == "Roles were begun already."
        person = zoe.office().person
        assert person is not None
        assert person.role == "dispatcher"
        done(desk.perform(Undo()))
        assert zoe.office().person is None
        done(zoe.perform(SaveRecord(replace(zoe.office().company, name="Theirs"))))
        done(desk.perform(Redo()))
        assert "may not change settings" in refused(zoe.perform(SaveRecord(replace(zoe.office().company, name="Mine"))))


def test_who_founds_an_office_is_its_admin(database_url: str) -> None:
    with closing(open_desk(database_url, create=True, who="ana", clock=lambda: NOW)) as ana:
        person = ana.office().person
        assert person is not None
        assert (person.login, person.role, person.state) == ("ana", "admin", UserState.ACTIVE)
        assert [each.name for each in roles_of(ana)] == [each.value for each in BaseRole]
        with closing(open_desk(database_url, who="kim", clock=lambda: NOW)) as kim:
            assert "kim is not known in this office" in refused(kim.perform(AddEmployee("Kim", "Lee")))


@pytest.mark.parametrize("login", ["Jose\u0301", "x\u200by", "\u212aelvin", "DOM\\kim", "\u200b"])
def test_who_founds_an_office_is_known_in_it_however_their_login_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    theirs = pwd.struct_passwd((login, "x", os.getuid(), 0, "", "/", "/bin/sh"))
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: theirs)
    login_name.cache_clear()
    try:
        with closing(open_desk(str(tmp_path / "office.db"), create=True)) as desk:
            person = desk.office().person
            assert person is not None
            assert person.is_active
    finally:
        login_name.cache_clear()


# -- who comes in ------------------------------------------------------------------------------


def test_who_asks_to_be_let_in_waits_for_a_role(office: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "nia")) as nia:
        assert done(nia.perform(AskIn("Nia Long"))).line == "Nia Long asks to be let in."
        assert not done(nia.perform(AskIn("Nia Long"))).changes
        assert asking(office) == ("Kim", "Nia Long")
        assert "You wait to be let in" in refused(nia.perform(AddJob(draft(), YES)))
        assert "You wait" in refused(nia.perform(Undo()))
        asked = users(office)["nia"]
        saved(office, replace(asked, role_id=role(office, "dispatcher")))
        assert users(office)["nia"].state is UserState.ACTIVE
        assert asking(office) == ("Kim",)
        done(nia.perform(AddJob(draft(), YES)))


def test_what_a_user_must_have(office: Desk) -> None:
    kim, viewer = users(office)["kim"], role(office, "viewer")
    refusals = {
        OfficeUser(name="Lee", login=" "): "Which login is theirs?",
        OfficeUser(name="", login="lee", role_id=viewer): "A user needs a name.",
        OfficeUser(name="Lee", login="kim", role_id=viewer): "Kim has this login.",
        OfficeUser(name="Lee", login="lee"): "Which role do they have?",
        OfficeUser(name="Lee", login="lee", role_id=ANA): "Which role do they have?",
        OfficeUser(name="Lee", login="lee", role_id=viewer, calendar_ids=(ANA,)): "This calendar was deleted",
        replace(kim, login="lee"): "A login stays",
        replace(kim, state=UserState.ACTIVE): "Which role do they have?",
    }
    for user, said in refusals.items():
        assert said in refused(office.perform(SaveRecord(user))), user
    said = refused(office.perform(DeleteRecord("office_user", kim.id, kim.version)))
    assert said == "What Kim did stays under their name: switch them off instead."


def test_what_a_role_of_ones_own_must_be(office: Desk) -> None:
    admin = next(each for each in roles_of(office) if each.name == "admin")
    stay = "stay as they are"
    refusals = {
        replace(admin, rights=("export",)): stay,
        replace(admin, name="boss"): stay,
        OfficeRole(name="admin", base=BaseRole.VIEWER): "There is a role admin already.",
        OfficeRole(name="Boss", base=BaseRole.ADMIN): "An admin may everything",
        OfficeRole(name="Own", rights=("job.fly",)): "There is no right job.fly.",
        OfficeRole(name="Own", rights=("-job.fly",)): "There is no right -job.fly.",
        OfficeRole(name="Own", base=BaseRole.DISPATCHER, rights=("-see.prices",)): "has to see prices",
        OfficeRole(name="Own", rights=("undo.any", "-see.history")): "has to see the log",
    }
    for own, said in refusals.items():
        assert said in refused(office.perform(SaveRecord(own))), own
    assert stay in refused(office.perform(DeleteRecord("office_role", admin.id, admin.version)))
    planner = saved(office, OfficeRole(name="Planner", rights=(Right.JOB_PLAN,)))
    vic = saved(office, replace(users(office)["vic"], role_id=planner.id))
    said = refused(office.perform(DeleteRecord("office_role", planner.id, planner.version)))
    assert said == "Vic has this role: give them another one first."
    saved(office, replace(vic, role_id=role(office, "viewer")))
    done(office.perform(DeleteRecord("office_role", planner.id, planner.version)))
    gone = refused(office.perform(SaveRecord(replace(users(office)["vic"], role_id=planner.id))))
    assert gone == "The role Planner was deleted: give another one."


def test_who_does_not_see_the_log_is_refused_all_that_tells_of_it(office: Desk, company_url: str) -> None:
    clerk = saved(office, OfficeRole(name="Clerk", base=BaseRole.DISPATCHER, rights=("-see.history", "-job.delete")))
    saved(office, replace(users(office)["vic"], role_id=clerk.id))
    job = planned(office)
    with closing(desk_at(company_url, "vic")) as vic:
        log, deleted = ListQuery("log", "revision"), ListQuery("deletion", "at")
        for ask in (
            lambda: vic.log(LogQuery()), lambda: vic.log_page(LogQuery()), lambda: vic.own_acts(of_all=True),
            *(partial(read, each) for each in (log, deleted) for read in (vic.list_page, vic.list_count)),
            *(partial(vic.list_around, each, 0, None, 1, 1) for each in (log, deleted)), lambda: past_desk(vic, NOW),
        ):  # fmt: skip
            with pytest.raises(NotAdmitted, match=r"^Your role \(Clerk\) does not see the log\.$"):
                ask()
        assert not [*vic.history("job", job.id), *vic.others_acts(0).acts, *vic.own_acts()]
        act = PlanJob(job.id, job.version, (ANA,), job.starts_at, 60, YES)
        done(vic.perform(act))
        assert [each.line for each in vic.own_acts()] == [office.log(LogQuery())[0].line], "one's own is no secret"
        said = refused(vic.perform(DeleteJob(job.id, job.version + 1, accepted=YES)))
        assert said == "Your role (Clerk) may not delete jobs."
        done(vic.perform(Undo()))


def test_a_role_of_ones_own_lets_do_what_it_says_at_once(office: Desk, company_url: str) -> None:
    planner = saved(office, OfficeRole(name="Planner", rights=(Right.JOB_PLAN,)))
    saved(office, replace(users(office)["vic"], role_id=planner.id))
    job = planned(office)
    with closing(desk_at(company_url, "vic")) as vic:
        act = PlanJob(job.id, job.version, (ANA,), job.starts_at, 60, YES)
        assert isinstance(vic.judge(act), Done)
        done(vic.perform(act))
        status = SetStatus(job.id, job.version + 1, WorkStatus.STARTED, accepted=YES)
        assert refused(vic.judge(status)) == "Your role (Planner) may not set the status of jobs."
        [trial] = vic.rehearse([status])
        assert (trial.would_do, trial.sentence) == (False, "Your role (Planner) may not set the status of jobs.")
        saved(office, replace(planner, rights=()))
        act = PlanJob(job.id, job.version + 1, (BEN,), job.starts_at, 60, YES)
        assert refused(vic.perform(act)) == "Your role (Planner) may not plan jobs."
        said = refused(vic.perform(Undo()))
        assert said == "Undo: planning jobs needs a right that you no longer have."


# -- the last admin ----------------------------------------------------------------------------


def test_the_last_admin_stays_one(office: Desk) -> None:
    mika, needed = users(office)["mika"], "The office needs an admin."
    assert refused(office.perform(SaveRecord(replace(mika, role_id=role(office, "viewer"))))) == needed
    assert refused(office.perform(SaveRecord(replace(mika, state=UserState.OFF)))) == needed
    saved(office, replace(users(office)["dora"], role_id=role(office, "admin")))
    mika = saved(office, replace(mika, role_id=role(office, "viewer")))
    assert "may not change users and roles" in refused(office.perform(SaveRecord(replace(mika, note="x"))))
    assert refused(office.perform(Undo())) == "Undo: changing users and roles needs a right that you no longer have."


def test_an_undo_takes_no_last_admin_away(office: Desk, dora: Desk) -> None:
    saved(office, replace(users(office)["dora"], role_id=role(office, "admin")))
    saved(dora, replace(users(dora)["mika"], role_id=role(dora, "viewer")))
    saved(dora, replace(users(dora)["mika"], role_id=role(dora, "admin")))
    saved(office, replace(users(office)["dora"], role_id=role(office, "viewer")))
    assert "changing users and roles needs a right that you no longer have" in refused(dora.perform(Undo()))
    assert isinstance(office.perform(Undo()), Done)


def test_who_lets_others_in_gives_and_takes_no_more_than_they_may(office: Desk, company_url: str) -> None:
    door = saved(office, OfficeRole(name="Door", base=BaseRole.DISPATCHER, rights=(Right.OFFICE_USERS,)))
    vic = saved(office, replace(users(office)["vic"], role_id=door.id))
    said = "Your role (Door) may not change employees and groups, as admin may: an admin does this."
    with closing(desk_at(company_url, "vic")) as desk:
        admin, mika = role(desk, "admin"), users(desk)["mika"]
        beyond = (
            replace(vic, role_id=admin),
            replace(mika, state=UserState.OFF),
            replace(mika, role_id=door.id),
            OfficeUser(name="Lee", login="lee", role_id=admin),
        )
        for act in map(SaveRecord, beyond):
            assert refused(desk.perform(act)) == said, act
        more = "Your role (Door) may not import, as Door may: an admin does this."
        assert refused(desk.perform(SaveRecord(replace(door, rights=(*door.rights, Right.IMPORT))))) == more
        saved(desk, replace(users(desk)["kim"], role_id=role(desk, "dispatcher")))
        done(desk.perform(SaveRecord(OfficeRole(name="Planner", rights=(Right.JOB_PLAN,)))))


def test_an_admin_is_made_by_an_admin_or_by_who_keeps_the_database(office: Desk, company_url: str) -> None:
    done(office.perform(MakeAdmin("dora")))
    assert users(office)["dora"].role_id == role(office, "admin")
    with closing(desk_at(company_url, "stranger")) as stranger:
        assert done(stranger.perform(MakeAdmin("stranger"))).line == "Made stranger an admin."
        done(stranger.perform(SaveRecord(replace(users(stranger)["mika"], state=UserState.OFF))))
        assert "Which login" in refused(stranger.perform(MakeAdmin(" ")))
    assert users(office)["mika"].state is UserState.OFF


# -- calendars ---------------------------------------------------------------------------------


def test_who_may_open_a_calendar_plans_only_its_people(office: Desk, dora: Desk) -> None:
    group = saved(office, Group(name="Ben's", member_ids=(BEN,)))
    calendar = saved(office, Calendar(name="Ben's", group_ids=(group.id,)))
    with_ana = a_job(office)
    done(office.perform(PlanJob(with_ana.id, with_ana.version, (ANA,), at("9:00", 27), 60, YES)))
    job = a_job(office)
    saved(office, replace(users(office)["dora"], calendar_ids=(calendar.id,)))
    outside = "Ana Ruiz is not on a calendar that you may open."
    for whose, hours in ((None, type(None)), ([ANA, BEN], tuple)):
        week = dora.board(dora.office(), Span(at("0:00"), at("0:00", 30)), [ANA, BEN], whose)
        assert isinstance(week.hours, hours), "hours that were not asked for are not those of nobody"
    assert refused(dora.perform(PlanJob(job.id, job.version, (ANA,), at("13:00"), 60, YES))) == outside
    done(dora.perform(PlanJob(job.id, job.version, (BEN,), at("13:00", 28), 60, YES)))
    assert refused(dora.perform(PlanJob(with_ana.id, 2, (BEN,), at("13:00", 29), 60, YES))) == outside
    assert refused(dora.perform(AddJob(draft(), YES))) == outside
    done(dora.perform(AddJob(draft(crew=(), starts_at=None), YES)))
    everybodys = office.office().default_calendar
    saved(office, replace(users(office)["dora"], calendar_ids=(calendar.id, everybodys.id)))
    done(dora.perform(PlanJob(with_ana.id, 2, (BEN,), at("13:00", 29), 60, YES)))


def test_who_may_open_a_calendar_takes_nothing_from_the_queue_of_another(office: Desk, dora: Desk) -> None:
    group = saved(office, Group(name="Ben's", member_ids=(BEN,)))
    own, other = (saved(office, Calendar(name=name, group_ids=(group.id,))) for name in ("Ben's", "Others'"))
    saved(office, replace(users(office)["dora"], calendar_ids=(own.id,)))
    theirs = AddJob(draft(crew=(), starts_at=None, calendar_id=other.id), YES)
    job = office.job(done(office.perform(theirs)).changed_id("job") or 0)
    assert job is not None
    for act in (
        PlanJob(job.id, job.version, (BEN,), at("13:00", 28), 60, YES),
        EditJob(job.id, job.version, replace(draft_of(job), note="x"), YES),
        SetStatus(job.id, job.version, WorkStatus.DECLINED, "No.", YES),
        DeleteJob(job.id, job.version),
    ):
        said = refused(dora.perform(act))
        assert said == f"{job.number} waits in the queue of a calendar that you may not open."
    handed = done(dora.perform(theirs)).changed_id("job") or 0
    done(dora.perform(Undo(YES)))
    assert office.job(handed) is None
    saved(office, replace(users(office)["dora"], calendar_ids=(own.id, office.office().default_calendar.id)))
    done(dora.perform(PlanJob(job.id, job.version, (BEN,), at("13:00", 28), 60, YES)))


def test_who_is_kept_to_a_calendar_lets_nobody_out_of_it(office: Desk, company_url: str) -> None:
    group = saved(office, Group(name="Ben's", member_ids=(BEN,)))
    own, other = (saved(office, Calendar(name=name, group_ids=(group.id,))) for name in ("Ben's", "Others'"))
    door = saved(office, OfficeRole(name="Door", base=BaseRole.DISPATCHER, rights=(Right.OFFICE_USERS,)))
    vic = saved(office, replace(users(office)["vic"], role_id=door.id, calendar_ids=(own.id,)))
    with closing(desk_at(company_url, "vic")) as desk:
        new = OfficeUser(name="Lee", login="lee", role_id=role(desk, "dispatcher"))
        kim = replace(users(desk)["kim"], role_id=new.role_id)
        for user in (replace(vic, calendar_ids=()), replace(vic, calendar_ids=(own.id, other.id)), new, kim):
            assert "You are kept to some calendars" in refused(desk.perform(SaveRecord(user)))
        saved(desk, replace(new, calendar_ids=(own.id,)))
        saved(desk, replace(vic, note="x"))
        saved(desk, replace(users(desk)["dora"], state=UserState.OFF))


def test_a_calendar_that_somebody_is_kept_to_stays(office: Desk, company_url: str) -> None:
    group = saved(office, Group(name="Ben's", member_ids=(BEN,)))
    calendar = saved(office, Calendar(name="Ben's", group_ids=(group.id,)))
    saved(office, replace(users(office)["dora"], calendar_ids=(calendar.id,)))
    said = refused(office.perform(DeleteRecord("calendar", calendar.id, calendar.version)))
    assert said == "Dora is kept to this calendar: give them another one first."
    saved(office, replace(users(office)["dora"], calendar_ids=()))
    with closing(desk_at(company_url, "bob")) as bob:
        done(office.perform(MakeAdmin("bob")))
        own = saved(bob, Calendar(name="Bob's", group_ids=(group.id,)))
        saved(office, replace(users(office)["dora"], calendar_ids=(own.id,)))
        assert "Undo that first" in refused(bob.perform(Undo()))
    done(office.perform(DeleteRecord("calendar", calendar.id, calendar.version)))


# -- what it costs -----------------------------------------------------------------------------


def test_who_acts_is_read_in_the_statement_that_reads_the_clock(sqlite_company: str) -> None:
    with statements() as sent, closing(desk_at(sqlite_company)) as desk:
        job = planned(desk)

        def moved() -> list[str]:
            found = desk.job(job.id)
            assert found is not None
            assert found.starts_at is not None
            del sent[:]
            later = found.starts_at + timedelta(minutes=15)
            done(desk.perform(PlanJob(job.id, found.version, found.crew, later, 60, YES)))
            return [re.sub(r"\d+", "0", each) for each in queries(sent)]

        moved()
        before = moved()
        staffed(desk)
        after = moved()
        assert after == before
        assert sum("office_user" in each for each in after) == 1
        assert not [each for each in after if each.startswith("SELECT company") and "office_user" not in each]


def test_who_was_switched_off_reads_by_whom_and_when(office: Desk, company_url: str) -> None:
    off = saved(office, replace(users(office)["vic"], state=UserState.OFF))
    saved(office, replace(off, note="left"))
    with closing(desk_at(company_url, "vic")) as desk:
        person = desk.office().person
    assert person is not None
    assert person.off_by == f"mika at {format_clock(NOW, ZONE)}"
