"""What bench/end_to_end.py runs side by side: Newswatch, its peers in Java, and the floor below them all.

Each reads the articles of one topic and writes alerts to another, with groups and topics of its own; the one at work has the
machine for itself.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from topics import BUILD, ROOT

sys.path.insert(0, str(ROOT / "tests" / "integration"))
from child import Child, wait_until
from kafka_client import Offsets, create_topics
from newswatch import Daemon

PARTITIONS = 4
RULES_PER_FILE = 1_000


@dataclass
class Setting:
    """What is the same for all contenders."""
    bootstrap: str
    folder: Path
    topics: list  # As topic_draw makes them.
    sample: Path  # Articles, one a line.
    threads: int
    heap: str

    def write_rules(self):
        """In both forms."""
        rules = self.folder / "rules"
        rules.mkdir()
        for begin in range(0, len(self.topics), RULES_PER_FILE):
            some = [{key: topic[key] for key in ("id", "name", "severity", "query")}
                    for topic in self.topics[begin:begin + RULES_PER_FILE]]
            (rules / f"{begin:07}.yaml").write_text(yaml.safe_dump({"topics": some}, sort_keys=False))
        self.rules_file.write_text("".join(json.dumps(topic) + "\n" for topic in self.topics))

    @property
    def rules_file(self):
        return self.folder / "rules.ndjson"


@dataclass
class Contender:
    """`start` returns when it reads articles. A second topic lies between its two hops, where it has them."""
    name: str
    hops: int
    key: str = field(init=False)  # In the names of its topics, groups and files.
    alerts: str = field(init=False)
    between: str = field(init=False, default="")
    second_group: str = field(init=False, default="")

    def prepare(self, setting, articles):
        self.key = f"{re.sub('[^a-z]+', '-', self.name.lower())}-{self.hops}-{articles}"
        self.alerts = f"{self.key}.alerts"
        create_topics(setting.bootstrap, {self.alerts: PARTITIONS}, {"message.timestamp.type": "LogAppendTime"})

    def committed(self, setting, articles):
        return Offsets(setting.bootstrap, self.key, articles, PARTITIONS)

    def between_left(self, setting):
        """How many records wait between the hops; in each partition the end of a transaction may count as one."""
        if not self.between:
            return lambda: 0
        offsets = Offsets(setting.bootstrap, self.second_group, self.between, PARTITIONS)
        return lambda: max(0, offsets.left() - PARTITIONS)


@dataclass
class Newswatch(Contender):
    delivery: str = "exactly_once"
    changes: dict = field(default_factory=dict)

    def start(self, setting, articles):
        self.prepare(setting, articles)
        correlation = {"detection_topic": ""}
        dead_letters = f"{self.key}.dead-letters"
        create_topics(setting.bootstrap, {dead_letters: 1})
        if self.hops == 2:
            self.between, self.second_group = f"{self.key}.detections", f"{self.key}-correlation"
            correlation = {"detection_topic": self.between, "state_topic": f"{self.key}.state"}
            create_topics(setting.bootstrap, {self.between: PARTITIONS})
            create_topics(setting.bootstrap, {correlation["state_topic"]: PARTITIONS}, {"cleanup.policy": "compact"})
        config = {"kafka": {"brokers": setting.bootstrap, "topics": [articles], "group": self.key},
                  "rules": {"path": str(setting.folder / "rules"), "watch": "0s"}, "delivery": self.delivery,
                  "pipeline": {"threads": setting.threads}, "correlation": correlation,
                  "alerts": {"topic": self.alerts, "dead_letter_topic": dead_letters}, **self.changes}
        self._daemon = Daemon(self.key, setting.folder, config).wait_ready(300)
        return self._daemon.pid

    def stop(self):
        assert self._daemon.terminate() == 0, self._daemon.log()


@dataclass
class Program(Contender):
    """One that says "ready"."""

    def launch(self, setting, command):
        self._child = Child(self.key, command, setting.folder / f"{self.key}.log")

        def is_ready():
            self._child.ensure_running()
            return "ready" in self._child.output()
        wait_until(f"{self.name} is ready", is_ready, 300)
        return self._child.pid

    def stop(self):
        self._child.terminate(60)


@dataclass
class JavaPeer(Program):
    """`properties` are Kafka's; what is not among them is as Kafka has it by default."""
    mode: str = "streams"
    properties: dict = field(default_factory=dict)

    def start(self, setting, articles):
        self.prepare(setting, articles)
        if self.hops == 2:
            self.between, self.second_group = f"{self.key}-by-rule-repartition", self.key
        build = ROOT / "build" / "kafka-streams"
        properties = {"bootstrap.servers": setting.bootstrap, **self.properties}
        if self.mode == "streams":
            properties = {"processing.guarantee": "exactly_once_v2", "num.stream.threads": setting.threads,
                          "auto.offset.reset": "earliest", "state.dir": setting.folder / "streams", **properties}
        return self.launch(setting, [
            "java", f"-Xmx{setting.heap}", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp", f"{build}/classes:{build}/dependency/*", "newswatch.streams.Main", f"mode={self.mode}",
            f"group={self.key}", f"articles={articles}", f"alerts={self.alerts}", f"rules={setting.rules_file}",
            f"sample={setting.sample}", f"hops={self.hops}", f"partitions={PARTITIONS}",
            *(f"kafka.{name}={value}" for name, value in properties.items())])


@dataclass
class Floor(Program):
    """Writes as many records as Newswatch wrote alerts, of their size."""
    alerts_per_article: float = 0
    alert_bytes: int = 0

    def start(self, setting, articles):
        self.prepare(setting, articles)
        return self.launch(setting, [BUILD / "bench" / "floor_bench", setting.bootstrap, self.key, articles, self.alerts,
                                     self.alerts_per_article, self.alert_bytes])
