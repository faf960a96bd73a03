"""What the job form holds: the draft, what was read beside it, what is said at its fields.

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
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.time.span import Span
from industrack_tui.forms.entry_state import EntryState
from industrack_tui.forms.job.names import TIMES
from industrack_tui.forms.schedule_entry import Clockwork, Planned

Request = tuple[str, object]
_ONE_SHOT = (".add", "tags", "template", "crew")


class JobState(EntryState):
    """One job being entered. `starts_at` is aware UTC; `crew` are employee ids. A new job is one of `calendar`.

    `problems`, `notes` and `choices` are what the sheet says at fields. `requests` are what the form must fetch or
    open: (word, about what), taken off by the form.
    """

    series_next: tuple[datetime, ...] = ()
    """When the jobs that follow in the series begin, as it is saved."""
    similar: tuple[str, ...] = ()

    def __init__(
        self, office: Office, clock: Clockwork, starts_at: datetime | None, crew: tuple[int, ...],
        calendar: Calendar | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.office: Office = office
        self.clock: Clockwork = clock
        self.calendar: Calendar = calendar or office.default_calendar
        self.job: Job | None = None
        self.origin = ""
        """What the job comes from, as people say it: `estimate E-1007`."""
        self.card: CustomerCard | None = None
        self.orders: tuple[PurchaseOrder, ...] = ()
        self.answers: tuple[FormAnswer, ...] = ()
        self.stock: dict[int, StockedItem] = {}
        self.history: tuple[HistoryEntry, ...] = ()
        self.availability: Mapping[int, Availability] = {}
        self.hints: tuple[Finding, ...] = ()
        self.requests: list[Request] = []
        self.draft: JobDraft = replace(new_draft(office, self.calendar), starts_at=starts_at, crew=crew)
        self.original: JobDraft = self.draft
        self.before_typing: Planned = self.planned

    # -- what it is ------------------------------------------------------------------------------

    @property
    def planned(self) -> Planned:
        """The time that the job would be saved with, and what is wrong with its typing."""
        problems = tuple((name, self.wrong[name]) for name in TIMES if name in self.wrong)
        return Planned(self.draft.starts_at, self.draft.minutes, problems)

    @property
    def planned_span(self) -> Span | None:
        """The planned stretch of time; None while there is no start."""
        starts_at = self.draft.starts_at
        return Span(starts_at, starts_at + timedelta(minutes=self.draft.minutes)) if starts_at else None

    @property
    def is_new(self) -> bool:
        return self.job is None

    @property
    def is_new_customer(self) -> bool:
        """Whether the customer is one to be created with the job."""
        return isinstance(self.draft.customer, NewCustomer)

    @property
    def customer_name(self) -> str:
        """Whose job it is; empty while nobody is picked."""
        customer = self.draft.customer
        if isinstance(customer, NewCustomer):
            return customer.name
        return self.card.customer.name if self.card is not None else ""

    @property
    def location(self) -> Location | None:
        """The chosen location of the picked customer; the main one while none is chosen."""
        places = self.card.locations if self.card else ()
        chosen = next((place for place in places if place.id == self.draft.location_id), None)
        return chosen or (places[0] if places else None)

    @property
    def tags(self) -> tuple[str, ...]:
        """The customer's tags, as they would be saved."""
        if self.draft.tags is not None:
            return self.draft.tags
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
    def versions(self) -> dict[str, int]:
        """The versions of customer and location that the person sees."""
        return {
            "customer_version": self.card.customer.version if self.card else 0,
            "location_version": self.location.version if self.location else 0,
        }

    @property
    def is_dirty(self) -> bool:
        """Whether closing the form would lose something that a person typed or picked."""
        return self.is_typed_in or self.draft != self.original

    def begin_with(self, job: Job, card: CustomerCard | None, draft: JobDraft) -> None:
        """Start on a saved job, as it is now; `card` is its customer's, `draft` what a form holds of it."""
        self.job, self.card = job, card
        self.calendar = self.office.calendars_by_id.get(job.calendar_id or 0, self.office.default_calendar)
        self.draft = self.original = draft
        self.pending, self.wrong, self.problems = {}, {}, {}
        self.before_typing = self.planned

    def begin_anew(self, draft: JobDraft) -> None:
        """Go on with a draft as a new job."""
        self.job, self.orders, self.history = None, (), ()
        self.fill(replace(draft, number=""))
        self.original = JobDraft(calendar_id=draft.calendar_id)

    def begin_from(self, begun: JobDraft, origin: str) -> None:
        """Begin a new job with what `begun` says; time, crew, calendar and forms are those of any new job.

        Leaving the form loses nothing of that: it is where it came from.
        """
        new = self.draft
        self.origin = origin
        self.fill(
            replace(
                begun, starts_at=new.starts_at, minutes=new.minutes, crew=new.crew, calendar_id=new.calendar_id,
                forms=new.forms,
            )
        )  # fmt: skip
        self.original = self.draft

    def fill(self, draft: JobDraft) -> None:
        """Put a draft on top of what was loaded; `card` is its customer's already."""
        self.draft, self.pending, self.wrong = draft, {}, {}
        self.similar = ()
        self.before_typing = self.planned

    def set(self, **changes: object) -> None:
        """Change the draft."""
        self.draft = replace(self.draft, **changes)  # type: ignore[arg-type]

    def typing_problems(self) -> dict[str, str]:
        """What is wrong with the typing itself: sentences by field name, empty when it can be saved."""
        found = dict(self.wrong)
        for name, text in self.pending.items():
            if name in found or not text.strip() or name == Kind.CUSTOMER:
                continue
            found[name] = (
                f"{text.strip()!r} is not added yet: pick it from the list, or empty the field."
                if name.endswith(_ONE_SHOT)
                else f"Nothing called {text.strip()!r}: pick one from the list."
            )
        if self.draft.customer is None:
            typed = self.pending.get(Kind.CUSTOMER, "").strip()
            found[Kind.CUSTOMER] = (
                "Pick this customer from the list, or create it there." if typed else "A job needs a customer."
            )
        return found
