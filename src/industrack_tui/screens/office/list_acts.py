"""How an act on the records of a list is done and told: what asks, what is refused, who was first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from industrack_core.domain.acts import Act, SaveRecord, Undo
from industrack_core.domain.listing import ListRow
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_tui.screens.awaiting import Coming
from industrack_tui.screens.dialogs import Question
from industrack_tui.screens.schedule_opening import OFFICE_KINDS

if TYPE_CHECKING:
    from industrack_tui.screens.office.list_screen import ListScreen

Made = Callable[[frozenset[FindingKind]], Act]
"""The act to do, given the kinds of findings that were said yes to."""
_ON_SCHEDULE = frozenset({*OFFICE_KINDS, "job", "time_off"})
"""Kinds of records that the schedule under the list shows: it need not wait to hear of one's own act."""


def perform(
    screen: "ListScreen", made: Made, deed: str, *, after: Callable[[Done], None] | None = None,
    accepted: frozenset[FindingKind] = frozenset(),
) -> None:  # fmt: skip
    """Do an act; what only asks becomes a question, everything else is said on the status line."""
    screen.bring(_perform(screen, made, deed, after, accepted), Coming.SAVES)


async def _perform(
    screen: "ListScreen", made: Made, deed: str, after: Callable[[Done], None] | None, accepted: frozenset[FindingKind]
) -> None:
    act = made(accepted)
    outcome = await screen.bridge.perform(act)
    if isinstance(outcome, Done):
        announce(screen, outcome, undoable=not isinstance(act, Undo))
        if after is not None:
            after(outcome)
        else:
            screen.reload()
    elif isinstance(outcome, Refused) and outcome.asks_only:
        if isinstance(act, Undo):  # the yes is for that act, whatever comes meanwhile
            made = partial(Undo, revision=outcome.revision)
        _ask(screen, outcome, deed, lambda kinds: perform(screen, made, deed, after=after, accepted=accepted | kinds))
    else:
        sentence = outcome.sentence.replace("The board shows the latest.", "The list shows the latest.")
        screen.say(sentence, "panel_error")
        screen.refuse()
        screen.reload()


def _ask(screen: "ListScreen", refused: Refused, deed: str, go_on: Callable[[frozenset[FindingKind]], None]) -> None:
    screen.refuse()
    kinds = frozenset(finding.kind for finding in refused.findings)

    def answered(yes: bool | None) -> None:
        if yes:
            go_on(kinds)
        else:
            screen.say("Nothing was changed.")

    sentences = [finding.text for finding in refused.findings]
    question = Question(screen.look, screen.glyphs, "Are you sure?", sentences, deed)
    screen.app.push_screen(question.unasked(), answered)


def announce(screen: "ListScreen", done: Done, *, undoable: bool = True) -> None:
    """Say what happened, what speaks against it, and how to take it back."""
    warnings = " ".join(finding.text for finding in done.warnings)
    hint = "" if not done.changes else " u undoes" if undoable else " U does it again"
    role, about = "panel_warning" if warnings else "panel_good", [change.id for change in done.changes]
    screen.say(f"{done.line} {warnings}".strip(), role, hint, about=about)
    if any(change.kind in _ON_SCHEDULE for change in done.changes):
        screen.schedule.show_done(done)


def with_record(screen: "ListScreen", row: ListRow, deed: Callable[[Any], None]) -> None:
    """Read a row's record and do something with it, or say that it is gone."""
    screen.bring(_with_record(screen, row, deed))


async def _with_record(screen: "ListScreen", row: ListRow, deed: Callable[[Any], None]) -> None:
    kind = screen.spec.record_kind
    found = await screen.bridge.ask(lambda desk: desk.records(kind, [row.id]))
    if row.id in found:
        deed(found[row.id])
    else:
        name = f"The {screen.spec.word} {screen.spec.called(row)}".rstrip()
        screen.say(f"{name} was deleted meanwhile.", "panel_error")
        screen.reload()


def change_record(
    screen: "ListScreen", row: ListRow, change: Callable[[Any], Any], deed: str,
    after: Callable[[Done], None] | None = None,
) -> None:  # fmt: skip
    """Read a row's record and save it changed, in the version that the list showed."""

    def save(record: Any) -> None:
        changed = replace(change(record), version=row.version)
        perform(screen, lambda kinds: SaveRecord(changed, kinds), deed, after=after)

    with_record(screen, row, save)
