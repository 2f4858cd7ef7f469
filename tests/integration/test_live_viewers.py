"""Fifty viewers of the live page, a slow one among them, cost the pipeline nothing and grow no memory.

A minute by default; `./dev soak` sets NEWSWATCH_SOAK_SECONDS for longer.
"""

import contextlib
import json
import os
import re
import socket
import threading
import time
from typing import List, Set

from child import wait_until
from kafka_client import read_all

SECONDS = float(os.environ.get("NEWSWATCH_SOAK_SECONDS", 60))
VIEWERS = 49  # and a slow one
ALERTS_PER_SECOND = 50
GROWTH_BYTES = 24 << 20  # malloc's arenas settle; 50 viewers of a queue each would be far above
ID = re.compile(rb'"id":"([0-9a-f]{32})"')


class Viewer(threading.Thread):
    """Reads the stream as fast as it comes."""

    def __init__(self, port: int):
        super().__init__(daemon=True)
        self.ids: Set[bytes] = set()
        self.missed = False
        self.ended = False
        self._socket = open_stream(port)

    def run(self) -> None:
        rest = b""
        while part := self._socket.recv(1 << 16):
            self.missed = self.missed or b"event: missed" in part
            *events, rest = (rest + part).split(b"\n\n")
            for event in events:
                self.ids.update(ID.findall(event)[:1])
        self.ended = True

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def open_stream(port: int, receive_bytes: int = 0) -> socket.socket:
    connection = socket.socket()
    if receive_bytes:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    connection.connect(("127.0.0.1", port))
    connection.sendall(b"GET /api/v1/alerts HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return connection


def read_to_the_end(connection: socket.socket, seconds: float = 60) -> bytes:
    """Until the server has let it go, which must be soon. Long after, the system has given up to deliver the rest."""
    everything = b""
    end = time.monotonic() + seconds
    with connection, contextlib.suppress(ConnectionResetError):
        while part := connection.recv(1 << 20):
            everything += part
            assert time.monotonic() < end, "it is still served"
    return everything


def articles(first: int, count: int) -> List[dict]:
    """Long in all that a view shows of them: much more than buffers take for one who does not read."""
    gap = " The water rose by the hour." * 20
    return [{"id": f"a{number}", "url": f"https://example.org/{number}/" + "x" * 1900, "title": f"Article {number} " + "of a long night " * 18,
             "body": f"{number} tells of a flood.{gap} A flood again.{gap} And a flood."}
            for number in range(first, first + count)]


def resident(daemon) -> float:
    return daemon.metrics().value("process_resident_memory_bytes")


def test_viewers_cost_nothing_and_grow_no_memory(workspace, note):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    # Without stories: each article here would be a copy of the one before.
    daemon = workspace.daemon(correlation={"detection_topic": ""}).wait_ready()
    viewers = [Viewer(daemon.port) for _ in range(VIEWERS)]
    for viewer in viewers:
        viewer.start()
    slow = open_stream(daemon.port, receive_bytes=4096)  # and reads nothing
    wait_until("Kafka is followed", lambda: all(viewer.is_alive() for viewer in viewers))

    begin, fed, early = time.monotonic(), 0, 0.0
    while (spent := time.monotonic() - begin) < SECONDS:
        due = int(spent * ALERTS_PER_SECOND) - fed
        if due > 0:
            workspace.feed(articles(fed, due))
            fed += due
        if not early and spent > SECONDS / 3:
            early = resident(daemon)
        time.sleep(0.5)
    daemon.wait_for_metric("alerts_published_total", fed)

    published = {json.loads(record.value)["id"].encode()
                 for record in read_all(workspace.bootstrap, workspace.alerts)}
    assert len(published) == fed
    for number, viewer in enumerate(viewers):
        wait_until(f"viewer {number} has seen all", lambda viewer=viewer: viewer.ids == published, 60)
        assert not viewer.missed and not viewer.ended
    grown = resident(daemon) - early
    note(f"live page: {fed} alerts to {VIEWERS} viewers beside a slow one in {SECONDS:.0f} s; "
         f"memory grew by {grown / (1 << 20):.1f} MiB after the first third")
    assert grown < GROWTH_BYTES
    assert daemon.ready()
    daemon.wait_for_metric("kafka_consumer_lag", 0)
    # What lay in the buffers when it was let go, and no more.
    assert 0 < len(set(ID.findall(read_to_the_end(slow)))) < fed
    for viewer in viewers:
        viewer.stop()
    assert daemon.terminate() == 0
