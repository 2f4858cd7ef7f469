"""A real Prometheus that scrapes daemons of a test every second."""

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Dict, List

import yaml

from child import Child, ChildEnded, free_port, wait_until


class PrometheusServer:
    def __init__(self, folder: Path, targets: Dict[str, int]):
        """`targets`: the job's name and the admin port."""
        folder.mkdir(parents=True)
        jobs = [{"job_name": name, "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]}
                for name, port in targets.items()]
        config = {"global": {"scrape_interval": "1s"}, "scrape_configs": jobs}
        (folder / "prometheus.yaml").write_text(yaml.safe_dump(config))
        self._start(folder)

    def _start(self, folder: Path) -> None:
        for attempt in range(3):
            self._port = free_port()
            self._child = Child("prometheus", [
                "prometheus", f"--config.file={folder}/prometheus.yaml",
                f"--storage.tsdb.path={folder}/data", "--log.level=warn",
                f"--web.listen-address=127.0.0.1:{self._port}"], folder / "prometheus.log")
            try:
                wait_until("Prometheus is ready", self._ready, 60, every=0.1)
                return
            except ChildEnded:
                if attempt == 2 or "already in use" not in self._child.output():
                    raise

    def _ready(self) -> bool:
        self._child.ensure_running()
        try:
            return self._get("/-/ready") is not None
        except urllib.error.HTTPError:
            return False

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}{path}", timeout=10) as answer:
            return answer.read()

    def query(self, expression: str) -> List[Dict]:
        """The samples of an instant query: `metric` (its labels) and `value`."""
        path = "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
        answer = json.loads(self._get(path))
        assert answer["status"] == "success", answer
        return [{"metric": sample["metric"], "value": float(sample["value"][1])}
                for sample in answer["data"]["result"]]

    def wait_for(self, expression: str, value: float, seconds: float = 60) -> None:
        """Until the query gives one sample, of exactly this value."""
        def check() -> bool:
            found = [sample["value"] for sample in self.query(expression)]
            assert found == [value], f"it is {found}"
            return True
        wait_until(f"{expression} is {value:g}", check, seconds, every=0.2)
