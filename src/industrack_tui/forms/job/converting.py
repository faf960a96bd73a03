"""A job that comes from an estimate which somebody changed or deleted meanwhile: the typing stays, and ways go on."""

from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Stale
from industrack_tui.commands.spoken import key_of
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.job.base import JobEntry

_MOST_SAID = 8
"""Most changes of the estimate that the question lists."""
_STAYS = "What is in this form stays as it is: look whether it still fits, and save."


async def show_estimate_conflict(form: JobEntry, stale: Stale) -> None:
    """Say what became of the estimate; what is in the form can be saved all the same, looked at once more."""
    if stale.gone:
        _offer_without(form, stale)
        return
    entries = await form.bridge.ask(lambda desk: desk.history(Kind.ESTIMATE, stale.id))
    since = [change for entry in reversed(entries) if entry.version > stale.seen_version for change in entry.changes]
    said = [f"{each.field}: {each.before or 'nothing'} -> {each.after or 'nothing'}" for each in since]
    if len(said) > _MOST_SAID:
        said = [*said[: _MOST_SAID - 1], f"and {len(said) - _MOST_SAID + 1} changes more"]
    sentences = [f"{_became(stale)}, so nothing was saved.", *said, _STAYS]

    def answered(yes: bool | None) -> None:
        if yes:
            form.tasks.spawn(_take_over(form, stale))
        else:
            form.say(
                f"Not saved: the estimate was changed meanwhile. {key_of('form.save')} shows the way out again.",
                "panel_error",
            )

    question = Question(form.look, form.glyphs, "Estimate changed", sentences, "go on")
    form.app.push_screen(question.unasked(), answered)


def _became(stale: Stale) -> str:
    deed = "deleted" if stale.gone else "changed"
    return f"{stale.label} was {deed}{f' by {stale.who}' if stale.who else ''} meanwhile"


async def _take_over(form: JobEntry, stale: Stale) -> None:
    """The estimate as it is now, under what the form holds."""
    estimate = await form.bridge.seek(lambda desk: desk.estimate(stale.id))
    if estimate is None:
        _offer_without(form, stale)
        return
    form.model.set(estimate_version=estimate.version)
    form.say(
        f"For estimate {estimate.number} as it is now; what is in the form stays. {key_of('form.save')} saves it.",
        "panel_warning",
    )


def _offer_without(form: JobEntry, stale: Stale) -> None:
    """The estimate is gone: what is in the form may live on as a job of its own."""

    def answered(yes: bool | None) -> None:
        if yes:
            form.model.set(estimate_id=None, estimate_version=0)
            form.model.origin = ""
            form.say(f"A new job of its own now, not saved yet: {key_of('form.save')} saves it.")
        else:
            form.say("Not saved: the estimate was deleted meanwhile.", "panel_error")

    sentences = [f"{_became(stale)}, so nothing was saved.", "Keep what this form holds as a job of its own?"]
    question = Question(form.look, form.glyphs, "Estimate deleted", sentences, "keep as a new job")
    form.app.push_screen(question.unasked(), answered)
