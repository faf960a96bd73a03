"""Copies of a whole database that are put back later, as an office does with last night's backup."""

import shutil
from collections.abc import Callable
from uuid import uuid4

from industrack_core.store.engine.engine import database_place
from tests import postgres

PutBack = Callable[[], None]


def backup_of(url: str) -> PutBack:
    """Copy the database as it is now, while nobody has it open; call the answer, once, to put the copy in its place."""
    place = database_place(url)
    if place.path is None:
        server, name = postgres.shared_server(), str(place.url.database)
        kept = server.create_database(name)

        def put_database_back() -> None:
            server.drop_database(name)
            server.create_database(kept, name=name)
            server.drop_database(kept)

        return put_database_back
    path, copy = place.path, place.path.with_suffix(f".{uuid4().hex}")
    shutil.copyfile(path, copy)

    def put_file_back() -> None:
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()
        shutil.move(copy, path)

    return put_file_back
