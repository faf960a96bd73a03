"""A form of something that is saved: kept on disk while it is typed in, saved in the version that was seen.

A refusal goes to the fields, findings that only ask become a question, a conflict its dialog; nothing typed is lost.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from industrack_core.domain.acts.acts import Act, AskingAct, Together
from industrack_core.domain.acts.merge import Clash
from industrack_core.domain.acts.row_rights import why_nothing
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Stale
from industrack_tui import acting
from industrack_tui.commands.command import Command
from industrack_tui.commands.forms import SAVE
from industrack_tui.drafts import DraftFile, KeptForm, new_file
from industrack_tui.forms.entry_form import EntryForm
from industrack_tui.forms.form_keeping import FormKeeping
from industrack_tui.forms.problems import problems_at
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.form_model import FormModel

_KEPT = "What you typed is kept, and offered where the office goes on."


class SavedModel(FormModel, Protocol):
    """What such a form holds: beside the values, what is said at fields, and texts that are nothing yet."""

    problems: dict[str, str]
    pending: dict[str, str]
    wrong: dict[str, str]
    notes: dict[str, str]
    choices: dict[str, Clash]

    @property
    def is_dirty(self) -> bool:
        """Whether leaving would lose something that was typed or picked."""

    def say_problems(self, said: dict[str, str]) -> None:
        """What is wrong with fields, by their names; nothing else is."""

    def typing_problems(self) -> dict[str, str]:
        """What is wrong with the typing itself: sentences by field name, empty when it can be saved."""


class SavedForm(EntryForm[Done | None]):
    """Dismissed with what was saved, or None. `file` is where the form was kept, when it was left half filled.

    One that does not keep is typed again in a moment.
    """

    def __init__(self, session: Session, file: DraftFile | None = None, *, keeps: bool = True) -> None:
        super().__init__(session)
        drafts, desk = session.start.drafts, session.desk
        if file is None and keeps and drafts is not None:
            file = new_file(drafts, desk.place, desk.who, session.known_office.company.key)
        self.keeping = FormKeeping(self, file if keeps else None)
        self.accepted: frozenset[FindingKind] = frozenset()
        """What was said yes to before it was saved."""
        self.changed_by = ""
        """Who saved the record meanwhile: said in the heading at once."""

    @property
    def model(self) -> SavedModel:
        raise NotImplementedError

    @property
    def is_loading(self) -> bool:
        """Whether what the form is about is still on its way."""
        return False

    @property
    def problems(self) -> dict[str, str]:
        return self.model.problems

    @problems.setter
    def problems(self, said: dict[str, str]) -> None:
        self.model.say_problems(said)

    @property
    def pending(self) -> dict[str, str]:
        return self.model.pending

    @property
    def is_dirty(self) -> bool:
        return self.model.is_dirty

    def wrong(self, name: str) -> str:
        return self.model.wrong.get(name, "")

    @property
    def saves(self) -> Sequence[str]:
        """Kinds of records of which saving it may write; who may write none of them only looks at it."""
        return ()

    @property
    def saves_new(self) -> bool:
        """Whether saving it makes a record."""
        return False

    def why_not(self, command: Command) -> str:
        reason = super().why_not(command)
        if not reason and command.id == SAVE.id:
            reason = why_nothing(self.session.known_office.person, self.saves, is_new=self.saves_new)
        return reason

    # -- kept ------------------------------------------------------------------------------------

    def as_kept(self) -> KeptForm | None:
        """The form as it stands; None while nothing was typed."""
        return None

    def keep_typing(self) -> None:
        """Write what is typed to the disk, at once."""
        self.keeping.write_now()

    def on_unmount(self) -> None:
        self.keeping.close()

    @property
    def moved(self) -> str:
        """The key of the company, where it goes on elsewhere: what is kept is offered there, too."""
        return self.session.known_office.company.key if self.session.closed else ""

    def hear_closed(self, sentence: str) -> None:
        """The company goes on where the sentence says, or here again: nothing that is typed is lost."""
        self.keep_typing()
        kept = f" {_KEPT}" if self.as_kept() is not None else ""
        self.say(f"{sentence}{kept}" if sentence else "The office goes on here again.", "panel_error")

    def leaving_words(self) -> str:
        return f"Nothing is saved here. {_KEPT}" if self.moved else super().leaving_words()

    def left(self) -> None:
        if self.moved:
            self.keeping.write_now()
        else:
            self.keeping.done()
        super().left()

    # -- saved -----------------------------------------------------------------------------------

    def may_save(self) -> bool:
        """Whether what was typed can be saved now; if not, what is wrong is shown."""
        if self.is_saving or self.is_loading:
            return False
        if self.bridge.desk.read_only:
            self.say("This console is read-only: nothing can be saved.", "panel_error")
            return False
        self.end_typing()
        problems = self.model.typing_problems()
        if problems:
            self.bring(self._show_all(problems), Coming.FILLS)
            return False
        self.problems = {}
        return True

    def end_typing(self) -> None:
        """What the field with the keys holds is looked at as when it is left."""

    async def look_over(self) -> Sequence[Finding]:
        """What a save would refuse, whatever is wrong with the typing."""
        return ()

    async def _show_all(self, problems: dict[str, str]) -> None:
        """What is wrong with the typing, and everything else that a save would refuse, at once."""
        said, elsewhere = problems_at(await self.look_over(), self.field_names())
        self.show_problems({**said, **problems}, elsewhere)

    def save_by(self, act: Act, then: Callable[[Done], None] | None = None) -> None:
        """Do the act that saves it; `then` is called with what was saved, the form being left.

        Where both changed a thing and nobody chose, theirs stands: that what this person had goes is asked first.
        """
        choices = self.model.choices
        if not choices:
            self._save_now(act, then)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._save_now(act, then)
            else:
                self.hand.enter(f"clash.{next(iter(choices))}")
                self.say("Not saved: enter takes what you had.")

        had = [self.model.notes[name] for name in choices]
        self.session.ask(("Both of you changed this, and theirs stands here.", *had), "save theirs", answered)

    def _save_now(self, act: Act, then: Callable[[Done], None] | None) -> None:
        self.bring(self._save_by(act, then), Coming.SAVES)

    async def _save_by(self, act: Act, then: Callable[[Done], None] | None) -> None:
        outcome = await acting.save(self, act)
        if not self.is_attached:
            if isinstance(outcome, Done):
                self.keeping.done()
            acting.tell_late(self.session, act, outcome)
        elif isinstance(outcome, Done):
            self.accepted = acting.accepted_in(act)
            self.keeping.done()
            self.dismiss(outcome)
            if then is not None:
                then(outcome)
        elif isinstance(outcome, Stale):
            self.show_conflict(outcome)
        elif outcome.asks_only and isinstance(act, AskingAct | Together):
            accepting = acting.accepting(act, outcome)

            def answered(yes: bool | None) -> None:
                if yes:
                    self._save_now(accepting, then)
                else:
                    self.say("Not saved.")

            acting.ask_over(self.session, outcome, "save it anyway", answered)
        else:
            self.show_problems(*problems_at(outcome.findings, self.field_names()))

    def show_conflict(self, stale: Stale) -> None:
        """Somebody else was first: nothing was saved, and nothing typed is lost."""
        raise NotImplementedError
