"""What systemd is told of the daemon. A socket stands for it here; `./dev test-systemd` boots a real one."""

import re
import signal
import socket
import time

import pytest

from child import wait_until
from newswatch import Daemon


class NotifySocket:
    """Takes what a service tells its manager: sd_notify(3)."""

    def __init__(self, path):
        self.path = str(path)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._socket.setblocking(False)
        self.messages = []

    def lines(self):
        while True:
            try:
                self.messages += self._socket.recv(65536).decode().splitlines()
            except BlockingIOError:
                return self.messages

    def count(self, line):
        return self.lines().count(line)

    def wait_for(self, line, times=1):
        wait_until(f"{line} {times} times", lambda: self.count(line) >= times, 30, every=0.1)

    def wait_for_status(self, pattern):
        wait_until(f"a status like {pattern}",
                   lambda: any(re.search(pattern, line) for line in self.lines() if line.startswith("STATUS=")),
                   30, every=0.1)

    def close(self):
        self._socket.close()


@pytest.fixture
def manager(tmp_path):
    listener = NotifySocket(tmp_path / "notify")
    yield listener
    listener.close()


def managed(workspace, manager, **changes):
    """A daemon that knows of the manager."""
    return Daemon("newswatch", workspace.folder, workspace.config(changes),
                  environment={"NOTIFY_SOCKET": manager.path})


def test_it_hears_of_start_reload_and_stop(workspace, manager):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    daemon = managed(workspace, manager).wait_ready()
    manager.wait_for("READY=1")
    manager.wait_for("WATCHDOG=1", 3)
    workspace.feed([{"id": f"a{n}", "title": "Flood", "body": "By the river."} for n in range(20)])
    manager.wait_for_status(r"^STATUS=ready; [1-9]\d*\.\d articles/s, [1-9]\d*\.\d alerts/s, \d+ records waiting, 1 rules$")
    daemon.interrupt(signal.SIGHUP)
    manager.wait_for("READY=1", 2)
    lines = manager.lines()
    assert lines.index("RELOADING=1") > lines.index("READY=1")
    assert re.fullmatch(r"MONOTONIC_USEC=\d+", lines[lines.index("RELOADING=1") + 1])
    (workspace.rules / "broken.yaml").write_text("topics: [")
    daemon.interrupt(signal.SIGHUP)
    manager.wait_for_status(r"1 rules \(the last reload failed: older rules are in force\)$")
    assert daemon.terminate() == 0
    manager.wait_for("STOPPING=1")
    assert "STATUS=draining: finishing the batches in hand" in manager.lines()


def test_a_daemon_without_brokers_has_started_and_says_what_it_waits_for(workspace, manager):
    workspace.write_topic_rule("floods", "flood")
    daemon = managed(workspace, manager, kafka={"brokers": "127.0.0.1:1"})
    manager.wait_for("READY=1")
    manager.wait_for_status(r"^STATUS=not ready: consumer-0: no broker reached yet; 0\.0 articles/s, .* 1 rules$")
    manager.wait_for("WATCHDOG=1", 3)
    assert daemon.terminate() == 0


def test_a_stopped_daemon_feeds_no_watchdog(workspace, manager):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    daemon = managed(workspace, manager).wait_ready()
    manager.wait_for("WATCHDOG=1")
    daemon.interrupt(signal.SIGSTOP)
    manager.lines()
    before = manager.count("WATCHDOG=1")
    time.sleep(3)
    assert manager.count("WATCHDOG=1") == before
    daemon.interrupt(signal.SIGCONT)
    manager.wait_for("WATCHDOG=1", before + 1)
    assert daemon.terminate() == 0


def test_wrong_rules_are_never_called_ready(workspace, manager):
    (workspace.rules / "broken.yaml").write_text("topics: [")
    daemon = managed(workspace, manager)
    assert daemon.wait(30) == 78
    assert manager.count("READY=1") == 0
