"""Reports to decide on and silent phones: counted at the top, listed, and one key to where they are dealt with."""

from contextlib import closing
from datetime import timedelta

from industrack_core.desk.desk import open_desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.matters import Matter
from industrack_core.domain.field.told import SentReport
from industrack_tui.board.exceptions import ExceptionList
from tests.console.seat import NOW, Seat, seated
from tests.console.test_dispatch_reach import pair
from tests.console.test_phones_of_people import said


async def beside(seat: Seat) -> list[Matter]:
    """What the list of exceptions says that is no job."""
    await seat.press("E")
    return [each for each in seat.top(ExceptionList).records if isinstance(each, Matter)]


async def to(seat: Seat, kind: ExceptionKind) -> None:
    """The cursor of the list onto the first of a kind."""
    while getattr(seat.top(ExceptionList).current, "kind", None) is not kind:
        await seat.press("down")


async def test_a_report_in_the_tray_is_counted_and_one_key_goes_to_it(demo: str) -> None:
    async with seated(demo, size=(160, 50)) as seat:
        assert await beside(seat) == []
        await seat.press("escape")
        assert "to decide" not in seat.text
        person = seat.schedule.timeline.view.roster[0]
        said(demo, pair(demo, person), 1, "step", '{"step":"start_job"}', job=999_999)
        await seat.until(lambda: "◆ 1 to decide" in seat.text)
        (matter,) = [each for each in await beside(seat) if each.kind is ExceptionKind.FIELD]
        assert matter.text in seat.prose
        await to(seat, ExceptionKind.FIELD)
        await seat.press("s")
        assert "until it is decided on" in seat.text
        await seat.press("enter")
        assert seat.list.current is not None
        assert seat.list.current.id == matter.report_id
        await seat.press("enter", "y")
        await seat.write("nobody's job")
        await seat.press("enter", "escape")
        await seat.until(lambda: "to decide" not in seat.text)


def paired_earlier(url: str, employee_id: int) -> None:
    """A phone of an employee that was paired an hour ago, began the shift, and was not heard of since."""
    before = NOW - timedelta(hours=1)
    with closing(open_desk(url, who="gateway", clock=lambda: before)) as desk:
        field, token, before_s = FieldDesk(desk), "cd" * 32, int(before.timestamp())
        desk.perform(OfferPairing(employee_id, token, before_s + 600))
        paired = field.pair(token, token, "Pixel")
        assert paired is not None
        begun = SentReport(1, before_s * 1000, "shift", 0, "", b'{"step":"start"}')
        assert field.take_reports(paired.device, [begun], now_ms=before_s * 1000).last == 1


async def test_a_silent_phone_is_counted_and_one_key_shows_the_phones(demo: str) -> None:
    async with seated(demo, size=(160, 50)) as seat:
        person = seat.schedule.timeline.view.roster[0]
        paired_earlier(demo, person)
        await seat.until(lambda: "◇ 1 silent" in seat.text)
        (matter,) = await beside(seat)
        assert (matter.kind, matter.employee_id) == (ExceptionKind.SILENT, person)
        assert "1h ago" in seat.text
        await to(seat, ExceptionKind.SILENT)
        await seat.press("a")
        assert "until it is heard of" in seat.text
        await seat.press("enter")
        assert seat.rows == ["Pixel"]
        await seat.press("delete", "s", "escape")
        await seat.until(lambda: "silent" not in seat.text)
