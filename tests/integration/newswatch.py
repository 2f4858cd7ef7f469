"""The program under test: the daemon with its admin port, and commands that run to their end."""

import json
import os
import re
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import yaml

from child import Child, wait_until
from metrics_page import MetricsPage

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = Path(os.environ.get("NEWSWATCH_BINARY", ROOT / "build" / "release" / "newswatch"))


def binary() -> str:
    """A missing program is an error: skipped tests would look like passed ones."""
    assert os.access(BINARY, os.X_OK), f"no program {BINARY}: build it, or set NEWSWATCH_BINARY"
    return str(BINARY)


def clean_environment(**more: str) -> Dict[str, str]:
    """Ours without NEWSWATCH_…, which would override the configuration under test."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("NEWSWATCH_")}
    return {**ours, **more}


def run(*arguments: Any, given: bytes = b"", seconds: float = 60,
        environment: Optional[Dict[str, str]] = None) -> subprocess.CompletedProcess:
    """One command to its end; output and errors are bytes."""
    return subprocess.run([binary(), *map(str, arguments)], input=given, capture_output=True,
                          timeout=seconds, check=False, env=environment or clean_environment())


def merged(base: Dict, changes: Dict) -> Dict:
    """`base` with `changes`, section by section."""
    both = dict(base)
    for key, value in changes.items():
        both[key] = merged(base.get(key, {}), value) if isinstance(value, dict) else value
    return both


class Daemon:
    """`newswatch run` with a configuration file. Its admin port is any free one, which it logs.

    `program` stands for the one under test, and `environment` is added to its own.
    """

    def __init__(self, name: str, folder: Path, config: Dict, program: str = "",
                 environment: Optional[Dict[str, str]] = None):
        self.name = name
        folder.mkdir(parents=True, exist_ok=True)
        self.config_file = folder / f"{name}.yaml"
        self.config_file.write_text(yaml.safe_dump(merged({"admin": {"port": 0}}, config)))
        self._child = Child(name, [program or binary(), "run", "--config", self.config_file],
                            folder / f"{name}.log", env=clean_environment(**environment or {}),
                            cwd=folder)
        self._port: Optional[int] = None

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def exit_code(self) -> Optional[int]:
        """None while it runs."""
        return self._child.exit_code

    def log(self) -> str:
        return self._child.output()

    def log_lines(self) -> List[Dict]:
        """Every line that the daemon wrote; each must be a JSON object."""
        lines = [json.loads(line) for line in self.log().splitlines()]
        assert all(isinstance(line, dict) for line in lines)
        return lines

    @property
    def port(self) -> int:
        if self._port is None:
            self._port = wait_until(f"{self.name} logs its admin port", self._logged_port, 20)
        return self._port

    def has_admin_port(self) -> bool:
        """Whether it got so far as to have one."""
        return self._logged_port() is not None

    def _logged_port(self) -> Optional[int]:
        self._child.ensure_running()
        for line in self.log().splitlines():
            found = re.search(r"https?://127\.0\.0\.1:(\d+)", line)
            if found:
                return int(found[1])
        return None

    def get(self, path: str) -> Tuple[int, str]:
        """Status and body of a page of the admin port."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def ready(self) -> bool:
        self._child.ensure_running()
        return self.get("/readyz")[0] == 200

    def wait_ready(self, seconds: float = 90) -> "Daemon":
        def check() -> bool:
            assert self.ready(), self.get("/readyz?verbose")[1]
            return True
        wait_until(f"{self.name} is ready", check, seconds)
        return self

    def metrics(self) -> MetricsPage:
        status, text = self.get("/metrics")
        assert status == 200
        return MetricsPage(text)

    def wait_for_metric(self, name: str, value: float, seconds: float = 60, **labels: str) -> None:
        """Until the sum over the series with `labels` is exactly `value`."""
        def check() -> bool:
            self._child.ensure_running()
            found = self.metrics().value(name, **labels)
            assert found == value, f"it is {found:g}"
            return True
        wait_until(f"{name}{labels or ''} of {self.name} is {value:g}", check, seconds)

    def reload(self) -> None:
        self._child.send(signal.SIGHUP)

    def interrupt(self, number: signal.Signals) -> None:
        self._child.send(number)

    def wait(self, seconds: float) -> int:
        return self._child.wait(seconds)

    def terminate(self) -> int:
        """SIGTERM; the exit code. The grace period is 25 s; a little more is the machine's."""
        return self._child.terminate(30)

    def kill(self) -> None:
        self._child.kill()
