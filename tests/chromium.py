"""Chromium from the system, driven by Playwright, which would otherwise download its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.lacking import lacking

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
__all__ = ["Browser", "opened_browser"]


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Yield a headless browser; skips, or under CI=true fails, where none is installed."""
    found = os.environ.get("GONGXIANG_TEST_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    if not found:
        lacking("no Chromium on PATH; install the package chromium (make test does it as root)")
    # Chromium refuses its sandbox to root, which is who runs tests in a container.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()
