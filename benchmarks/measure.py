"""The protocol: subject and floor alternate within one run; a ratio per round, and the median of the ratios.

Milliseconds differ between machines and between minutes; ratios taken side by side hold.
"""

import statistics
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from benchmarks.pty_driver import Repaint, Session
from benchmarks.subjects import Subject

_PATIENCE = 60.0
_WARM_UP = 4
_SAID = 10.0
"""Seconds of silence after which nothing is said any more that goes by itself (eight)."""
REST = 0.4
"""Seconds of silence after which the screen is settled: the card is read a quarter of a second after the cursor."""


class KeyCost(NamedTuple):
    """What a key costs: medians over the rounds. Times in ms; ratios to the floor of the same round.

    `p50` and `ratio` are of the clock, to the end of the answer; `cpu` and `cpu_ratio` of processor time, until the
    screen is settled, which is `settled` ms after the key.
    """

    p50: float
    floor_p50: float
    ratio: float
    settled: float
    cpu: float
    floor_cpu: float
    cpu_ratio: float
    steadiness: float
    bytes: float
    frames: float


class StartCost(NamedTuple):
    """Medians over the rounds: ms to the first frame and to readiness, and the ratios of both to the floor's."""

    first: float
    ready: float
    floor_ready: float
    ratio: float
    filled_ratio: float


class RestCost(NamedTuple):
    """A subject left alone: bytes it wrote, processor seconds it took, its peak memory in bytes."""

    bytes: int
    cpu: float
    memory: int


def key_cost(
    subject: Subject, floor: Subject, keys: Sequence[bytes], before: Iterable[bytes], rounds: int, presses: int
) -> KeyCost:
    """Press keys on subject and floor by turns of one, in one pair of sessions per round."""
    ours: list[list[Repaint]] = []
    theirs: list[list[Repaint]] = []
    for _ in range(rounds):
        with ExitStack() as stack:
            pair = [stack.enter_context(each.start()) for each in (subject, floor)]
            for session, each in zip(pair, (subject, floor), strict=True):
                session.wait_until(each.ready, _PATIENCE)
                session.settle()
            for key in before:
                pair[0].send(key)
                pair[0].settle()
            ours.append([])
            theirs.append([])
            for turn in range(_WARM_UP + presses):
                one = pair[0].press(keys[turn % len(keys)], rest=REST)
                other = pair[1].press(b"\x1b[C")
                if turn >= _WARM_UP:
                    ours[-1].append(one)
                    theirs[-1].append(other)
    return _key_cost(ours, theirs)


def _key_cost(ours: list[list[Repaint]], theirs: list[list[Repaint]]) -> KeyCost:
    p50s = [statistics.median(press.last for press in presses) for presses in ours]
    floors = [statistics.median(press.last for press in presses) for presses in theirs]
    cpus = [statistics.median(press.cpu for press in presses) for presses in ours]
    floor_cpus = [statistics.median(press.cpu for press in presses) for presses in theirs]
    every = [press for presses in ours for press in presses]
    return KeyCost(
        p50=statistics.median(p50s) * 1e3,
        floor_p50=statistics.median(floors) * 1e3,
        ratio=statistics.median(one / other for one, other in zip(p50s, floors, strict=True)),
        settled=statistics.median(press.settled for press in every) * 1e3,
        cpu=statistics.median(cpus) * 1e3,
        floor_cpu=statistics.median(floor_cpus) * 1e3,
        cpu_ratio=statistics.median(one / other for one, other in zip(cpus, floor_cpus, strict=True)),
        steadiness=statistics.median(_p95(presses) / p50 for presses, p50 in zip(ours, p50s, strict=True)),
        bytes=statistics.median(len(press.written) for press in every),
        frames=statistics.mean(press.frames for press in every),
    )


def _p95(presses: list[Repaint]) -> float:
    times = sorted(press.last for press in presses)
    return times[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


def start_cost(subject: Subject, floor: Subject, rounds: int) -> StartCost:
    """Start subject and floor by turns; the first turn, in which what was never loaded is compiled, does not count."""
    firsts, readies, floors = [], [], []
    for _ in range(rounds + 1):
        with subject.start() as session:
            firsts.append(session.wait_until(subject.first, _PATIENCE))
            readies.append(session.wait_until(subject.ready, _PATIENCE))
        with floor.start() as session:
            floors.append(session.wait_until(floor.ready, _PATIENCE))
    firsts, readies, floors = firsts[1:], readies[1:], floors[1:]
    return StartCost(
        statistics.median(firsts) * 1e3,
        statistics.median(readies) * 1e3,
        statistics.median(floors) * 1e3,
        statistics.median(one / other for one, other in zip(firsts, floors, strict=True)),
        statistics.median(one / other for one, other in zip(readies, floors, strict=True)),
    )


def rest_cost(subject: Subject, seconds: float) -> RestCost:
    """Let a ready subject be, and see what it does once what was said at the start has gone by itself."""
    with subject.start() as session:
        session.wait_until(subject.ready, _PATIENCE)
        session.settle(_SAID)
        cpu = session.cpu_seconds()
        written = _left_alone(session, seconds)
        return RestCost(written, session.cpu_seconds() - cpu, session.memory_peak())


def _left_alone(session: Session, seconds: float) -> int:
    before = session.total
    session.listen(seconds)
    return session.total - before
