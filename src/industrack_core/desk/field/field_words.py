"""Sentences of what technicians report, for the journal and the office."""

from collections.abc import Mapping

from industrack_core.domain.field.shifts import ShiftStep
from industrack_core.domain.field.steps import Step
from industrack_core.domain.records.job import Job
from industrack_core.domain.text.text import clip, full_stop

_STEPS: Mapping[Step, str] = {
    Step.START_TRAVEL: "is on the way to",
    Step.END_TRAVEL: "arrived at",
    Step.START_JOB: "started",
    Step.PAUSE: "paused",
    Step.HOLD: "put on hold",
    Step.RESUME: "went on with",
    Step.COMPLETE: "completed",
    Step.DECLINE: "declined",
}
_SHIFT: Mapping[ShiftStep, str] = {
    ShiftStep.START: "began the shift",
    ShiftStep.END: "ended the shift",
    ShiftStep.BREAK_START: "began a break",
    ShiftStep.BREAK_END: "ended the break",
}
_SHORT = 60


def step_said(step: Step, reason: str) -> str:
    """`completed {job}`."""
    return f"{_STEPS[step]} {{job}}" + (f" ({clip(reason, _SHORT)})" if reason else "")


def shift_said(step: ShiftStep) -> str:
    """`began the shift`."""
    return _SHIFT[step]


def note_said(text: str) -> str:
    """`wrote of {job}: "valve seized"`."""
    return f"wrote of {{job}}: {in_quotes(text)}"


def tick_said(name: str, *, done: bool) -> str:
    """`ticked "Test run" of {job}`."""
    return f"{'ticked' if done else 'unticked'} {in_quotes(name)} of {{job}}"


def used_said(name: str, quantity: int | None) -> str:
    """`used 1.5 x "Pipe" on {job}`; the quantity in thousandths."""
    return f"used {(quantity or 0) / 1000:g} x {in_quotes(name)} on {{job}}"


def answer_said(form: str) -> str:
    """`filled Safety check of {job}`."""
    return f"filled {form} of {{job}}"


def photo_said(caption: str, *, is_picture: bool) -> str:
    """`took a picture of {job}: "before"`."""
    return f"took {'a picture' if is_picture else 'a file'} of {{job}}" + (f": {in_quotes(caption)}" if caption else "")


def in_quotes(text: str) -> str:
    """A text in quotation marks, in one line."""
    return f'"{clip(" ".join(text.split()), _SHORT)}"'


def sentence(who: str, said: str, job: Job | None) -> str:
    """`Ana Ruiz completed 1042 Boiler.`"""
    named = f"{job.number} {clip(job.description, 28)}".strip() if job is not None else "a job that is not there"
    return full_stop(f"{who} {said.replace('{job}', named)}")
