"""What bench/end_to_end.py measures, as numbers and as Markdown."""

import math
from dataclasses import asdict, dataclass


SHARES = (0.5, 0.99, 0.999)


def quantile(values, share):
    """The least of the sorted values that `share` of them do not exceed."""
    return values[max(0, min(len(values), math.ceil(share * len(values))) - 1)] if values else math.nan


def ratio(one, other):
    return one / other if other else math.nan


@dataclass
class Throughput:
    """Of one contender, from when its warm-up was over until the backlog was done."""
    name: str
    hops: int
    articles: int
    alerts: int  # Of all articles, those of the warm-up too.
    seconds: float
    cpu_seconds: float
    broker_cpu_seconds: float
    peak_mb: float

    @property
    def articles_per_second(self):
        return ratio(self.articles, self.seconds)

    @property
    def cpu_per_million(self):
        return ratio(1e6 * self.cpu_seconds, self.articles)

    @property
    def broker_cpu_per_million(self):
        return ratio(1e6 * self.broker_cpu_seconds, self.articles)

    def figures(self):
        return {**asdict(self), "articles_per_second": self.articles_per_second, "cpu_per_million": self.cpu_per_million,
                "broker_cpu_per_million": self.broker_cpu_per_million}


@dataclass
class Latency:
    """Of one contender, in ms from when the article was due, sorted: until its alert was in the topic, and until a reader of
    committed records had it."""
    name: str
    hops: int
    appended: list
    read: list
    missing: int

    def figures(self):
        return {"name": self.name, "hops": self.hops, "alerts": len(self.read), "missing": self.missing,
                **{f"{what}_p{100 * share:g}_ms": quantile(times, share)
                   for what, times in (("read", self.read), ("appended", self.appended)) for share in SHARES}}


def table(heads, rows):
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)


def throughput_table(measured):
    return table(
        ["", "hops", "articles/s", "CPU s per million articles", "of the broker", "peak memory, MB", "articles measured"],
        [[one.name, one.hops, f"{one.articles_per_second:,.0f}", f"{one.cpu_per_million:,.1f}",
          f"{one.broker_cpu_per_million:,.1f}", f"{one.peak_mb:,.0f}", f"{one.articles:,}"] for one in measured])


def latency_table(measured):
    heads = [f"p{100 * share:g}, ms" for share in SHARES]
    rows = []
    for one in measured:
        cells = [f"{quantile(times, share):,.1f}" for times in (one.read, one.appended) for share in SHARES]
        rows.append([one.name, one.hops, *cells, len(one.read), one.missing])
    return table(["", "hops", *(f"read: {head}" for head in heads), *(f"in the topic: {head}" for head in heads), "alerts",
                  "missing"], rows)


@dataclass
class Target:
    """What must be reached: at least `bound`, or at most."""
    what: str
    value: float
    bound: float
    unit: str
    at_least: bool = False

    @property
    def met(self):
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self):
        bound = f"{'at least' if self.at_least else 'at most'} {self.bound:,.1f} {self.unit}"
        return f"- {self.what}: {self.value:,.1f} {self.unit} ({bound}: {'met' if self.met else 'MISSED'})"


def throughput_targets(ours, theirs):
    hops = f"over {ours.hops} {'hop' if ours.hops == 1 else 'hops'}"
    return [
        Target(f"articles a second, of {theirs.name}'s, {hops}",
               ratio(ours.articles_per_second, theirs.articles_per_second), 20, "times", at_least=True),
        Target(f"CPU an article, of {theirs.name}'s, {hops}",
               100 * ratio(ours.cpu_per_million, theirs.cpu_per_million), 5, "%"),
        Target(f"peak memory, of {theirs.name}'s, {hops}", 100 * ratio(ours.peak_mb, theirs.peak_mb), 25, "%"),
    ]


def latency_targets(exactly_once, at_least_once, theirs):
    targets = [Target(f"{name} exactly once, where {theirs.name} has {quantile(theirs.read, share):,.1f} ms",
                      quantile(exactly_once.read, share), quantile(theirs.read, share), "ms")
               for name, share in (("p50", 0.5), ("p99", 0.99))]
    return targets + [Target("p50 at least once", quantile(at_least_once.read, 0.5), 5, "ms"),
                      Target("p99 at least once", quantile(at_least_once.read, 0.99), 25, "ms")]
