"""What years of work leave behind, laid into an SQLite company of `benchmarks.company`, for reports and for the past.

Its jobs are spread over ten times as many days (2,000 people with 1,000,000 jobs then have 800 a day, over 3.4 years),
completed ones get items and billing, nine of ten the times of their crews; an estimate is made for every tenth job,
and decided; and each job was moved once, in an act of its own, over the year before today, in no order. Written as
rows, since a million acts would take hours: reads are measured on it, nothing is done in it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from benchmarks.company import NOW
from industrack_core.domain.time.minute import minute_of

_NOW: Final = minute_of(NOW)
_ITEMS: Final = (
    '[{"quantity":1000,"price":9500,"name":"Labor","kind":"labor"},'
    '{"quantity":2500,"price":4000,"name":"Filter","kind":"part"}]'
)
_GIVEN: Final = {
    "now": _NOW, "today": _NOW - _NOW % 1440, "items": _ITEMS, "year": 365 * 86_400,
    "stride": 7919,  # prime, so that stepping by it comes to each job once
}  # fmt: skip
_WORK: Final = (
    "CREATE TEMP TABLE shift AS SELECT job.id, (((job.starts_at + 1440000 - :today) / 1440 - 1000) * 9"
    " - employee_id % 10) * 1440 AS by FROM job JOIN job_crew ON job_id = job.id",
    "CREATE UNIQUE INDEX temp.of_job ON shift (id)",
    "UPDATE job SET version = 2, starts_at = starts_at + (SELECT by FROM shift WHERE shift.id = job.id)",
    "UPDATE job_crew SET starts_at = starts_at + (SELECT by FROM shift WHERE shift.id = job_id),"
    " ends_at = ends_at + (SELECT by FROM shift WHERE shift.id = job_id)",
    "UPDATE job SET status = 'completed', items = :items,"
    " billing = CASE id % 5 WHEN 0 THEN 'none' WHEN 1 THEN 'approved' ELSE 'invoiced' END"
    " WHERE starts_at + minutes <= :now",
    "INSERT INTO time_entry (id, version, employee_id, job_id, kind, starts_at, ends_at)"
    " SELECT job.id + 10000000, 1, employee_id, job.id, 'job', job.starts_at + job.id % 40 - 10,"
    " job.starts_at + job.minutes + job.id % 50 - 20 FROM job JOIN job_crew ON job_id = job.id"
    " WHERE job.status = 'completed' AND job.id % 10 <> 0",
    "INSERT INTO estimate (id, version, number, customer_id, location_id, status, made_on, total)"
    " SELECT id + 20000000, 2, 'E' || id, customer_id, location_id,"
    " CASE id % 30 WHEN 0 THEN 'pending' WHEN 10 THEN 'won' ELSE 'lost' END,"
    " date(starts_at * 60, 'unixepoch'), 10000 + id % 9000 FROM job WHERE id % 10 = 0",
)
_LOG: Final = (
    "UPDATE journal SET at = at - :year",
    "CREATE TEMP TABLE done AS WITH RECURSIVE step(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM step"
    " WHERE n + 1 < (SELECT count(*) FROM job)) SELECT n, (SELECT min(id) FROM job)"
    " + (n * :stride) % (SELECT count(*) FROM job) AS job, (SELECT revision FROM ledger) + 1 + n AS revision"
    " FROM step",
    "INSERT INTO journal (revision, act_id, at, who, act, line) SELECT revision, 'measured' || n,"
    " :now * 60 - :year + n * :year / (SELECT count(*) FROM job), 'bo', 'PlaceJob', 'Moved a job.' FROM done",
    "INSERT INTO journal_change (revision, position, kind, record_id, version_before, version_after, before, after,"
    " was_start) SELECT revision, 0, 'job', job, 1, 2, json_object('starts_at', starts_at + 1440),"
    " json_object('starts_at', starts_at), starts_at + 1440 FROM done JOIN job ON job.id = job",
    "INSERT INTO journal_change (revision, position, kind, record_id, version_before, version_after, before, after)"
    " SELECT revision, 1, 'estimate', job + 20000000, 1, 2, json_object('status', 'draft'),"
    " json_object('status', (SELECT status FROM estimate WHERE estimate.id = job + 20000000)) FROM done"
    " WHERE job % 10 = 0",
    "UPDATE ledger SET revision = (SELECT max(revision) FROM journal), last_at = (SELECT max(at) FROM journal)",
)


def lay_years_into(file: Path) -> None:
    """Do that to a file; some minutes for 1,000,000 jobs."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*_WORK, *_LOG):
            connection.execute(statement, _GIVEN)
        connection.execute("COMMIT")
