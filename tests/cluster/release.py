"""One installation of the chart in a namespace of its own, under the strictest of Kubernetes's policies."""

import json
from pathlib import Path
from typing import Dict, List

import yaml

from child import Child, wait_until
from kafka_client import create_topics
from newswatch import merged
from one_node import Cluster
from prepare import IMAGE, ROOT
from workspace import Workspace

CHART = ROOT / "deploy/helm/newswatch"
REPOSITORY, TAG = IMAGE.split(":")
MODES = ("enforce", "warn", "audit")
PARTITIONS = 4


def with_topics(workspace: Workspace) -> Workspace:
    """All but that for dead letters."""
    workspace.partitions = PARTITIONS
    create_topics(workspace.bootstrap, {workspace.articles: PARTITIONS, workspace.detections: 2, workspace.alerts: 2})
    create_topics(workspace.bootstrap, {workspace.state: 2}, {"cleanup.policy": "compact"})
    return workspace


def config_of(workspace: Workspace) -> Dict:
    """Without a place for rules: the chart knows where it mounts them."""
    config = workspace.config({})
    del config["rules"]
    return config


class Release:
    """Named newswatch; `values` grow with each `install`."""

    def __init__(self, cluster: Cluster, folder: Path, namespace: str, values: Dict):
        self._cluster, self.namespace = cluster, namespace
        self._file = folder / f"{namespace}.yaml"
        self._values = merged({"image": {"repository": REPOSITORY, "tag": TAG, "pullPolicy": "Never"}}, values)
        cluster.kubectl("create", "namespace", namespace)
        cluster.kubectl("label", "namespace", namespace, "newswatch-test=",
                        *(f"pod-security.kubernetes.io/{mode}=restricted" for mode in MODES))

    def install(self, seconds: int = 120, **changes: Dict) -> str:
        """Or upgrades. Returns what Helm said, when all pods are ready; fails if they are not in time."""
        self._values = merged(self._values, changes)
        self._file.write_text(yaml.safe_dump(self._values))
        return self._cluster.helm("upgrade", "--install", "newswatch", CHART, "--namespace", self.namespace, "--values", self._file,
                                  "--wait", "--timeout", f"{seconds}s")

    def kubectl(self, *arguments, given: str = "", check: bool = True) -> str:
        return self._cluster.kubectl("--namespace", self.namespace, *arguments, given=given, check=check)

    def follow_log(self, pod: str, file: Path) -> Child:
        """All that a pod says, until its end."""
        return self._cluster.start_kubectl(f"log of {pod}", file, "--namespace", self.namespace, "logs", "--follow", pod)

    def pods(self) -> List[Dict]:
        """Those that are not on their way out."""
        found = json.loads(self.kubectl("get", "pods", "--selector", "app.kubernetes.io/name=newswatch", "-o", "json"))["items"]
        return [pod for pod in found if "deletionTimestamp" not in pod["metadata"]]

    def pod_names(self) -> List[str]:
        return sorted(pod["metadata"]["name"] for pod in self.pods())

    def condition(self, what: str, kind: str) -> str:
        """True, False, Unknown, or nothing while nobody has looked at it."""
        return self.kubectl("get", what, "-o", f"jsonpath={{.status.conditions[?(@.type=='{kind}')].status}}")

    def restarts(self) -> Dict[str, int]:
        """Of each pod's container, by the pod's uid."""
        return {pod["metadata"]["uid"]: pod["status"]["containerStatuses"][0]["restartCount"] for pod in self.pods()}

    def wait_for_pods(self, count: int) -> None:
        def all_ready() -> bool:
            pods = self.pods()
            return len(pods) == count and all(
                {"type": "Ready", "status": "True"}.items() <= condition.items()
                for pod in pods for condition in pod["status"].get("conditions", []) if condition["type"] == "Ready")
        wait_until(f"{count} pods are ready", all_ready, 120, every=0.5)
