"""The news of a desk as they come, for a test to wait for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

from industrack_core.desk.desk import Desk
from industrack_core.desk.reads.hearing import Wants
from industrack_core.domain.acts.news import News

PATIENCE = 60.0


@contextmanager
def heard(desk: Desk, revision: int | None = None, wants: Wants = lambda _: None) -> Iterator["Queue[News]"]:
    """The news of a desk as they come, with the rows that it wants, until the block ends."""
    news: Queue[News] = Queue()
    stop = threading.Event()
    since = desk.revision() if revision is None else revision

    def listen() -> None:
        for item in desk.changes(since, stop, wants=wants):
            news.put(item)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        yield news
    finally:
        stop.set()
        listener.join(PATIENCE)
        assert not listener.is_alive()
