"""A dashboard in a browser, and the browser's page as a PNG that says what it was drawn from."""

import base64
import hashlib
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Dict, List

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "build" / "pictures" / "page" / "page.html"
WIDTH = 1500
KEYWORD = "dashboard-sha256"

sys.path.insert(0, str(ROOT / "tests" / "integration"))
from browser import chromium, devtools
from child import wait_until

UNDRAWN = """
const drawn = (panel) => panel.querySelector('canvas') || panel.innerText.trim() !== panel.dataset.title;
return [...document.querySelectorAll('.panel')].filter((panel) => !drawn(panel)).map((panel) => panel.dataset.title);
"""


def chunk(kind: bytes, data: bytes) -> bytes:
    """Of a PNG. Source: PNG specification, section 5.3."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_digest(png: bytes, dashboard: bytes) -> bytes:
    """The picture with a chunk of text, before its last chunk: the digest of the dashboard's file."""
    end = chunk(b"IEND", b"")
    assert png.endswith(end)
    text = KEYWORD.encode() + b"\0" + hashlib.sha256(dashboard).hexdigest().encode()
    return png.removesuffix(end) + chunk(b"tEXt", text) + end


def with_few_colours(png: bytes) -> bytes:
    return subprocess.run(["pngquant", "--speed=1", "--strip", "-"], input=png, stdout=subprocess.PIPE, check=True).stdout


class PageFailed(Exception):
    """The page has told of a warning or an error."""


def quiet(browser) -> bool:
    told = [line["message"] for line in browser.get_log("browser") if line["level"] != "INFO"]
    if told:
        raise PageFailed("\n".join(told))
    return True


def draw(dashboard: Dict, answers: List[List[Dict]], begin: float, end: float, profile: Path) -> bytes:
    """The dashboard as a PNG. `answers`: by panel, its series: name, times in ms, and values."""
    with chromium(profile) as browser:
        browser.get(PAGE.as_uri())
        devtools(browser, "Emulation.setScrollbarsHidden", {"hidden": True})
        resize(browser, 1000)
        browser.execute_async_script("draw(...[...arguments].slice(0, 4)).then(arguments[4]);",
                                     dashboard, answers, begin * 1000, end * 1000)
        height = wait_until("the board is there", lambda: quiet(browser) and browser.execute_script(
            "return document.getElementById('board').firstElementChild?.offsetHeight"))
        resize(browser, height)

        def all_drawn() -> bool:
            undrawn = browser.execute_script(UNDRAWN)
            assert undrawn == [], undrawn
            return quiet(browser)
        wait_until("every panel is drawn", all_drawn)
        shot = devtools(browser, "Page.captureScreenshot", {"format": "png"})
        return with_few_colours(base64.b64decode(shot["data"]))


def resize(browser, height: int) -> None:
    devtools(browser, "Emulation.setDeviceMetricsOverride",
             {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False})
