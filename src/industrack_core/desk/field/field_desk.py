"""What a gateway can do: one `FieldDesk` stands between phones and the records. Every method blocks."""

import math
from collections.abc import Container, Iterator, Sequence
from threading import Event

from industrack_core.desk.dating import Clock, utc_now
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.doubt import perform_twice
from industrack_core.desk.field.contacts import Contacts
from industrack_core.desk.field.feeding import Feeding
from industrack_core.desk.field.field_files import FieldFiles
from industrack_core.desk.field.happening import Happening
from industrack_core.desk.field.listed import LIST_KINDS, Remembered, read_company, read_field_settings, read_lists
from industrack_core.desk.field.seeing import Seeing
from industrack_core.desk.field.taking import take_reports, who_on_phone
from industrack_core.domain.acts.field_acts import (
    GATEWAY,
    ClaimMessage,
    FieldAct,
    FieldSync,
    HookFailed,
    MessageTried,
    PairDevice,
)
from industrack_core.domain.acts.news import News
from industrack_core.domain.errors import DatabaseForbidden
from industrack_core.domain.field.happened import Happened
from industrack_core.domain.field.job_document import Documents, PastVisit
from industrack_core.domain.field.phone_lists import FieldCompany, ListedItem, Lists
from industrack_core.domain.field.records import Device, DeviceState, FieldSettings
from industrack_core.domain.field.told import (
    Caller,
    Contact,
    DeviceRow,
    Me,
    Paired,
    PairedEmployee,
    SentReport,
    StoredFile,
    Taken,
    WaitingEntry,
)
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Outcome
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.domain.rights import Via, why_no_gateway
from industrack_core.store.reads import field as reads
from industrack_core.store.reads import phone_jobs
from industrack_core.store.reads.by_id import one_record
from industrack_core.store.reads.messages import waiting_messages


def open_field_desk(url: str, *, clock: Clock = utc_now) -> "FieldDesk":
    """Open an existing company's database for a gateway; nothing is made and nothing brought up to date.

    Raises the DatabaseError tree, also where the office does not know its login as a gateway, and UsageError.
    """
    desk = open_desk(url, clock=clock, via=Via.GATEWAY)
    field = FieldDesk(desk)
    try:
        field.require_gateway()
    except BaseException:
        desk.close()
        raise
    return field


class FieldDesk:
    """The way of all phones to one company's records. Safe to use from several threads. Raises DatabaseError.

    What names a device that is not there, or that may not see something, is answered as what there is not.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        store = self._store = desk.store
        self._company = Remembered(store, (Kind.COMPANY,), read_company)
        self._settings = Remembered(store, (Kind.FIELD_SETTINGS,), read_field_settings)
        self._lists = Remembered(store, LIST_KINDS, read_lists)
        self._contacts = Contacts(store)
        self._seeing = Seeing(store, self.company, self.settings, desk.now)
        self._files = FieldFiles(store, self._perform)
        self.happening = Happening(store)
        self.feeding = Feeding(store, self.company, desk.now, self._contacts)

    def require_gateway(self) -> None:
        """Raise DatabaseForbidden where this login may not write what phones say, or does no longer."""
        why_not = why_no_gateway(self.desk.sitter(), self.desk.who, GATEWAY)
        if why_not:
            raise DatabaseForbidden(why_not)

    def close(self) -> None:
        """Give all connections back."""
        self.desk.close()

    def changes(self, revision: int, stop: Event) -> Iterator[News]:
        """News of every act after `revision`, until `stop` is set."""
        return self.desk.changes(revision, stop)

    def revision(self) -> int:
        """The number of the newest act."""
        return self.desk.revision()

    def clock_ms(self) -> int:
        """The gateway's time, in milliseconds since 1970 UTC."""
        return int(self.desk.now().timestamp() * 1000)

    def company(self) -> FieldCompany:
        """The company as phones know it."""
        return self._company.get()

    def settings(self) -> FieldSettings:
        """How the office works with phones."""
        return self._settings.get()

    # -- who it is -------------------------------------------------------------------------------

    def pair(self, code_hash: str, token_hash: str, name: str) -> Paired | None:
        """Make a phone a device, by a code that the office gave; None where the code is wrong, used or too old.

        The same token again is the same device, also when the code is too old by then.
        """
        outcome = self._perform(PairDevice(code_hash, token_hash, name), None)
        found = self.caller(token_hash) if isinstance(outcome, Done) else None
        if found is None:
            return None
        return Paired(found.device, PairedEmployee(found.employee_id, found.employee), self.company())

    def caller(self, token_hash: str) -> Caller | None:
        """Whose token it is; None for nobody's."""
        with self._store.glancing() as connection:
            row = reads.caller_row(connection, token_hash)
        if row is None:
            return None
        device, employee_id, first, last, state, hashed = row
        name = f"{first} {last}".strip()
        return Caller(device, employee_id, name, DeviceState(state), by_next=hashed != token_hash)

    def device_rows(self) -> tuple[DeviceRow, ...]:
        """Every phone there was, and how it was when it was last heard of."""
        return self.desk.phones()

    # -- one sync --------------------------------------------------------------------------------

    def take_reports(
        self, device: int, reports: Sequence[SentReport], *, now_ms: int, first: int = 1, hold_s: float = math.inf
    ) -> Taken:
        """Take up to 25 reports of a phone, in one transaction; `now_ms` is its own time, `first` its lowest number.

        After `hold_s` seconds no further one is begun. Without reports, and without a gap before `first`, nothing is
        written. Raises ValueError for more.
        """
        if not reports:
            with self._store.reading() as connection:
                found = one_record(connection, Device, device)
                last = reads.last_number(connection, device)
            if found is None or found.state is DeviceState.LOST:
                return Taken(0, (), found.state if found is not None else None)
            if first <= last + 1:
                return Taken(last, (), found.state)
        self.require_gateway()
        now = self.desk.now()
        return take_reports(self._store, device, reports, now_ms=now_ms, first=first, now=now, hold_s=hold_s)

    def documents(
        self, device: int, have: Sequence[str], *, most_bytes: int = 200_000, heard: Container[int] = ()
    ) -> Documents:
        """What a phone lacks of what it should have, and what it has too much, by the tags that it names.

        `heard`: entries that are due whatever their time says, because the gateway knows them for long enough.
        """
        return self._seeing.documents(device, have, most_bytes, heard)

    def synced(
        self,
        device: int,
        documents: Documents,
        *,
        seen: Sequence[int] = (),
        next_hash: str = "",
        by_next: bool = False,
        state: Contact | None = None,
    ) -> None:
        """Write what a sync tells of entries and tokens, where it is something new, and remember how the phone is."""
        if state is not None:
            self._contacts.note(device, state, self.clock_ms() // 1000)
        with self._store.reading() as connection:
            found = one_record(connection, Device, device)
            new = phone_jobs.not_seen_yet(connection, found.employee_id, seen) if found is not None and seen else []
        if found is None or found.state is not DeviceState.ACTIVE:
            return
        turns = next_hash if next_hash not in (found.next_hash, found.token_hash) else ""
        if documents.handed or documents.got or new or turns or by_next:
            act = FieldSync(device, documents.handed, documents.got, tuple(new), turns, by_next)
            self._perform(act, device)

    def flush_contacts(self) -> None:
        """Write down when phones were last heard of; and let go of what reports said long ago, once a day."""
        self._contacts.flush(self.clock_ms() // 1000, self.settings().bodies_days)

    def me(self, device: int) -> Me:
        """The employee's own times, of today and what is open."""
        return self._seeing.me(device)

    def lists(self, device: int, have_tag: str) -> Lists | None:
        """Forms, reasons, items and settings; None where the phone has them."""
        found = self._lists.get()
        return None if found.tag == have_tag else found

    def waiting(self) -> tuple[WaitingEntry, ...]:
        """Entries that no phone has fetched, of employees with a phone and of the days that phones have."""
        return self._seeing.waiting()

    def messages(self) -> tuple[OutboxEntry, ...]:
        """Messages beside phones that have not gone, the next first; those of the next 10 seconds and later too."""
        with self._store.reading() as connection:
            return tuple(waiting_messages(connection))

    def claim_message(self, entry: OutboxEntry) -> bool:
        """Whether a message may be sent now, as it was read: it still waits, nobody else sends it, it is not too late
        for it, and nothing newer follows. The try counts from here on, whatever becomes of the gateway."""
        outcome = self._perform(ClaimMessage(entry.id, entry.version), None)
        return isinstance(outcome, Done) and any(change.version_after for change in outcome.changes)

    def message_tried(self, entry_id: int, error: str) -> None:
        """Write down that a message went, or why it did not."""
        self._perform(MessageTried(entry_id, error), None)

    def hook_failed(self, happened: Happened, given: str, error: str) -> None:
        """Write down that the command for something that happened failed, and what it was given."""
        about = (happened.employee_id, happened.job_id, happened.job_number)
        self._perform(HookFailed(happened.event, *about, given, error), None)

    # -- online, and files -----------------------------------------------------------------------

    def history(self, device: int, job: int, before: int | None) -> tuple[PastVisit, ...] | None:
        """Visits of the job's place before that of the job `before` (None: of this one); None for no job of theirs."""
        return self._seeing.history(device, job, before)

    def items(self, device: int, q: str) -> tuple[ListedItem, ...]:
        """Items of the inventory that match what was typed."""
        return self._seeing.items(q)

    def has_file(self, device: int, sha256: str) -> bool:
        """Whether a content is here, and this device sent it or may see it."""
        return self._files.has(device, sha256)

    def may_put(self, device: int, sha256: str) -> bool:
        """Whether a report of this employee names the content."""
        return self._files.may_put(device, sha256)

    def put_file(self, device: int, content: bytes, sha256: str) -> bool:
        """Keep a content that a report of this employee names; False where none does. Raises AttachmentError."""
        return self._files.put(device, content, sha256)

    def file(self, device: int, sha256: str) -> StoredFile | None:
        """A content with its name and type; None where this device may not see it. Raises AttachmentError."""
        return self._files.get(device, sha256)

    def _perform(self, act: FieldAct, device: int | None) -> Outcome:
        self.require_gateway()
        return perform_twice(self._store, act, self._who(device), self.desk.now())

    def _who(self, device: int | None) -> str:
        if device is not None:
            with self._store.reading() as connection:
                found = one_record(connection, Device, device)
                employee = one_record(connection, Employee, found.employee_id) if found is not None else None
            if employee is not None:
                return who_on_phone(employee)
        return GATEWAY
