"""One cluster of three brokers for all chaos tests; they share the parts of the integration tests.

NEWSWATCH_WITH_MISTAKES names the program of test_mistakes.py (default:
build/release/newswatch_with_mistakes), NEWSWATCH_FILL_STATE that of test_restore.py.
"""

import itertools
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from child import Child
from kafka_cluster import KafkaCluster
from run import Run
from run_report import note, pytest_runtest_makereport, pytest_terminal_summary  # pylint: disable=unused-import
from workspace import Workspace


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    whole = KafkaCluster(tmp_path_factory.mktemp("cluster")).start()
    yield whole
    whole.kill()


@pytest.fixture(autouse=True)
def _forget_ended_children():
    """A failed test shows the logs of its own daemons, and those of the brokers."""
    yield
    Child.all[:] = [child for child in Child.all if child.running]


@pytest.fixture
def seed() -> int:
    """Another one for each run; set NEWSWATCH_CHAOS_SEED to repeat one."""
    return int(os.environ.get("NEWSWATCH_CHAOS_SEED") or int.from_bytes(os.urandom(3), "big"))


@pytest.fixture
def workspace_on_cluster(cluster, tmp_path) -> Workspace:
    return Workspace(tmp_path / "work", cluster.bootstrap, f"chaos-{tmp_path.name}")


@pytest.fixture
def outcome_of(cluster, tmp_path, request, seed):
    """A run of a scenario; another one in the same test has the next seed."""
    numbers = itertools.count()

    def run(scenario):
        number = next(numbers)
        workspace = Workspace(tmp_path / f"work-{number}", cluster.bootstrap,
                              f"chaos-{tmp_path.name}-{number}")
        return Run(cluster, workspace, scenario, seed + number).until_done()
    return run


@pytest.fixture
def program_with_mistakes() -> str:
    return _program("NEWSWATCH_WITH_MISTAKES", "newswatch_with_mistakes")


@pytest.fixture
def program_that_fills_state() -> str:
    return _program("NEWSWATCH_FILL_STATE", "newswatch_fill_state")


def _program(variable: str, name: str) -> str:
    program = Path(os.environ.get(variable, ROOT / "build" / "release" / name))
    assert os.access(program, os.X_OK), f"no program {program}: build it"
    return str(program)
