"""What the job form holds: the draft as its record, the job it is of, and what was read beside it.

The draft is the truth; a field that nobody is in shows what the draft says, unless it was left with a text that
cannot be understood: such texts stay in `pending` until they are mended.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.history import HistoryEntry
from industrack_core.domain.acts.new_job import new_draft
from industrack_core.domain.board.availability import Availability
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding
from industrack_core.domain.records.customer import CustomerCard, Location
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.time.span import Span
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.record.spec import RecordSpec
from industrack_tui.forms.schedule_entry import Clockwork, Planned

TIMES = ("start", "end", "duration")


class JobModel(RecordModel):
    """One job being entered. `starts_at` is aware UTC; `crew` are employee ids. A new job is one of `calendar`."""

    record: JobDraft
    original: JobDraft
    series_next: tuple[datetime, ...] = ()
    """When the jobs that follow in the series begin, as it is saved."""
    similar: tuple[str, ...] = ()

    def __init__(
        self, spec: RecordSpec, office: Office, clock: Clockwork, starts_at: datetime | None, crew: tuple[int, ...],
        calendar: Calendar | None = None,
    ) -> None:  # fmt: skip
        self.calendar: Calendar = calendar or office.default_calendar
        draft = replace(new_draft(office, self.calendar), starts_at=starts_at, crew=crew)
        super().__init__(spec, draft, office, clock)
        self.job: Job | None = None
        self.card: CustomerCard | None = None
        self.other_card: CustomerCard | None = None
        """The card of the customer whom the other of two people had, in a conflict."""
        self.orders: tuple[PurchaseOrder, ...] = ()
        self.answers: tuple[FormAnswer, ...] = ()
        self.stock: dict[int, StockedItem] = {}
        self.history: tuple[HistoryEntry, ...] = ()
        self.availability: Mapping[int, Availability] = {}
        self.hints: tuple[Finding, ...] = ()
        self.before_typing: Planned = self.planned

    # -- what it is ------------------------------------------------------------------------------

    @property
    def planned(self) -> Planned:
        """The time that the job would be saved with, and what is wrong with its typing."""
        problems = tuple((name, self.wrong[name]) for name in TIMES if name in self.wrong)
        return Planned(self.record.starts_at, self.record.minutes, problems)

    @property
    def planned_span(self) -> Span | None:
        """The planned stretch of time; None while there is no start."""
        starts_at = self.record.starts_at
        return Span(starts_at, starts_at + timedelta(minutes=self.record.minutes)) if starts_at else None

    @property
    def is_new(self) -> bool:
        return self.job is None

    @property
    def customer_name(self) -> str:
        """Whose job it is; empty while nobody is picked."""
        customer = self.record.customer
        if isinstance(customer, NewCustomer):
            return customer.name
        return self.card.customer.name if self.card is not None else ""

    @property
    def location(self) -> Location | None:
        """The chosen location of the picked customer; the main one while none is chosen."""
        places = self.card.locations if self.card else ()
        chosen = next((place for place in places if place.id == self.record.location_id), None)
        return chosen or (places[0] if places else None)

    @property
    def tags(self) -> tuple[str, ...]:
        """The customer's tags, as they would be saved."""
        if self.record.tags is not None:
            return self.record.tags
        return self.card.customer.tags if self.card else ()

    @property
    def saved_site_note(self) -> str:
        """The site note of the location, as it is saved."""
        return self.location.site_note if self.location else ""

    @property
    def saved_internal_note(self) -> str:
        """The internal note of the customer, as it is saved."""
        return self.card.customer.internal_note if self.card else ""

    @property
    def saved(self) -> tuple[int, int]:
        return (self.job.id, self.job.version) if self.job is not None else (0, 0)

    @property
    def known_cards(self) -> list[CustomerCard]:
        """Whose names are known."""
        return [card for card in (self.card, self.other_card) if card is not None]

    @property
    def versions(self) -> Fields:
        """The versions of customer and location that the person sees."""
        return {
            "customer_version": self.card.customer.version if self.card else 0,
            "location_version": self.location.version if self.location else 0,
        }

    # -- what it begins with ---------------------------------------------------------------------

    def begin_on(self, job: Job, card: CustomerCard | None, draft: JobDraft) -> None:
        """Start on a saved job, as it is now; `card` is its customer's, `draft` what a form holds of it."""
        self.job, self.card = job, card
        self.calendar = self.office.calendars_by_id.get(job.calendar_id or 0, self.office.default_calendar)
        self.begin_with(draft)
        self.before_typing = self.planned

    def begin_anew(self, draft: JobDraft) -> None:
        """Go on with a draft as a new job."""
        self.job, self.orders, self.history = None, (), ()
        self.fill(replace(draft, number=""))
        self.original = self.begun = JobDraft(calendar_id=draft.calendar_id)

    def begin_from(self, begun: JobDraft, origin: str) -> None:
        """Begin a new job with what `begun` says; time, crew, calendar and forms are those of any new job.

        Leaving the form loses nothing of that: it is where it came from.
        """
        new = self.record
        self.origin = origin
        self.fill(
            replace(
                begun, starts_at=new.starts_at, minutes=new.minutes, crew=new.crew, calendar_id=new.calendar_id,
                forms=new.forms,
            )
        )  # fmt: skip
        self.original = self.begun = self.record

    def fill(self, draft: JobDraft) -> None:
        """Put a draft on top of what was loaded; `card` is its customer's already."""
        self.record, self.pending, self.wrong = draft, {}, {}
        self.similar = ()
        self.before_typing = self.planned

    def put_beside(self, found: Mapping[str, Held]) -> None:
        for name, value in found.items():
            setattr(self, name, value)

    def typing_problems(self) -> dict[str, str]:
        found = super().typing_problems()
        if self.record.customer is None:
            typed = self.pending.get(Kind.CUSTOMER, "").strip()
            found[Kind.CUSTOMER] = (
                "Pick this customer from the list, or create it there." if typed else "A job needs a customer."
            )
        return found
