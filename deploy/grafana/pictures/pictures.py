#!/usr/bin/env python3
"""Draws the dashboards as they look over two daemons at work, into docs/pictures: `./dev pictures`.

A real Kafka, a real Prometheus with the rules of deploy/prometheus, and the sample rules. The news come at a few articles
a second, those of the last days all at once before, so that it is known what is usual. What goes wrong now and then in a
newsroom goes wrong here, too: broken records, a rush of articles, rules that can't be loaded. Fails when a panel has no data.

Surges are best seen late in an hour: what is usual for its articles goes by their number, and that by the pace so far.
"""

import json
import math
import random
import re
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Callable, Dict, Iterator, List

from drawing import ROOT, draw, with_digest
from newsroom import LINES, OUTLETS, Newsroom

from child import free_port, wait_until
from kafka_broker import KafkaBroker
from kafka_client import Record, write
from newswatch import Daemon
from prometheus_server import PrometheusServer
from workspace import Workspace

BOARDS = sorted((ROOT / "deploy" / "grafana").glob("newswatch-*.json"))
PICTURES = ROOT / "docs" / "pictures"
PARTITIONS = 4
SETTLE, SHOWN, STEP = 40, 300, 2  # Seconds: not shown, since rates look back; shown; between two points.
VARIABLES = {"$job": ".*", "$instance": ".*", "$__rate_interval": "30s", "$__range": f"{SHOWN}s"}
SCRAPE = 3  # Seconds between two scrapes: long enough for a busy machine.
DAYS, ARTICLES_AN_HOUR = 8, 60  # Of the time before.
# Small, so that a rush of articles is seen as it goes down, and that one of the past spans no more than the ten minutes by
# which the number of articles may be told late.
BATCH = 10
URGENT = {(60, 110): "demo-01", (140, 190): "demo-20", (220, 270): "demo-22"}  # Seconds, and what is urgent then.
RUSH = 800  # Articles at once.
BAD_DATES = [None, "yesterday", "1970-01-01T00:00:00Z", "2199-01-01T00:00:00Z"]
BAD_RECORDS = [b"{", b'{"id": 1}', b'{"title": 7}', b'{"title": "\xff"}', b"", None]


class Run:
    """What is fed, and what happens meanwhile."""

    def __init__(self, folder: Path, bootstrap: str):
        self._dice = random.Random(1)
        self._newsroom = Newsroom(1)
        self._space = Workspace(folder / "newswatch", bootstrap, "news").create_topics(PARTITIONS, annotations=2, feedback=1)
        shutil.copytree(ROOT / "deploy" / "rules", self._space.rules, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("*.test.yaml"))
        shutil.copy(Path(__file__).parent / "rules.yaml", self._space.rules / "pictures.yaml")
        self._ports = {f"newswatch-{number}": free_port() for number in (1, 2)}
        self._daemons = [self._daemon("newswatch-1").wait_ready()]
        self._prometheus = PrometheusServer(folder / "prometheus", {"newswatch": self._ports},
                                            ROOT / "deploy" / "prometheus" / "newswatch.rules.yaml", f"{SCRAPE}s")

    def _daemon(self, name: str) -> Daemon:
        return self._space.daemon(name, admin={"port": self._ports[name]}, metrics={"sources": OUTLETS[:6]},
                                  annotations={"topic": f"{self._space.prefix}.annotations"}, pipeline={"batch_records": BATCH},
                                  feedback={"topic": f"{self._space.prefix}.feedback"})

    def feed_the_past(self) -> None:
        begin = datetime.now(timezone.utc) - timedelta(days=DAYS)
        times = [begin + timedelta(hours=number / ARTICLES_AN_HOUR) for number in range(DAYS * 24 * ARTICLES_AN_HOUR)]
        # In one partition they stay in their order; those of the demo are years old.
        self._write([*LINES, *(json.dumps(self._newsroom.article(at)).encode() for at in times)], [0])
        offsets = self._space.offsets()
        wait_until("the past is known", offsets.are_done, 600, every=0.5)

    def feed_the_present(self) -> float:
        """Until all that is to be seen has happened; returns the time."""
        begin = time.time()
        plan = self._plan()
        for second in range(-SETTLE, SHOWN):
            time.sleep(max(0.0, begin + SETTLE + second - time.time()))
            self._write(list(self._records(second)), range(PARTITIONS))
            if second in plan:
                plan[second]()
        return time.time()

    def _plan(self) -> Dict[int, Callable]:
        broken = self._space.rules / "broken.yaml"
        return {
            **{second: self._judge for second in range(20, SHOWN, 40)},
            40: lambda: self._daemons.append(self._daemon("newswatch-2")),
            110: lambda: self._write([self._article() for _ in range(RUSH)], range(PARTITIONS)),
            170: lambda: broken.write_text("topics: [{id: x}]\n"),
            200: broken.unlink,
        }

    def _judge(self) -> None:
        """Some of the alerts so far, by readers who find each rule wrong as often as it deserves."""
        verdicts = []
        for record in self._dice.sample(self._space.alert_records(), 60):
            alert = json.loads(record.value)
            rule = alert["data"]["rule"]["id"]
            word = "right" if self._dice.random() < 0.6 + 0.4 * random.Random(rule).random() else "wrong"
            verdicts.append(Record(json.dumps({"alert": alert["id"], "rule": rule, "verdict": word}).encode(), alert["id"].encode()))
        write(self._space.bootstrap, f"{self._space.prefix}.feedback", verdicts)

    def _records(self, second: int) -> Iterator:
        urgent = next((what for (begin, end), what in URGENT.items() if begin <= second < end), "")
        for _ in range(round(14 + 6 * math.sin(second / 20) + self._dice.uniform(-3, 3))):
            yield self._article(urgent)
        if self._dice.random() < 0.1:
            yield self._dice.choice(BAD_RECORDS)

    def _article(self, urgent: str = "") -> bytes:
        published = datetime.now(timezone.utc) - timedelta(seconds=self._dice.expovariate(1 / 40))
        article = self._newsroom.article(published, urgent)
        if self._dice.random() < 0.02:
            article = {**article, "published_at": self._dice.choice(BAD_DATES)}
        return json.dumps(article).encode()

    def _write(self, values: List, partitions) -> None:
        write(self._space.bootstrap, self._space.articles,
              [Record(value, partition=partitions[number % len(partitions)]) for number, value in enumerate(values)])

    def answers(self, board: Dict, end: float) -> List[List[Dict]]:
        """For each panel its series; fails when one of its queries finds nothing."""
        found = [[self._series(target, end) for target in panel.get("targets", [])] for panel in board["panels"]]
        empty = [panel["title"] for panel, answers in zip(board["panels"], found) if not all(answers)]
        assert empty == [], f"{board['title']}: no data in {empty}"
        return [sum(answers, []) for answers in found]

    def _series(self, target: Dict, end: float) -> List[Dict]:
        expression = target["expr"]
        for name, value in VARIABLES.items():
            expression = expression.replace(name, value)
        if target["instant"]:
            found = [{**one, "values": [(end, one["value"])]} for one in self._prometheus.query(expression)]
        else:
            found = self._prometheus.query_range(expression, end - SHOWN, end, STEP)
        lines = [{"name": re.sub(r"{{(\w+)}}", lambda label: one["metric"].get(label[1], ""), target["legendFormat"]),
                  "times": [at * 1000 for at, _ in one["values"]],
                  "values": [number if math.isfinite(number) else None for _, number in one["values"]]}
                 for one in found]
        return [line for line in lines if any(value is not None for value in line["values"])]

    def end(self) -> None:
        self._prometheus.ensure_rules_work()
        for daemon in self._daemons:
            code = daemon.terminate()
            assert code == 0, f"{daemon.name} ended with {code}:\n{daemon.log()}"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        broker = KafkaBroker(folder / "kafka").start()
        run = Run(folder, broker.bootstrap)
        run.feed_the_past()
        print(f"feeding for {SETTLE + SHOWN} s", file=sys.stderr)
        end = run.feed_the_present()
        PICTURES.mkdir(exist_ok=True)
        boards = {file: json.loads(file.read_bytes()) for file in BOARDS}
        answers = {file: run.answers(board, end) for file, board in boards.items()}
        run.end()
        for file, board in boards.items():
            picture = draw(board, answers[file], end - SHOWN, end, folder / file.stem)
            (PICTURES / f"{file.stem}.png").write_bytes(with_digest(picture, file.read_bytes()))
        broker.stop()


if __name__ == "__main__":
    main()
