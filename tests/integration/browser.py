"""A real Chromium without a window, driven by Selenium."""

import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from selenium import webdriver

from child import Child, free_port, wait_until

# It asks nobody but the pages that it is shown.
SWITCHES = ("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-dev-shm-usage",
            "disable-background-networking", "disable-component-update", "disable-sync", "window-size=1200,900")


@contextmanager
def chromium(folder: Path) -> Iterator[webdriver.Remote]:
    """A browser with a new profile.

    Left to themselves Selenium and its driver speak to each other and to the browser by the name localhost, which not
    every system has.
    """
    debugging, driving = free_port(), free_port()
    browser = Child("chromium", ["/usr/bin/chromium", *(f"--{switch}" for switch in SWITCHES),
                                 f"--user-data-dir={folder / 'profile'}", f"--remote-debugging-port={debugging}",
                                 "about:blank"], folder / "chromium.log")
    driver = Child("chromedriver", ["/usr/bin/chromedriver", f"--port={driving}"], folder / "chromedriver.log")
    _wait_for(f"http://127.0.0.1:{debugging}/json/version")
    _wait_for(f"http://127.0.0.1:{driving}/status")
    options = webdriver.ChromeOptions()
    options.debugger_address = f"127.0.0.1:{debugging}"
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    try:
        yield webdriver.Remote(command_executor=f"http://127.0.0.1:{driving}", options=options)
    finally:
        driver.kill()
        browser.kill()


def _wait_for(address: str) -> None:
    wait_until(f"{address} answers", lambda: urllib.request.urlopen(address, timeout=5).status == 200)
