"""Sentences of what technicians report, for the journal and the office."""

from collections.abc import Mapping

from industrack_core.domain.field.shifts import ShiftStep
from industrack_core.domain.field.steps import Step
from industrack_core.domain.records.job import Job
from industrack_core.domain.text.text import clip

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


def in_quotes(text: str) -> str:
    """A text in quotation marks, in one line."""
    return f'"{clip(" ".join(text.split()), _SHORT)}"'


def sentence(who: str, said: str, job: Job | None) -> str:
    """`Ana Ruiz completed 1042 Boiler.`"""
    named = f"{job.number} {clip(job.description, 28)}".strip() if job is not None else "a job that is not there"
    return f"{who} {said.replace('{job}', named)}."
