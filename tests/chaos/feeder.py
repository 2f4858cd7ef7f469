"""The stream of articles: no fault of a broker loses, doubles or reorders one on its way in."""

import json
import time
from typing import Dict, List

from confluent_kafka import Producer

from audit import input_partition
from generator import Generated
from kafka_client import QUIET
from workspace import Workspace


class Feeder:
    """Writes the articles to their partitions, at a rate, up to where it may."""

    def __init__(self, workspace: Workspace, generated: List[Generated], rate: int):
        self._workspace, self._generated, self._rate = workspace, generated, rate
        # One request at a time: of several in flight when a leader dies, a later one may reach the next leader first,
        # which librdkafka 2.0.2 sometimes takes for a gap, and gives up for good.
        self._producer = Producer({**QUIET, "bootstrap.servers": workspace.bootstrap, "linger.ms": 5,
                                   "enable.idempotence": True, "max.in.flight.requests.per.connection": 1,
                                   "message.timeout.ms": 300_000})
        self._due, self._last = 0.0, time.monotonic()
        self.fed = 0

    def feed(self, limit: int) -> None:
        now = time.monotonic()
        self._due = min(limit, self._due + (now - self._last) * self._rate)
        self._last = now
        while self.fed < int(self._due):
            self._produce(self._generated[self.fed].article)
        self._producer.poll(0)

    def finish(self) -> None:
        assert not self._producer.flush(120), "articles could not be written"

    def _produce(self, article: Dict) -> None:
        value = json.dumps(article, ensure_ascii=False)
        self._producer.produce(self._workspace.articles, value, article["id"],
                               input_partition(self.fed, self._workspace.partitions),
                               on_delivery=_must_arrive)
        self.fed += 1


def _must_arrive(error, _message) -> None:
    assert not error, f"an article was not written: {error}"
