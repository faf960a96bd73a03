"""The contents of attached files, kept by the SHA-256 of what is in them: one interface, two places.

Beside an SQLite file they are files of their own, `company.db.files/ab/abcdef...`; in PostgreSQL they are rows, so
that a console on a server and one on a laptop see the same. The same content is kept once. Names that people gave
never become paths here, and nothing kept is ever executed.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, bindparam, select

from industrack_core.domain.errors import AttachmentError
from industrack_core.store.engine import schema
from industrack_core.store.engine.file_modes import file_mode, is_left_out, make_folder, share_with_group
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of

_DIGEST = re.compile(r"[0-9a-f]{64}")
_content = schema.attachment_content
SHARED_CONTENTS = "contents"
"""The folder of the contents of several backups, beside them."""


class Contents(Protocol):
    """Where contents are kept. Digests are hexadecimal SHA-256."""

    def put(self, content: bytes) -> str:
        """Keep a content; answers its digest. Raises AttachmentError or DatabaseError."""

    def get(self, digest: str) -> bytes:
        """The content of that digest, checked against it. Raises AttachmentError."""

    def lacking(self, digests: Iterable[str]) -> set[str]:
        """Those of the digests that are not kept here."""


def digest_of(content: bytes) -> str:
    """What a content is kept by."""
    return hashlib.sha256(content).hexdigest()


def checked_content(digest: str, content: bytes) -> bytes:
    """The content, if it is what its digest says. Raises AttachmentError."""
    if digest_of(content) != digest:
        raise AttachmentError("This file is damaged: its content is not what was attached.")
    return content


class FolderContents:
    """Contents as files in a folder beside the database, reached by whoever may reach that (`file_modes`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if is_left_out(folder):
            share_with_group(folder, *sorted(folder.rglob("*")))  # from the top down: each follows its folder

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise AttachmentError("This attachment has no content.")
        return self.folder / digest[:2] / digest

    def put(self, content: bytes) -> str:
        digest = digest_of(content)
        path = self._path(digest)
        try:
            if not path.exists():
                self._write(path, content)
        except OSError as error:
            raise AttachmentError(f"The file could not be kept in {self.folder}: {error.strerror}.") from error
        return digest

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all: written under another name, forced to the disk, then renamed."""
        for folder in (self.folder, path.parent):
            make_folder(folder)
        handle, partial = tempfile.mkstemp(prefix=".partial-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), file_mode(path.parent))
                os.fsync(file.fileno())
            os.replace(partial, path)
            _sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                os.unlink(partial)
            raise

    def get(self, digest: str) -> bytes:
        path = self._path(digest)
        try:
            return checked_content(digest, path.read_bytes())
        except FileNotFoundError:
            raise AttachmentError("The content of this file is not in the company's attachments.") from None
        except OSError as error:
            raise AttachmentError(f"The file could not be read: {error.strerror}.") from error

    def lacking(self, digests: Iterable[str]) -> set[str]:
        return {each for each in digests if not _DIGEST.fullmatch(each) or not self._path(each).is_file()}


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_HAVE = Prepared(select(_content.c.digest).where(one_of(_content.c.digest, "digests")), "digests")
_READ = Prepared(select(_content.c.content).where(_content.c.digest == bindparam("wanted")))


Run = Callable[[Callable[[Connection], object]], object]


class TableContents:
    """Contents as rows of PostgreSQL. `reading` and `writing` run a function on a connection, in a transaction."""

    def __init__(self, reading: Run, writing: Run) -> None:
        self._reading, self._writing = reading, writing

    def put(self, content: bytes) -> str:
        from sqlalchemy.dialects.postgresql import insert  # two megabytes that SQLite's consoles need not carry

        digest = digest_of(content)
        row = {"digest": digest, "size": len(content), "content": content}
        statement = insert(_content).values(row).on_conflict_do_nothing()
        self._writing(lambda connection: connection.execute(statement))
        return digest

    def get(self, digest: str) -> bytes:
        found = self._reading(lambda connection: _READ.first(connection, wanted=digest))
        if not isinstance(found, tuple):
            raise AttachmentError("The content of this file is not in the company's attachments.")
        return checked_content(digest, bytes(found[0]))

    def lacking(self, digests: Iterable[str]) -> set[str]:
        wanted = sorted(set(digests))

        def have(connection: Connection) -> set[str]:
            found: set[str] = set()
            for part in parts_of(wanted):
                found.update(_HAVE.column(connection, digests=part))
            return found

        there = self._reading(have)
        assert isinstance(there, set)
        return set(wanted) - there


class BackupContents(TableContents):
    """Contents of a backup: rows in it; where it is one of several, files in a `folder` that these share."""

    def __init__(self, reading: Run, writing: Run, folder: Path) -> None:
        super().__init__(reading, writing)
        self._folder = FolderContents(folder)

    def get(self, digest: str) -> bytes:
        return super().get(digest) if self._folder.lacking([digest]) else self._folder.get(digest)
