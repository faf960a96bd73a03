"""The browser that the page's tests drive: Debian's chromium, or what stands for it."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
OPTIONS = ("--no-sandbox", "--disable-dev-shm-usage")
"""A browser of root's has no sandbox; pages here are all our own."""


def browser() -> Path | None:
    """Where a browser is on this machine, or None."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def left_out() -> bool:
    """Whether tests that need one are left out: nowhere but on a person's own machine."""
    return browser() is None and not os.environ.get("CI")
