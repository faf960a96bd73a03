"""Forms as text: what a person types, what is wrong with it, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.records.form import Form, FormPreset, FormQuestion, QuestionKind
from industrack_core.domain.records.form_text import format_form, parse_form
from industrack_core.domain.records.job_parts import Trigger
from industrack_core.domain.time.entry import EntryError

TEXT = """
Job report
on complete, blocks
On start job

What was done? *
Hours (number)
Protection worn * (one of: Gloves, Goggles)
Is it (really) finished? * (yes/no)
Size (in inches)
"""


GLOVES = FormQuestion(text="Protection worn", kind=QuestionKind.CHOICE, choices=("Gloves", "Goggles"), required=True)


def test_as_people_type_it() -> None:
    assert (
        parse_form(TEXT)
        == Form(
            name="Job report",
            presets=(FormPreset(trigger=Trigger.COMPLETE, blocks=True), FormPreset(trigger=Trigger.START_JOB)),
            questions=(
                FormQuestion(text="What was done?", required=True),
                FormQuestion(text="Hours", kind=QuestionKind.NUMBER),
                FormQuestion(
                    text="Protection worn", kind=QuestionKind.CHOICE, choices=("Gloves", "Goggles"), required=True
                ),
                FormQuestion(text="Is it (really) finished?", kind=QuestionKind.YES_NO, required=True),
                FormQuestion(text="Size (in inches)"),
            ),
        )
        or parse_form(TEXT).questions[2].required
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The first line"),
        ("Name", "needs a question"),
        ("Name\non lunch\nQ", "Line 2: on what?"),
        ("Name\nQ (one of: a)", "Line 2: a choice needs two"),
        ("Name\n(number)", "Line 2: what is asked?"),
        ("Name\n*", "Line 2: what is asked?"),
        ("Name\non complete\nQ\nOn complete, blocks", "Line 4: on complete is there already"),
    ],
)
def test_what_is_wrong_names_its_line(text: str, said: str) -> None:
    with pytest.raises(EntryError, match=said.replace("?", r"\?")):
        parse_form(text)


WORDS = st.text("abc ", min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
PLAIN = [kind for kind in QuestionKind if kind is not QuestionKind.CHOICE]
QUESTIONS = st.one_of(
    st.builds(FormQuestion, text=WORDS, kind=st.sampled_from(PLAIN), required=st.booleans()),
    st.builds(
        FormQuestion, text=WORDS, kind=st.just(QuestionKind.CHOICE), required=st.booleans(),
        choices=st.lists(WORDS, min_size=2, max_size=4).map(tuple),
    ),
)  # fmt: skip
PRESETS = st.builds(FormPreset, trigger=st.sampled_from(Trigger), blocks=st.booleans())
FORMS = st.builds(
    Form,
    name=WORDS,
    questions=st.lists(QUESTIONS, min_size=1, max_size=5).map(tuple),
    presets=st.lists(PRESETS, max_size=2, unique_by=lambda preset: preset.trigger).map(tuple),
)


@given(FORMS)
def test_a_form_reads_back(form: Form) -> None:
    assert parse_form(format_form(form)) == form
