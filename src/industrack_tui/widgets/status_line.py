"""The line that says what happened, and the line of keys under it."""

import asyncio
from collections.abc import Callable, Collection, Sequence

from rich.segment import Segment

from industrack_core.domain.text.text import cell_width, clean_line, clip
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_SECONDS = 8.0
_PASSING = ("panel", "panel_good", "panel_muted")
"""What is said in these roles goes by itself; what is wrong stays until the next act."""


class StatusLine(LinePane):
    """One sentence: an outcome, a refusal, a hint. It is about what was just done, and goes before it is about anything
    else: after some seconds, with the next act, when the person goes to another record. What is wrong stays until then
    however long it takes.

    `at_hand` answers the id of the record the person is on, 0 for none; `holds` whether something goes on of which the
    sentence speaks (a job in the hand).
    """

    sentence = ""
    said = 0
    """How many sentences were said."""
    _role = "panel"
    _hint = ""
    _about: frozenset[int] = frozenset()
    _lasting = False
    _passing: asyncio.TimerHandle | None = None
    spill: "KeyBar | None" = None
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
        self.sentence, self._role, self._hint = clean_line(sentence, 1000), role, hint
        here = self.at_hand() if self.at_hand is not None else 0
        self._about, self._lasting = frozenset(about or ([here] if here else ())), lasting
        self.said += 1
        self._draw()
        self._pass_later()

    @property
    def is_result(self) -> bool:
        """Whether it says what was done, and not what is wrong."""
        return self._role in _PASSING or bool(self._hint)

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        self._draw()
        self.refresh()

    def _draw(self) -> None:
        # before the first layout there is no width yet: the pane cuts what it then draws
        width, role, hint = max(1, (self.outer_size.width or 1000) - 2), self._role, self._hint
        first, rest = self.sentence, ""
        if cell_width(self.sentence) + cell_width(hint) > width and self.spill is not None:
            first, rest = split_at_blank(self.sentence, width)
        last = [Segment(hint, self.look["panel_accent"])]
        text = clip(first, width - (0 if rest else cell_width(hint)), self.glyphs.ellipsis)
        self.show_lines([[Segment(f" {text} ", self.look[role]), *([] if rest else last)]])
        if self.spill is None:
            return
        if not rest:
            self.spill.uncover()
        else:
            text = clip(rest, width - cell_width(hint), self.glyphs.ellipsis)
            self.spill.cover([Segment(f" {text} ", self.look[role]), *last])

    def add(self, sentence: str) -> None:
        """Say more, after what was said."""
        self.say(f"{self.sentence} {sentence}".strip(), self._role, self._hint)

    def take_back(self) -> None:
        """The keys are shown again: what of a long sentence goes on under it is cut, and that is seen."""
        if self.spill is not None and self.spill.is_covered:
            self.spill.uncover()
            width = max(1, (self.outer_size.width or 1000) - 2)
            text = f"{split_at_blank(self.sentence, width - 1)[0]}{self.glyphs.ellipsis}"
            self.show_lines([[Segment(f" {clip(text, width, self.glyphs.ellipsis)} ", self.look[self._role])]])

    # -- when it goes ----------------------------------------------------------------------------

    def pass_on(self) -> None:
        """Something else is done, or it has stood long enough: what was said goes, unless it still goes on."""
        if self.sentence and not self._lasting and not (self.holds is not None and self.holds()):
            self.take_back()
            self.say("")

    def moved(self) -> None:
        """The person went elsewhere: on another record nothing is said of the one before."""
        if not self.sentence or not self._about or self.at_hand is None:
            return
        at_hand = self.at_hand()
        if at_hand and at_hand not in self._about:
            self.pass_on()

    def _pass_later(self) -> None:
        if self._passing is not None:
            self._passing.cancel()
            self._passing = None
        if self.sentence and self._role in _PASSING and self.is_running and not self.app.is_headless:
            # a handle of the loop: a timer of the toolkit is a task
            self._passing = asyncio.get_running_loop().call_later(_SECONDS, self._passed)

    def _passed(self) -> None:
        self._passing = None
        if self.is_running:
            self.pass_on()


def split_at_blank(text: str, cells: int) -> tuple[str, str]:
    """`text` in two at a blank, the first part at most `cells` wide; the second empty when all of it fits."""
    if cell_width(text) <= cells:
        return text, ""
    first = clip(text, cells, "")
    at = first.rfind(" ")
    return (first[:at], text[at + 1 :]) if at > 0 else (first, text[len(first) :])


class KeyBar(LinePane):
    """The few keys that matter now; what cannot run now is dimmed. Keys that do not fit are left out whole."""

    is_covered = False
    _keys: Sequence[tuple[str, str, bool]] = ()

    def cover(self, pieces: Sequence[Segment]) -> None:
        """Show the rest of a long sentence in place of the keys."""
        self.is_covered = True
        self.show_lines([pieces])

    def uncover(self) -> None:
        """Show the keys again where a long sentence went on."""
        if self.is_covered:
            self.is_covered = False
            self._draw()

    def show(self, keys: Sequence[tuple[str, str, bool]]) -> None:
        """Keys as (key, label, can run), the most useful first; while they are covered, once they no longer are."""
        self._keys = keys
        if not self.is_covered:
            self._draw()

    def _draw(self) -> None:
        pieces: list[Segment] = []
        used = 0
        for key, label, can_run in self._keys:
            cells = cell_width(key) + cell_width(label) + 4
            if used + cells > self.outer_size.width:
                break
            pieces.append(Segment(f" {key} ", self.look["panel_accent" if can_run else "panel_muted"]))
            pieces.append(Segment(f"{label}  ", self.look["panel" if can_run else "panel_muted"]))
            used += cells
        self.show_lines([pieces])
