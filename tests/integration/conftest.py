"""What all integration tests share: one broker for the run, names of their own, logs on failure.

They test the program that NEWSWATCH_BINARY names (default: build/release/newswatch). The broker's
jars are kept in the folder that NEWSWATCH_KAFKA_FOLDER names (default: build/kafka).
"""

import re
import uuid
from pathlib import Path

import pytest

from child import Child
from kafka_broker import KafkaBroker
from newswatch import binary
from run_report import note, pytest_runtest_makereport, pytest_terminal_summary  # pylint: disable=unused-import
from workspace import Workspace


@pytest.fixture(scope="session")
def broker(tmp_path_factory):
    """The one broker that most tests share."""
    with_topics = KafkaBroker(tmp_path_factory.mktemp("broker") / "kafka").start()
    yield with_topics
    with_topics.stop()


def _unique(name: str) -> str:
    """A beginning for the topic and group names of one test."""
    return f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')[:60]}-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def prefix(request) -> str:
    return _unique(request.node.name)


@pytest.fixture(scope="session")
def make_workspace(broker, tmp_path_factory):
    """Makes a workspace for several tests of a module; `workspace` is the one for a single test."""
    def make(name: str) -> Workspace:
        prefix = _unique(name)
        return Workspace(tmp_path_factory.mktemp(prefix), broker.bootstrap, prefix)
    return make


@pytest.fixture
def workspace(request, make_workspace) -> Workspace:
    """Topics and folder of one test; it still has to write its rules and create its topics."""
    return make_workspace(request.node.name)


@pytest.fixture(autouse=True)
def _end_children():
    """Ends what a test started and left running; the shared broker started before it."""
    before = len(Child.all)
    yield
    for child in Child.all[before:]:
        child.kill()
    del Child.all[before:]


def pytest_collection_finish(session):
    """Without the program every test would fail: say so once, and fail."""
    ours = {item.path.name for item in session.items if item.path.parent == Path(__file__).parent}
    if ours - {"test_kafka_broker.py"}:
        try:
            binary()
        except AssertionError as problem:
            pytest.exit(str(problem), returncode=1)
