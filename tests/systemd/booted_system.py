"""Debians of their own on this machine: one that runs under its systemd, and one in which the package is built."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOTS = Path(__file__).resolve().parents[2] / "build" / "systemd"
BOOT_SECONDS = 120
BOOTABLE = "systemd,systemd-sysv,dbus,procps,init-system-helpers,ca-certificates"


def debian_suite() -> str:
    """Of this machine."""
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("VERSION_CODENAME="):
            return line.split("=", 1)[1]
    raise RuntimeError("/etc/os-release names no VERSION_CODENAME: this is no Debian")


def apt_lines():
    """Where this machine takes packages from: lists of the one-line form, and files of the other."""
    sources = Path("/etc/apt")
    return [path for path in [sources / "sources.list", *sorted((sources / "sources.list.d").glob("*"))]
            if path.is_file()]


def make_root(root: Path, suite: str, include: str) -> None:
    """What debootstrap makes, once. Of this machine's suite, it takes its packages from where this machine does."""
    finished = root.parent / f"{root.name}.finished"
    if finished.exists():
        return
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    log = root.parent / f"{root.name}.log"
    with log.open("wb") as out:
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={include}", suite, str(root)],
                       check=True, stdout=out, stderr=out)
    if suite == debian_suite():
        for path in apt_lines():
            shutil.copy(path, root / path.relative_to("/"))
    for path in sorted(Path("/etc/apt/apt.conf.d").glob("*proxy*")):
        shutil.copy(path, root / path.relative_to("/"))
    finished.touch()


class BootedSystem:
    """All that is written to its files is gone when it ends."""

    def __init__(self, root: Path, log: Path):
        self._log = log.open("wb")
        # Its own session and no terminal: nspawn would else take this one's. No --private-network: Kafka is on loopback.
        self._machine = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--directory", str(root), "--volatile=overlay", "--boot", "--console=pipe",
             "--register=no", "--keep-unit", "--resolv-conf=replace-host", f"--machine=newswatch-{os.getpid()}"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True)
        self._first = None
        end = time.monotonic() + BOOT_SECONDS
        while not self._is_up():
            if self._machine.poll() is not None or time.monotonic() > end:
                self.power_off()
                raise RuntimeError(f"did not boot; see {log}")
            time.sleep(0.5)

    def _is_up(self) -> bool:
        found = subprocess.run(["pgrep", "--parent", str(self._machine.pid)], capture_output=True, text=True, check=False)
        if not found.stdout.strip():
            return False
        self._first = found.stdout.split()[0]
        state = self.run("systemctl", "is-system-running", check=False)
        return state.stdout.strip() in ("running", "degraded")

    def run(self, *command: str, check: bool = True, seconds: float = 300) -> subprocess.CompletedProcess:
        """One command inside, to its end."""
        done = subprocess.run(["nsenter", "--target", self._first, "--all", *command], capture_output=True, text=True,
                              timeout=seconds, check=False, env={"PATH": os.environ["PATH"], "DEBIAN_FRONTEND": "noninteractive"})
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def read(self, path: str) -> str:
        return self.run("cat", path).stdout

    def write(self, path: str, text: str) -> None:
        self.run("sh", "-c", 'printf %s "$1" > "$2"', "sh", text, path)

    def copy(self, file: Path, to: str) -> None:
        """Through the command's input: the container sees none of this machine's files."""
        subprocess.run(["nsenter", "--target", self._first, "--all", "sh", "-c", f"cat > {to}"], stdin=file.open("rb"),
                       check=True)

    def exists(self, path: str) -> bool:
        return self.run("test", "-e", path, check=False).returncode == 0

    def power_off(self) -> None:
        if self._first and self._machine.poll() is None:
            self.run("systemctl", "poweroff", check=False)
            try:
                self._machine.wait(20)
            except subprocess.TimeoutExpired:
                print("powering off took too long; killed", file=sys.stderr)
        if self._machine.poll() is None:
            self._machine.kill()
            self._machine.wait()
        self._log.close()
