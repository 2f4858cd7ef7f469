"""Draws topics for bench/end_to_end.py from many generated ones, so that an article raises as many alerts as wanted."""

import itertools
import json
import subprocess
from collections import Counter

from article_mix import SOURCES
from topics import BUILD, DATA, generated

POOL_PER_TOPIC = 4  # Generated topics to choose from; most are met far more often than real ones.
SAMPLE = 10_000  # Articles to draw by, and as many others to try what was drawn.
TRIES = 5


def draw(matches_by_query, sample, wanted, alerts_per_article):
    """The numbers of `wanted` queries, in order.

    Takes queries as they come, but none that would lead ahead of the share of all matches that is due by then. `None` when
    there are too few such queries.
    """
    due = alerts_per_article * sample / wanted
    drawn, matches = [], 0
    for number, found in enumerate(matches_by_query):
        if matches + found <= due * (len(drawn) + 1):
            drawn.append(number)
            matches += found
        if len(drawn) == wanted:
            return drawn
    return None


def draw_tried(by, on, sample, wanted, alerts_per_article):
    """As `draw` by the matches of one sample, so that articles of another one raise as many alerts.

    A query is taken because it was met seldom, and is met more often elsewhere: less has to be asked for than is wanted.
    """
    asked, numbers = alerts_per_article, None
    for _ in range(TRIES):
        numbers = draw(by, sample, wanted, asked)
        if numbers is None:
            return None
        raised = sum(on[number] for number in numbers) / sample
        asked *= alerts_per_article / max(raised, 1 / sample)
    return numbers


def count_matches(articles, queries):
    """By query, how many of the first `SAMPLE` articles meet it, and how many of the others."""
    found = DATA / "draw-matches.txt"
    subprocess.run([BUILD / "bench" / "topics_bench", articles, queries, found], stdout=subprocess.DEVNULL, check=True)
    halves = Counter(), Counter()
    for article, line in enumerate(found.open()):
        halves[article // SAMPLE].update(map(int, line.split()))
    pool = sum(1 for _ in queries.open())
    return [[half[number] for number in range(pool)] for half in halves]


def drawn_topics(mix, wanted, alerts_per_article):
    """A list of {"id", "name", "severity", "query", "tree"}; an article of the mix meets `alerts_per_article` of them."""
    articles = DATA / "mixed.ndjson"
    pool = generated("queries", POOL_PER_TOPIC * wanted)
    # The others are spread over another turn of the mix, so that half of their halves are new.
    numbers = itertools.chain(range(SAMPLE), range(SOURCES, SOURCES + 2 * SAMPLE, 2))
    articles.write_bytes(b"".join(mix.article(number) + b"\n" for number in numbers))
    numbers = draw_tried(*count_matches(articles, pool), SAMPLE, wanted, alerts_per_article)
    if numbers is None:
        raise SystemExit(f"{POOL_PER_TOPIC * wanted} generated queries are too few to draw {wanted} that raise "
                         f"{alerts_per_article} alerts an article: ask for more alerts, or raise POOL_PER_TOPIC")
    queries = [json.loads(line) for line in pool.open()]
    return [{"id": f"topic-{number}", "name": f"Topic {number}", "severity": "medium", **queries[number]}
            for number in numbers]
