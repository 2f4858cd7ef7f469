"""Holds deploy/compose against the files and names that it relies on. Nothing here runs it."""

import json
import subprocess
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy/compose"
COMPOSE = yaml.safe_load((FOLDER / "docker-compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def mounts(service):
    """From the path in the container to the file here."""
    parts = [volume.split(":") for volume in SERVICES[service].get("volumes", [])]
    return {part[1]: (FOLDER / part[0]).resolve() for part in parts if part[0].startswith(".")}


def names_of(listeners):
    return {part.split("://")[0]: part.split("://")[1] for part in listeners.split(",")}


def test_every_file_that_is_mounted_is_there():
    for name in SERVICES:
        assert [str(path) for path in mounts(name).values() if not path.exists()] == []
    volumes = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert {name for name in volumes if not name.startswith(".")} == set(COMPOSE["volumes"])


def test_every_service_waits_for_one_that_is_there():
    for name, service in SERVICES.items():
        waits = service.get("depends_on", {})
        assert set(waits) <= set(SERVICES) - {name}
        for other in waits:
            healthy = isinstance(waits, dict) and waits[other]["condition"] == "service_healthy"
            assert not healthy or "healthcheck" in SERVICES[other]


def test_the_image_is_built_here():
    for name in ("topics", "newswatch"):
        build = SERVICES[name]["build"]
        assert (FOLDER / build["context"] / build["dockerfile"]).resolve() == ROOT / "deploy/container/Dockerfile"


def test_newswatch_finds_its_files_and_its_brokers():
    config = yaml.safe_load((FOLDER / "newswatch.yaml").read_text())
    jsonschema.validate(config, json.loads((ROOT / "deploy/newswatch.schema.json").read_text()))
    assert mounts("newswatch")["/etc/newswatch/newswatch.yaml"] == FOLDER / "newswatch.yaml"
    assert mounts("newswatch")[config["rules"]["path"]] == ROOT / "deploy/rules"
    kafka = SERVICES["kafka"]["environment"]
    advertised = names_of(kafka["KAFKA_ADVERTISED_LISTENERS"])
    assert config["kafka"]["brokers"] == advertised["INSIDE"]
    assert set(advertised) < set(names_of(kafka["KAFKA_LISTENERS"]))
    assert SERVICES["kafka"]["ports"] == [f"127.0.0.1:{advertised['OUTSIDE'].split(':')[1]}:29092"]


def test_prometheus_scrapes_newswatch_with_our_rules():
    done = subprocess.run(["promtool", "check", "config", "--syntax-only", str(FOLDER / "prometheus.yaml")], capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    config = yaml.safe_load((FOLDER / "prometheus.yaml").read_text())
    (rules,) = config["rule_files"]
    assert mounts("prometheus")[f"/etc/prometheus/{rules}"] == ROOT / "deploy/prometheus/newswatch.rules.yaml"
    ((job,),) = [[job for job in config["scrape_configs"] if "newswatch" in job["job_name"]]]
    assert job["static_configs"] == [{"targets": ["newswatch:9464"]}]


def test_grafana_has_the_dashboards_and_where_their_data_is():
    (source,) = yaml.safe_load((FOLDER / "grafana/datasource.yaml").read_text())["datasources"]
    assert source["url"] == "http://prometheus:9090"
    (provider,) = yaml.safe_load((FOLDER / "grafana/dashboards.yaml").read_text())["providers"]
    boards = {path: file for path, file in mounts("grafana").items() if path.startswith(provider["options"]["path"] + "/")}
    assert sorted(boards.values()) == sorted((ROOT / "deploy/grafana").glob("*.json"))


def test_nothing_is_open_to_other_machines():
    for service in SERVICES.values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
