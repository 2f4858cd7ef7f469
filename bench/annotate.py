#!/usr/bin/env python3
"""What mentions, quotations and stances cost on ordinary articles, beside 10,000 topics.

Articles are those of evaluation/ in English, joined and cut to the length of news (2.6 kB); topics take their words from
them. Officials are those of deploy/rules. Prints the time of each stage an article, and articles a second on two cores,
each beside its bound.

usage: annotate.py [--articles COUNT] [--topics COUNT]
"""

import argparse
import json
import random
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "evaluation"))

from evaluate import read_gold  # noqa: E402
from stages import stages  # noqa: E402

BYTES = 2_700
DETECTORS_AT_MOST = 30  # microseconds of mentions, quotations and stances
THREADS = 2
ARTICLES_AT_LEAST = 20_000  # a second, on so many cores


def articles(count, chance):
    golds = [read_gold(path) for path in sorted((ROOT / "evaluation/articles").glob("*/*.xml"))]
    events = [gold.event for gold in golds if gold.event["lang"] == "en" and gold.event.get("body")]
    for number in range(count):
        one, other = chance.sample(events, 2)
        body = (one["body"] + "\n\n" + other["body"])[:BYTES].rsplit(" ", 1)[0]
        yield {**one, "id": str(number), "body": body}


def topics(count, events, chance):
    """Pairs of rarer words that stand near each other in some article."""
    for number in range(count):
        words = re.findall(r"[a-z]{5,}", chance.choice(events)["body"].lower())
        at = chance.randrange(len(words) - 3)
        one, other = words[at], words[at + chance.randint(1, 3)]
        yield f"  - {{id: bench-{number}, name: Bench, alert: false, query: '{one} NEAR/5 {other}'}}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--topics", type=int, default=10_000)
    arguments = parser.parse_args()
    chance = random.Random(1)
    events = list(articles(arguments.articles, chance))
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules"
        rules.mkdir()
        (rules / "officials").symlink_to(ROOT / "deploy/rules/officials")
        (rules / "topics.yaml").write_text("topics:\n" + "".join(topics(arguments.topics, events, chance)))
        file = Path(folder) / "articles.ndjson"
        file.write_text("".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events))
        figures = stages(rules, file)
    two = figures.pop(f"annotate, {THREADS} threads")
    for stage, figure in figures.items():
        print(f"{stage:12}{figure['real_time'] / 1e3:8.1f} µs")
    detectors = sum(figures[stage]["real_time"] for stage in ("officials", "quotes", "stance")) / 1e3
    print(f"mentions, quotations and stances: {detectors:.1f} µs an article (at most {DETECTORS_AT_MOST})")
    print(f"annotated: {two['items_per_second']:.0f} articles a second on {THREADS} cores (at least {ARTICLES_AT_LEAST})")


if __name__ == "__main__":
    main()
