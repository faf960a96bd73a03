"""What a form shows at one moment, as one value: what is painted follows from nothing else."""

from collections.abc import Callable
from dataclasses import field

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.widgets.form.line_edit import Edit
from industrack_tui.widgets.form.pick import PickList
from industrack_tui.widgets.form.sheet import Parts, Sheet


class Shown(NamedTuple):
    """What a field shows while nobody is in it; `hue` is a patch of color before the text."""

    text: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class FormPicture:
    """A form as it stands. `heading` is in the frame, `head` above the fields, `foot` under them, always in sight.

    `texts` answers what a field shows; `focus` is the name of the field that has the keys, and `edit` its text
    under the hand.
    """

    heading: Parts
    head: tuple[Parts, ...]
    sheet: Sheet
    texts: Callable[[str], Shown]
    foot: tuple[Parts, ...]
    focus: str | None = None
    edit: Edit | None = None
    picks: PickList = field(default_factory=PickList)
