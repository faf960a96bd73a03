"""A phone works a day from the start of its shift to the end, and a console beside it shows every step."""

from pathlib import Path

from tests.gateway.running import Gateway
from tests.page.beside import Day, console_at
from tests.page.office import Office, on_both_engines
from tests.page.phone import Phone


@on_both_engines
def test_a_console_shows_every_step_of_a_day(paired: Phone, office: Office, gateway: Gateway, tmp_path: Path) -> None:
    job = office.send_a_full_one()
    home = tmp_path / "dispatcher"
    home.mkdir()
    with console_at(office.url, home, "Annual") as console:
        day = Day(paired, office, gateway, console, job)
        day.begin()
        day.work_without_a_gateway()
        day.end()
        times = console.session.screen_text()
    steps = ["received", "seen", "travel", "started, the gateway back", "note", "completed", "end of shift"]
    assert list(day.seen) == steps
    assert all(kind in times for kind in ("Shift", "Travel", "Job"))
    assert office.rows("SELECT verdict FROM field_report WHERE verdict <> 'applied'") == []
    assert office.rows("SELECT COUNT(*) FROM time_entry WHERE ends_at IS NULL") == [(0,)]
    print({step: round(seconds, 3) for step, seconds in day.seen.items()})
