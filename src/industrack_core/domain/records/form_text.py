"""A form as a small text that a person edits, and back.

The first line is its name. Lines that begin with `on` say when new jobs get it. Every other line is a question:
what kind of answer it wants stands in parentheses at its end, and a `*` that it has to be answered.

    Job report
    on complete, blocks
    What was done? *
    Is the work finished? * (yes/no)
    Protection worn (one of: Gloves, Goggles, Full kit)
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.records.form import Form, FormPreset, FormQuestion, QuestionKind
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.time.entry import EntryError

_KINDS = {
    "text": QuestionKind.TEXT, "number": QuestionKind.NUMBER, "yes/no": QuestionKind.YES_NO, "date": QuestionKind.DATE,
    "photo": QuestionKind.PHOTO, "signature": QuestionKind.SIGNATURE,
}  # fmt: skip
_WORDS = {kind: word for word, kind in _KINDS.items()}
_KIND = re.compile(r"\(([^()]*)\)$")
_CHOICES = "one of:"
EXAMPLE = "Is the work finished? * (yes/no)"


def format_form(form: Form) -> str:
    """The form as text."""
    lines = [form.name]
    lines += [
        f"on {preset.trigger.value.replace('_', ' ')}{', blocks' if preset.blocks else ''}" for preset in form.presets
    ]
    return "\n".join([*lines, *map(_line, form.questions)]) + "\n"


def _line(question: FormQuestion) -> str:
    parts = [question.text, *(["*"] if question.required else [])]
    if question.kind is QuestionKind.CHOICE:
        parts.append(f"({_CHOICES} {', '.join(question.choices)})")
    elif question.kind is not QuestionKind.TEXT:
        parts.append(f"({_WORDS[question.kind]})")
    return " ".join(parts)


def parse_form(text: str, form: Form | None = None) -> Form:
    """Read a form's text, over `form` where it is one that is saved. Raises EntryError, naming the line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise EntryError("The first line is the name of the form.")
    presets: list[FormPreset] = []
    questions = []
    for number, line in lines[1:]:
        if re.match(r"on\s", line, re.IGNORECASE):
            presets.append(_preset(number, line, presets))
        else:
            questions.append(_question(number, line))
    if not questions:
        raise EntryError(f"A form needs a question: type one on a line of its own, for example: {EXAMPLE}")
    begun = form or Form(name="")
    return replace(begun, name=lines[0][1], presets=tuple(presets), questions=tuple(questions))


def _preset(number: int, line: str, before: Sequence[FormPreset]) -> FormPreset:
    said, *more = [part.strip().casefold() for part in line[2:].split(",")]
    trigger = next((each for each in Trigger if each.value.replace("_", " ") == said), None)
    if trigger is None or more not in ([], ["blocks"]):
        known = ", ".join(each.value.replace("_", " ") for each in Trigger)
        raise EntryError(f"Line {number}: on what? One of {known}; and if it blocks: on complete, blocks")
    if any(each.trigger is trigger for each in before):
        raise EntryError(f"Line {number}: on {said} is there already")
    return FormPreset(trigger=trigger, blocks=bool(more))


def _question(number: int, line: str) -> FormQuestion:
    kind, choices = QuestionKind.TEXT, tuple[str, ...]()
    required = line.endswith("*")  # it may stand behind the parentheses too
    line = line.removesuffix("*").strip()
    found = _KIND.search(line)
    if found is not None:
        said = found[1].strip()
        if said.casefold().startswith(_CHOICES):
            kind = QuestionKind.CHOICE
            choices = tuple(part.strip() for part in said[len(_CHOICES) :].split(",") if part.strip())
            if len(choices) < 2:
                raise EntryError(f"Line {number}: a choice needs two answers at least: (one of: Gas, Oil)")
        elif said.casefold() in _KINDS:
            kind = _KINDS[said.casefold()]
        else:
            found = None  # parentheses may be part of the question
    words = line[: found.start()].strip() if found is not None else line
    required = required or words.endswith("*")
    words = words.removesuffix("*").strip()
    if not words:
        raise EntryError(f"Line {number}: what is asked?")
    return FormQuestion(text=words, kind=kind, choices=choices, required=required)
