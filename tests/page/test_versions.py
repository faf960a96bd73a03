"""A page beside a gateway of another version, and a phone on which a newer page waits."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from industrack_core.domain.records.job import WorkStatus
from industrack_field.shell import read_shell
from tests.gateway.running import Gateway
from tests.page.office import Office
from tests.page.phone import Phone
from tests.page.relay import Relay, relay_to

LATER = "0123abcd"
"""A build that comes after this one."""


@pytest.fixture
def relay(gateway: Gateway) -> Iterator[Relay]:
    """Somebody who changes what the gateway says."""
    with relay_to(gateway.port) as running:
        yield running


def with_news(value: Any) -> Any:
    """An answer of a later gateway: everything says something that this page has never heard of."""
    if isinstance(value, dict):
        return {**{key: with_news(each) for key, each in value.items()}, "later": {"of": ["a later day"]}}
    return [with_news(each) for each in value] if isinstance(value, list) else value


def is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def with_gaps(value: Any) -> Any:
    """An answer of an earlier gateway: what is null, empty or false is not said at all."""
    if isinstance(value, dict):
        return {key: with_gaps(each) for key, each in value.items() if not is_nothing(each)}
    return [with_gaps(each) for each in value] if isinstance(value, list) else value


OTHERS: dict[str, Callable[[Any], Any]] = {"a later gateway": with_news, "an earlier gateway": with_gaps}


@pytest.mark.parametrize("name", OTHERS)
def test_a_day_beside_a_gateway_of_another_version(
    context: BrowserContext, relay: Relay, office: Office, name: str
) -> None:
    def other(path: str, body: bytes) -> bytes:
        return json.dumps(OTHERS[name](json.loads(body))).encode() if path.startswith("/v1/") and body else body

    relay.change = other
    job = office.send_a_full_one()
    with Phone(context, relay) as phone:
        phone.pair(office.offer())
        phone.tap("Annual service", exact=False)
        phone.step("Start travel")
        phone.step("Start work")
        for part in ("tasks", "items", "forms", "notes", "photos", "place", "more"):
            phone.open(f"/job/{job}/{part}")
        phone.open(f"/job/{job}/note")
        phone.type("New note", "Valve seized")
        phone.tap("Save")
        phone.says("Note kept.")
        phone.open(f"/job/{job}")
        phone.step("Complete")
        phone.fill_the_form()
        phone.tap("Done. Complete")
        phone.sees("done")
        phone.sync_now()
        phone.sees("all sent")
    assert office.job(job).status is WorkStatus.COMPLETED
    assert office.rows("SELECT text FROM field_note") == [("Valve seized",)]


def test_a_newer_page_waits_until_nothing_is_being_typed(context: BrowserContext, relay: Relay, office: Office) -> None:
    job = office.send("Furnace")
    with Phone(context, relay) as phone:
        phone.pair(office.offer())
        phone.sees("Furnace")
        phone.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        phone.page.clock.run_for(5000)
        phone.open(f"/job/{job}/note")
        phone.type("New note", "half a sent")
        relay.change = lambda path, body: body.replace(read_shell().build.encode(), LATER.encode())
        phone.page.evaluate("navigator.serviceWorker.ready.then((each) => each.update())")
        phone.open("/")
        phone.sees("A new version of this page is here.")
        phone.open("/unsent")
        expect(phone.page.get_by_text(read_shell().build)).to_be_visible()
        phone.open("/")
        with phone.page.expect_event("load"):  # going elsewhere meanwhile would end its loading
            phone.tap("Take it")
        phone.open("/unsent")
        expect(phone.page.get_by_text(LATER)).to_be_visible()
        phone.open(f"/job/{job}/note")
        expect(phone.page.get_by_label("New note")).to_have_value("half a sent")
