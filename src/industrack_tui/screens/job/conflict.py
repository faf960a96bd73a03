"""Two people, one job (domain 5): what the second of them sees, and the ways out. Nothing is merged by itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from industrack_core.domain.acts import JobDraft
from industrack_core.domain.job_file import JobFile
from industrack_core.domain.merge import Clash, Difference, differences, draft_of, explicit, implicit, merge
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.text import clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.dialogs import Dialog, Parts, Question, wrapped
from industrack_tui.screens.job.saving import CONFLICT
from industrack_tui.screens.job.telling import Teller
from industrack_tui.screens.job.words import moment_text
from industrack_tui.themes import Look

if TYPE_CHECKING:
    from industrack_tui.screens.job.form import JobForm

_LATEST, _REAPPLY = "latest", "reapply"
_PARTS = ("items", "attachments", "forms", "tasks", "new_equipment", "new_orders")


class ConflictDialog(Dialog[str]):
    """Dismissed with `latest`, `reapply`, or None to go back and look.

    `rows` are (field, what they made of it, what was typed), `by` says who changed the job and when.
    """

    CSS_PATH: ClassVar = "../dialogs.tcss"
    BINDINGS: ClassVar = [
        Binding("l", "choose('latest')", show=False),
        Binding("r", "choose('reapply')", show=False),
        Binding("enter", "choose('reapply')", show=False),
    ]

    def __init__(self, look: Look, glyphs: Glyphs, by: str, rows: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(look, glyphs, "Error")
        self.by, self.rows = by, tuple(rows)
        self.sentences = (CONFLICT,)

    def compose(self) -> ComposeResult:
        width = min(88, self.app.size.width - 6)
        with Vertical(classes="box page"):
            yield self.title_pane()
            yield self.pane([[(f" {line}", "panel_strong")] for line in wrapped(CONFLICT, width - 2)])
            with VerticalScroll(id="scroll"):
                yield self.pane(self._lines(width))
            yield self.pane(self._keys(width))

    def _lines(self, width: int) -> list[Parts]:
        lines: list[Parts] = [[("", "panel")], [(f" {self.by}", "panel_muted")]]
        label = max((len(field) for field, _, _ in self.rows), default=0) + 2
        room = max(8, (width - label - 4) // 2)
        ellipsis = self.glyphs.ellipsis
        lines.append([(pad("", label + 1), "panel"), (pad("theirs", room), "panel_muted"), ("  yours", "panel_muted")])
        for field, theirs, mine in self.rows:
            role = "panel_warning" if theirs and mine else "panel"
            lines.append(
                [
                    (f" {pad(field, label)}", "panel_muted"),
                    (pad(clip(theirs, room, ellipsis), room), role),
                    (f"  {clip(mine, room, ellipsis)}", role),
                ]
            )
        return lines

    def _keys(self, width: int) -> list[Parts]:
        keys = (("r", "latest with my changes on top, not saved yet"), ("l", "latest, without mine"), ("esc", "look"))
        one: Parts = [part for key, deed in keys for part in ((f" {key} ", "panel_accent"), (f"{deed}  ", "panel"))]
        if sum(len(text) for text, _ in one) <= width:
            return [one]
        return [[(f" {key:<4}", "panel_accent"), (deed, "panel")] for key, deed in keys]

    def on_mount(self) -> None:
        self.query_one("#scroll").focus()

    def action_choose(self, way: str) -> None:
        self.dismiss(way)

    def on_resize(self, event: events.Resize) -> None:
        self.refresh()


def conflict_rows(
    teller: Teller, theirs: Sequence[Difference], mine: Sequence[Difference]
) -> list[tuple[str, str, str]]:
    """Field by field what they made of it and what was typed; what is one thing to both stands in one line."""
    rows: dict[tuple[str, int | str], list[str]] = {}
    for side, changes in ((0, theirs), (1, mine)):
        for change in changes:
            one = change.entry or (f"{side} {change.after!r}" if change.name in _PARTS else 0)
            key: tuple[str, int | str] = (change.name, one)
            row = rows.setdefault(key, ["", ""])
            row[side] = teller.change(change)
    return [(teller.label(name), theirs_said, mine_said) for (name, _), (theirs_said, mine_said) in rows.items()]


async def show_conflict(form: "JobForm", stale: Stale) -> None:
    """The dialog for a refused save: with what they changed, out of the latest version."""
    model = form.model
    job = model.job
    if job is None:
        form.say(stale.sentence, "panel_error")
        return
    file = await form.bridge.job_file(job.id)
    if file is None:
        _offer_as_new(form, stale)
        return
    teller = Teller(form.office, model.clock, model.card, file.card)
    before, mine, theirs = _drafts(form, file)
    rows = conflict_rows(teller, differences(before, theirs), differences(before, mine))
    at = f", {moment_text(model.clock, stale.at)}" if stale.at else ""
    by = f"{stale.who or 'Somebody'} saved it{at}. Theirs stands; yours is in this form only."

    def chosen(way: str | None) -> None:
        if way == _LATEST:
            _load(form, file)
        elif way == _REAPPLY:
            reapply(form, file)
        else:
            form.say("Not saved: somebody else changed this job meanwhile. f2 shows the ways out again.", "panel_error")

    form.app.push_screen(ConflictDialog(form.look, form.glyphs, by, rows), chosen)


def _drafts(form: "JobForm", file: JobFile) -> tuple[JobDraft, JobDraft, JobDraft]:
    """What both began from, what was typed, and what is saved now, the customer's tags and notes said in full."""
    model = form.model
    card, customer = model.card, model.card.customer if model.card else None
    before = explicit(model.original, customer, model.location)
    mine = explicit(model.draft, customer, model.location)
    latest = draft_of(file.job)
    place = None
    if file.card is not None:
        place = next((each for each in file.card.locations if each.id == file.job.location_id), file.card.main_location)
    theirs = explicit(latest, file.card.customer if file.card else None, place)
    if card is None or file.card is None or card.customer.id != file.card.customer.id:
        return model.original, model.draft, latest
    return before, mine, theirs


def _load(form: "JobForm", file: JobFile) -> None:
    """The latest version, as it is saved."""
    model = form.model
    model.notes, model.choices = {}, {}
    form.fetching.take(file)


def reapply(form: "JobForm", file: JobFile) -> None:
    """The latest version with what was typed in the fields they left alone, still unsaved; clashes are marked."""
    model = form.model
    before, mine, theirs = _drafts(form, file)
    teller = Teller(form.office, model.clock, model.card, file.card)
    merged = merge(before, mine, theirs)
    earlier = dict(model.notes)
    mine_card = model.card
    form.fetching.take(file)
    draft = merged.draft
    same_customer = file.card is not None and draft.customer == file.job.customer_id
    if same_customer and file.card is not None:
        place = next((each for each in file.card.locations if each.id == draft.location_id), None)
        draft = implicit(draft, file.card.customer, place)
    else:
        model.card = mine_card if mine_card and draft.customer == mine_card.customer.id else None
    model.fill(draft)
    _mark(form, merged.clashes, teller, earlier)
    names = ", ".join(dict.fromkeys(teller.label(clash.name).lower() for clash in merged.clashes))
    sentence = "The latest version, with what you typed: look, and save."
    if names:
        sentence = f"Both of you changed: {names}. Theirs is shown, and what you had is under it."
    form.loaded()
    form.say(sentence, "panel_warning")


def _mark(form: "JobForm", clashes: Sequence[Clash], teller: Teller, earlier: dict[str, str]) -> None:
    """A note at each field both changed, and a way to take one's own."""
    model = form.model
    model.notes, model.choices = earlier, {}
    for clash in clashes:
        field = place_of(model.draft, clash)
        model.notes[field] = f"You had: {teller.value(clash.name, clash.mine) or 'nothing'}"
        model.choices[field] = clash


def place_of(draft: JobDraft, clash: Clash) -> str:
    """The field of the form at which a clash is shown."""
    if not clash.entry:
        return clash.field
    entries = getattr(draft, clash.name)
    place = next((place for place, part in enumerate(entries) if part.id == clash.entry), None)
    return f"{clash.name}.add" if place is None else f"{clash.name}.{place}"


def _offer_as_new(form: "JobForm", stale: Stale) -> None:
    """The job is gone: what was typed may live on as a new one."""
    who = stale.who or "Somebody"
    sentences = [CONFLICT, f"{who} deleted this job meanwhile.", "Keep what this form holds as a new job?"]

    def answered(yes: bool | None) -> None:
        if yes:
            form.keep_as_new()
        else:
            form.say("Not saved: this job was deleted meanwhile.", "panel_error")

    form.app.push_screen(Question(form.look, form.glyphs, "Error", sentences, "keep as a new job"), answered)
