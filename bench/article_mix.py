"""As many different articles as wanted, made of some thousand generated ones, and their way into Kafka.

Article `n` has the title and the first half of one and the second half of another; each pair occurs once. Making one takes
microseconds, so that no contender of bench/end_to_end.py waits for articles.
"""

import itertools
import json
import time

from confluent_kafka import Producer

from generate import POOL
from topics import generated

SOURCES = 20_000
_STEP, _TURN = 7_919, 104_729  # Primes: the second halves come in another order each time round.


class ArticleMix:
    def __init__(self):
        self._heads, self._tails = [], []
        # The first articles come of the same random numbers as those that the queries take their words from, and meet far
        # more of them than the rest.
        for line in itertools.islice(generated("articles", POOL + SOURCES).open(), POOL, None):
            article = json.loads(line)
            sentences = article.pop("body").split(". ")
            middle = len(sentences) // 2
            head, tail = (". ".join(part) for part in (sentences[:middle], sentences[middle:]))
            self._heads.append(f'"title": {json.dumps(article["title"])}, "body": {json.dumps(head + ".")[:-1]} '.encode())
            others = {key: article[key] for key in ("published_at", "source", "lang")}
            self._tails.append(f"{json.dumps(tail)[1:]}, {json.dumps(others)[1:]}".encode())

    def article(self, number):
        """One record: UTF-8 of a JSON object."""
        turn, place = divmod(number, SOURCES)
        head, tail = self._heads[place], self._tails[(place * _STEP + turn * _TURN) % SOURCES]
        return b'{"id": "%d", "url": "https://news.example/%d", %b%b' % (number, number, head, tail)


class ArticleWriter:
    """Writes numbered articles of a mix to one topic, round and round its partitions."""

    def __init__(self, bootstrap, topic, partitions, properties):
        self._topic, self._partitions, self._refused = topic, partitions, []
        self._mix = ArticleMix()
        self._producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", "enable.idempotence": True,
                                   "queue.buffering.max.kbytes": 262_144, **properties})

    def write(self, number):
        while True:
            try:
                self._producer.produce(self._topic, self._mix.article(number), partition=number % self._partitions,
                                       on_delivery=self._on_delivery)
                return
            except BufferError:
                self._producer.poll(0.1)

    def poll(self):
        self._producer.poll(0)

    def finish(self):
        left = self._producer.flush(120)
        assert not left and not self._refused, f"{left} articles not written to {self._topic}, refused: {self._refused[:3]}"

    def _on_delivery(self, error, _):
        if error:
            self._refused.append(str(error))


def write_backlog(bootstrap, topic, partitions, count):
    writer = ArticleWriter(bootstrap, topic, partitions, {"linger.ms": 20, "batch.num.messages": 1_000})
    for number in range(count):
        writer.write(number)
        if number % 100 == 0:
            writer.poll()
    writer.finish()


def write_at_rate(bootstrap, topic, partitions, rate, count, start):
    """Article `n` is due `n / rate` seconds after `start`, however long the earlier ones took. A process of its own, which
    sets `start` once it has its articles."""
    writer = ArticleWriter(bootstrap, topic, partitions, {"linger.ms": 0})
    start.value = time.time()
    for number in range(count):
        time.sleep(max(0.0, start.value + number / rate - time.time()))
        writer.write(number)
        writer.poll()
    writer.finish()
