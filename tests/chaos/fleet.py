"""The daemons of one run and their supervisor, which starts again what ended."""

import signal
import time
import urllib.error
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Optional

from newswatch import Daemon

START_AGAIN = 70  # The exit code of a daemon that was shut out, say.
ABORTED = "transactions_aborted_total"

Start = Callable[[str, str], Daemon]  # Of a member's name, and of a name for this life of it.


@dataclass
class Kill:
    """A SIGKILL, and which life of which member it ended."""
    member: str
    life: int
    at: float


@dataclass
class Member:
    name: str
    life: int = 0
    daemon: Optional[Daemon] = None
    frozen: bool = False
    aborted: Dict[int, float] = field(default_factory=dict)  # By life, as far as it was seen.

    def source(self, life: int) -> str:
        """What the alerts of that life carry."""
        return f"/newswatch/{self.name}-{life}"


class Fleet:
    """`tend` must be called all the time."""

    def __init__(self, names: List[str], start: Start):
        self.members = [Member(name) for name in names]
        self.kills: List[Kill] = []
        self.restarts = 0  # Of those that ended by themselves.
        self.problems: List[str] = []
        self._start_daemon = start
        for member in self.members:
            self._start(member)

    def ready(self) -> bool:
        self.tend()
        return all(member.daemon.ready() for member in self.members)

    def awake(self) -> int:
        return sum(not member.frozen for member in self.members)

    def tend(self) -> None:
        for member in self.members:
            if member.daemon.exit_code is not None:
                self.restarts += 1
                if member.daemon.exit_code != START_AGAIN:
                    self.problems.append(f"{member.daemon.name} ended with {member.daemon.exit_code}")
                self._start(member)

    def kill(self, member: Member) -> None:
        self._note_aborted(member)
        self.kills.append(Kill(member.name, member.life, time.monotonic()))
        member.daemon.kill()
        self._start(member)

    def freeze(self, member: Member) -> None:
        self._note_aborted(member)
        member.frozen = True
        member.daemon.interrupt(signal.SIGSTOP)

    def thaw(self, member: Member) -> None:
        member.frozen = False
        member.daemon.interrupt(signal.SIGCONT)

    def stop(self) -> None:
        """An orderly end: with 0, or with 70 where a daemon learns at that moment that it is shut out."""
        for member in self.members:
            self._note_aborted(member)
            member.daemon.interrupt(signal.SIGTERM)
        for member in self.members:
            code = member.daemon.wait(30)
            if code not in (0, START_AGAIN):
                self.problems.append(f"{member.daemon.name} ended with {code} when asked to stop")

    def kill_all(self) -> None:
        for member in self.members:
            member.daemon.kill()

    def aborted(self) -> int:
        """Transactions, as far as they were seen before a daemon ended."""
        return int(sum(sum(member.aborted.values()) for member in self.members))

    def _start(self, member: Member) -> None:
        member.life += 1
        member.daemon = self._start_daemon(member.name, f"{member.name}-{member.life}")

    def _note_aborted(self, member: Member) -> None:
        if member.daemon.exit_code is None and member.daemon.has_admin_port():
            try:
                member.aborted[member.life] = member.daemon.metrics().value(ABORTED)
            except (OSError, urllib.error.URLError):
                pass  # A figure alone; a daemon that does not stop is found by `stop`.
