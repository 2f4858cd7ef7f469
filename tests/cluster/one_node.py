"""A real Kubernetes of one node: control plane, kubelet, containerd. For a network namespace of its own, see ./dev."""

import json
import os
import secrets
import subprocess
import urllib.request
from pathlib import Path
from typing import Any, Dict, List

import yaml

from child import Child, wait_until
from prepare import PAUSE_IMAGE, PROGRAMS, image_archive

# On the loopback interface of the namespace: pods reach it by their gateway, and so do the tests.
ADDRESS = "10.200.0.1"
NODE = "only-node"
PODS, SERVICES = "10.244.0.0/24", "10.96.0.0/16"

CONTAINERD = """
version = 2
root = "{folder}/containerd"
state = "{folder}/containerd-state"
[grpc]
  address = "{folder}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "{pause}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "native"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "{folder}/cni"
"""

NETWORK = {"cniVersion": "0.4.0", "name": "pods", "plugins": [
    {"type": "ptp", "ipam": {"type": "host-local", "subnet": PODS, "routes": [{"dst": "0.0.0.0/0"}]}}]}


class Cluster:
    """Runs from `start` until the tests end, which ends all its processes."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._kubeconfig = folder / "kubeconfig"
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "KUBECONFIG": str(self._kubeconfig)}

    def start(self) -> "Cluster":
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(["ip", "address", "replace", f"{ADDRESS}/32", "dev", "lo"], check=True)
        self._write_access()
        self._start_control_plane()
        self._start_containerd()
        self.load(PAUSE_IMAGE)
        self._start_kubelet()
        wait_until("the node is ready", lambda: "True" in self.kubectl(
            "get", "node", NODE, "-o", "jsonpath={.status.conditions[?(@.type=='Ready')].status}", check=False), 120, every=0.5)
        return self

    def kubectl(self, *arguments: Any, given: str = "", check: bool = True) -> str:
        """What it printed, errors included where they are allowed."""
        return self._run([PROGRAMS / "kubernetes", "kubectl", *arguments], given, check)

    def start_kubectl(self, name: str, log: Path, *arguments: Any) -> Child:
        return self.start_client(name, log, [PROGRAMS / "kubernetes", "kubectl", *arguments])

    def start_client(self, name: str, log: Path, command: List, **more: str) -> Child:
        """A program that finds the cluster by KUBECONFIG; `more` are further variables."""
        return Child(name, command, log, env={**self.environment, **more})

    def helm(self, *arguments: Any, given: str = "", check: bool = True) -> str:
        return self._run([PROGRAMS / "helm", *arguments], given, check)

    def get(self, *arguments: Any) -> Dict:
        return json.loads(self.kubectl("get", *arguments, "-o", "json"))

    def load(self, image: str) -> None:
        """Gives the node an image that `prepare.py` made."""
        self._images("import", image_archive(image))

    def rename(self, image: str, name: str) -> None:
        """Gives a loaded image one more name."""
        self._images("tag", image, name)

    def _images(self, *arguments: Any) -> None:
        subprocess.run(["ctr", "--address", self._folder / "containerd.sock", "--namespace", "k8s.io", "images", *arguments],
                       check=True, stdout=subprocess.DEVNULL)

    def _run(self, command: List, given: str, check: bool) -> str:
        done = subprocess.run([*map(str, command)], input=given, capture_output=True, text=True, timeout=300, check=False,
                              env=self.environment)
        told = done.stdout + ("" if check else done.stderr)
        assert done.returncode == 0 or not check, f"{' '.join(map(str, command[1:]))}:\n{done.stdout}{done.stderr}"
        return told

    def _start_program(self, name: str, *arguments: str) -> None:
        Child(name, [PROGRAMS / "kubernetes", name, *arguments], self._folder / f"{name}.log", cwd=self._folder)

    def _write_access(self) -> None:
        self._token = secrets.token_hex(16)
        (self._folder / "tokens.csv").write_text(f"{self._token},admin,admin,system:masters\n")
        self._kubeconfig.write_text(yaml.safe_dump({
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "test", "cluster": {"server": f"https://{ADDRESS}:6443", "insecure-skip-tls-verify": True}}],
            "users": [{"name": "test", "user": {"token": self._token}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}]}))
        subprocess.run(["openssl", "genrsa", "-out", self._folder / "accounts.key", "2048"], check=True, capture_output=True)

    def _start_control_plane(self) -> None:
        self._start_program("etcd", f"--data-dir={self._folder}/etcd", "--unsafe-no-fsync")
        key, access = f"{self._folder}/accounts.key", f"--kubeconfig={self._kubeconfig}"
        self._start_program(
            "apiserver", "--etcd-servers=http://127.0.0.1:2379", f"--advertise-address={ADDRESS}",
            f"--cert-dir={self._folder}/certificates", "--service-account-issuer=https://kubernetes.default.svc",
            f"--service-account-key-file={key}", f"--service-account-signing-key-file={key}",
            f"--service-cluster-ip-range={SERVICES}", "--authorization-mode=RBAC", "--allow-privileged=true",
            "--kubelet-preferred-address-types=InternalIP",
            f"--token-auth-file={self._folder}/tokens.csv")
        wait_until("the API server is ready", lambda: self.kubectl("get", "--raw", "/readyz", check=False) == "ok", 120, every=0.5)
        self._start_program("controllers", access, f"--service-account-private-key-file={key}", "--leader-elect=false",
                            f"--cert-dir={self._folder}/controllers")
        self._start_program("scheduler", access, "--leader-elect=false", f"--cert-dir={self._folder}/scheduler")

    def _start_containerd(self) -> None:
        (self._folder / "cni").mkdir()
        (self._folder / "cni/pods.conflist").write_text(json.dumps(NETWORK))
        config = self._folder / "containerd.toml"
        config.write_text(CONTAINERD.format(folder=self._folder, pause=PAUSE_IMAGE))
        Child("containerd", ["containerd", "--config", config], self._folder / "containerd.log")
        wait_until("containerd is up", lambda: subprocess.run(
            ["ctr", "--address", self._folder / "containerd.sock", "version"], capture_output=True, check=False).returncode == 0)

    def _start_kubelet(self) -> None:
        socket = f"unix://{self._folder}/containerd.sock"
        config = self._folder / "kubelet.yaml"
        config.write_text(yaml.safe_dump({
            "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration",
            "address": ADDRESS, "containerRuntimeEndpoint": socket, "imageServiceEndpoint": socket,
            "authentication": {"anonymous": {"enabled": True}, "webhook": {"enabled": False}},
            "authorization": {"mode": "AlwaysAllow"},
            "podLogsDir": f"{self._folder}/pod-logs", "volumePluginDir": f"{self._folder}/plugins", "resolvConf": "",
            # A change of a ConfigMap is in the pods after at most this long, instead of a minute.
            "syncFrequency": "5s",
            # What a container, or an older Debian, may lack.
            "cgroupDriver": "cgroupfs", "cgroupsPerQOS": False, "enforceNodeAllocatable": [], "failCgroupV1": False,
            "failSwapOn": False, "oomScoreAdj": 0, "makeIPTablesUtilChains": False, "evictionHard": {},
            "localStorageCapacityIsolation": False}))
        self._start_program("kubelet", f"--kubeconfig={self._kubeconfig}", f"--config={config}", f"--node-ip={ADDRESS}",
                            f"--root-dir={self._folder}/kubelet", f"--cert-dir={self._folder}/kubelet-certificates",
                            f"--hostname-override={NODE}")


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()
