"""A phone-sized browser for the technician's page; without one on the machine these tests are left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.gateway.running import Gateway, gateway_at
from tests.page.browsers import OPTIONS, browser, left_out
from tests.page.office import Office
from tests.page.phone import Phone
from tests.postgres import PostgresServer
from tests.store import small_company

expect.set_options(timeout=20_000)  # a machine that runs everything at once
NEEDS = {"chromium", "phone", "context", "paired", "playwright"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not left_out():
        return
    without = [item for item in items if NEEDS & set(getattr(item, "fixturenames", ()))]
    items[:] = [item for item in items if item not in without]
    config.hook.pytest_deselected(items=without)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    found = browser()
    assert found is not None, "no browser: apt-get install chromium"
    with playwright.chromium.launch(executable_path=found, args=OPTIONS) as running:
        yield running


@pytest.fixture
def context(chromium: Browser, playwright: Playwright) -> Iterator[BrowserContext]:
    with chromium.new_context(**playwright.devices["Pixel 7"], locale="en-GB", timezone_id="America/New_York") as made:
        yield made


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The small company's office: on SQLite, or where a test says `on_both_engines`."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield Office(small_company.copy_of_file(tmp_path))
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(server.ensure_template("small_company", small_company.fill))
    yield Office(server.url(name))
    server.drop_database(name)


@pytest.fixture
def gateway(office: Office, tmp_path: Path) -> Iterator[Gateway]:
    """The real gateway of that office."""
    with gateway_at(office.url, tmp_path, now="") as running:
        yield running


@pytest.fixture
def phone(context: BrowserContext, gateway: Gateway) -> Iterator[Phone]:
    """The page, just opened, not paired; what it complains of in the console is a failure."""
    with Phone(context, gateway) as opened:
        yield opened


@pytest.fixture
def paired(phone: Phone, office: Office) -> Phone:
    """The page of Ana's phone, paired, at its list."""
    phone.pair(office.offer())
    return phone
