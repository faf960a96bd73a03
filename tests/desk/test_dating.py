"""What time an act bears: a clock that was told dates what is done in an invented company, and in no other."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.settings import Tag
from industrack_core.domain.time.told_clock import ToldClock
from industrack_core.exchange.demo.demo import demo_company
from tests.store.small_company import rows

TOLD = datetime(2011, 3, 2, 12, tzinfo=UTC)


def dated(url: str) -> list[datetime]:
    return [
        datetime.fromtimestamp(int(str(at)), UTC) for (at,) in rows(url, "SELECT at FROM journal ORDER BY revision")
    ]


def test_in_an_invented_company_the_told_time_counts(database_url: str) -> None:
    clock = ToldClock(TOLD)
    with closing(
        open_desk(database_url, create=True, clock=clock, founding_act=lambda d: demo_company(d.reserve_ids, d.clock()))
    ) as desk:
        assert isinstance(desk.perform(SaveRecord(Tag(name="told"))), Done)
    assert dated(database_url)[1:] == [TOLD]


def test_in_a_real_office_the_machines_time_counts(database_url: str) -> None:
    before = utc_now() - timedelta(seconds=1)
    with closing(open_desk(database_url, create=True, clock=ToldClock(TOLD))) as desk:
        assert desk.clock() == TOLD
        assert isinstance(desk.perform(SaveRecord(Tag(name="real"))), Done)
    assert all(before <= each <= utc_now() for each in dated(database_url))
    assert len(dated(database_url)) == 2
