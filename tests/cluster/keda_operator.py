"""KEDA's own operator beside the cluster; `prepare.py --keda` builds it.

It takes pods from none to one and back by itself. More than one are the business of a HorizontalPodAutoscaler, which would
need KEDA's adapter for metrics, too: it is not here.
"""

import subprocess
from pathlib import Path

from child import Child, wait_until
from one_node import Cluster, fetch
from prepare import PROGRAMS

NAMESPACE = "keda"
HEALTH = "127.0.0.1:18081"  # Nobody else is in the network namespace of the tests.


def start_operator(cluster: Cluster, folder: Path) -> None:
    """Until the tests end: without it, ScaledObjects that it has seen can't be deleted."""
    cluster.kubectl("create", "namespace", NAMESPACE)
    _write_certificate(folder)
    started = cluster.start_client(
        "keda", folder / "keda.log",
        [PROGRAMS / "keda", f"--cert-dir={folder}", f"--health-probe-bind-address={HEALTH}",
         "--metrics-bind-address=127.0.0.1:18080", "--metrics-service-bind-address=127.0.0.1:19666"],
        WATCH_NAMESPACE="", POD_NAMESPACE=NAMESPACE, KEDA_CLUSTER_OBJECT_NAMESPACE=NAMESPACE)
    wait_until("KEDA is ready", lambda: started.ensure_running() or fetch(f"http://{HEALTH}/readyz") == "ok", 60, every=0.5)


def _write_certificate(folder: Path) -> None:
    """For the adapter, which would ask the operator for metrics; the operator does not start without one."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=keda", "-days", "2",
                    "-keyout", folder / "tls.key", "-out", folder / "tls.crt"], check=True, capture_output=True)
    (folder / "ca.crt").write_text((folder / "tls.crt").read_text())
