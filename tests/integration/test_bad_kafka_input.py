"""What Kafka can bring besides good records: each costs itself alone, is counted, and memory stays bounded.

Each case has a partition of its own, where a good article follows it.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, List, Optional

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions

from child import wait_until
from kafka_client import QUIET, Record, create_topics, delete_topics, read_all, topic_names
from kafka_log import (PartitionLog, flip_a_byte, garble_the_records, name_an_unknown_codec,
                       promise_more_records)
from metrics_page import MetricsPage

MIB = 1 << 20
MOST_MEMORY = 512 * MIB  # What the service is given.
RECORD_LIMIT = 4 * MIB
TOPIC_CONFIG = {"max.message.bytes": str(8 * MIB), "retention.ms": "-1",
                "message.timestamp.after.max.ms": str((1 << 63) - 1)}


def article(name: str, **more) -> bytes:
    return json.dumps({"id": name, "title": "Flood", "body": "The river rose.", **more}).encode()


Write = Callable[["Place"], None]


@dataclass
class Place:
    """A partition to write to."""
    bootstrap: str
    broker_folder: Path
    topic: str
    partition: int

    def put(self, value: Optional[bytes], key: Optional[bytes] = b"k", timestamp: int = 0,
            headers=None, **properties) -> None:
        """One record in a batch of its own."""
        producer = Producer({**QUIET, "bootstrap.servers": self.bootstrap, "linger.ms": 0,
                             "message.max.bytes": 1_000_000_000,
                             "queue.buffering.max.kbytes": 1_000_000, **properties})
        failed = []
        producer.produce(self.topic, value, key, self.partition, timestamp=timestamp,
                         headers=headers or [],
                         on_delivery=lambda error, _: error and failed.append(str(error)))
        assert producer.flush(60) == 0 and not failed, failed

    def log(self) -> PartitionLog:
        return PartitionLog(self.broker_folder, self.topic, self.partition)

    def abort_a_transaction(self, *values: bytes) -> None:
        producer = Producer({**QUIET, "bootstrap.servers": self.bootstrap,
                             "transactional.id": f"{self.topic}-{self.partition}"})
        producer.init_transactions(30)
        producer.begin_transaction()
        for value in values:
            producer.produce(self.topic, value, b"k", self.partition)
        producer.flush(30)
        producer.abort_transaction(30)


@dataclass
class Case:
    """What is written, and what becomes of it besides the alert of the article behind it."""
    name: str
    write: Write
    code: str = ""  # Of its one dead letter.
    truncated: bool = False
    skipped: Dict[str, int] = field(default_factory=dict)  # By reason.
    alerts: List[str] = field(default_factory=list)  # Ids of articles.
    failed: bool = True  # Whether the dead letter counts as an article that failed.


def good(name: str, **more) -> Case:
    return Case(name, lambda place: place.put(article(name), **more), alerts=[name])


def damaged(name: str, damage, with_checksum: bool, **properties) -> Case:
    def write(place: Place) -> None:
        place.put(article(name, filler="abc" * 200), **properties)
        place.log().change(0, damage, with_checksum)
    return Case(name, write, code="corrupt_batch", truncated=True, skipped={"corrupt": 1},
                failed=False)


def write_fewer_than_promised(place: Place) -> None:
    place.put(article("promised"))
    place.log().change(0, promise_more_records, with_checksum=True)


def bomb(codec: str, megabytes: int, **more) -> Case:
    """Few bytes on the wire, many in memory."""
    return Case(f"{codec} bomb of {megabytes} MiB",
                lambda place: place.put(b"0" * (megabytes * MIB), **{"compression.type": codec}),
                truncated=True, **more)


CASES = [
    Case("tombstone", lambda place: place.put(None), skipped={"tombstone": 1}),
    Case("empty value", lambda place: place.put(b""), skipped={"empty": 1}),
    Case("tombstone without key", lambda place: place.put(None, key=None),
         skipped={"tombstone": 1}),
    good("no-key", key=None),
    good("empty-key", key=b""),
    good("binary-key", key=b"\xff\x00\n\t="),
    good("long-key", key=b"k" * 100_000),
    good("many-headers", headers=[(f"h{number}", b"v") for number in range(1000)]),
    good("header-without-value", headers=[("traceparent", None)]),
    good("broken-trace", headers=[("traceparent", b"\xff00-not-a-trace")]),
    good("forged-headers", headers=[("newswatch-code", b"crashed"), ("ce_id", b"x")]),
    good("oldest-time", timestamp=1),
    good("latest-time", timestamp=253402300799999),
    *[good(f"codec-{codec}", **{"compression.type": codec})
      for codec in ("gzip", "snappy", "lz4", "zstd")],
    Case("binary value", lambda place: place.put(bytes(range(256))), code="not_utf8"),
    Case("larger than one fetch", lambda place: place.put(article("large", filler="a" * 2 * MIB)),
         alerts=["large"]),
    Case("larger than articles may be",
         lambda place: place.put(article("x", filler="a" * RECORD_LIMIT)), code="too_large",
         truncated=True),
    bomb("gzip", 40, code="too_large"),
    bomb("lz4", 40, code="too_large"),
    bomb("snappy", 40, code="too_large"),
    bomb("zstd", 150, code="corrupt_batch", skipped={"corrupt": 1}, failed=False),
    damaged("wrong checksum", flip_a_byte, with_checksum=False),
    damaged("garbled gzip", garble_the_records, True, **{"compression.type": "gzip"}),
    damaged("garbled zstd", garble_the_records, True, **{"compression.type": "zstd"}),
    damaged("garbled lz4", garble_the_records, True, **{"compression.type": "lz4"}),
    damaged("unknown codec", name_an_unknown_codec, True),
    Case("fewer records than promised", write_fewer_than_promised, alerts=["promised"]),
    Case("aborted transaction",
         lambda place: place.abort_a_transaction(article("never"), b"{")),
]


@dataclass
class Outcome:
    metrics: MetricsPage
    letters: Dict[str, List[Record]]  # By partition of the articles.
    alerted: List[str]
    peak_bytes: int


@pytest.fixture(scope="module")
def outcome(broker, make_workspace) -> Outcome:
    workspace = make_workspace("bad-kafka-input")
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    topic = f"{workspace.prefix}.raw"
    create_topics(workspace.bootstrap, {topic: len(CASES)}, TOPIC_CONFIG)
    for number, case in enumerate(CASES):
        place = Place(workspace.bootstrap, broker.folder, topic, number)
        case.write(place)
        place.put(article(f"after-{number}"))
    workspace.articles, workspace.partitions = topic, len(CASES)
    daemon = workspace.daemon(articles={"max_record_bytes": RECORD_LIMIT}).wait_ready()
    offsets = workspace.offsets()

    def is_done() -> bool:
        places = zip(offsets.committed(), offsets.ends(), CASES)
        stuck = [f"{case.name} at {at} of {end}" for at, end, case in places if at < end]
        assert not stuck, stuck
        return offsets.are_done()

    wait_until("all is read and committed", is_done, seconds=180)
    good_articles = sum(len(case.alerts) for case in CASES) + len(CASES)
    daemon.wait_for_metric("articles_total", good_articles)
    page = daemon.metrics()
    status = Path(f"/proc/{daemon.pid}/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024
    assert daemon.terminate() == 0
    letters: Dict[str, List[Record]] = {}
    for letter in read_all(workspace.bootstrap, workspace.dead_letters):
        letters.setdefault(letter.headers["newswatch-partition"], []).append(letter)
    return Outcome(page, letters, [name for name, _ in workspace.alerted()], peak)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_it_costs_itself_alone(outcome, number):
    case = CASES[number]
    letters = outcome.letters.get(str(number), [])
    assert [one.headers["newswatch-code"] for one in letters] == [case.code] * bool(case.code)
    for letter in letters:
        assert letter.headers["newswatch-offset"] == "0" and letter.headers["newswatch-message"]
        assert ("newswatch-truncated" in letter.headers) == case.truncated
    for name in [*case.alerts, f"after-{number}"]:
        assert outcome.alerted.count(name) == 1
    assert "never" not in outcome.alerted


def test_each_is_counted_by_what_it_was(outcome):
    skipped: Dict[str, int] = {}
    for case in CASES:
        for reason, count in case.skipped.items():
            skipped[reason] = skipped.get(reason, 0) + count
    codes = [case.code for case in CASES if case.code]
    failed = [case.code for case in CASES if case.code and case.failed]
    assert outcome.metrics.by("reason", "records_skipped_total") == skipped
    assert outcome.metrics.by("code", "dead_letters_total") == {one: codes.count(one) for one in codes}
    assert outcome.metrics.by("code", "articles_failed_total") == {
        one: failed.count(one) for one in failed}


def test_memory_stays_within_what_the_service_is_given(outcome, note):
    note(f"{len(CASES)} kinds of input: peak memory {outcome.peak_bytes / MIB:.0f} MiB")
    assert outcome.peak_bytes <= MOST_MEMORY


@pytest.fixture
def floods(workspace):
    """A workspace whose daemons look for changes of topics each second."""
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    properties = {"topic.metadata.refresh.interval.ms": 1000, "statistics.interval.ms": 500}
    daemon = workspace.daemon(kafka={"properties": properties}).wait_ready()
    workspace.feed([json.loads(article("before"))])
    wait_until("the first alert came", lambda: workspace.alerted() == [("before", "floods")], 60)
    return workspace, daemon


def test_new_partitions_are_read_from_their_first_record(floods):
    workspace, daemon = floods
    client = AdminClient({**QUIET, "bootstrap.servers": workspace.bootstrap})
    for done in client.create_partitions([NewPartitions(workspace.articles, 3)]).values():
        done.result(30)
    workspace.partitions = 3
    workspace.feed([json.loads(article(f"a-{number}")) for number in range(9)])
    wait_until("all alerts came", lambda: len(workspace.alerted()) == 10, 60)
    daemon.wait_for_metric("articles_total", 10)
    assert daemon.terminate() == 0


def test_a_topic_that_was_deleted_and_made_anew_is_read_from_its_first_record(floods):
    workspace, daemon = floods
    delete_topics(workspace.bootstrap, [workspace.articles])
    wait_until("it is gone", lambda: workspace.articles not in topic_names(workspace.bootstrap), 30)
    # One that comes back before the daemon looks is the same to it: docs/operating.md.
    wait_until("the daemon sees it", lambda: "REBALANCE: lost" in daemon.log(), 60)
    create_topics(workspace.bootstrap, {workspace.articles: 1})
    workspace.feed([json.loads(article(f"a-{number}")) for number in range(5)])
    wait_until("all alerts came", lambda: len(workspace.alerted()) == 6, 90)
    daemon.wait_for_metric("articles_total", 6)
    assert daemon.terminate() == 0


def test_offsets_beyond_the_end_begin_at_the_first_record(workspace):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    workspace.feed([json.loads(article(f"a-{number}")) for number in range(5)])
    member = Consumer({**QUIET, "bootstrap.servers": workspace.bootstrap, "group.id": workspace.prefix})
    member.commit(offsets=[TopicPartition(workspace.articles, 0, 1000)], asynchronous=False)
    member.close()
    daemon = workspace.daemon().wait_ready()
    wait_until("all alerts came", lambda: len(workspace.alerted()) == 5, 60)
    assert daemon.terminate() == 0
    assert any("out of range" in line["message"] for line in daemon.log_lines())
