"""`industrack archive` beside a gateway that takes what phones say: neither loses anything of the other's."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from queue import Queue
from typing import Any

from industrack_core.desk.archiving import archive_office
from industrack_core.desk.dating import utc_now
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.upgrade import Progress, Upgrade
from tests.desk.old_jobs import JOBS as OLD
from tests.desk.old_jobs import THEN
from tests.gateway.company import Paired, dispatch, done, pair_at_desk
from tests.gateway.running import gateway_at
from tests.store.small_company import ANA, BEN, desk_at, rows

JOBS = 200


def worked_long_ago(url: str) -> None:
    """Jobs of spring 2025, all of which may go."""
    given = [
        ImportedJob(key=f"K-{each}", customer="Lindqvist", customer_number="C1", description=f"Old {each}",
                    starts_at=THEN + timedelta(hours=each), status=WorkStatus.DECLINED, employee="Ben Okafor")
        for each in range(JOBS)
    ]  # fmt: skip
    with closing(desk_at(url, clock=lambda: THEN)) as desk:
        done(desk.perform(ImportJobs(tuple(given), "old.csv", "old")))


class Technician:
    """A phone with one job, on which it writes notes; `kept` are those that were acknowledged."""

    def __init__(self, phone: Paired) -> None:
        self.phone, self.kept = phone, list[str]()
        (self.job,) = phone.sync().json["jobs"]
        self._waits: dict[str, Any] = {}

    def write(self) -> bool:
        """One note, or again the one that is not acknowledged yet; whether it is now. Who asks too often is told
        to wait, and nothing else is in its way, however busy the office is."""
        number = self.phone.seq
        if not self._waits:
            body = {"key": f"{self.phone.device:08x}{number:08x}", "text": self._text(number + 1), "gone": False}
            self._waits = self.phone.report("note", body, self.job)
        answer = self.phone.sync(self._waits)
        if answer.status == 429:
            return False
        assert answer.json["results"] == [{"seq": self._waits["seq"], "verdict": "applied"}]
        self.kept.append(self._text(self._waits["seq"]))
        self._waits = {}
        return True

    def _text(self, number: int) -> str:
        return f"{self.phone.device}: {number}"


def _held_by(came: Queue[bool]) -> Upgrade:
    """Leave to archive which is given only as often as a note came between two pieces."""

    def hold(progress: Progress) -> None:
        if progress.what == "Taking jobs out" and progress.done:
            while not came.empty():
                came.get()
            came.get(timeout=60)

    return Upgrade(hold)


def test_notes_come_while_old_jobs_go(company_url: str, tmp_path: Path) -> None:
    worked_long_ago(company_url)
    for who in (ANA, BEN):
        dispatch(company_url, who)
    file = tmp_path / "old.industrack"
    with gateway_at(company_url, tmp_path, now="") as gateway:
        technicians = [Technician(pair_at_desk(company_url, gateway, who, f"phone {who}")) for who in (ANA, BEN)]
        came = Queue[bool]()
        with ThreadPoolExecutor(1) as beside:
            archiving = beside.submit(archive_office, company_url, file, OLD, at=utc_now(), leave=_held_by(came))
            while not archiving.done():
                if any([each.write() for each in technicians]):
                    came.put(True)
        assert archiving.result().went == JOBS
        for each in technicians:
            while not each.write():
                pass
        assert "Traceback" not in gateway.log()
        assert gateway.stop() == 130
    notes = [str(text) for (text,) in rows(company_url, "SELECT text FROM field_note")]
    assert sorted(notes) == sorted(text for each in technicians for text in each.kept)
    assert rows(company_url, "SELECT count(*) FROM archived_job") == [(JOBS,)]
    assert rows(str(file), "SELECT count(*) FROM job WHERE external_key LIKE 'K-%'") == [(JOBS,)]
    for place in (company_url, str(file)):
        assert [each.sentence for each in check_database(place, lambda progress: None)] == []
