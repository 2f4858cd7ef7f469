"""What the benchmarks make of what they measure."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "bench"))
from comparison import Latency, Target, Throughput, quantile, throughput_targets
from topic_draw import draw, draw_tried


@pytest.mark.parametrize("share, value", [(0, 1), (0.5, 50), (0.501, 51), (0.99, 99), (0.999, 100), (1, 100)])
def test_a_quantile_is_the_least_that_so_many_do_not_exceed(share, value):
    assert quantile(list(range(1, 101)), share) == value


def test_of_nothing_there_is_no_quantile():
    assert quantile([], 0.5) != quantile([], 0.5)  # NaN


def measured(**changes):
    return Throughput(**{"name": "one", "hops": 2, "articles": 50_000, "alerts": 25_000, "seconds": 10.0,
                         "cpu_seconds": 2.0, "broker_cpu_seconds": 1.0, "peak_mb": 100.0, **changes})


def test_figures_are_of_what_was_measured():
    figures = measured().figures()
    assert figures["articles_per_second"] == 5_000
    assert figures["cpu_per_million"] == 40
    assert figures["broker_cpu_per_million"] == 20


def test_targets_compare_with_the_peer():
    peer = measured(name="peer", articles=2_500, cpu_seconds=2.0, peak_mb=500.0)
    assert [target.met for target in throughput_targets(measured(), peer)] == [True, True, True]
    assert [target.met for target in throughput_targets(measured(seconds=11.0, cpu_seconds=2.1, peak_mb=130.0), peer)] == \
        [False, False, False]


def test_a_missed_target_says_so():
    assert str(Target("p50", 7.25, 5, "ms")) == "- p50: 7.2 ms (at most 5.0 ms: MISSED)"


def test_latencies_are_kept_as_quantiles():
    figures = Latency("one", 1, appended=[1.0, 2.0], read=[3.0, 4.0], missing=0).figures()
    assert figures["read_p50_ms"] == 3.0 and figures["appended_p99.9_ms"] == 2.0


def test_topics_are_drawn_so_that_matches_come_evenly():
    assert draw([5, 1, 0, 1, 0, 2, 1], sample=4, wanted=3, alerts_per_article=0.5) == [2, 3, 4]
    assert draw([5, 5, 5], sample=4, wanted=3, alerts_per_article=0.5) is None


def test_what_was_drawn_is_tried_on_other_articles():
    by, on = [0, 1, 0, 1], [3, 1, 0, 2]
    assert draw(by, sample=2, wanted=2, alerts_per_article=0.5) == [0, 1]
    assert draw_tried(by, on, sample=2, wanted=2, alerts_per_article=0.5) == [0, 2]
