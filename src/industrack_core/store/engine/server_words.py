"""Hearing what a PostgreSQL server tells a connection that listens: what came, and waiting for it or for a bell."""

from select import POLLIN, poll

from industrack_core.store.engine.file_watch import Bell
from industrack_core.store.engine.speaking import Driver


def channels_heard(driver: Driver, bell: Bell | None, seconds: float) -> set[str]:
    """On which channels a word came by now, or comes within so many seconds: fewer, without any, where the bell rings.
    Raises the driver's errors."""
    heard = _come(driver)
    if heard:
        return heard
    waiting = poll()
    waiting.register(driver.fileno(), POLLIN)
    if bell is not None:
        waiting.register(bell.fileno(), POLLIN)
    rung = [handle for handle, _ in waiting.poll(seconds * 1000)]
    if bell is not None and bell.fileno() in rung:
        bell.hush()
    return _come(driver)


def _come(driver: Driver) -> set[str]:
    """Those that came: with the answers of other statements, too."""
    return {each.channel for each in driver.notifies(timeout=0, stop_after=1)}
