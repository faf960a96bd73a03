"""How a job form begins: with a job as it is saved, with what was left half filled, or with what a job is made of."""

from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.job.keeping import Left
from industrack_tui.forms.job.merging import resume


async def load(form: JobEntry, job_id: int, left: Left | None) -> None:
    """Fill the form with the job as it is now, what was `left` half filled over it; its history follows."""
    file = await form.bridge.ask(lambda desk: desk.job_file(job_id))
    if file is None:
        _gone(form, left)
    elif left is None:
        form.take(file)
    else:
        resume(form, file, left)


def _gone(form: JobEntry, left: Left | None) -> None:
    """The job was deleted: what was left half filled goes on as a new one."""
    if left is None:
        form.say("This job was deleted meanwhile.", "panel_error")
        form.refuse()
        return
    form.model.fill(left.draft)
    form.model.put_back(left.pending)
    form.keep_as_new()


async def put_back(form: JobEntry, left: Left) -> None:
    """A new job as it was left half filled."""
    model = form.model
    model.fill(left.draft)
    model.origin = left.origin
    model.put_back(left.pending)
    await begin(form)
    form.say("As it was left; not saved yet.")


async def begin(form: JobEntry) -> None:
    """What belongs to a draft that the form begins with: its customer's card, the stock of its items."""
    model = form.model
    customer = model.record.customer
    if isinstance(customer, int):
        model.card = await form.bridge.seek(lambda desk: desk.customer(customer))
    form.loaded("start" if model.record.description else "description")
    model.asks += ["look", "stock"]
    form.run_asks()
