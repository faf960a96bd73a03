"""What technicians reported of a job, for its sheet: filled forms, signatures, photos by name."""

from collections.abc import Iterator, Sequence

from industrack_core.desk.desk import Desk
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.records import FieldFile, FileKind
from industrack_core.domain.records.form import FormAnswer, QuestionKind, answer_text
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.span import clock_text
from industrack_core.exchange.papers.strokes import strokes_of

Part = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reported:
    """Headings with their lines; and signatures that were drawn: what to say under each, and its path."""

    parts: tuple[Part, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()


NOTHING = Reported()


def reported_on(desk: Desk, office: Office, job_ids: Sequence[int]) -> dict[int, Reported]:
    """What was reported of these jobs, by id; those of which nothing was are left out."""
    answers, files = desk.reported_on(job_ids)
    names = {form.id: form.name for form in office.forms}
    by_job: dict[int, tuple[list[FormAnswer], list[FieldFile]]] = {}
    for answer in answers:
        by_job.setdefault(answer.job_id, ([], []))[0].append(answer)
    for file in files:
        by_job.setdefault(file.job_id, ([], []))[1].append(file)
    return {
        job_id: Reported(
            tuple((*(_filled(each, names, office) for each in filled), *_files(found, office))),
            tuple(signature for each in filled for signature in _signatures(each, office)),
        )
        for job_id, (filled, found) in by_job.items()
    }


def _filled(answer: FormAnswer, names: dict[int, str], office: Office) -> Part:
    """A filled form: its name, who filled it and when; then each question with its answer."""
    name = names.get(answer.form_id, "Form") if answer.form_id else "Signature"
    lines = (
        f"{question.text}: {' '.join(answer_text(question, text).split()) or '-'}"
        for question, text in zip(answer.questions, answer.answers, strict=False)
    )
    return f"{name}, {_when(answer, office)}", tuple(lines)


def _when(answer: FormAnswer, office: Office) -> str:
    at = answer.at.astimezone(office.zone)
    return ", ".join(part for part in (answer.who, f"{at.day} {at:%b} {clock_text(at)}") if part)


def _signatures(answer: FormAnswer, office: Office) -> Iterator[tuple[str, str]]:
    texts = [text for question, text in zip(answer.questions, answer.answers, strict=False)
             if question.kind is not QuestionKind.SIGNATURE and text.strip()]  # fmt: skip
    for question, text in zip(answer.questions, answer.answers, strict=False):
        if question.kind is QuestionKind.SIGNATURE and strokes_of(text):
            # a signature alone has the name as its only other answer
            whose = f": {' '.join(texts[0].split())}" if not answer.form_id and texts else ""
            yield f"{question.text}{whose} ({_when(answer, office)})", text


def _files(files: Sequence[FieldFile], office: Office) -> Iterator[Part]:
    for heading, kind in (("Photos", FileKind.PHOTO), ("Files", FileKind.FILE)):
        lines = tuple(_file(each, office) for each in files if each.kind is kind)
        if lines:
            yield heading, lines


def _file(file: FieldFile, office: Office) -> str:
    who = office.employee(file.employee_id)
    said = [file.name, file.caption, who.short_name if who else "", "" if file.stored else "not here yet"]
    return ", ".join(" ".join(part.split()) for part in said if part)
