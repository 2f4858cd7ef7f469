"""What a run measured, as sentences."""

import math
import time
from dataclasses import dataclass
from typing import Dict, List

from committed_reader import FirstAlerts
from fleet import Fleet


@dataclass
class Outage:
    """From the loss of a broker until the cluster was whole again."""
    begin: float
    is_kill: bool
    end: float = math.inf

    def is_over(self) -> bool:
        return self.end <= time.monotonic()

    def meets(self, begin: float, end: float) -> bool:
        return self.begin <= end and begin <= self.end


def percentile(sorted_values: List[float], part: float) -> float:
    return sorted_values[max(math.ceil(part * len(sorted_values)) - 1, 0)]


class Figures:
    """Recoveries: seconds from a daemon's kill to the first alert of its next life that a reader of
    committed records got."""

    def __init__(self, articles: int, seconds: float, fleet: Fleet, first: FirstAlerts,
                 outages: List[Outage]):
        self.articles, self.seconds = articles, seconds
        self.kills, self.broker_kills = len(fleet.kills), sum(outage.is_kill for outage in outages)
        self.aborted, self.restarts = fleet.aborted(), fleet.restarts
        self.alone: List[float] = []
        self.with_broker: List[float] = []
        for kill, end in _measured(fleet, first):
            met = any(outage.meets(kill.at, end) for outage in outages)
            (self.with_broker if met else self.alone).append(end - kill.at)

    def __str__(self) -> str:
        return (f"{self.articles:,} articles in {self.seconds:.0f} s "
                f"({self.articles / self.seconds:,.0f} a second); {self.kills} daemons and "
                f"{self.broker_kills} brokers killed; {self.aborted} transactions aborted, as far "
                f"as seen; {self.restarts} daemons ended with 70 and were started again; "
                f"kill to first alert {_told(self.alone)}; with a broker {_told(self.with_broker)}")


def _told(recoveries: List[float]) -> str:
    if not recoveries:
        return "not measured"
    values = sorted(recoveries)
    p50, p95 = percentile(values, 0.5), percentile(values, 0.95)
    return f"p50 {p50:.1f}, p95 {p95:.1f}, max {values[-1]:.1f} s of {len(values)}"


def _measured(fleet: Fleet, first: FirstAlerts):
    """Pairs of kill and first alert; without those whose next life was killed before it."""
    members = {member.name: member for member in fleet.members}
    next_kill: Dict[str, int] = {}
    for kill in reversed(fleet.kills):
        member = members[kill.member]
        until = next_kill.get(kill.member, member.life)
        end = min(first.of(member.source(life)) for life in range(kill.life + 1, until + 1))
        next_kill[kill.member] = kill.life
        if end < math.inf:
            yield kill, end
