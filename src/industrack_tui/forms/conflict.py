"""Two people, one record: what the second of them reads, with what each made of it, and the ways out."""

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from industrack_core.domain.acts.merge import Side, Sides
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_core.domain.text.word_diff import Became, word_diff
from industrack_tui.dialogs.dialog import Dialog, Parts, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_SIDE_CELLS = 8
_LEAST_LABEL, _MOST_LABEL = 11, 18
_SIDE_KEYS = {"t": Side.THEIRS, "y": Side.YOURS, "b": Side.BOTH}
_WAYS = (("r", "latest with yours on top, not saved yet"), ("l", "latest, without yours"), ("esc", "look"))


class ConflictRow(NamedTuple):
    """One thing that is not as it was: what they made of it, what was typed, and what it was; empty for nothing.

    `key` is there where both changed it differently, so that a person can choose; `joins`: both can stand there.
    """

    label: str
    theirs: str
    yours: str
    was: str = ""
    key: tuple[str, int] | None = None
    joins: bool = False


class Way(NamedTuple):
    """How somebody goes on: the latest version, with what was typed on top or without; whose stands where it was
    decided."""

    with_mine: bool
    sides: Sides


def conflict_sentence(word: str) -> str:
    """What the second of two people reads, word for word; `word` is what they worked on."""
    return (
        f"{word.capitalize()} could not be saved. You and another user were working on this at the same time."
        " Another user finished before you did, so your work was not saved."
    )


def reported_sentence(word: str) -> str:
    """What somebody reads who changed the same as a technician's phone reported; `word` is what they worked on."""
    return (
        f"{word.capitalize()} could not be saved. A technician reported the same from a phone while you worked on it,"
        " so your work was not saved."
    )


class ConflictDialog(Dialog[Way]):
    """Dismissed with a way on, or None to go back and look. `by` says who changed the record and when."""

    mode_name = "CONFLICT"

    BINDINGS: ClassVar = [
        Binding("l", "go_on(False)", show=False),
        Binding("r,enter", "go_on(True)", show=False),
        *(Binding(key, f"decide('{key}')", show=False) for key in _SIDE_KEYS),
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
    ]

    def __init__(self, look: Look, glyphs: Glyphs, by: str, rows: Sequence[ConflictRow], sentence: str) -> None:
        super().__init__(look, glyphs, "Error")
        self.by, self.rows = by, tuple(rows)
        self.sentences = (sentence,)
        self.sides: dict[tuple[str, int], Side] = {}
        self._places = [place for place, row in enumerate(self.rows) if row.key is not None]
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="box whole"):
            yield self.title_pane()
            yield LinePane(self.look, self.glyphs, id="sentence")
            with VerticalScroll(id="scroll"):
                yield LinePane(self.look, self.glyphs, id="rows")
            yield LinePane(self.look, self.glyphs, id="ways")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#scroll").focus()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    # -- keys ------------------------------------------------------------------------------------

    def action_go_on(self, with_mine: bool) -> None:
        self.dismiss(Way(with_mine, dict(self.sides)))

    def action_step(self, by: int) -> None:
        """To the next thing that both changed; where there is none, the texts scroll."""
        if self._places:
            self._at = max(0, min(self._at + by, len(self._places) - 1))
            self._draw()
        else:
            self.query_one("#scroll").scroll_relative(y=by, animate=False)

    def action_decide(self, key: str) -> None:
        """Whose stands in the row under the cursor; the same key again takes the decision back."""
        row = self._row
        if row is None or row.key is None or (_SIDE_KEYS[key] is Side.BOTH and not row.joins):
            return
        side = _SIDE_KEYS[key]
        if self.sides.get(row.key) is side:
            del self.sides[row.key]
        else:
            self.sides[row.key] = side
            self._at = min(self._at + 1, len(self._places) - 1)
        self._draw()

    @property
    def _row(self) -> ConflictRow | None:
        return self.rows[self._places[self._at]] if self._places else None

    # -- drawing ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        width = max(30, self.app.size.width - 6)
        lines: list[Parts] = [[("", "panel")], [(f" {self.by}", "panel_muted")]]
        begins = []
        for row in self.rows:
            begins.append(len(lines) + 1)
            lines += [[("", "panel")], *self._row_lines(row, width)]
        sentence: list[Parts] = [[(f" {line}", "panel_strong")] for line in wrapped(self.sentences[0], width - 2)]
        ways, scroll = self._ways(width), self.query_one("#scroll")
        self._show("sentence", sentence)
        self._show("rows", lines)
        self._show("ways", ways)
        scroll.styles.max_height = max(3, self.app.size.height - len(sentence) - len(ways) - 4)
        if self._places:
            first = begins[self._places[self._at]]
            self.call_after_refresh(scroll.scroll_to, y=max(0, first - 2), animate=False)

    def _show(self, id: str, lines: Sequence[Parts]) -> None:
        pane = self.query_one(f"#{id}", LinePane)
        pane.styles.height = len(lines)
        pane.show_lines([[Segment(text, self.look[role]) for text, role in parts] for parts in lines])

    def _row_lines(self, row: ConflictRow, width: int) -> list[Parts]:
        longest = max((cell_width(each.label) for each in self.rows), default=0) + 2
        label = max(_LEAST_LABEL, min(longest, _MOST_LABEL))
        room = max(10, width - label - _SIDE_CELLS - 3)
        is_here = row is self._row
        texts: list[tuple[str, str, Parts]] = []
        if row.was:
            texts.append(("was", "panel_muted", [(row.was, "panel_muted")]))
        for side, role, text in (("theirs", "panel_warning", row.theirs), ("yours", "panel_accent", row.yours)):
            if text:
                texts.append((side, role, _compared(row.was, text)))
        lines: list[Parts] = []
        for side, role, parts in texts:
            for line in _broken(parts, room):
                shown_side = pad("" if lines and lines[-1][1][0].strip() == side else side, _SIDE_CELLS)
                head = pad(f"{'>' if is_here else ' '}{row.label}" if not lines else "", label + 1)
                lines.append([(head, "panel_strong"), (shown_side, role), *line])
        if row.key is None:
            told = "only they changed it" if row.theirs and not row.yours else "only you changed it"
            said: Parts = [(told if not (row.theirs and row.yours) else "both changed it, to the same", "panel_muted")]
        else:
            said = [(" both changed it ", "warn"), *self._choices(row, is_here=is_here)]
        return [*lines, [(pad("", label + 1 + _SIDE_CELLS), "panel"), *said]]

    def _choices(self, row: ConflictRow, *, is_here: bool) -> Parts:
        decided = self.sides.get(row.key) if row.key is not None else None
        parts: Parts = []
        for key, side in _SIDE_KEYS.items():
            if side is Side.BOTH and not row.joins:
                continue
            words = "both, one after the other" if side is Side.BOTH else side.value
            chosen = self.glyphs.status["completed"] if decided is side else " "
            parts.append((f"  {key}", "panel_accent" if is_here else "panel_muted"))
            parts.append((f" {words}{chosen}", "panel_good" if decided is side else "panel"))
        return parts

    def _ways(self, width: int) -> list[Parts]:
        keys = (*((("t y b", "field by field"),) if self._places else ()), *_WAYS)
        one: Parts = [part for key, deed in keys for part in ((f" {key} ", "panel_accent"), (f"{deed}  ", "panel"))]
        if sum(len(text) for text, _ in one) <= width:
            return [[("", "panel")], one]
        return [[("", "panel")], *([(f" {key:<6}", "panel_accent"), (deed, "panel")] for key, deed in keys)]


def _compared(was: str, now: str) -> Parts:
    """A text with what came and what went marked, in brackets too: colors alone say nothing."""
    pieces = word_diff(was, now)
    if not was or all(became is not Became.STAYED for became, _ in pieces):
        return [(now, "panel")]
    shown = {Became.STAYED: ("panel", "{}"), Became.CAME: ("came", "[+{}]"), Became.WENT: ("panel_muted", "[-{}-]")}
    return [(shown[became][1].format(text), shown[became][0]) for became, text in pieces]


def _broken(parts: Parts, room: int) -> list[Parts]:
    """Parts in lines of at most `room` cells, broken at blanks where there are any."""
    lines: list[Parts] = [[]]
    used = 0
    for word, role in _words(parts, room):
        begins = bool(used) and used + cell_width(word) > room
        if begins:
            lines.append([])
            used = 0
        text = word.lstrip() if begins else word
        if text:
            lines[-1].append((text, role))
            used += cell_width(text)
    return lines


def _words(parts: Parts, room: int) -> Iterable[tuple[str, str]]:
    """Words with the blanks before them; one that is wider than a line in pieces."""
    for text, role in parts:
        for word in re.findall(r"\s*\S+|\s+$", text):
            rest = word
            while cell_width(rest) > room:
                piece = clip(rest, room, "") or rest[:1]
                yield piece, role
                rest = rest[len(piece) :]
            yield rest, role
