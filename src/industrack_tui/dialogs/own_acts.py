"""Acts that can be taken back, one's own or anybody's, newest first: typing narrows them, enter takes one back."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.acts.log import OwnAct
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import known_as
from industrack_core.domain.text.text import clip, fold, pad
from industrack_core.domain.time.span import MONTH_NAMES, format_clock
from industrack_tui.dialogs.narrowed_list import NarrowedList
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look


class OwnActs(NarrowedList[OwnAct, OwnAct]):
    """Dismissed with the act that is to be taken back."""

    mode_name = "TAKE BACK"
    nothing = "Nothing of that can be taken back."

    def __init__(self, look: Look, glyphs: Glyphs, acts: Sequence[OwnAct], office: Office, *, of_all: bool) -> None:
        title = "What was done" if of_all else "What you did"
        super().__init__(look, glyphs, title, hint="type a number, a name, a word", limit=64)
        self._acts, self._office, self._of_all = tuple(acts), office, of_all
        self.narrow("")

    def found(self, typed: str) -> Sequence[OwnAct]:
        words = fold(typed).split()
        return [act for act in self._acts if all(word in fold(self._text(act)) for word in words)]

    def take(self, each: OwnAct) -> None:
        """This one."""
        self.dismiss(each)

    def foot(self) -> str:
        """What enter does."""
        taking = "enter takes it back   " if self.current is not None else ""
        return f"{taking}esc back"

    def line(self, each: OwnAct, width: int, *, here: bool) -> Sequence[Segment]:
        """When, and what."""
        text = pad(clip(f" {self._text(each)}", width, self.glyphs.ellipsis), width)
        return [Segment(text, self.look["pick" if here else "panel"])]

    def _text(self, act: OwnAct) -> str:
        zone = self._office.zone
        local = act.at.astimezone(zone)
        day = f"{local:%a} {local.day:>2} {MONTH_NAMES[local.month - 1]}"
        return f"{day} {format_clock(act.at, zone):>7}  {self._doer(act)}{act.line}"

    def _doer(self, act: OwnAct) -> str:
        """Who did it, where it may be anybody."""
        if not self._of_all:
            return ""
        return f"{known_as(self._office.person, act.who)}: "
