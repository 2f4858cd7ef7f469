"""One cluster and one broker for all tests here; `./dev test-cluster` makes what they need and the namespaces they run in."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.extend(str(ROOT / "tests" / folder) for folder in ("integration", "chaos"))

from kafka_broker import KafkaBroker  # noqa: E402
from one_node import ADDRESS, Cluster  # noqa: E402
from prepare import DEFINITIONS, IMAGE  # noqa: E402
from run_report import note, pytest_runtest_makereport, pytest_terminal_summary  # noqa: E402,F401


def pytest_addoption(parser):
    parser.addoption("--keda", action="store_true", help="also let KEDA's operator scale, which prepare.py --keda builds")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """With the image, and with the kinds of KEDA and Prometheus's operator."""
    made = Cluster(tmp_path_factory.mktemp("cluster")).start()
    made.load(IMAGE)
    made.kubectl("apply", "--server-side", "--filename", DEFINITIONS)
    made.kubectl("wait", "--for=condition=Established", "customresourcedefinitions", "--all", "--timeout=60s")
    yield made
    # Else the kernel keeps their control groups.
    made.kubectl("delete", "namespaces", "--selector", "newswatch-test", "--timeout=60s")


@pytest.fixture(scope="session")
def broker(cluster, tmp_path_factory):  # pylint: disable=unused-argument
    """At an address that the cluster has made."""
    started = KafkaBroker(tmp_path_factory.mktemp("broker") / "kafka", host=ADDRESS).start()
    yield started
    started.stop()
