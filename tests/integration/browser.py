"""A real Chromium without a window, driven by Selenium."""

from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from selenium import webdriver
from selenium.webdriver.chrome.service import Service


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """A browser with a new profile. It asks nobody but the pages that it is shown."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for switch in ("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
                   "disable-dev-shm-usage", "disable-background-networking",
                   "disable-component-update", "disable-sync", "window-size=1200,900",
                   f"user-data-dir={profile}"):
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        yield browser
    finally:
        browser.quit()
