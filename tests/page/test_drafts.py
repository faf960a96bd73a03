"""What is typed becomes a note, a step, an answer in one: it never is both, and never neither."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.gateway.running import Gateway
from tests.page.holding import (
    FULL,
    TYPES,
    drafted,
    drafts,
    full_disk,
    has_drafted,
    slow_disk,
    tap_big,
    type_and_tap,
    type_on,
)
from tests.page.office import Office
from tests.page.phone import Phone
from tests.page.test_day import PICTURE

MEANWHILE = {
    "time goes by": "null",
    "the phone is put away": "dispatchEvent(new Event('pagehide'))",
    "one letter more": f"({TYPES})(['#text', 'valve seizedd'])",
}
TYPES_BEFORE_IT_HEARS = f"""() => {{
  const plain = globalThis.fetch;
  globalThis.fetch = async (...asked) => {{
    const answer = await plain(...asked);
    if (!answer.ok) ({TYPES})(["#text", "valve seized"]);
    return answer;
  }};
}}"""
FILE = FilePayload(name="a.png", mimeType="image/png", buffer=PICTURE)


@pytest.fixture
def job(paired: Phone, office: Office) -> int:
    """A job with a form, an item and a task, which the phone has."""
    sent = office.send_a_full_one()
    paired.sync_now()
    paired.sees("Annual service")
    return sent


def save_late(phone: Phone, field: str, text: str, said: str, meanwhile: str = "time goes by") -> dict[str, object]:
    """Save a screen, its last letter just typed, on a slow disk; the drafts that are left once it is kept."""
    with slow_disk(phone):
        type_and_tap(phone, field, text)
        phone.page.evaluate(MEANWHILE[meanwhile])
        phone.page.clock.run_for(300)
    expect(phone.page.locator(field)).to_have_count(0)
    phone.says(said)
    phone.page.clock.run_for(1000)
    return drafts(phone)


def test_a_note_that_is_kept_is_no_draft_any_more(paired: Phone, office: Office, gateway: Gateway, job: int) -> None:
    gateway.kill()
    for what in MEANWHILE:
        paired.open(f"/job/{job}/note")
        expect(paired.page.get_by_label("New note")).to_have_value("")
        assert save_late(paired, "#text", "valve seized", "Note kept.", what) == {}, what
    gateway.start()
    paired.sync_now()
    assert office.rows("SELECT text FROM field_note") == [("valve seized",)] * 3


def test_whatever_is_kept_is_no_draft_any_more(paired: Phone, gateway: Gateway, job: int) -> None:
    gateway.kill()
    for path, field, text, said in (
        ("note", "#text", "Valve seized", "Note kept."),
        ("sitenote", "#text", "Ring twice", "Note kept."),
        ("items", "[id^=used]", "3", "Items kept."),
        ("sign", "#pad-name", "Ms. Mora", "Signature kept."),
    ):
        paired.open(f"/job/{job}/{path}")
        assert save_late(paired, field, text, said) == {}, path
    paired.open(f"/job/{job}/notes")
    paired.tap("Edit")
    assert save_late(paired, "#text", "Valve seizes", "Note kept.") == {}
    paired.open(f"/job/{job}/forms")
    paired.page.locator("ul.cards a").first.click()
    paired.fill_the_form()
    assert save_late(paired, "#q3", "Sooty", "Gas safety check: kept.") == {}
    paired.open(f"/job/{job}/reason/decline")
    assert save_late(paired, "#own", "no key", "declined") == {}


def test_what_the_phone_refuses_to_keep_stays_a_draft(paired: Phone, job: int) -> None:
    paired.open(f"/job/{job}/note")
    with full_disk(paired):
        type_and_tap(paired, "#text", "valve seized")
        paired.page.clock.run_for(300)
    expect(paired.page.get_by_label("New note")).to_have_value("valve seized")
    type_on(paired, "#text", "valve seized, replaced")
    paired.page.clock.run_for(300)
    has_drafted(paired, "valve seized, replaced")
    paired.page.reload()
    expect(paired.page.get_by_label("New note")).to_have_value("valve seized, replaced")
    paired.open(f"/job/{job}/reason/decline")
    paired.type("In your own words", "no key")
    paired.sees("kept ")
    with full_disk(paired):
        tap_big(paired)
    paired.page.reload()
    expect(paired.page.get_by_label("In your own words")).to_have_value("no key")


def test_kept_is_said_when_the_phone_has_it(paired: Phone, job: int) -> None:
    paired.open(f"/job/{job}/note")
    kept = paired.page.locator("main p.kept")
    with slow_disk(paired):
        type_on(paired, "#text", "valve")
        paired.page.clock.run_for(300)
        expect(kept).to_have_text("")
    expect(kept).to_contain_text("kept ")


def test_a_step_that_became_a_report_unseen_is_taken_back_by_its_number(
    paired: Phone, office: Office, gateway: Gateway, job: int
) -> None:
    gateway.kill()
    paired.open(f"/job/{job}")
    with paired.clock_stands():
        paired.step("Start travel")
        paired.sees("on the way")
        paired.ask("store.js", "await m.settle(await m.openStore())")
        paired.tap("Undo")
        paired.says("Taken back.")
    gateway.start()
    paired.sync_now()
    paired.sees("all sent")
    assert office.rows("SELECT kind, verdict FROM field_report ORDER BY seq") == [
        ("step", "applied"),
        ("undo", "applied"),
    ]


def test_a_picture_on_its_way_goes_also_when_a_form_took_it_and_left_it(
    paired: Phone, office: Office, gateway: Gateway, job: int
) -> None:
    gateway.kill()
    paired.open(f"/job/{job}")
    paired.page.locator("#camera").set_input_files(FILE)
    paired.says("Photo kept")
    paired.open(f"/job/{job}/forms")
    paired.page.locator("ul.cards a").first.click()
    paired.page.locator("#q5").set_input_files(FILE)
    paired.tap("Remove")
    gateway.start()
    paired.sync_now()
    paired.sees("all sent")
    assert office.rows("SELECT stored FROM field_file") == [(True,)]


def test_a_lost_phone_forgets_also_what_is_being_typed(paired: Phone, office: Office, job: int) -> None:
    paired.open(f"/job/{job}/note")
    paired.page.evaluate(TYPES_BEFORE_IT_HEARS)
    office.sign_out(lost=True)
    paired.page.evaluate("dispatchEvent(new Event('online'))")
    paired.sees("The office has marked this phone as lost")
    paired.page.clock.run_for(1000)
    assert drafts(paired) == {}


@pytest.fixture
def tabs(paired: Phone, job: int) -> tuple[Phone, Phone]:
    """Two tabs that both show where the job's next note is typed, empty."""
    tabs = paired, Phone(paired.context, paired.gateway)
    for tab in tabs:
        tab.open(f"/job/{job}/note")
        expect(tab.page.get_by_label("New note")).to_have_value("")
    return tabs


@pytest.fixture
def begun(tabs: tuple[Phone, Phone]) -> tuple[Phone, Phone]:
    """Both show the note that the first one began, and nothing of it is still to be written."""
    first, second = tabs
    first.type("New note", "valve")
    first.page.clock.run_for(300)
    first.sees("kept ")
    second.page.reload()
    expect(second.page.get_by_label("New note")).to_have_value("valve")
    return tabs


def hears(tab: Phone) -> None:
    """A tab looks at what the others did, as it does when it comes to the front."""
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    tab.page.clock.run_for(100)


def test_each_of_two_tabs_keeps_the_note_that_it_began(tabs: tuple[Phone, Phone], office: Office, job: int) -> None:
    with slow_disk(tabs[0]):  # a draft that is there already is gone on with
        for tab, text in zip(tabs, ("valve seized", "ring twice"), strict=True):
            type_on(tab, "#text", text)
            tab.page.clock.run_for(300)
    for tab in tabs:
        tab.sees("kept ")
    assert drafted(tabs[0]) == ["ring twice", "valve seized"]
    for tab, text in zip(tabs, ("valve seized", "ring twice"), strict=True):
        expect(tab.page.get_by_label("New note")).to_have_value(text)
        tab.tap("Save")
        tab.says("Note kept.")
    assert drafts(tabs[0]) == {}
    tabs[0].sync_now()
    assert sorted(office.rows("SELECT text FROM field_note")) == [("ring twice",), ("valve seized",)]


def test_a_draft_that_another_tab_goes_on_with_is_shown_there_and_saved_once(
    begun: tuple[Phone, Phone], office: Office, job: int
) -> None:
    first, second = begun
    second.type("New note", "valve seized")
    second.page.clock.run_for(300)
    second.sees("kept ")
    hears(first)
    expect(first.page.get_by_label("New note")).to_have_value("valve seized")
    first.tap("Save")
    first.says("Note kept.")
    expect(second.page.get_by_label("New note")).to_have_value("")
    assert drafts(first) == {}
    first.sync_now()
    assert office.rows("SELECT text FROM field_note") == [("valve seized",)]


@pytest.mark.parametrize("writes_first", [False, True], ids=["saved, then written", "written, then saved"])
def test_what_another_tab_typed_since_stays_when_the_older_text_is_saved(
    begun: tuple[Phone, Phone], office: Office, *, writes_first: bool
) -> None:
    first, second = begun
    type_on(second, "#text", "valve seized")
    with slow_disk(first):
        if writes_first:
            second.page.clock.run_for(300)
        tap_big(first)
        second.page.clock.run_for(300)
    first.says("Note kept.")
    expect(second.page.get_by_label("New note")).to_have_value("valve seized")
    second.tap("Save")
    second.says("Note kept.")
    assert drafts(first) == {}
    first.sync_now()
    assert sorted(office.rows("SELECT text FROM field_note")) == [("valve",), ("valve seized",)]


def test_what_was_read_after_save_was_tapped_is_not_what_was_saved(begun: tuple[Phone, Phone], office: Office) -> None:
    first, second = begun
    type_on(second, "#text", "valve seized")
    with slow_disk(first):
        second.page.clock.run_for(300)
        hears(first)
        tap_big(first)
    first.says("Note kept.")
    expect(second.page.get_by_label("New note")).to_have_value("valve seized")
    assert drafted(first) == ["valve seized"]


def test_a_draft_is_one_however_often_it_is_written_at_once(tabs: tuple[Phone, Phone]) -> None:
    first = tabs[0]
    with slow_disk(first):
        type_on(first, "#text", "valve")
        first.page.clock.run_for(300)
        type_on(first, "#text", "valve seized")
        first.page.clock.run_for(300)
        first.page.evaluate("dispatchEvent(new Event('pagehide')); dispatchEvent(new Event('pagehide'))")
    first.sees("kept ")
    first.page.clock.run_for(300)
    first.page.reload()
    expect(first.page.get_by_label("New note")).to_have_value("valve seized")
    assert drafted(first) == ["valve seized"]
    first.tap("Save")
    first.says("Note kept.")
    assert drafts(first) == {}


def test_a_lost_phone_forgets_also_what_another_tab_could_not_keep(tabs: tuple[Phone, Phone], office: Office) -> None:
    first, second = tabs
    second.page.evaluate(FULL)
    type_on(second, "#text", "valve seized")
    second.page.clock.run_for(300)
    second.says("The phone did not keep this")
    office.sign_out(lost=True)
    hears(first)
    for tab in tabs:
        tab.sees("The office has marked this phone as lost")
    second.page.evaluate("makeRoom(), dispatchEvent(new Event('pagehide'))")
    second.page.clock.run_for(1000)
    assert drafts(first) == {}
