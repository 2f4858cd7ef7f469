"""`newswatch tail`: what is published, as it is published, for people and for programs."""

import json
import signal
from contextlib import contextmanager

import pytest

from alert_reader import assert_valid
from child import Child, free_port, wait_until
from newswatch import binary, clean_environment, run

RULES = """\
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Minister of Transport, country: US, from: 2020-01-01}]
topics:
  - {id: floods, name: Floods, query: flood, severity: high, labels: {desk: water}}
  - {id: storms, name: Storms, query: storm, severity: low}
"""


def article(title: str, body: str) -> dict:
    return {"id": title, "title": title, "body": body, "url": f"https://example.org/{title}"}


@pytest.fixture(name="published", scope="module")
def _published(make_workspace):
    """Three alerts, of three rules, and a daemon that makes more."""
    workspace = make_workspace("tail")
    (workspace.rules / "rules.yaml").write_text(RULES)
    workspace.create_topics(1)
    daemon = workspace.daemon().wait_ready()
    for number, one in enumerate([article("water", "A flood came."), article("wind", "A storm came."),
                                  article("roads", "Transport Minister Jane Doe came.")], 1):
        workspace.feed([one])
        daemon.wait_for_metric("alerts_published_total", number)
    yield workspace
    daemon.kill()


def tail(workspace, *arguments):
    return run("tail", "--brokers", workspace.bootstrap, "--topic", workspace.alerts, *arguments)


def ids(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["data"]["article"]["id"] for line in done.stdout.splitlines()]


@contextmanager
def following(workspace, *arguments):
    child = Child("tail", [binary(), "tail", "--brokers", workspace.bootstrap, "--topic", workspace.alerts,
                           *arguments], workspace.folder / "tail.log", env=clean_environment())
    yield child
    child.kill()
    child.log.unlink()


def test_shows_the_newest_in_order_and_ends(published):
    assert ids(tail(published, "--no-follow", "--output", "json")) == ["water", "wind", "roads"]
    assert ids(tail(published, "--no-follow", "--output", "json", "--last", "2")) == ["wind", "roads"]
    assert ids(tail(published, "--no-follow", "--output", "json", "--last", "0")) == []


def test_json_is_the_alert_as_it_stands(published):
    done = tail(published, "--no-follow", "--output", "json")
    stored = {record.value for record in published.alert_records()}
    assert set(done.stdout.splitlines()) == stored
    assert_valid(map(json.loads, done.stdout.splitlines()))


@pytest.mark.parametrize("arguments, expected", [
    (["--severity", "high"], ["water"]),
    (["--rule", "storms", "--rule", "jane-doe"], ["wind", "roads"]),
    (["--official", "jane-doe"], ["roads"]),
    (["--kind", "topic"], ["water", "wind"]),
    (["--text", "STORM CAME"], ["wind"]),
    (["--kind", "topic", "--severity", "high", "--text", "nothing"], []),
])
def test_filters(published, arguments, expected):
    assert ids(tail(published, "--no-follow", "--output", "json", *arguments)) == expected


def test_text_is_for_people(published):
    plain = tail(published, "--no-follow", "--output", "text", "--rule", "floods").stdout.decode()
    assert "high  Floods  floods" in plain and "A »flood« came." in plain and "\x1b" not in plain
    colour = tail(published, "--no-follow", "--output", "text", "--color", "always", "--rule", "floods")
    assert b"\x1b[1;33mflood\x1b[0m" in colour.stdout
    assert b"\x1b]8;;https://example.org/water\x1b\\water\x1b]8;;\x1b\\" in colour.stdout


def test_follows_what_comes(published):
    with following(published, "--output", "json", "--last", "1") as child:
        wait_until("it has begun", lambda: '"roads"' in child.output())
        published.feed([article("later", "A flood came at last.")])
        wait_until("the new alert is there", lambda: '"later"' in child.output())
        assert len(child.output().splitlines()) == 2
        child.send(signal.SIGINT)
        assert child.wait(20) == 0


def test_reads_the_topics_of_labels_that_the_configuration_names(workspace):
    (workspace.rules / "rules.yaml").write_text(RULES)
    workspace.create_topics(1, alerts_water=1)
    daemon = workspace.daemon(alerts={"topic_label": "desk"}).wait_ready()
    workspace.feed([article("water", "A flood came."), article("wind", "A storm came.")])
    daemon.wait_for_metric("alerts_published_total", 2)
    done = run("tail", "--config", daemon.config_file, "--no-follow", "--output", "json")
    assert sorted(ids(done)) == ["water", "wind"]


def test_waits_for_a_topic_that_is_not_there_yet(workspace):
    with following(workspace, "--output", "json") as child:
        wait_until("it says so", lambda: "Unknown topic" in child.output())
        workspace.write_topic_rule("floods", "flood")
        workspace.create_topics(1)
        workspace.daemon().wait_ready()
        workspace.feed([article("water", "A flood came.")])
        wait_until("the alert is there", lambda: '"water"' in child.output())


def test_passes_over_what_is_no_alert(workspace):
    from kafka_client import Record, write  # pylint: disable=import-outside-toplevel
    workspace.create_topics(1)
    write(workspace.bootstrap, workspace.alerts, [Record(b"no alert", b"k"), Record(b"{}", b"k")])
    done = tail(workspace, "--no-follow", "--output", "json")
    assert done.returncode == 0 and done.stdout == b""
    assert b"not an alert" in done.stderr and workspace.alerts.encode() in done.stderr


def test_says_when_nobody_answers():
    done = run("tail", "--brokers", f"127.0.0.1:{free_port()}", "--no-follow")
    assert done.returncode == 1
    assert b"no answer from Kafka" in done.stderr


def test_wrong_usage():
    assert run("tail", "--brokers", "127.0.0.1:1", "--severity", "grave").returncode == 2
    assert run("tail").returncode == 78  # no brokers
