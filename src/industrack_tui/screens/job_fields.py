"""The inputs of the job form and what they mean together. Knows nothing of screens, reads or writes."""

from dataclasses import replace
from datetime import datetime

from industrack_core.domain.acts import JobDraft, NewCustomer
from industrack_core.domain.customer import CustomerCard, Location
from industrack_core.domain.job import Job, Priority
from industrack_core.domain.office import Office
from industrack_tui.screens import job_draft
from industrack_tui.screens.job_sheet import JobEntry
from industrack_tui.screens.schedule_entry import Clockwork, Planned
from industrack_tui.widgets.fields.pick_field import Candidate, PickField
from industrack_tui.widgets.fields.text_field import TextField

TIMES = ("start", "end", "duration")
_NEW = ("contact", "phone", "email", "address")


class JobFields:
    """Holds what is typed and picked. `inputs` are in the order in which tab goes through them, by name.

    `card` is the picked customer's, None while none is picked or a new one is typed. `starts_at` is aware UTC;
    `crew` are employee ids.
    """

    def __init__(self, office: Office, clock: Clockwork, starts_at: datetime | None, crew: tuple[int, ...]) -> None:
        self.office, self.clock, self.crew = office, clock, crew
        self.calendar = office.default_calendar
        self.planned = self._before_typing = Planned(starts_at, self.calendar.job_minutes)
        self.job: Job | None = None
        self.card: CustomerCard | None = None
        self.original = JobDraft()
        self.inputs = _inputs()
        self.picks = {name: field for name, field in self.inputs.items() if isinstance(field, PickField)}

    # -- what they hold --------------------------------------------------------------------------

    def draft(self) -> JobDraft:
        """What the fields hold now."""
        location, service_type, color = (self._picked(name) for name in ("location", "service_type", "color"))
        priority = self._picked("priority")
        return JobDraft(
            customer=self._customer(),
            location_id=location if isinstance(location, int) else None,
            description=self.inputs["description"].value.strip(),
            service_type_id=service_type if isinstance(service_type, int) else None,
            priority=priority if isinstance(priority, Priority) else Priority.MEDIUM,
            color_id=color if isinstance(color, int) else None,
            starts_at=self.planned.starts_at,
            minutes=self.planned.minutes,
            crew=self.crew,
            note=self.job.note if self.job else "",
            calendar_id=self.job.calendar_id if self.job else self.calendar.id,
        )

    def _picked(self, name: str) -> object:
        picked = self.picks[name].picked
        return picked.value if picked else None

    def _customer(self) -> int | NewCustomer | None:
        customer = self._picked("customer")
        if isinstance(customer, NewCustomer):
            contact, phone, email, address = (self.inputs[name].value.strip() for name in _NEW)
            return replace(customer, contact=contact, phone=phone, email=email, address=address)
        return customer if isinstance(customer, int) else None

    @property
    def is_dirty(self) -> bool:
        """Whether closing the form would lose something that a person typed or picked."""
        return self.draft() != self.original or any(
            field.was_typed and field.value.strip() for name, field in self.inputs.items() if name != "crew"
        )

    @property
    def is_new_customer(self) -> bool:
        """Whether the customer is one to be created with the job."""
        return isinstance(self._picked("customer"), NewCustomer)

    @property
    def location(self) -> Location | None:
        """The chosen location of the picked customer."""
        picked = self.picks["location"].picked
        places = self.card.locations if self.card else ()
        return next((place for place in places if picked and place.id == picked.value), None)

    def typing_problems(self) -> dict[str, str]:
        """What is wrong with the typing itself: sentences by field name, empty when it can be saved."""
        found = {name: problem for name in TIMES if (problem := self.planned.problem(name))}
        for name, field in self.picks.items():
            typed = field.value.strip()
            if field.picked is not None:
                continue
            if name == "customer":
                found[name] = (
                    "Pick this customer from the list, or create it there." if typed else "A job needs a customer."
                )
            elif field.was_typed and typed:
                found[name] = f"Nothing called {typed!r}: pick one from the list."
        return found

    def words(self) -> dict[str, str]:
        """What the fields say, by name: the picked and typed texts, the crew's names, the planned time."""
        said = {name: self.inputs[name].value.strip() for name in job_draft.FIELD_OF.values() if name in self.inputs}
        said["start"], said["duration"] = self.clock.start_text(self.planned), self.clock.duration_text(self.planned)
        said["crew"] = job_draft.crew_text(self.office, self.crew)
        if self.is_new_customer:
            said["customer"] = ", ".join(
                text for name in ("customer", *_NEW) if (text := self.inputs[name].value.strip())
            )
        return said

    def entry(self, *, is_new: bool, is_saving: bool) -> JobEntry:
        """What the sheet says of them."""
        return JobEntry(
            number=self.job.number if self.job else None,
            is_new=is_new,
            is_dirty=self.is_dirty,
            is_saving=is_saving,
            is_new_customer=self.is_new_customer,
            about=tuple(job_draft.about_customer(self.card, self.location)) if self.card else (),
            crew=job_draft.crew_text(self.office, self.crew),
            when=self.clock.start_text(self.planned),
            meaning=self.clock.meaning(self.planned),
        )

    # -- filling them ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Start on a new job."""
        self.pick("priority", Candidate(Priority.MEDIUM, Priority.MEDIUM.label))
        self.show_times()
        self.original = self.draft()

    def begin_with(self, job: Job, card: CustomerCard | None) -> None:
        """Start on a saved job, as it is now; `card` is its customer's."""
        self.job, self.card = job, card
        self.fill(job_draft.draft_of(job))
        self.original = self.draft()

    def fill(self, draft: JobDraft) -> None:
        """Put a draft into the fields; `card` is its customer's already."""
        if isinstance(draft.customer, NewCustomer):
            self.card = None
            self.pick("customer", Candidate(draft.customer, draft.customer.name))
        elif self.card is not None:
            self.pick("customer", Candidate(self.card.customer.id, self.card.customer.name))
        self.crew, self.planned = draft.crew, Planned(draft.starts_at, draft.minutes)
        self.pick_location(draft.location_id)
        self.inputs["description"].show_text(draft.description)
        self._pick_value("service_type", draft.service_type_id)
        self._pick_value("priority", draft.priority)
        self._pick_value("color", draft.color_id)
        self.show_times()

    def pick(self, name: str, candidate: Candidate | None) -> None:
        """Set a pick field."""
        self.picks[name].pick(candidate)

    def pick_location(self, location_id: int | None) -> None:
        """Set the location; the customer's first, which is the main one, when it is not the customer's."""
        found = self.candidates("location")
        chosen = next((each for each in found if each.value == location_id), found[0] if found else None)
        self.pick("location", chosen)

    def _pick_value(self, name: str, value: object) -> None:
        found = next((each for each in self.candidates(name) if each.value == value and value is not None), None)
        self.pick(name, found)

    def candidates(self, name: str) -> list[Candidate]:
        """All that can be picked in a field. Customers are not among them: they are looked up."""
        if name == "location":
            return job_draft.location_candidates(self.card)
        if name == "service_type":
            return job_draft.service_type_candidates(self.office)
        if name == "priority":
            return job_draft.priority_candidates()
        if name == "color":
            return job_draft.color_candidates(self.office)
        return job_draft.crew_candidates(self.office, self.calendar, self.crew)

    # -- crew and times --------------------------------------------------------------------------

    def toggle_crew(self, picked: object) -> None:
        """Tick an employee in or off, or a group in; the crew's input is empty again."""
        self.crew = job_draft.toggled(self.crew, picked)
        self.pick("crew", None)

    def drop_last_of_crew(self) -> None:
        """Take off who was ticked last."""
        self.crew = self.crew[:-1]

    def read_time(self, name: str, text: str) -> str:
        """Understand one of `TIMES` as typed so far; what is wrong with it, empty when nothing.

        Read against what was planned before the typing began, so that half-typed text does not move the rest.
        """
        read = {"start": self.clock.start_typed, "end": self.clock.end_typed, "duration": self.clock.duration_typed}
        self.planned = read[name](self._before_typing, text)
        return self.planned.problem(name)

    def settle_time(self, name: str) -> str:
        """End the typing in one of `TIMES`: all three show what it came to; what is wrong, empty when nothing."""
        self.show_times()
        return self.planned.problem(name)

    def show_times(self) -> None:
        """Write what is planned into the three fields, except over typing that is wrong: that stays to be mended."""
        for name, text in (
            ("start", self.clock.start_text(self.planned)),
            ("end", self.clock.end_text(self.planned)),
            ("duration", self.clock.duration_text(self.planned)),
        ):
            if not self.planned.problem(name):
                self.inputs[name].show_text(text)
        self._before_typing = self.planned


def _inputs() -> dict[str, TextField]:
    fields: tuple[TextField, ...] = (
        PickField("customer", "name, number, phone or address"),
        *(TextField(id=name) for name in _NEW),
        PickField("location", "main location"),
        TextField(id="description"),
        PickField("service_type", "none"),
        PickField("priority", "Medium"),
        PickField("color", "service type's"),
        TextField(id="start", placeholder="mon 9, 14:00, 9-11", replaces=True),
        TextField(id="end", placeholder="10:30", replaces=True),
        TextField(id="duration", placeholder="1h30", replaces=True),
        PickField("crew", "a name or a group", keeps_text=False),
    )
    return {field.id: field for field in fields if field.id is not None}
