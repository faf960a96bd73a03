"""Contents of files from phones and for them: who sent one, and who may see it."""

import json
import mimetypes
from collections.abc import Callable

from industrack_core.domain.acts.field_acts import FieldAct, FileStored
from industrack_core.domain.field.records import Device, DeviceState
from industrack_core.domain.field.told import StoredFile
from industrack_core.domain.outcomes import Outcome
from industrack_core.store.reads import field as reads
from industrack_core.store.reads import phone_jobs
from industrack_core.store.reads.by_id import one_record
from industrack_core.store.store import Store

_UNKNOWN = "application/octet-stream"


class FieldFiles:
    """Of one store; `perform` does an act of a device."""

    def __init__(self, store: Store, perform: Callable[[FieldAct, int | None], Outcome]) -> None:
        self._store, self._perform = store, perform

    def has(self, device_id: int, digest: str) -> bool:
        """As `FieldDesk.has_file`."""
        return self._named(device_id, digest) is not None and not self._store.contents.lacking([digest])

    def may_put(self, device_id: int, digest: str) -> bool:
        """As `FieldDesk.may_put`."""
        with self._store.reading() as connection:
            device = one_record(connection, Device, device_id)
            named = reads.files_named(connection, digest) if device is not None else []
        return device is not None and any(row[3] == device.employee_id for row in named)

    def put(self, device_id: int, content: bytes, digest: str) -> bool:
        """As `FieldDesk.put_file`."""
        if not self.may_put(device_id, digest):
            return False
        self._store.contents.put(content)
        self._perform(FileStored(device_id, digest), device_id)
        return True

    def get(self, device_id: int, digest: str) -> StoredFile | None:
        """As `FieldDesk.file`."""
        named = self._named(device_id, digest)
        if named is None or self._store.contents.lacking([digest]):
            return None
        return StoredFile(*named, self._store.contents.get(digest))

    def _named(self, device_id: int, digest: str) -> tuple[str, str] | None:
        """Name and type of a content that this device sent, or that belongs to a job of theirs."""
        with self._store.reading() as connection:
            device = one_record(connection, Device, device_id)
            if device is None or device.state is not DeviceState.ACTIVE:
                return None
            whose = device.employee_id
            for name, type_, job_id, sender in reads.files_named(connection, digest):
                if sender == whose or phone_jobs.is_theirs(connection, job_id, whose):
                    return name, type_ or _UNKNOWN
            for _, attachments in reads.attached_to_mine(connection, whose, digest):
                for each in json.loads(attachments):
                    if each["digest"] == digest and each["in_field_app"]:
                        return each["name"], mimetypes.guess_type(each["name"])[0] or _UNKNOWN
        return None
