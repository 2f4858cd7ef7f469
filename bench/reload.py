#!/usr/bin/env python3
"""Reloads of many rules under a steady stream of articles, on a real Kafka: what they cost the articles on their way.

The daemon reads articles that come at a fixed rate, each with a word that one of the rules asks for, so that each must
raise its alert. Again and again all rules are replaced by others and SIGHUP is sent. Prints how long the articles took
around each swap and in the calm before, and fails when an article is lost, or an alert names rules that were replaced.

Times are the broker's, which stamps what arrives, so that no reader takes part in the measurement. "Due" is where the
producer's schedule has the article: it does not wait, so that a stall counts for every article behind it.
"""

import argparse
import json
import math
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka import Consumer, Producer, TopicPartition

from process import Process
from topics import ROOT, generated, machine

sys.path.insert(0, str(ROOT / "tests" / "integration"))
from child import wait_until
from kafka_broker import KafkaBroker
from kafka_client import Offsets, create_topics
from newswatch import Daemon

ARTICLES, ALERTS, DEAD_LETTERS, GROUP = "articles", "newswatch.alerts", "newswatch.dead-letters", "newswatch"
PARTITIONS = 4
RULE, WORD = "every-article", "dateline"  # No word of generate.py.
RULES_PER_FILE = 1_000
ALERTING = 100  # Every so many rules alert; all are matched. Generated queries are met far more often than real ones.
DIFFERENT_ARTICLES = 5_000
WINDOW = 30.0  # Seconds, before a reload and around its swap.
LIMIT_MS = 50


def write_edition(folder, edition, queries):
    """All rules, of which none has the version that it has in another edition."""
    folder.mkdir()
    lines = [f"topics:\n- {{id: {RULE}, name: Every article of edition {edition}, query: {WORD}}}\n"]
    for number, line in enumerate(queries):
        query = json.loads(line)["query"]
        lines.append(f"- {{id: topic-{number}, name: Topic {number} of edition {edition}, "
                     f"alert: {str(number % ALERTING == 0).lower()}, query: '{query}'}}\n")
    for begin in range(0, len(lines), RULES_PER_FILE):
        head = "" if begin == 0 else "topics:\n"
        (folder / f"{begin:07}.yaml").write_text(head + "".join(lines[begin:begin + RULES_PER_FILE]))


def put_in_force(link, folder):
    """At once, as Kubernetes does with a ConfigMap."""
    fresh = link.with_suffix(".fresh")
    fresh.symlink_to(folder)
    fresh.rename(link)


def produce(bootstrap, texts, rate, start, stop, count):
    """Writes articles at their times, however long the earlier ones took. A process of its own."""
    refused = []
    producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", "enable.idempotence": True, "linger.ms": 1})
    number = 0
    while not stop.is_set():
        time.sleep(max(0.0, start + number / rate - time.time()))
        producer.produce(ARTICLES, f'{{"id": "{number}", {texts[number % len(texts)]}', partition=number % PARTITIONS,
                         on_delivery=lambda error, _: error and refused.append(str(error)))
        producer.poll(0)
        number += 1
    left = producer.flush(60)
    assert not left and not refused, f"{left} articles not written, refused: {refused[:3]}"
    count.value = number


def article_texts():
    """All of each article but its id."""
    texts = []
    for line in generated("articles", DIFFERENT_ARTICLES).open():
        article = json.loads(line)
        del article["id"]
        article["body"] += f" {WORD.capitalize()}."
        texts.append(json.dumps(article)[1:])
    return texts


def read_all(bootstrap, topic, partitions):
    """The messages of a topic, by partition in their order."""
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "bench", "enable.partition.eof": True})
    consumer.assign([TopicPartition(topic, number, 0) for number in range(partitions)])
    ended = 0
    while ended < partitions:
        for message in consumer.consume(1_000, 1):
            if message.error():
                ended += 1
            else:
                yield message
    consumer.close()


@dataclass
class Reload:
    asked: float
    built: float
    swapped: float = math.nan

    @property
    def around(self):
        """The swap in the middle; all of the build, should that have begun earlier."""
        return min(self.asked, self.swapped - WINDOW / 2), self.swapped + WINDOW / 2

    @property
    def before(self):
        return self.around[0] - WINDOW, self.around[0]


class Stream:
    """What Kafka holds after the run. Times are seconds since 1970."""

    def __init__(self, bootstrap, start, rate, count):
        self.count = count
        self.due = [start + number / rate for number in range(count)]
        self.arrived, self.alerted = {}, {}
        self.versions = []  # Of the rule, in the order of its alerts: edition after edition.
        self.swaps = []  # When the first alert of each later version arrived.
        self.alerts_of = Counter()
        for message in read_all(bootstrap, ARTICLES, PARTITIONS):
            self.arrived[int(re.match(rb'{"id": "(\d+)"', message.value())[1])] = message.timestamp()[1] / 1e3
        for message in read_all(bootstrap, ALERTS, 1):
            if message.key() == RULE.encode():
                self._add(json.loads(message.value())["data"], message.timestamp()[1] / 1e3)

    def _add(self, alert, time_of_arrival):
        number, version = int(alert["article"]["id"]), alert["rule"]["version"]
        self.alerts_of[number] += 1
        self.alerted.setdefault(number, time_of_arrival)
        if not self.versions or self.versions[-1] != version:
            if self.versions:
                self.swaps.append(time_of_arrival)
            self.versions.append(version)

    @property
    def lost(self):
        return self.count - len(self.alerts_of)

    @property
    def doubled(self):
        return sum(self.alerts_of.values()) - len(self.alerts_of)

    def latencies(self, window, since):
        """Of the articles that were due in the window, in ms, sorted."""
        begin, end = window
        return sorted(1e3 * (self.alerted[number] - since[number]) for number in range(self.count)
                      if begin <= self.due[number] < end and number in self.alerted)


def quantile(values, share):
    return values[min(len(values) - 1, math.ceil(share * len(values)) - 1)] if values else math.nan


def load():
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def start_daemon(folder, bootstrap, rules, changes):
    config = {"kafka": {"brokers": bootstrap, "topics": [ARTICLES], "group": GROUP},
              "rules": {"path": str(rules), "watch": "0s"},
              "alerts": {"topic": ALERTS, "dead_letter_topic": DEAD_LETTERS}, **changes}
    return Daemon("newswatch", folder, config).wait_ready(300)


def reload_rules(daemon):
    """Returns when the new rules are in force."""
    asked = time.time()
    daemon.reload()

    def built():
        loaded = daemon.metrics().value("rules_reload_success_timestamp_seconds")
        return loaded if loaded > asked else None
    return Reload(asked, wait_until("the rules are loaded", built, 300, every=1))


def wait_until_done(bootstrap):
    offsets = Offsets(bootstrap, GROUP, ARTICLES, PARTITIONS)
    wait_until("all articles are committed", lambda: not offsets.left(), 120, every=0.5)


class ProducerProcess:
    """Its schedule begins in a moment, when the process surely runs."""

    def __init__(self, bootstrap, rate):
        context = multiprocessing.get_context("spawn")
        self.start = time.time() + 2
        self._stop, self._count = context.Event(), context.Value("q", 0)
        self._process = context.Process(target=produce, daemon=True, args=(
            bootstrap, article_texts(), rate, self.start, self._stop, self._count))
        self._process.start()

    def end(self):
        """Returns how many articles are in Kafka."""
        self._stop.set()
        self._process.join()
        assert self._process.exitcode == 0, "the producer failed"
        return self._count.value


def write_editions(folder, options):
    queries = generated("queries", options.rules).read_text().splitlines()
    editions = [folder / f"edition-{number}" for number in range(options.reloads + 1)]
    for number, edition in enumerate(editions):
        write_edition(edition, number, queries)
    return editions


def reload_at_intervals(daemon, rules, editions):
    """So far apart that no window touches another's."""
    reloads = []
    for edition in editions:
        time.sleep(2 * WINDOW)
        print(f"reloading, load average {load()}", file=sys.stderr)
        put_in_force(rules, edition)
        reloads.append(reload_rules(daemon))
    time.sleep(WINDOW)
    return reloads


def run(options, folder):
    """Returns the stream, its reloads, and the daemon's memory in words."""
    editions = write_editions(folder, options)
    rules = folder / "rules"
    put_in_force(rules, editions[0])
    # By default Kafka keeps the producer's time; the broker's own tells when an alert could be read.
    broker = KafkaBroker(folder / "kafka", {"log.message.timestamp.type": "LogAppendTime"}).start()
    create_topics(broker.bootstrap, {ARTICLES: PARTITIONS, ALERTS: 1, DEAD_LETTERS: 1})
    # The first stage alone, and no transactions: their commits would come behind the times that are read.
    daemon = start_daemon(folder, broker.bootstrap, rules,
                          {"delivery": "at_least_once", "correlation": {"detection_topic": ""}})
    process = Process(daemon.pid)
    one_set = process.memory_mb("VmRSS")
    producer = ProducerProcess(broker.bootstrap, options.rate)
    reloads = reload_at_intervals(daemon, rules, editions[1:])
    count = producer.end()
    wait_until_done(broker.bootstrap)
    memory_used = (f"{one_set:.0f} MB with the first rules, {process.memory_mb('VmHWM'):.0f} MB at most, "
                   f"{process.memory_mb('VmRSS'):.0f} MB at the end")
    assert daemon.terminate() == 0, daemon.log()
    stream = Stream(broker.bootstrap, producer.start, options.rate, count)
    broker.stop()
    return stream, reloads, memory_used


def print_row(what, stream, window):
    cells = []
    for since in (stream.due, stream.arrived):
        found = stream.latencies(window, since)
        cells += [f"{quantile(found, share):.0f}" for share in (0.5, 0.99, 0.999, 1)]
    print(f"| {what} | {len(found):,} | {' | '.join(cells)} |")


def verdict(stream, reload, since):
    before, around = (quantile(stream.latencies(window, since), 0.999) for window in (reload.before, reload.around))
    more = around - before
    return f"{more:+.0f} ms ({'met' if more <= LIMIT_MS else 'missed'})"


def report(stream, reloads):
    """Times to an alert's arrival in Kafka: from when its article was due, and from the article's own arrival there.

    In the first is all that the machine does to the producer and the broker; the second is the daemon's part.
    """
    print("| | articles | due to alert: p50, ms | p99 | p99.9 | most "
          "| article to alert: p50, ms | p99 | p99.9 | most |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for number, reload in enumerate(reloads, 1):
        print_row(f"{number}: before", stream, reload.before)
        print_row(f"{number}: around the swap", stream, reload.around)
        print_row(f"{number}: of these, during the build", stream, (reload.asked, reload.swapped))
    print()
    for number, reload in enumerate(reloads, 1):
        print(f"{number}: built in {reload.built - reload.asked:.1f} s; p99.9, of which at most {LIMIT_MS} ms more are "
              f"wanted: due to alert {verdict(stream, reload, stream.due)}, "
              f"article to alert {verdict(stream, reload, stream.arrived)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=500, help="articles a second")
    parser.add_argument("--reloads", type=int, default=3)
    options = parser.parse_args()
    print(machine())
    print(f"{options.rules:,} rules, {options.rate} articles a second, load average {load()} at the start\n",
          flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stream, reloads, memory_used = run(options, Path(folder))
    for reload, swapped in zip(reloads, stream.swaps):
        reload.swapped = swapped
    report(stream, reloads)
    in_order = len(stream.versions) == len(reloads) + 1
    print(f"memory: {memory_used}")
    print(f"load average {load()} at the end")
    print(f"{stream.count:,} articles, {stream.lost} lost, {stream.doubled} alerts doubled, versions of rules "
          f"{'in order' if in_order else 'NOT in order: ' + str(stream.versions)}")
    return 0 if in_order and stream.lost == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
