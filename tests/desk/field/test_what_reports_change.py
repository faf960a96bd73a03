"""What each kind of report changes of a job, whose it is, and what the office reads of it: tables of values."""

from dataclasses import replace

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import EditJob, SaveRecord
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job_parts import ItemKind, JobItem, JobTask
from industrack_core.domain.time.minute import minute_of
from tests.desk.office import YES, done
from tests.desk.phones import KEY, Phone, dispatched, field_of, job_now
from tests.store.small_company import ANA, BEN, MILL_ROAD, OAK_STREET, rows

OTHER_KEY = "fedcba9876543210"
BOTH = (ANA, BEN)
ANOTHERS = "Somebody else made it: nobody changes what another technician said."
TASKS = (JobTask(text="Check flue"), JobTask(text="Sign"))
PAGES = {"digest": "a" * 64, "size": 3, "name": "p"}


def ticks(office: Desk, job_id: int) -> list[bool]:
    """Which tasks of a job are done."""
    return [task.done for task in job_now(office, job_id).tasks]


def used(office: Desk, job_id: int) -> list[tuple[str, int | None, int | None]]:
    """Of each line of a job how much was used, and who added it."""
    return [(each.name, each.used, each.by) for each in job_now(office, job_id).items]


def texts(url: str) -> list[str]:
    """What the office reads of all reports."""
    return [str(text) for (text,) in rows(url, "SELECT text FROM field_report ORDER BY id")]


def test_notes_are_replaced_and_taken_back_by_who_wrote_them(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        clock.later(minutes=5)
        said = clock()
        assert ana.send(ana.report("note", job.id, key=KEY, text="seized", ago=59)).last == 1
        assert ana.say("note", job.id, key=KEY, text="seized") == "applied"
        assert ana.say("note", job.id, key=OTHER_KEY, text="second") == "applied"
        assert ben.say("note", job.id, key=KEY, text="mine now") == "review"
        assert ben.say("note", job.id, key=KEY, gone=True) == "review"
        assert ana.say("note", job.id, key=KEY, text="not kept", gone=True) == "applied"
        assert ana.say("note", job.id, key="0" * 16, gone=True) == "applied"
    assert [text.split(": ", 1)[-1] for text in texts(company_url)] == [
        '"seized".', '"seized".', '"second".', f'"mine now". {ANOTHERS}',
        ANOTHERS.split(": ")[1], *["Ana Ruiz took a note back of 1001 Furnace."] * 2,
    ]  # fmt: skip
    made = rows(company_url, "SELECT id FROM field_note UNION ALL SELECT id FROM field_report")
    assert len(set(made)) == len(made), "an id is one thing's"
    assert rows(company_url, "SELECT at FROM field_note ORDER BY id LIMIT 1") == [(minute_of(said) - 1,)]
    notes = rows(company_url, "SELECT key, employee_id, version, text, gone FROM field_note ORDER BY id")
    assert [(key, who, version, text, bool(gone)) for key, who, version, text, gone in notes] == [
        (KEY, ANA, 2, "seized", True), (OTHER_KEY, ANA, 1, "second", False), ("0" * 16, ANA, 1, "", True),
    ]  # fmt: skip


def test_who_ticked_last_counts_by_when_they_did(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH, tasks=TASKS)
        first, second = (task.id for task in job.tasks)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        clock.later(hours=1)
        ben.send(ben.report("tick", job.id, task=first, done=True, ago=600))
        ana.send(ana.report("tick", job.id, task=first, done=False, ago=1200))
        assert ticks(office, job.id) == [True, False], "it was unticked before"
        ana.send(ana.report("tick", job.id, task=second, done=True, ago=900))
        assert ticks(office, job.id) == [True, True], "another task's tick says nothing of this one"
        ana.send(ana.report("tick", job.id, task=first, done=False, ago=300))
        assert ticks(office, job.id) == [False, True]
    assert texts(company_url)[1:3] == [
        'Ana Ruiz unticked "Check flue" of 1001 Furnace.', 'Ana Ruiz ticked "Sign" of 1001 Furnace.'
    ]  # fmt: skip


def test_the_office_ticks_as_well_and_a_task_that_it_removed_is_kept_as_a_note(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH, tasks=TASKS)
        first, second = (task.id for task in job.tasks)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        ana.say("tick", job.id, task=second, done=True)
        version = job_now(office, job.id).version
        ana.say("tick", job.id, task=second, done=True)
        assert job_now(office, job.id).version == version, "it was ticked already"
        clock.later(hours=1)
        now = job_now(office, job.id)
        held = replace(draft_of(now), tasks=(replace(now.tasks[0], done=True), now.tasks[1]))
        done(office.perform(EditJob(job.id, now.version, held, YES)))
        ben.send(ben.report("tick", job.id, task=first, done=False, ago=60))
        ben.send(ben.report("tick", job.id, task=second, done=False, ago=60))
        assert ticks(office, job.id) == [True, False], (
            "the office ticked the first later, and said nothing of the second"
        )
        clock.later(minutes=5)
        ben.send(ben.report("tick", job.id, task=first, done=False, ago=60))
        assert ticks(office, job.id) == [False, False]
        now = job_now(office, job.id)
        done(office.perform(EditJob(job.id, now.version, replace(draft_of(now), tasks=now.tasks[1:]), YES)))
        ben.send(ben.report("tick", job.id, task=first, done=False))
        ana.send(ana.report("tick", job.id, task=first, done=True))
    notes = rows(company_url, "SELECT employee_id, text, length(key) FROM field_note ORDER BY id")
    assert notes == [(BEN, "unticked: Check flue", 16), (ANA, "ticked: Check flue", 16)]


def test_a_tick_names_the_task_as_the_office_calls_it_now(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, tasks=TASKS)
        phone = Phone(field, clock)
        phone.sync()
        held = replace(draft_of(job), tasks=(replace(job.tasks[0], text="Check the flue"), job.tasks[1]))
        done(office.perform(EditJob(job.id, job.version, held, YES)))
        assert phone.say("tick", job.id, task=job.tasks[0].id) == "applied"
    assert texts(company_url) == ['Ana Ruiz ticked "Check the flue" of 1001 Furnace.']


def test_what_was_used_of_a_line_is_what_was_said_last(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH, items=(JobItem(name="Valve", one_off=True),))
        line = job.items[0].id
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        assert ana.say("used", job.id, line=line, quantity=2500) == "applied"
        assert ben.say("used", job.id, line=line, quantity=500) == "applied"
        assert used(office, job.id) == [("Valve", 500, None)]
        assert ana.say("used", job.id, line=line, quantity=500, gone=True) == "applied"
        assert used(office, job.id) == [("Valve", None, None)], "a planned line stays, however little was used of it"
        assert ana.say("used", job.id, line=999_999, name="Hose", quantity=1500) == "review"
        assert ana.say("used", job.id, quantity=1500) == "review"
        assert ana.say("used", job.id, key=KEY, quantity=1500) == "applied"
        assert used(office, job.id)[1:] == [("Material", 1500, ANA)]
    assert texts(company_url)[:4] == [
        'Ana Ruiz used 2.5 x "Valve" on 1001 Furnace.', 'Ben Okafor used 0.5 x "Valve" on 1001 Furnace.',
        'Ana Ruiz used 0 x "Valve" on 1001 Furnace.',
        'Ana Ruiz used 1.5 x "Hose" on 1001 Furnace. This line is not there any more.',
    ]  # fmt: skip


def test_a_line_that_was_added_is_of_who_added_it(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        pipe, hour = (
            done(office.perform(SaveRecord(item))).changed_id("inventory_item")
            for item in (
                InventoryItem(name="Copper pipe", sku="CP15", price=1250),
                InventoryItem(name="Extra hour", price=90, kind=ItemKind.LABOR),
            )
        )
        job = dispatched(office, clock, crew=BOTH)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        assert ana.say("used", job.id, key=KEY, item_id=pipe, name="pipe", quantity=1000) == "applied"
        assert ana.say("used", job.id, key="0" * 16, item_id=hour) == "applied"
        assert ana.say("used", job.id, key=OTHER_KEY, item_id=999_999, name="Tape", quantity=1000) == "applied"
        assert [
            (each.name, each.item_id, each.one_off, each.price, each.kind, each.quantity)
            for each in job_now(office, job.id).items
        ] == [
            ("Copper pipe", pipe, False, 1250, ItemKind.PART, 0),
            ("Extra hour", hour, False, 90, ItemKind.LABOR, 0),
            ("Tape", None, True, 0, ItemKind.PART, 0),
        ]
        assert ben.say("used", job.id, key=KEY, quantity=9000) == "review"
        assert ana.say("used", job.id, key=KEY, gone=True) == "applied"
        assert ana.say("used", job.id, key=KEY, gone=True) == "applied"
        assert used(office, job.id) == [("Extra hour", None, ANA), ("Tape", 1000, ANA)]
    assert texts(company_url)[3] == f'Ben Okafor used 9 x "Copper pipe" on 1001 Furnace. {ANOTHERS}'


def test_pictures_and_signatures_are_of_who_made_them(company_url: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock, crew=BOTH)
        ana, ben = Phone(field, clock), Phone(field, clock, BEN, "ben's token")
        for phone in (ana, ben):
            phone.sync()
        assert ana.say("photo", job.id, key=KEY, type="image/jpeg", caption="the flue", **PAGES) == "applied"
        assert ana.say("photo", job.id, key=KEY, type="image/jpeg", caption="the flue", **PAGES) == "applied"
        assert ben.say("photo", job.id, key=KEY, type="image/jpeg", **PAGES) == "review"
        assert ana.say("photo", job.id, key=OTHER_KEY, type="application/pdf", **PAGES) == "applied"
        assert ana.say("photo", job.id, key=KEY, type="image/jpeg", caption="soot", **PAGES) == "applied"
        assert ana.say("sign", job.id, key=KEY, path="M 1 2 l 3 4") == "applied"
        assert "Signature" in str(rows(company_url, "SELECT questions FROM form_answer"))
        assert ben.say("sign", job.id, key=KEY, path="M 1 2", name="Ms. Mora") == "review"
        assert ana.say("sign", job.id, key=KEY, path="M 1 2", name="Ms. Mora", what="Work done") == "applied"
    files = rows(company_url, "SELECT kind, caption, version, employee_id FROM field_file ORDER BY id")
    assert files == [("photo", "soot", 2, ANA), ("file", "", 1, ANA)]
    assert texts(company_url) == [
        'Ana Ruiz took a picture of 1001 Furnace: "the flue".', 'Ana Ruiz took a picture of 1001 Furnace: "the flue".',
        f"Ben Okafor took a picture of 1001 Furnace. {ANOTHERS}", "Ana Ruiz took a file of 1001 Furnace.",
        'Ana Ruiz took a picture of 1001 Furnace: "soot".',
        "Ana Ruiz has a signature of the customer for 1001 Furnace.",
        f"Ben Okafor has a signature of Ms. Mora for 1001 Furnace. {ANOTHERS}",
        "Ana Ruiz has a signature of Ms. Mora for 1001 Furnace.",
    ]  # fmt: skip
    signed = rows(company_url, "SELECT form_id, form_version, version, questions, answers FROM form_answer")
    ((form_id, form_version, version, questions, answers),) = signed
    assert (form_id, form_version, version) == (0, 0, 2)
    assert "Work done" in str(questions)
    assert "M 1 2" in str(answers)


def test_a_filled_form_keeps_the_questions_that_the_phone_had(company_url: str) -> None:
    asked = (FormQuestion(text="Pressure"), FormQuestion(text="Signs", kind=QuestionKind.SIGNATURE))
    with field_of(company_url) as (field, office, clock):
        form_id = done(office.perform(SaveRecord(Form(name="Gas check", questions=asked)))).changed_id("form")
        form = office.records("form", [form_id or 0])[form_id or 0]
        assert isinstance(form, Form)
        done(
            office.perform(SaveRecord(replace(form, name="Gas safety", questions=(*asked, FormQuestion(text="Leak")))))
        )
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()

        def filled(key: str, *answers: str, version: int = 1, signs: str | None = "M 1 2", form: int = 0) -> str:
            signatures = ["M 9 9", signs] if signs is not None else []  # the first question asks for none
            return phone.say(
                "answer", job.id, key=key, form=form or form_id, form_version=version, answers=answers,
                signatures=signatures,
            )  # fmt: skip

        assert filled(KEY, "21", "") == "applied"
        assert filled(OTHER_KEY, "21", "Ms. Mora", "no", version=2, signs=None) == "applied"
        assert filled("0" * 16, "21", "", "yes", version=0) == "applied"
        assert filled("1" * 16, "21", "", "yes", version=1) == "review"
        assert filled("2" * 16, "21", "", form=999_999) == "review"
        assert filled(KEY, "22", "") == "applied"
    kept = rows(company_url, "SELECT key, form_version, answers FROM form_answer ORDER BY id")
    assert [(key, version, str(answers)) for key, version, answers in kept] == [
        (KEY, 1, '["22","M 1 2"]'), (OTHER_KEY, 2, '["21","Ms. Mora","no"]'), ("0" * 16, 2, '["21","M 1 2","yes"]'),
    ]  # fmt: skip
    assert texts(company_url)[:5] == [
        "Ana Ruiz filled Gas check of 1001 Furnace.", "Ana Ruiz filled Gas safety of 1001 Furnace.",
        "Ana Ruiz filled Gas safety of 1001 Furnace.",
        "Ana Ruiz filled Gas check of 1001 Furnace. The form had other questions by then.",
        "Ana Ruiz filled a form of 1001 Furnace. This form is not there.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("location", "text", "verdict"),
    [(OAK_STREET, "Ring twice", "applied"), (MILL_ROAD, "Ring twice", "review"), (999_999, "Gate", "review")],
)
def test_a_site_note_is_of_the_jobs_place(company_url: str, location: int, text: str, verdict: str) -> None:
    with field_of(company_url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        assert phone.say("site_note", job.id, location=location, text=text, base="00000000") == verdict
    assert rows(company_url, "SELECT site_note FROM location WHERE id = :id", id=OAK_STREET) == [("Ring twice",)]
    assert ("at another place" in texts(company_url)[0]) is (verdict == "review")
