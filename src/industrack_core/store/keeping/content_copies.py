"""The contents of attached files on their way into a backup and out of it, one at a time."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import Connection

from industrack_core.domain.errors import AttachmentError
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.attachments import Contents, FolderContents, checked_content
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.keeping.summing import CONTENT

_DIGEST = re.compile(r"[0-9a-f]{64}")
Held = tuple[list[str], Callable[[str], bytes]]
"""The names of contents, and what reads one: AttachmentError where it is not what it is called."""
_INSERTION = f"INSERT INTO {CONTENT} (digest, size, content) VALUES (?, ?, ?)"


def contents_of_folder(folder: FolderContents) -> Held:
    """All contents beside an SQLite file."""
    found = (each.name for each in folder.folder.glob("??/*"))
    return sorted(name for name in found if _DIGEST.fullmatch(name)), folder.get


def contents_of_server(source: Connection) -> Held:
    """All contents that a server has, as its transaction sees them."""
    driver = driver_of(source)

    def read(digest: str) -> bytes:
        row = driver.execute(f"SELECT content FROM {CONTENT} WHERE digest = %s", (digest,)).fetchone()
        return checked_content(digest, bytes(row[0]))

    return [row[0] for row in driver.execute(f"SELECT digest FROM {CONTENT} ORDER BY digest")], read


class CopiedContents:
    """Puts contents into a backup, or into a folder that several of them share: then it has only their names."""

    def __init__(self, target: Connection, beside: FolderContents | None) -> None:
        self._driver, self._beside = driver_of(target), beside
        self.files = self.damaged = 0

    def take(self, held: Held, leave: Upgrade) -> "CopiedContents":
        """Copy them all. What is not what was attached is left out, and counted. Raises UpgradeStopped."""
        names, read = held
        for number, digest in enumerate(names):
            leave.tell(Progress("Copying attached files", number, len(names)))
            try:
                row = self._row(digest, read)
            except AttachmentError:
                self.damaged += 1
                continue
            self._driver.execute(_INSERTION, row)
            self.files += 1
        return self

    def _row(self, digest: str, read: Callable[[str], bytes]) -> Row:
        if self._beside is None:
            content = read(digest)
            return digest, len(content), content
        if self._beside.lacking([digest]):
            self._beside.put(read(digest))
        return digest, (self._beside.folder / digest[:2] / digest).stat().st_size, b""


def each_content(backup: Connection, beside: FolderContents | None) -> Iterator[tuple[str, Callable[[], bytes | None]]]:
    """The names of a backup's contents, and what reads each: None where it is not what was attached."""
    driver = driver_of(backup)
    names = [row[0] for row in driver.execute(f"SELECT digest FROM {CONTENT} ORDER BY digest")]

    def read(digest: str) -> bytes | None:
        try:
            if beside is not None:
                return beside.get(digest)
            row = driver.execute(f"SELECT content FROM {CONTENT} WHERE digest = ?", (digest,)).fetchone()
            return checked_content(digest, bytes(row[0]))
        except AttachmentError:
            return None

    return ((digest, partial(read, digest)) for digest in names)


def put_contents(backup: Connection, beside: FolderContents | None, to: Contents, leave: Upgrade) -> tuple[int, int]:
    """Put all contents of a backup in their place; answers how many, and how many are not what was attached.

    Raises AttachmentError and DatabaseError.
    """
    whole = driver_of(backup).execute(f"SELECT count(*) FROM {CONTENT}").fetchone()[0]
    done = damaged = 0
    for _, read in each_content(backup, beside):
        leave.tell(Progress("Putting attached files in place", done, whole))
        content = read()
        if content is None:
            damaged += 1
        else:
            to.put(content)
            done += 1
    return done, damaged
