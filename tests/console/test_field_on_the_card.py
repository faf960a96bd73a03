"""What phones say of a job, on its card and on the page of all that is known of it."""

from tests.console.seat import seated
from tests.console.test_dispatch_reach import gateway, pair, to_saved
from tests.console.test_phones_of_people import said


async def test_how_far_a_dispatch_got_and_the_actual_times_are_told(demo: str) -> None:
    async with seated(demo, size=(160, 48)) as seat:
        await to_saved(seat)
        block = seat.block
        assert block is not None
        device = pair(demo, block.employee_id)
        await seat.press("D")
        await seat.until(lambda: "Waits for a phone" in seat.text)
        with gateway(demo) as field:
            found = field.documents(device, (), heard=range(10**9))
            field.synced(device, found)
            found = field.documents(device, [each.tag for each in found.jobs], heard=range(10**9))
            field.synced(device, found)
        said(demo, device, 1, "step", '{"step":"start_job"}', block.job_id, ago=30)
        said(demo, device, 2, "step", '{"step":"complete"}', block.job_id, ago=10)
        said(demo, device, 3, "note", '{"key":"0123456789abcdef","text":"valve seized","gone":false}', block.job_id)
        await seat.press("i")
        assert "sent 10:37, received 10:37" in seat.prose
        assert "Completed since 10:27" in seat.prose
        assert "actual 10:07-10:27" in seat.prose
        assert "valve seized" in seat.prose
