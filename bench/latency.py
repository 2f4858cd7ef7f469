#!/usr/bin/env python3
"""How long an alert takes from when its article was due to when a reader of committed records has it, on a real Kafka.

Articles come at a fixed rate that waits for nobody, each with a word that one rule asks for. The same stream is read by
the daemon as it is by default, without its second stage, and without transactions: the differences are what each costs.
"""

import argparse
import multiprocessing
import queue
import re
import sys
import tempfile
import time
from pathlib import Path

from confluent_kafka import Consumer, TopicPartition

from reload import (ALERTS, ARTICLES, DEAD_LETTERS, GROUP, PARTITIONS, RULE, WORD, ProducerProcess, load, quantile,
                    start_daemon, write_edition)
from topics import generated, machine
from child import wait_until
from kafka_broker import KafkaBroker
from kafka_client import Offsets, create_topics

STAGES = {"newswatch.detections": PARTITIONS, "newswatch.state": PARTITIONS}
WARM_UP_SECONDS = 10
MODES = {
    "exactly once, both stages": {},
    "exactly once, first stage alone": {"correlation": {"detection_topic": ""}},
    "at least once, both stages": {"delivery": "at_least_once"},
    "at least once, first stage alone": {"delivery": "at_least_once", "correlation": {"detection_topic": ""}},
}


def read(bootstrap, stop, found):
    """Notes when each alert came. A process of its own."""
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "bench", "isolation.level": "read_committed",
                         "fetch.wait.max.ms": 5})
    consumer.assign([TopicPartition(ALERTS, 0, 0)])
    times = {}
    while not stop.is_set():
        message = consumer.poll(0.05)  # Not `consume`, which holds the first back until there are many.
        if message is None or message.error() or message.key() != RULE.encode():
            continue
        article = re.search(rb'"article":\{"id":"(\d+)"', message.value())
        times.setdefault(int(article[1]), time.time())
    consumer.close()
    found.put(times)


def wait_until_done(bootstrap, has_second_stage):
    behind = Offsets(bootstrap, f"{GROUP}-correlation", "newswatch.detections", PARTITIONS) if has_second_stage else None
    offsets = Offsets(bootstrap, GROUP, ARTICLES, PARTITIONS, behind)
    wait_until("all is done", offsets.are_done, 300, every=0.5)


class ReaderProcess:
    def __init__(self, bootstrap):
        context = multiprocessing.get_context("spawn")
        self._stop, self._found = context.Event(), context.Queue()
        self._process = context.Process(target=read, daemon=True, args=(bootstrap, self._stop, self._found))
        self._process.start()

    def end(self):
        """Returns when each article's alert came."""
        self._stop.set()
        try:
            return self._found.get(timeout=60)
        except queue.Empty:
            sys.exit("the reader failed")


def measure(folder, queries, options, changes):
    folder.mkdir()
    write_edition(folder / "rules", 0, queries)
    broker = KafkaBroker(folder / "kafka").start()
    create_topics(broker.bootstrap, {ARTICLES: PARTITIONS, ALERTS: 1, DEAD_LETTERS: 1, **STAGES})
    daemon = start_daemon(folder, broker.bootstrap, folder / "rules", changes)
    reader = ReaderProcess(broker.bootstrap)
    producer = ProducerProcess(broker.bootstrap, options.rate)
    time.sleep(WARM_UP_SECONDS + options.seconds)
    count = producer.end()
    wait_until_done(broker.bootstrap, has_second_stage="correlation" not in changes)
    time.sleep(2)
    came = reader.end()
    aborted = daemon.metrics().value("transactions_aborted_total")
    assert daemon.terminate() == 0, daemon.log()
    broker.stop()
    first = WARM_UP_SECONDS * options.rate
    latencies = sorted(1e3 * (came[number] - producer.start - number / options.rate)
                       for number in range(first, count) if number in came)
    return latencies, count - len(came), aborted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1_000)
    parser.add_argument("--rate", type=int, default=500, help="articles a second")
    parser.add_argument("--seconds", type=int, default=30, help=f"after {WARM_UP_SECONDS} s of warming up")
    options = parser.parse_args()
    queries = generated("queries", options.rules).read_text().splitlines()
    print(machine())
    print(f"{options.rules:,} rules, {options.rate} articles a second with \"{WORD}\", load average {load()} at the start\n")
    print("| delivery | alerts | p50, ms | p99 | p99.9 | most | missing | aborted |\n|---|---|---|---|---|---|---|---|",
          flush=True)
    lost = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for number, (mode, changes) in enumerate(MODES.items()):
            found, missing, aborted = measure(Path(folder) / str(number), queries, options, changes)
            lost += missing
            cells = " | ".join(f"{quantile(found, share):.0f}" for share in (0.5, 0.99, 0.999, 1))
            print(f"| {mode} | {len(found):,} | {cells} | {missing} | {aborted:.0f} |", flush=True)
    print(f"\nload average {load()} at the end")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
