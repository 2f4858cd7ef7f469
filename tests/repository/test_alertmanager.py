"""Holds the example for Alertmanager against the alerts that Prometheus raises by deploy/prometheus."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "deploy/prometheus"
FILE = FOLDER / "alertmanager.yaml"
ALERTS = {rule["alert"]: rule["labels"]["severity"]
          for group in yaml.safe_load((FOLDER / "newswatch.rules.yaml").read_text())["groups"]
          for rule in group["rules"] if "alert" in rule}
RECEIVERS = {"critical": "on-call", "warning": "operators", "info": "digest"}
PLACEHOLDER = "change-me"


def amtool(*arguments):
    done = subprocess.run(["amtool", *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def example():
    return yaml.safe_load(FILE.read_text())


def test_amtool_finds_nothing_wrong():
    code, told = amtool("check-config", FILE)
    assert code == 0 and "SUCCESS" in told, told


def test_the_rules_use_these_severities():
    assert set(ALERTS.values()) == set(RECEIVERS)


@pytest.mark.parametrize("alert", ALERTS)
def test_each_alert_reaches_the_receiver_of_its_severity(alert):
    severity = ALERTS[alert]
    code, told = amtool("config", "routes", "test", f"--config.file={FILE}",
                        f"--verify.receivers={RECEIVERS[severity]}", f"alertname={alert}", f"severity={severity}",
                        "job=newswatch")
    assert code == 0, told


@pytest.mark.parametrize("severity", [*RECEIVERS, "unheard-of"])
def test_the_severity_alone_decides(severity):
    code, told = amtool("config", "routes", "test", f"--config.file={FILE}", "alertname=NewswatchOfTomorrow",
                        f"severity={severity}")
    assert (code, told.splitlines()[0]) == (0, RECEIVERS.get(severity, "operators"))


def test_only_alerts_that_exist_are_inhibited_or_inhibit():
    named = re.findall(r"Newswatch\w+", str(example()["inhibit_rules"]))
    assert named and set(named) <= set(ALERTS)


def test_nobody_is_told_before_the_example_is_filled_in():
    told = example()
    places = [value for key, value in told["global"].items() if key.startswith("smtp_")]
    for receiver in told["receivers"]:
        kinds = [kind for kind in receiver if kind != "name"]
        assert kinds, f"{receiver['name']} tells nobody"
        places += [one.get("to") or one["url"] for kind in kinds for one in receiver[kind]]
    assert all(PLACEHOLDER in place for place in places), places
