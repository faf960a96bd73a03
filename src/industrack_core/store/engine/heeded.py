"""Whether a server heard what a connection asked for at the beginning: a pooler before it may drop that without a word.

What is read would not be of one moment then, nor would a backup be, and no wait would have an end.
"""

from psycopg import OperationalError

from industrack_core.store.engine.answering import answer
from industrack_core.store.engine.speaking import Driver
from industrack_core.store.engine.texts import Values

_ASKED_FOR, _TOLD = "default_transaction_read_only=on", b"default_transaction_read_only"


def require_heeded(driver: Driver, said: Values) -> None:
    """Raise OperationalError, and close it, where a connection that was asked for reading alone may write.

    A server says so by itself from PostgreSQL 14 on; an older one is asked, and waited for as anybody is.
    """
    if _ASKED_FOR not in said["options"]:
        return
    told = driver.pgconn.parameter_status(_TOLD)
    if (answer(driver, b"SHOW " + _TOLD).encode() if told is None else told) != b"on":
        driver.close()
        raise OperationalError("unsupported startup parameter: options were dropped on the way")
