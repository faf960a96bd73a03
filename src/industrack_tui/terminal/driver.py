"""The terminal under the console: one that stops reading, goes away, or sends what no keyboard does.

Textual 8.2.8 writes through a queue of 30 pieces: a terminal that does not read stops the event loop, and one that is
gone leaves a process which no signal ends. Bytes and codes that its parser cannot read end its input thread, and the
app with it. What stands here takes the place of its driver.
"""

import asyncio
import codecs
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Protocol, runtime_checkable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message import Message

from industrack_tui.terminal.keyboard import Keyboard
from industrack_tui.terminal.pastes import PasteFilter

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
    """Textual's driver; keys are read by the event loop, and a terminal that is gone is told to the process as the
    system would tell it: by SIGHUP."""

    _keyboard: Keyboard | None = None
    _parser: "ConsoleParser"
    _give: Callable[..., None]
    """Gives the app what came in one piece."""
    _later: asyncio.TimerHandle | None = None
    """What time makes of what came so far."""
    _read: tuple[Message, ...] = ()
    """What was made of the bytes that were read last."""

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._key_thread is not None and self._keyboard is None:  # else it was stopped again in between
            self._parser = ConsoleParser(self._debug)
            self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
            self._give = self._app.take if isinstance(self._app, TakesWhatIsRead) else self._posted
            self._keyboard = Keyboard(self._loop, self.fileno, self._take)
            self._keyboard.begin()

    def run_input_thread(self) -> None:
        """Nothing: no thread reads."""

    def disable_input(self) -> None:
        """Read no more."""
        if self._keyboard is not None:
            self._keyboard.end()
            self._keyboard = None
        if self._later is not None:
            self._later.cancel()
            self._later = None
        super().disable_input()
        self._key_thread = None

    def _take(self, read: bytes) -> None:
        for message in self._parser.feed(self._decode(read)):
            self.process_message(message)
        self._tick()

    def _tick(self) -> None:
        """What time makes of what came; looked for again while it may make something."""
        if self._later is not None:
            self._later.cancel()
            self._later = None
        for message in self._parser.tick():
            self.process_message(message)
        if self._parser.patience is not None:
            self._later = self._loop.call_later(self._parser.patience, self._tick)
        if self._read:
            self._hand_over()

    def send_message(self, message: Message) -> None:
        """What came; it is handed over with all that came in one piece with it."""
        self._read = (*self._read, message)

    def _hand_over(self) -> None:
        """Give what was read to the app: no task is begun for each message."""
        read, self._read = self._read, ()
        self._give(*read)

    def _posted(self, *read: Message) -> None:
        for message in read:
            self._app.post_message(message)

    def _get_terminal_size(self) -> tuple[int, int]:
        self._size = super()._get_terminal_size()  # what the app would ask for itself may be another: for no size it
        return self._size  # takes another than we do, and then would be laid out for both by turns, without end


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
    def patience(self) -> float | None:
        """Seconds until time may have made something of what came: a lone escape, a paste without an end; None where
        it makes nothing."""
        return 0.1 if self._timeout_time is not None or self._pastes.is_open else None

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
