"""The chart's ScaledObject under KEDA's operator, in order: pods come when articles do, and go when none wait."""

import json
import time

import pytest

from child import wait_until
from committed_reader import read_committed
from keda_operator import start_operator
from release import Release, config_of, with_topics
from workspace import Workspace

RULES = "topics: [{id: floods, name: Floods, query: flood}]"
MANY = 100
# Seconds; the chart's own are for articles that come all day.
POLLING, COOL_DOWN = 1, 5


@pytest.fixture(scope="module")
def workspace(request, broker, tmp_path_factory):
    if not request.config.getoption("--keda"):
        pytest.skip("needs KEDA's operator: ./dev test-cluster --keda")
    return with_topics(Workspace(tmp_path_factory.mktemp("scaling"), broker.bootstrap, "scaling"))


@pytest.fixture(scope="module")
def release(workspace, cluster, tmp_path_factory):
    start_operator(cluster, tmp_path_factory.mktemp("keda"))
    return Release(cluster, tmp_path_factory.mktemp("values"), "scaling", {
        "config": config_of(workspace), "rules": {"floods.yaml": RULES},
        "autoscaling": {"enabled": True, "minReplicas": 0, "pollingInterval": POLLING, "cooldownPeriod": COOL_DOWN}})


def floods(name, count):
    return [{"id": f"{name}-{number}", "title": "A flood", "body": "The river rose."} for number in range(count)]


def articles_of_alerts(workspace):
    alerts = [json.loads(record.value)["data"] for record in read_committed(workspace.bootstrap, workspace.alerts)]
    return sorted(alert["article"]["id"] for alert in alerts)


def wait_for_no_pod(release):
    """Neither one that is on its way out."""
    wait_until("all pods are gone", lambda: not json.loads(release.kubectl("get", "pods", "-o", "json"))["items"], 90, every=0.2)


def wait_for_alerts(workspace, articles):
    wanted = sorted(article["id"] for article in articles)
    wait_until(f"{len(wanted)} alerts", lambda: articles_of_alerts(workspace) == wanted, 90, every=0.2)


def test_no_pod_stays_while_no_articles_wait(release):
    release.install()
    wait_for_no_pod(release)
    assert release.condition("scaledobject/newswatch", "Ready") == "True"
    assert release.condition("scaledobject/newswatch", "Active") == "False"


def test_articles_bring_a_pod_which_goes_when_they_are_done(release, workspace, note):
    articles = floods("many", MANY)
    began = time.monotonic()
    workspace.feed(articles)
    wait_until("a pod", release.pods, 60, every=0.1)
    pod_after = time.monotonic() - began
    wait_for_alerts(workspace, articles)
    alerts_after = time.monotonic() - began
    wait_for_no_pod(release)
    gone_after = time.monotonic() - began
    assert workspace.offsets().are_done()
    note(f"{MANY} articles brought a pod after {pod_after:.1f} s and their alerts after {alerts_after:.1f} s; "
         f"no pod was left after {gone_after:.1f} s")


def test_one_article_is_enough(release, workspace):
    workspace.feed(floods("one", 1))
    wait_for_alerts(workspace, floods("many", MANY) + floods("one", 1))
    wait_for_no_pod(release)
