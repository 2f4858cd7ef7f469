"""Holds the unit against what we promise of it; `./dev test-systemd` runs it."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "deploy/systemd/newswatch.service"
LARGEST_EXPOSURE = 15  # tenths


def test_it_is_hardened():
    told = subprocess.run(["systemd-analyze", "security", "--no-pager", "--offline=true",
                           f"--threshold={LARGEST_EXPOSURE}", str(UNIT)], capture_output=True, text=True, check=False)
    assert "Overall exposure level" in told.stdout, told.stderr
    assert told.returncode == 0, told.stdout


def test_it_waits_longer_than_the_daemon_takes_to_stop():
    grace = re.search(r"grace: (\d+)s", (ROOT / "deploy/newswatch.yaml").read_text())
    stop = re.search(r"(?m)^TimeoutStopSec=(\d+)$", UNIT.read_text())
    assert int(stop.group(1)) > int(grace.group(1))
