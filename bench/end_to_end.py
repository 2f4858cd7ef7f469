#!/usr/bin/env python3
"""Newswatch end to end beside what people would otherwise run, on one real Kafka broker, one after the other.

All read the same articles and ask the same topics of them. First each works off a backlog: articles and processor time count
from when its warm-up is over. Then articles come at a fixed rate that waits for nobody, and each alert's time counts from
when its article was due. Fails when a contender finds other alerts than Newswatch, or loses one.
"""

import argparse
import json
import multiprocessing
import platform
import queue
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import confluent_kafka
from confluent_kafka import Consumer, TopicPartition

import plots
from article_mix import ArticleMix, write_at_rate, write_backlog
from contenders import PARTITIONS, Floor, JavaPeer, Newswatch, Setting
from comparison import (Latency, Throughput, latency_table, latency_targets, ratio, throughput_table, throughput_targets)
from process import Process
from reload import load, read_all
from topic_draw import drawn_topics
from topics import ROOT, generated, machine
from alert_reader import validator
from child import wait_until
from kafka_broker import KafkaBroker
from kafka_client import create_topics, delete_topics

BACKLOG, SHORT_BACKLOG = "articles", "articles-short"
ARTICLE = re.compile(rb'"article":\{"id":"(\d+)"')
LATENCY_WARM_UP_SECONDS = 15  # Longer than HotSpot takes to compile what counts.
SETTLE_SECONDS = 3
WEIGHED = 5_000  # Articles from which Lucene Monitor learns which words are rare.
VALIDATED = 200  # Alerts of each contender that are held to the schema.
# As a broker in earnest, unlike that of the tests.
BROKER_JAVA = ["java", "-Xmx1g", "-XX:-UsePerfData"]


class Alerts:
    """What a contender wrote, read as a subscriber of committed records would."""

    def __init__(self, bootstrap, topic):
        self.pairs, self.count, self.bytes = Counter(), 0, 0
        self.sample = []
        for message in read_all(bootstrap, topic, PARTITIONS):
            value = message.value()
            self.pairs[message.key(), int(ARTICLE.search(value)[1])] += 1
            self.count += 1
            self.bytes += len(value) + sum(len(name) + len(text) for name, text in message.headers())
            if len(self.sample) < VALIDATED:
                self.sample.append(json.loads(value))

    def of_first(self, articles):
        return Counter({pair: times for pair, times in self.pairs.items() if pair[1] < articles})

    def shape(self):
        """All paths in the sample, without what the second stage adds."""
        paths = {path for alert in self.sample for path in paths_of(alert)}
        return sorted(path for path in paths if not path.startswith("data.story"))


def paths_of(value, at=""):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from paths_of(part, f"{at}.{key}".lstrip("."))
    elif isinstance(value, list):
        for part in value:
            yield from paths_of(part, f"{at}[]")
    else:
        yield at


def measure_throughput(contender, setting, broker, articles, count, warm_up):
    pid = contender.start(setting, articles)
    process, broker_process = Process(pid), Process(broker.pid)
    offsets, between_left = contender.committed(setting, articles), contender.between_left(setting)

    def has_done(wanted):
        return lambda: sum(offsets.committed()) >= wanted
    wait_until(f"{contender.name} has warmed up", has_done(warm_up), 600)
    begin, done_before = time.monotonic(), sum(offsets.committed())
    cpu_before, broker_before = process.cpu_seconds(), broker_process.cpu_seconds()
    wait_until(f"{contender.name} has read all", has_done(count), 900)
    wait_until(f"{contender.name} has written all", lambda: not between_left(), 300)
    measured = Throughput(
        name=contender.name, hops=contender.hops, articles=count - done_before, alerts=0,
        seconds=time.monotonic() - begin, cpu_seconds=process.cpu_seconds() - cpu_before,
        broker_cpu_seconds=broker_process.cpu_seconds() - broker_before, peak_mb=process.memory_mb("VmHWM"))
    time.sleep(SETTLE_SECONDS)
    contender.stop()
    return measured


def read_alerts(bootstrap, topic, stop, found):
    """Notes of each alert its article, when it was written and when it came. A process of its own."""
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "bench", "isolation.level": "read_committed"})
    consumer.assign([TopicPartition(topic, number, 0) for number in range(PARTITIONS)])
    times = []
    while not stop.is_set():
        message = consumer.poll(0.1)
        if message is not None and not message.error():
            times.append((int(ARTICLE.search(message.value())[1]), message.timestamp()[1] / 1e3, time.time()))
    consumer.close()
    found.put(times)


def measure_latency(contender, setting, rate, seconds):
    articles = f"rate-{re.sub('[^a-z]+', '-', contender.name.lower())}-{contender.hops}"
    create_topics(setting.bootstrap, {articles: PARTITIONS})
    contender.start(setting, articles)
    context = multiprocessing.get_context("spawn")
    stop, found = context.Event(), context.Queue()
    context.Process(target=read_alerts, daemon=True, args=(setting.bootstrap, contender.alerts, stop, found)).start()
    start, count = context.Value("d"), rate * (LATENCY_WARM_UP_SECONDS + seconds)
    writer = context.Process(target=write_at_rate, daemon=True,
                             args=(setting.bootstrap, articles, PARTITIONS, rate, count, start))
    writer.start()
    writer.join()
    assert writer.exitcode == 0, "the writer of articles failed"
    offsets, between_left = contender.committed(setting, articles), contender.between_left(setting)
    wait_until(f"{contender.name} has done all", lambda: sum(offsets.committed()) >= count and not between_left(), 300)
    time.sleep(SETTLE_SECONDS)
    stop.set()
    try:
        times = found.get(timeout=60)
    except queue.Empty:
        sys.exit("the reader of alerts failed")
    contender.stop()
    wanted = Alerts(setting.bootstrap, contender.alerts).count
    delete_topics(setting.bootstrap, [articles])
    counted = [(start.value + number / rate, written, came) for number, written, came in times
               if number >= rate * LATENCY_WARM_UP_SECONDS]
    return Latency(name=contender.name, hops=contender.hops, missing=wanted - len(times),
                   appended=sorted(1e3 * (written - due) for due, written, _ in counted),
                   read=sorted(1e3 * (came - due) for due, _, came in counted))


def differences(name, theirs, ours, articles):
    """Prints how the alerts about the first so many articles differ; returns how many do."""
    mine, other = ours.of_first(articles), theirs.of_first(articles)
    doubled = sum(times - 1 for times in other.values())
    missing, more = mine.keys() - other.keys(), other.keys() - mine.keys()
    print(f"- {name}: {len(other):,} alerts about the first {articles:,} articles, {len(missing)} missing, {len(more)} more, "
          f"{doubled} doubled", flush=True)
    for pair in sorted(missing)[:3] + sorted(more)[:3]:
        print(f"  - {'missing' if pair in missing else 'more'}: {pair[0].decode()} on article {pair[1]}")
    return len(missing) + len(more) + doubled


def check_alerts(name, theirs, ours):
    """Each must be valid, and have the fields that Newswatch's have."""
    schema = validator("alert")
    for alert in theirs.sample:
        schema.validate(alert)
    different = set(theirs.shape()) ^ set(ours.shape())
    if different:
        print(f"- {name}: fields that only one of the two has: {', '.join(sorted(different))}")
    return len(different)


def run_backlogs(setting, broker, options):
    """Returns what was measured, and how many differences there are."""
    rows, wrong, ours = [], 0, None
    contenders = [
        (Newswatch("Newswatch, exactly once", 2), BACKLOG, options.articles),
        (Newswatch("Newswatch, exactly once", 1), BACKLOG, options.articles),
        (JavaPeer("Kafka Streams + Lucene Monitor, exactly once", 2), SHORT_BACKLOG, options.slow_articles),
        (JavaPeer("Kafka Streams + Lucene Monitor, exactly once", 1), SHORT_BACKLOG, options.slow_articles),
        (JavaPeer("Java consumer + Lucene Monitor, transactions", 1, mode="consumer"), SHORT_BACKLOG, options.slow_articles),
    ]
    for contender, topic, count in contenders:
        rows.append(measure_throughput(contender, setting, broker, topic, count, options.warm_up))
        found = Alerts(setting.bootstrap, contender.alerts)
        rows[-1].alerts = found.count
        ours = ours or found
        wrong += differences(f"{contender.name}, {contender.hops} hops", found, ours, min(count, options.slow_articles))
        wrong += check_alerts(contender.name, found, ours)
    floor = Floor("floor: consume, parse, produce, transactions", 1, alerts_per_article=ours.count / options.articles,
                  alert_bytes=round(ratio(ours.bytes, ours.count)))
    rows.append(measure_throughput(floor, setting, broker, BACKLOG, options.articles, options.warm_up))
    return rows, wrong


def run_latencies(setting, options):
    soon = {"commit.interval.ms": "20", "producer.linger.ms": "0"}
    contenders = [
        Newswatch("Newswatch, exactly once", 2),
        Newswatch("Newswatch, exactly once", 1),
        Newswatch("Newswatch, at least once", 2, delivery="at_least_once"),
        JavaPeer("Kafka Streams + Lucene Monitor, exactly once", 2),
        JavaPeer("Kafka Streams + Lucene Monitor, exactly once", 1),
        JavaPeer("Kafka Streams, exactly once, commits after 20 ms, no linger", 2, properties=soon),
    ]
    return [measure_latency(contender, setting, options.rate, options.seconds) for contender in contenders]


def versions():
    def first_line(*command):
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        return (done.stdout + done.stderr).splitlines()[0]

    def of_package(name):
        return first_line("dpkg-query", "-W", "-f", "${Version}", name)
    jars = " ".join(path.stem for folder in ("kafka/libs", "kafka-streams/dependency")
                    for path in sorted((ROOT / "build" / folder).glob("*.jar")))
    return {"commit": first_line("git", "describe", "--always", "--dirty", "--abbrev=12"),
            "compiler": first_line("g++", "--version"), "JDK": first_line("java", "-version"),
            "Kafka": re.search(r"kafka-clients-([\d.]+)", jars)[1],
            "Lucene": re.search(r"lucene-core-([\d.]+)", jars)[1], "librdkafka": of_package("librdkafka1"),
            "simdjson": of_package("libsimdjson-dev"),
            "librdkafka of writer and reader": confluent_kafka.libversion()[0]}


def machine_facts():
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    return {"machine": machine(), "cores": multiprocessing.cpu_count(), "memory GiB": round(memory, 1),
            "system": platform.freedesktop_os_release()["PRETTY_NAME"]}


def show_ratios(rows):
    ours = {row.hops: row for row in rows if row.name.startswith("Newswatch")}
    for row in rows:
        mine = ours[row.hops]
        if row is not mine:
            print(f"- Newswatch beside {row.name}, {row.hops} hops: "
                  f"{ratio(mine.articles_per_second, row.articles_per_second):.2f} times the articles a second, "
                  f"{ratio(mine.cpu_per_million, row.cpu_per_million):.3f} of the CPU, "
                  f"{ratio(mine.peak_mb, row.peak_mb):.2f} of the memory")


def show_targets(rows, latencies):
    def two_hops(measured, begin):
        return next(one for one in measured if one.hops == 2 and one.name.startswith(begin))
    targets = []
    if rows:
        targets += throughput_targets(two_hops(rows, "Newswatch"), two_hops(rows, "Kafka Streams"))
    if latencies:
        targets += latency_targets(two_hops(latencies, "Newswatch, exactly"), two_hops(latencies, "Newswatch, at least"),
                                   two_hops(latencies, "Kafka Streams"))
    print("\n".join(map(str, targets)))
    return [{**asdict(target), "met": target.met} for target in targets]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400_000, help="backlog of Newswatch and the floor")
    parser.add_argument("--slow-articles", type=int, default=90_000, help="backlog of the peers in Java")
    parser.add_argument("--warm-up", type=int, default=30_000, help="articles of each backlog that do not count")
    parser.add_argument("--topics", type=int, default=10_000)
    parser.add_argument("--alerts", type=float, default=0.5, help="alerts that an article is to raise")
    parser.add_argument("--threads", type=int, default=1, help="pipelines, and threads of Kafka Streams")
    parser.add_argument("--heap", default="1g", help="of the peers in Java")
    parser.add_argument("--rate", type=int, default=500, help="articles a second, for latency")
    parser.add_argument("--seconds", type=int, default=30, help="of latency, after warming up")
    parser.add_argument("--only", choices=["throughput", "latency"])
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--plot", type=Path, help="file for a picture of them, an SVG")
    return parser.parse_args()


def main():
    options = arguments()
    facts = {**machine_facts(), **versions(), "heap of the peers": options.heap, "threads": options.threads,
             "load at the start": load()}
    print("".join(f"- {name}: {value}\n" for name, value in facts.items()), flush=True)
    mix = ArticleMix()
    topics = drawn_topics(mix, options.topics, options.alerts)
    rows, latencies, wrong = [], [], 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        broker = KafkaBroker(Path(folder) / "kafka", java=BROKER_JAVA).start()
        setting = Setting(broker.bootstrap, Path(folder), topics, generated("articles", WEIGHED), options.threads, options.heap)
        setting.write_rules()
        if options.only != "latency":
            create_topics(broker.bootstrap, {BACKLOG: PARTITIONS, SHORT_BACKLOG: PARTITIONS})
            write_backlog(broker.bootstrap, BACKLOG, PARTITIONS, options.articles)
            write_backlog(broker.bootstrap, SHORT_BACKLOG, PARTITIONS, options.slow_articles)
            rows, wrong = run_backlogs(setting, broker, options)
            delete_topics(broker.bootstrap, [BACKLOG, SHORT_BACKLOG])
            print(f"\n{ratio(rows[0].alerts, options.articles):.2f} alerts an article\n\n{throughput_table(rows)}\n")
            show_ratios(rows)
        if options.only != "throughput":
            latencies = run_latencies(setting, options)
            print(f"\n{latency_table(latencies)}\n")
        broker.stop()
    facts["load at the end"] = load()
    print(f"- load average at the end: {facts['load at the end']}\n")
    targets = show_targets(rows, latencies)
    figures = {"facts": facts, "throughput": [row.figures() for row in rows],
               "latency": [one.figures() for one in latencies], "targets": targets}
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")
    if options.plot:
        plots.draw(figures, options.plot)
    lost = sum(one.missing for one in latencies)
    return 1 if wrong or lost else 0


if __name__ == "__main__":
    sys.exit(main())
