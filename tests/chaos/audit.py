"""Holds the alerts that a reader of committed records finds against those that had to come.

It knows the articles by their generator alone, and nothing of how Newswatch works.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, Iterable, List, Tuple

from generator import Generated, pairs
from kafka_client import Record

Pair = Tuple[str, str]  # Article id, rule id.


@dataclass
class Findings:
    """Empty lists: nothing to complain of."""
    lost: List[Pair] = field(default_factory=list)
    doubled: List[Pair] = field(default_factory=list)
    unasked: List[Pair] = field(default_factory=list)
    disordered: List[Pair] = field(default_factory=list)  # Came after one of a later article.
    miscounted: List[Pair] = field(default_factory=list)  # Not one more article than the story had.
    uncommitted: List[str] = field(default_factory=list)
    other: List[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def __str__(self) -> str:
        told = [f"{len(found)} {name}, as {found[:3]}" for name, found in vars(self).items() if found]
        return "; ".join(told) or "none lost, none doubled, none unasked, all in order, all counted, all committed"


def audit(generated: List[Generated], partitions: int, alerts: Iterable[Record]) -> Findings:
    """`alerts` in the order of their partitions; `partitions` are those of the articles."""
    alerts = list(alerts)
    seen = [pair_of(record) for record in alerts]
    times, expected = Counter(seen), pairs(generated)
    numbers = {one.article["id"]: number for number, one in enumerate(generated)}
    return Findings(lost=sorted(expected - times.keys()),
                    doubled=sorted(pair for pair, count in times.items() if count > 1),
                    unasked=sorted(times.keys() - expected),
                    disordered=list(disordered(seen, numbers, partitions)),
                    miscounted=list(miscounted(alerts)))


def input_partition(number: int, partitions: int) -> int:
    """Where the article of that number is fed. Of two neighbours one alerts, so they stay together."""
    return number // 2 % partitions


def pair_of(record: Record) -> Pair:
    data = json.loads(record.value)["data"]
    return data["article"]["id"], data["rule"]["id"]


def disordered(seen: List[Pair], numbers: Dict[str, int], partitions: int) -> Iterable[Pair]:
    """Alerts of one rule are in one partition, and there in the order of each input partition."""
    last: Dict[Tuple[str, int], int] = {}
    for article, rule in seen:
        number = numbers.get(article)
        if number is None:
            continue  # Unasked, as is told elsewhere.
        place = (rule, input_partition(number, partitions))
        if number < last.get(place, -1):
            yield article, rule
        last[place] = number


def miscounted(alerts: List[Record]) -> Iterable[Pair]:
    """Each alert of a story tells how many articles it has: a counter that is kept in the state."""
    counts: Counter = Counter()
    for record in alerts:
        data = json.loads(record.value)["data"]
        if "story" not in data:
            continue  # Without a second stage.
        story = data["rule"]["id"], data["story"]["id"]
        counts[story] += 1
        if data["story"]["articles"] != counts[story]:
            yield pair_of(record)


def uncommitted(ends: List[int], committed: List[int]) -> List[str]:
    return [f"partition {number}: {done} of {end}"
            for number, (end, done) in enumerate(zip(ends, committed)) if done != end]
