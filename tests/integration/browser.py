"""A real Chromium without a window, driven by Selenium."""

import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator

from selenium import webdriver
from selenium.webdriver.chromium.remote_connection import ChromiumRemoteConnection

from child import Child, free_port, wait_until

# It asks nobody but the pages that it is shown.
SWITCHES = ("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-dev-shm-usage",
            "disable-background-networking", "disable-component-update", "disable-sync", "window-size=1200,900")


@contextmanager
def chromium(folder: Path) -> Iterator[webdriver.Remote]:
    """A browser with a new profile in the folder, which is made if need be.

    Left to themselves Selenium and its driver speak to each other and to the browser by the name localhost, which not
    every system has.
    """
    folder.mkdir(parents=True, exist_ok=True)
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
        # Knows Chromium's own commands, beside those of all browsers.
        connection = ChromiumRemoteConnection(f"http://127.0.0.1:{driving}", "goog", "chrome")
        yield webdriver.Remote(command_executor=connection, options=options)
    finally:
        driver.kill()
        browser.kill()


def devtools(browser: webdriver.Remote, command: str, parameters: Dict) -> Dict:
    """A command of the Chrome DevTools Protocol, and its answer."""
    return browser.execute("executeCdpCommand", {"cmd": command, "params": parameters})["value"]


def _wait_for(address: str) -> None:
    wait_until(f"{address} answers", lambda: urllib.request.urlopen(address, timeout=5).status == 200)
