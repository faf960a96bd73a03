"""`make soak-office`, small; and each of its checks can fail."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from benchmarks.office_soak import Chosen, Office, soak
from benchmarks.office_soak_check import Entry, as_told, entries_since, faults, named, within_roles
from benchmarks.office_soak_page import page_of
from benchmarks.soak_check import Rows, connect, records
from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.records.settings import Holiday, OfficeUser
from tests.desk.every_act import roles_of
from tests.desk.office import YES, done, saved
from tests.store.small_company import NOW, desk_at, draft, plain_engine


def test_people_are_killed_and_nothing_is_lost(tmp_path: Path) -> None:
    office = Office("SQLite", f"sqlite:///{tmp_path / 'office.db'}")
    run = soak(office, tmp_path, 3, Chosen(acts=120, kills=4, failovers=0, restarts=0, processes=(3,)))
    assert run.faults == []
    assert run.kills == 2
    assert {one["answer"] for one in run.said} >= {"done", "refused"}
    assert "| SQLite | 3 |" in page_of([run], 1.0)


def begins(number: int) -> dict[str, Any]:
    return {"life": 1, "number": number, "begins": "AddJob"}


def told(number: int, answer: str, revision: int = 0) -> dict[str, Any]:
    said = {"revision": revision, "line": f"Act {revision}.", "wrote": True} if answer == "done" else {"text": "No."}
    return {"life": 1, "number": number, "answer": answer, "act": "AddJob", "error": "DatabaseBusy", **said}


def entry(revision: int) -> Entry:
    return Entry(revision, "ana", "AddJob", f"Act {revision}.")


ONE = [begins(1), told(1, "done", 5)]


@pytest.mark.parametrize(
    ("there", "said", "wrong"),
    [
        ([5], ONE, ""),
        ([], ONE, "was told as done, and is not in the journal"),
        ([5, 6], ONE, "act 6 of ana is in the journal, and was not told as done"),
        ([4, 5], ONE, "act 4 of ana is in the journal, and was not told as done"),
        ([5, 6], [*ONE, begins(2), told(2, "refused")], "act 6 of ana is in the journal, and was not told"),
        ([5, 6], [*ONE, begins(2), told(2, "error")], "act 6 of ana is in the journal, and was not told"),
        ([5, 6], [*ONE, begins(2)], ""),  # killed before it heard
        ([5, 6, 7], [*ONE, begins(2)], "act 7 of ana is in the journal, and was not told"),
        ([4, 5], [begins(9), *ONE], ""),
        ([5], [*ONE, begins(2), told(2, "done", 5)], "act 5 of ana was told as done, and is not"),
    ],
)  # fmt: skip
def test_what_was_told_is_what_is_there(there: list[int], said: list[dict[str, Any]], wrong: str) -> None:
    found = list(as_told([entry(each) for each in there], {"ana": said}))
    assert len(found) == bool(wrong)
    assert wrong in "".join(found)


def test_who_was_lowered_since_the_act_is_told_it_without_what_they_no_longer_see() -> None:
    written = Entry(5, "ana", "SetBilling", "1338 Soak is Approved, was not approved.")
    for line, wrong in (("1338 Soak is another one for billing.", 0), ("1338 Soak is another one.", 2)):
        said = [begins(1), {**told(1, "done", 5), "line": line}]
        assert len(list(as_told([written], {"ana": said}))) == wrong


def test_nobody_else_did_anything() -> None:
    assert list(as_told([entry(3)._replace(who="eve")], {"ana": []})) == ["act 3 was done by eve, who is nobody"]


def test_what_goes_beyond_a_role_is_found_also_where_it_was_changed_meanwhile(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk, closing(desk_at(company_url, "dora")) as other:
        done(desk.perform(BeginRoles()))
        roles = {each.name: each.id for each in roles_of(desk)}
        dora = saved(desk, OfficeUser(name="Dora", login="dora", role_id=roles["dispatcher"]))
        since = desk.revision()
        with connect(company_url) as connection:
            founded = records(connection)
        done(other.perform(AddJob(draft(), YES)))
        beyond = done(desk.perform(SaveRecord(Holiday(day=NOW.date(), name="Fair")))).revision
        done(desk.perform(SaveRecord(replace(dora, role_id=roles["viewer"]))))
        later = done(desk.perform(AddJob(draft(), YES))).revision
    assert wrong(company_url, since, founded) == []
    for revision in (beyond, later):
        run(company_url, "UPDATE journal SET who = 'dora' WHERE revision = :revision", revision=revision)
    assert wrong(company_url, since, founded) == [
        f"act {beyond} was beyond dora, who was dispatcher: SaveRecord",
        f"act {later} was beyond dora, who was viewer: AddJob",
    ]


def wrong(url: str, since: int, founded: Rows) -> list[str]:
    with connect(url) as connection:
        return list(within_roles(connection, list(entries_since(connection, since)), founded))


def run(url: str, statement: str, **values: int) -> None:
    engine = plain_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def test_what_is_refused_without_a_sentence_is_found() -> None:
    answers = [told(1, "refused"), told(2, "stale") | {"text": ""}, told(3, "error") | {"error": "DatabaseUnavailable"}]
    assert list(named({"ana": answers}, fails=True)) == ["stale without a sentence: AddJob, ''"]
    assert list(named({"ana": answers[2:]}, fails=False)) == ["a person was shown DatabaseUnavailable: No."]


def test_the_board_as_of_now_is_the_board_and_the_check_finds_what_is_wrong(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(AddJob(draft(), YES)))
    with connect(company_url) as connection:
        founded = records(connection)
    assert faults(company_url, {"mika": []}, founded, 9, fails=False) == []
    run(company_url, "DELETE FROM job_crew")
    found = faults(company_url, {"mika": []}, founded, 9, fails=False)
    assert {each.split(":")[0] for each in found} == {"industrack check"}
