"""How far a dispatch got: told on the board of each job, of a crew the least; nothing is claimed without phones."""

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.field_acts import SignOutDevice
from industrack_core.domain.records.outbox import Receipt
from tests.desk.office import done
from tests.desk.phones import Phone, dispatched, field_of
from tests.store.small_company import ANA, BEN, DAY


def receipts(office: Desk) -> dict[int, set[int]]:
    """What the board says of each job, in every row that it stands in."""
    told: dict[int, set[int]] = {}
    for row in office.board(office.office(), DAY, [ANA, BEN]).rows:
        for block in row.blocks:
            told.setdefault(block.job_id, set()).add(block.receipt)
    return told


def test_a_dispatch_waits_is_sent_received_and_seen(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        assert receipts(office)[job.id] == {0}
        assert not office.has_phones()
        phone = Phone(field, clock)
        assert office.has_phones()
        assert receipts(office)[job.id] == {Receipt.WAITING}
        found = phone.sync()
        assert receipts(office)[job.id] == {Receipt.SENT}
        phone.sync()
        assert receipts(office)[job.id] == {Receipt.RECEIVED}
        phone.sync(seen=tuple(int(each.entry.split(".")[0]) for each in found.jobs))
        assert receipts(office)[job.id] == {Receipt.SEEN}
        device = office.phones()[0]
        done(office.perform(SignOutDevice(device.id, device.version)))
        assert receipts(office)[job.id] == {0}


def test_of_a_crew_the_one_who_knows_least_is_told_in_every_row(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=(ANA, BEN))
        Phone(field, clock).sync()
        assert receipts(office)[job.id] == {Receipt.WAITING}
        Phone(field, clock, BEN, "ben's token").sync()
        assert receipts(office)[job.id] == {Receipt.SENT}
