"""What docs/kubernetes.md tells to type, typed, in order: the image and the brokers alone are ours."""

import json
import os
import re
import subprocess
import textwrap

import pytest
import yaml

from child import Child, wait_until
from kafka_broker import KafkaBroker
from kafka_client import create_topics, read_all
from one_node import ADDRESS, fetch
from prepare import IMAGE, PROGRAMS, ROOT

PAGE = (ROOT / "docs/kubernetes.md").read_text()
BROKERS = "kafka-bootstrap.kafka:9092"
RELEASE_IMAGE = "registry.example/newswatch:0.1.0"


def block(beginning):
    """The one on the page that begins so."""
    blocks = [textwrap.dedent(found) for found in re.findall(r"(?m)(?<=\n\n)(?: {4,}.*\n)+", PAGE)]
    (found,) = [one for one in blocks if one.startswith(beginning)]
    return found


class Terminal:
    """A shell in a clone of the repository, on the machine of somebody who runs the cluster."""

    def __init__(self, cluster, broker, folder):
        self._broker, self._folder = broker, folder
        (folder / "deploy").symlink_to(ROOT / "deploy")
        programs = folder / "bin"
        programs.mkdir()
        (programs / "helm").symlink_to(PROGRAMS / "helm")
        (programs / "kubectl").write_text(f'#!/bin/sh\nexec {PROGRAMS / "kubernetes"} kubectl "$@"\n')
        (programs / "kubectl").chmod(0o755)
        self._environment = {**cluster.environment, "PATH": f"{programs}:{os.environ['PATH']}"}

    def type(self, text):
        """Returns what was printed."""
        done = subprocess.run(["bash", "-euc", self._meant(text)], cwd=self._folder, capture_output=True, text=True, timeout=300,
                              check=False, env=self._environment)
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        return done.stdout

    def keep_running(self, text):
        """What stays in the foreground, or ends with an ampersand."""
        return Child(text.split()[0], ["bash", "-c", self._meant(text.rstrip(" &\n"))], self._folder / "kept.log", cwd=self._folder,
                     env=self._environment)

    def write(self, name, text):
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._meant(text))

    def _meant(self, text):
        return text.replace(BROKERS, self._broker.bootstrap)


@pytest.fixture(scope="module")
def newcomers_broker(cluster, tmp_path_factory):  # pylint: disable=unused-argument
    """That has no topics."""
    started = KafkaBroker(tmp_path_factory.mktemp("newcomer") / "kafka", host=ADDRESS).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def terminal(cluster, newcomers_broker, tmp_path_factory):
    cluster.rename(IMAGE, RELEASE_IMAGE)
    yield Terminal(cluster, newcomers_broker, tmp_path_factory.mktemp("clone"))
    cluster.kubectl("delete", "namespace", "newswatch", "--ignore-not-found")


def test_it_installs(terminal):
    assert "STATUS: deployed" in terminal.type(block("helm install newswatch"))


def test_it_makes_the_topics(terminal):
    wait_until("the pod runs", lambda: "Running" in terminal.type("kubectl get pods -n newswatch"), 60, every=0.5)
    told = terminal.type(block("kubectl exec -n newswatch deploy/newswatch -- newswatch doctor"))
    assert 'created  topic "articles"' in told and 'created  topic "newswatch.alerts"' in told


def test_it_becomes_ready(terminal):
    status, forward, look = block("kubectl rollout status").splitlines()
    assert "successfully rolled out" in terminal.type(status)
    forwarder = terminal.keep_running(forward)
    (address,) = re.findall(r"localhost:9464\S*(?=')", look)
    told = wait_until("the admin port answers", lambda: fetch(f"http://{address}"), 30)
    assert "[+] running" in told and told.endswith("\nok\n")
    forwarder.kill()


def test_an_article_raises_an_alert(terminal, newcomers_broker):
    write, watch = block("echo").splitlines()
    terminal.type(write)
    wait_until("the alert", lambda: read_all(newcomers_broker.bootstrap, "newswatch.alerts"), 60, every=0.5)
    told = terminal.type(watch + " --no-follow")
    assert "Sanctions on Russia" in told


def test_own_rules_and_settings_take_over(terminal, newcomers_broker):
    terminal.write("my.yaml", block("# my.yaml"))
    create_topics(newcomers_broker.bootstrap, {"wires": 1})
    terminal.type(block("helm upgrade --install newswatch"))
    terminal.type("kubectl rollout status -n newswatch deploy/newswatch")
    article = json.dumps({"id": "a2", "title": "Port strike", "body": "Dockworkers strike at the port."})
    terminal.type(f"echo '{article}' | kcat -P -b {BROKERS} -t wires")
    wait_until("its alert", lambda: any(
        record.key == b"port-strikes" for record in read_all(newcomers_broker.bootstrap, "newswatch.alerts")), 60, every=0.5)


def test_secrets_become_files(terminal, cluster):
    terminal.write("password", "open sesame")
    terminal.write("ca.crt", "a certificate")
    terminal.type(block("kubectl create secret"))
    values = yaml.safe_load(block("existingSecret:"))
    secret = cluster.get("secret", values["existingSecret"], "--namespace", "newswatch")
    named = [values["config"]["kafka"][key].rpartition("/")[2] for key in ("password_file", "ca_file")]
    assert sorted(secret["data"]) == sorted(named)
    terminal.write("secret.yaml", block("existingSecret:"))
    made = terminal.type("helm template newswatch deploy/helm/newswatch --values my.yaml --values secret.yaml")
    (deployment,) = [one for one in yaml.safe_load_all(made) if one and one["kind"] == "Deployment"]
    (mounted,) = [volume for volume in deployment["spec"]["template"]["spec"]["volumes"] if "secret" in volume]
    assert mounted["secret"]["secretName"] == values["existingSecret"]
