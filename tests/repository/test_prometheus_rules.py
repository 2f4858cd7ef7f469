"""Holds deploy/prometheus against itself, the metrics there are, and the runbooks."""

import re
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy/prometheus"
RULES = FOLDER / "newswatch.rules.yaml"
TESTS = FOLDER / "newswatch.rules.test.yaml"

RULE_LIST = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
ALERTS = [rule for rule in RULE_LIST if "alert" in rule]


def promtool(*arguments):
    done = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False, cwd=FOLDER)
    return done.returncode, done.stdout + done.stderr


def test_promtool_finds_nothing_wrong():
    code, told = promtool("check", "rules", "--lint=all", "--lint-fatal", RULES)
    assert code == 0, told


def test_each_alert_fires_and_stays_silent_as_its_cases_say():
    code, told = promtool("test", "rules", TESTS)
    assert code == 0 and "SUCCESS" in told, told


def test_each_alert_has_a_case_of_both_kinds():
    cases = {}
    for case in yaml.safe_load(TESTS.read_text())["tests"]:
        for check in case["promql_expr_test"]:
            alert = re.search(r'alertname="(\w+)"', check["expr"]).group(1)
            cases.setdefault(alert, set()).add(bool(check["exp_samples"]))
    assert cases == {alert["alert"]: {True, False} for alert in ALERTS}


def test_each_alert_says_what_an_operator_needs():
    pages = {path.stem for path in (ROOT / "docs/runbooks").glob("*.md")} - {"README"}
    linked = set()
    for alert in ALERTS:
        assert alert["alert"].startswith("Newswatch")
        assert alert["labels"]["severity"] in {"critical", "warning", "info"}
        assert set(alert["annotations"]) == {"summary", "description", "runbook_url"}
        linked.add(alert["annotations"]["runbook_url"].rsplit("/", 1)[1])
    assert linked == pages


def test_the_index_of_runbooks_has_every_alert():
    index = (ROOT / "docs/runbooks/README.md").read_text()
    rows = dict(re.findall(r"(?m)^\| \[(\w+)\]\(\w+\.md\) \| (\w+) \|", index))
    assert rows == {alert["alert"]: alert["labels"]["severity"] for alert in ALERTS}


def test_only_metrics_that_exist_are_asked_for():
    reference = (ROOT / "docs/reference/metrics.md").read_text()
    known = set(re.findall(r"(?m)^\| `(\w+)`", reference)) | {rule["record"] for rule in RULE_LIST if "record" in rule}
    for rule in RULE_LIST:
        for name in re.findall(r"(?:job:)?\b(?:newswatch|process)_\w+(?::\w+)?", rule["expr"]):
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            assert name in known or base in known, f"{name} in {rule.get('alert', rule.get('record'))}"
