"""What is due once happens however late the machine is, and signals wake a console that waits."""

import asyncio
import signal
import threading
from itertools import count

import pytest
from textual import _time
from textual._context import active_app
from textual.app import App
from textual.timer import Timer

from industrack_tui.terminal.leaving import WakesAtSignals
from industrack_tui.terminal.timers import SureTimer


@pytest.mark.parametrize(("kind", "fires"), [(SureTimer, True), (Timer, False)])
async def test_a_timer_whose_time_is_past_when_it_begins_fires(
    kind: type[Timer], fires: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's leaves it out; when it no longer does, ours can go."""
    fired: list[int] = []
    app: App[None] = App()
    active_app.set(app)
    timer = kind(app, 0.008, callback=lambda: fired.append(1), repeat=0)
    # a second goes by between any two looks at the clock: a process that hardly gets to run
    seconds = count()
    monkeypatch.setattr(_time, "get_time", lambda: float(next(seconds)))
    await timer._run()
    assert bool(fired) == fires


async def test_a_signal_that_interrupts_another_thread_wakes_the_loop() -> None:
    loop, heard, over = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    other = threading.Thread(target=over.wait, daemon=True)
    other.start()
    before = signal.signal(signal.SIGUSR1, lambda number, frame: loop.call_soon(heard.set))
    wakes = WakesAtSignals(loop)
    try:
        assert other.ident is not None
        # from yet another thread, when the loop waits: nothing else wakes it before the end of the patience
        threading.Timer(0.2, signal.pthread_kill, (other.ident, signal.SIGUSR1)).start()
        began = loop.time()
        await asyncio.wait_for(heard.wait(), 20)
        assert loop.time() - began < 15  # not when the patience was over
    finally:
        wakes.close()
        signal.signal(signal.SIGUSR1, before)
        over.set()
