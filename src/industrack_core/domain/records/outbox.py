"""What technicians must hear: one entry per crew member, written with the act that causes it (domain 3)."""

from datetime import datetime
from enum import IntEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.labelled import Labelled


class Errand(Labelled):
    """What an entry says: here is a job with all its details, this job is not yours any more; to a customer: somebody
    is on the way; to a command: something happened."""

    DISPATCH = "dispatch"
    RECALL = "recall"
    TRAVEL = "travel"
    EVENT = "event"


class Channel(Labelled):
    """The way out: the phones of an employee, or a message to an address of theirs or the customer's."""

    PHONE = "phone"
    NOTIFY = "notify"


class Receipt(IntEnum):
    """How far the office's word got: not dispatched, waiting, fetched by a phone, kept there, looked at there."""

    SAVED = 0
    WAITING = 1
    SENT = 2
    RECEIVED = 3
    SEEN = 4


class OnPhone(NamedTuple):
    """What the phones of one member have of a job: columns of `job_crew`.

    The newest entry's id if it is a dispatch, how far that got (`Receipt`), the status of the visit, and a tag that is
    another one whenever they should read the job again.
    """

    entry_id: int | None = None
    receipt: int = 0
    status: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """A message to one employee's devices; `payload` is the job as JSON text, empty for a recall.

    `job_id` is kept when the job is deleted. `written_at` is aware UTC, in whole minutes. What ends in `_s` is seconds
    since 1970 UTC, 0 for not yet: until `due_s` it can be taken back before anybody has it. Messages of another channel
    go to an `address`, with their text as `payload`; after so many `tries`, the last of which ended in `error`, the
    next one is at `next_s`, which is 0 once it was given up.
    """

    id: int = 0
    version: int = 0
    job_id: int
    job_number: str
    employee_id: int
    errand: Errand
    written_at: datetime
    payload: str = ""
    due_s: int = 0
    sent_s: int = 0
    received_s: int = 0
    seen_s: int = 0
    channel: Channel = Channel.PHONE
    address: str = ""
    tries: int = 0
    next_s: int = 0
    error: str = ""

    @property
    def is_leaving(self) -> bool:
        """Whether a message is being sent, or it was never told what came of it."""
        return self.channel is Channel.NOTIFY and self.tries > 0 and not self.error and not self.sent_s

    @property
    def receipt(self) -> Receipt:
        """How far it got."""
        if self.seen_s:
            return Receipt.SEEN
        if self.received_s:
            return Receipt.RECEIVED
        return Receipt.SENT if self.sent_s else Receipt.WAITING
