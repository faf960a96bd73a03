"""What of the records cannot be read is named by `check`; the list of deleted is held against the journal."""

from contextlib import closing

import pytest

from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddJob, DeleteJob, DeleteRecord, Undo
from industrack_core.domain.records.settings import Tag
from tests.desk.office import done, estimate, saved
from tests.store.small_company import contents, desk_at, draft, rows

DAMAGED = {
    "UPDATE job SET status = 'dancing' WHERE id = 19": ["Job 12 (id 19): its status cannot be read."],
    "UPDATE job SET items = '[{\"id\": 1' WHERE id = 19": ["Job 12 (id 19): its items cannot be read."],
    "UPDATE job SET items = '[{}]', tasks = '7' WHERE id = 19": [
        "Job 12 (id 19): its items cannot be read.", "Job 12 (id 19): its tasks cannot be read.",
    ],
    "UPDATE job SET crew = '4,x' WHERE id = 19": ["Job 12 (id 19): its crew cannot be read."],
    "UPDATE job SET starts_at = -2000000000 WHERE id = 19": ["Job 12 (id 19): its starts_at cannot be read."],
    "UPDATE customer SET kind = '?' WHERE id = 13": ["Customer C1 (id 13): its kind cannot be read."],
    "UPDATE employee SET hours = 'nine to five' WHERE id = 3": ["Employee Ruiz (id 3): its hours cannot be read."],
    "UPDATE time_off SET starts_at = -2000000000": ["Time off dentist (id 7): its starts_at cannot be read."],
    "UPDATE employee_group SET member_ids = '{}'": ["Group Heating (id 8): its member_ids cannot be read."],
    "UPDATE estimate SET made_on = '2026-13-45'": ["Estimate E1001 (id 22): its made_on cannot be read."],
}  # fmt: skip


@pytest.fixture
def office(company_url: str) -> str:
    """The small company with an estimate, and things that were deleted in every way."""
    with closing(desk_at(company_url)) as desk:
        estimate(desk)
        tag = saved(desk, Tag(name="Gate code"))
        done(desk.perform(DeleteRecord("tag", tag.id, tag.version)))
        gone = done(desk.perform(AddJob(draft()))).changes[0]
        done(desk.perform(DeleteJob(gone.id, gone.version_after)))
        done(desk.perform(Undo()))
        back = desk.job(gone.id)
        assert back is not None
        done(desk.perform(DeleteJob(back.id, back.version)))
        done(desk.perform(AddJob(draft())))
        done(desk.perform(Undo()))
    return company_url


def check(url: str, *, repair: bool = False) -> list[str]:
    return [each.sentence for each in check_database(url, lambda progress: None, repair=repair)]


@pytest.mark.parametrize("broken", DAMAGED)
def test_each_record_is_named_and_the_rest_is_looked_at(office: str, broken: str) -> None:
    rows(office, broken)
    rows(office, "DELETE FROM customer_word WHERE word = 'mora'")
    for repair in (False, True):
        found = check(office, repair=repair)
        assert [each for each in found if "read" in each and "compared" not in each] == DAMAGED[broken]
        assert any(each.startswith("Words of customers: 1 differs") for each in found)
    assert [each for each in check(office) if "read" not in each] == []


def test_stock_is_not_counted_from_what_cannot_be_read(office: str) -> None:
    rows(office, "UPDATE job SET items = 'x' WHERE id = 19")
    assert "The stock was not compared: jobs or orders that it is counted from cannot be read." in check(office)


def test_letters_of_none_are_named_in_a_file(sqlite_company: str) -> None:
    rows(sqlite_company, "UPDATE customer SET name = CAST(X'4CFF6E' AS TEXT) WHERE id = 13")
    rows(sqlite_company, "UPDATE location SET address = CAST(X'FF' AS TEXT) WHERE id = 14")
    for repair in (False, True):
        found = check(sqlite_company, repair=repair)
        assert found[0] == "Customer C1 (id 13): its name cannot be read."
        assert found[1].endswith(": its address cannot be read.")


DELETIONS = (
    "DELETE FROM deletion",
    "UPDATE deletion SET who = 'nobody'",
    "UPDATE deletion SET version = 1, at = at + 60",
    "UPDATE deletion SET label = 'x' WHERE kind = 'job'",
    "UPDATE deletion SET part = 'people'",
    "INSERT INTO deletion SELECT -18, version, kind, part, label, who, at FROM deletion WHERE kind = 'job'",
    "INSERT INTO deletion SELECT -999999, version, kind, part, label, who, at FROM deletion WHERE kind = 'tag'",
)


@pytest.mark.parametrize("broken", DELETIONS)
def test_the_list_of_deleted_is_made_anew_from_the_journal(office: str, broken: str) -> None:
    before = rows(office, "SELECT * FROM deletion ORDER BY id"), contents(office)
    assert len(before[0]) == 2
    assert check(office) == []
    rows(office, broken)
    assert any(each.startswith("List of what was deleted: ") for each in check(office))
    assert any(each.startswith("List of what was deleted: ") for each in check(office, repair=True))
    assert check(office) == []
    assert (rows(office, "SELECT * FROM deletion ORDER BY id"), contents(office)) == before


def test_a_journal_that_cannot_be_read_is_named(office: str) -> None:
    rows(office, "UPDATE journal_change SET before = '{' WHERE version_after = 0 AND kind = 'job'")
    found = check(office, repair=True)
    assert found
    assert any("Journal entry of a deleted job" in each for each in found)
    assert all("Journal entry of a deleted job" in each or "not as they were written" in each for each in found), found
    assert rows(office, "SELECT count(*) FROM deletion") == [(2,)]
