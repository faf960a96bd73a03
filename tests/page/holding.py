"""A phone whose disk is slow: what is typed, and what is made of it, waits until it is let go. And one that is full."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.page.phone import Phone

# A connection counts and counts in a transaction of its own: IndexedDB lets none begin behind it that writes drafts.
HOLDS = """() => new Promise((held) => {
  const asked = indexedDB.open("industrack-1");
  asked.onsuccess = () => {
    let goesOn = true;
    const drafts = asked.result.transaction("drafts", "readwrite").objectStore("drafts");
    const again = () => { drafts.count().onsuccess = () => (goesOn ? again() : asked.result.close()); };
    globalThis.letGo = () => { goesOn = false; };
    again();
    held();
  };
})"""
FULL = """() => {
  const { add, put } = IDBObjectStore.prototype;
  const refuse = () => { throw new DOMException("no room", "QuotaExceededError"); };
  Object.assign(IDBObjectStore.prototype, { add: refuse, put: refuse });
  globalThis.makeRoom = () => Object.assign(IDBObjectStore.prototype, { add, put });
}"""
TYPES = """([field, text]) => {
  const box = document.querySelector(field);
  box.value = text;
  box.dispatchEvent(new Event("input"));
}"""
TEXTS = """Object.values(await (await m.openStore()).read(['drafts'], (s) => m.pairsOf(s.drafts)))
  .map((each) => each.text).sort()"""
TAPS = "() => document.getElementById('big').click()"


def type_and_tap(phone: Phone, field: str, text: str) -> None:
    """Type into a field and tap the big button before anything that was typed can have been written."""
    phone.page.evaluate(f"(typed) => {{ ({TYPES})(typed); ({TAPS})(); }}", [field, text])


def tap_big(phone: Phone) -> None:
    """Tap the big button, whatever stands in its way."""
    phone.page.evaluate(TAPS)


def type_on(phone: Phone, field: str, text: str) -> None:
    """What a field has by now, with the event by which the page hears of it."""
    phone.page.evaluate(TYPES, [field, text])


@contextmanager
def slow_disk(phone: Phone) -> Iterator[None]:
    """What the page writes of drafts meanwhile, with all that goes along, is written when this has ended."""
    phone.page.evaluate(HOLDS)
    yield
    phone.page.evaluate("letGo()")


@contextmanager
def full_disk(phone: Phone) -> Iterator[None]:
    """Everything that the page writes meanwhile is refused, and it says so."""
    phone.page.evaluate(FULL)
    yield
    expect(phone.page.get_by_role("status")).to_contain_text("The phone did not keep this")
    phone.page.evaluate("makeRoom()")
    phone.complaints.clear()


def drafts(phone: Phone) -> dict[str, object]:
    """What the phone keeps as typed and not yet said."""
    kept: dict[str, object] = phone.ask(
        "store.js", "(await m.openStore()).read(['drafts'], (s) => m.pairsOf(s.drafts))"
    )
    return kept


def drafted(phone: Phone) -> list[str]:
    """The texts of what the phone keeps so, in order."""
    texts: list[str] = phone.ask("store.js", TEXTS)
    return texts


def has_drafted(phone: Phone, *texts: str) -> None:
    """Wait until the texts of what the phone keeps so are these, in order: `kept` may be said of an older one still."""
    phone.comes_to("store.js", TEXTS, list(texts))
