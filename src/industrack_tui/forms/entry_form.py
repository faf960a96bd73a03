"""A form that is saved: what it says under its fields, problems at them, leaving with a question."""

from collections.abc import Sequence
from typing import TypeVar

from industrack_core.domain.text.text import cell_width
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.form_screen import FormScreen
from industrack_tui.terminal.awaiting import WAITINGS, dropped
from industrack_tui.widgets.form.edit_keys import EDITING_HELP
from industrack_tui.widgets.form.layout import Parts, flowed

Result = TypeVar("Result")
NO_NOTICE = ("", "panel_muted")
_NOT_SAVED, _CUT, _FULL = "Not saved:", "The paste was cut", "No room"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_EDIT_KEYS = (
    ("tab", "the next field; shift+tab the one before"), ("enter", "take the highlighted entry, or the next field"),
    ("down up", "open the list of a field, and walk it"), ("space", "tick a box, or take the tick off"),
    ("delete", "take an entry off its list"), ("page keys", "look at another part"),
    ("ctrl+g", "a menu of all parts by letter"),
)  # fmt: skip


class EntryForm(FormScreen[Result]):
    """`form_keys` are (key, what it does) for the foot and for help, the most useful first."""

    notice = NO_NOTICE
    is_saving = False

    @property
    def form_keys(self) -> Sequence[tuple[str, str]]:
        return ()

    @property
    def foot_keys(self) -> Sequence[tuple[str, str]]:
        """Those that always stand under the fields, as many as fit."""
        return (*self.form_keys, ("esc", "cancel"), ("f1", "keys"), ("tab", "next"))

    @property
    def problems(self) -> dict[str, str]:
        """What is said to be wrong with fields, by their names."""
        raise NotImplementedError

    @problems.setter
    def problems(self, said: dict[str, str]) -> None:
        raise NotImplementedError

    @property
    def pending(self) -> dict[str, str]:
        """Texts that are typed and mean nothing yet, by their fields' names."""
        raise NotImplementedError

    @property
    def is_dirty(self) -> bool:
        """Whether leaving would lose something that was typed."""
        raise NotImplementedError

    def wrong(self, name: str) -> str:
        """What is wrong with the text of the field that has the keys; empty when nothing."""
        return ""

    # -- what it says ----------------------------------------------------------------------------

    def say(self, sentence: str, role: str = "panel_warning") -> None:
        """Show a sentence under the fields; `role` is its color."""
        self.notice = (sentence, role)
        if self.is_attached:
            self.draw()

    @property
    def said_last(self) -> object:
        return self.notice

    def say_waiting(self, sentence: str) -> None:
        if sentence or self.notice[0] in WAITINGS:
            self.say(sentence, "panel_warning" if sentence else "panel_muted")

    def say_dropped(self, count: int) -> None:
        sentence, role = self.notice
        self.say(f"{sentence} {dropped(count)}".strip(), role)

    def given_up(self) -> None:
        self.say("Not waited for any longer.")

    def say_error(self, sentence: str) -> None:
        self.say(sentence, "panel_error")

    def head(self, width: int) -> tuple[Parts, ...]:
        """The parts of the form with their keys; the one with the hand is marked, and those that need a look."""
        sections, here = self.hand.sheet.sections, self.hand.sheet.section_of(self.hand.focus)
        if len(sections) < 2:
            return ()
        wanting = {each.name for name in self.problems if (each := self.hand.sheet.section_of(name)) is not None}
        parts: list[tuple[str, str]] = []
        used = 0
        for number, section in enumerate(sections[:7], 4):
            used += cell_width(section.label) + 6
            if used > width:
                break
            role = "panel_error" if section.name in wanting else "panel_muted"
            if here is not None and here.name == section.name:
                role = "pick_idle"
            parts += [(f" f{number} ", "panel_accent"), (section.label, role), (" ", "panel")]
        return (tuple(parts),)

    def foot(self, width: int) -> tuple[Parts, ...]:
        """The notice in as many lines as it needs, and the keys that fit."""
        sentence, role = self.notice
        lines: list[Parts] = [((" ", role), *line) for line in flowed(((sentence, role),), width - 2)]
        keys: list[tuple[str, str]] = []
        used = 0
        for key, deed in self.foot_keys:
            used += cell_width(key) + cell_width(deed) + 4
            if used <= width:
                keys += [(f" {key} ", "panel_accent"), (f"{deed}  ", "panel")]
        return (*lines, tuple(keys))

    def show_problems(self, said: dict[str, str], elsewhere: str = "") -> None:
        """All problems at their fields, the hand on the first; `elsewhere` is what is wrong with none of them."""
        self.problems = said
        needs = "field needs" if len(said) == 1 else "fields need"
        sentence = f"{_NOT_SAVED} {len(said)} {needs} a look. {elsewhere}".strip() if said else elsewhere
        self.notice = (sentence, "panel_error")
        self.refuse()
        first = next((name for name in self.field_names() if name in said), None)
        if first is not None:
            self.hand.enter(first)
            self.problems = said
        self.draw()

    def field_names(self) -> list[str]:
        """Names of the fields, from top to bottom."""
        return [spot.name for spot in self.hand.sheet.spots]

    def text(self, name: str) -> str:
        """What a field shows."""
        if name == self.hand.focus and self.hand.edit is not None:
            return self.hand.edit.text
        return self.model.shown(name).text

    # -- keys ------------------------------------------------------------------------------------

    def part_of_key(self, key: str) -> str | None:
        """The part that a function key leads to: f4 is the first."""
        number = key.removeprefix("f")
        sections = self.hand.sheet.sections
        if key.startswith("f") and number.isdigit() and 4 <= int(number) < 4 + min(7, len(sections)):
            return sections[int(number) - 4].name
        return None

    def go_to_part(self, name: str) -> None:
        """Scroll a part to the top, the hand in its first field."""
        section = next((each for each in self.hand.sheet.sections if each.name == name), None)
        if section is None:
            return
        inside = [spot for spot in self.hand.sheet.spots if self.hand.sheet.section_of(spot.name) == section]
        if inside:
            self.hand.enter(inside[0].name)
        self.pane.top = section.y
        self.draw()

    def choose_part(self) -> None:
        """A menu of all parts by letter."""
        sections = self.hand.sheet.sections
        choices = [Choice(each.name, letter, each.label, "") for letter, each in zip(_LETTERS, sections, strict=False)]
        menu = Menu(self.look, self.glyphs, "Go to", choices)
        self.app.push_screen(menu, lambda name: self.go_to_part(name) if name else None)

    def show_keys(self) -> None:
        """The keys of the form, on a page."""
        parts = [(f"f{number}", f"to {each.label}") for number, each in enumerate(self.hand.sheet.sections[:7], 4)]
        listed = (*self.form_keys, ("esc", "leave; asks when something was typed"), *parts, *_EDIT_KEYS, *EDITING_HELP)
        lines = [[(f" {key:<16}", "panel_accent"), (said, "panel")] for key, said in listed]
        self.app.push_screen(Page(self.look, self.glyphs, "Keys of this form", lines))

    def after_key(self) -> None:
        hand, focus = self.hand, self.hand.focus
        if hand.cut:
            limit = hand.edit.limit if hand.edit else 0
            said = _CUT if hand.pasted else _FULL
            self.notice = (f"{said}: {limit:,} characters at most, {hand.cut:,} left out.", "panel_warning")
        elif self.notice[0].startswith((_CUT, _FULL)):
            self.notice = NO_NOTICE
        if focus is not None and self.wrong(focus):
            self.notice = (self.wrong(focus), "panel_warning")
        elif not (self.problems or hand.cut) and self._is_passing:
            self.notice = NO_NOTICE
        self.follow_key()
        super().after_key()

    @property
    def _is_passing(self) -> bool:
        """Whether what stands under the fields was about what has been mended, or only good to know."""
        return self.notice[1] != "panel_error" or self.notice[0].startswith(_NOT_SAVED)

    def follow_key(self) -> None:
        """What follows from a key beside what the hand did with it: reads, what is kept on disk."""

    # -- leaving ---------------------------------------------------------------------------------

    def cancel(self) -> None:
        """Leave; asks only when something was typed."""
        if self.is_saving:
            return
        if not self.is_dirty:
            self.left()
            return
        question = Question(
            self.look, self.glyphs, "Leave the form?", ["What you typed is not saved."], "leave without saving",
            loses=True,
        )  # fmt: skip
        self.app.push_screen(question, lambda yes: self.left() if yes else None)

    def left(self) -> None:
        """The person goes, without saving anything."""
        self.dismiss(None)
