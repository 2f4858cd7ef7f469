"""All that is found in each article goes to a topic of its own, where one is named."""

import json

from alert_reader import assert_annotation_record_fits, assert_valid
from child import wait_until
from kafka_client import Record, create_topics, write

RULES = """\
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Minister of Transport, country: US, from: 2020-01-01}]
topics:
  - {id: floods, name: Floods, query: flood}
"""
SAID = 'Transport Minister Jane Doe came. "The flood will pass," Doe said.'
ARTICLES = [
    {"id": "said", "version": "1", "body": SAID, "published_at": "2024-05-01T08:00:00Z"},
    {"id": "none", "body": "Sun.", "lang": "en"},
    {"id": "gone", "version": "1", "body": SAID},
    {"id": "gone", "version": "2", "body": SAID, "status": "withdrawn"},
]


def start(workspace, count: int):
    """A daemon that has done all `count` records and annotates; and its topic."""
    topic = f"{workspace.prefix}.annotations"
    daemon = workspace.daemon(annotations={"topic": topic}).wait_ready()
    wait_until("all is read and committed",
               lambda: workspace.offsets().have_passed(count), seconds=60)
    return daemon, topic


def test_annotations_go_to_their_topic_keyed_by_article(workspace):
    (workspace.rules / "rules.yaml").write_text(RULES)
    workspace.create_topics(1, annotations=1)
    count = workspace.feed(ARTICLES)
    write(workspace.bootstrap, workspace.articles, [Record(b"no article", b"bad")])
    daemon, topic = start(workspace, count + 1)
    daemon.wait_for_metric("annotations_published_total", count)

    records = workspace.alert_records(topic)
    annotations = [json.loads(record.value) for record in records]
    assert_valid(annotations, "annotation")
    for record, annotation in zip(records, annotations):
        assert_annotation_record_fits(record, annotation)
    assert [one["article"]["id"] for one in annotations] == ["said", "none", "gone", "gone"]
    said, none, before, withdrawn = annotations
    assert {one["id"] for one in said["mentions"]} == {"jane-doe"}
    assert said["mentions"][0]["role"] == "Minister of Transport"
    assert [one["speaker"]["id"] for one in said["quotations"]] == ["jane-doe"]
    assert_places_are_bytes_of(said, SAID.encode())
    assert (none["lang"], none["mentions"], none["quotations"]) == ("en", [], [])
    assert before["mentions"] and before["quotations"]
    assert (withdrawn["mentions"], withdrawn["quotations"], withdrawn["stance"]) == ([], [], [])
    assert set(workspace.alerted()) == {(name, rule) for name in ("said", "gone")
                                        for rule in ("floods", "jane-doe")}


def assert_places_are_bytes_of(annotation, body: bytes) -> None:
    for found in [*annotation["mentions"], *annotation["quotations"], *annotation["stance"]]:
        assert body[found["begin"]:found["end"]].decode() == found["text"]


def test_an_annotation_too_large_for_its_topic_costs_no_alert(workspace):
    (workspace.rules / "rules.yaml").write_text(RULES)
    workspace.create_topics(1)
    create_topics(workspace.bootstrap, {f"{workspace.prefix}.annotations": 1},
                  {"max.message.bytes": "4096"})
    count = workspace.feed([{"id": "long", "body": " ".join([SAID] * 100)},
                            {"id": "short", "body": SAID}])
    daemon, topic = start(workspace, count)
    daemon.wait_for_metric("annotations_published_total", count)

    records = {record.key.decode(): record for record in workspace.alert_records(topic)}
    annotations = {key: json.loads(record.value) for key, record in records.items()}
    assert_valid(annotations.values(), "annotation")
    assert annotations["long"] == {"article": {"id": "long"}, "lang": None, "mentions": [],
                                   "quotations": [], "stance": [], "truncated": True}
    assert records["long"].headers["newswatch-truncated"] == "true"
    assert annotations["short"]["mentions"]
    assert daemon.metrics().value("annotations_too_large_total") == 1
    assert workspace.alerted() == [(name, rule) for name in ("long", "short")
                                   for rule in ("floods", "jane-doe")]
    assert not workspace.alert_records(workspace.dead_letters)
