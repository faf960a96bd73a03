"""When something was done, by a phone whose clock may be wrong: measured, corrected, marked, never refused."""

from industrack_core.domain.dataclass import dataclass

TOLERATED_MS = 120_000


@dataclass(frozen=True, slots=True)
class ClockReading:
    """When a report was made, in seconds since 1970 UTC; how far the phone's clock is behind; `marked`: not as said."""

    at_s: int
    skew_s: int
    marked: bool


def corrected(said_ms: int, now_ms: int, received_ms: int, previous_s: int) -> ClockReading:
    """The time of a report that its phone dated `said_ms`, in a request that the phone dated `now_ms`.

    `received_ms` is the gateway's time of the request; milliseconds since 1970 UTC. `previous_s` is the time of the
    device's report before it, 0 for none: the order of one phone holds, also over a gateway's clock that was set back.
    """
    skew = received_ms - now_ms
    at_ms = said_ms if abs(skew) <= TOLERATED_MS else said_ms + skew
    at_s = max(min(at_ms, received_ms) // 1000, previous_s)
    marked = abs(skew) > TOLERATED_MS or abs(at_s * 1000 - said_ms) > TOLERATED_MS
    return ClockReading(at_s, skew // 1000, marked)
