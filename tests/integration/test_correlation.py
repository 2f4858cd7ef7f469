"""One alert a story, by what is known of earlier articles, which survives a crash."""

import json
import time
from typing import Dict, List

from alert_reader import assert_record_fits, assert_valid
from child import wait_until
from confluent_kafka import Producer
from kafka_client import QUIET

FLOOD = ("The river rose four metres in a night and took the old bridge at Lanwick with it. "
         "Firefighters brought sixty people out of the lower town in boats, the mayor said, and the "
         "school took in those who had nowhere else to go. Rain is expected until Thursday, and the "
         "weather service asked everybody below the weir to leave. Two roads into the valley are "
         "closed. The flood is the worst since the dam was built.")
STRIKE = ("Dockers at three northern ports walked out on Monday over a plan to run cranes by remote "
          "control. Their union wants eleven per cent more pay and a promise that nobody loses work "
          "to a machine. Shipping companies sent four freighters to other harbours, flood or no "
          "flood. Talks begin on Friday, and the labour minister offered to take the chair.")


def article(name: str, body: str, day: int = 2, **more: str) -> Dict:
    title = "Flood takes bridge at Lanwick" if body.startswith("The river") else "Ports stand still"
    return {"id": name, "title": title, "body": body,
            "published_at": f"2026-03-{day:02}T06:00:00Z",
            "source": {"domain": f"{name}.example"}, **more}


def settled(workspace, articles: List[Dict]) -> List[Dict]:
    """Feeds the articles and returns all alerts there are once everything is done."""
    workspace.feed(articles)
    wait_until("all is done", workspace.offsets().are_done, seconds=90)
    records = workspace.alert_records()
    alerts = [json.loads(record.value) for record in records]
    assert_valid(alerts)
    for record, alert in zip(records, alerts):
        assert_record_fits(record, alert)
    return [alert["data"] for alert in alerts]


def test_a_copy_is_known_though_the_daemon_was_killed_in_between(workspace):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    daemon = workspace.daemon().wait_ready()
    first = settled(workspace, [article("a", FLOOD)])
    assert [alert["story"]["role"] for alert in first] == ["first"]
    daemon.kill()
    workspace.daemon("again").wait_ready()
    alerts = settled(workspace, [article("b", FLOOD[100:]), article("c", STRIKE)])
    stories = {alert["article"]["id"]: alert["story"] for alert in alerts}
    assert stories["b"]["role"] == "copy" and stories["b"]["copy_of"] == "a"
    assert stories["b"]["id"] == stories["a"]["id"] != stories["c"]["id"]


def test_what_is_not_yet_committed_of_the_state_is_waited_for(workspace):
    """It may be committed for all others: a commit reaches one partition after the other."""
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    before = Producer({**QUIET, "bootstrap.servers": workspace.bootstrap, "transactional.id": "before"})
    before.init_transactions(30)
    before.begin_transaction()
    before.produce(workspace.state, b"value", b"key", 0)
    assert before.flush(30) == 0
    daemon = workspace.daemon()
    workspace.feed([article("a", FLOOD)])
    daemon.wait_for_metric("articles_total", 1)
    time.sleep(3)
    assert not workspace.alert_records()
    before.abort_transaction(30)
    assert [alert["article"]["id"] for alert in settled(workspace, [])] == ["a"]


def test_corrections_and_withdrawals_take_alerts_back(workspace):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    workspace.daemon().wait_ready()
    alerts = settled(workspace, [article("a", FLOOD), article("b", STRIKE)])
    ids = {alert["article"]["id"]: alert for alert in alerts}
    assert set(ids) == {"a", "b"}
    alerts = settled(workspace, [
        article("a", FLOOD + " Nobody was hurt.", version="2", status="corrected"),
        article("b", STRIKE, version="2", status="withdrawn")])
    corrected = [alert for alert in alerts if alert.get("story", {}).get("role") == "correction"]
    retracted = [alert for alert in alerts if alert["kind"] == "retraction"]
    assert [alert["article"]["id"] for alert in corrected] == ["a"]
    assert len(retracted) == 1 and len(alerts) == 4


def test_rules_that_ask_for_less_get_less_and_are_told_how_much(workspace):
    workspace.write_topic_rule("floods", "flood", alert_on="first")
    workspace.create_topics(1)
    daemon = workspace.daemon().wait_ready()
    alerts = settled(workspace, [article("a", FLOOD), article("b", FLOOD), article("c", STRIKE)])
    assert [alert["article"]["id"] for alert in alerts] == ["a", "c"]
    assert sum(alerts[1]["suppressed"].values()) == 1
    daemon.wait_for_metric("alerts_suppressed_total", 1, rule="floods")


def test_topics_of_different_size_are_refused_with_the_way_out(workspace):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1, smaller=1)
    daemon = workspace.daemon(correlation={"state_topic": f"{workspace.prefix}.smaller"})
    assert daemon.wait(60) == 78
    assert "More partitions" in daemon.log()


def test_without_a_second_stage_alerts_go_out_as_they_are_detected(workspace):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    workspace.daemon(correlation={"detection_topic": ""}).wait_ready()
    count = workspace.feed([article("a", FLOOD), article("b", FLOOD)])
    wait_until("all is done", lambda: workspace.offsets().have_passed(count), seconds=60)
    alerts = [json.loads(record.value)["data"] for record in workspace.alert_records()]
    assert [alert["article"]["id"] for alert in alerts] == ["a", "b"]
    assert not any("story" in alert for alert in alerts)
