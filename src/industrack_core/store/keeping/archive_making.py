"""Making an archive: a backup of the office, of which all jobs are taken out that stay in the office."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from industrack_core.domain.archives import GOES_WITH_JOB, ToArchive
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.derived import check_sums
from industrack_core.store.derived.checking import mismatches
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.engine.sqlite_file import APPLICATION_ID
from industrack_core.store.keeping.backup_file import opened_backup
from industrack_core.store.keeping.further_checks import named_contents
from industrack_core.store.keeping.summing import CONTENT
from industrack_core.store.store import open_store

_INDEXES = ("job_crew", "job_word", "job_overlap")
_OVER = (
    "SELECT j.id FROM job j WHERE j.starts_at IS NOT NULL AND j.starts_at + j.minutes <= :before"
    " AND (j.status = 'declined' OR (j.status = 'completed' AND j.billing = 'invoiced'))"
    " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job_id = j.id AND o.channel = 'notify' AND o.sent_s = 0)"
    " AND NOT EXISTS (SELECT 1 FROM time_entry t WHERE t.job_id = j.id AND t.ends_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM field_file f WHERE f.job_id = j.id AND f.stored = 0)"
    " AND NOT EXISTS (SELECT 1 FROM purchase_order p WHERE p.job_id = j.id"
    " AND p.status IN ('open', 'sent', 'partially_received'))"
    # a phone's newest number stands only in its newest report, and what is under review is somebody's to settle
    " AND NOT EXISTS (SELECT 1 FROM field_report r WHERE r.job_id = j.id AND (r.verdict = 'review'"
    " OR r.seq = (SELECT max(n.seq) FROM field_report n WHERE n.device_id = r.device_id)))"
)
ARCHIVED = (
    f"SELECT id FROM job WHERE id IN ({_OVER}) AND (estimate_id IS NULL OR estimate_id NOT IN"
    f" (SELECT estimate_id FROM job WHERE estimate_id IS NOT NULL AND id NOT IN ({_OVER})))"
)
"""The ids of jobs that are over before a minute and that nobody is about to do anything with. What becomes of an
estimate follows from all of its jobs, so they go together."""
_GOING = text("SELECT count(*) FROM journal WHERE revision <= :last")
_LOG_TO = text(
    "SELECT coalesce((SELECT min(revision) - 1 FROM journal WHERE at >= :since),"
    " (SELECT max(revision) FROM journal), 0)"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many jobs go, and up to which act the log goes; how many entries that are."""

    jobs: int
    log_to: int
    entries: int


def what_goes(connection: Connection, asked: ToArchive) -> Chosen:
    """What there is to archive, as things are."""
    jobs = 0
    if asked.before_at:
        counting = text(f"SELECT count(*) FROM ({ARCHIVED}) over_by_then")
        jobs = int(connection.execute(counting, {"before": asked.before_at}).scalar_one())
    log_to = entries = 0
    if asked.log_before_s:
        log_to = int(connection.execute(_LOG_TO, {"since": asked.log_before_s}).scalar_one())
        entries = int(connection.execute(_GOING, {"last": log_to}).scalar_one())
    return Chosen(jobs, log_to if entries else 0, entries)


def what_is_in(archive: Connection, log_to: int) -> tuple[list[int], int, int]:
    """The ids of an archive's jobs, how many acts of its log went with it, and how many attached files it has."""
    ids = [row[0] for row in archive.exec_driver_sql("SELECT id FROM job ORDER BY id")]
    entries = archive.execute(_GOING, {"last": log_to}).scalar_one() if log_to else 0
    return ids, int(entries), int(archive.exec_driver_sql(f"SELECT count(*) FROM {CONTENT}").scalar_one())


def trim(work: Path, part: Path, asked: ToArchive, leave: Upgrade) -> Chosen:
    """Take out of a backup what stays in the office, and write what is left to the empty file `part`.

    `work` is of no use afterwards. Raises the DatabaseError tree and UpgradeStopped.
    """
    with opened_backup(work, writes=True) as connection, leave.cut_off_by(driver_of(connection).interrupt):
        leave.tell(Progress("Taking out of the copy what stays in the office"))
        driver = driver_of(connection)
        driver.execute("PRAGMA journal_mode=OFF")
        found = what_goes(connection, asked)
        driver.execute("BEGIN")
        _take_jobs_out(connection, asked)
        driver.execute("DROP TABLE IF EXISTS backup_info")
        driver.execute(f"PRAGMA application_id={APPLICATION_ID}")  # to be made agree with what is left, as an office
        driver.execute("COMMIT")
    with closing(open_store(str(work))) as store:
        for _ in mismatches(store, leave.tell, lambda tx, line: tx.keep()):
            leave.go_on()
    with opened_backup(work, writes=True) as connection, leave.cut_off_by(driver_of(connection).interrupt):
        leave.tell(Progress("Writing the archive"))
        driver = driver_of(connection)
        driver.execute("PRAGMA journal_mode=DELETE")
        driver.execute("VACUUM INTO ?", (str(part),))
    return found


def _take_jobs_out(connection: Connection, asked: ToArchive) -> None:
    driver = driver_of(connection)
    driver.execute("CREATE TEMP TABLE goes (id INTEGER PRIMARY KEY)")
    connection.execute(text(f"INSERT INTO goes {ARCHIVED}"), {"before": asked.before_at})
    for name in (*GOES_WITH_JOB, Kind.TIME_ENTRY, *_INDEXES):
        driver.execute(f"DELETE FROM {name} WHERE coalesce(job_id, 0) NOT IN (SELECT id FROM goes)")
    driver.execute("DELETE FROM job WHERE id NOT IN (SELECT id FROM goes)")
    for item, (_, used, reserved) in check_sums.stock_off(connection).items():
        driver.execute(
            "INSERT INTO stock_away (item_id, used, reserved) VALUES (?, ?, ?) ON CONFLICT (item_id) DO UPDATE"
            " SET used = used + excluded.used, reserved = reserved + excluded.reserved",
            (item, -used, -reserved),
        )
    driver.execute("CREATE TEMP TABLE named (digest TEXT PRIMARY KEY)")
    driver.executemany("INSERT INTO named VALUES (?)", [(digest,) for digest in named_contents(connection)])
    driver.execute(f"DELETE FROM {CONTENT} WHERE digest NOT IN (SELECT digest FROM named)")
