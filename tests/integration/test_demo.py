"""The demo, as a newcomer sees it: on its embedded broker, and on a real one that it leaves clean."""

import re

from child import wait_until
from kafka_client import topic_names
from newswatch import run


def assert_tells_its_story(done) -> None:
    seen = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, seen
    for words in ("Fentanyl policy", "Antony Blinken", "/metrics"):
        assert words in seen, f"{words} not in:\n{seen}"
    assert re.search(r"[1-9]\d* alerts", seen), seen


def test_the_demo_shows_alerts_with_nothing_installed():
    assert_tells_its_story(run("demo", seconds=120))


def test_the_demo_leaves_no_topics_on_a_real_kafka(broker):
    before = topic_names(broker.bootstrap)
    assert_tells_its_story(run("demo", "--kafka", broker.bootstrap, seconds=120))
    wait_until("no topic is left", lambda: topic_names(broker.bootstrap) <= before)
