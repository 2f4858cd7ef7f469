"""One test's own place: a folder, rules, topics of its own on a broker, daemons that use them."""

import json
from pathlib import Path
from typing import Dict, Iterable, List

import yaml

from kafka_client import Offsets, Record, create_topics, read_all, write
from newswatch import Daemon, merged


class Workspace:
    """Topics are `<prefix>.articles`, `.alerts` and so on; the group is `<prefix>`."""

    def __init__(self, folder: Path, bootstrap: str, prefix: str):
        self.folder = folder
        self.bootstrap = bootstrap
        self.prefix = prefix
        self.articles = f"{prefix}.articles"
        self.alerts = f"{prefix}.alerts"
        self.dead_letters = f"{prefix}.dead-letters"
        self.detections = f"{prefix}.detections"
        self.state = f"{prefix}.state"
        self.rules = folder / "rules"
        self.partitions = 1
        self.rules.mkdir(parents=True)

    def create_topics(self, partitions: int = 1, **more: int) -> "Workspace":
        """The topics that every test has, and others named `<prefix>.<name>`, `_` written for `.`."""
        self.partitions = partitions
        others = {f"{self.prefix}.{name.replace('_', '.')}": count for name, count in more.items()}
        create_topics(self.bootstrap, {self.articles: partitions, self.alerts: 2,
                                       self.dead_letters: 1, self.detections: 2, self.state: 2,
                                       **others})
        return self

    def write_rules(self, rules: Dict, file: str = "rules.yaml") -> None:
        (self.rules / file).write_text(yaml.safe_dump(rules, sort_keys=False))

    def write_topic_rule(self, name: str, query: str, **more) -> None:
        """One rule in a file of its own."""
        rule = {"id": name, "name": name.capitalize(), "query": query, **more}
        self.write_rules({"topics": [rule]}, f"{name}.yaml")

    def config(self, changes: Dict) -> Dict:
        return merged({
            "kafka": {
                "brokers": self.bootstrap,
                "topics": [self.articles],
                "group": self.prefix,
                # The least that a broker allows: a killed member's partitions move soon.
                "consumer_properties": {"session.timeout.ms": 6000},
                "properties": {"statistics.interval.ms": 500},
            },
            "rules": {"path": str(self.rules)},
            "correlation": {"detection_topic": self.detections, "state_topic": self.state},
            "alerts": {"topic": self.alerts, "dead_letter_topic": self.dead_letters},
        }, changes)

    def daemon(self, name: str = "newswatch", **changes: Dict) -> Daemon:
        return self.daemon_of(name, self.config(changes))

    def daemon_of(self, name: str, config: Dict) -> Daemon:
        """With all of `config`, which `config()` began."""
        return Daemon(name, self.folder, config)

    def feed(self, articles: Iterable[Dict], topic: str = "") -> int:
        """Spreads the articles over the partitions in turn; returns how many."""
        records = [Record(json.dumps(article, ensure_ascii=False).encode(),
                          str(article.get("id", "")).encode(), partition=number % self.partitions)
                   for number, article in enumerate(articles)]
        return write(self.bootstrap, topic or self.articles, records)

    def offsets(self) -> Offsets:
        """Where the daemons stand in the articles, and in what they have detected in them."""
        return Offsets(self.bootstrap, self.prefix, self.articles, self.partitions,
                       Offsets(self.bootstrap, f"{self.prefix}-correlation", self.detections, 2))

    def alert_records(self, topic: str = "") -> List[Record]:
        return read_all(self.bootstrap, topic or self.alerts)

    def alerted(self, topic: str = "") -> List:
        """The alerts so far as sorted (article id, rule id)."""
        found = [json.loads(record.value)["data"] for record in self.alert_records(topic)]
        return sorted((data["article"]["id"], data["rule"]["id"]) for data in found)
