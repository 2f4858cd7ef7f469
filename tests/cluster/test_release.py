"""The chart on a real Kubernetes with a real Kafka, in order: each test goes on from the last."""

import json
import re
import time
from collections import Counter

import pytest
import yaml

from child import wait_until
from committed_reader import read_committed
from confluent_kafka.admin import AdminClient
from feeder import Feeder
from generator import RULES, generate, pairs
from kafka_client import QUIET, read_all
from metrics_page import MetricsPage
from one_node import NODE, fetch
from release import PARTITIONS, Release, config_of, with_topics
from workspace import Workspace

PODS = 2
FLOODS = {"topics": [{"id": "floods", "name": "Floods", "query": "flood"}]}
SEED, COUNT, RATE = 5, 6000, 200


def rule_files(**files):
    return {"rules": {f"{name}.yaml": yaml.safe_dump(rules) for name, rules in files.items()}}


@pytest.fixture(scope="module")
def workspace(broker, tmp_path_factory):
    """Without a topic for dead letters."""
    return with_topics(Workspace(tmp_path_factory.mktemp("work"), broker.bootstrap, "newsroom"))


@pytest.fixture(scope="module")
def release(cluster, workspace, tmp_path_factory):
    return Release(cluster, tmp_path_factory.mktemp("values"), "newsroom", {"config": config_of(workspace), "replicaCount": PODS})


def members(workspace):
    """Of the group that reads articles: ids by the address of their pod."""
    client = AdminClient({**QUIET, "bootstrap.servers": workspace.bootstrap})
    (group,) = client.list_groups(workspace.prefix, timeout=10)
    return {member.client_host.lstrip("/"): member.id for member in group.members}


def alerts_of(workspace, rule):
    return [record for record in read_committed(workspace.bootstrap, workspace.alerts) if record.key.decode() == rule]


def wait_for_alert(workspace, rule, count=1):
    wait_until(f"{count} alerts of {rule}", lambda: len(alerts_of(workspace, rule)) == count, 60, every=0.5)


def test_it_is_ready_under_the_restricted_policy(release):
    told = release.install(**rule_files(rules=RULES))
    assert "STATUS: deployed" in told
    assert "doctor --config /etc/newswatch/newswatch.yaml --create-topics" in told
    assert len(release.pods()) == PODS and set(release.restarts().values()) == {0}


def test_its_notes_hold(release, workspace):
    told = release.kubectl("exec", "deployment/newswatch", "--", "newswatch", "doctor", "--config", "/etc/newswatch/newswatch.yaml",
                           "--create-topics")
    assert f'created  topic "{workspace.dead_letters}"' in told
    assert '"ready"' in release.kubectl("logs", "deployment/newswatch")


def test_the_policy_refuses_what_it_should(release):
    """Else its acceptance of ours would mean nothing."""
    pod = json.loads(release.kubectl("get", "pod", release.pod_names()[0], "-o", "json"))
    bad = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "bad"},
           "spec": {"containers": [{"name": "bad", "image": pod["spec"]["containers"][0]["image"]}]}}
    with pytest.raises(AssertionError, match="violates PodSecurity"):
        release.kubectl("apply", "--filename", "-", given=json.dumps(bad))


def test_the_image_holds_no_shell(release):
    with pytest.raises(AssertionError, match="executable file not found|no such file"):
        release.kubectl("exec", "deployment/newswatch", "--", "sh", "-c", "true")


def test_articles_become_alerts(release, workspace):
    workspace.feed([{"id": "a1", "title": "Earthquake", "body": "Nobody was hurt."}, {"id": 1}])
    wait_for_alert(workspace, "earthquakes")
    wait_until("a dead letter", lambda: read_all(workspace.bootstrap, workspace.dead_letters))


def test_metrics_are_at_the_service(cluster, release):
    endpoints = json.loads(release.kubectl("get", "endpointslices", "--selector", "kubernetes.io/service-name=newswatch", "-o", "json"))
    (piece,) = endpoints["items"]
    (port,) = piece["ports"]
    pages = [fetch(f"http://{one['addresses'][0]}:{port['port']}/metrics") for one in piece["endpoints"]]
    assert port["name"] == "metrics" and len(pages) == PODS
    assert all(re.search(r"(?m)^newswatch_ready 1$", page) for page in pages)


def test_changed_rules_restart_nothing(release, workspace):
    before = release.restarts()
    release.install(**rule_files(more=FLOODS))

    def taken():
        logs = [release.kubectl("logs", name) for name in release.pod_names()]
        return all("reloaded the rules" in log for log in logs)

    wait_until("all pods have the new rules", taken, 90, every=1)
    workspace.feed([{"id": "a2", "title": "A flood", "body": "The river rose."}])
    wait_for_alert(workspace, "floods")
    assert release.restarts() == before


def test_broken_rules_leave_the_old_ones(release, workspace):
    before = release.restarts()
    release.install(rules={"more.yaml": yaml.safe_dump({"topics": [{"id": "floods", "name": "Floods", "qurey": "flood"}]})})
    wait_until("the log tells", lambda: all(
        'did you mean \\"query\\"?' in release.kubectl("logs", name) for name in release.pod_names()), 90, every=1)
    workspace.feed([{"id": "a3", "title": "Another flood", "body": "The sea rose."}])
    wait_for_alert(workspace, "floods", 2)
    assert release.restarts() == before
    release.install(**rule_files(more=FLOODS))


def test_a_changed_configuration_replaces_the_pods(release, workspace):
    before = set(release.restarts())
    release.install(config={"alerts": {"deployment": "second"}})
    release.wait_for_pods(PODS)
    assert not before & set(release.restarts())
    workspace.feed([{"id": "a4", "title": "One more flood", "body": "The lake rose."}])
    wait_for_alert(workspace, "floods", 3)
    last = max(alerts_of(workspace, "floods"), key=lambda record: record.offset)
    assert json.loads(last.value)["source"] == "/newswatch/second"


def test_a_rolling_restart_under_load_loses_and_doubles_nothing(release, workspace, note):
    generated = list(generate(COUNT, SEED))
    old = set(release.restarts())
    feeder = Feeder(workspace, generated, RATE)
    restarted = time.monotonic()
    release.kubectl("rollout", "restart", "deployment/newswatch")
    fed_before_the_last = 0
    while feeder.fed < COUNT:
        feeder.feed(COUNT)
        if old & {pod["metadata"]["uid"] for pod in release.pods()}:
            fed_before_the_last, took = feeder.fed, time.monotonic() - restarted
    feeder.finish()
    release.kubectl("rollout", "status", "deployment/newswatch", "--timeout=90s")
    wait_until("all is done", lambda: workspace.offsets().are_done(), 90, every=0.5)
    every = [json.loads(record.value) for record in read_committed(workspace.bootstrap, workspace.alerts)]
    alerts = [alert for alert in every if alert["data"]["article"]["id"].startswith("article-")]
    found = Counter((alert["data"]["article"]["id"], alert["data"]["rule"]["id"]) for alert in alerts)
    assert set(found) == pairs(generated) and set(found.values()) == {1}
    assert len({alert["id"] for alert in alerts}) == len(alerts)
    assert 0 < fed_before_the_last < COUNT, "the restart was not under load"
    note(f"a rolling restart of {PODS} pods took {took:.1f} s, in which {fed_before_the_last} articles came; "
         f"{len(alerts)} alerts of {COUNT} articles, none lost, none doubled")


def test_a_deleted_pod_leaves_the_group_before_it_ends(release, workspace, tmp_path):
    gone = release.pods()[0]
    followed = release.follow_log(gone["metadata"]["name"], tmp_path / "pod.log")
    assert gone["status"]["podIP"] in members(workspace)
    release.kubectl("delete", "pod", gone["metadata"]["name"], "--wait=false")
    wait_until("its log ends", lambda: not followed.running, 40)
    # A member that just vanished would be listed until its session ends, 6 s.
    assert gone["status"]["podIP"] not in members(workspace)
    lines = [json.loads(line)["message"] for line in followed.output().splitlines()]
    assert lines.index("draining: finishing the batches in hand") < lines.index("stopped")
    release.wait_for_pods(PODS)


def test_a_drain_keeps_to_the_budget(cluster, release):
    release.install(podDisruptionBudget={"enabled": True})
    told = cluster.kubectl("drain", NODE, "--pod-selector=app.kubernetes.io/name=newswatch", "--delete-emptydir-data", "--timeout=15s",
                           check=False)
    assert "would violate the pod's disruption budget" in told
    assert sum(1 for pod in release.pods() if pod["status"]["phase"] == "Running") == PODS - 1
    cluster.kubectl("uncordon", NODE)
    release.wait_for_pods(PODS)


def test_keda_and_the_operator_take_what_is_made_for_them(release):
    """Their definitions, that is: they are not here. How many pods there are would be KEDA's business."""
    release.install(autoscaling={"enabled": True}, serviceMonitor={"enabled": True}, prometheusRule={"enabled": True})
    made = release.kubectl("get", "scaledobject,servicemonitor,prometheusrule", "-o", "name").split()
    assert len(made) == 3
    with pytest.raises(AssertionError, match="maxReplicaCount"):
        release.kubectl("patch", "scaledobject", "newswatch", "--type=merge", "--patch", '{"spec": {"maxReplicaCount": "four"}}')
    release.install(autoscaling={"enabled": False})


def test_a_wrong_configuration_ends_in_words(release):
    """One that only the program can find wrong."""
    with pytest.raises(AssertionError):
        release.install(seconds=20, config={"alerts": {"topic": "newsroom.articles"}})
    ended = wait_until("a pod that ended", lambda: [
        name for name in release.pod_names() if "is among kafka.topics too" in release.kubectl("logs", name, check=False)], 30)
    state = json.loads(release.kubectl("get", "pod", ended[0], "-o", "json"))["status"]["containerStatuses"][0]
    assert (state["state"].get("terminated") or state["lastState"]["terminated"])["exitCode"] == 78
    release.install(config={"alerts": {"topic": "newsroom.alerts"}})


def test_pods_of_a_stateful_set_keep_their_partitions(cluster, broker, tmp_path_factory):
    workspace = with_topics(Workspace(tmp_path_factory.mktemp("static"), broker.bootstrap, "static"))
    config = config_of(workspace)
    del config["kafka"]["consumer_properties"]  # With sessions of 30 s.
    release = Release(cluster, tmp_path_factory.mktemp("values"), "static",
                      {"config": config, "replicaCount": PODS, "staticMembership": {"enabled": True}, **rule_files(more=FLOODS)})
    release.install()
    assert release.pod_names() == ["newswatch-0", "newswatch-1"]
    assert sorted(name[:11] for name in members(workspace).values()) == ["newswatch-0", "newswatch-1"]
    stays = next(pod for pod in release.pods() if pod["metadata"]["name"] == "newswatch-1")

    def rebalances():
        page = MetricsPage(fetch(f"http://{stays['status']['podIP']}:9464/metrics"))
        return page.value("kafka_rebalances_total")

    def feed_all_partitions(name):
        workspace.feed([{"id": f"{name}-{number}", "title": "A flood", "body": "The river rose."} for number in range(PARTITIONS)])

    feed_all_partitions("before")
    wait_for_alert(workspace, "floods", PARTITIONS)
    before = rebalances()
    release.kubectl("delete", "pod", "newswatch-0")
    release.wait_for_pods(PODS)
    feed_all_partitions("after")
    wait_for_alert(workspace, "floods", 2 * PARTITIONS)
    assert before > 0 and rebalances() == before
