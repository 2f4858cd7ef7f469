#!/usr/bin/env python3
"""Faults for hours: round after round of daemons and brokers killed and frozen under a stream of
articles, each audited. Ends with 1 when an alert is lost, doubled, unasked or out of order.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from kafka_client import delete_topics
from kafka_cluster import KafkaCluster
from plan import Counts
from run import Outcome, Run, Scenario
from workspace import Workspace


def scenario_of(dice: random.Random) -> Scenario:
    """Two daemons or three, in each of the ways to be a member of a group."""
    producer = {"message.timeout.ms": dice.choice([1000, 3000, 10_000])}
    is_static = dice.random() < 0.5
    # Static and cooperative is no choice: docs/operating.md.
    assignors = ["range"] if is_static else ["cooperative-sticky", "range"]
    return Scenario(
        articles=100_000, daemons=dice.choice([2, 3]), threads=dice.choice([1, 2]),
        is_static=is_static, session_seconds=dice.choice([6, 12]), rate=dice.choice([400, 800]),
        counts=Counts(kills=20, broker_kills=5, freezes=3, broker_freezes=2),
        config={"kafka": {"assignor": dice.choice(assignors),
                          "producer_properties": producer}})


def play(cluster: KafkaCluster, folder: Path, number: int, seed: int) -> Outcome:
    """One round, with topics of its own, of which only its logs are left if something was found."""
    scenario = scenario_of(random.Random(seed))
    tell(f"round {number}, seed {seed}: {scenario}")
    workspace = Workspace(folder / f"round-{number}", cluster.bootstrap, f"round-{number}")
    outcome = Run(cluster, workspace, scenario, seed, tell).until_done()
    tell(str(outcome.figures))
    tell(f"audit of round {number}: {outcome.findings}")
    if not outcome.findings:
        shutil.rmtree(workspace.folder)
    delete_topics(cluster.bootstrap, [workspace.articles, workspace.detections, workspace.state,
                                      workspace.alerts, workspace.dead_letters])
    return outcome


def tell(sentence: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {sentence}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, required=True, help="the last round is finished")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newswatch-chaos-"))
    end = time.monotonic() + given.hours * 3600
    cluster = KafkaCluster(folder).start()
    found, number = 0, 0
    while number == 0 or time.monotonic() < end:
        found += bool(play(cluster, folder, number, given.seed + number).findings)
        number += 1
    cluster.kill()
    tell(f"{number} rounds, with findings: {found}")
    if found:
        tell(f"logs are in {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
