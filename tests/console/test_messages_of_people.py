"""Messages beside phones, by keys: who is told where, what is said, and what has not gone."""

from contextlib import closing

from tests.console.seat import Seat, other_desk, seated
from tests.console.test_dispatch_reach import gateway, to_saved


async def told(seat: Seat, name: str) -> None:
    """An employee is told of dispatches by mail, in the form that was opened on them."""
    await seat.into("notify", name)
    await seat.press("f2")


async def test_where_messages_go_is_checked_in_the_form(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "p", "enter")
        await told(seat, "ana")
        assert "mail:ana@example.com" in seat.prose
        await told(seat, "mail:ana@example.com")
        with closing(other_desk(demo)) as desk:
            assert [each.notify for each in desk.office().employees if each.notify] == ["mail:ana@example.com"]


async def test_texts_stand_in_the_settings_and_are_checked(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        await seat.press("g", "s", "p")
        await seat.into("travel_text", "Hello {name}")
        await seat.press("f2")
        assert "There is no {name} to say" in seat.prose
        await seat.into("travel_text", "{technician} comes at {time}")
        await seat.press("f2")
        with closing(other_desk(demo)) as desk:
            assert desk.field_settings().travel_text == "{technician} comes at {time}"


async def with_a_message(seat: Seat, url: str) -> str:
    """A job is dispatched to somebody who is told so, which failed once; answers its number."""
    number = await to_saved(seat)
    block = seat.schedule.block
    assert block is not None
    with closing(other_desk(url)) as desk:
        name = next(each.last_name for each in desk.office().employees if each.id == block.employee_id)
    await seat.press("g", "p", "slash")
    await seat.write(name)
    await seat.press("enter", "enter")
    await told(seat, "tgram://secret/9")
    await seat.press("escape", "escape", "D")
    with gateway(url) as field:
        (entry,) = field.messages()
        field.message_tried(entry.id, "No route to host.")
    return number


async def to_message(seat: Seat) -> None:
    """The cursor on the message."""
    await seat.press("end")
    while (row := seat.list.current) is None or row.values["channel"] != "notify":
        await seat.press("up")


async def test_what_has_not_gone_is_in_the_outbox_tried_again_and_taken_off(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        number = await with_a_message(seat, demo)
        await seat.press("g", "x", "end")
        assert seat.rows.count(number) == 2
        assert "not yet, 1 attempt: No route to host." in seat.text
        assert "tgram" in seat.text
        assert "secret" not in seat.text
        await to_message(seat)
        await seat.press("t")
        assert "is tried again" in seat.said
        await to_message(seat)
        await seat.press("delete")
        assert "off the outbox" in seat.said
        with gateway(demo) as field:
            assert field.messages() == ()
        await seat.press("end", "delete")
        assert "taken back on the board" in seat.said
