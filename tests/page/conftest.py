"""A phone-sized browser for the technician's page; without one on the machine these tests are left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.gateway.running import Gateway, gateway_at
from tests.page.browsers import OPTIONS, browser, left_out
from tests.page.phone import Phone
from tests.store import small_company

NEEDS = {"chromium", "phone", "context"}


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
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    """The real gateway on a copy of the small company."""
    with gateway_at(small_company.copy_of_file(tmp_path), tmp_path) as running:
        yield running


@pytest.fixture
def phone(context: BrowserContext, gateway: Gateway) -> Iterator[Phone]:
    """The page, just opened, not paired; what it complains of in the console is a failure."""
    with Phone(context, gateway) as opened:
        yield opened
