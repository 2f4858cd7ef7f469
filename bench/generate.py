#!/usr/bin/env python3
"""Makes articles and standing queries for benchmarks and for the comparison with Lucene Monitor.

The same seed gives the same bytes. Words are made of syllables and drawn by Zipf's law with the constants of English
news; queries take their words from articles, so that they match as real ones do: 30 % phrases, 30 % AND, 20 % OR,
10 % NEAR/5, 10 % (A OR B) AND (C OR D) AND NOT E, as in a desk's collection.

    generate.py articles COUNT > articles.ndjson
    generate.py queries COUNT > queries.ndjson

A query is {"query": in Newswatch's language, "tree": the same for a peer}, as in query_trees.py.
"""

import argparse
import bisect
import itertools
import json
import random
import sys

from query_trees import query_text

VOCABULARY = 64_000
WORDS_PER_ARTICLE = (250, 700)
POOL = 4_000  # articles that queries take their words from
ONSETS = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "tr", "pl", "gr", "sh"]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
CODAS = ["", "", "", "n", "r", "s", "l", "nd", "st", "ck"]


def vocabulary():
    """Words of three letters or more, frequent ones short, as in English."""
    chance = random.Random(1)
    words, seen = [], set()
    while len(words) < VOCABULARY:
        syllables = 1 if len(words) < 1_000 else 2 if len(words) < 20_000 else 3
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(syllables))
        if len(word) >= 3 and word not in seen:
            seen.add(word)
            words.append(word)
    return words


class Articles:
    """An endless row of articles; each is a list of ranks of words."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        # Zipf and Mandelbrot: the share of the word of rank r falls as 1 / (r + 2.7).
        self.shares = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(1, VOCABULARY + 1)))

    def word(self):
        return bisect.bisect_left(self.shares, self.chance.random() * self.shares[-1])

    def next(self):
        """Words come in bursts: a third of them are repeated from the article's own."""
        words = []
        for _ in range(self.chance.randint(*WORDS_PER_ARTICLE)):
            words.append(self.chance.choice(words) if words and self.chance.random() < 0.3 else self.word())
        return words


def text_of(ranks, words, chance):
    """Sentences of some twenty words, with commas and capitals."""
    sentences = []
    for begin in range(0, len(ranks), 20):
        sentence = [words[rank] for rank in ranks[begin:begin + 20]]
        sentence[0] = sentence[0].capitalize()
        if len(sentence) > 9:
            sentence[8] += ","
        if chance.random() < 0.3:
            sentence[-1] = sentence[-1].capitalize()
        sentences.append(" ".join(sentence) + ".")
    return " ".join(sentences)


def write_articles(count, seed):
    words, articles = vocabulary(), Articles(seed)
    for number in range(count):
        ranks = articles.next()
        article = {
            "id": f"article-{number}",
            "url": f"https://news.example/{number}",
            "title": text_of(ranks[:8], words, articles.chance),
            "body": text_of(ranks[8:], words, articles.chance),
            "published_at": "2026-03-01T08:00:00Z",
            "source": "Example Wire",
            "lang": "en",
        }
        sys.stdout.write(json.dumps(article) + "\n")


class Queries:
    def __init__(self, seed):
        self.words = vocabulary()
        articles = Articles(seed)
        self.pool = [articles.next() for _ in range(POOL)]
        self.chance = random.Random(seed + 1)

    def rare(self, ranks, least):
        """A word of an article that is not among the most frequent."""
        for _ in range(50):
            rank = self.chance.choice(ranks)
            if rank >= least:
                return rank
        return least + self.chance.randrange(1_000)

    def near(self, ranks, reach, least):
        while True:
            at = self.chance.randrange(len(ranks) - reach)
            other = at + self.chance.randint(1, reach)
            if max(ranks[at], ranks[other]) >= least and ranks[at] != ranks[other]:
                return ranks[at], ranks[other]

    def term(self, rank):
        return self.words[rank]

    def next(self):
        ranks = self.chance.choice(self.pool)
        kind = self.chance.random()
        if kind < 0.3:
            return ["phrase", *(self.term(rank) for rank in self.near(ranks, 1, 300))]
        if kind < 0.6:
            return ["and", self.term(self.rare(ranks, 300)), self.term(self.rare(ranks, 2_000))]
        if kind < 0.8:
            return ["or", *(self.term(self.rare(ranks, 6_000)) for _ in range(2))]
        if kind < 0.9:
            return ["near", 5, *(self.term(rank) for rank in self.near(ranks, 5, 300))]
        a, b, c, d, e = (self.term(self.rare(ranks, 1_000)) for _ in range(5))
        return ["and", ["or", a, b], ["or", c, d], ["not", e]]


def write_queries(count, seed):
    queries = Queries(seed)
    for _ in range(count):
        tree = queries.next()
        sys.stdout.write(json.dumps({"query": query_text(tree), "tree": tree}) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["articles", "queries"])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    (write_articles if options.what == "articles" else write_queries)(options.count, options.seed)


if __name__ == "__main__":
    main()
