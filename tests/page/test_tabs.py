"""The page in two tabs, of which one pairs the phone again: what the other writes goes along, or it is told."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.gateway.running import Gateway
from tests.page.holding import full_disk
from tests.page.office import Office
from tests.page.phone import Phone

REPORT = {"at": 1_795_635_900_000, "kind": "note", "job": 1, "entry": "", "body": {"text": "by another tab"}}
# As the pages do it: the first write to the new store is what was read of the old one.
BETWEEN = """(async () => {
  const [old, other] = [await m.openStore(), await m.openStore()];
  const plain = m.Store.prototype.write;
  const keep = (store) => m.keepReports(store, [value]).then(() => "kept", (error) => error.message);
  const said = [];
  m.Store.prototype.write = async function (...asked) {
    if (this.name === old.name) return plain.apply(this, asked);
    m.Store.prototype.write = plain;
    MEANWHILE
    return plain.apply(this, asked);
  };
  const moved = await m.movedStore(old, {}).catch(() => old);
  if (moved === old) said.push(await keep(other));
  const kept = await m.openStore();
  new BroadcastChannel("industrack").postMessage(kept.name);
  return [said, kept.name, (await m.readAll(kept)).reports.length];
})()"""


@pytest.mark.parametrize(
    ("meanwhile", "expected"),
    [
        ("said.push(await keep(other));", [["Error: left"], "industrack-2", 0]),
        ("throw new m.NotKept('no room');", [["kept"], "industrack-1", 1]),
    ],
    ids=["another tab writes", "the phone is full"],
)
def test_nothing_is_said_to_be_kept_in_a_store_that_goes(paired: Phone, meanwhile: str, expected: list[Any]) -> None:
    assert paired.ask("store.js", f"await {BETWEEN.replace('MEANWHILE', meanwhile)}", REPORT) == expected


def test_a_store_that_was_to_be_left_when_the_phone_went_out_goes_on(paired: Phone) -> None:
    script = """(async () => {
      await (await m.openStore()).setMeta({ left: true });
      const store = await m.openStore();
      await m.keepReports(store, [value]);
      return (await m.readAll(store)).reports.length;
    })()"""
    assert paired.ask("store.js", f"await {script}", REPORT) == 1


def test_a_tab_goes_on_where_another_paired_the_phone_again(
    paired: Phone, context: BrowserContext, gateway: Gateway, office: Office
) -> None:
    job = office.send("Furnace")
    with Phone(context, gateway) as other:
        other.sync_now()
        other.sees("Furnace")
        paired.open(f"pair={office.offer()}")
        paired.tap("Connect")
        paired.tap("Begin")
        paired.sees("Furnace")
        other.open(f"/job/{job}/note")
        other.type("New note", "Valve seized")
        other.tap("Save")
        other.says("Note kept.")
        other.sync_now()
        other.sees("all sent")
    assert office.rows("SELECT text FROM field_note") == [("Valve seized",)]


def test_a_full_phone_says_so_when_it_is_paired(phone: Phone, office: Office) -> None:
    phone.tap("Go on in the browser")
    phone.type("Code", office.offer())
    phone.page.clock.run_for(1000)
    with full_disk(phone):
        phone.tap("Connect")
