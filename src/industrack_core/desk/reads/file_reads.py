"""What files that go in and out read of the records: a part of `Desk`."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import Attachment
from industrack_core.domain.records.record import Record
from industrack_core.domain.rights import Sitter
from industrack_core.domain.time.span import Span
from industrack_core.store.reads.kept import KeptTo

if TYPE_CHECKING:
    from industrack_core.desk import plan
    from industrack_core.desk.jobs.job_look import JobsLook
    from industrack_core.desk.records.customer_look import CustomerLook
    from industrack_core.desk.records.record_imports import RecordLook
    from industrack_core.domain.acts.imported import ImportedCustomer, ImportJobs, ImportRecords
    from industrack_core.store.reads import exchange_reads, job_pages
    from industrack_core.store.reads.job_pages import ListedJob
    from industrack_core.store.store import Store
    from industrack_core.store.writing import lookups, rehearsal
else:
    plan = late_module("industrack_core.desk.plan")
    exchange_reads = late_module("industrack_core.store.reads.exchange_reads")
    job_pages = late_module("industrack_core.store.reads.job_pages")
    lookups = late_module("industrack_core.store.writing.lookups")
    rehearsal = late_module("industrack_core.store.writing.rehearsal")


class FileReads:
    """Reads for exports, imports and prints; every one blocks, and answers frozen values."""

    _store: "Store"

    def kept_to(self) -> KeptTo | None:
        """The calendars that who asks is kept to."""
        raise NotImplementedError

    def sitter(self) -> Sitter | None:
        """Who asks."""
        raise NotImplementedError

    def _admit_rows(self, rows: Sequence[Held]) -> None:
        """What becomes of a row tells whether it says what is stored. Raises NotAdmitted where that is not seen."""
        from industrack_core.desk.unveiling import why_not_compared

        why_not = why_not_compared(rows, self.sitter())
        if why_not:
            raise NotAdmitted(why_not)

    def _seen_jobs(self, listed: "Sequence[ListedJob]") -> "Sequence[ListedJob]":
        kept = self.kept_to()
        return listed if kept is None else [each for each in listed if kept.shows(each.job)]

    def jobs(self, window: Span | None = None, page: int = 500) -> "Iterator[ListedJob]":
        """Scheduled jobs that touch the window (all of them without one), by start, page by page."""
        after = (-(2**31), 0)
        while True:
            with self._store.reading() as connection:
                found = exchange_reads.with_what_was_written(
                    connection, job_pages.read_jobs(connection, window, after, page)
                )
            yield from self._seen_jobs(found)
            if len(found) < page:
                return
            after = found[-1].position

    def jobs_without_time(self, page: int = 500) -> "Iterator[ListedJob]":
        """The jobs that have no start yet, oldest first, page by page."""
        after = 0
        while True:
            with self._store.reading() as connection:
                found = exchange_reads.with_what_was_written(
                    connection, exchange_reads.read_jobs_without_time(connection, after, page)
                )
            yield from self._seen_jobs(found)
            if len(found) < page:
                return
            after = found[-1].job.id

    def main_locations(self, customer_ids: Sequence[int]) -> dict[int, Location]:
        """The main location of each of these customers, by the customer's id."""
        with self._store.reading() as connection:
            return exchange_reads.read_main_locations(connection, customer_ids)

    def numbered(self, kind: str, number: str) -> Record | None:
        """The estimate, purchase order, customer or job that has the number."""
        kept = self.kept_to()
        with self._store.reading() as connection:
            record: Record | None = exchange_reads.read_numbered(connection, kind, number)
        return None if isinstance(record, Job) and kept is not None and not kept.shows(record) else record

    def company_key(self) -> str:
        """A text that no other company has: files name their records by it, so that they are known again."""
        with self._store.reading() as connection:
            return exchange_reads.read_founding(connection)

    def look_at_jobs(self, act: "ImportJobs") -> "JobsLook":
        """What an import of these rows would do, and what it would make on the way; nothing is written."""
        from industrack_core.desk.jobs.job_look import look_at_jobs

        self._admit_rows(act.rows)
        with self._store.reading() as connection:
            tx = rehearsal.Rehearsal(connection, self._store.contents)
            return look_at_jobs(tx, act, plan.Setting("", datetime.now(UTC), tx.clock()))

    def look_at_records(self, act: "ImportRecords") -> "list[RecordLook]":
        """What an import of these rows would do; nothing is written."""
        from industrack_core.desk.records.record_imports import look_at_records

        self._admit_rows(act.rows)
        with self._store.reading() as connection:
            tx = rehearsal.Rehearsal(connection, self._store.contents)
            return look_at_records(tx, act, plan.Setting("", datetime.now(UTC), tx.clock()))

    def look_at_customers(self, rows: "Sequence[ImportedCustomer]") -> "list[CustomerLook]":
        """What an import of these rows would do, and whom it would probably make twice; nothing is written."""
        from industrack_core.desk.records.customer_look import look_at_customers

        self._admit_rows(rows)
        with self._store.reading() as connection:
            return look_at_customers(lookups.Lookups(connection), rows)

    # -- attached files ------------------------------------------------------------------------

    def attach(self, path: str) -> Attachment:
        """Copy a file of the person's into the company's attachments. Raises AttachmentError or DatabaseError."""
        from industrack_core.desk.records import attaching

        return attaching.attach_file(self._store.contents, path)

    def attachment_bytes(self, attachment: Attachment) -> bytes:
        """The content of an attached file. Raises AttachmentError."""
        return self._store.contents.get(attachment.digest)

    def save_attachment(self, attachment: Attachment, path: str, *, replace: bool = False) -> str:
        """Write a copy to a path, or into a folder; answers where it is. Raises AttachmentError."""
        from industrack_core.desk.records import attaching

        return str(attaching.save_attachment(self._store.contents, attachment, path, replace=replace))
