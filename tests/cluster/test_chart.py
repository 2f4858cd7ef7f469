"""What the chart makes of values: accepted by Helm, by the schemas of Kubernetes, and by a real API server."""

import json
import subprocess

import pytest
import yaml

from prepare import PROGRAMS, ROOT
from release import CHART
from schemas import write_schemas

VARIANTS = sorted((ROOT / "tests/chart").glob("*.yaml"))
MINIMAL = ROOT / "tests/chart/minimal.yaml"
SCHEMA_FILE = "{{.ResourceKind}}{{.KindSuffix}}.json"

REFUSED = {
    "no brokers": ("config: {kafka: {brokers: null}}", "config.kafka.brokers is required"),
    "no rules": ("config: {rules: null}", "no rules: give files in `rules`"),
    "rules from two places": ("existingRulesConfigMap: rules", "rules come from one place"),
    "one name for all pods": ("config: {kafka: {instance_id: one}}", "set staticMembership.enabled"),
    "the other assignor": ("{staticMembership: {enabled: true}, config: {kafka: {assignor: cooperative-sticky}}}",
                           "staticMembership.enabled needs config.kafka.assignor: range"),
    "probes that reach nothing": ("config: {admin: {address: 127.0.0.1}}", "config.admin.address must be reachable"),
    "any port": ("config: {admin: {port: 0}}", "config.admin.port can't be 0"),
    "killed while it finishes": ("config: {shutdown: {grace: 1m}}", "terminationGracePeriodSeconds: 40 must be more than"),
    "more at least than at most": ("autoscaling: {enabled: true, minReplicas: 9}", "is less than autoscaling.minReplicas: 9"),
    "a lag of nothing": ("{autoscaling: {enabled: true}, config: {kafka: {topics: ['^news.*']}}}",
                         "KEDA can't follow the regular expression ^news.*"),
    "a misspelt value": ("replicas: 2", "replicas"),
    "a misspelt setting": ("config: {kafka: {brokrs: a}}", "brokrs"),
    "a wrong setting": ("config: {delivery: twice}", "delivery"),
    "rules that are never read": ("{config: {rules: null}, rules: {ports.yml: 'topics: []'}}", "ports.yml"),
}


def rendered(cluster, *files, chart=CHART):
    values = [argument for file in files for argument in ("--values", file)]
    return cluster.helm("template", "newswatch", chart, "--kube-version", "1.34", "--namespace", "newswatch", *values)


def objects(text):
    return {made["kind"]: made for made in yaml.safe_load_all(text) if made and not made["metadata"]["name"].endswith("-dashboards")}


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas")
    write_schemas(folder)
    return folder


@pytest.mark.parametrize("values", VARIANTS, ids=lambda file: file.stem)
def test_helm_finds_nothing_to_complain_of(cluster, values):
    cluster.helm("lint", "--strict", CHART, "--values", values)


@pytest.mark.parametrize("values", VARIANTS, ids=lambda file: file.stem)
def test_manifests_fit_the_schemas(cluster, schemas, values):
    done = subprocess.run([PROGRAMS / "kubeconform", "-strict", "-summary", "-output", "json", "-schema-location",
                           f"{schemas}/{SCHEMA_FILE}"],
                          input=rendered(cluster, values), capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert told["summary"]["valid"] >= 4 and told["summary"]["skipped"] == 0


def test_the_schemas_refuse_what_is_wrong(cluster, schemas):
    """Else the test above would pass whatever it is given."""
    wrong = rendered(cluster, MINIMAL).replace("replicas: 1", "replicas: one")
    done = subprocess.run([PROGRAMS / "kubeconform", "-strict", "-schema-location",
                           f"{schemas}/{SCHEMA_FILE}"],
                          input=wrong, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "replicas" in done.stdout


@pytest.mark.parametrize("values", VARIANTS, ids=lambda file: file.stem)
def test_the_api_server_takes_them(cluster, values):
    told = cluster.kubectl("apply", "--namespace", "default", "--dry-run=server", "--validate=strict", "--filename", "-",
                           given=rendered(cluster, values).replace("namespace: newswatch", "namespace: default"))
    assert told.count("(server dry run)") >= 4


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.replace(" ", "-"))
def test_wrong_values_are_refused_with_a_reason(cluster, tmp_path, case):
    values, reason = REFUSED[case]
    (tmp_path / "values.yaml").write_text(values)
    with pytest.raises(AssertionError) as refused:
        rendered(cluster, MINIMAL, tmp_path / "values.yaml")
    assert reason in str(refused.value)


def test_the_manifests_beside_it_are_what_it_makes(cluster):
    kept = (ROOT / "deploy/kubernetes/newswatch.yaml").read_text()
    assert kept == rendered(cluster, MINIMAL), "run ./dev manifests"


def test_rules_for_prometheus_and_dashboards_are_those_of_the_repository(cluster):
    text = rendered(cluster, ROOT / "tests/chart/everything.yaml")
    ours = (ROOT / "deploy/prometheus/newswatch.rules.yaml").read_text()
    wanted = ours.replace("https://newswatch.example/runbooks", "https://runbooks.example/newswatch")
    assert objects(text)["PrometheusRule"]["spec"] == yaml.safe_load(wanted)
    boards = next(made for made in yaml.safe_load_all(text) if made["metadata"]["name"].endswith("-dashboards"))
    assert {name: json.loads(board) for name, board in boards["data"].items()} == {
        file.name: json.loads(file.read_text()) for file in (ROOT / "deploy/grafana").glob("*.json")}


def test_lag_is_asked_of_both_stages(cluster):
    triggers = objects(rendered(cluster, ROOT / "tests/chart/everything.yaml"))["ScaledObject"]["spec"]["triggers"]
    asked = {(one["metadata"]["consumerGroup"], one["metadata"]["topic"]) for one in triggers}
    assert asked == {("newsroom", "articles"), ("newsroom", "wires"), ("newsroom-correlation", "newswatch.detections")}
    assert {(one["metadata"]["tls"], one["metadata"]["sasl"]) for one in triggers} == {("enable", "plaintext")}


def test_large_numbers_stay_whole(cluster):
    made = [one for one in yaml.safe_load_all(rendered(cluster, ROOT / "tests/chart/static.yaml")) if one["kind"] == "ConfigMap"]
    assert yaml.safe_load(made[0]["data"]["newswatch.yaml"])["articles"]["max_record_bytes"] == 4194304


def test_the_packaged_chart_is_whole(cluster, tmp_path):
    """Its rules and dashboards are links here, and files there."""
    cluster.helm("package", CHART, "--destination", tmp_path)
    (package,) = tmp_path.glob("newswatch-*.tgz")
    everything = ROOT / "tests/chart/everything.yaml"
    assert rendered(cluster, everything, chart=package) == rendered(cluster, everything)
