"""Holds the Helm chart and the manifests made of it against what we promise; `./dev test-cluster` runs them."""

import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy/helm"))

from config_schema import config_schema  # noqa: E402

CHART = ROOT / "deploy/helm/newswatch"
MANIFESTS = [made for made in yaml.safe_load_all((ROOT / "deploy/kubernetes/newswatch.yaml").read_text()) if made]
VARIANTS = sorted((ROOT / "tests/chart").glob("*.yaml"))
SCHEMA = json.loads((CHART / "values.schema.json").read_text())


def manifest(kind):
    (found,) = [made for made in MANIFESTS if made["kind"] == kind]
    return found


DEPLOYMENT = manifest("Deployment")["spec"]
POD = DEPLOYMENT["template"]["spec"]
(CONTAINER,) = POD["containers"]


def merged(base, changes):
    """As Helm merges values."""
    both = {**base}
    for key, value in changes.items():
        both[key] = merged(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
    return both


def test_the_pod_is_restricted():
    """https://kubernetes.io/docs/concepts/security/pod-security-standards/"""
    assert POD["securityContext"]["runAsNonRoot"] is True and POD["securityContext"]["runAsUser"] > 0
    assert POD["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert CONTAINER["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                            "capabilities": {"drop": ["ALL"]}}
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(POD)
    kinds = {kind for volume in POD["volumes"] for kind in volume if kind != "name"}
    assert kinds <= {"configMap", "emptyDir", "secret"}


def test_it_is_the_user_of_the_image():
    (user,) = re.findall(r"(?m)^USER (\d+):\d+$", (ROOT / "deploy/container/Dockerfile").read_text())
    assert POD["securityContext"]["runAsUser"] == int(user)


def test_selectors_find_the_pods():
    labels = DEPLOYMENT["template"]["metadata"]["labels"].items()
    for selector in (DEPLOYMENT["selector"]["matchLabels"], manifest("Service")["spec"]["selector"]):
        assert selector and selector.items() <= labels


def test_probes_ask_for_what_is_served():
    served = re.findall(r'"(/[a-z]+)"', (ROOT / "daemon/admin/admin_server.cpp").read_text())
    ports = {port["name"]: port["containerPort"] for port in CONTAINER["ports"]}
    config = yaml.safe_load(manifest("ConfigMap")["data"]["newswatch.yaml"])
    default = re.search(r"# port: (\d+)", (ROOT / "deploy/newswatch.yaml").read_text()).group(1)
    assert config["admin"]["address"] == "0.0.0.0"
    assert ports == {"metrics": config["admin"].get("port", int(default))}
    asked = {name: CONTAINER[name]["httpGet"] for name in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert {name: probe["path"] for name, probe in asked.items()} == {
        "startupProbe": "/livez", "livenessProbe": "/livez", "readinessProbe": "/readyz"}
    assert all(probe["path"] in served and probe["port"] in ports for probe in asked.values())
    assert all(port["targetPort"] in ports for port in manifest("Service")["spec"]["ports"])


def test_a_pod_has_longer_to_end_than_the_daemon_takes():
    grace = re.search(r"grace: (\d+)s", (ROOT / "deploy/newswatch.yaml").read_text())
    assert POD["terminationGracePeriodSeconds"] > int(grace.group(1))


def test_what_is_mounted_is_there():
    volumes = {volume["name"]: volume for volume in POD["volumes"]}
    mounts = {mount["mountPath"]: mount for mount in CONTAINER["volumeMounts"]}
    assert {mount["name"] for mount in mounts.values()} == set(volumes)
    config = mounts["/etc/newswatch/newswatch.yaml"]
    assert volumes[config["name"]]["configMap"]["name"] == manifest("ConfigMap")["metadata"]["name"]
    assert config["subPath"] in manifest("ConfigMap")["data"]
    journal = yaml.safe_load(manifest("ConfigMap")["data"]["newswatch.yaml"])["pipeline"]["journal_folder"]
    assert "emptyDir" in volumes[mounts[journal]["name"]]


def test_the_configuration_fits_its_schema():
    schema = json.loads((ROOT / "deploy/newswatch.schema.json").read_text())
    jsonschema.validate(yaml.safe_load(manifest("ConfigMap")["data"]["newswatch.yaml"]), schema)


def test_versions_are_those_of_the_program():
    (version,) = re.findall(r"project\(newswatch VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["appVersion"] == version
    assert CONTAINER["image"] == f"newswatch:{version}"


def test_rules_and_dashboards_in_the_chart_are_those_beside_it():
    links = {file.name: file.resolve() for file in (CHART / "files").iterdir()}
    wanted = [ROOT / "deploy/prometheus/newswatch.rules.yaml", *(ROOT / "deploy/grafana").glob("*.json")]
    assert all((CHART / "files" / name).is_symlink() for name in links)
    assert links == {file.name: file for file in wanted}


def test_the_schema_of_values_has_the_configuration_as_it_is():
    assert SCHEMA["properties"]["config"] == config_schema(), "run ./dev docs"


def test_the_schema_knows_every_value_and_no_others():
    values = yaml.safe_load((CHART / "values.yaml").read_text())

    def compare(value, schema, path):
        known = schema.get("properties")
        if not isinstance(value, dict) or known is None or path == "config":
            return
        assert schema["additionalProperties"] is False, path
        assert set(value) <= set(known), path
        for key in value:
            compare(value[key], known[key], f"{path}.{key}".strip("."))

    compare(values, SCHEMA, "")
    # Helm's own.
    assert set(SCHEMA["properties"]) - set(values) == {"global"}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda file: file.stem)
def test_values_fit_their_schema(variant):
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    jsonschema.validate(merged(values, yaml.safe_load(variant.read_text())), SCHEMA)


@pytest.mark.parametrize("wrong", [{"replicas": 2}, {"config": {"kafka": {"brokrs": "a"}}}, {"rules": {"a/b.yaml": "topics: []"}},
                                   {"image": {"digest": "latest"}}], ids=str)
def test_the_schema_refuses_what_is_wrong(wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(merged(yaml.safe_load((CHART / "values.yaml").read_text()), wrong), SCHEMA)
