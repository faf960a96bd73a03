"""Acts about phones: what the office does with them, and what their gateway does for them.

Hashes are hexadecimal SHA-256; what ends in `_s` is seconds since 1970 UTC.
"""

from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.outcomes import FindingKind


@dataclass(frozen=True, slots=True)
class OfferPairing:
    """Let one phone become a device of an employee, by a code, until `expires_s`. An older code of theirs ends."""

    employee_id: int
    code_hash: str
    expires_s: int


@dataclass(frozen=True, slots=True)
class PairDevice:
    """A phone comes with a code, and with the hash of a token that it made and keeps."""

    code_hash: str
    token_hash: str
    name: str


@dataclass(frozen=True, slots=True)
class SignOutDevice:
    """Hand nothing out to a phone any more; what it still has is taken, unless it is `lost`."""

    device_id: int
    version: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class TakeReport:
    """What a phone said, as `SentReport` has it; corrected to `at_s`, `marked` where its clock is not trusted."""

    device_id: int
    seq: int
    kind: str
    job_id: int
    entry: str
    body: str
    digest: str
    at_s: int
    said_s: int
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FieldSync:
    """A phone was handed these entries of the outbox, has received or seen those; its token changes."""

    device_id: int
    handed: tuple[int, ...] = ()
    received: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()
    next_hash: str = ""
    by_next: bool = False


@dataclass(frozen=True, slots=True)
class FileStored:
    """The content with this digest has come."""

    device_id: int
    digest: str


class Settle(StrEnum):
    """What the office does with a report in review."""

    APPLY = "apply"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class SettleReport:
    """Apply a report in review as things are now, or dismiss it for a reason; it stays readable."""

    report_id: int
    version: int
    how: Settle
    reason: str = ""
    accepted: frozenset[FindingKind] = frozenset()


@dataclass(frozen=True, slots=True)
class RecallJob:
    """Take a dispatched job back from everyone who has it: it is Saved again."""

    job_id: int
    version: int
    accepted: frozenset[FindingKind] = frozenset()


@dataclass(frozen=True, slots=True)
class MakeCalendarLink:
    """Let a calendar read what an employee was sent, at an address with a secret of which this is the hash."""

    employee_id: int
    secret_hash: str
    name: str


@dataclass(frozen=True, slots=True)
class EndCalendarLink:
    """Nobody reads at this address any more."""

    link_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ClaimMessage:
    """A gateway is about to send a message, as it was read: nobody else does then, and the try counts already."""

    entry_id: int
    version: int


@dataclass(frozen=True, slots=True)
class MessageTried:
    """The gateway tried to send a message; `error` says why it did not go, and is empty where it went."""

    entry_id: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class HookFailed:
    """A command that was run for an event failed; `given` is what it was given, and is given again."""

    event: str
    employee_id: int
    job_id: int
    job_number: str
    given: str
    error: str


@dataclass(frozen=True, slots=True)
class SettleMessage:
    """A message that has not gone is tried again, now, or taken off the outbox."""

    entry_id: int
    version: int
    again: bool


BY_PHONE = " (phone)"
"""Behind a technician's name: who acts of their phone are by, which no login can be."""
GATEWAY = "gateway"
"""The login under which a gateway opens the office: no person."""
FIELD_ACTS = frozenset(
    {"PairDevice", "TakeReport", "FieldSync", "FileStored", "ClaimMessage", "MessageTried", "HookFailed"}
)
"""Acts of phones, by their names in the journal: nobody's undo takes them back, nobody's save is refused for them."""

OfficeFieldAct = (
    OfferPairing | SignOutDevice | SettleReport | RecallJob | MakeCalendarLink | EndCalendarLink | SettleMessage
)
FieldAct = PairDevice | TakeReport | FieldSync | FileStored | ClaimMessage | MessageTried | HookFailed
