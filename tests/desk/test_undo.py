"""Undo and redo: per person, after a restart, whole batches, and never over somebody else's work."""

from contextlib import closing
from dataclasses import replace

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, DeleteJob, EditJob, PlaceJob, Redo, UnassignJob, Undo
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import FindingKind, Refused
from industrack_core.domain.records.job import Job
from tests.desk.office import YES, done, refused
from tests.store.small_company import BEN, DISPATCHED, MORA, at, contents, desk_at, draft, rows


def test_nothing_to_undo_or_redo(desk: Desk) -> None:
    outcome = desk.perform(Undo())
    assert isinstance(outcome, Refused)
    assert outcome.findings[0].kind is FindingKind.NOTHING
    assert outcome.sentence == "There is nothing to undo."
    assert refused(desk.perform(Redo())) == "There is nothing to redo."


def test_the_founding_cannot_be_taken_back(company_url: str) -> None:
    with closing(desk_at(company_url, "founder")) as founder:
        assert refused(founder.perform(Undo())) == "There is nothing to undo."


def test_a_stack_of_acts_goes_back_and_forth(desk: Desk, company_url: str) -> None:
    pictures = [contents(company_url)]
    job_id = done(desk.perform(AddJob(draft(customer=NewCustomer(name="New", address="1 St"))))).changed_id("job") or 0
    pictures.append(contents(company_url))
    done(desk.perform(EditJob(job_id, 1, draft(customer=MORA, note="x"))))
    pictures.append(contents(company_url))
    done(desk.perform(UnassignJob(job_id, 2)))
    pictures.append(contents(company_url))
    for _ in range(2):
        for picture in reversed(pictures[:-1]):
            assert done(desk.perform(Undo())).line.startswith("Undid: ")
            assert contents(company_url) == picture
        assert refused(desk.perform(Undo())) == "There is nothing to undo."
        for picture in pictures[1:]:
            assert done(desk.perform(Redo())).line.startswith("Redid: ")
            assert contents(company_url) == picture
        assert refused(desk.perform(Redo())) == "There is nothing to redo."


def test_the_lines_name_the_act(desk: Desk) -> None:
    line = done(desk.perform(AddEmployee("Eva", "Lund"))).line
    assert done(desk.perform(Undo())).line == f"Undid: {line}"
    assert done(desk.perform(Redo())).line == f"Redid: {line}"
    assert done(desk.perform(Undo())).line == f"Undid: {line}"


def test_a_restart_keeps_both_stacks(company_url: str) -> None:
    start = contents(company_url)
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(AddEmployee("Eva", "Lund")))
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(Undo()))
    assert contents(company_url) == start
    with closing(desk_at(company_url)) as desk:
        assert done(desk.perform(Redo())).line == "Redid: Added employee Eva Lund."


def test_a_new_act_ends_what_could_be_redone(desk: Desk) -> None:
    done(desk.perform(AddEmployee("Eva", "Lund")))
    done(desk.perform(Undo()))
    done(desk.perform(AddEmployee("Finn", "Holm")))
    assert refused(desk.perform(Redo())) == "There is nothing to redo."


def test_everybody_undoes_their_own(desk: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "noor")) as other:
        done(desk.perform(AddEmployee("Eva", "Lund")))
        done(other.perform(AddEmployee("Finn", "Holm")))
        assert done(desk.perform(Undo())).line == "Undid: Added employee Eva Lund."
        assert refused(desk.perform(Undo())) == "There is nothing to undo."
        assert refused(other.perform(Redo())) == "There is nothing to redo."
        assert done(desk.perform(Redo())).line == "Redid: Added employee Eva Lund."
        assert done(other.perform(Undo())).line == "Undid: Added employee Finn Holm."


def test_somebody_built_on_the_same_record(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
    with closing(desk_at(company_url, "noor")) as other:
        done(other.perform(PlaceJob(job_id, 1, BEN, at("11:00"))))
        before = contents(company_url)
        outcome = desk.perform(Undo())
        assert isinstance(outcome, Refused)
        assert outcome.findings[0].kind is FindingKind.BUILT_ON
        line = "Placed 1001 from Ana Ruiz, 09:00 to Ben Okafor, 11:00, Tue 24 Nov."
        assert outcome.sentence == f"noor built on it: {line} Undo that first."
        assert contents(company_url) == before
        done(other.perform(Undo()))
        done(desk.perform(Undo()))


def test_everybody_who_built_on_it_is_named(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
    with closing(desk_at(company_url, "cleo")) as cleo, closing(desk_at(company_url, "noor")) as noor:
        done(cleo.perform(PlaceJob(job_id, 1, BEN, at("11:00"))))
        done(desk.perform(PlaceJob(job_id, 2, BEN, at("12:00"))))
        done(desk.perform(Undo()))  # so it stands no more, and nobody built by it
        line = done(noor.perform(PlaceJob(job_id, 4, BEN, at("13:00")))).line
        assert refused(desk.perform(Undo())) == f"cleo and noor built on it: {line} Undo that first."


def test_somebody_used_the_customer_made_in_place(desk: Desk, company_url: str) -> None:
    made = done(desk.perform(AddJob(draft(customer=NewCustomer(name="New")))))
    with closing(desk_at(company_url, "noor")) as other:
        done(other.perform(AddJob(draft(customer=made.changed_id("customer"), crew=(BEN,)))))
        before = contents(company_url)
        line = "Added 1002 Furnace: Ben Okafor, Tue 24 Nov 09:00-10:30."
        assert refused(desk.perform(Undo())) == f"noor built on it: {line} Undo that first."
        assert contents(company_url) == before
        done(other.perform(Undo()))
        done(desk.perform(Undo()))


def test_somebody_gave_work_to_the_new_employee(desk: Desk, company_url: str) -> None:
    eva = done(desk.perform(AddEmployee("Eva", "Lund"))).changed_id("employee") or 0
    with closing(desk_at(company_url, "noor")) as other:
        done(other.perform(AddJob(draft(crew=(eva,)))))
        assert refused(desk.perform(Undo())).startswith("noor built on it: Added 1001 Furnace: Eva Lund")


def test_somebody_went_back_to_the_same_content(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
    with closing(desk_at(company_url, "noor")) as other:
        done(other.perform(EditJob(job_id, 1, draft(note="x"))))
        done(other.perform(EditJob(job_id, 2, draft())))
    done(desk.perform(Undo()))
    assert desk.job(job_id) is None


def test_an_undo_of_a_recall_gives_the_job_back_as_it_was(desk: Desk) -> None:
    before = desk.job(DISPATCHED)
    assert before is not None
    done(desk.perform(UnassignJob(DISPATCHED, 1, frozenset({FindingKind.RECALL}))))
    done(desk.perform(Undo()))
    after = desk.job(DISPATCHED)
    assert after is not None
    assert (after.delivery, after.crew, after.starts_at, after.version) == (
        before.delivery, before.crew, before.starts_at, 3,
    )  # fmt: skip


def test_a_job_that_comes_back_goes_on_counting(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft()))).changed_id("job") or 0
    done(desk.perform(Undo()))
    back = done(desk.perform(Redo()))
    job = desk.job(job_id)
    assert job is not None
    assert (job.number, job.version) == ("1001", 2)
    assert [(change.version_before, change.version_after) for change in back.changes] == [(0, 2)]
    done(desk.perform(AddJob(draft(crew=()))))
    assert rows(company_url, "SELECT number FROM job ORDER BY id") == [("11",), ("12",), ("1001",), ("1002",)]


def batch(name: str, first: int, count: int, **changes: object) -> ImportJobs:
    made = tuple(
        ImportedJob(
            key=f"k{number}", customer=f"Customer {number % 3}", location=f"{number} St", employee=f"Team {number % 2}",
            service_type="Noise", starts_at=at("9:00"), minutes=30, **changes,  # type: ignore[arg-type]
        )
        for number in range(first, first + count)
    )  # fmt: skip
    return ImportJobs(made, "f.csv", name)


def test_an_import_in_several_acts_goes_back_as_one(desk: Desk, company_url: str) -> None:
    start = contents(company_url)
    done(desk.perform(batch("one", 0, 5)))
    first = contents(company_url)
    done(desk.perform(batch("two", 3, 5, description="again")))
    done(desk.perform(batch("two", 8, 4)))
    end = contents(company_url)
    for _ in range(2):
        done(desk.perform(Undo()))
        assert contents(company_url) == first
        done(desk.perform(Undo()))
        assert contents(company_url) == start
        done(desk.perform(Redo()))
        assert contents(company_url) == first
        done(desk.perform(Redo()))
        assert contents(company_url) == end


def test_undoing_several_acts_as_one_says_that_there_are_more_than_the_last(desk: Desk) -> None:
    done(desk.perform(batch("one", 0, 5)))
    for first in (5, 7, 9):
        done(desk.perform(batch("two", first, 2)))
    line = "Imported 2 new and 0 changed jobs from f.csv. And the 2 parts before it."
    assert done(desk.perform(Undo())).line == f"Undid: {line}"
    assert done(desk.perform(Redo())).line == f"Redid: {line}"
    done(desk.perform(Undo()))
    assert done(desk.perform(Undo())).line == "Undid: Imported 5 new and 0 changed jobs from f.csv."


def test_an_act_between_the_chunks_of_an_import_parts_it(desk: Desk, company_url: str) -> None:
    start = contents(company_url)
    done(desk.perform(batch("one", 0, 3)))
    job = next(listed.job for listed in desk.jobs() if listed.job.external_key == "k1")
    done(desk.perform(PlaceJob(job.id, 1, BEN, at("13:00"))))
    done(desk.perform(batch("one", 3, 3)))
    end = contents(company_url)
    for _ in range(3):
        done(desk.perform(Undo()))
    assert contents(company_url) == start
    for _ in range(3):
        done(desk.perform(Redo()))
    assert contents(company_url) == end


def test_an_import_updates_what_it_brought_and_leaves_what_people_edited(desk: Desk) -> None:
    assert done(desk.perform(batch("one", 0, 3))).line == "Imported 3 new and 0 changed jobs from f.csv."
    jobs = {listed.job.external_key: listed.job for listed in desk.jobs()}
    edited = jobs["k1"]
    done(desk.perform(PlaceJob(edited.id, 1, BEN, at("13:00"))))
    again = done(desk.perform(batch("two", 0, 3, description="changed")))
    assert again.line == "Imported 0 new and 2 changed jobs from f.csv."
    assert [(finding.field, finding.kind) for finding in again.warnings] == [("k1", FindingKind.BUILT_ON)]
    strict = batch("three", 0, 3, description="and again")
    outcome = desk.perform(ImportJobs(strict.rows, strict.source, strict.batch, strict=True))
    assert isinstance(outcome, Refused)
    assert "changed by mika since it was imported" in outcome.sentence
    assert {listed.job.description for listed in desk.jobs()} == {"changed", "", "Boiler", "Leak"}


def test_an_undo_of_an_import_somebody_built_on_is_refused_whole(desk: Desk, company_url: str) -> None:
    done(desk.perform(batch("one", 0, 3)))
    done(desk.perform(batch("one", 3, 3)))
    job = next(listed.job for listed in desk.jobs() if listed.job.external_key == "k1")
    with closing(desk_at(company_url, "noor")) as other:
        done(other.perform(PlaceJob(job.id, 1, BEN, at("13:00"))))
    before = contents(company_url)
    assert refused(desk.perform(Undo())).startswith("noor built on it: Placed ")
    assert contents(company_url) == before


def imported(desk: Desk, batch: str) -> Job:
    """The job of a row, imported by whoever is at the desk."""
    row = ImportedJob(key="row 1", customer="Acme", location="9 Mill Rd", starts_at=at("9:00"), minutes=20)
    made = desk.job(done(desk.perform(ImportJobs((row,), "rows.csv", batch))).changed_id("job") or 0)
    assert made is not None
    return made


def test_a_job_that_was_imported_again_meanwhile_does_not_come_back_beside_it(desk: Desk, company_url: str) -> None:
    """It is refused in a sentence, by undo and by redo; `make soak-office` found that the database did."""
    with closing(desk_at(company_url, who="ben")) as ben:
        first = imported(desk, "one")
        done(ben.perform(DeleteJob(first.id, first.version, accepted=YES)))
        second = imported(desk, "two")
        told = "{} was imported again, as job {}: delete that one first."
        assert refused(ben.perform(Undo(YES))) == told.format(first.number, second.number)
        done(desk.perform(Undo(YES)))  # the second import
        done(ben.perform(Undo(YES)))
        assert refused(desk.perform(Redo(YES))) == told.format(second.number, first.number)


def test_a_number_that_is_anothers_by_now_does_not_come_back(desk: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, who="ben")) as ben:
        row = ImportedJob(key="row 1", customer="Acme", number="J-7")
        first = desk.job(done(desk.perform(ImportJobs((row,), "a.csv", "one"))).changed_id("job") or 0)
        assert first is not None
        done(ben.perform(DeleteJob(first.id, first.version, accepted=YES)))
        done(desk.perform(ImportJobs((replace(row, key="row 2"),), "b.csv", "two")))
        told = "There is another job J-7 by now: give that one another number first."
        assert refused(ben.perform(Undo(YES))) == told
