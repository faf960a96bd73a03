"""What keys do in a form: the field with the keys, its text under the hand, its list. Knows no terminal.

The `FormModel` says what the fields are, what they show and what typing and picking mean; the hand moves between
them. It is worked the same way in every form.
"""

from collections.abc import Sequence

from industrack_tui.widgets.form.edit_keys import typed
from industrack_tui.widgets.form.form_model import STAY, FormModel
from industrack_tui.widgets.form.line_edit import Edit
from industrack_tui.widgets.form.pick import LIST_ROWS, PAGES, Candidate, PickList
from industrack_tui.widgets.form.sheet import SlotKind, Spot


class FormHand:
    """Holds where the hand is. `looks_up` is the text whose candidates are on their way, None when none are."""

    def __init__(self, model: FormModel, width: int) -> None:
        self.model, self.width = model, width
        self.sheet = model.sheet(width)
        self.focus: str | None = None
        self.edit: Edit | None = None
        self.picks = PickList()
        self.looks_up: str | None = None
        self._typing = False
        self._place = 0
        self._limit_hit = 0
        self.pasted = False
        """Whether what came last was a paste."""

    # -- where it is -----------------------------------------------------------------------------

    @property
    def spot(self) -> Spot | None:
        """The field with the keys."""
        return self.sheet.spot(self.focus)

    @property
    def is_typing(self) -> bool:
        """Whether somebody typed in the field since it was entered."""
        return self._typing

    @property
    def cut(self) -> int:
        """How many characters of the last paste or key did not fit; 0 after the next key."""
        return self._limit_hit

    def refresh(self, width: int | None = None) -> None:
        """Take the sheet anew; when the field with the keys is gone, its neighbor gets them."""
        self.width = width or self.width
        self.sheet = self.model.sheet(self.width)
        if self.focus is not None and self.spot is None:
            self.focus, self.edit, self.picks = None, None, PickList()
            if self.sheet.spots:
                self.enter(self.sheet.spots[min(self._place, len(self.sheet.spots) - 1)].name)
        elif self.spot is not None:
            self._place = self.sheet.spots.index(self.spot)
            if self.edit is not None:
                self.edit.width = max(1, self.spot.width)

    def enter(self, name: str) -> None:
        """Go to a field; one that the sheet does not show is not gone to."""
        if name == self.focus or self.sheet.spot(name) is None:
            return
        if self.focus is not None:
            self.leave()
            self.refresh()
        spot = self.sheet.spot(name)
        if spot is None:
            return
        self.focus, self._place = name, self.sheet.spots.index(spot)
        self._begin(spot)

    def leave(self) -> None:
        """Give the field up; what can only be one thing is picked on the way."""
        spot = self.spot
        if spot is None:
            return
        if spot.slot.kind is SlotKind.PICK and self._typing and self.edit is not None:
            meant = self.picks.meant_by(self.edit.text)
            if meant is not None:
                self.model.picked(spot.slot, meant)
                self.edit = None
        text = self.edit.text if self.edit else ""
        slot, self.focus, had = spot.slot, None, self.edit
        self.edit, self.picks, self.looks_up, self._typing = None, PickList(), None, False
        if had is not None:
            self.model.left(slot, text)

    def begin_again(self) -> None:
        """The model has changed under the hand: edit what the field holds now."""
        self.refresh()
        if self.spot is not None:
            self._begin(self.spot)

    def _begin(self, spot: Spot) -> None:
        slot = spot.slot
        self.picks, self.looks_up, self._typing = PickList(), None, False
        text = self.model.begin(slot)
        self.edit = None
        if slot.kind is not SlotKind.LINE:
            selects = slot.replaces or slot.kind is SlotKind.PICK
            self.edit = Edit.on(text, slot.limit, slot.rows, selects=selects)
            self.edit.width = max(1, spot.width)

    def step(self, by: int) -> None:
        """To the field before (-1) or after (1), around the ends."""
        spots = self.sheet.spots
        if spots:
            place = spots.index(self.spot) if self.spot in spots else -1
            self.enter(spots[(place + by) % len(spots)].name)

    def to_line(self, by: int) -> None:
        """To the nearest field in the lines above (-1) or below (1)."""
        here = self.spot
        if here is None:
            return
        others = [spot for spot in self.sheet.spots if (spot.y - here.y) * by > 0]
        if others:
            self.enter(min(others, key=lambda spot: (abs(spot.y - here.y), abs(spot.x - here.x))).name)

    # -- keys ------------------------------------------------------------------------------------

    def key(self, key: str, character: str | None) -> bool:
        """A key in the field; answers whether it meant anything here."""
        spot, self._limit_hit, self.pasted = self.spot, 0, False
        if spot is None:
            return False
        if key in ("tab", "shift+tab"):
            self.step(1 if key == "tab" else -1)
            return True
        if spot.slot.kind is SlotKind.LINE:
            return self._key_on_line(spot, key)
        if spot.slot.kind is SlotKind.PICK and self._key_in_list(spot, key):
            return True
        return self._key_in_text(spot, key, character)

    def page_list(self, by: int) -> None:
        """So many candidates on in the open list."""
        self.picks = self.picks.paged(by)

    def _key_on_line(self, spot: Spot, key: str) -> bool:
        if self.model.pressed(spot.slot, key):
            self.refresh()
            return True
        if key in ("up", "down"):
            self.to_line(-1 if key == "up" else 1)
        elif key == "enter":
            self.step(1)
        else:
            return False
        return True

    def _key_in_list(self, spot: Spot, key: str) -> bool:
        if key in ("up", "down"):
            if self.picks.is_open:
                self.picks = self.picks.stepped(-1 if key == "up" else 1)
            else:
                self._ask(spot, self.edit.text if self.edit and self._typing else "")
        elif key in PAGES and self.picks.is_open:
            self.page_list(PAGES[key] * (LIST_ROWS - 1))
        elif key == "enter" and self.picks.highlighted is not None:
            self.take(self.picks.highlighted)
        elif key == "escape" and (self.picks.is_open or self.looks_up is not None):
            self.picks, self.looks_up = PickList(), None
        else:
            return False
        return True

    def _key_in_text(self, spot: Spot, key: str, character: str | None) -> bool:
        edit = self.edit
        if edit is None:
            return False
        before = edit.text
        if key == "enter" and spot.slot.kind is SlotKind.NOTE:
            self._limit_hit = edit.insert("\n")
        elif key == "backspace" and not edit.text:
            return self._refreshed(self.model.pressed(spot.slot, key))
        elif self._edits(edit, key, character):
            pass
        elif key in ("up", "down"):
            self.to_line(-1 if key == "up" else 1)
            return True
        elif key == "enter":
            if not self._refreshed(self.model.pressed(spot.slot, key)):
                self.step(1)
            return True
        else:
            return False
        if edit.text != before:
            self._changed(spot)
        return True

    def _edits(self, edit: Edit, key: str, character: str | None) -> bool:
        meant, self._limit_hit = typed(edit, key, character)
        return meant

    def _refreshed(self, did: bool) -> bool:
        if did:
            self.begin_again()
        return did

    def paste(self, text: str) -> None:
        """A pasted text goes where the cursor is."""
        self._limit_hit, self.pasted = 0, True
        if self.spot is not None and self.edit is not None:
            self._limit_hit = self.edit.insert(text)
            self._changed(self.spot)

    def _changed(self, spot: Spot) -> None:
        assert self.edit is not None
        self._typing = True
        self.model.typed(spot.slot, self.edit.text)
        self.refresh()
        if spot.slot.kind is SlotKind.PICK:
            self._ask(spot, self.edit.text)

    # -- picking ---------------------------------------------------------------------------------

    def _ask(self, spot: Spot, text: str) -> None:
        self._typing = True
        found = self.model.candidates(spot.slot, text)
        if found is None:
            self.looks_up = text
        else:
            self.picks, self.looks_up = PickList(tuple(found)), None

    def offer(self, name: str, text: str, candidates: Sequence[Candidate]) -> None:
        """Candidates that were looked up for a text; those of another text, or too late, are dropped."""
        if name == self.focus and text == self.looks_up:
            self.picks, self.looks_up = PickList(tuple(candidates)), None

    def take(self, candidate: Candidate) -> None:
        """Pick a candidate, and go where that leads."""
        spot = self.spot
        if spot is None:
            return
        self.picks, self.looks_up, self._typing = PickList(), None, False
        self.edit = None
        to = self.model.picked(spot.slot, candidate)
        self.refresh()
        if to is None:
            self.step(1)
        elif to == STAY or self.sheet.spot(to) is None:
            self.begin_again()
        else:
            self.enter(to)
