"""Text that would command a terminal, or the program: shown as typed, or cleaned; in every field and on every pane."""

import pytest

from industrack_tui.dialogs.question import Question
from tests.console.seat import Seat, seated
from tests.console.test_add_job import open_at
from tests.console.test_form import into

LITERAL = [
    "Replace [/valve] unit",
    "Check [ODU 2]",
    "[@click=app.delete_job(42)]x[/]",
    "x [@click=app.pwn('a\"",
    "{0} %s $(ls) `id`",
    "'; drop table job; --",
    '" AND ( * -x',
]
CLEANED = {
    "a\x1b]52;c;eA==\x07b": "ab",
    "a\x1b[2Jb": "ab",
    "a\x9b2Jb": "ab",
    "a\u202eb\u200bc": "abc",
    "a\x00b": "ab",
    "e" + "\u0301" * 50: "\u00e9" + "\u0301" * 4,
}
KEPT = ["Straße", "東京 タワー", "עברית", "ไทย", "👩‍🔧 Ana"]


async def fill_and_save(seat: Seat, text: str) -> None:
    await open_at(seat)
    await seat.paste(text)
    await seat.until(lambda: seat.form.hand.picks.is_open)
    await seat.press("up", "enter")
    await seat.paste(text)
    await seat.field("address")
    await seat.paste(text)
    await seat.press("tab")
    await seat.paste(text)
    await seat.press("f2")


@pytest.mark.parametrize("text", LITERAL)
async def test_markup_and_quotes_are_shown_as_typed_everywhere(demo: str, text: str) -> None:
    async with seated(demo, size=(250, 40)) as seat:
        await fill_and_save(seat, text)
        assert seat.at_board, seat.text
        assert seat.block is not None
        assert (seat.block.description, seat.block.customer) == (text, text)
        assert all(text in line for line in seat.lines[-5:-3]), "for whom and what"
        await seat.press("enter")
        assert seat.form.text("description") == text
        assert seat.text.count(text) >= 3
        await seat.press("escape", "x")
        await seat.press("2", "end")
        assert any(text[:20] in line for line in seat.lines if "│" in line)


@pytest.mark.parametrize("text", LITERAL)
async def test_a_question_and_a_list_show_it_as_typed(demo: str, text: str) -> None:
    async with seated(demo, size=(250, 40)) as seat:
        await fill_and_save(seat, text)
        await open_at(seat, "13:00")
        await seat.paste(text)
        await seat.until(lambda: seat.form.hand.picks.is_open)
        assert f"+ New customer {' '.join(text.split())}" in seat.text
        await seat.press("escape")
        await seat.field("customer")
        await seat.write("russo")
        await seat.press("enter")
        await into(seat, "start", "11:15")
        await seat.press("f2")
        seat.top(Question)
        assert text in " ".join(seat.text.split())


@pytest.mark.parametrize(("text", "clean"), CLEANED.items())
async def test_what_commands_a_terminal_or_hides_is_gone(demo: str, text: str, clean: str) -> None:
    async with seated(demo) as seat:
        await fill_and_save(seat, text)
        assert seat.at_board, seat.text
        assert seat.block is not None
        assert (seat.block.description, seat.block.customer) == (clean, clean)
        assert not set("\x00\x07\x1b\x9b\u202e\u200b") & set(seat.text)


@pytest.mark.parametrize("text", KEPT)
async def test_every_script_is_kept_and_keeps_the_lines_straight(demo: str, text: str) -> None:
    from rich.cells import cell_len

    async with seated(demo) as seat:
        await fill_and_save(seat, text)
        assert seat.block is not None
        assert (seat.block.description, seat.block.customer) == (text, text)
        assert {strip.cell_length for strip in seat.app.screen._compositor.render_strips()} == {120}
        assert cell_len(seat.lines[6]) <= 122


async def test_prompts_take_it_too(demo: str) -> None:
    async with seated(demo) as seat:
        for text in (*LITERAL, *CLEANED):
            await seat.press("A", "e")
            await seat.paste(text)
            await seat.press("escape")
        await seat.press("ctrl+p")
        await seat.paste("[/valve] [@click=x]")
        await seat.press("escape")
        await seat.until(lambda: seat.at_board)


HOSTILE = (
    "x" * 5000, "\x00\x1b]52;c;eA==\x07", "[/b][@click=app.exit]x", "\u202e\u200b", "-1e400", "30 feb",
    "%s{0}\n\n" * 40,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_every_field_of_the_form_takes_anything(demo: str, text: str) -> None:
    """Nothing breaks, nothing hidden is shown, and what is wrong is said at its field."""
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        for field, typed in (("items.add", "filter 16"), ("tasks.add", "Task"), ("orders.add", "new")):
            await seat.field(field)
            await seat.write(typed)
            await seat.press("enter")
        names = [spot.name for spot in seat.form.hand.sheet.spots if spot.slot.kind.value != "line"]
        assert len(names) > 20
        for name in names:
            if seat.form.hand.sheet.spot(name) is None:
                continue
            await seat.field(name)
            await seat.paste(text)
            await seat.press("escape" if seat.form.hand.picks.is_open else "tab")
            assert not set("\x00\x07\x1b\x9b\u202e\u200b") & set(seat.text), name
        before = seat.jobs()
        await seat.press("f2")
        assert not seat.at_board
        assert seat.form.model.problems
        assert seat.jobs() == before
