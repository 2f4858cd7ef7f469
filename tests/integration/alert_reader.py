"""Alerts and annotations as their subscribers see them: each valid against the published schema."""

import json
from pathlib import Path
from typing import Dict, Iterable, List

import jsonschema

from kafka_client import Record

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "alerts"
CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"


def validator(name: str) -> jsonschema.Draft7Validator:
    """Of `alerts/<name>.schema.json`; what it refers to stands beside it."""
    file = SCHEMAS / f"{name}.schema.json"
    schema = json.loads(file.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    resolver = jsonschema.RefResolver(file.as_uri(), schema)
    return jsonschema.Draft7Validator(schema, resolver=resolver)


def assert_valid(messages: Iterable[Dict], schema: str = "alert") -> None:
    check = validator(schema)
    for message in messages:
        problems = [f"{list(e.absolute_path)}: {e.message}" for e in check.iter_errors(message)]
        assert not problems, f"{schema} {message.get('id', message.get('article'))}: {problems}"


def assert_annotation_record_fits(record: Record, annotation: Dict) -> None:
    assert record.key.decode() == annotation["article"]["id"]
    assert record.headers["content-type"] == "application/json"
    assert_traced(record)


def assert_traced(record: Record) -> None:
    version, trace, span, flags = record.headers["traceparent"].split("-")
    assert (len(version), len(trace), len(span), len(flags)) == (2, 32, 16, 2)


def assert_record_fits(record: Record, alert: Dict) -> None:
    """Key and headers, by which subscribers filter, say what the alert says."""
    rule = alert["data"]["rule"]
    assert record.key.decode() == rule["id"] == alert["subject"]
    wanted = {"content-type": CONTENT_TYPE, "newswatch-rule": rule["id"],
              "newswatch-kind": alert["data"]["kind"], "newswatch-severity": rule["severity"]}
    assert {name: record.headers.get(name) for name in wanted} == wanted
    assert_traced(record)


def places(alert: Dict) -> List[Dict]:
    """Everything in the alert that points into the article: a field, two offsets, a text."""
    data = alert["data"]
    mentions = [m for official in data.get("officials", []) for m in official["mentions"]]
    return [*data.get("matches", []), *data.get("snippets", []), *mentions]


def bytes_of(article: Dict, field: str) -> bytes:
    """The field as offsets count it: a list of paragraphs is joined by an empty line."""
    text = article[field]
    return (text if isinstance(text, str) else "\n\n".join(text)).encode()


def assert_places_fit(alert: Dict, article: Dict) -> None:
    """`text` is exactly the bytes of the article's field from `begin` to `end`."""
    found = places(alert)
    assert found, f"alert {alert['id']} points nowhere"
    for place in found:
        field = bytes_of(article, place["field"])
        assert field[place["begin"]:place["end"]].decode() == place["text"], (alert["id"], place)
