"""A form that is saved: what it says under its fields, problems at them, leaving with a question."""

from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar

from textual import on

from industrack_core.domain.text.text import cell_width
from industrack_tui.commands.command import Command
from industrack_tui.commands.forms import EVERY_FORM, NEXT, PARTS
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.form_screen import FormScreen
from industrack_tui.forms.parts import part_at, part_line, thing_at, usual_key
from industrack_tui.late import late
from industrack_tui.terminal.awaiting import WAITINGS, dropped
from industrack_tui.widgets.form.layout import flowed
from industrack_tui.widgets.form.pane import FormPane
from industrack_tui.widgets.form.sheet import Parts

Result = TypeVar("Result")
NO_NOTICE = ("", "panel_muted")
_NOT_SAVED, _CUT, _FULL = "Not saved:", "The paste was cut", "No room"


def _deed(command: Command) -> str:
    """What stands beside a key under the fields."""
    return "next" if command is NEXT else command.label.lower()


class EntryForm(FormScreen[Result]):
    """`commands` are its keys. `field_help` says what keys do in fields that only this form has."""

    notice = _before_waiting = NO_NOTICE
    is_saving = False
    keys_title = "Keys of this form"
    field_help: Sequence[tuple[str, str]] = ()

    @property
    def commands(self) -> tuple[Command, ...]:
        return EVERY_FORM

    @cached_property
    def foot_commands(self) -> tuple[Command, ...]:
        """Whose keys stand under the fields, as many as fit, the most useful first."""
        has_parts = len(self.hand.sheet.sections) > 1
        ranked = sorted((each for each in self.commands if each.rank and each.keys), key=lambda each: each.rank)
        return (*(each for each in ranked if each is not PARTS or has_parts), NEXT)

    def why_not(self, command: Command) -> str:
        """Why a key of the form is not for who sits here; empty where it is."""
        return self.session.not_theirs(command.right) if command.right else ""

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
        if sentence:
            if self.notice[0] not in WAITINGS:
                self._before_waiting = self.notice
            self.say(sentence)
        elif self.notice[0] in WAITINGS:
            self.say(*self._before_waiting)

    def say_dropped(self, count: int) -> None:
        sentence, role = self.notice
        self.say(f"{sentence} {dropped(count)}".strip(), role)

    def given_up(self) -> None:
        self.say("Not waited for any longer.")

    def say_error(self, sentence: str) -> None:
        self.say(sentence, "panel_error")

    def head(self, width: int) -> tuple[Parts, ...]:
        """The parts of the form with their keys."""
        return part_line(self.hand.sheet, self.hand.focus, self.problems, width)

    def foot(self, width: int) -> tuple[Parts, ...]:
        """The notice in as many lines as it needs, and the keys that fit."""
        sentence, role = self.notice
        lines: list[Parts] = [((" ", role), *line) for line in flowed(((sentence, role),), width - 2)]
        keys: list[tuple[str, str]] = []
        used = 0
        for each in self.foot_commands:
            key, deed = each.shown_key, _deed(each)
            used += cell_width(key) + cell_width(deed) + 4
            if used <= width:
                roles = ("panel_muted", "panel_muted") if self.why_not(each) else ("panel_accent", "panel")
                keys += [(f" {key} ", roles[0]), (f"{deed}  ", roles[1])]
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

    @on(FormPane.AroundPressed)
    def _around_pressed(self, message: FormPane.AroundPressed) -> None:
        """A click on a key under the fields, or on a part above them, does what the key does."""
        if message.is_head:
            key = part_at(self.hand.sheet, self.head(self.form_width), message.column)
            if key:
                late("forms.form_keys:to_part_of")(key, self)
        elif message.line == len(self.foot(self.form_width)) - 1:
            place = thing_at(self.foot(self.form_width)[-1], 2, message.column)
            if place is not None:
                self._run_pressed(self.foot_commands[place])
                return
        self.after_key()

    def _run_pressed(self, command: Command) -> None:
        if command is NEXT:
            self.hand.key("tab", None)
            self.after_key()
        else:
            self.run_command(command)

    # -- keys ------------------------------------------------------------------------------------

    def command(self, key: str) -> bool:
        command = next((each for each in self.commands if key in each.keys and each.run), None)
        part = usual_key(key)
        if command is not None:
            self.run_command(command)
        elif part:
            late("forms.form_keys:to_part_of")(part, self)
        return command is not None or bool(part)

    def run_command(self, command: Command) -> None:
        """Run one of its commands, or say why it is not for who sits here."""
        if reason := self.why_not(command):
            self.say(f"{command.label}: {reason}.", "panel_error")
            self.refuse()
        else:
            late(command.run)(self)

    def save(self) -> None:
        """Save, or show what is wrong with the typing; does nothing while a save is under way."""
        raise NotImplementedError

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
        """Leave; asks only when something was typed. Who waits no longer for what is saved leaves it to be told."""
        if self.is_saving:
            if not self.is_coming:
                self.dismiss(None)
            return
        if not self.is_dirty:
            self.left()
            return
        question = Question(
            self.look, self.glyphs, "Leave the form?", [self.leaving_words()], "leave without saving",
            loses=True,
        )  # fmt: skip
        self.app.push_screen(question, lambda yes: self.left() if yes else None)

    def leaving_words(self) -> str:
        """What becomes of what was typed."""
        return "What you typed is not saved."

    def left(self) -> None:
        """The person goes, without saving anything."""
        self.dismiss(None)
