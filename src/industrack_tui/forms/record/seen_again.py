"""A form whose person may see more or less of its record than when it was opened: it is shown as they see it now."""

from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.records.held import Held
from industrack_core.domain.rights import lacking_sight
from industrack_tui.forms.record.conflict import reapply
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.record.sight import as_seen

_CHANGED = "What you may see here was changed."


async def see_again(form: RecordEntry, model: RecordModel, news: News) -> None:
    """Read who sits here, and where they see more or less, the record; what was typed stays on top of it."""
    known = model.office if isinstance(news, Changes) else None
    office = await form.bridge.ask(lambda desk: desk.office(known))
    person = office.person
    if not form.is_attached or (person is not None and not person.is_active):
        return  # the door: it is told again once they are let in
    before, model.office = lacking_sight(model.office.person), office
    form.spec = model.spec = as_seen(form.whole_spec, person)
    if before != lacking_sight(person):
        await _read_again(form, model)
    if form.is_attached:
        form.hand.refresh()
        form.draw()


async def _read_again(form: RecordEntry, model: RecordModel) -> None:
    if model.is_new:
        await form.see_beside()
        form.hand.begin_again()
        return
    latest = await form.latest()
    if latest is None or not form.is_attached:
        return
    form.end_typing()
    if form.is_dirty:
        _put_on_top(form, model, latest)
    else:
        form.go_on_with(latest)
        form.say(_CHANGED)


def _put_on_top(form: RecordEntry, model: RecordModel, latest: Held) -> None:
    """What was typed over what may be seen now; texts that mean nothing yet stay where their fields do."""
    pending, wrong = model.pending, model.wrong
    reapply(form, model, latest)
    fields = {spot.name for spot in model.sheet(80).spots}
    model.pending = {name: text for name, text in pending.items() if name in fields}
    model.wrong = {name: said for name, said in wrong.items() if name in fields}
    form.hand.begin_again()
    form.say(f"{_CHANGED} {form.notice[0]}")
