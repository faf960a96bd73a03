"""The one form of every record: opened, filled, saved in the version that was seen. Nothing typed is lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events

from industrack_core.domain.acts.acts import Act, SaveRecord
from industrack_core.domain.acts.news import Closed, News
from industrack_core.domain.outcomes import Done, Finding, Refused, Stale
from industrack_core.domain.records.held import Held
from industrack_tui.commands.command import Command
from industrack_tui.drafts import DraftFile, KeptForm
from industrack_tui.forms.parts import usual_key
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.fetching import RecordFetching, hear_rights
from industrack_tui.forms.record.keeping import kept_record
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.record.sight import as_seen
from industrack_tui.forms.record.spec import RecordSpec
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.here import open_elsewhere, say_where, typing_elsewhere
from industrack_tui.session import Session
from industrack_tui.widgets.form.hand import FormHand
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.sheet import Parts, Slot

_MOVING = frozenset({
    "tab", "shift+tab", "up", "down", "enter", "escape", "left", "right", "home", "end", "ctrl+c", "pageup", "pagedown",
})  # fmt: skip
"""Keys that change nothing in a field."""


class RecordForm(RecordEntry):
    """Dismissed with what was saved, or None. `record` is a new one (id 0), or as it was read.

    `file` is where the form was kept, when it was left half filled. `model` is one that knows more of its record.
    """

    CSS_PATH: ClassVar[None] = None
    state: RecordModel

    def __init__(
        self,
        session: Session,
        spec: RecordSpec,
        record: Held,
        *,
        file: DraftFile | None = None,
        model: RecordModel | None = None,
    ) -> None:
        super().__init__(session, file, keeps=type(spec.begin(record)) in spec.keeps)
        office, self.whole_spec = session.known_office, spec
        spec = model.spec if model is not None else as_seen(spec, office.person)
        self.spec, self.word = spec, spec.word
        clock = Clockwork(session.now, office.zone, session.home.day, office.company.day_first)
        if model is None:
            model = RecordModel(spec, record, office, clock)
            model.read_only = self.bridge.desk.read_only
        self.state = model
        model.files = session.start.files
        self.hand = FormHand(model, 80)
        self._fetching = RecordFetching(self, model)

    @property
    def model(self) -> RecordModel:
        return self.state

    @property
    def commands(self) -> tuple[Command, ...]:
        return self.spec.commands

    @property
    def saves(self) -> Sequence[str]:
        return (self.spec.kind,)

    @property
    def saves_new(self) -> bool:
        return self.state.is_new

    def as_kept(self) -> KeptForm | None:
        return kept_record(self.state, self.session.now)

    def heading(self) -> Parts:
        model = self.state
        is_saved = not (model.is_new or model.is_dirty or model.record != model.original)
        state = "saving" if self.is_saving else "saved" if is_saved else "not saved yet"
        if self.changed_by:
            state = f"{self.changed_by} changed it meanwhile, {state}"
        state = ", ".join(filter(None, (self.open_elsewhere, state)))
        title = self.spec.title(model)
        return ((f" {title} ", "panel_accent"), (f" {model.why_fixed or state} ", "panel_muted"))

    # -- coming ----------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.begin()
        say_where(self.session)

    def on_unmount(self) -> None:
        say_where(self.session)

    def begin(self) -> None:
        """Show it, the hand in its first field, and read what is shown beside it."""
        self.hand.refresh(self.form_width)
        self.hand.enter(self.spec.first if self.state.is_new else self.spec.first_again or self.spec.first)
        if not self.hand.focus and self.hand.sheet.spots:
            self.hand.enter(self.hand.sheet.spots[0].name)
        self.fetch()

    def fetch(self) -> None:
        """Read what is shown beside the record; while it is read, once more afterwards."""
        self._fetching.ask(self.spec.readings)

    def run_asks(self) -> None:
        """Read what the model asks for."""
        asks, self.model.asks = self.model.asks, []
        self._fetching.ask(dict.fromkeys(asks))

    def heard(self, news: News) -> None:
        """Somebody's change of this very record is said at once; what is shown beside it is read again."""
        hear_rights(self, self.state, news)
        if isinstance(news, Closed):
            self.hear_closed(news.sentence)
        elif not self.is_saving:
            self._fetching.hear(news)

    # -- who else is here ------------------------------------------------------------------------

    @property
    def stands_at(self) -> tuple[str, int]:
        """Kind and id of the record in it; 0 for a new one."""
        return self.spec.kind, self.state.saved[0]

    @property
    def typing_in(self) -> str:
        """The field in which somebody types; empty while they only look."""
        focus = self.hand.focus
        return focus if focus is not None and focus in self.state.touched else ""

    @property
    def open_elsewhere(self) -> str:
        """Who else has it open, in words."""
        return open_elsewhere(self.session, *self.stands_at)

    def show_people(self) -> None:
        """Who else has it open, and types in it."""
        fields = {spot.name for spot in self.hand.sheet.spots}
        self.state.say_others(typing_elsewhere(self.session, *self.stands_at, fields))
        if self.is_attached and self.is_current:
            self.draw()

    # -- keys ------------------------------------------------------------------------------------

    def _key(self, key: str, character: str | None) -> None:
        if key not in _MOVING and not self._is_command(key) and self._says_fixed():
            return
        super()._key(key, character)

    def type(self, event: events.Key | events.Paste) -> None:
        if isinstance(event, events.Key) or not self._says_fixed():
            super().type(event)

    def _says_fixed(self) -> bool:
        """Says why the field with the keys cannot be changed, if it cannot."""
        spot = self.hand.spot
        why = self.state.why_fixed_at(spot.name) if spot is not None else ""
        if why:
            self.say(f"It cannot be changed: {why}.")
        return bool(why)

    def _is_command(self, key: str) -> bool:
        return bool(usual_key(key)) or any(key in each.keys for each in self.commands)

    def follow_key(self) -> None:
        self.run_asks()
        self.keeping.changed()
        say_where(self.session)

    def after_key(self) -> None:
        opening, self.model.opening = self.model.opening, None
        super().after_key()
        if opening is not None:
            opening(self)

    async def search(self, slot: Slot, typed: str) -> Sequence[Candidate]:
        spec, _ = self.state.find(slot.name)
        seek, model = (spec.seek if spec else None), self.state
        if seek is None:
            return ()
        return await self.bridge.seek(lambda desk: seek(desk, model, typed))

    # -- saving ----------------------------------------------------------------------------------

    def save(self, then: "Callable[[Done], None] | None" = None) -> None:
        if self.may_save():
            self.save_by(self._act(), then)

    def _act(self) -> Act:
        make, model = self.spec.act, self.state
        return make(model) if make is not None else SaveRecord(model.record)

    def end_typing(self) -> None:
        focus = self.hand.focus
        self.hand.leave()
        if focus is not None:
            self.hand.enter(focus)

    async def look_over(self) -> Sequence[Finding]:
        act = self._act()
        outcome = await self.bridge.weigh(lambda desk: desk.judge(act)) if isinstance(act, SaveRecord) else None
        return outcome.findings if isinstance(outcome, Refused) else ()

    async def latest(self) -> Held:
        kind, (record_id, _) = self.spec.kind, self.state.saved
        return (await self.bridge.ask(lambda desk: desk.records(kind, [record_id]))).get(record_id)

    def versions(self, latest: Held) -> tuple[Held, Held, Held]:
        return self.state.original, self.state.record, latest

    def go_on_with(self, latest: Held, mine: Held = None) -> None:
        self.state.begin_with(latest, mine=mine)
        self.changed_by = ""
        self.hand.begin_again()
        self.fetch()

    def keep_as_new(self) -> None:
        mine = self.state.record
        kept = replace(mine, id=0, version=0, **({"number": ""} if hasattr(mine, "number") else {}))
        self.go_on_with(replace(self.state.original, id=0, version=0), kept)

    async def shows_other_conflict(self, stale: Stale) -> bool:
        if stale.kind == self.spec.kind:
            return False
        self.fetch()
        self.say(stale.sentence, "panel_error")
        return True

    def show_conflict(self, stale: Stale) -> None:
        from industrack_tui.forms.record.conflict import show_record_conflict

        self.bring(show_record_conflict(self, self.state, stale))
