"""Rules in a compacted topic: there at the start, changed while articles flow, wrong and mended."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Optional

import pytest
from confluent_kafka.admin import AdminClient, NewPartitions, NewTopic

from child import wait_until
from kafka_broker import PASSWORD, USER, KafkaBroker
from kafka_client import QUIET, Record, read_all, write
from newswatch import run
from workspace import Workspace

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"


def article(name: str, words: str = "flood") -> dict:
    return {"id": name, "title": f"News of {words}", "body": "By the river."}


class RulesTopic:
    """The topic `<prefix>.rules`, and daemons that take their rules from it."""

    def __init__(self, workspace: Workspace):
        self.workspace = workspace
        self.name = f"{workspace.prefix}.rules"

    def create(self, partitions: int = 1) -> "RulesTopic":
        topic = NewTopic(self.name, partitions, 1, config={"cleanup.policy": "compact"})
        client = AdminClient({**QUIET, "bootstrap.servers": self.workspace.bootstrap})
        client.create_topics([topic])[self.name].result(30)
        return self

    def put(self, name: str, query: str, partition: int = 0) -> None:
        rule = {"id": name, "name": name.capitalize(), "query": query}
        self.put_text(name, json.dumps({"topics": [rule]}), partition)

    def put_text(self, key: str, text: Optional[str], partition: int = 0) -> None:
        value = None if text is None else text.encode()
        write(self.workspace.bootstrap, self.name, [Record(value, key.encode(), partition=partition)])

    def daemon(self, name: str = "newswatch", **changes: dict):
        config = self.workspace.config(changes)
        config["rules"] = {"topic": self.name}
        return self.workspace.daemon_of(name, config)


@pytest.fixture
def rules(workspace) -> RulesTopic:
    workspace.create_topics(1)
    return RulesTopic(workspace)


@pytest.fixture
def floods(rules) -> RulesTopic:
    """With a rule that alerts on floods."""
    rules.create().put("floods", "flood")
    return rules


def wait_for_alerts(rules: RulesTopic, expected: list) -> None:
    """`expected` are pairs of an article and a rule."""
    wait_until(f"alerts {expected}", lambda: rules.workspace.alerted() == sorted(expected), 30,
               every=0.2)


def versions(rules: RulesTopic) -> dict:
    """The version of the rule that each article's alert names."""
    alerts = [json.loads(record.value)["data"] for record in rules.workspace.alert_records()]
    return {alert["article"]["id"]: alert["rule"]["version"] for alert in alerts}


def test_rules_come_change_and_go_without_a_restart(floods):
    floods.put("storms", "storm")
    daemon = floods.daemon().wait_ready()
    feed = floods.workspace.feed
    feed([article("a1"), article("a2", "storm"), article("a3", "fire")])
    expected = [("a1", "floods"), ("a2", "storms")]
    wait_for_alerts(floods, expected)

    floods.put("floods", "flood OR fire")
    daemon.wait_for_metric("rules_reloads_total", 1)
    feed([article("a4", "fire"), article("a5", "storm")])
    expected += [("a4", "floods"), ("a5", "storms")]
    wait_for_alerts(floods, expected)
    found = versions(floods)
    assert found["a1"] != found["a4"] and found["a2"] == found["a5"]

    floods.put_text("storms", None)
    daemon.wait_for_metric("rules_reloads_total", 2)
    assert daemon.metrics().value("rules_loaded", section="topics") == 1
    feed([article("a6", "storm"), article("a7")])
    wait_for_alerts(floods, expected + [("a7", "floods")])
    assert daemon.terminate() == 0


def test_a_bad_record_keeps_the_rules_until_a_good_one_comes(floods):
    daemon = floods.daemon().wait_ready()
    floods.put("storms", "storm AND (")
    daemon.wait_for_metric("rules_reload_success", 0)
    assert re.search(re.escape(floods.name) + r"\[0\]@1 \(storms\):1:\d+: query: ", daemon.log())
    assert "the last reload failed" in daemon.get("/readyz?verbose")[1]
    assert daemon.ready()
    floods.workspace.feed([article("a1"), article("a2", "storm")])
    wait_for_alerts(floods, [("a1", "floods")])
    floods.put("storms", "storm")
    daemon.wait_for_metric("rules_reload_success", 1)
    assert daemon.metrics().value("rules_reloads_failed_total") == 1
    floods.workspace.feed([article("a3", "storm")])
    wait_for_alerts(floods, [("a1", "floods"), ("a3", "storms")])


def test_nothing_is_lost_while_rules_change(floods):
    daemon = floods.daemon(pipeline={"batch_records": 20}).wait_ready()
    for number in range(3):
        floods.put("storms", f"storm OR w{number}")
        floods.workspace.feed(article(f"a{number}-{n:03}") for n in range(500))
        daemon.wait_for_metric("rules_reloads_total", number + 1)
    wait_for_alerts(floods, [(f"a{i}-{n:03}", "floods") for i in range(3) for n in range(500)])
    assert daemon.terminate() == 0


def test_sighup_makes_the_rules_anew(floods):
    daemon = floods.daemon().wait_ready()
    daemon.reload()
    daemon.wait_for_metric("rules_reloads_total", 1)
    assert daemon.metrics().value("rules_reload_success") == 1


def test_a_bad_record_ends_the_start_with_78(floods):
    floods.put_text("storms", "topics: [{id: fires, name: Fires, query: fire}]")
    daemon = floods.daemon()
    assert daemon.wait(60) == 78
    assert f"{floods.name}[0]@1 (storms):1:10: expected one rule with the id \\\"storms\\\"" \
        in daemon.log()


def test_an_empty_topic_is_ready_and_waits_for_rules(rules):
    daemon = rules.create().daemon().wait_ready()
    assert "the topic holds no rules" in daemon.log()
    rules.put("floods", "flood")
    daemon.wait_for_metric("rules_reloads_total", 1)
    rules.workspace.feed([article("a1")])
    wait_for_alerts(rules, [("a1", "floods")])


def test_a_missing_topic_is_waited_for(rules):
    rules.workspace.feed([article("a1")])
    daemon = rules.daemon()
    wait_until("it says what is missing",
               lambda: rules.name in daemon.get("/readyz?verbose")[1])
    assert daemon.get("/livez")[0] == 200
    assert daemon.get("/readyz")[0] == 503
    assert "Unknown topic" in daemon.log()
    daemon.reload()  # too early, and no harm
    rules.create().put("floods", "flood")
    daemon.wait_ready()
    wait_for_alerts(rules, [("a1", "floods")])


def test_a_refused_right_ends_with_77(tmp_path, prefix):
    """The user of the login may do nothing, everybody else everything."""
    broker = KafkaBroker(tmp_path / "kafka", {
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS"}).start()
    rules = RulesTopic(Workspace(tmp_path / "workspace", broker.bootstrap, prefix))
    rules.create().put("floods", "flood")
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    daemon = rules.daemon(kafka={
        "brokers": broker.login_bootstrap, "security_protocol": "sasl_plaintext",
        "sasl_mechanism": "PLAIN", "username": USER, "password_file": str(password)})
    assert daemon.wait(60) == 77
    (told,) = [line["message"] for line in daemon.log_lines() if line["message"].startswith("refused at the start: ")]
    assert f"User:{USER} lacks Read on " in told and "kafka-acls.sh" in told  # the first that was refused
    assert f'User:{USER} lacks Read on topic "{rules.name}"' in "".join(line["message"] for line in daemon.log_lines())
    broker.stop()


def test_a_stop_while_the_topic_is_missing_ends_with_0(rules):
    daemon = rules.daemon()
    wait_until("it lives", lambda: daemon.get("/livez")[0] == 200)
    assert daemon.terminate() == 0


def test_new_partitions_are_read(floods):
    workspace = floods.workspace
    daemon = floods.daemon(
        kafka={"properties": {"topic.metadata.refresh.interval.ms": 1000}}).wait_ready()
    client = AdminClient({**QUIET, "bootstrap.servers": workspace.bootstrap})
    client.create_partitions([NewPartitions(floods.name, 2)])[floods.name].result(30)
    wait_until("the new partition takes a rule", lambda: floods.put("storms", "storm", 1) or True)
    daemon.wait_for_metric("rules_loaded", 2, section="topics")
    floods.put("floods", "flood AND news", 1)  # a producer that partitions in another way
    daemon.wait_for_metric("rules_reload_success", 0)
    assert re.search(r"the id .*floods.* stands already at", daemon.log())


def test_a_topic_made_anew_replaces_all_rules(floods):
    floods.put("storms", "storm")
    workspace = floods.workspace
    daemon = floods.daemon().wait_ready()
    client = AdminClient({**QUIET, "bootstrap.servers": workspace.bootstrap})
    client.delete_topics([floods.name])[floods.name].result(30)
    wait_until("it is gone", lambda: floods.name not in client.list_topics(timeout=10).topics)
    floods.create().put("fires", "fire")
    daemon.wait_for_metric("rules_loaded", 1, section="topics")
    workspace.feed([article("a1"), article("a2", "fire")])
    wait_for_alerts(floods, [("a2", "fires")])


def test_rules_stay_while_the_broker_is_away(tmp_path, prefix):
    broker = KafkaBroker(tmp_path / "kafka").start()
    floods = RulesTopic(Workspace(tmp_path / "workspace", broker.bootstrap, prefix))
    floods.workspace.create_topics(1)
    floods.create().put("floods", "flood")
    broker.stop()
    daemon = floods.daemon()
    wait_until("the daemon lives", lambda: daemon.get("/livez")[0] == 200)
    assert daemon.get("/readyz")[0] == 503
    broker.start()
    daemon.wait_ready()
    broker.stop()
    broker.start()
    floods.put("storms", "storm")
    daemon.wait_for_metric("rules_reloads_total", 1)
    floods.workspace.feed([article("a1"), article("a2", "storm")])
    wait_for_alerts(floods, [("a1", "floods"), ("a2", "storms")])
    broker.stop()


def test_validate_says_that_a_topic_is_not_looked_at(tmp_path):
    file = tmp_path / "newswatch.yaml"
    file.write_text("kafka: {brokers: nowhere:9092}\nrules: {topic: newswatch.rules}\n")
    done = run("validate", "--config", file)
    assert done.returncode == 0
    assert b"rules.topic newswatch.rules: " in done.stderr


def commands_of(heading: str) -> list:
    """The indented lines of a section of the guide that call kcat."""
    section = GUIDE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line.strip() for line in re.findall(r"^    (.*kcat.*)$", section, re.MULTILINE)]


def test_the_commands_of_the_guide_load_and_delete(rules, tmp_path):
    rules.create()
    folder = tmp_path / "guide" / "rules"
    folder.mkdir(parents=True)
    for name in ("fentanyl-policy", "port-strikes"):
        rule = {"id": name, "name": name, "query": "flood"}
        (folder / f"{name}.yaml").write_text(json.dumps({"topics": [rule]}, indent=2))

    def shell(command: str) -> None:
        ours = command.replace("newswatch.rules", rules.name)
        environment = {**os.environ, "BROKERS": rules.workspace.bootstrap}
        subprocess.run(["bash", "-ec", ours], cwd=folder.parent, env=environment, check=True,
                       timeout=60)

    load_one, load_all, delete = commands_of("Rules in a Kafka topic")
    shell(load_one)
    records = read_all(rules.workspace.bootstrap, rules.name)
    assert [record.key for record in records] == [b"fentanyl-policy"]
    assert records[0].value == (folder / "fentanyl-policy.yaml").read_bytes()
    shell(load_all)
    daemon = rules.daemon().wait_ready()
    daemon.wait_for_metric("rules_loaded", 2, section="topics")
    shell(delete)
    daemon.wait_for_metric("rules_loaded", 1, section="topics")
