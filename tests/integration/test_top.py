"""`newswatch top`: a running daemon, seen in a terminal."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

from child import free_port, wait_until
from newswatch import binary, clean_environment, run


def start(workspace, **changes):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(2)
    return workspace.daemon(**changes).wait_ready()


def feed(workspace, count: int) -> None:
    workspace.feed({"id": f"a{number}", "title": "Water", "body": f"A flood came {number} times."}
                   for number in range(count))


def test_shows_rates_lag_and_costs(workspace):
    daemon = start(workspace)
    child = subprocess.Popen([binary(), "top", "--admin", f"http://127.0.0.1:{daemon.port}", "--interval", "3s"],
                             stdout=subprocess.PIPE, env=clean_environment(), text=True)
    while child.poll() is None:
        feed(workspace, 50)
        time.sleep(0.2)
    shown, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    assert shown.splitlines()[1] == "ready"
    assert float(re.search(r"([\d.]+) articles/s", shown)[1]) > 0
    for number in range(2):
        assert f"{workspace.articles}[{number}]" in shown
    assert "DETECTORS" in shown and "topics" in shown and "LAST WARNINGS AND ERRORS" in shown


def test_shows_what_went_wrong_last(workspace):
    daemon = start(workspace)
    (workspace.rules / "broken.yaml").write_text("topics: [{id: x}]\n")
    daemon.reload()
    daemon.wait_for_metric("rules_reloads_failed_total", 1)
    shown = run("top", "--admin", f"http://127.0.0.1:{daemon.port}", "--interval", "100ms").stdout.decode()
    assert "broken.yaml" in shown and "those from before stay in force" in shown
    status, problems = daemon.get("/api/v1/problems")
    assert status == 200 and "broken.yaml" in problems


class Terminal:
    """A command on a terminal of its own, 24 lines of 80."""

    def __init__(self, *arguments):
        self.output = b""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            time.sleep(0.2)  # until the terminal has its size
            os.execve(binary(), ["newswatch", *arguments], clean_environment(TERM="xterm"))
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def read(self) -> bytes:
        while select.select([self._descriptor], [], [], 0.1)[0]:
            try:
                self.output += os.read(self._descriptor, 65536)
            except OSError:  # The other side is closed.
                break
        return self.output

    def press(self, key: bytes) -> None:
        os.write(self._descriptor, key)

    def wait(self) -> int:
        def ended():
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            return pid and (os.waitstatus_to_exitcode(status),)
        return wait_until("top ends", ended, 20)[0]


def test_takes_a_terminal_and_gives_it_back(workspace):
    daemon = start(workspace)
    terminal = Terminal("top", "--admin", f"http://127.0.0.1:{daemon.port}", "--interval", "200ms")
    wait_until("it is drawn twice", lambda: terminal.read().count(b"\x1b[H") >= 2, 30)
    feed(workspace, 10)
    terminal.press(b"q")
    assert terminal.wait() == 0
    assert terminal.output.startswith(b"\x1b[?1049h\x1b[?25l")
    assert terminal.output.rstrip().endswith(b"\x1b[?25h\x1b[?1049l")
    lines = terminal.output.split(b"\x1b[H")[1].split(b"\n")
    assert len(lines) <= 24 and all(len(line) <= 80 + len(b"\x1b[K\r") for line in lines)


def test_logs_in_with_what_the_configuration_has(workspace):
    daemon = start(workspace, admin={"username": "desk", "password": "sesame", "token": "t0ken"})
    address = f"http://127.0.0.1:{daemon.port}"
    assert run("top", "--admin", address, "--interval", "100ms").returncode == 77
    shown = run("top", "--admin", address, "--config", daemon.config_file, "--interval", "100ms")
    assert shown.returncode == 0 and b"ready" in shown.stdout


def test_says_when_nobody_answers():
    address = f"http://127.0.0.1:{free_port()}"
    done = run("top", "--admin", address)
    assert done.returncode == 1 and address.encode() in done.stderr
    assert run("top", "--admin", "nonsense").returncode == 2
    assert run("top", "--interval", "1").returncode == 2
