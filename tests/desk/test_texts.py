"""Hostile text in every field: stored clean, or refused with a sentence; never a crash, never half."""

import unicodedata

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import Act, AddEmployee, AddJob, EditJob
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from tests.store.small_company import DISPATCHED, MORA, contents, draft, rows

HOSTILE = [
    "\x1b]52;c;cm0gLXJm\x07", "\x1b]0;title\x07x", "\x1b[2Jx", "\x9b31mx", "\x90q\x9cx", "a\x00b", "\ud800x", "x\udfff",
    "\u202eabc", "a\u200bb", "\U000e0041\U000e0042x", "e" + "\u0301" * 5000, "a\rb\nc\td", "\ufeffBOM", "x\ufffe",
    "'; DROP TABLE job; --", "' OR 1=1 --", "%s %(x)s {0} :name ?", "\\x00 \\", '"quoted"',
]  # fmt: skip
KEPT = [
    "Replace [/valve] unit",
    "Check [ODU 2]",
    "[@click=app.quit]x[/]",
    "👩‍🔧 Straße 東京 ไทย",
    "עברית",
    "O'Brien & Søn",
    "<b>",
]


def acts(text: str, key: str) -> list[Act]:
    """The text in every field that takes one; short enough to be let in."""
    text = text[:150]
    new = NewCustomer(name="N" + text, contact=text, phone=text, address=text)
    row = ImportedJob(
        key=key + text, customer="I" + text, location=text, employee="E" + text, service_type="S" + text,
        description=text, note=text, phone=text, number=key,
    )  # fmt: skip
    return [
        AddJob(draft(customer=new, description=text, note=text, crew=(), starts_at=None)),
        AddEmployee("A" + text, "B" + text),
        ImportJobs((row,), text, text),
        ImportJobs((row,), text, text),
    ]


def unwanted(text: str) -> bool:
    return any(
        (unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} and char not in "\n\t")
        or char in "\u200b\u202e\u2066\ufeff" or 0xE0000 <= ord(char) <= 0xE0FFF
        for char in text
    )  # fmt: skip


def stored_texts(url: str) -> list[str]:
    found = [value for table in contents(url).values() for row in table for value in row if isinstance(value, str)]
    return found + [str(value) for row in rows(url, "SELECT line, who, batch FROM journal") for value in row]


@pytest.mark.parametrize("start", [0, 7, 14])
def test_hostile_texts_are_stored_clean(desk: Desk, company_url: str, start: int) -> None:
    for number, text in enumerate(HOSTILE[start : start + 7]):
        for act in acts(text, f"k{number}"):
            outcome = desk.perform(act)
            assert isinstance(outcome, Done), (text, outcome)
            assert not unwanted(outcome.line), text
    assert not [text for text in stored_texts(company_url) if unwanted(text)]
    desk.queue()
    desk.office()
    list(desk.jobs())


def test_what_is_harmless_stays_as_typed(desk: Desk) -> None:
    for text in KEPT:
        new = NewCustomer(name=text, contact=text, address=text)
        outcome = desk.perform(AddJob(draft(customer=new, description=text, note=f"{text}\n{text}", crew=())))
        assert isinstance(outcome, Done)
        job = desk.job(outcome.changed_id("job") or 0)
        card = desk.customer(outcome.changed_id("customer") or 0)
        assert job is not None
        assert card is not None
        assert (job.description, job.note) == (text, f"{text}\n{text}")
        assert (card.customer.name, card.customer.contact, card.customer.billing_address) == (text, text, text)
        assert text in outcome.line
        assert desk.perform(
            EditJob(job.id, 1, draft(customer=card.customer.id, description=text, note=job.note, crew=()))
        ) == (Done(desk.revision(), f"Nothing changed in {job.number}."))


def test_a_second_import_of_hostile_rows_changes_nothing(desk: Desk) -> None:
    for number, text in enumerate(HOSTILE):
        act = acts(text, f"k{number}")[2]
        assert isinstance(desk.perform(act), Done)
        again = desk.perform(act)
        assert isinstance(again, Done)
        assert (again.line, again.changes) == ("Nothing new to import.", ())


def test_records_loaded_whole_are_cleaned_too(desk: Desk) -> None:
    first = desk.reserve_ids(1)
    customer = Customer(id=first, number="C9", name="A\x1b[2Jx", tags=("vip\x1b", "[b]"), internal_note="a\r\nb")
    assert isinstance(desk.perform(LoadRecords((customer,), "Loaded\x07.")), Done)
    card = desk.customer(first)
    assert card is not None
    assert (card.customer.name, card.customer.tags, card.customer.internal_note) == ("A[2Jx", ("vip", "[b]"), "a\nb")


def test_an_edit_cleans_as_an_addition_does(desk: Desk) -> None:
    outcome = desk.perform(
        EditJob(DISPATCHED, 1, draft(customer=MORA, description=" \u200b Boiler\x00 ", note="a\tb\x07"))
    )
    assert isinstance(outcome, Done)
    job = desk.job(DISPATCHED)
    assert job is not None
    assert (job.description, job.note) == ("Boiler", "a\tb")
