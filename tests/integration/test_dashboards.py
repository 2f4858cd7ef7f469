"""Asks a real Prometheus, which scrapes a daemon at work, what every panel of both dashboards asks."""

import json
import random
from pathlib import Path

import pytest

from child import wait_until
from kafka_client import Record, write
from prometheus_server import PrometheusServer

ROOT = Path(__file__).resolve().parents[2]
BOARDS = sorted((ROOT / "deploy/grafana").glob("*.json"))
VARIABLES = {"$job": ".*", "$instance": ".*", "$__rate_interval": "10s", "$__range": "5m"}


def article(number):
    """Ten copies each of texts that share next to no words; every other text quotes an official."""
    chance = random.Random(number // 10)
    words = ["".join(chance.choice(pair) for pair in ("bdfgk", "aeiou", "lmnrst") * 2) for _ in range(40)]
    said = ' Transport Minister Jane Doe came. "The flood was worse than the last," Doe said.' if number // 10 % 2 else ""
    return {"id": f"a{number}", "title": f"{' '.join(words[:6])} flood".capitalize(),
            "source": {"name": "Times", "domain": "harbour.example"}, "body": " ".join(words) + "." + said}


def panels(board):
    return [panel for panel in json.loads(board.read_text())["panels"] if panel["type"] != "row"]


def expressions(board):
    for panel in panels(board):
        for target in panel["targets"]:
            expression = target["expr"]
            for name, value in VARIABLES.items():
                expression = expression.replace(name, value)
            yield panel["title"], expression


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.stem)
def test_a_board_needs_no_editing(board):
    made = json.loads(board.read_text())
    assert made["uid"] == board.stem
    assert [variable["name"] for variable in made["templating"]["list"]] == ["datasource", "job", "instance"]
    for panel in panels(board):
        assert panel["description"] and panel["fieldConfig"]["defaults"]["unit"], panel["title"]
        assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}, panel["title"]
        letters = [target["refId"] for target in panel["targets"]]
        assert letters and len(set(letters)) == len(letters), panel["title"]
        for link in panel.get("links", []):
            page = link["url"].removeprefix("https://newswatch.example/runbooks/")
            assert (ROOT / f"docs/runbooks/{page}.md").exists(), link["url"]


def test_every_panel_has_data(workspace, tmp_path):
    workspace.write_rules({
        "topics": [{"id": "floods", "name": "Floods", "query": "flood"}],
        "officials": [{"id": "jane-doe", "name": "Jane Doe",
                       "roles": [{"title": "Minister of Transport", "country": "US", "from": "2020-01-01"}]}],
        "statements": [{"id": "doe-on-floods", "name": "Doe on floods", "speaker": "jane-doe", "topic": "floods"}],
    })
    workspace.create_topics(2, feedback=1)
    feedback = f"{workspace.prefix}.feedback"
    verdicts = [{"alert": f"of long ago {number}", "rule": "floods", "verdict": "right" if number else "wrong"}
                for number in range(5)]
    write(workspace.bootstrap, feedback, [Record(json.dumps(one).encode(), one["alert"].encode()) for one in verdicts])
    daemon = workspace.daemon(metrics={"sources": ["harbour.example"]}, feedback={"topic": feedback}).wait_ready()
    prometheus = PrometheusServer(tmp_path / "prometheus", {"newswatch": {"one": daemon.port}})
    prometheus.wait_for("newswatch_ready", 1)
    fed = 0

    def feed_and_look():
        nonlocal fed
        # What has just begun shows as a rate once it has grown.
        workspace.feed([*map(article, range(fed, fed + 100)), {"id": 1}])
        fed += 100
        empty = [f"{board.stem}: {title}: {expression}" for board in BOARDS for title, expression in expressions(board)
                 if not prometheus.query(expression)]
        assert empty == []
        return True

    wait_until("every panel has data", feed_and_look, 90, every=1)
    ((precision),) = [one["value"] for one in prometheus.query('newswatch_rule_precision{rule="floods"}')]
    assert precision == 0.8
    assert prometheus.query('newswatch_articles_by_source_total{source="harbour.example"}')
    assert daemon.terminate() == 0
