"""A job as a phone has it, of plain values: what is said, by whom, and what is left out because it is empty."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.field.bodies import AnswerBody, StepBody, TickBody, UsedBody, read_body
from industrack_core.desk.field.documents import document, ms_at, ms_of, past_visit, sent_of
from industrack_core.desk.field.effects import note_base
from industrack_core.desk.field.members import spell_of, visit_state
from industrack_core.desk.field.taking import report_digest
from industrack_core.domain.acts.limits import LINE_LIMIT, NOTE_LIMIT
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.job_document import JobDocument, PastVisit
from industrack_core.domain.field.member import Spell, VisitState
from industrack_core.domain.field.records import FieldFile, FieldNote, FileKind, TimeEntry, Visit
from industrack_core.domain.field.steps import Step
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import FILE_LIMIT, JobItem, JobTask
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_core.store.reads.phone_jobs import Related
from tests.store.small_company import at

NINE = at("9:00")
NINE_S = int(NINE.timestamp())
ANA = Employee(id=1, first_name="Ana", last_name="Ruiz")
BEN = Employee(id=2, first_name="Ben", last_name="Ito")
JOB = Job(id=7, number="1001", customer_id=3, location_id=5, crew=(1, 2), starts_at=NINE, status=WorkStatus.STARTED)
ENTRY = OutboxEntry(id=9, job_id=7, job_number="1001", employee_id=1, errand=Errand.DISPATCH, written_at=NINE)
KEY, OTHER = "0123456789abcdef", "fedcba9876543210"


def said(**changes: Any) -> JobDocument:
    """The document for Ana, of what belongs to the job."""
    about = Related({7: JOB}, {9: ENTRY}, [], [], [], [], {}, {1: ANA, 2: BEN}, {}, {})._replace(
        **{name: value for name, value in changes.items() if name != "job"}
    )
    return document(about, "tag", changes.get("job", JOB), ENTRY, 1)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({}, {}),
        ({"note": "", "priority": None, "items": [], "customer": {}, "minutes": 0, "number": "1"},
         {"minutes": 0, "number": "1"}),
        ({"starts_at": "2026-11-24T09:00:00+00:00"}, {"starts_at": 1795510800000}),
        ({"starts_at": None}, {}),
        ({"location": {"name": "Hall", "site_note": "Dog", "address": ""}}, {"location": {"name": "Hall"}}),
        ({"location": {"site_note": "Dog"}}, {}),
        (
            {"forms": [
                {"form_id": 4, "version": 2, "name": "Safety", "questions": [{"text": "Leak?"}], "blocks": False}
            ]},
            {"forms": [{"form_id": 4, "version": 2, "blocks": False}]},
        ),
        ({"items": [{"name": "Valve", "sku": "", "item_id": None}]}, {"items": [{"name": "Valve"}]}),
        ({"crew": ["Ana Ruiz", "Ben Ito"]}, {"crew": ["Ana Ruiz", "Ben Ito"]}),
        ({"equipment": [{"name": "Boiler", "tags": []}]}, {"equipment": [{"name": "Boiler"}]}),
    ],
)  # fmt: skip
def test_what_was_sent_is_said_without_what_is_empty(payload: dict[str, Any], expected: dict[str, Any]) -> None:
    assert sent_of(replace(ENTRY, payload=json.dumps(payload))) == expected


def test_an_entry_without_a_payload_says_nothing() -> None:
    assert sent_of(ENTRY) == {}


def test_names_of_what_was_seen_and_said_are_of_one_length() -> None:
    assert note_base("Dog") == hashlib.sha256(b"Dog").hexdigest()[:8]
    assert report_digest("note", 7, "{}", 5) == hashlib.sha256(b'["note", 7, "{}", 5]').hexdigest()[:32]


def test_texts_of_a_form_come_in_clean() -> None:
    said = {
        "key": KEY,
        "form": 4,
        "answers": ["two\nlines", "\x1b[2Jred\u202e", " a ", ""],
        "signatures": [None, "M 1 2"],
    }
    body = read_body("answer", json.dumps(said))
    assert isinstance(body, AnswerBody)
    assert body.answers == ("two\nlines", "[2Jred", "a", "")
    assert body.signatures == (None, "M 1 2")


ID, END = 2**31 - 1, 253402300799999
PHOTO = {"key": KEY, "digest": "a" * 64}


@pytest.mark.parametrize(
    ("kind", "body", "most", "further"),
    [
        ("tick", {}, {"task": ID}, {"task": ID + 1}), ("tick", {}, {"task": 0}, {"task": -1}),
        ("note", {}, {"key": KEY}, {"key": KEY + "0"}), ("note", {}, {"key": KEY}, {"key": KEY[1:]}),
        ("note", {"key": KEY}, {"text": "x" * NOTE_LIMIT}, {"text": "x" * (NOTE_LIMIT + 1)}),
        ("step", {"step": "hold"}, {"reason": "x" * LINE_LIMIT}, {"reason": "x" * (LINE_LIMIT + 1)}),
        ("used", {}, {"quantity": 10**12}, {"quantity": 10**12 + 1}), ("used", {}, {"quantity": 0}, {"quantity": -1}),
        ("amend", {"entry": 1}, {"starts": END}, {"starts": END + 1}),
        ("amend", {"entry": 1}, {"starts": 0}, {"starts": -1}),
        ("undo", {}, {"seq": ID}, {"seq": ID + 1}), ("undo", {}, {"seq": 1}, {"seq": 0}),
        ("photo", {"key": KEY}, {"digest": "a" * 64}, {"digest": "a" * 65}),
        ("photo", PHOTO, {"size": FILE_LIMIT}, {"size": FILE_LIMIT + 1}), ("photo", PHOTO, {"size": 0}, {"size": -1}),
        ("photo", PHOTO, {"type": "x" * 60}, {"type": "x" * 61}),
        ("sign", {"key": KEY}, {"path": "M" * 16_384}, {"path": "M" * 16_385}),
        ("site_note", {"location": 1}, {"base": "a" * 8}, {"base": "a" * 9}),
        ("answer", {"key": KEY, "form": 1}, {"answers": ["x"] * LINE_LIMIT}, {"answers": ["x"] * (LINE_LIMIT + 1)}),
        ("answer", {"key": KEY, "form": 1}, {"signatures": [None, "M1 -2"]}, {"signatures": ["M1 2<"]}),
        ("sign", {"key": KEY}, {"path": "M1 -2l3"}, {"path": "M1.5"}),
    ],
)  # fmt: skip
def test_as_much_as_a_body_may_say(
    kind: str, body: dict[str, Any], most: dict[str, Any], further: dict[str, Any]
) -> None:
    found = read_body(kind, json.dumps(body | most))
    assert found is not None
    assert all(
        getattr(found, name) in (value, tuple(value) if isinstance(value, list) else value)
        for name, value in most.items()
    )
    assert read_body(kind, json.dumps(body | further)) is None


def test_what_a_body_says_when_it_says_little() -> None:
    assert read_body("tick", '{"task": 1}') == TickBody(1, done=True)
    assert read_body("step", '{"step": "complete"}') == StepBody(Step.COMPLETE, None, "", all=False)
    assert read_body("used", "{}") == UsedBody(0, None, None, "", None, gone=False)
    assert read_body("teleport", "{}") is None


def test_instants_are_milliseconds() -> None:
    assert (ms_at(NINE), ms_of(NINE), ms_of(None)) == (NINE_S * 1000, NINE_S * 1000, None)


@pytest.mark.parametrize(("location_id", "expected"), [(5, (5, "Dog")), (6, (6, "")), (None, (0, ""))])
def test_the_place_and_its_note(location_id: int | None, expected: tuple[int, str]) -> None:
    place = Location(id=5, customer_id=3, name="Hall", site_note="Dog")
    told = said(
        places={5: place, 1: replace(place, id=1, site_note="Another")}, job=replace(JOB, location_id=location_id)
    )
    assert (told.place.location, told.place.note) == expected


def test_an_earlier_visit_says_who_was_there_and_what_they_wrote() -> None:
    note = FieldNote(id=1, job_id=7, employee_id=1, key=KEY, at=NINE, text="Dog")
    found = past_visit(JOB, [note], {1: "Ana Ruiz", 9: "Somebody else"})
    assert found == PastVisit(7, "1001", NINE_S * 1000, "", "started", ("Ana Ruiz",), ("Dog",))


def visit(employee_id: int, status: WorkStatus, **more: Any) -> Visit:
    return Visit(
        id=employee_id, job_id=more.pop("job_id", 7), employee_id=employee_id, status=status, since_at=NINE, **more
    )


@pytest.mark.parametrize(
    ("visits", "status", "mine", "crew"),
    [
        ([], WorkStatus.STARTED, "started", [("Ana Ruiz", "started", None, True), ("Ben Ito", "started", None, False)]),
        ([], WorkStatus.NOT_STARTED, "not_started",
         [("Ana Ruiz", "not_started", None, True), ("Ben Ito", "not_started", None, False)]),
        ([visit(2, WorkStatus.PAUSED)], WorkStatus.PAUSED, "not_started",
         [("Ana Ruiz", "not_started", None, True), ("Ben Ito", "paused", NINE_S * 1000, False)]),
        ([visit(1, WorkStatus.PAUSED, job_id=8)], WorkStatus.STARTED, "started",
         [("Ana Ruiz", "started", None, True), ("Ben Ito", "started", None, False)]),
        ([visit(1, WorkStatus.STARTED), visit(99, WorkStatus.STARTED)], WorkStatus.STARTED, "started",
         [("Ana Ruiz", "started", NINE_S * 1000, True), ("Ben Ito", "not_started", None, False)]),
    ],
)  # fmt: skip
def test_how_far_everybody_is(
    visits: list[Visit], status: WorkStatus, mine: str, crew: list[tuple[str, str, int | None, bool]]
) -> None:
    live = said(visits=visits, job=replace(JOB, status=status)).live
    assert live.status == mine
    assert [(each.who, each.status, each.since_at, each.mine) for each in live.visits] == crew


def test_notes_files_and_answers_are_of_this_job_by_name() -> None:
    notes = [
        FieldNote(id=1, job_id=7, employee_id=1, key=KEY, at=NINE, text="mine"),
        FieldNote(id=2, job_id=7, employee_id=2, key=OTHER, at=NINE, text="Ben's"),
        FieldNote(id=3, job_id=7, employee_id=99, key=OTHER, at=NINE, text="whose"),
        FieldNote(id=4, job_id=7, employee_id=1, key=KEY, at=NINE, text="gone", gone=True),
        FieldNote(id=5, job_id=8, employee_id=1, key=KEY, at=NINE, text="another job's"),
    ]
    file = FieldFile(
        id=6, job_id=7, employee_id=2, key=KEY, kind=FileKind.PHOTO, name="p", digest="d", size=3, type="t", at=NINE
    )
    answer = FormAnswer(id=8, job_id=7, form_id=4, who="Ben Ito", at=NINE, key=KEY, employee_id=2, form_version=3)
    live = said(
        notes=notes,
        files=[file, replace(file, job_id=8, digest="other")],
        answers=[answer, replace(answer, job_id=8, form_id=5)],
    ).live
    nine = NINE_S * 1000
    assert [(each.at, each.text, each.who, each.mine) for each in live.notes] == [
        (nine, "mine", "Ana Ruiz", True), (nine, "Ben's", "Ben Ito", False), (nine, "whose", "", False),
    ]  # fmt: skip
    assert [(each.digest, each.who, each.mine) for each in live.files] == [("d", "Ben Ito", False)]
    assert [(each.form, each.at, each.who, each.mine) for each in live.answers] == [(4, nine, "Ben Ito", False)]


def test_ticks_and_what_was_used() -> None:
    job = replace(
        JOB,
        tasks=(JobTask(id=1, text="a", done=True), JobTask(id=2, text="b")),
        items=(JobItem(id=3, name="planned"), JobItem(id=4, name="used", used=500), JobItem(id=5, name="added", by=2)),
    )
    live = said(job=job).live
    assert live.ticks == ((1, 1), (2, 0))
    assert [(each.line, each.name, each.quantity) for each in live.used] == [(4, "used", 500), (5, "added", None)]


def test_times_and_visits_as_the_rules_see_them() -> None:
    entry = TimeEntry(id=4, employee_id=1, kind=EntryKind.JOB, job_id=7, starts_at=NINE, mark=(Mark.AUTO,))
    marks = frozenset({Mark.AUTO})
    assert spell_of(entry) == Spell(EntryKind.JOB, 7, NINE_S, None, marks, 4)
    ended = replace(entry, ends_at=at("9:30"), job_id=None)
    assert spell_of(ended) == Spell(EntryKind.JOB, 0, NINE_S, NINE_S + 1800, marks, 4)
    seen = visit_state(visit(1, WorkStatus.PAUSED, reason="Rain", arrived=True))
    assert seen == VisitState(WorkStatus.PAUSED, "Rain", True, NINE_S)
