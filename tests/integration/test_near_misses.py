"""Articles that all but met a topic go to a topic of their own, for those who tune rules."""

import json

from alert_reader import assert_record_fits, assert_valid
from child import wait_until

RULES = """\
topics:
  - {id: floods, name: Floods, query: 'flood AND river', labels: {desk: asia}}
  - {id: weather, name: Weather, query: 'score>=10 { storm^8 coast^4 }'}
"""
BODIES = {"both": "The flood of the river.", "one": "A flood.", "most": "A storm.", "none": "Sun."}


def test_near_misses_go_to_their_topic_and_alerts_to_theirs(workspace):
    (workspace.rules / "rules.yaml").write_text(RULES)
    workspace.create_topics(1, near=1)
    topic = f"{workspace.prefix}.near"
    count = workspace.feed({"id": name, "body": body} for name, body in BODIES.items())
    daemon = workspace.daemon(alerts={"near_miss_topic": topic}).wait_ready()
    wait_until("all is read and committed",
               lambda: workspace.offsets().have_passed(count), seconds=60)
    daemon.wait_for_metric("near_misses_total", 2)

    near_misses = workspace.alert_records(topic)
    events = [json.loads(record.value) for record in near_misses]
    assert_valid(events)
    for record, event in zip(near_misses, events):
        assert_record_fits(record, event)
    assert {event["type"] for event in events} == {"newswatch.near_miss.v1"}
    found = {(event["subject"], event["data"]["article"]["id"]): event["data"] for event in events}
    assert set(found) == {("floods", "one"), ("weather", "most")}
    assert found["floods", "one"]["missed"] == "river"
    assert (found["weather", "most"]["score"], found["weather", "most"]["threshold"]) == (8, 10)

    assert workspace.alerted() == [("both", "floods")]
    assert daemon.metrics().value("near_misses_total", rule="floods") == 1
