"""Holds the pictures of the dashboards against the dashboards that they show."""

import hashlib
import json
import struct
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOARDS = sorted((ROOT / "deploy/grafana").glob("*.json"))
DRAWING = ROOT / "deploy/grafana/pictures"


def chunks(png):
    """Kind and data of each. Source: PNG specification, section 5.3."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind, png[at + 8:at + 8 + length]
        at += length + 12


def picture_of(board):
    file = ROOT / "docs/pictures" / f"{board.stem}.png"
    assert file.exists(), f"there is no picture of {board.name}: draw it with ./dev pictures"
    return file.read_bytes()


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.stem)
def test_a_picture_shows_the_dashboard_as_it_is_now(board):
    text = dict(data.split(b"\0", 1) for kind, data in chunks(picture_of(board)) if kind == b"tEXt")
    now = hashlib.sha256(board.read_bytes()).hexdigest()
    assert text[b"dashboard-sha256"].decode() == now, f"{board.name} has changed since: draw it anew with ./dev pictures"


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.stem)
def test_a_picture_has_the_whole_board_and_loads_fast(board):
    picture = picture_of(board)
    kinds = [kind for kind, _ in chunks(picture)]
    assert kinds[0] == b"IHDR" and b"IDAT" in kinds and kinds[-1] == b"IEND"
    width, height = struct.unpack_from(">II", dict(chunks(picture))[b"IHDR"])
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in json.loads(board.read_text())["panels"])
    assert 1400 <= width <= 1600 and height >= 38 * rows  # pixels of a row of Grafana's grid
    assert 20_000 < len(picture) < 600_000


def test_what_draws_is_pinned_and_from_any_registry():
    asked = json.loads((DRAWING / "package.json").read_text())
    locked = json.loads((DRAWING / "package-lock.json").read_text())["packages"]
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert locked[f"node_modules/{name}"]["version"] == version, name
    assert [name for name, package in locked.items() if "resolved" in package] == []
    assert [name for name, package in locked.items() if name and not package.get("integrity")] == []
