"""Where a dispatch goes, said at the board: no phone is connected, or seconds in which it is taken back; recalls."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Delivery
from industrack_core.domain.records.outbox import Receipt
from tests.console.seat import NOW, Seat, other_desk, seated

TOKEN = "ab" * 32


@contextmanager
def gateway(url: str) -> Iterator[FieldDesk]:
    """A gateway's desk on the company."""
    with closing(other_desk(url)) as desk:
        yield FieldDesk(desk)


def pair(url: str, employee_id: int, token: str = TOKEN) -> int:
    """A phone of an employee; its id."""
    with gateway(url) as field:
        outcome = field.desk.perform(OfferPairing(employee_id, token, int(NOW.timestamp()) + 600))
        assert isinstance(outcome, Done)
        paired = field.pair(token, token, "Pixel")
    assert paired is not None
    return paired.device


async def to_saved(seat: Seat) -> str:
    """The cursor onto a job of tomorrow's that nobody was sent; its number."""
    await seat.press("right_square_bracket")
    for _ in range(200):
        block = await seat.to_block()
        if block.delivery == "saved" and block.status == "not_started":
            return block.number
    raise AssertionError("every job is dispatched")


async def test_an_office_without_phones_is_told_so_with_each_dispatch(demo: str) -> None:
    async with seated(demo) as seat:
        number = await to_saved(seat)
        await seat.press("D")
        assert seat.status.startswith(f"Dispatched {number}")
        assert seat.status.endswith("No phones connected.")
        await seat.press("u")
        assert "No phones" not in seat.status
        assert seat.job(number).delivery is Delivery.SAVED


async def test_with_phones_the_seconds_are_told_in_which_undo_takes_it_back(demo: str) -> None:
    async with seated(demo) as seat:
        number = await to_saved(seat)
        block = seat.block
        assert block is not None
        device = pair(demo, block.employee_id)
        await seat.press("D")
        assert "No phones" not in seat.text
        assert "u takes it back: 10 s" in seat.text
        assert seat.block is not None
        assert seat.block.receipt == Receipt.WAITING
        await seat.press("u")
        assert seat.job(number).delivery is Delivery.SAVED
        with gateway(demo) as field:
            assert field.documents(device, (), heard=range(10**9)).jobs == (), "no phone hears of it"


async def test_a_dispatched_job_is_recalled_by_a_key(demo: str) -> None:
    async with seated(demo) as seat:
        number = await to_saved(seat)
        await seat.press("D", "R")
        assert seat.status.startswith(f"Recalled {number}")
        assert seat.job(number).delivery is Delivery.SAVED
        await seat.press("R")
        assert "is not dispatched" in seat.status
