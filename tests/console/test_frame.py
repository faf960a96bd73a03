"""What stands around the board: sentences, keys, zoom."""

from tests.console.seat import seated


async def test_a_sentence_too_long_for_its_line_goes_on_in_the_line_of_keys_until_the_next_key(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        sentence = "One thing after another happened on this board, and every word of it matters to somebody who reads."
        seat.schedule.status.say(sentence, "panel_error", " u undoes")
        await seat.settle()
        assert " ".join(line.strip() for line in seat.lines[-2:]) == f"BOARD  {sentence}  u undoes"
        await seat.press("right")
        assert "Open" in seat.lines[-1]


async def test_saving_an_unchanged_job_does_not_offer_to_undo_an_earlier_act(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_block()
        await seat.press("enter", "f2")
        assert "Nothing changed" in seat.status
        assert "undoes" not in seat.text


async def test_the_boards_keys_are_not_offered_under_a_dialog(demo: str) -> None:
    async with seated(demo) as seat:
        assert "From queue" in seat.lines[-1]
        await seat.press("A")
        assert "From queue" not in seat.lines[-1]
        await seat.press("escape")
        assert "From queue" in seat.lines[-1]


async def test_until_somebody_zooms_the_board_fits_its_zoom_to_the_terminal(demo: str) -> None:
    async with seated(demo, (60, 20)) as seat:
        view = seat.schedule.timeline.view
        narrow = view.axis.rate
        await seat.pilot.resize_terminal(200, 50)
        await seat.settle()
        assert view.axis.rate > narrow
        assert view.width - view.axis.hour < view.axis.columns <= view.width
        assert seat.schedule.state.zoom == 0
        await seat.press("Z")
        chosen = seat.schedule.state.zoom
        await seat.pilot.resize_terminal(60, 20)
        await seat.settle()
        assert seat.schedule.state.zoom == chosen
