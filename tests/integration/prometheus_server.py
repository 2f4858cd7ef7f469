"""A real Prometheus that scrapes daemons."""

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Dict, List, Optional

import yaml

from child import Child, ChildEnded, free_port, wait_until


class PrometheusServer:
    def __init__(self, folder: Path, jobs: Dict[str, Dict[str, int]], rules: Optional[Path] = None,
                 interval: str = "1s", scrape: Optional[Dict] = None):
        """`jobs`: by the job's name the admin ports, by the instance's name; `rules`: a file of them; `scrape`: more of
        the scrapes' settings.

        A scrape that takes longer than `interval` fails, and leaves a gap.
        """
        folder.mkdir(parents=True)
        scrapes = [{"job_name": job, **(scrape or {}),
                    "static_configs": [{"targets": [f"127.0.0.1:{port}"], "labels": {"instance": name}}
                                       for name, port in instances.items()]}
                   for job, instances in jobs.items()]
        config = {"global": {"scrape_interval": interval, "evaluation_interval": interval}, "scrape_configs": scrapes,
                  "rule_files": [str(rules)] if rules else []}
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

    def _ask(self, path: str, **parameters) -> Dict:
        answer = json.loads(self._get(f"/api/v1/{path}?{urllib.parse.urlencode(parameters)}"))
        assert answer["status"] == "success", answer
        return answer["data"]

    def query(self, expression: str) -> List[Dict]:
        """The samples of an instant query: `metric` (its labels) and `value`."""
        return [{"metric": sample["metric"], "value": float(sample["value"][1])}
                for sample in self._ask("query", query=expression)["result"]]

    def query_range(self, expression: str, start: float, end: float, step: float) -> List[Dict]:
        """The series between two times, in seconds since 1970: `metric`, and `values` as pairs of a time and a number."""
        found = self._ask("query_range", query=expression, start=start, end=end, step=step)["result"]
        return [{"metric": series["metric"], "values": [(at, float(value)) for at, value in series["values"]]}
                for series in found]

    def ensure_rules_work(self) -> None:
        """Fails when there are none, or one could not be evaluated."""
        rules = [rule for group in self._ask("rules")["groups"] for rule in group["rules"]]
        assert rules and all(rule["health"] == "ok" for rule in rules), rules

    def wait_for(self, expression: str, value: float, seconds: float = 60) -> None:
        """Until the query gives one sample, of exactly this value."""
        def check() -> bool:
            found = [sample["value"] for sample in self.query(expression)]
            assert found == [value], f"it is {found}"
            return True
        wait_until(f"{expression} is {value:g}", check, seconds, every=0.2)
