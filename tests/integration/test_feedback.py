"""Verdicts of subscribers: from their topic to metrics, and to what `diff` tells of an edit."""

import json
import re
import subprocess
from typing import Optional

import pytest

from kafka_client import Record, create_topics, read_all, write
from newswatch import BINARY, ROOT, clean_environment, run

GUIDE = (ROOT / "docs" / "feedback.md").read_text()
ARTICLES = [
    {"id": "river", "title": "The flood", "body": "The river came.", "published_at": "2026-11-01T08:00:00Z"},
    {"id": "film", "title": "The flood", "body": "A film about it.", "published_at": "2026-11-02T08:00:00Z"},
    {"id": "dyke", "title": "The dyke", "body": "The river came.", "published_at": "2026-11-03T08:00:00Z"},
]


class Feedback:
    """The topic `<prefix>.feedback`, and a daemon that reads it."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.topic = f"{workspace.prefix}.feedback"
        workspace.create_topics(1)
        workspace.write_topic_rule("floods", "flood")
        workspace.write_topic_rule("rain", "rain")

    def create(self) -> "Feedback":
        create_topics(self.workspace.bootstrap, {self.topic: 1}, {"cleanup.policy": "compact"})
        return self

    def daemon(self):
        return self.workspace.daemon(feedback={"topic": self.topic}).wait_ready()

    def judge(self, key: str, word: str, rule: str = "floods", **more: str) -> None:
        self.put(key, json.dumps({"alert": key, "rule": rule, "verdict": word, **more}))

    def put(self, key: str, text: Optional[str]) -> None:
        value = None if text is None else text.encode()
        write(self.workspace.bootstrap, self.topic, [Record(value, key.encode())])


@pytest.fixture
def feedback(workspace) -> Feedback:
    return Feedback(workspace)


def test_verdicts_become_precision_and_may_be_taken_back(feedback):
    feedback.create()
    for number in range(3):
        feedback.judge(f"a{number}", "right")
    feedback.judge("b", "wrong")
    feedback.judge("of a rule that is no more", "wrong", rule="snow")
    daemon = feedback.daemon()
    daemon.wait_for_metric("rule_precision", 0.75, rule="floods")
    feedback.judge("a0", "wrong")
    daemon.wait_for_metric("rule_verdicts", 2, rule="floods", verdict="wrong")
    assert daemon.metrics().value("rule_verdicts", rule="floods", verdict="right") == 2
    feedback.put("b", None)
    daemon.wait_for_metric("rule_verdicts", 1, rule="floods", verdict="wrong")
    feedback.judge("c", "right", rule="rain")
    daemon.wait_for_metric("rule_precision", 1, rule="rain")
    assert daemon.metrics().by("rule", "rule_precision").keys() == {"floods", "rain"}
    assert daemon.terminate() == 0


def test_what_is_no_verdict_is_told_and_counts_for_nothing(feedback):
    feedback.create()
    feedback.put("a", '{"alert": "a", "rule": "floods", "verdict": "perhaps"}')
    feedback.put("b", "\0")
    feedback.judge("c", "right")
    daemon = feedback.daemon()
    daemon.wait_for_metric("rule_verdicts", 1, rule="floods")
    assert [line["message"] for line in daemon.log_lines() if "is no verdict" in line["message"]] == [
        f'feedback: {feedback.topic}[0]@0 is no verdict: expected right or wrong as "verdict", not "perhaps"',
        f"feedback: {feedback.topic}[0]@1 is no verdict: it is no JSON"]


def test_alerts_do_not_wait_for_a_missing_topic(feedback):
    daemon = feedback.daemon()
    feedback.workspace.feed(ARTICLES)
    daemon.wait_for_metric("alerts_published_total", 2)
    assert daemon.metrics().series("rule_precision") == []
    feedback.create()
    feedback.judge("a", "right")
    daemon.wait_for_metric("rule_precision", 1, rule="floods")


def test_the_command_of_the_guide_calls_the_newest_alert_wrong(feedback):
    feedback.create()
    daemon = feedback.daemon()
    feedback.workspace.feed(ARTICLES[:1])
    daemon.wait_for_metric("alerts_published_total", 1)
    (command,) = re.findall(r"(?s)```sh\n(.*?)```", GUIDE)
    ours = (command.replace("newswatch.feedback", feedback.topic).replace("newswatch tail", f"{BINARY} tail")
            .replace("newswatch.yaml", str(daemon.config_file)))
    subprocess.run(["bash", "-ec", ours], check=True, timeout=60,
                   env={**clean_environment(), "BROKERS": feedback.workspace.bootstrap})
    daemon.wait_for_metric("rule_precision", 0, rule="floods")
    (alert,) = (json.loads(record.value) for record in feedback.workspace.alert_records())
    (record,) = read_all(feedback.workspace.bootstrap, feedback.topic)
    assert record.key.decode() == alert["id"]
    assert json.loads(record.value) == {"alert": alert["id"], "rule": "floods", "verdict": "wrong", "article": "river"}


# An edit that loses the film, and gains the dyke.

@pytest.fixture(name="edited")
def _edited(tmp_path):
    old, new, archive = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "articles.ndjson"
    for file, query in ((old, "flood"), (new, "river")):
        file.write_text(json.dumps({"topics": [{"id": "floods", "name": "Floods", "query": query}]}))
    archive.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    return old, new, archive


def ids_of(rules, archive) -> dict:
    """Of the alerts, by article."""
    alerts = map(json.loads, run("replay", "--rules", rules, archive).stdout.splitlines())
    return {alert["data"]["article"]["id"]: alert["id"] for alert in alerts}


def verdicts_of(done) -> dict:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["rules"]["floods"]["verdicts"]


def test_diff_tells_the_precision_before_and_now(edited, tmp_path):
    old, new, archive = edited
    before, after = ids_of(old, archive), ids_of(new, archive)
    assert before.keys() == {"river", "film"} and after.keys() == {"river", "dyke"}
    verdicts = tmp_path / "verdicts.ndjson"
    lines = [{"alert": before["river"], "verdict": "right"}, {"alert": before["film"], "verdict": "right"},
             {"alert": before["film"], "verdict": "wrong"}, {"alert": before["film"], "verdict": "wrong", "by": "anna"},
             {"alert": "of another version", "article": "dyke", "verdict": "right"},
             {"alert": "of another time", "verdict": "wrong"}]
    verdicts.write_text("".join(json.dumps({"rule": "floods", **line}) + "\n" for line in lines) + "no verdict\n")
    done = run("diff", "--old", old, "--new", new, "--feedback", verdicts, "--output", "json", archive)
    assert verdicts_of(done) == {"before": {"right": 1, "wrong": 2, "precision": 1 / 3},
                                 "after": {"right": 2, "wrong": 0, "precision": 1.0},
                                 "gained": {"right": 1, "wrong": 0, "precision": 1.0},
                                 "lost": {"right": 0, "wrong": 2, "precision": 0.0}}
    assert done.stderr.decode().splitlines()[0] == f"{verdicts}:7: this is no verdict: it is no JSON"
    assert json.loads(done.stdout)["verdicts"] == {"all": 5, "raised": 4}
    report = tmp_path / "report.html"
    text = run("diff", "--old", old, "--new", new, "--feedback", verdicts, "--output", "text", "--html", report, archive)
    assert b"verdicts: precision 0.33 (1 right, 2 wrong) before, precision 1.00 (2 right, 0 wrong) now" in text.stdout
    assert b"1 lost (0 judged right, 2 wrong)" in text.stdout
    assert "judged right 0, wrong 2" in report.read_text()


def test_diff_reads_the_topic(edited, feedback):
    old, new, archive = edited
    feedback.create()
    feedback.judge("a", "right")
    feedback.judge("a", "wrong", article="film")
    feedback.judge("b", "right", article="river")
    feedback.put("c", "{}")
    done = run("diff", "--old", old, "--new", new, "--feedback-topic", feedback.topic, "--brokers",
               feedback.workspace.bootstrap, "--output", "json", archive)
    told = verdicts_of(done)
    assert (told["before"]["precision"], told["after"]["precision"]) == (0.5, 1)
    assert b'[0]@3: this is no verdict: expected a text as "alert"' in done.stderr


def test_diff_ends_where_feedback_can_not_be_read(edited, feedback, tmp_path):
    old, new, archive = edited
    for words, code, told in (
            (["--feedback", tmp_path / "missing"], 1, b"missing"),
            (["--feedback-topic", feedback.topic, "--brokers", feedback.workspace.bootstrap], 1, b"can't be read"),
            (["--feedback-topic", feedback.topic], 78, b"kafka.brokers"),
            (["--brokers", "a:1"], 2, b"--feedback-topic"),
            (["--feedback", archive, "--feedback-topic", "x"], 2, b"--feedback")):
        done = run("diff", "--old", old, "--new", new, *words, archive)
        assert done.returncode == code and told in done.stderr, (words, done.returncode, done.stderr)


def test_a_report_does_not_replace_the_verdicts(edited, tmp_path):
    old, new, archive = edited
    verdicts = tmp_path / "verdicts.ndjson"
    verdicts.write_text("")
    done = run("diff", "--old", old, "--new", new, "--feedback", verdicts, "--html", verdicts, archive)
    assert done.returncode == 1 and verdicts.read_text() == ""
