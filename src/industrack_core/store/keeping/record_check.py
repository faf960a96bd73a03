"""Whether each record is what its newest act left, and is there where it left it: by the journal's digests.

What was loaded when a company was founded, or made by an upgrade, has no act: nothing is said of it but that it has its
first version. What cannot be read is named by itself (`damage`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from sqlalchemy import Connection, and_, bindparam, func, inspect, select

from industrack_core.domain.archives import GOES_WITH_JOB
from industrack_core.domain.keeping import KeptKind
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.domain.upgrade import Progress, Tell
from industrack_core.domain.upkeep import MOST_EXAMPLES, Broken
from industrack_core.store.derived.damage import is_a_text, name_of_row, read_any_letters
from industrack_core.store.derived.record_pages import HIGHEST, LOWEST, count_records, page_after, page_size
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, beginning, columns_of, digest, unreadable
from industrack_core.store.engine.columns import TableColumn
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.sqlite_file import is_backup
from industrack_core.store.keeping.backup_file import read_info
from industrack_core.store.keeping.names_check import Names
from industrack_core.store.keeping.taking_out import first_of_log
from industrack_core.store.reads.archives import read_archives
from industrack_core.store.store import Store

_journal, _change = schema.journal, schema.journal_change
_OF_KIND = (
    _change.c.kind == bindparam("which"),
    _change.c.record_id > bindparam("low"),
    _change.c.record_id <= bindparam("high"),
)
_newest = (
    select(_change.c.record_id, func.max(_change.c.revision).label("revision"))
    .where(*_OF_KIND)
    .group_by(_change.c.record_id)
    .subquery()
)
_LEFT = Prepared(
    select(_change.c.record_id, _change.c.version_after, _change.c.digest_after, _journal.c.chain)
    .join(_newest, and_(_newest.c.record_id == _change.c.record_id, _newest.c.revision == _change.c.revision))
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(*_OF_KIND)
    .order_by(_change.c.record_id, _change.c.position)
)
"""What the newest act left of each record that any act changed: its version, its digest; and the entry's hash."""
_AWAY = Prepared(select(schema.archived_job.c.job_id).where(one_of(schema.archived_job.c.job_id, "ids")), "ids")
_MADE = Prepared(
    select(_change.c.record_id, _change.c.after).where(
        _change.c.kind == bindparam("which"), one_of(_change.c.record_id, "ids"), _change.c.before.is_(None)
    ),
    "ids",
)


class _Left(NamedTuple):
    """What the newest act left of a record: a version (0: it was deleted), a digest; and the entry's hash."""

    version: int
    digest: str
    chain: str


class _Found:
    """How many records something is wrong with, and some of them."""

    def __init__(self, what: str) -> None:
        self._what, self._count = what, 0
        self._examples: list[str] = []

    def add(self, examples: Iterable[str]) -> None:
        for each in examples:
            self._count += 1
            if len(self._examples) < MOST_EXAMPLES:
                self._examples.append(each)

    def told(self) -> Iterator[Broken]:
        if self._count:
            yield Broken(self._what, self._count, tuple(self._examples))


def record_findings(store: Store, tell: Tell) -> Iterator[Broken]:
    """Records that are not what the journal says, those that are gone unsaid, and those that name what is not there.
    Each page is one snapshot."""
    look = _Look(store)
    for kind in RECORD_TYPES:
        low, done = LOWEST, 0
        with store.reading() as connection:
            whole, order = count_records(connection, kind), _in_order(connection, kind)
        while low < HIGHEST:
            with store.reading() as connection:
                read_any_letters(connection)
                rows = page_after(connection, kind, low)
                high = rows[-1]["id"] if len(rows) == page_size() else HIGHEST
                look.at(connection, kind, rows, (low, high), order)
            done, low = done + len(rows), high
            tell(Progress(f"Comparing {Kind(kind).plural} with the journal", done, whole))
    for each in (look.differing, look.gone, look.dangling):
        yield from each.told()


class _Look:
    """What is found on the pages."""

    def __init__(self, store: Store) -> None:
        self.differing = _Found("Records that are not what their newest act left")
        self.gone = _Found("Records that no act deleted")
        self.dangling = _Found("Records that name what is not there")
        self._trimmed, self._names = _left_out_of(store), Names()

    def at(
        self, connection: Connection, kind: str, rows: Sequence[RowValues], ids: tuple[int, int],
        order: Sequence[TableColumn],
    ) -> None:  # fmt: skip
        """Records of a kind with ids above the first of `ids` and up to the second."""
        changes = _LEFT.rows(connection, which=kind, low=ids[0], high=ids[1])
        left, is_whole = {row[0]: _Left(*row[1:]) for row in changes}, first_of_log(connection) <= 1
        sound = [row for row in rows if not unreadable(kind, row) and all(map(is_a_text, row.values()))]
        self.differing.add(
            _named(kind, row) for row in sound if _differs(kind, row, left.get(row["id"]), order, is_whole)
        )
        if kind not in self._trimmed:
            self.gone.add(_gone(connection, kind, {row["id"] for row in rows}, left))
        self.dangling.add(
            f"{_named(kind, row)} names {Kind(other).noun} (id {number})"
            for row, (other, number) in self._names.dangling(connection, kind, sound)
        )


def _left_out_of(store: Store) -> Set[str]:
    """The kinds of which an archive has those of its jobs alone."""
    path = store.place.path
    is_archive = path is not None and is_backup(path) and read_info(path).kind == KeptKind.ARCHIVE
    return {Kind.JOB, Kind.TIME_ENTRY, *GOES_WITH_JOB} if is_archive else frozenset()


def _in_order(connection: Connection, kind: str) -> list[TableColumn]:
    """The columns of a kind's table as they came to be there, the newest first."""
    ours = schema.TABLES[kind].columns
    return [ours[each["name"]] for each in reversed(inspect(connection).get_columns(kind)) if each["name"] in ours]


def _named(kind: str, row: RowValues) -> str:
    return " ".join(each for each in (Kind(kind).noun, name_of_row(kind, row), f"(id {row['id']})") if each)


def _differs(kind: str, row: RowValues, left: _Left | None, order: Sequence[TableColumn], is_whole: bool) -> bool:
    if left is None:
        return is_whole and row["version"] != 1
    if row["version"] != left.version:
        return True
    # an upgrade to 0.7 wrote some rows anew: what acts of before left is known by its version alone
    return bool(left.chain) and all(digest(each) != left.digest for each in _as_left(kind, row, order))


def _as_left(kind: str, row: RowValues, order: Sequence[TableColumn]) -> Iterator[RowValues]:
    """A row, and the same without columns that came later and are as they begin: acts of before did not know them.
    Whether a job waits in the queue follows from the rest, and is looked at by itself."""
    row = {str(name): value for name, value in row.items()}
    if kind == Kind.JOB:
        row = {**row, "in_queue": int(row["starts_at"] is None or not row["crew"])}
    yield row
    for column in order:
        if row[column.name] != beginning(column):
            return
        row = {name: value for name, value in row.items() if name != column.name}
        yield row


def _gone(connection: Connection, kind: str, there: Set[int], left: Mapping[int, _Left]) -> list[str]:
    lacking = [number for number, each in left.items() if each.version and number not in there]
    jobs = _jobs_of(connection, kind, lacking)
    wanted = sorted({job for job in jobs.values() if job is not None})
    away = {row[0] for part in parts_of(wanted) for row in _AWAY.rows(connection, ids=part)}
    if kind in GOES_WITH_JOB and len(jobs) < len(lacking) and read_archives(connection):
        lacking = [number for number in lacking if number in jobs]
    return [f"{Kind(kind).noun} (id {number})" for number in lacking if jobs.get(number) not in away]


def _jobs_of(connection: Connection, kind: str, ids: Sequence[int]) -> Mapping[int, int | None]:
    """The jobs that records are, or are only of, where the log still says it: an archive takes both out together."""
    if kind == Kind.JOB:
        return {number: number for number in ids}
    if kind not in GOES_WITH_JOB:
        return {}
    made = (row for part in parts_of(ids) for row in _MADE.rows(connection, which=kind, ids=part))
    return {number: columns_of(after)["job_id"] for number, after in made}
