"""What cannot be used ends in the dead-letter topic untouched; its neighbours are not harmed."""

import json
from dataclasses import dataclass
from typing import Dict, List

import pytest

from child import wait_until
from kafka_client import Record, read_all, write
from metrics_page import MetricsPage

LIMIT_BYTES = 4096


def article(name: str, **more) -> bytes:
    return json.dumps({"id": name, "title": "Flood", "body": "The river rose.", **more}).encode()


# Name, bytes, the code it must be refused with.
BAD = [
    ("truncated", article("x")[:-5], "invalid_json"),
    ("not an object", b"[1, 2]", "wrong_type"),
    ("plain words", b"breaking news", "invalid_json"),
    ("only spaces", b"   ", "invalid_json"),
    ("broken in an ignored field", article("x")[:-1] + b', "other": nul}', "invalid_json"),
    ("invalid UTF-8", article("x").replace(b"river", b"r\xffver"), "not_utf8"),
    ("cut in a character", article("x").replace(b"river", b"r\xe2\x82ver"), "not_utf8"),
    ("no text", b'{"id": "x", "url": "https://news.example/x"}', "no_text"),
    ("blank text", b'{"id": "x", "title": " ", "body": "\\n"}', "no_text"),
    ("body is a number", b'{"id": "x", "title": "Flood", "body": 7}', "wrong_type"),
    ("too large", article("x", filler="a" * LIMIT_BYTES), "too_large"),
    ("NUL and newlines", b"{\x00\n\r\n,=\t", "invalid_json"),
]
SKIPPED = [("tombstone", None), ("empty", b"")]


def mixed_records() -> List[Record]:
    """A good article before each bad record and after the last."""
    records = []
    for number, (_, payload, _) in enumerate(BAD):
        records.append(Record(article(f"good-{number}"), b"good"))
        records.append(Record(payload, f"bad-{number}".encode()))
    for name, payload in SKIPPED:
        records.append(Record(payload, name.encode()))
    return [*records, Record(article("good-last"), b"good")]


@dataclass
class Outcome:
    """What is left of a daemon's run over the mixture."""
    topic: str
    metrics: MetricsPage
    letters: Dict[bytes, Record]  # By key.
    alerted: List
    left: int


@pytest.fixture(scope="module")
def outcome(make_workspace) -> Outcome:
    workspace = make_workspace("dead-letters")
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    count = write(workspace.bootstrap, workspace.articles, mixed_records())
    daemon = workspace.daemon(articles={"max_record_bytes": LIMIT_BYTES}).wait_ready()
    wait_until("all is read and committed",
               lambda: workspace.offsets().have_passed(count), seconds=60)
    daemon.wait_for_metric("articles_total", len(BAD) + 1)  # Counted after the commit.
    page = daemon.metrics()
    assert daemon.terminate() == 0
    letters = read_all(workspace.bootstrap, workspace.dead_letters)
    return Outcome(workspace.articles, page, {letter.key: letter for letter in letters},
                   workspace.alerted(), workspace.offsets().left())


@pytest.mark.parametrize("number", range(len(BAD)), ids=[name for name, _, _ in BAD])
def test_a_bad_record_is_kept_untouched_with_where_and_why(outcome, number):
    name, payload, code = BAD[number]
    letter = outcome.letters[f"bad-{number}".encode()]
    assert letter.value == payload
    assert letter.headers["newswatch-message"]
    assert letter.headers["newswatch-code"] == code
    assert (letter.headers["newswatch-topic"], letter.headers["newswatch-partition"],
            letter.headers["newswatch-offset"]) == (outcome.topic, "0", str(2 * number + 1))


def test_nothing_else_is_a_dead_letter(outcome):
    assert len(outcome.letters) == len(BAD)


def test_good_neighbours_alert_and_nothing_else_does(outcome):
    good = [*(f"good-{number}" for number in range(len(BAD))), "good-last"]
    assert outcome.alerted == sorted((name, "floods") for name in good)
    assert outcome.left == 0


def test_metrics_count_by_code_and_reason(outcome):
    codes = [code for _, _, code in BAD]
    wanted = {code: codes.count(code) for code in codes}
    assert outcome.metrics.by("code", "articles_failed_total") == wanted
    assert outcome.metrics.by("code", "dead_letters_total") == wanted
    assert outcome.metrics.by("reason", "records_skipped_total") == {"tombstone": 1, "empty": 1}
    assert outcome.metrics.value("articles_total", topic=outcome.topic) == len(BAD) + 1


def test_a_message_names_value_and_limit(outcome):
    number = [code for _, _, code in BAD].index("too_large")
    letter = outcome.letters[f"bad-{number}".encode()]
    message = letter.headers["newswatch-message"].replace(",", "")
    assert str(len(BAD[number][1])) in message and str(LIMIT_BYTES) in message
