"""Two people, one record: how the second of them goes on. Nothing is merged by itself, and nothing typed is lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from industrack_core.domain.acts.field_acts import BY_PHONE
from industrack_core.domain.acts.merge import Difference, Sides, can_join
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.outcomes import Stale
from industrack_tui.commands.spoken import key_of
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog, ConflictRow, Way, conflict_sentence, reported_sentence
from industrack_tui.forms.saved_form import SavedForm
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.forms.words import moment_text


class Tells(Protocol):
    """Says what changes mean, in people's words."""

    def label(self, name: str) -> str:
        """What a person calls an attribute."""

    def change(self, change: Difference, *, is_mine: bool) -> str:
        """What became of it; empty for nothing."""


class SavedMeanwhile(NamedTuple):
    """Who saved a record, and when, in words; and whether phones alone did."""

    said: str
    by_phones: bool


def show_ways_out(
    form: SavedForm, word: str, by: SavedMeanwhile, rows: Sequence[ConflictRow], *, latest: Callable[[], None],
    reapply: Callable[[Sides], None],
) -> None:  # fmt: skip
    """The dialog for a refused save; `by` is who was first, `latest` and `reapply` what the ways do."""

    def chosen(way: Way | None) -> None:
        if way is None:
            said = f"Not saved: somebody else changed this {word} meanwhile."
            form.say(f"{said} {key_of('form.save')} shows the ways out again.", "panel_error")
        elif way.with_mine:
            reapply(way.sides)
        else:
            latest()

    did, sentence = ("reported", reported_sentence) if by.by_phones else ("saved", conflict_sentence)
    first = f"{by.said} {did} it. Theirs stands; yours is in this form only."
    dialog = ConflictDialog(form.look, form.glyphs, first, rows, sentence(word))
    form.app.push_screen(dialog.unasked(), chosen)


def offer_as_new(form: SavedForm, word: str, stale: Stale, keep: Callable[[], None]) -> None:
    """It is gone: what was typed may live on as a new one, which `keep` makes of it."""

    def answered(yes: bool | None) -> None:
        if yes:
            keep()
        else:
            form.say(f"Not saved: this {word} was deleted meanwhile.", "panel_error")

    deleted = f"{stale.who or 'Somebody'} deleted this {word} meanwhile."
    sentences = [conflict_sentence(word), deleted, f"Keep what this form holds as a new {word}?"]
    question = Question(form.look, form.glyphs, "Error", sentences, f"keep as a new {word}")
    form.app.push_screen(question.unasked(), answered)


async def savers(form: SavedForm, clock: Clockwork, seen: tuple[str, int, int], who: str) -> SavedMeanwhile:
    """Who saved the record since its version that was `seen` (kind, id, version), and when; `who` was the last."""
    kind, record_id, version = seen
    history = await form.bridge.ask(lambda desk: desk.history(kind, record_id))
    since = [entry for entry in reversed(history) if entry.version > version]
    said = [f"{form.session.called(entry.who)} ({moment_text(clock, entry.at)})" for entry in since]
    people = [entry.who for entry in since] or [who]
    by_phones = all(each.endswith(BY_PHONE) for each in people)
    return SavedMeanwhile(", ".join(dict.fromkeys(said)) or who or "Somebody", by_phones)


def conflict_rows(tells: Tells, theirs: Sequence[Difference], mine: Sequence[Difference]) -> list[ConflictRow]:
    """Field by field what they made of it and what was typed; what is one thing to both stands in one row."""
    found: dict[tuple[str, int | str], list[Difference | None]] = {}
    for side, changes in ((0, theirs), (1, mine)):
        for change in changes:
            # several new entries of a list are several things, also while they have no id
            is_entry = hasattr(change.after, "id")
            one = change.entry or (f"{side} {change.after!r}" if is_entry else 0)
            found.setdefault((change.name, one), [None, None])[side] = change
    return [_row(tells, their, my) for their, my in found.values()]


def _row(tells: Tells, their: Difference | None, my: Difference | None) -> ConflictRow:
    known = their or my
    assert known is not None
    said = [
        (tells.change(change, is_mine=is_mine) or "nothing") if change is not None else ""
        for change, is_mine in ((their, False), (my, True))
    ]
    is_same = their is not None and my is not None and their.after == my.after
    was = "" if known.before in (None, "", ()) else tells.change(_turned(known), is_mine=False)
    joins = their is not None and my is not None and can_join(their.after, my.after)
    key = (known.name, known.entry) if their is not None and my is not None and not is_same else None
    return ConflictRow(tells.label(known.name), said[0], said[1], was, key, joins)


def _turned(change: Difference) -> Difference:
    """The change back, which tells what was."""
    return replace(change, before=change.after, after=change.before)
