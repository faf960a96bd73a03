"""Older versions of a record, from the journal: each as it was then, over a deletion and its undo."""

from contextlib import closing

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteJob, EditJob, Undo
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import Job
from industrack_core.store.engine.codec import from_row
from industrack_core.store.store import open_store
from industrack_core.store.writing.past_rows import past_row
from tests.desk.office import done
from tests.store.small_company import RUNNING, draft


def test_every_version_as_it_was(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
    kept: dict[int, Job | None] = {1: desk.job(job_id)}
    for note in ("one", "two"):
        version = max(kept)
        done(desk.perform(EditJob(job_id, version, draft(note=note))))
        kept[version + 1] = desk.job(job_id)
    done(desk.perform(DeleteJob(job_id, 3)))
    done(desk.perform(Undo()))
    back = desk.job(job_id)
    assert back is not None
    kept[back.version] = back
    done(desk.perform(EditJob(job_id, back.version, draft(note="three"))))
    assert [job.note for job in kept.values() if job] == ["", "one", "two", "two"]
    with closing(open_store(company_url)) as store, store.writing() as tx:
        for version, job in kept.items():
            found = past_row(tx, "job", job_id, version)
            assert found is not None
            assert from_row(Job, found.row) == job
        since = {version: past_row(tx, "job", job_id, version) for version in (1, back.version + 1)}
        assert [past.acts if past else None for past in since.values()] == [
            frozenset({"EditJob"}),
            frozenset(),
        ]


def test_versions_that_never_were(desk: Desk, company_url: str) -> None:
    done(desk.perform(EditJob(RUNNING, 1, draft(note="one"), frozenset(FindingKind))))
    with closing(open_store(company_url)) as store, store.writing() as tx:
        assert [past_row(tx, "job", RUNNING, version) for version in (0, 3)] == [None, None]
        assert past_row(tx, "job", 999_999, 1) is None
        founded = past_row(tx, "job", RUNNING, 1)
        assert founded is not None
        assert founded.row["number"] == "12"
