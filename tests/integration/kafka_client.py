"""What the tests do with a broker: make topics, write records, read them back, look at offsets.

Alerts and dead letters are read by kcat, a program that shares no code with ours.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Set

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic


QUIET = {"log_level": 2}  # What fails, the caller is told.


@dataclass
class Record:
    value: Optional[bytes]
    key: Optional[bytes] = None
    topic: str = ""
    partition: int = 0
    offset: int = -1
    headers: Dict[str, str] = field(default_factory=dict)


def create_topics(bootstrap: str, partitions: Dict[str, int],
                  config: Optional[Dict[str, str]] = None) -> None:
    """With as many replicas as the brokers give by default."""
    topics = [NewTopic(name, count, -1, config=config or {}) for name, count in partitions.items()]
    client = AdminClient({**QUIET, "bootstrap.servers": bootstrap})  # Must outlive the results.
    for made in client.create_topics(topics).values():
        made.result(30)


def delete_topics(bootstrap: str, names: List[str]) -> None:
    client = AdminClient({**QUIET, "bootstrap.servers": bootstrap})
    for gone in client.delete_topics(names).values():
        gone.result(30)


def topic_names(bootstrap: str) -> Set[str]:
    """All topics but Kafka's own."""
    names = AdminClient({**QUIET, "bootstrap.servers": bootstrap}).list_topics(timeout=10).topics
    return {name for name in names if not name.startswith("__")}


def count_members(bootstrap: str, group: str) -> int:
    client = AdminClient({**QUIET, "bootstrap.servers": bootstrap})
    return sum(len(found.members) for found in client.list_groups(group, timeout=10))


def write(bootstrap: str, topic: str, records: Iterable[Record]) -> int:
    """Writes the records in their order, each to its partition; returns how many."""
    refused, count = [], 0
    producer = Producer({**QUIET, "bootstrap.servers": bootstrap, "enable.idempotence": True,
                         "message.max.bytes": 8 << 20})  # The topic's own limit counts.
    for count, record in enumerate(records, 1):
        producer.produce(topic, record.value, record.key, record.partition,
                         on_delivery=lambda error, _: error and refused.append(str(error)),
                         headers=list(record.headers.items()))
    left = producer.flush(60)
    assert not left and not refused, f"{left} records not written, refused: {refused}"
    return count


def feed_file(bootstrap: str, topic: str, partition: int, file: Path) -> None:
    """Writes a file of lines `key TAB value` to one partition, by kcat."""
    subprocess.run(["kcat", "-P", "-b", bootstrap, "-t", topic, "-p", str(partition), "-K", "\t",
                    "-l", str(file)], check=True, timeout=120)


# Lengths first, so that keys and values of any bytes can be told apart; headers have no newline.
KCAT_FORMAT = r"%p %o %K %S\n%k%s%h\n"
HEADER_BREAK = re.compile(r",(?=[a-z][a-z-]*=)")


def read_all(bootstrap: str, topic: str) -> List[Record]:
    """Every record that a topic holds now, by partition and offset, read by kcat."""
    done = subprocess.run(["kcat", "-C", "-b", bootstrap, "-t", topic, "-o", "beginning", "-e",
                           "-q", "-f", KCAT_FORMAT], capture_output=True, check=True, timeout=120)
    return sorted(_records(topic, done.stdout), key=lambda one: (one.partition, one.offset))


def _records(topic: str, output: bytes) -> Iterable[Record]:
    at = 0

    def take(length: int) -> Optional[bytes]:
        nonlocal at
        at += max(length, 0)
        return None if length < 0 else output[at - length:at]

    while at < len(output):
        line = take(output.index(b"\n", at) + 1 - at)
        partition, offset, key_bytes, value_bytes = map(int, line.split())
        key, value = take(key_bytes), take(value_bytes)
        headers = take(output.index(b"\n", at) + 1 - at).decode()[:-1]
        yield Record(value, key, topic, partition, offset,
                     dict(part.split("=", 1) for part in HEADER_BREAK.split(headers) if part))


class Offsets:
    """Where a consumer group stands in a topic, asked of the broker. Not a member of the group.

    All is done when the group behind it, which goes on with what this one makes, is done, too.
    """

    def __init__(self, bootstrap: str, group: str, topic: str, partitions: int,
                 behind: Optional["Offsets"] = None):
        self._behind = behind
        # The real ends: those of committed records would stand still while the transaction of a
        # killed daemon is open, and what lies behind them would seem to be done.
        self._consumer = Consumer({**QUIET, "bootstrap.servers": bootstrap, "group.id": group,
                                   "isolation.level": "read_uncommitted"})
        self._places = [TopicPartition(topic, number) for number in range(partitions)]

    def ends(self) -> List[int]:
        ask = self._consumer.get_watermark_offsets
        return [ask(place, timeout=10)[1] for place in self._places]

    def committed(self) -> List[int]:
        """By partition; 0 where the group committed nothing."""
        found = self._consumer.committed(self._places, timeout=60)
        return [max(place.offset, 0) for place in found]

    def have_passed(self, count: int) -> bool:
        """Whether so many records are done, and all that came of them."""
        return sum(self.committed()) == count and self.are_done()

    def are_done(self) -> bool:
        return not self.left() and (self._behind is None or self._behind.are_done())

    def left(self) -> int:
        return sum(self.ends()) - sum(self.committed())
