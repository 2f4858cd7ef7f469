"""One run: a stream of articles, daemons that read it, faults by a plan, and the audit."""

import dataclasses
import random
import time
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Tuple

from confluent_kafka import KafkaException

from audit import Findings, audit, uncommitted
from child import wait_until
from committed_reader import FirstAlerts, read_committed
from feeder import Feeder
from figures import Figures, Outage
from fleet import Fleet
from generator import RULES, generate
from kafka_cluster import KafkaCluster
from newswatch import Daemon, merged
from plan import (FREEZE, FREEZE_BROKER, ON_BROKERS, ON_DAEMONS, Counts, Fault, plan)
from workspace import Workspace

TICK = 0.02
LONGEST_SECONDS = 1200  # Far more than a run takes on a busy machine.


@dataclass(frozen=True)
class Scenario:
    articles: int
    counts: Counts
    daemons: int
    faults: Tuple[Fault, ...] = ()  # In the place of a plan by the counts.
    is_static: bool = False
    threads: int = 1
    session_seconds: float = 6  # The least that a broker allows.
    partitions: int = 4
    rate: int = 800  # Articles a second.
    settle_seconds: float = 120  # How long the daemons may take for the rest, once all is over.
    config: Dict = field(default_factory=dict)
    program: str = ""
    environment: Dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        membership = "static" if self.is_static else "dynamic"
        return f"{self.daemons} daemons with {membership} membership, {self.articles:,} articles"


@dataclass
class Outcome:
    findings: Findings
    figures: Figures


class Run:
    """`until_done` does it all, on the caller's thread."""

    def __init__(self, cluster: KafkaCluster, workspace: Workspace, scenario: Scenario, seed: int,
                 tell: Callable[[str], None] = lambda _: None):
        self._cluster, self._workspace, self._scenario = cluster, workspace, scenario
        self._tell = tell
        self._generated = list(generate(scenario.articles, seed))
        self._faults = list(scenario.faults) or plan(
            random.Random(seed), scenario.articles, scenario.counts, scenario.daemons,
            len(cluster.brokers), scenario.session_seconds)
        self._to_end: List = []  # (when, what) of faults that last.
        self._outages: List[Outage] = []
        workspace.write_rules(RULES)
        workspace.create_topics(scenario.partitions)
        self._offsets = workspace.offsets()

    def until_done(self) -> Outcome:
        names = [f"{self._workspace.prefix}-{number}" for number in range(self._scenario.daemons)]
        self._fleet = Fleet(names, self._start_daemon)
        try:
            return self._play()
        finally:
            self._fleet.kill_all()  # Of those that are left when something went wrong.

    def _play(self) -> Outcome:
        self._first_alerts = FirstAlerts(self._workspace.bootstrap, self._workspace.alerts)
        wait_until("all daemons are ready", self._fleet.ready, 90)
        self._feeder = Feeder(self._workspace, self._generated, self._scenario.rate)
        begin = time.monotonic()
        self._feed_among_faults()
        self._settle()
        seconds = time.monotonic() - begin
        self._fleet.stop()
        self._first_alerts.close()
        return Outcome(self._audit(),
                       Figures(self._scenario.articles, seconds, self._fleet, self._first_alerts,
                               self._outages))

    def _start_daemon(self, member: str, life: str) -> Daemon:
        config = self._workspace.config(merged({
            "alerts": {"deployment": life},
            "kafka": {"consumer_properties": {
                "session.timeout.ms": int(self._scenario.session_seconds * 1000)}},
            "pipeline": {"threads": self._scenario.threads, "batch_records": 200},
        }, self._scenario.config))
        if self._scenario.is_static:
            config["kafka"]["instance_id"] = member
        return Daemon(life, self._workspace.folder, config, self._scenario.program,
                      self._scenario.environment)

    def _feed_among_faults(self) -> None:
        last, told, end = self._scenario.articles, 0, time.monotonic() + LONGEST_SECONDS
        while self._faults or self._to_end or self._feeder.fed < last:
            assert time.monotonic() < end, "a broker does not come back"
            # The end of the stream comes after the last fault has begun.
            self._feeder.feed(int(0.97 * last) if self._faults else last)
            self._tend()
            if self._feeder.fed * 10 // last > told:
                told = self._feeder.fed * 10 // last
                self._tell(f"{self._feeder.fed:,} articles fed, {len(self._faults)} faults to come")
        self._feeder.finish()

    def _settle(self) -> None:
        end = time.monotonic() + self._scenario.settle_seconds
        while time.monotonic() < end and not self._is_all_committed():
            for _ in range(10):
                self._tend()

    def _is_all_committed(self) -> bool:
        try:
            return self._offsets.are_done()
        except KafkaException:
            return False  # No coordinator yet.

    def _tend(self) -> None:
        self._fleet.tend()
        now = time.monotonic()
        due = [entry for entry in self._to_end if entry[0] <= now]
        self._to_end = [entry for entry in self._to_end if entry[0] > now]
        for _, finish in due:
            finish()
        for fault in [one for one in self._faults if one.at <= self._feeder.fed]:
            if self._begin(fault):
                self._faults.remove(fault)
        time.sleep(TICK)

    def _begin(self, fault: Fault) -> bool:
        """Returns whether it could begin: one broker may be missing, and one daemon must be awake."""
        member = self._fleet.members[fault.daemon]
        if fault.kind in ON_DAEMONS and member.frozen:
            return False
        if fault.kind == FREEZE and self._fleet.awake() < 2:
            return False
        if fault.kind in ON_BROKERS:
            if self._outages and not self._outages[-1].is_over():
                return False
            self._take_broker(fault)
        if fault.kind == FREEZE:
            self._fleet.freeze(member)
            self._later(fault.seconds, lambda: self._fleet.thaw(member))
        elif fault.kind in ON_DAEMONS:
            self._fleet.kill(member)
        return True

    def _take_broker(self, fault: Fault) -> None:
        broker = self._cluster.brokers[fault.broker]
        freezes = fault.kind == FREEZE_BROKER
        outage = Outage(time.monotonic(), is_kill=not freezes)
        self._outages.append(outage)

        def look_whether_whole() -> None:
            broker.ensure_running()
            if self._cluster.is_whole():
                outage.end = time.monotonic()
            else:
                self._later(0.5, look_whether_whole)

        def give_back() -> None:
            broker.thaw() if freezes else broker.launch()
            look_whether_whole()

        broker.freeze() if freezes else broker.kill()
        self._later(fault.seconds, give_back)

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        self._to_end.append((time.monotonic() + seconds, what))

    def _audit(self) -> Findings:
        found = audit(self._generated, self._scenario.partitions,
                      read_committed(self._workspace.bootstrap, self._workspace.alerts))
        refused = read_committed(self._workspace.bootstrap, self._workspace.dead_letters)
        return dataclasses.replace(
            found, uncommitted=uncommitted(self._offsets.ends(), self._offsets.committed()),
            other=[*self._fleet.problems, *[f"dead letter {one.key}" for one in refused]])
