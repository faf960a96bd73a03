"""The job form as whatever is read, opened or saved in it knows it: its model, its hand, what is known of its job."""

from collections.abc import Sequence
from datetime import date, datetime

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.saved_draft import draft_of, explicit, implicit
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding
from industrack_core.domain.records.customer import CustomerCard
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.office import Calendar, Office
from industrack_tui.drafts import DraftFile
from industrack_tui.forms.entry_form import NO_NOTICE
from industrack_tui.forms.job.keeping import Left
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.spec import JOB
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.sight import as_seen
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.session import Session


class JobEntry(RecordForm):
    """What it leaves open says the form, which knows all that is done in it.

    `day` is the board's day, against which bare times are read. `begun` is what a new job begins with, and `origin`
    says what that comes from: `estimate E-1007`. `left` is the form as it was left half filled, and `file` where it is
    kept.
    """

    state: JobModel

    def __init__(
        self,
        session: Session,
        *,
        job_id: int | None,
        starts_at: datetime | None,
        crew: tuple[int, ...],
        day: date,
        file: DraftFile | None = None,
        left: Left | None = None,
        calendar: Calendar | None = None,
        begun: JobDraft | None = None,
        origin: str = "",
    ) -> None:
        office, self.job_id = session.known_office, job_id
        clock = Clockwork(session.now, office.zone, day, office.company.day_first)
        model = JobModel(as_seen(JOB, office.person), office, clock, starts_at, crew, calendar)
        if begun is not None:
            model.begin_from(begun, origin)
        super().__init__(session, JOB, model.record, file=file, model=model)
        self.left_behind, self.has_begun = left, begun is not None

    @property
    def model(self) -> JobModel:
        return self.state

    @property
    def office(self) -> Office:
        """As the form knows it."""
        return self.state.office

    @property
    def is_loading(self) -> bool:
        return self.job_id is not None and self.state.job is None

    @property
    def saves(self) -> Sequence[str]:
        return (Kind.JOB, Kind.CUSTOMER) if self.job_id is not None else (Kind.JOB,)

    @property
    def card(self) -> CustomerCard | None:
        """The picked customer's card."""
        return self.state.card

    @property
    def stands_at(self) -> tuple[str, int]:
        return Kind.JOB, self.job_id or self.state.saved[0]

    async def look_over(self) -> Sequence[Finding]:
        draft, job_id = self.state.record, self.state.job.id if self.state.job else None
        return await self.bridge.seek(lambda desk: desk.check_entry(draft, job_id))

    async def see_beside(self) -> None:
        customer = self.state.record.customer
        if isinstance(customer, int):
            self.state.put_beside({"card": await self.bridge.seek(lambda desk: desk.customer(customer))})
        self.fetch()

    # -- what its job is -------------------------------------------------------------------------

    async def latest(self) -> JobFile | None:
        job_id, _ = self.state.saved
        return await self.bridge.ask(lambda desk: desk.job_file(job_id))

    def versions(self, latest: JobFile) -> tuple[JobDraft, JobDraft, JobDraft]:
        """The customer's tags and notes are said in full, while it is the same customer to both."""
        model, job = self.state, latest.job
        mine, theirs = model.card, latest.card
        model.other_card = theirs
        if mine is None or theirs is None or mine.customer.id != theirs.customer.id:
            return model.original, model.record, draft_of(job)
        place = next((each for each in theirs.locations if each.id == job.location_id), theirs.main_location)
        before, typed = (explicit(each, mine.customer, model.location) for each in (model.original, model.record))
        return before, typed, explicit(draft_of(job), theirs.customer, place)

    def go_on_with(self, latest: JobFile, mine: JobDraft | None = None) -> None:
        model, card = self.model, self.state.card
        self.take(latest)
        if mine is None:
            return
        model.other_card = card
        if latest.card is not None and mine.customer == latest.job.customer_id:
            place = next((each for each in latest.card.locations if each.id == mine.location_id), None)
            mine = implicit(mine, latest.card.customer, place)
        else:
            model.card = card if card is not None and mine.customer == card.customer.id else None
        model.fill(mine)
        self.loaded()

    def take(self, file: JobFile) -> None:
        """Begin on a saved job; its history and what its crew has on follow."""
        model = self.state
        model.orders, model.stock, model.answers = file.orders, dict(file.stock), file.answers
        model.series_next = file.series_next
        model.origin = f"estimate {file.estimate}" if file.estimate else ""
        model.begin_on(file.job, file.card, draft_of(file.job))
        self.loaded()
        model.asks += ["history", "availability"]
        self.run_asks()

    def loaded(self, first: str = "description") -> None:
        """A job was put into the model: show it, the hand where it was or in the first field."""
        self.notice, self.changed_by = NO_NOTICE, ""
        self.hand.begin_again()
        if self.hand.focus in (None, Kind.CUSTOMER):
            self.hand.enter(first)
        self.draw()

    def keep_as_new(self) -> None:
        self.job_id = None
        self.state.begin_anew(self.state.record)
        self.changed_by = ""
        self.hand.begin_again()

    def type_into(self, name: str, text: str) -> None:
        """Put a text into a field as if it had been typed, and stay there."""
        self.hand.enter(name)
        spot = self.hand.spot
        if spot is not None and spot.name == name:
            self.state.typed(spot.slot, text)
            self.hand.begin_again()
            self.after_key()
