"""The office beside a phone: jobs that it sends, codes that it gives, and what it knows afterwards."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.field_acts import OfferPairing, RecallJob, SignOutDevice
from industrack_core.domain.field.codes import secret_hash
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import FormOnJob, JobItem, JobTask, Trigger
from industrack_core.domain.records.settings import HoldReason
from tests.store import small_company
from tests.store.small_company import ANA, ZONE, draft

on_both_engines = pytest.mark.parametrize("office", ["sqlite", "postgresql"], indirect=True)
CODE = "7KQ2M9XD"
QUESTIONS = (
    FormQuestion(text="Pressure (mbar)", kind=QuestionKind.NUMBER, required=True),
    FormQuestion(text="Leak found?", kind=QuestionKind.YES_NO, required=True),
    FormQuestion(text="Kind of burner", kind=QuestionKind.CHOICE, choices=("Atmospheric", "Premix")),
    FormQuestion(text="Remarks"),
    FormQuestion(text="Checked on", kind=QuestionKind.DATE),
    FormQuestion(text="Photo of the meter", kind=QuestionKind.PHOTO),
    FormQuestion(text="Customer signs", kind=QuestionKind.SIGNATURE, required=True),
)


def today() -> datetime:
    """A time of today in the company's zone, near now; in UTC."""
    now = datetime.now(ZONE).replace(second=0, microsecond=0)
    near = now - timedelta(minutes=30) if now.hour > 12 else now + timedelta(minutes=30)
    return near.astimezone(UTC)


def the_id(done: Done, kind: str) -> int:
    """The id of what an act made."""
    made = done.changed_id(kind)
    assert made is not None
    return made


@dataclass(frozen=True)
class Office:
    """The small company at `url`. It acts an hour ago, so that all that it sends is due."""

    url: str

    def desk(self, earlier: timedelta = timedelta(hours=1)) -> Desk:
        return small_company.desk_at(self.url, clock=lambda: datetime.now(UTC) - earlier)

    def perform(self, *acts: Any, earlier: timedelta = timedelta(hours=1)) -> Done:
        """Do acts one after the other; answers what came of the last."""
        with closing(self.desk(earlier)) as desk:
            outcomes = [desk.perform(act) for act in acts]
        done = [outcome for outcome in outcomes if isinstance(outcome, Done)]
        assert len(done) == len(outcomes), outcomes
        return done[-1]

    def job(self, job_id: int) -> Job:
        with closing(self.desk()) as desk:
            job = desk.job(job_id)
        assert job is not None
        return job

    def send(self, description: str, *, crew: tuple[int, ...] = (ANA,), **more: object) -> int:
        """A job of today that is dispatched; answers its id."""
        wanted = draft(**{"description": description, "starts_at": today(), "crew": crew, **more})
        return the_id(self.perform(AddJob(wanted, dispatch=True)), "job")

    def send_a_full_one(self) -> int:
        """A job with a note, tasks, an item and a form that blocks its completion."""
        form = the_id(self.perform(SaveRecord(Form(name="Gas safety check", questions=QUESTIONS))), "form")
        self.perform(
            SaveRecord(HoldReason(name="Part missing")), SaveRecord(InventoryItem(name="Copper pipe", sku="CP15"))
        )
        return self.send(
            "Annual service", note="Bring the 18 l vessel",
            tasks=(JobTask(text="Check the flue"), JobTask(text="Change the filter")),
            items=(JobItem(name="Filter G4", quantity=2000, one_off=True),),
            forms=(FormOnJob(form_id=form, trigger=Trigger.COMPLETE, blocks=True),),
        )  # fmt: skip

    def recall(self, job_id: int) -> None:
        """Take a dispatched job back, also from who is at it."""
        accepted = frozenset({FindingKind.UNDER_WAY})
        self.perform(RecallJob(job_id, self.job(job_id).version, accepted), earlier=timedelta())

    def offer(self, employee_id: int = ANA, code: str = CODE) -> str:
        """Give an employee's phone a code."""
        self.perform(
            OfferPairing(employee_id, secret_hash(code), round(datetime.now(UTC).timestamp()) + 600),
            earlier=timedelta(),
        )
        return code

    def sign_out(self, *, lost: bool) -> None:
        """End every device."""
        for device, version in self.rows("SELECT id, version FROM device"):
            self.perform(SignOutDevice(int(device), int(version), lost), earlier=timedelta())

    def rows(self, statement: str, **parameters: object) -> list[tuple[Any, ...]]:
        return small_company.rows(self.url, statement, **parameters)
