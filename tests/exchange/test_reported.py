"""What technicians reported, on the sheet of its job: forms, photos by name, and signatures as they were drawn."""

import io
import json

import pypdfium2
import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.exchange.papers.day_sheets import DaySheet, day_sheets, day_sheets_text
from industrack_core.exchange.papers.day_sheets_pdf import write_day_sheets
from industrack_core.exchange.papers.strokes import strokes_of, strokes_within
from tests.desk.office import done
from tests.desk.phones import KEY, Phone, dispatched, field_of
from tests.store.small_company import ANA, TODAY

_PATH_OBJECT = 2
"""As a PDF reader calls lines."""
PATH = "M 0 0 l 100 50 l 20 -10 M 300 20 l 1 0"


@pytest.mark.parametrize(
    ("path", "strokes"),
    [
        (PATH, [[(0, 0), (100, 50), (120, 40)], [(300, 20), (301, 20)]]), ("M 5 6", [[(5, 6)]]),
        ("M1 2l3 4 5 6", [[(1, 2), (4, 6), (9, 12)]]), ("M -1 -2 l -3 4", [[(-1, -2), (-4, 2)]]), ("", []),
        ("l 1 2", []), ("M", []), ("M 1", []), ("M 1 - ", []), ("M 1 2 l 3", []), ("Mara Smith", []), ("1 2", []),
        ("M 1 99999999", []), ("M \u0661 2", []), ("M M l l", []),
    ],
)  # fmt: skip
def test_a_path_is_its_strokes_or_none(path: str, strokes: list[list[tuple[int, int]]]) -> None:
    assert strokes_of(path) == strokes


def test_a_drawing_fills_its_box_and_is_not_made_larger() -> None:
    first, second = strokes_within("M 100 100 l 600 200 M 100 300 l 1 0", 10, 20, 60, 16)
    assert (first, second[0]) == ([(10, 20), (58, 36)], (10, 36))
    assert strokes_within("M 5 5 l 1 1", 0, 0, 60, 16) == [[(0, 0), (1, 1)]]
    assert strokes_within("M 5 5", 3, 4, 60, 16) == [[(3, 4)]]
    assert strokes_within("nobody", 0, 0, 60, 16) == []


def sheet_of(office: Desk) -> DaySheet:
    (sheet,) = day_sheets(office, office.office(), TODAY, [office.office().employees_by_id[ANA]])
    return sheet


def report(phone: Phone, job: int, form: int) -> None:
    """A filled form, a photo, a signature that was drawn and one that was typed."""
    answer = {"form": form, "form_version": 1, "answers": ["21.5", "", ""]}
    photo = {"digest": "ab" * 32, "size": 9, "type": "image/jpeg", "name": "valve.jpg", "caption": "seized"}
    signed = {"name": "Mara Lind", "path": PATH, "what": "Work done"}
    for kind, key, body in (
        ("answer", KEY, {**answer, "signatures": [None, None, PATH]}), ("photo", KEY, photo),
        ("sign", KEY[::-1], signed), ("sign", "f" * 16, {**signed, "name": "Only Typed", "path": ""}),
    ):  # fmt: skip
        assert phone.say(kind, job, key=key, **body) == "applied"


def test_forms_photos_and_signatures_stand_on_the_sheet(company_url: str) -> None:
    questions = (FormQuestion(text="Pressure", kind=QuestionKind.NUMBER), FormQuestion(text="Leak"),
                 FormQuestion(text="Customer", kind=QuestionKind.SIGNATURE))  # fmt: skip
    with field_of(company_url) as (field, office, clock):
        form = done(office.perform(SaveRecord(Form(name="Gas check", questions=questions)))).changed_id("form")
        job, phone = dispatched(office, clock), Phone(field, clock)
        phone.sync()
        assert form is not None
        report(phone, job.id, form)
        (told,) = sheet_of(office).jobs
        assert told.parts[-4:] == (
            ("Gas check, Ana Ruiz, 24 Nov 08:00", ("Pressure: 21.5", "Leak: -", "Customer: signed")),
            ("Signature, Ana Ruiz, 24 Nov 08:00", ("Work done: signed", "Name: Mara Lind")),
            ("Signature, Ana Ruiz, 24 Nov 08:00", ("Work done: -", "Name: Only Typed")),
            ("Photos", ("valve.jpg, seized, Ana Ruiz, not here yet",)),
        )
        assert told.signed == (
            ("Customer (Ana Ruiz, 24 Nov 08:00)", PATH),
            ("Work done: Mara Lind (Ana Ruiz, 24 Nov 08:00)", PATH),
        )
        file = io.BytesIO()
        assert write_day_sheets([sheet_of(office)], file) == ""
        assert "Pressure: 21.5" in day_sheets_text([sheet_of(office)])
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        text = document[0].get_textpage().get_text_bounded()
        drawn = [each for each in document[0].get_objects() if each.type == _PATH_OBJECT]
    assert "Work done: Mara Lind" in text
    assert "M 0 0" not in text
    assert len(drawn) >= 4


def test_a_path_that_is_none_is_not_drawn(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("sign", job.id, key=KEY, name="Mara", path="M l - M", what="") == "applied"
        (told,) = sheet_of(office).jobs
        assert told.signed == ()
        assert json.dumps(told.parts).count("M l") == 0
