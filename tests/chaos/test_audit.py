"""The auditor itself: what it finds among alerts that are told to it."""

import json

import pytest

from audit import Findings, audit
from generator import Generated
from kafka_client import Record

PARTITIONS = 2


def article(number: int, *rules: str) -> Generated:
    return Generated({"id": f"a{number}"}, frozenset(rules))


def alert(number: int, rule: str) -> Record:
    return Record(json.dumps({"data": {"article": {"id": f"a{number}"}, "rule": {"id": rule}}}).encode())


# 0, 1, 4 and 5 went to one partition, 2 and 3 to the other.
ARTICLES = [article(0, "x"), article(1, "x"), article(2, "x", "y"), article(3), article(4, "y")]
A0, A1, A2X, A2Y, A4 = (alert(0, "x"), alert(1, "x"), alert(2, "x"), alert(2, "y"), alert(4, "y"))

CASES = {
    "as they came": ([A0, A1, A2X, A2Y, A4], Findings()),
    "in another order of partitions": ([A2X, A0, A1, A4, A2Y], Findings()),
    "lost": ([A0, A2X, A2Y, A4], Findings(lost=[("a1", "x")])),
    "doubled": ([A0, A1, A2X, A2Y, A4, A4], Findings(doubled=[("a4", "y")])),
    "of another rule": ([A0, A1, A2X, A2Y, A4, alert(4, "x")], Findings(unasked=[("a4", "x")])),
    "of no article": ([A0, A1, A2X, A2Y, A4, alert(9, "x")], Findings(unasked=[("a9", "x")])),
    "in disorder": ([A1, A0, A2X, A2Y, A4], Findings(disordered=[("a0", "x")])),
    "read again": ([A0, A1, A0, A1, A2X, A2Y, A4],
                   Findings(doubled=[("a0", "x"), ("a1", "x")], disordered=[("a0", "x")])),
}


def counted(number: int, articles: int) -> Record:
    data = {"article": {"id": f"a{number}"}, "rule": {"id": "x"},
            "story": {"id": "s", "articles": articles}}
    return Record(json.dumps({"data": data}).encode())


@pytest.mark.parametrize("counts,wanted", [([1, 2, 3], []), ([1, 3, 3], [("a1", "x")]),
                                           ([1, 1, 2], [("a1", "x"), ("a2", "x")])])
def test_finds_gaps_and_repeats_in_the_counts_of_a_story(counts, wanted):
    articles = [article(number, "x") for number in range(len(counts))]
    alerts = [counted(number, count) for number, count in enumerate(counts)]
    assert audit(articles, PARTITIONS, alerts) == Findings(miscounted=wanted)


@pytest.mark.parametrize("case", CASES)
def test_finds_what_is_wrong_and_nothing_else(case):
    alerts, wanted = CASES[case]
    assert audit(ARTICLES, PARTITIONS, alerts) == wanted


def test_no_findings_are_false_and_others_are_told():
    assert not Findings()
    told = Findings(lost=[("a2", "x")])
    assert told and "1 lost" in str(told)
