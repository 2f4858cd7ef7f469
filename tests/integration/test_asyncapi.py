"""The AsyncAPI document holds what brokers really get: topics, keys, headers, payloads."""

import json

import pytest
import yaml
from jsonschema import Draft7Validator

from alert_reader import assert_valid
from kafka_client import Record, read_all, write
from newswatch import ROOT, run

DOCUMENT = yaml.safe_load((ROOT / "docs" / "asyncapi.yaml").read_text())

RULES = """\
topics:
  - {id: floods, name: Floods, query: flood AND river}
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Minister of Transport, country: US, from: 2020-01-01}]
"""
ARTICLES = [
    {"id": "a1", "title": "The river", "body": "A flood came. Transport Minister Jane Doe saw it."},
    {"id": "a2", "title": "The river", "body": "It is calm."},
]
SCHEMAS = {"alerts": "alert", "nearMisses": "alert", "annotations": "annotation"}
# The settings that name topics, by channel.
SETTINGS = {"kafka.topics": "articles", "alerts.topic": "alerts", "alerts.near_miss_topic": "nearMisses",
            "alerts.dead_letter_topic": "deadLetters", "annotations.topic": "annotations", "rules.topic": "rules",
            "feedback.topic": "feedback", "correlation.detection_topic": "detections", "correlation.state_topic": "state"}


def resolved(node, here=DOCUMENT):
    """`node` with what its references name, those into other files of the repository, too."""
    if isinstance(node, list):
        return [resolved(item, here) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        return {name: resolved(value, here) for name, value in node.items()}
    file, _, pointer = node["$ref"].partition("#")
    if file:
        return json.loads((ROOT / "docs" / file).read_text())  # with references of its own, into itself
    target = here
    for step in pointer.strip("/").split("/"):
        target = target[step]
    return resolved(target, here)


def message_of(channel: str):
    (message,) = resolved(DOCUMENT["channels"][channel]["messages"]).values()
    return message


def check(schema, value) -> None:
    problems = [f"{list(error.absolute_path)}: {error.message}" for error in Draft7Validator(schema).iter_errors(value)]
    assert not problems, problems


def test_every_reference_leads_somewhere_and_every_schema_is_one():
    for name, message in resolved(DOCUMENT["components"]["messages"]).items():
        for part in ("headers", "payload"):
            if part in message:
                Draft7Validator.check_schema(message[part])
        for example in message.get("examples", []):
            check(message["payload"], example["payload"])
        assert message["title"], name
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] in ("send", "receive") and resolved(operation["channel"])["address"]
    used = {operation["channel"]["$ref"].rsplit("/", 1)[1] for operation in DOCUMENT["operations"].values()}
    assert used == set(DOCUMENT["channels"])


@pytest.mark.parametrize("channel, schema", SCHEMAS.items())
def test_payloads_are_those_of_the_published_schemas(channel, schema):
    (message,) = DOCUMENT["channels"][channel]["messages"].values()
    name = message["$ref"].rsplit("/", 1)[1]
    assert DOCUMENT["components"]["messages"][name]["payload"] == {"$ref": f"../alerts/{schema}.schema.json"}


def test_every_setting_that_names_a_topic_is_a_channel_with_its_name():
    done = run("config", "show", "--resolved", "--output", "json", environment={"NEWSWATCH_KAFKA__BROKERS": "a:1"})
    settings = {line["key"]: line["value"] for line in map(json.loads, done.stdout.splitlines())}
    named = {key for key in settings if key.endswith("topic") or key == "kafka.topics"}
    assert named == set(SETTINGS)
    assert set(SETTINGS.values()) == set(DOCUMENT["channels"])
    for key, channel in SETTINGS.items():
        address = DOCUMENT["channels"][channel]["address"]
        assert settings[key].strip("[]") in ("", address), key


@pytest.fixture(name="records", scope="module")
def _records(make_workspace):
    """By channel, of a daemon that wrote to each."""
    workspace = make_workspace("asyncapi")
    (workspace.rules / "rules.yaml").write_text(RULES)
    workspace.create_topics(1, near_misses=1, annotations=1)
    topics = {"alerts": workspace.alerts, "deadLetters": workspace.dead_letters,
              "nearMisses": f"{workspace.prefix}.near.misses", "annotations": f"{workspace.prefix}.annotations"}
    daemon = workspace.daemon(alerts={"near_miss_topic": topics["nearMisses"]},
                              annotations={"topic": topics["annotations"]}).wait_ready()
    workspace.feed(ARTICLES)
    write(workspace.bootstrap, workspace.articles, [Record(b"no article", b"bad")])
    daemon.wait_for_metric("dead_letters_total", 1)
    daemon.wait_for_metric("alerts_published_total", 2)
    assert daemon.terminate() == 0
    return {channel: read_all(workspace.bootstrap, topic) for channel, topic in topics.items()}


@pytest.mark.parametrize("channel", ["alerts", "nearMisses", "annotations", "deadLetters"])
def test_records_are_as_the_document_says(records, channel):
    message = message_of(channel)
    assert records[channel], f"nothing was written to {channel}"
    for record in records[channel]:
        check(message["headers"], record.headers)
        if channel == "deadLetters":
            continue
        payload = json.loads(record.value)
        assert_valid([payload], SCHEMAS[channel])
        key = payload["article"]["id"] if channel == "annotations" else payload["data"]["rule"]["id"]
        assert record.key.decode() == key
        assert record.headers["content-type"] == message["contentType"]


def test_articles_that_newswatch_takes_are_articles_of_the_document():
    for article in ARTICLES:
        check(message_of("articles")["payload"], article)
