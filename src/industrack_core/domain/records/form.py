"""Forms: named lists of questions that technicians fill on a job, and their answers."""

from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.text.labelled import Labelled


class QuestionKind(Labelled):
    """What an answer is."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    PHOTO = "photo"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """One question; `choices` belong to a choice."""

    text: str
    kind: QuestionKind = QuestionKind.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPreset:
    """A company-wide trigger: new jobs get the form with it."""

    trigger: Trigger
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A ready-made form."""

    id: int = 0
    version: int = 0
    name: str
    questions: tuple[FormQuestion, ...] = ()
    presets: tuple[FormPreset, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """A filled form: the questions as they were, and one text per question. `at` is aware UTC.

    From a phone it has the `key` of it there, who filled it, and the form's version there. `form_id` is 0 for a
    signature alone. An answer that is a signature is a path: `M x y l dx dy ...` in whole numbers.
    """

    id: int = 0
    version: int = 0
    form_id: int
    job_id: int
    who: str = ""
    at: datetime
    questions: tuple[FormQuestion, ...] = ()
    answers: tuple[str, ...] = ()
    key: str = ""
    employee_id: int | None = None
    form_version: int = 0


def answer_text(question: FormQuestion, text: str) -> str:
    """An answer as people read it: of a signature that was drawn, that it is there."""
    return "signed" if question.kind is QuestionKind.SIGNATURE and text.startswith("M ") else text
