"""A task that looks again and again: woken, after a rest, and whatever went wrong before."""

import asyncio
import logging

import pytest

from industrack_core.domain.errors import DatabaseUnavailable
from industrack_field.watch import Watch


def test_no_error_of_a_look_ends_the_others(caplog: pytest.LogCaptureFixture) -> None:
    went: list[str] = []
    done = asyncio.Event()
    wrong: list[Exception] = [DatabaseUnavailable("The database does not answer."), KeyError("what nobody expected")]

    async def look() -> float:
        if wrong:
            raise wrong.pop(0)
        went.append("looked")
        done.set()
        return 600.0

    async def watched() -> None:
        watch = Watch(look, "Messages wait", 0.0)
        watch.start()
        await asyncio.wait_for(done.wait(), 10)
        done.clear()
        watch.wake()
        await asyncio.wait_for(done.wait(), 10)
        await watch.stop()

    with caplog.at_level(logging.WARNING):
        asyncio.run(watched())
    assert went == ["looked", "looked"]
    assert [record.message for record in caplog.records] == [
        "Messages wait: The database does not answer.",
        "Messages wait",
    ]


def test_one_that_was_never_begun_is_stopped() -> None:
    async def look() -> float:
        raise AssertionError("nobody began it")

    asyncio.run(Watch(look, "Messages wait", 1.0).stop())
