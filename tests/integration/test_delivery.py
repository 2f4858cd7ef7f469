"""Nothing is lost or doubled while instances join, leave and die; read by an independent client."""

import concurrent.futures
import json
import random
from typing import Dict, List

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from alert_reader import assert_places_fit, assert_record_fits, assert_valid
from child import wait_until
from generator import RULES, Generated, generate, pairs
from kafka_client import QUIET, feed_file

COUNTS = {"exactly_once": 100_000, "at_least_once": 60_000}
PARTITIONS, BURSTS, SEED = 4, 5, 20240501


class Stream:
    """The generated articles, fed in bursts; each burst's files go to all partitions at once."""

    def __init__(self, workspace, generated: List[Generated]):
        self._workspace = workspace
        size = len(generated) // BURSTS
        self._bursts = iter([generated[begin:begin + size]
                             for begin in range(0, len(generated), size)])
        self._offsets = workspace.offsets()

    def feed_burst(self) -> None:
        burst = next(self._bursts)
        with concurrent.futures.ThreadPoolExecutor(PARTITIONS) as pool:
            list(pool.map(lambda number: self._feed(number, burst), range(PARTITIONS)))

    def feed_burst_until_half_done(self) -> None:
        """Returns while the daemons are at work on the burst: some of it committed, most not."""
        done_before = sum(self._offsets.committed())
        self.feed_burst()
        wait_until("the burst is being worked on",
                   lambda: sum(self._offsets.committed()) > done_before, 60, every=0.01)
        assert self._offsets.left() > 0, "too quick: the burst was done before anything happened"

    def wait_until_done(self) -> None:
        wait_until("all articles are committed", self._offsets.are_done, 300, every=0.5)

    def _feed(self, partition: int, burst: List[Generated]) -> None:
        file = self._workspace.folder / f"articles-{partition}"
        file.write_text("".join(one.line() for one in burst[partition::PARTITIONS]))
        feed_file(self._workspace.bootstrap, self._workspace.articles, partition, file)


def run_with_faults(workspace, stream: Stream, delivery: str) -> None:
    """A works alone; B joins; B is asked to stop; C joins; A is killed; A' joins."""
    def start(name: str, threads: int):
        # Small batches: many commits for a fault to fall between.
        return workspace.daemon(name, delivery=delivery,
                                pipeline={"threads": threads, "batch_records": 200})

    first = start("a", 2).wait_ready()
    stream.feed_burst_until_half_done()
    second = start("b", 1).wait_ready()
    stream.feed_burst_until_half_done()
    assert second.terminate() == 0
    third = start("c", 1)
    stream.feed_burst()
    third.wait_ready()
    stream.feed_burst_until_half_done()
    first.kill()
    again = start("a-again", 2)
    stream.feed_burst()
    stream.wait_until_done()
    assert again.terminate() == 0
    assert third.terminate() == 0


@pytest.mark.parametrize("delivery", COUNTS)
def test_every_alert_arrives_though_instances_join_leave_and_die(workspace, note, delivery):
    generated = list(generate(COUNTS[delivery], SEED))
    workspace.write_rules(RULES)
    workspace.create_topics(PARTITIONS)
    run_with_faults(workspace, Stream(workspace, generated), delivery)

    records = workspace.alert_records()
    alerts = [json.loads(record.value) for record in records]
    found = {(alert["data"]["article"]["id"], alert["data"]["rule"]["id"]) for alert in alerts}
    expected = pairs(generated)
    assert not expected - found, f"lost: {len(expected - found)}, as {sorted(expected - found)[:5]}"
    assert not found - expected, f"never asked for: {sorted(found - expected)[:5]}"
    unique = {alert["id"]: alert for alert in alerts}
    doubled = len(alerts) - len(unique)
    note(f"{delivery}, seed {SEED}: {len(generated)} articles, {len(expected)} alerts expected and "
         f"found, {doubled} duplicates by id")
    assert delivery != "exactly_once" or doubled == 0
    assert_alerts_keep_their_promises(records, alerts, unique, generated)


def assert_alerts_keep_their_promises(records, alerts: List[Dict], unique: Dict[str, Dict],
                                      generated: List[Generated]) -> None:
    assert len(unique) == len(pairs(generated)), "an id is not one article and rule"
    for record, alert in zip(records, alerts):
        assert_record_fits(record, alert)
    assert_valid(unique.values())
    articles = {one.article["id"]: one.article for one in generated}
    for alert in random.Random(SEED).sample(list(unique.values()), 1000):
        assert_places_fit(alert, articles[alert["data"]["article"]["id"]])


class OpenTransaction:
    """What a daemon leaves that was killed before its commit: the group's offsets wait for its end."""

    def __init__(self, workspace, next_offsets: List[TopicPartition]):
        owner = Consumer({**QUIET, "bootstrap.servers": workspace.bootstrap,
                          "group.id": workspace.prefix})
        self._producer = Producer({**QUIET, "bootstrap.servers": workspace.bootstrap,
                                   "transactional.id": f"{workspace.prefix}-killed"})
        self._producer.init_transactions(30)
        self._producer.begin_transaction()
        self._producer.send_offsets_to_transaction(next_offsets, owner.consumer_group_metadata(), 30)
        owner.close()

    def abort(self) -> None:
        self._producer.abort_transaction(30)


def test_a_rebalance_in_an_earlier_owners_transaction_brings_nothing_again(workspace):
    workspace.write_rules(RULES)
    workspace.create_topics(2)
    offsets = workspace.offsets()
    generated = [one.article for one in generate(200, SEED)]
    with_all = workspace.daemon("with-all").wait_ready()
    workspace.feed(generated[:100])
    wait_until("the first half is done", lambda: offsets.have_passed(100), 60)
    assert with_all.terminate() == 0

    transaction = OpenTransaction(workspace, [TopicPartition(workspace.articles, number, 60)
                                              for number in range(2)])
    workspace.feed(generated[100:])
    daemons = [workspace.daemon("first")]
    wait_until("it has both partitions",
               lambda: all(f"articles[{number}]" in daemons[0].log() for number in range(2)), 60)
    daemons.append(workspace.daemon("second"))
    wait_until("the other has one of them", lambda: "articles[" in daemons[1].log(), 60)
    assert sum(offsets.committed()) == 100, "nothing is done while the transaction is open"
    transaction.abort()
    wait_until("the second half is done", lambda: offsets.have_passed(200), 60)
    def read() -> int:
        return sum(daemon.metrics().value("articles_total") for daemon in daemons)
    wait_until("they have counted what they did", lambda: read() >= 100, 20)
    assert read() == 100
