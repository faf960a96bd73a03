"""What a phone loads when it installs the page, and in which language it speaks, with and without a network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from industrack_field.joining import outermost
from industrack_field.shell import PAGE, read_shell
from tests.gateway.running import Gateway
from tests.page.office import CODE, Office
from tests.page.phone import Phone
from tests.page.relay import Relay, relay_to

KEPT = """caches.open('shell-0123abcd').then((each) => each.keys())
  .then((all) => all.map((each) => new URL(each.url).pathname))"""
HIDDEN = "(names) => names.filter((name) => name in globalThis && !(globalThis[name] instanceof Element))"
FAILS = b"addEventListener('install', (event) => event.waitUntil(Promise.reject()));"
READY = "navigator.serviceWorker.ready.then((each) => each.active.state)"


@pytest.fixture
def relay(gateway: Gateway) -> Iterator[Relay]:
    """Somebody who counts, between the phone and the gateway."""
    with relay_to(gateway.port) as running:
        yield running


def test_what_a_phone_loads_is_loaded_once_and_is_small(context: BrowserContext, relay: Relay) -> None:
    with Phone(context, relay) as phone:
        phone.sees("Install first")
        assert phone.page.evaluate(READY) in {"activating", "activated"}
        phone.page.reload()
        phone.sees("Install first")
    whole = [(path, size) for path, status, size in relay.passed if status == 200]
    expected = {path for path in read_shell().files if path != "/words_de.json"}
    assert {path for path, _ in whole} - {"/favicon.ico"} == expected
    assert sum(size for _, size in whole) <= 40_000
    again = [path for path, _ in whole if path != "/sw.js"]
    assert len(again) == len(set(again))


def test_a_phone_is_ready_for_the_basement_once_it_has_the_page(
    context: BrowserContext, relay: Relay, office: Office
) -> None:
    office.send("Furnace")
    office.offer()
    relay.change = lambda path, body: FAILS if path == "/sw.js" else body
    phone = Phone(context, relay)
    phone.open()
    phone.tap("Go on in the browser")
    phone.type("Code", CODE)
    phone.tap("Connect")
    expect(phone.named("Begin")).to_be_visible()
    basement = phone.page.get_by_text("Ready for the basement.")
    expect(basement).to_have_count(0)
    relay.change = lambda path, body: body
    phone.page.reload()
    expect(basement).to_be_visible()


def test_no_name_of_the_page_hides_one_of_the_browser(phone: Phone) -> None:
    texts = [path.read_text(encoding="utf-8") for path in PAGE.glob("*.js") if path.name != "sw.js"]
    assert phone.page.evaluate(HIDDEN, outermost(texts)) == []


def test_another_language_comes_with_the_next_contact_and_stays(paired: Phone, gateway: Gateway) -> None:
    gateway.kill()
    paired.open("/settings")
    paired.page.get_by_label("Deutsch").check()
    paired.says("The words of this language come with the next contact.")
    paired.page.reload()
    paired.sees("Colors")
    gateway.start()
    paired.opened_again()
    paired.sees("Heute")
    gateway.kill()
    paired.page.reload()
    paired.sees("Heute")
    paired.open("/settings")
    paired.page.get_by_label("English").check()
    paired.sees("Colors")
    expect(paired.page.locator("html")).to_have_attribute("lang", "en")


def renewed(body: bytes) -> bytes:
    """A file of the shell as of another build, which calls its first screen otherwise."""
    return body.replace(read_shell().build.encode(), b"0123abcd").replace(b"Install first", b"Install now")


def test_a_new_build_brings_the_words_that_the_phone_speaks(context: BrowserContext, relay: Relay) -> None:
    with Phone(context, relay) as phone:
        phone.sees("Install first")
        phone.page.evaluate(READY)
        relay.change = lambda path, body: renewed(body)
        phone.page.evaluate("navigator.serviceWorker.ready.then((each) => each.update())")
        phone.page.reload()
        phone.sees("Install now")
        assert set(phone.page.evaluate(KEPT)) == read_shell().files.keys() - {"/sw.js", "/words_de.json"}


def test_a_page_without_any_words_says_so_and_can_be_tried_again(context: BrowserContext, relay: Relay) -> None:
    context.route("**/words_*.json", lambda route: route.abort())
    phone = Phone(context, relay)
    phone.page.goto(f"{phone.address}#pair=7KQ2M9XD")
    again = phone.named("Try again · Nochmal")
    expect(again).to_be_in_viewport()
    again.click()
    expect(again).to_be_in_viewport()
    expect(phone.page.get_by_text("No network. Kein Netz.")).to_be_visible()
    context.unroute("**/words_*.json")
    again.click()
    phone.sees("Install first")
    expect(again).to_be_hidden()
    assert phone.page.url.endswith("#pair=7KQ2M9XD"), "the code is not lost"
