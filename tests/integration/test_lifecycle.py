"""Starting, stopping, reloading, readiness: what an operator relies on."""

import json
import re
import signal

import pytest

from child import wait_until
from kafka_broker import PASSWORD, USER, KafkaBroker
from kafka_client import count_members
from newswatch import run
from workspace import Workspace


def article(name: str, words: str = "flood") -> dict:
    return {"id": name, "title": f"News of {words}", "body": "By the river."}


@pytest.fixture
def floods(workspace):
    """A rule that alerts on floods."""
    workspace.write_topic_rule("floods", "flood")
    return workspace


def wait_for_alerts(workspace, names: list, topic: str = "", rule: str = "floods") -> None:
    wait_until(f"alerts for {names}",
               lambda: workspace.alerted(topic) == [(name, rule) for name in names], 30, every=0.2)


def versions(workspace) -> dict:
    """The version of the rule that each article's alert names."""
    alerts = [json.loads(record.value)["data"] for record in workspace.alert_records()]
    return {alert["article"]["id"]: alert["rule"]["version"] for alert in alerts}


# Stopping.

@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_stop_signal_drains_and_ends_with_0(floods, number):
    floods.create_topics(2)
    daemon = floods.daemon(pipeline={"batch_records": 50}).wait_ready()
    floods.feed(article(f"a{n:04}") for n in range(4000))
    wait_until("some are committed", lambda: sum(floods.offsets().committed()) > 0)
    daemon.interrupt(number)
    assert daemon.wait(30) == 0
    successor = floods.daemon("successor").wait_ready()
    wait_until("all are committed", floods.offsets().are_done, 60)
    assert successor.terminate() == 0
    # Each once: a drained daemon leaves nothing published but not committed.
    assert floods.alerted() == [(f"a{n:04}", "floods") for n in range(4000)]


# Reloading.

def test_sighup_takes_new_rules_without_a_restart(floods):
    floods.create_topics(1)
    daemon = floods.daemon().wait_ready()
    floods.feed([article("a1"), article("a2", "storm")])
    wait_for_alerts(floods, ["a1"])
    floods.write_topic_rule("floods", "flood OR storm")
    daemon.reload()
    daemon.wait_for_metric("rules_reloads_total", 1)
    floods.feed([article("a3"), article("a4", "storm")])
    wait_for_alerts(floods, ["a1", "a3", "a4"])
    found = versions(floods)
    assert found["a1"] != found["a3"] == found["a4"]

MANY = 5_000


def write_edition(workspace, edition: int) -> None:
    """Many rules, each with its edition in its name."""
    rules = [{"id": "every", "name": f"Every {edition}", "query": "flood"}]
    rules += [{"id": f"word-{n}", "name": f"Word {n} of {edition}", "query": f"river{n}"} for n in range(MANY)]
    (workspace.rules / "rules.yaml").write_text(json.dumps({"topics": rules}))


class Stream:
    """Numbered articles: each raises an alert of the rule that asks for all, and of one of the many."""

    def __init__(self, workspace):
        self.count = 0
        self._workspace, self._offsets = workspace, workspace.offsets()

    def feed(self, count: int = 50) -> range:
        fed = range(self.count, self.count + count)
        self._workspace.feed(article(str(n), f"flood river{n % MANY}") for n in fed)
        self.count = fed.stop
        return fed

    def feed_until(self, is_enough) -> None:
        """Gives the daemon something to do all the while, and never more than it can soon do."""
        while not is_enough():
            self.feed()
            wait_until("few are left", lambda: self._offsets.left() < 100, every=0.005)

    def wait_until_done(self) -> None:
        wait_until("all articles are committed", self._offsets.are_done, 60)


def editions(alerts: list) -> dict:
    """Which editions of the rules each article's alerts name."""
    found: dict = {}
    for alert in alerts:
        found.setdefault(int(alert["article"]["id"]), set()).add(alert["rule"]["name"].split()[-1])
    return found


def test_a_reload_under_a_stream_of_articles_loses_and_doubles_nothing(workspace):
    write_edition(workspace, 1)
    workspace.create_topics(2)
    # One member: a group that still settles repeats a batch, which is another promise.
    daemon = workspace.daemon(rules={"watch": "0s"}).wait_ready()
    stream = Stream(workspace)
    before = stream.feed()
    stream.wait_until_done()
    write_edition(workspace, 2)
    daemon.reload()
    stream.feed_until(lambda: daemon.metrics().value("rules_reloads_total") == 1)
    after = stream.feed()
    stream.wait_until_done()

    alerts = [json.loads(record.value)["data"] for record in workspace.alert_records()]
    expected = [(n, rule) for n in range(stream.count) for rule in ("every", f"word-{n % MANY}")]
    assert sorted((int(a["article"]["id"]), a["rule"]["id"]) for a in alerts) == sorted(expected)
    found = editions(alerts)
    assert all(found[n] == {"1"} for n in before)
    assert all(found[n] == {"2"} for n in after)
    for partition in (0, 1):  # One set of rules for each article, and never the old one again.
        names = [found[n] for n in range(partition, stream.count, 2)]
        assert names == sorted(names, key=max) and all(len(name) == 1 for name in names)
    versions_of = {(a["rule"]["id"], a["rule"]["name"]): set() for a in alerts}
    for alert in alerts:
        versions_of[alert["rule"]["id"], alert["rule"]["name"]].add(alert["rule"]["version"])
    assert all(len(own) == 1 for own in versions_of.values())
    assert versions_of["every", "Every 1"] != versions_of["every", "Every 2"]


def test_a_stop_during_a_reload_is_not_held_up_by_it(workspace):
    write_edition(workspace, 1)
    workspace.create_topics(1)
    daemon = workspace.daemon().wait_ready()
    daemon.reload()
    assert daemon.terminate() == 0


def test_a_bad_reload_keeps_the_rules_and_says_where_and_why(floods):
    floods.create_topics(1)
    daemon = floods.daemon().wait_ready()
    assert daemon.metrics().value("rules_reload_success") == 1
    floods.write_topic_rule("floods", "flood AND (storm")
    daemon.reload()
    daemon.wait_for_metric("rules_reloads_failed_total", 1)
    assert re.search(r"floods\.yaml:\d+:\d+", daemon.log())
    assert daemon.metrics().value("rules_reload_success") == 0
    assert daemon.ready()
    floods.feed([article("a1")])
    wait_for_alerts(floods, ["a1"])
    floods.write_topic_rule("floods", "flood AND news")
    daemon.reload()
    daemon.wait_for_metric("rules_reload_success", 1)
    floods.feed([article("a2")])
    wait_for_alerts(floods, ["a1", "a2"])


def test_a_changed_file_is_read_without_a_signal(floods):
    floods.create_topics(1)
    daemon = floods.daemon(rules={"watch": "100ms"}).wait_ready()
    floods.write_topic_rule("storms", "storm")
    daemon.wait_for_metric("rules_reloads_total", 1)
    floods.feed([article("a1", "storm")])
    wait_until("an alert of the new rule", lambda: floods.alerted() == [("a1", "storms")], 30, every=0.2)
    assert daemon.metrics().value("rules_reload_success") == 1


# Refusing to start.

PROBLEMS = """\
kafka:
  brokers: 127.0.0.1:9
  topcis: [articles]
  group: one
  group: two
  properties:
    enable.auto.commit: true
pipeline:
  threads: 100
articles:
  max_record_bytes: seven
log:
  levle: info
"""


def test_a_bad_configuration_ends_with_78_and_all_problems_at_once(tmp_path):
    file = tmp_path / "newswatch.yaml"
    file.write_text(PROBLEMS)
    done = run("run", "--config", file)
    words = done.stderr.decode()
    assert done.returncode == 78
    for place, expected in {"3:3": "topics", "5:3": "group", "9:12": "64",
                            "11:21": "seven", "13:3": "level"}.items():
        line = next((line for line in words.splitlines() if f"newswatch.yaml:{place}" in line), "")
        assert expected in line, f"line:column {place} is not told in:\n{words}"
    assert "enable.auto.commit" in words


def test_a_missing_broker_address_ends_with_78(tmp_path):
    file = tmp_path / "newswatch.yaml"
    file.write_text("kafka: {topics: [articles]}\n")
    done = run("run", "--config", file)
    assert done.returncode == 78
    assert b"kafka.brokers" in done.stderr


def test_bad_rules_end_with_78(floods):
    floods.write_topic_rule("storms", "storm OR")
    daemon = floods.daemon()
    assert daemon.wait(30) == 78
    assert re.search(r"storms\.yaml:\d+:\d+", daemon.log())


def login(broker, folder, password: str) -> dict:
    """Settings for the broker's listener that asks for a login."""
    file = folder / "password"
    file.write_text(f"{password}\n")
    return {"brokers": broker.login_bootstrap, "security_protocol": "sasl_plaintext",
            "sasl_mechanism": "PLAIN", "username": USER, "password_file": str(file)}


def test_a_refused_login_ends_with_77(broker, floods):
    floods.create_topics(1)
    daemon = floods.daemon(kafka=login(broker, floods.folder, "open barley"))
    assert daemon.wait(60) == 77
    assert "barley" not in daemon.log()


def test_the_right_password_opens(broker, floods):
    floods.create_topics(1)
    floods.daemon(kafka=login(broker, floods.folder, PASSWORD)).wait_ready()
    floods.feed([article("a1")])
    wait_for_alerts(floods, ["a1"])


# Readiness.

def test_ready_and_alive_say_so_on_all_their_paths(floods):
    floods.create_topics(1)
    daemon = floods.daemon().wait_ready()
    for path in ("/livez", "/readyz", "/-/healthy", "/-/ready", "/metrics"):
        assert daemon.get(path)[0] == 200, path
    assert daemon.get("/nothing-here")[0] == 404
    _, plain = daemon.get("/readyz")
    _, verbose = daemon.get("/readyz?verbose")
    assert len(verbose.splitlines()) > len(plain.splitlines())


def test_a_daemon_without_a_broker_lives_and_is_ready_once_it_comes(tmp_path, prefix):
    broker = KafkaBroker(tmp_path / "kafka").start()
    floods = Workspace(tmp_path / "workspace", broker.bootstrap, prefix).create_topics(1)
    floods.write_topic_rule("floods", "flood")
    broker.stop()
    daemon = floods.daemon()
    wait_until("the daemon lives", lambda: daemon.get("/livez")[0] == 200)
    assert daemon.get("/readyz")[0] == 503
    assert daemon.metrics().value("ready") == 0
    broker.start()
    daemon.wait_ready()
    floods.feed([article("a1")])
    wait_for_alerts(floods, ["a1"])
    assert daemon.terminate() == 0
    broker.stop()


def test_an_empty_assignment_is_ready(floods):
    floods.create_topics(2)
    daemons = [floods.daemon(name) for name in ("one", "two", "three")]

    def one_each() -> bool:
        counts = [sum(labels["topic"] == floods.articles
                      for labels, _ in daemon.metrics().series("kafka_consumer_lag"))
                  for daemon in daemons]
        return sorted(counts) == [0, 1, 1] and all(daemon.ready() for daemon in daemons)
    wait_until("two have a partition each, and all are ready", one_each, 60)


# Topics.

def test_a_daemon_that_was_given_nothing_leaves_the_group_when_it_stops(floods):
    floods.create_topics(1)
    changes = {"kafka": {"consumer_properties": {"session.timeout.ms": 45_000}}}
    floods.daemon("first", **changes).wait_ready()
    second = floods.daemon("second", **changes).wait_ready()
    assert count_members(floods.bootstrap, floods.prefix) == 2
    assert second.terminate() == 0
    wait_until("the other has the group for itself", lambda: count_members(floods.bootstrap, floods.prefix) == 1, 20)


def test_topics_are_found_by_regular_expression(floods):
    floods.create_topics(1, news_world=1, news_sport=1, other=1)
    for name in ("news.world", "news.sport", "other"):
        floods.feed([article(name)], topic=f"{floods.prefix}.{name}")
    daemon = floods.daemon(kafka={"topics": [f"^{re.escape(floods.prefix)}\\.news\\..*"]})
    wait_for_alerts(floods, ["news.sport", "news.world"])
    daemon.wait_for_metric("articles_total", 2)
    topics = {own["topic"] for own, _ in daemon.metrics().series("kafka_consumer_lag")}
    assert topics == {f"{floods.prefix}.news.world", f"{floods.prefix}.news.sport",
                      floods.detections}


def test_alerts_go_to_topics_by_the_rules_label(floods):
    floods.create_topics(1, alerts_asia=1)
    floods.write_topic_rule("storms", "storm", labels={"desk": "asia"})
    floods.daemon(alerts={"topic_label": "desk"})
    floods.feed([article("a1"), article("a2", "storm")])
    wait_for_alerts(floods, ["a2"], f"{floods.alerts}.asia", "storms")
    wait_for_alerts(floods, ["a1"])


# Logs.

def test_log_lines_are_json_and_keep_articles_out(floods):
    floods.create_topics(1)
    daemon = floods.daemon().wait_ready()
    floods.feed([article("a1"), {"id": "a2", "body": 7, "secret": "not for logs"}])
    wait_for_alerts(floods, ["a1"])
    assert daemon.terminate() == 0
    assert daemon.log_lines()
    assert "By the river" not in daemon.log() and "not for logs" not in daemon.log()
