"""What the kernel knows of a process."""

import os
import re
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    def __init__(self, pid):
        self._folder = Path(f"/proc/{pid}")

    def cpu_seconds(self):
        """Of all its threads, in user mode and in the kernel."""
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self, name):
        """`VmRSS`: now; `VmHWM`: at most so far. `None` once it has ended and was not waited for.

        `ru_maxrss` would not do: over exec a process inherits that of the one which started it.
        """
        found = re.search(rf"{name}:\s+(\d+) kB", (self._folder / "status").read_text())
        return int(found[1]) / 1e3 if found else None
