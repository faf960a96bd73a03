"""The terminal under the console: one that stops reading, goes away, or sends what no keyboard does.

Textual 8.2.8 writes through a queue of 30 pieces: a terminal that does not read stops the event loop, and one that is
gone leaves a process which no signal ends. Bytes and codes that its parser cannot read end its input thread, and the
app with it. What stands here takes the place of its driver.
"""

import codecs
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Protocol, runtime_checkable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message import Message

from industrack_tui.terminal.pastes import PasteFilter
from industrack_tui.terminal.waiting import Waiting, hang_up, read_some

_PASTE_ENDS = 5.0
"""Seconds of silence after which a paste whose end was lost is taken for whole."""
_GIVEN_UP = 0.3
"""Seconds of silence after esc or ctrl+c within a paste, after which it was a key: text of a slow line goes on."""
_PASTE_IS_TOLD = 1.5
"""Seconds after which a person is told that a paste has not ended."""
_LARGEST = 4096


@runtime_checkable
class TakesWhatIsRead(Protocol):
    """An app that is told what came in one piece."""

    def take(self, *read: Message) -> None:
        """Take it, in the app's own thread."""


class ConsoleDriver(LinuxDriver):
    """Textual's driver; a terminal that is gone is told to the process as the system would tell it: by SIGHUP."""

    _waiting = Waiting()

    def disable_input(self) -> None:
        """Leave the thread that reads; it may be waiting."""
        self._waiting.wake()
        super().disable_input()
        self._waiting.rest()

    _read: tuple[Message, ...] = ()
    """What was made of the bytes that were read last."""

    def send_message(self, message: Message) -> None:
        """What came; it is handed over with all that came in one piece with it."""
        self._read = (*self._read, message)

    def _hand_over(self) -> None:
        """Give what was read to the app, in the thread of its own: no task is begun for each message."""
        read, self._read, app = self._read, (), self._app
        if isinstance(app, TakesWhatIsRead):
            self._loop.call_soon_threadsafe(app.take, *read)
        else:
            for message in read:
                self._loop.call_soon_threadsafe(app.post_message, message)

    def _get_terminal_size(self) -> tuple[int, int]:
        self._size = super()._get_terminal_size()  # what the app would ask for itself may be another: for no size it
        return self._size  # takes another than we do, and then would be laid out for both by turns, without end

    def run_input_thread(self) -> None:
        """Read keys until input is disabled or the terminal is gone."""
        parser = ConsoleParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        while not self.exit_event.is_set():
            if self._waiting.wait(self.fileno, parser.patience):
                read = read_some(self.fileno)
                if not read:
                    hang_up()
                    return
                for message in parser.feed(decode(read)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
            if self._read:
                self._hand_over()


class PasteWaits(Message):
    """A paste has not ended for a while, or at last it has: until then there are no keys."""

    def __init__(self, waits: bool) -> None:
        super().__init__()
        self.waits = waits


class ConsoleParser(XTermParser):
    """Textual's parser of a terminal's input: pastes are cleaned before it, and what it cannot read is left out.

    `clock` answers seconds.
    """

    def __init__(self, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(debug)
        self._pastes = PasteFilter()
        self._clock = clock
        self._fed_at = 0.0
        self._pasting_since: float | None = None
        self._is_told = False

    def feed(self, data: str) -> Iterable[Message]:
        """The messages that `data` makes; it may end anywhere."""
        self._fed_at = self._clock()
        yield from self._made_of(self._pastes.passed(data))
        yield from self._told()

    def _made_of(self, passed: str) -> Iterable[Message]:
        if not passed:
            return  # to Textual the end of the input; to us the first bytes of a character, or of a paste
        try:
            for message in super().feed(passed):
                if is_possible(message):
                    yield message
        except Exception:
            # a generator that raised is over: begin again with what comes next
            self._gen = self.parse(self._tokens.append)
            self._awaiting = next(self._gen)

    @property
    def patience(self) -> float:
        """Seconds to wait for more: a moment while time makes something of what came (a lone escape, a paste without an
        end), else long."""
        return 0.1 if self._timeout_time is not None or self._pastes.is_open else 60.0

    def tick(self) -> Iterable[Message]:
        """What time makes: a lone escape is a key, and a paste that does not end is one."""
        silence = self._clock() - self._fed_at
        if self._pastes.is_given_up and silence > _GIVEN_UP:
            yield from self._made_of(self._pastes.given_up())
        elif self._pastes.is_open and silence > _PASTE_ENDS:
            yield from self._made_of(self._pastes.passed(PasteFilter.END))
        yield from self._told()
        yield from super().tick()

    def _told(self) -> Iterable[Message]:
        """A paste that takes long, said once; and its end, when that was said."""
        since = (self._pasting_since or self._clock()) if self._pastes.is_open else None
        self._pasting_since = since
        takes_long = since is not None and self._clock() - since > _PASTE_IS_TOLD
        if takes_long != self._is_told:
            self._is_told = takes_long
            yield PasteWaits(takes_long)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        """Codes beyond all characters, and forms that we did not ask for, are no keys; alt with one is no letter."""
        try:
            found = list(super()._sequence_to_key_events(sequence, alt))
            return [events.Key(each.key, None) if each.key.startswith("alt+") else each for each in found]
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, sequence)]

    def parse_mouse_code(self, code: str) -> Message | None:
        """As Textual's; nothing for a place that cannot be."""
        try:
            return super().parse_mouse_code(code)
        except (ValueError, ArithmeticError):
            return None


def is_possible(message: Message) -> bool:
    """Whether a terminal can mean it: no half of a character, no size that no screen has."""
    if isinstance(message, events.Key):
        character = message.character or ""
        return not any("\ud800" <= each <= "\udfff" for each in character + message.key)
    if isinstance(message, events.Resize):
        width, height = message.size
        return 0 < width <= _LARGEST and 0 < height <= _LARGEST
    return True
