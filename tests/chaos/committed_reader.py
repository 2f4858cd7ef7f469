"""Reads what is committed: all that a topic holds, or the first alert of each process as it comes."""

import json
import threading
import time
from typing import Dict, List

from confluent_kafka import Consumer, KafkaError, TopicPartition

from child import wait_until
from kafka_client import QUIET, Record


def _consumer(bootstrap: str, isolation: str) -> Consumer:
    return Consumer({**QUIET, "bootstrap.servers": bootstrap, "group.id": "nobody",
                     "isolation.level": isolation, "enable.auto.commit": False,
                     "reconnect.backoff.max.ms": 1000,
                     "enable.partition.eof": True, "auto.offset.reset": "earliest"})


def _places(consumer: Consumer, topic: str) -> List[TopicPartition]:
    found = consumer.list_topics(topic, timeout=10).topics[topic].partitions
    return [TopicPartition(topic, number, 0) for number in sorted(found)]


def read_committed(bootstrap: str, topic: str) -> List[Record]:
    """Every committed record, by partition and offset, once no transaction is open any more."""
    reader = _consumer(bootstrap, "read_committed")
    places = _places(reader, topic)
    _wait_until_none_is_open(bootstrap, reader, places)
    reader.assign(places)
    records, ended = [], set()
    while len(ended) < len(places):
        for message in reader.consume(1000, timeout=0.2):
            if message.error() and message.error().code() == KafkaError._PARTITION_EOF:
                ended.add(message.partition())
            elif not message.error():
                records.append(Record(message.value(), message.key(), topic, message.partition(),
                                      message.offset()))
    reader.close()
    return sorted(records, key=lambda one: (one.partition, one.offset))


def _wait_until_none_is_open(bootstrap: str, reader: Consumer,
                             places: List[TopicPartition]) -> None:
    """An open transaction hides what stands behind it: the committed end is before the real one."""
    everything = _consumer(bootstrap, "read_uncommitted")
    wait_until("no transaction is open",
               lambda: all(reader.get_watermark_offsets(place, timeout=10) ==
                           everything.get_watermark_offsets(place, timeout=10)
                           for place in places), 60, every=0.2)
    everything.close()


class FirstAlerts:
    """Watches a topic of alerts from its beginning, on a thread of its own."""

    def __init__(self, bootstrap: str, topic: str):
        self._reader = _consumer(bootstrap, "read_committed")
        self._reader.assign(_places(self._reader, topic))
        self._first: Dict[str, float] = {}  # Only grows.
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def of(self, source: str) -> float:
        """When the first alert of that source came, by the monotonic clock; infinite: never."""
        return self._first.get(source, float("inf"))

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._reader.close()

    def _watch(self) -> None:
        while not self._stop.is_set():
            for message in self._reader.consume(500, timeout=0.02):
                if not message.error():
                    source = json.loads(message.value())["source"]
                    self._first.setdefault(source, time.monotonic())
