"""The line that says what happened, and the line of keys under it."""

import asyncio
from collections.abc import Callable, Collection, Sequence

from rich.segment import Segment

from industrack_core.domain.text.text import broken_off, cell_width, clean_line, clip
from industrack_tui.themes import Look
from industrack_tui.widgets.key_bar import KeyBar
from industrack_tui.widgets.lines import LinePane

_SECONDS = 8.0
_PASSING = ("panel", "panel_good", "panel_muted")
"""What is said in these roles goes by itself, as every result does; what is wrong stays until the next act."""
_ROLES = ("panel_muted", "panel", "panel_good", "panel_warning", "panel_error")
"""From what may be overlooked to what may not."""


class StatusLine(LinePane):
    """One sentence: an outcome, a refusal, a hint. It is about what was just done, and goes before it is about anything
    else: after some seconds, with the next act, when the person goes to another record. What is wrong stays until then
    however long it takes. What comes from outside meanwhile (`hear`) stands in front of it.

    `at_hand` answers the id of the record the person is on, 0 for none; `holds` whether something goes on of which the
    sentence speaks (a job in the hand).
    """

    badge: tuple[str, str] | None = None
    """What takes the keys, by name, and the role it is shown in; it stands before the sentence."""
    unsaid: Callable[[int], tuple[str, str]] | None = None
    """What stands there, and a hint, while nothing is said and a pane has the keys; it is given the cells there are."""
    _unsaid_drawn: tuple[str, str] | None = None
    sentence = ""
    said = 0
    """How many sentences were said."""
    _role = "panel"
    _hint = ""
    _about: frozenset[int] = frozenset()
    _lasting = False
    _heard = ("", "")
    """What came from outside while a sentence stood that the person still needs, and its role."""
    _heard_last = ""
    _is_heard = False
    """Whether the sentence itself came from outside."""
    _board_keys = True
    _kept: tuple[str, str, str, frozenset[int], bool, bool] | None = None
    _waits_for = ""
    _passing: asyncio.TimerHandle | None = None
    spill: KeyBar | None = None
    at_hand: Callable[[], int] | None = None
    holds: Callable[[], bool] | None = None

    def say(
        self, sentence: str, role: str = "panel", hint: str = "", *, about: Collection[int] = (), lasting: bool = False
    ) -> None:
        """Show a sentence; `role` is panel, panel_good, panel_muted, panel_warning or panel_error.

        The hint is never cut.

        What does not fit goes on in the line of keys under it, until the next key. `about` are ids of the records it
        speaks of, without any it speaks of the one at hand; what is `lasting` stays until another sentence.
        """
        if clean_line(sentence, 1000) != self.sentence:  # else it goes on, with another hint
            self._heard = ("", "")
        self._put(sentence, role, hint, about=about, lasting=lasting)

    def hear(self, sentence: str, role: str) -> None:
        """Say what came from outside and answers nothing: the database is lost, or there again. It takes the place of
        what came from outside before, and of hints; what was done, or is wrong, stands on behind it."""
        known, self._heard_last = f"{sentence} {self._heard_last}", sentence
        if self._is_heard or self._role == "panel_muted" or self.sentence in known:  # an empty one is in any
            self.say(sentence, role)
            self._is_heard = True
        else:
            self._heard = (clean_line(sentence, 1000), role)
            self._draw()
            self._pass_later()

    def _put(self, sentence: str, role: str, hint: str, *, about: Collection[int], lasting: bool) -> None:
        self._is_heard = False
        self.sentence, self._role, self._hint = clean_line(sentence, 1000), role, hint
        here = self.at_hand() if self.at_hand is not None else 0
        self._about, self._lasting = frozenset(about or ([here] if here else ())), lasting
        self.said += 1
        self._draw()
        self._pass_later()

    def show_unsaid(self) -> None:
        """What stands there while nothing is said may be another by now."""
        if self.unsaid is not None and not self.sentence and (self.unsaid(self._room) != self._unsaid_drawn):
            self._draw()

    def show_waiting(self, sentence: str) -> None:
        """Say what is waited for; with an empty one it has come, and what was said before stands there again, as far as
        what was heard meanwhile leaves it."""
        if sentence and (self._kept is None or self.sentence != self._waits_for):
            self._kept = (self.sentence, self._role, self._hint, self._about, self._lasting, self._is_heard)
        if sentence:
            self._put(sentence, "panel_warning", "", about=(), lasting=False)
            self._waits_for = sentence
        elif self._kept is not None:
            before, self._kept = self._kept, None
            if self.sentence == self._waits_for:
                (said, role, hint, about, lasting, is_heard), (heard, of_heard) = before, self._heard
                self._heard = ("", "")
                self._put(said, role, hint, about=about, lasting=lasting)
                self._is_heard = is_heard
                if heard:
                    self.hear(heard, of_heard)

    @property
    def _told(self) -> str:
        """All that stands there."""
        return f"{self._heard[0]} {self.sentence}".strip()

    @property
    def _told_role(self) -> str:
        """In which role all of it is said."""
        return max(self._role, self._heard[1] or self._role, key=_ROLES.index)

    @property
    def is_result(self) -> bool:
        """Whether it says what was done, and not what is wrong."""
        return self._role in _PASSING or bool(self._hint)

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        self._draw()
        self.refresh()

    def show_badge(self, name: str, role: str, *, board_keys: bool = True) -> None:
        """What takes the keys now: `idle` for a pane, `chip` for what goes on; where the keys of the board mean
        nothing meanwhile, no hint names one."""
        if (self.badge, self._board_keys) != ((name, role), board_keys):
            self.badge, self._board_keys = (name, role), board_keys
            self._draw()

    def hide_badge(self) -> None:
        """Nothing is named before the sentence: a list has one pane, and says above what it is."""
        if self.badge is not None:
            self.badge, self._board_keys = None, True
            self._draw()

    @property
    def _is_calm(self) -> bool:
        return self.badge is None or self.badge[1] == "idle"

    @property
    def _spills(self) -> bool:
        """Whether a long sentence goes on over the keys: not over those of a mode, which are all that works."""
        return self.spill is not None and self._is_calm

    @property
    def _room(self) -> int:
        # before the first layout there is no width yet: the pane cuts what it then draws
        badge = cell_width(self.badge[0]) + 2 if self.badge is not None else 0
        return max(1, (self.outer_size.width or 1000) - 2 - badge)

    def _show(self, pieces: Sequence[Segment]) -> None:
        badge = [Segment(f" {self.badge[0]} ", self.look[self.badge[1]])] if self.badge is not None else []
        self.show_lines([[*badge, *pieces]])

    def _draw(self) -> None:
        width, role = self._room, self._told_role
        sentence, hint = self._told, self._hint if self._board_keys else ""
        if not sentence and self.unsaid is not None and self._is_calm:
            self._unsaid_drawn = self.unsaid(width)
            role, (sentence, hint) = "panel_muted", self._unsaid_drawn
        first, rest = sentence, ""
        if cell_width(sentence) + cell_width(hint) > width and self._spills:
            first, rest = split_at_blank(sentence, width)
        last = [Segment(hint, self.look["panel_accent"])]
        text = clip(first, width - (0 if rest else cell_width(hint)), self.glyphs.ellipsis)
        self._show([Segment(f" {text} ", self.look[role]), *([] if rest else last)])
        if self.spill is None:
            return
        if not rest:
            self.spill.uncover()
        else:
            text = clip(rest, (self.outer_size.width or 1000) - 2 - cell_width(hint), self.glyphs.ellipsis)
            self.spill.cover([Segment(f" {text} ", self.look[role]), *last])

    def add(self, sentence: str, role: str = "") -> None:
        """Say more, after what was said; in this role, where it weighs more than that. What came from outside stands in
        front of it, and goes without it."""
        before, own = self.sentence, self._role
        heard, before, own = ((before, own), "", "panel_warning") if self._is_heard else (self._heard, before, own)
        role = max(own, role or own, key=_ROLES.index)
        self.say(f"{before} {sentence}".strip(), role, self._hint, about=self._about, lasting=self._lasting)
        self._heard = heard
        self._draw()

    def take_back(self) -> None:
        """The keys are shown again: what of a long sentence goes on under it is cut, and that is seen."""
        if self.spill is not None and self.spill.is_covered:
            self.spill.uncover()
            width = self._room
            text = broken_off(split_at_blank(self._told, width - 1)[0], self.glyphs.ellipsis)
            self._show([Segment(f" {clip(text, width, self.glyphs.ellipsis)} ", self.look[self._told_role])])

    def on_resize(self) -> None:
        self._draw()

    # -- when it goes ----------------------------------------------------------------------------

    def pass_on(self) -> None:
        """Something else is done, or it has stood long enough: what was said goes, unless it still goes on."""
        if self.sentence and not self._lasting and not (self.holds is not None and self.holds()):
            self.take_back()
            self.say("")

    def _goes_by_itself(self) -> None:
        """What was said goes, and nothing was done: what is wrong outside stays."""
        sentence, role = self._heard
        self.pass_on()
        if not self.sentence and sentence and role not in _PASSING:
            self.hear(sentence, role)

    def moved(self) -> None:
        """The person went elsewhere: on another record nothing is said of the one before."""
        if not self.sentence or not self._about or self.at_hand is None:
            return
        at_hand = self.at_hand()
        if at_hand and at_hand not in self._about:
            self._goes_by_itself()

    def _pass_later(self) -> None:
        if self._passing is not None:
            self._passing.cancel()
            self._passing = None
        if self.sentence and self.is_result and self.is_running and not self.app.is_headless:
            # a handle of the loop: a timer of the toolkit is a task
            self._passing = asyncio.get_running_loop().call_later(_SECONDS, self._passed)

    def _passed(self) -> None:
        self._passing = None
        if self.is_running:
            self._goes_by_itself()


def split_at_blank(text: str, cells: int) -> tuple[str, str]:
    """`text` in two at a blank, the first part at most `cells` wide; the second empty when all of it fits."""
    if cell_width(text) <= cells:
        return text, ""
    first = clip(text, cells, "")
    at = first.rfind(" ")
    return (first[:at], text[at + 1 :]) if at > 0 else (first, text[len(first) :])
