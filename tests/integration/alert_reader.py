"""Alerts as their subscribers see them: each valid against the published schema."""

import json
from pathlib import Path
from typing import Dict, Iterable, List

import jsonschema

from kafka_client import Record

SCHEMA_FILE = Path(__file__).resolve().parent.parent.parent / "alerts" / "alert.schema.json"
CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8"


def validator() -> jsonschema.Draft7Validator:
    schema = json.loads(SCHEMA_FILE.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def assert_valid(alerts: Iterable[Dict]) -> None:
    check = validator()
    for alert in alerts:
        problems = [f"{list(e.absolute_path)}: {e.message}" for e in check.iter_errors(alert)]
        assert not problems, f"alert {alert.get('id')}: {problems}"


def assert_record_fits(record: Record, alert: Dict) -> None:
    """Key and headers, by which subscribers filter, say what the alert says."""
    rule = alert["data"]["rule"]
    assert record.key.decode() == rule["id"] == alert["subject"]
    wanted = {"content-type": CONTENT_TYPE, "newswatch-rule": rule["id"],
              "newswatch-kind": alert["data"]["kind"], "newswatch-severity": rule["severity"]}
    assert {name: record.headers.get(name) for name in wanted} == wanted
    version, trace, span, flags = record.headers["traceparent"].split("-")
    assert (len(version), len(trace), len(span), len(flags)) == (2, 32, 16, 2)


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
