"""Processes started by the tests, and waiting for what they do."""

import atexit
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Callable, List, Optional, TypeVar

T = TypeVar("T")


class ChildEnded(Exception):
    """A process that should still run has ended."""


def wait_until(what: str, check: Callable[[], T], seconds: float = 30, every: float = 0.05) -> T:
    """Calls `check` until it returns something true, which is returned; fails after `seconds`.

    An AssertionError or an OSError of `check` counts as "not yet"; the last one is told on failure.
    """
    end = time.monotonic() + seconds
    last = "never true"
    while True:
        try:
            value = check()
            if value:
                return value
            last = f"last seen: {value!r}"
        except (AssertionError, OSError) as problem:
            last = f"last problem: {problem}"
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:g} s: {what}; {last}")
        time.sleep(every)


def free_port() -> int:
    """A loopback port that nobody uses now. It may be taken before it is used: retry then."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Child:
    """One process with its output in a file. It ends with the tests, whatever ends them."""

    all: List["Child"] = []  # In the order of their start; the failure report shows their logs.

    def __init__(self, name: str, arguments: List[str], log: Path, **options):
        self.name = name
        self.log = log
        # The kernel kills the child when this process dies by a signal; atexit does in other cases.
        command = ["setpriv", "--pdeathsig", "KILL", *map(str, arguments)]
        with open(log, "ab") as output:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=subprocess.STDOUT, start_new_session=True,
                                             **options)
        Child.all.append(self)
        atexit.register(self.kill)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> Optional[int]:
        return self._process.poll()

    @property
    def running(self) -> bool:
        return self.exit_code is None

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def ensure_running(self) -> None:
        """Raises `ChildEnded`, which ends a `wait_until` at once, when the process is gone."""
        if not self.running:
            tail = "".join(self.output().splitlines(True)[-20:])
            raise ChildEnded(f"{self.name} ended with {self.exit_code}:\n{tail}")

    def send(self, number: signal.Signals) -> None:
        self.ensure_running()
        self._process.send_signal(number)

    def wait(self, seconds: float) -> int:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} still runs after {seconds:g} s") from None

    def terminate(self, seconds: float = 30) -> int:
        """SIGTERM. Returns the exit code; fails when the process takes longer than `seconds`."""
        self.send(signal.SIGTERM)
        return self.wait(seconds)

    def kill(self) -> None:
        """SIGKILL to the process and all that it started; nothing when it ended already."""
        if self.running:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
