"""A record that ends the process, or takes for ever, is set aside; its neighbours come through, once."""

import time
from typing import Dict, List

import pytest

from confluent_kafka import Producer

from kafka_client import QUIET, Record, read_all, write
from newswatch import Daemon, binary

MISTAKES = {"crash": ("crashed", -11, 3), "kill": ("crashed", -9, 3), "hang": ("too_slow", 70, 1)}
NEIGHBOURS = 40
BOMB_RECORDS, BOMB_BYTES = 3, 400 << 20  # In one batch.
MEMORY_KIB = 512 << 10
MOST_ENDS = 12


def records(words: str) -> List[Record]:
    good = [Record(b'{"id": "good-%d", "body": "The flood rose."}' % number, b"good", partition=number % 2)
            for number in range(NEIGHBOURS)]
    bad = Record(b'{"id": "bad", "body": "A flood to %s the daemon."}' % words.encode(), b"bad",
                 partition=1)
    return [*good[:NEIGHBOURS // 2], bad, *good[NEIGHBOURS // 2:]]


def ends_until_done(start, workspace, count: int, code: str, seconds: float) -> List[int]:
    """Starts the daemon again whenever it ends, until so many records are committed.

    Returns its exit codes. The last one made the one dead letter, which has that code.
    """
    codes, daemon, offsets = [], start(0), workspace.offsets()
    end = time.monotonic() + seconds
    while not offsets.have_passed(count):
        assert time.monotonic() < end, f"not done, ended with {codes}"
        if daemon.exit_code is not None:
            codes.append(daemon.exit_code)
            daemon = start(len(codes))
        time.sleep(0.1)
    daemon.wait_for_metric("dead_letters_total", 1, code=code)  # Counted after the commit.
    assert daemon.terminate() == 0
    return codes


@pytest.mark.parametrize("words", MISTAKES)
def test_a_record_that_ends_the_process_is_set_aside(words, workspace_on_cluster, tmp_path,
                                                     program_with_mistakes):
    code, exit_code, ends = MISTAKES[words]
    workspace = workspace_on_cluster
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(2)
    write(workspace.bootstrap, workspace.articles, records(words))

    def start(number: int) -> Daemon:
        config: Dict = workspace.config({
            "kafka": {"assignor": "range", "instance_id": "fragile"},  # Comes back at once.
            "articles": {"time_limit": "2s"},
            "pipeline": {"threads": 2, "journal_folder": str(tmp_path / "journal")}})
        return Daemon(f"life-{number}", workspace.folder, config, program_with_mistakes,
                      {"NEWSWATCH_MISTAKE": "fragile"})

    assert ends_until_done(start, workspace, NEIGHBOURS + 1, code, 120) == [exit_code] * ends
    letters = read_all(workspace.bootstrap, workspace.dead_letters)
    assert [(one.key, one.headers["newswatch-code"]) for one in letters] == [(b"bad", code)]
    assert b"the daemon." in letters[0].value and "mistake" in letters[0].headers["newswatch-message"]
    assert workspace.alerted() == sorted((f"good-{number}", "floods") for number in range(NEIGHBOURS))


def test_a_batch_that_inflates_beyond_all_memory_is_skipped(workspace_on_cluster, tmp_path):
    """Its bytes can't be had: the process that unpacks them ends for want of memory."""
    workspace = workspace_on_cluster
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(2)
    good = records("")
    del good[NEIGHBOURS // 2]
    write(workspace.bootstrap, workspace.articles, good[:NEIGHBOURS // 2])
    producer = Producer({**QUIET, "bootstrap.servers": workspace.bootstrap, "linger.ms": 5000,
                         "compression.type": "gzip", "message.max.bytes": 1_000_000_000,
                         "batch.size": 1_000_000_000,
                         "queue.buffering.max.kbytes": 2_000_000})
    for number in range(BOMB_RECORDS):
        value = b"0" * BOMB_BYTES if number == 1 else b"{}"
        producer.produce(workspace.articles, value, b"bomb", 1)
    assert producer.flush(60) == 0
    write(workspace.bootstrap, workspace.articles, good[NEIGHBOURS // 2:])
    limited = tmp_path / "limited"
    limited.write_text(f'#!/bin/sh\nulimit -d {MEMORY_KIB}\nexec {binary()} "$@"\n')
    limited.chmod(0o755)

    def start(number: int) -> Daemon:
        config: Dict = workspace.config({
            "kafka": {"assignor": "range", "instance_id": "limited"},
            "pipeline": {"journal_folder": str(tmp_path / "journal")}})
        return Daemon(f"life-{number}", workspace.folder, config, str(limited))

    codes = ends_until_done(start, workspace, NEIGHBOURS + BOMB_RECORDS, "corrupt_batch", 180)
    # Three ends without progress; before them some with, and after them one or two on the way there.
    assert set(codes) == {-6} and len(codes) <= MOST_ENDS, codes
    letters = read_all(workspace.bootstrap, workspace.dead_letters)
    assert [one.headers["newswatch-code"] for one in letters] == ["corrupt_batch"]
    assert letters[0].headers["newswatch-truncated"] == "true"
    assert workspace.alerted() == sorted((f"good-{number}", "floods") for number in range(NEIGHBOURS))
