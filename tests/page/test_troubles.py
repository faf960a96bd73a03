"""What the page does about each no of the gateway: nothing is lost, it is said in words, and there is a way on."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.gateway.running import Gateway
from tests.page.backups import backed_up
from tests.page.office import Office, on_both_engines
from tests.page.phone import Phone


def write_a_note(phone: Phone, job: int, text: str) -> None:
    phone.open(f"/job/{job}/note")
    phone.type("New note", text)
    phone.tap("Save")
    phone.says("Note kept.")


@pytest.fixture
def job(paired: Phone, office: Office) -> int:
    """A job that the phone has."""
    sent = office.send("Furnace")
    paired.sync_now()
    paired.sees("Furnace")
    return sent


def test_signed_out_by_the_office_the_rest_still_arrives(
    paired: Phone, office: Office, gateway: Gateway, job: int
) -> None:
    gateway.kill()
    write_a_note(paired, job, "the last one")
    office.sign_out(lost=False)
    gateway.start()
    paired.opened_again()
    paired.sees("The office has signed this phone out")
    assert office.rows("SELECT text FROM field_note") == [("the last one",)]
    expect(paired.page.get_by_text("Furnace")).to_have_count(0)
    paired.type("Code", office.offer())
    paired.tap("Connect")
    paired.tap("Begin")
    paired.sees("Furnace")


def test_a_lost_phone_forgets_everything_at_its_next_contact(paired: Phone, office: Office, job: int) -> None:
    office.sign_out(lost=True)
    paired.opened_again()
    paired.sees("The office has marked this phone as lost")
    counts = "['jobs', 'lists', 'outbox', 'files', 'drafts'].map((name) => m.one(s[name].count()))"
    names = "['jobs', 'lists', 'outbox', 'files', 'drafts']"
    kept = paired.ask("store.js", f"(await m.openStore()).read({names}, (s) => Promise.all({counts}))")
    assert kept == [0, 0, 0, 0, 0]


@on_both_engines
def test_a_backup_from_noon_gets_the_afternoon_back(paired: Phone, office: Office, gateway: Gateway, job: int) -> None:
    write_a_note(paired, job, "morning")
    paired.sync_now()
    gateway.kill()
    bring_back = backed_up(office.url)
    gateway.start()
    write_a_note(paired, job, "afternoon")
    paired.sync_now()
    gateway.kill()
    bring_back()
    assert office.rows("SELECT text FROM field_note") == [("morning",)]
    gateway.start()
    paired.sync_now()
    paired.sees("all sent")
    assert sorted(office.rows("SELECT text FROM field_note")) == [("afternoon",), ("morning",)]


@on_both_engines
def test_a_backup_that_does_not_know_the_phone_gets_all_from_it(phone: Phone, office: Office, gateway: Gateway) -> None:
    job = office.send("Furnace")
    gateway.kill()
    bring_back = backed_up(office.url)
    gateway.start()
    phone.page.reload()  # the page's worker may not have come before
    phone.pair(office.offer())
    write_a_note(phone, job, "before")
    phone.sync_now()
    gateway.kill()
    bring_back()
    gateway.start()
    phone.opened_again()
    phone.sees("The office does not know this phone any more")
    phone.type("Code", office.offer())
    phone.tap("Connect")
    phone.tap("Begin")
    phone.sees("all sent")
    assert office.rows("SELECT text FROM field_note") == [("before",)]


def test_a_copied_phone_stops_and_a_new_code_takes_what_was_not_sent(
    paired: Phone, office: Office, gateway: Gateway, job: int
) -> None:
    token = paired.ask("store.js", "(await (await m.openStore()).meta()).token")
    body = {"key": "0123456789abcdef", "text": "from the copy", "gone": False}
    entry = paired.ask("store.js", "(await m.readAll(await m.openStore())).jobs[0].entry")
    other = {"seq": 1, "at": 1_795_635_900_000, "kind": "note", "job": job, "entry": entry, "body": body}
    with paired.between_rounds():
        gateway.ask("POST", "/v1/sync", {"v": 1, "now": 1_795_635_900_000, "reports": [other]}, token=token)
        write_a_note(paired, job, "from the phone")
    paired.sees("Two phones speak with one name")
    paired.sees("1 report is not sent. It is kept and goes with the new code.")
    paired.type("Code", office.offer())
    paired.tap("Connect")
    paired.tap("Begin")
    paired.sees("all sent")
    assert sorted(office.rows("SELECT text FROM field_note")) == [("from the copy",), ("from the phone",)]


BY_ANOTHER_TAB = """navigator.locks.request("industrack-sync", async () => {
  const store = await m.openStore();
  const plain = globalThis.fetch;
  const another = async () => {
    const body = { key: "0123456789abcdef", text: "by another tab", gone: false };
    const { entry } = (await m.readAll(store)).jobs[0];
    await m.keepReports(store, [{ at: Date.now(), kind: "note", job: value, entry, body }]);
    await m.round(store);
  };
  globalThis.fetch = async (...asked) => {
    globalThis.fetch = plain;
    const early = ANSWERED_FIRST ? await plain(...asked) : null;
    await another();
    return early ?? plain(...asked);
  };
  await m.round(store);
  return [(await store.meta()).last, (await m.outgoing(store)).top];
})"""


@pytest.mark.parametrize("first", ["false", "true"])
def test_what_another_tab_sent_meanwhile_is_no_copy_of_this_phone(
    paired: Phone, office: Office, job: int, first: str
) -> None:
    """The page's own rounds wait for the lock; `first`: the office answers before the other tab's report."""
    script = BY_ANOTHER_TAB.replace("ANSWERED_FIRST", first)
    assert paired.ask("sync.js", f"await {script}", job) == [1, 1]
    assert office.rows("SELECT text FROM field_note") == [("by another tab",)]


def changed(**values: object) -> Callable[[dict[str, Any]], str]:
    return lambda sent: json.dumps({**sent, **values})


ON_THE_WAY = {
    "a newer protocol": (changed(v=9), "The office has a newer version of this page"),
    "an unknown field": (changed(surprise=1), "The office cannot read what this page sends"),
    "no JSON": (lambda _: "{", "The office cannot read what this page sends"),
    "too much": (changed(storage="x" * 300_000), "That was too much at once"),
}


@pytest.mark.parametrize("name", ON_THE_WAY)
def test_what_the_gateway_cannot_take_stays_and_goes_later(paired: Phone, office: Office, job: int, name: str) -> None:
    change, words = ON_THE_WAY[name]

    def meddle(route: Route) -> None:
        route.continue_(post_data=change(json.loads(route.request.post_data or "{}")))

    paired.page.route("**/v1/sync", meddle)
    write_a_note(paired, job, "kept")
    paired.open("/unsent")
    paired.sees(words)
    paired.sees("“kept”")
    paired.page.unroute("**/v1/sync", meddle)
    paired.sync_now()
    paired.sees("all sent")
    assert office.rows("SELECT text FROM field_note") == [("kept",)]


def test_too_many_codes_are_told_to_wait(phone: Phone) -> None:
    phone.tap("Go on in the browser")
    told = phone.page.get_by_text("Too many tries. Wait a minute and try again.")
    tries = 0
    while not told.is_visible():
        assert tries < 60
        phone.type("Code", "AAAAAAAA")
        with phone.page.expect_response("**/v1/pair"):
            phone.tap("Connect")
        expect(phone.big).to_have_text("Connect")
        tries += 1
    assert tries > 10, "ten at once, and one more each six seconds"


def test_without_a_network_the_page_opens_and_shows_what_it_has(paired: Phone, gateway: Gateway, job: int) -> None:
    gateway.kill()
    paired.page.reload()
    paired.sees("Furnace")
    paired.context.set_offline(True)
    paired.page.reload()
    paired.sees("Furnace")
    paired.sees("no contact")
    paired.open(f"/job/{job}")
    paired.sees("Ring twice")
