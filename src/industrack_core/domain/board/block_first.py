"""What a block says first: a setting."""

from enum import StrEnum

from industrack_core.domain.kinds import Kind


class BlockFirst(StrEnum):
    """Whom the job is for, what is done, or where."""

    CUSTOMER = Kind.CUSTOMER
    WORK = "work"
    PLACE = "place"
