"""Doing an act and telling what came of it: done, asked about, refused, or first done by somebody else.

The only caller of `Bridge.perform`. What only asks becomes a question, and yes does the act all the same.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from industrack_core.domain.acts.acts import Act, AskingAct, Redo, Together, Undo
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, FindingKind, Known, Refused, Stale, Unsure
from industrack_tui.commands.board import BY_ID as EVERYWHERE
from industrack_tui.in_doubt import in_doubt
from industrack_tui.reach import WhatWasSaid, tell_reach
from industrack_tui.session import ON_SCHEDULE, Actor, Answered, Session
from industrack_tui.terminal.awaiting import Coming

_MOST_ENTRIES = 20
"""So many of those that an act wrote say where they go."""


class SavingForm(Protocol):
    """A form whose saving is shown."""

    session: Session
    is_saving: bool

    @property
    def is_attached(self) -> bool:
        """Whether it is still open."""

    @property
    def is_coming(self) -> bool:
        """Whether keys wait for it."""

    def draw_heading(self) -> None:
        """Show what its frame says."""

    def say(self, sentence: str, role: str = "panel_warning") -> None:
        """Show a sentence under the fields."""


_SAID_YES_TO = {
    FindingKind.OVERLAP: "It overlaps.", FindingKind.STARTED: "It had begun.",
    FindingKind.UNDER_WAY: "They were on the way.", FindingKind.COMPLETED: "It was completed.",
    FindingKind.BILLED: "It was billed.", FindingKind.RECALL: "It was recalled from its crew.",
}  # fmt: skip
"""What a yes to a question is called afterwards."""
Told = Callable[[Done], None]


def perform(actor: Actor, act: Act, deed: str, *, after: Told | None = None) -> None:
    """Do an act that was decided at this key press; what came of it is said.

    `deed` is what yes to a question does. What was done is told to `after`, without one the actor shows it.
    """
    actor.bring(_perform(actor, act, deed, after), Coming.SAVES)


async def _perform(actor: Actor, act: Act, deed: str, after: Told | None) -> None:
    outcome = await _known(actor.session, act, actor)
    if isinstance(outcome, Done):
        announce(actor, outcome, undoable=not isinstance(act, Undo), accepted=accepted_in(act))
        (after or actor.show_done)(outcome)
    elif isinstance(outcome, Refused) and outcome.asks_only and isinstance(act, AskingAct | Together):
        ask(actor, act, outcome, deed, after=after)
    else:
        shown = " The latest is shown." if isinstance(outcome, Stale) else ""
        actor.say(f"{outcome.sentence}{shown}", "panel_error")
        actor.refuse()
        actor.show_again()


def ask(actor: Actor, act: AskingAct | Together, refused: Refused, deed: str, *, after: Told | None = None) -> None:
    """Say what speaks against an act; yes does it all the same. Keys that came before it is read are no answer."""
    actor.refuse()

    def answered(yes: bool | None) -> None:
        if yes:
            perform(actor, accepting(act, refused), deed, after=after)
        else:
            actor.say("Nothing was changed.")
            actor.show_again()

    ask_over(actor.session, refused, deed, answered)


def ask_over(session: Session, refused: Refused, deed: str, answered: Answered) -> None:
    """Say what speaks against an act, to be said yes to: the answer is told."""
    loses = any(finding.kind is FindingKind.DELETION for finding in refused.findings)
    session.ask([finding.text for finding in refused.findings if finding.text], deed, answered, loses=loses)


def accepting(act: AskingAct | Together, refused: Refused) -> AskingAct | Together:
    """The act with a yes to all that spoke against it. One to an undo or a redo is for what was asked about."""
    kinds = frozenset(finding.kind for finding in refused.findings)
    if isinstance(act, Undo | Redo):
        return replace(act, accepted=act.accepted | kinds, revision=refused.revision)
    if isinstance(act, Together):
        return Together(tuple(replace(each, accepted=each.accepted | kinds) for each in act.acts))
    return replace(act, accepted=act.accepted | kinds)


def undo_hint() -> str:
    """Which key takes back what was just done."""
    return f" {EVERYWHERE['edit.undo'].shown_key} undoes"


def accepted_in(act: Act) -> frozenset[FindingKind]:
    """What was said yes to before it was done."""
    acts = act.acts if isinstance(act, Together) else (act,)
    return frozenset().union(*(getattr(each, "accepted", ()) for each in acts))


def announce(
    actor: Actor, done: Done, *, undoable: bool = True, accepted: frozenset[FindingKind] = frozenset()
) -> None:
    """Say what is unusual about it first, then who does what when now, and how to take it back.

    `accepted` is what was said yes to.
    """
    unusual = [words for kind, words in _SAID_YES_TO.items() if kind in accepted]
    warnings = " ".join([*unusual, *(finding.text for finding in done.warnings)])
    hint = (
        "" if not done.changes else undo_hint() if undoable else f" {EVERYWHERE['edit.redo'].shown_key} does it again"
    )
    role, about = "panel_warning" if warnings else "panel_good", [change.id for change in done.changes]
    sentence = f"{warnings} {done.line}".strip()
    actor.say(sentence, role, hint, about=about)
    if undoable and (entries := [change.id for change in done.changes if change.kind == Kind.OUTBOX][:_MOST_ENTRIES]):
        actor.bring(tell_reach(actor, entries, WhatWasSaid(sentence, role, hint, about)), Coming.SAVES)
    home = actor.session.home
    if actor is not home and any(change.kind in ON_SCHEDULE for change in done.changes):
        home.show_done(done)  # it need not wait to hear of one's own act


async def attempt(session: Session, act: Act) -> Known:
    """What came of an act, for whoever tells it in a way of its own. Raises IndustrackError."""
    return await _known(session, act, session.home)


async def _known(session: Session, act: Act, teller: Actor | SavingForm) -> Known:
    """What came of an act. While nobody knows, that is said; and then what became of it, before what it did."""
    doubts: list[Unsure] = []

    def doubted(unsure: Unsure) -> None:
        doubts.append(unsure)
        teller.say(f"{in_doubt(session, unsure)} esc gives the screen back.", "panel_error")

    def held_up(sentence: str) -> None:
        if teller.is_coming:  # else nobody waits for it any longer, and reads something else
            teller.say(f"{sentence} esc gives the screen back.", "panel_warning")

    outcome = await session.bridge.perform(act, doubted, held_up)
    if doubts and isinstance(outcome, Done):
        became = "It was saved." if outcome.found else "It was not saved, but is now."
        return replace(outcome, line=f"{became} {outcome.line}")
    return outcome


def tell_late(session: Session, act: Act, outcome: Known) -> None:
    """Say on the schedule what came of an act whose form was left while it was saved."""
    if isinstance(outcome, Done):
        announce(session.home, outcome, accepted=accepted_in(act))
        session.home.show_done(outcome)
    else:
        session.home.say(f"{outcome.sentence} Its form was left, and is offered at the next start.", "panel_error")


async def save(form: SavingForm, act: Act) -> Known:
    """What came of a form's act; the form says meanwhile that it is being saved. Raises IndustrackError.

    Once it is saved, it is left: then it need not say anything more.
    """
    form.is_saving = True
    form.draw_heading()
    outcome: Known | None = None
    try:
        outcome = await _known(form.session, act, form)
    finally:
        form.is_saving = False
        if form.is_attached and not isinstance(outcome, Done):
            form.draw_heading()
    return outcome
