"""What a real Prometheus sees."""

import subprocess
from typing import Dict

import pytest

from child import wait_until
from kafka_client import create_topics
from prometheus_server import PrometheusServer

# Together with an alert topic that does not exist: one record is taken, the rest never read.
ONE_AT_A_TIME = {"batch_records": 1}
# Without a topic between article and alert, in which all would wait that can't be published.
ONE_STAGE = {"detection_topic": ""}


def flood(number: int) -> Dict:
    return {"id": f"a{number}", "title": "Flood", "body": "By the river."}


@pytest.fixture
def flooded(workspace):
    """Four partitions with 1,000 articles waiting, each of which alerts."""
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(4)
    workspace.feed(map(flood, range(1000)))
    return workspace


@pytest.fixture
def stuck(flooded):
    """The same, and no alert can be published until `release`."""
    flooded.alerts = f"{flooded.prefix}.late-alerts"
    return flooded


def release(stuck) -> None:
    create_topics(stuck.bootstrap, {stuck.alerts: 1})


def wait_for_lag(total: int, *daemons) -> None:
    """Over all `daemons`; each may have its first record in hand, which it has read."""
    def check() -> bool:
        lags = [daemon.metrics().value("kafka_consumer_lag") for daemon in daemons]
        assert total - len(daemons) <= sum(lags) <= total, f"they are {lags}"
        return True
    wait_until(f"lag is {total}", check, 30)


def lag_partitions(daemon) -> set:
    return {labels["partition"] for labels, _ in daemon.metrics().series("kafka_consumer_lag")}


def test_prometheus_scrapes_what_was_fed(flooded):
    daemon = flooded.daemon().wait_ready()
    prometheus = PrometheusServer(flooded.folder / "prometheus", {"newswatch": {"one": daemon.port}})
    prometheus.wait_for("up", 1)
    prometheus.wait_for("sum(newswatch_articles_total)", 1000)
    prometheus.wait_for('newswatch_alerts_total{rule="floods"}', 1000)
    prometheus.wait_for("newswatch_alerts_published_total", 1000)
    prometheus.wait_for('count(newswatch_kafka_consumer_lag{topic=~".*articles"})', 4)
    prometheus.wait_for('count(newswatch_kafka_consumer_lag{topic=~".*detections"})', 2)
    prometheus.wait_for("sum(newswatch_kafka_consumer_lag)", 0)
    prometheus.wait_for("newswatch_ready", 1)
    prometheus.wait_for('newswatch_article_to_alert_seconds_count{clock="received"}', 1000)


def test_the_page_is_clean_for_promtool(flooded):
    daemon = flooded.daemon().wait_ready()
    daemon.wait_for_metric("articles_total", 1000)
    done = subprocess.run(["promtool", "check", "metrics"], input=daemon.metrics().text.encode(),
                          capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_series_known_in_advance_start_at_zero(flooded):
    page = flooded.daemon().wait_ready().metrics()
    codes = {labels["code"] for labels, _ in page.series("articles_failed_total")}
    assert {"too_large", "not_utf8", "invalid_json", "wrong_type", "no_text"} <= codes
    reasons = {labels["reason"] for labels, _ in page.series("records_skipped_total")}
    assert {"tombstone", "empty"} <= reasons
    assert page.value("rules_reloads_failed_total") == 0
    assert page.value("rules_loaded", section="topics") == 1
    assert page.value("process_resident_memory_bytes") > 0


def test_lag_counts_what_waits_in_partitions_never_read(stuck):
    daemon = stuck.daemon(pipeline=ONE_AT_A_TIME, correlation=ONE_STAGE).wait_ready()
    wait_for_lag(1000, daemon)
    release(stuck)
    daemon.wait_for_metric("kafka_consumer_lag", 0)
    assert stuck.alerted() == sorted((f"a{number}", "floods") for number in range(1000))


def test_publish_errors_are_counted_while_they_last(stuck):
    daemon = stuck.daemon(correlation=ONE_STAGE).wait_ready()
    wait_until("the missing topic shows in the metrics", lambda: daemon.metrics().value(
        "publish_errors_total", reason="unknown_topic") > 0, 30)


def test_lag_counts_from_the_committed_offset_after_a_restart(flooded):
    first = flooded.daemon("first").wait_ready()
    wait_until("all is committed", flooded.offsets().are_done, 60)
    assert first.terminate() == 0
    flooded.feed(map(flood, range(1000, 1300)))
    missing = {"topic": f"{flooded.prefix}.late-alerts"}
    second = flooded.daemon("second", pipeline=ONE_AT_A_TIME, correlation=ONE_STAGE,
                            alerts=missing).wait_ready()
    wait_for_lag(300, second)


def test_a_revoked_partition_leaves_the_page_and_the_sum_stays_right(stuck):
    one = stuck.daemon("one", pipeline=ONE_AT_A_TIME, correlation=ONE_STAGE).wait_ready()
    wait_for_lag(1000, one)
    two = stuck.daemon("two", pipeline=ONE_AT_A_TIME, correlation=ONE_STAGE).wait_ready()
    prometheus = PrometheusServer(stuck.folder / "prometheus", {"newswatch": {"one": one.port, "two": two.port}})
    prometheus.wait_for("count(up == 1)", 2)
    prometheus.wait_for('count(newswatch_kafka_consumer_lag{instance="one"})', 2)
    prometheus.wait_for('count(newswatch_kafka_consumer_lag{instance="two"})', 2)
    wait_for_lag(1000, one, two)
    assert lag_partitions(one) | lag_partitions(two) == {"0", "1", "2", "3"}
    release(stuck)
    prometheus.wait_for("sum(newswatch_kafka_consumer_lag)", 0)
    assert set(stuck.alerted()) == {(f"a{number}", "floods") for number in range(1000)}
