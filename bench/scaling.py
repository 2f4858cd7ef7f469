#!/usr/bin/env python3
"""What a stream of news takes of machines, from a million articles a day to ten billion, by figures measured here.

Measures what an article, a rule and an alert cost on this machine, simulates a pipeline with them to see how many articles
a second it takes before alerts come late, and counts up: pipelines, partitions, machines, memory, brokers, and what gives
out first. Prints the tables of docs/scaling.md.
"""

import argparse
import bisect
import functools
import json
import math
import os
import random
from dataclasses import dataclass
from typing import List

from article_mix import ArticleMix
from replay import Replay, archive_of, rules_of
from topic_draw import drawn_topics
from topics import BUILD, DATA, generated, machine, on_one_core

ARTICLES_A_DAY = (10**6, 10**8, 10**10)
RULES = (10**3, 10**4, 10**5, 10**6, 10**7)
MEASURED_RULES = (10**3, 10**4, 10**5, 10**6)  # The rest is drawn on from these.

# What is asked of the plan.
ALERTS_A_RULE = 0.5 / 10_000  # An article's chance to meet one: half an alert for ten thousand.
HOTTEST_RULE = 0.02  # Share of all alerts.
SECOND_STAGE = 0.25  # Its share of what an alert takes: instructions counted in docs/performance.md.
PEAK = 2.5  # The busiest minute of a day beside its mean.
MOST_LATE = 0.25  # Seconds from arrival to alert, 99 of 100.
REMEMBERED_DAYS = 3  # How long an alert's copies are looked for.
MOST_RESTORE, MOST_LOAD = 30, 30  # Seconds to read a partition's state, and to load all rules.
MOST_BROKERS = 100
REPLICATION = 3
TOPICS = 4  # Articles, detections, state, alerts, of as many partitions each.
# An article and an alert as they are in the replays here; a detection is its alert with a print and terms.
ARTICLE_BYTES, ALERT_BYTES, DETECTION_BYTES, STATE_BYTES = 3_400, 1_300, 2_600, 1_600

# The machines that it is planned for.
CORES, MEMORY = 16, 0.8 * 64e9
BROKER_BYTES_A_SECOND = 200e6  # Written by one broker, replicas included, with room for readers.
BROKER_PARTITIONS = 4_000  # Replicas of partitions that a broker is given at most.

# Assumed of the answer to a transaction's last request.
COMMIT_MEDIAN, COMMIT_SPREAD = 0.008, 0.5  # Seconds; sigma of its logarithm.
GATHER, MOST_RECORDS = 0.020, 2_000  # commit.pending, pipeline.batch_records
RESTORED_A_SECOND = 140_000  # Entries of state, by tests/chaos/test_restore.py.


@dataclass
class Costs:
    """Processor seconds and bytes."""
    article: float  # Decoded and split into words.
    match: List[float]  # An article's, by MEASURED_RULES.
    process_bytes: float  # With hardly a rule.
    rule_bytes: float
    rule_load: float
    alert: float  # All that it takes, both stages.
    alert_bytes: float  # For as long as it is remembered.

    @property
    def alert_second(self):
        return SECOND_STAGE * self.alert

    def matching(self, rules):
        """On a straight line between logarithms, and further along the last one."""
        at = min(max(bisect.bisect(MEASURED_RULES, rules), 1), len(MEASURED_RULES) - 1)
        low, high = MEASURED_RULES[at - 1], MEASURED_RULES[at]
        part = math.log(rules / low) / math.log(high / low)
        return self.match[at - 1] * (self.match[at] / self.match[at - 1]) ** part

    def bytes_of(self, rules):
        return self.process_bytes + rules * self.rule_bytes


class Step:
    """What a longer replay has more than a shorter one."""

    def __init__(self, shorter, longer):
        for name in ("articles", "alerts", "cpu_seconds", "peak_bytes"):
            setattr(self, name, getattr(longer, name) - getattr(shorter, name))


def measured(articles):
    """Costs on this machine."""
    sample = generated("articles", 2_000)
    engines = [on_one_core([BUILD / "bench" / "topics_bench", sample, generated("queries", rules), DATA / "matches.txt"])
               for rules in MEASURED_RULES]
    mix = ArticleMix()
    whole, tenth = archive_of(mix, articles), archive_of(mix, articles // 10)
    runs = []
    for alerts in (0.1, 1.0):
        rules = rules_of(drawn_topics(mix, 10_000, alerts))
        # Rules are loaded in both; what differs is nine tenths of the articles.
        runs.append((Replay(rules, tenth, 1), Replay(rules, whole, 1)))
    seldom, often = (Step(*pair) for pair in runs)
    alert = (often.cpu_seconds / often.articles - seldom.cpu_seconds / seldom.articles) / \
        (often.alerts / often.articles - seldom.alerts / seldom.articles)
    words = [(engine["decode_microseconds"] + engine["analyse_microseconds"]) / 1e6 for engine in engines]
    return Costs(article=words[0],
                 match=[1 / engine["articles_per_second"] - each for engine, each in zip(engines, words)],
                 process_bytes=engines[0]["peak_bytes"],
                 rule_bytes=(engines[-1]["peak_bytes"] - engines[0]["peak_bytes"]) / MEASURED_RULES[-1],
                 rule_load=engines[-1]["load_seconds"] / MEASURED_RULES[-1],
                 alert=alert, alert_bytes=often.peak_bytes / often.alerts)


def late(rate, work, dice, seconds=20):
    """Simulates one pipeline: the time, in seconds, within which 99 of 100 records are committed.

    Records arrive at random. A batch is what comes within GATHER of its first one; then each record is worked on, and the
    transaction waits for its answer. Nothing is read meanwhile.
    """
    arrivals, now = [], 0.0
    while now < seconds:
        now += dice.expovariate(rate)
        arrivals.append(now)
    waits, free, at = [], 0.0, 0
    while at < len(arrivals):
        begin = max(free, arrivals[at])
        end = bisect.bisect(arrivals, begin + GATHER, at, min(at + MOST_RECORDS, len(arrivals)))
        full = end - at == MOST_RECORDS
        gathered = max(begin, arrivals[end - 1]) if full else begin + GATHER
        free = gathered + (end - at) * work + COMMIT_MEDIAN * math.exp(dice.gauss(0, COMMIT_SPREAD))
        waits += [free - arrival for arrival in arrivals[at:end]]
        at = end
        if waits[-1] > 20 * MOST_LATE:
            return math.inf  # It falls behind.
    return sorted(waits)[int(0.99 * len(waits))]


@functools.lru_cache
def capacity(work):
    """Records a second that a pipeline takes, so that the two stages together are within MOST_LATE.

    Where one record takes too long for that by itself: what four fifths of its time are enough for.
    """
    low, high = 0.0, 1 / work
    for _ in range(12):
        middle = (low + high) / 2
        enough = late(middle, work, random.Random(1)) <= MOST_LATE / 2
        low, high = (middle, high) if enough else (low, middle)
    return low or 0.8 / work


@dataclass
class Plan:
    pipelines: int
    machines: int
    memory: float  # Bytes of one machine's process.
    partitions: int
    brokers: int
    restore: float  # Seconds, of the partition that holds the most.
    alerts: float  # A second, at the peak.
    breaks: str


def plan(costs, articles_a_day, rules):
    peak = PEAK * articles_a_day / 86_400
    alerts = ALERTS_A_RULE * rules
    first_work = costs.article + costs.matching(rules) + alerts * (costs.alert - costs.alert_second)
    first = math.ceil(peak / capacity(first_work))
    second_capacity = capacity(costs.alert_second)
    second = max(math.ceil(peak * alerts / second_capacity), 1)
    kept = articles_a_day * alerts * REMEMBERED_DAYS
    machines, for_alerts = math.ceil((first + second) / CORES), MEMORY - costs.bytes_of(rules)
    if for_alerts > 0:  # Else no number of machines is enough.
        machines = max(machines, math.ceil(kept * costs.alert_bytes / for_alerts))
    memory = costs.bytes_of(rules) + kept * costs.alert_bytes / machines
    partitions = max(first, second, math.ceil(kept / RESTORED_A_SECOND / MOST_RESTORE))
    written = peak * REPLICATION * (ARTICLE_BYTES + alerts * (DETECTION_BYTES + STATE_BYTES + ALERT_BYTES))
    brokers = max(math.ceil(written / BROKER_BYTES_A_SECOND),
                  math.ceil(TOPICS * partitions * REPLICATION / BROKER_PARTITIONS), REPLICATION)
    restore = kept * max(1 / partitions, HOTTEST_RULE) / RESTORED_A_SECOND
    return Plan(max(first + second, machines), machines, memory, partitions, brokers, restore, peak * alerts,
                what_breaks(costs, rules, memory, first_work, peak * alerts * HOTTEST_RULE / second_capacity, restore,
                            costs.rule_load * rules, brokers))


def what_breaks(costs, rules, memory, first_work, hottest, restore, load, brokers):
    """What is out of bounds, that which more machines of the kind mend least first."""
    limits = {
        f"memory: all {rules:,} rules are in each process": memory / MEMORY,
        f"alerts: those of one article take {1e3 * first_work:,.0f} ms": first_work / (MOST_LATE / 5),
        f"the hottest rule: {hottest:,.1f} times what one pipeline takes": hottest,
        f"its state: {restore:,.0f} s to read": restore / MOST_RESTORE,
        f"a reload: {load:,.0f} s": load / MOST_LOAD,
        f"brokers: {brokers:,} of them": brokers / MOST_BROKERS,
    }
    return next((limit for limit, part in limits.items() if part > 1), "nothing")


def show(costs):
    print("| rules | match, µs an article | memory of a process, MB | load, s |")
    print("|---|---|---|---|")
    for rules in RULES:
        drawn_on = "" if rules in MEASURED_RULES else " (drawn on)"
        print(f"| {rules:,}{drawn_on} | {1e6 * costs.matching(rules):,.1f} | {costs.bytes_of(rules) / 1e6:,.0f} "
              f"| {costs.rule_load * rules:,.1f} |")
    print(f"\nDecoding and words {1e6 * costs.article:.1f} µs an article; an alert {1e6 * costs.alert:.0f} µs, of which the second "
          f"stage {1e6 * costs.alert_second:.0f}, and {costs.alert_bytes:,.0f} bytes while it is remembered.\n")
    print("| articles a day | rules | alerts a second, at the peak | pipelines | machines | memory of each, GB | partitions "
          "| brokers | restore, s | what gives out first |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for articles in ARTICLES_A_DAY:
        for rules in RULES:
            it = plan(costs, articles, rules)
            print(f"| {articles:,} | {rules:,} | {it.alerts:,.1f} | {it.pipelines:,} | {it.machines:,} | {it.memory / 1e9:,.1f} "
                  f"| {it.partitions:,} | {it.brokers:,} | {it.restore:,.0f} | {it.breaks} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000, help="in the archive that is replayed")
    parser.add_argument("--json", help="costs measured before, or where to keep those of this run")
    options = parser.parse_args()
    print(f"{machine()}, load average {os.getloadavg()[0]:.1f}\n")
    if options.json and os.path.exists(options.json):
        with open(options.json) as file:
            costs = Costs(**json.load(file))
    else:
        costs = measured(options.articles)
        if options.json:
            with open(options.json, "w") as file:
                json.dump(vars(costs), file)
    show(costs)


if __name__ == "__main__":
    main()
