#!/usr/bin/env python3
"""Replay of an archive beside the stages that it is made of, and how it scales.

Articles and topics are those of bench/end_to_end.py: an article raises about half an alert. They are spread over days, 10,000
articles a day. Prints processor time an article of the whole replay beside that of decoding, splitting into words and matching,
each measured alone on the same articles; wall time on one thread and on two; and peak memory beside that of a tenth of the
articles.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from article_mix import ArticleMix
from process import Process
from stages import stages
from topic_draw import drawn_topics
from topics import DATA, ROOT, machine, within

NEWSWATCH = ROOT / "build" / "release" / "newswatch"
A_DAY = 10_000
ALERTS_PER_ARTICLE = 0.5
SAMPLE = 2_000  # articles for the stages alone
STAGES = ("decode", "tokenise", "topics")
TIMES_THE_STAGES = 1.5
TWO_THREADS = 1.8
MORE_MEMORY = 1.3  # of ten times the articles


def archive_of(mix, count):
    """The first so many articles, each some seconds after the one before."""
    file = DATA / f"archive-{count}.ndjson"
    begin = datetime(2026, 3, 1, tzinfo=timezone.utc)
    with file.open("wb") as out:
        for number in range(count):
            when = begin + timedelta(seconds=number * 86_400 / A_DAY)
            out.write(mix.article(number).replace(b"2026-03-01T08:00:00Z", when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()) + b"\n")
    return file


def rules_of(topics):
    folder = DATA / "replay-rules"
    folder.mkdir(exist_ok=True)
    rules = [{key: topic[key] for key in ("id", "name", "severity", "query")} for topic in topics]
    (folder / "rules.yaml").write_text(json.dumps({"topics": rules}))  # JSON is YAML, too
    return folder


def stages_alone(rules, archive):
    """Microseconds of processor time an article."""
    sample = DATA / "sample.ndjson"
    with archive.open() as lines, sample.open("w") as out:
        out.writelines(line for _, line in zip(range(SAMPLE), lines))
    return {stage: figure["real_time"] / 1e3 for stage, figure in stages(rules, sample).items() if stage in STAGES}


class Replay:
    """One run: what it took, and what it came to."""

    def __init__(self, rules, archive, threads):
        command = [NEWSWATCH, "replay", "--rules", rules, "--threads", str(threads), archive]
        begin = time.monotonic()
        self.peak_bytes = 0
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
            process, ended = Process(child.pid), 0
            while not ended:
                self.peak_bytes = max(self.peak_bytes, 1e6 * (process.memory_mb("VmHWM") or 0))
                time.sleep(0.01)
                ended, status, used = os.wait4(child.pid, os.WNOHANG)
            child.returncode = os.waitstatus_to_exitcode(status)
            words = child.stderr.read()
        assert child.returncode == 0, words
        self.wall_seconds = time.monotonic() - begin
        self.cpu_seconds = used.ru_utime + used.ru_stime
        self.articles, self.alerts = map(int, re.search(r"(\d+) articles, (\d+) alerts", words).groups())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=10_000)
    options = parser.parse_args()
    mix = ArticleMix()
    rules = rules_of(drawn_topics(mix, options.queries, ALERTS_PER_ARTICLE))
    whole, tenth = archive_of(mix, options.articles), archive_of(mix, options.articles // 10)
    print(f"{machine()}, load average {os.getloadavg()[0]:.1f}")
    # Rules are loaded once, whatever the archive: what they take is left out.
    (DATA / "nothing.ndjson").write_text("")
    nothing = Replay(rules, DATA / "nothing.ndjson", 1)
    few, one, two = Replay(rules, tenth, 1), Replay(rules, whole, 1), Replay(rules, whole, 2)
    print(f"{one.articles} articles, {options.queries} topics, {one.alerts / one.articles:.2f} alerts an article\n")
    stages = stages_alone(rules, whole)
    for stage, microseconds in stages.items():
        print(f"{stage:12}{microseconds:8.1f} µs an article, alone")
    each = (one.cpu_seconds - nothing.cpu_seconds) / one.articles * 1e6
    print(f"{'replay':12}{each:8.1f} µs an article, one thread")
    print("- beside the stages: " + within(each / sum(stages.values()), TIMES_THE_STAGES, " times"))
    alone, both = (run.wall_seconds - nothing.wall_seconds for run in (one, two))
    print(f"- one thread {one.articles / alone:,.0f} articles/s, two {two.articles / both:,.0f}: "
          + within(alone / both, TWO_THREADS, " times", True))
    print(f"- peak memory of {few.articles} articles {few.peak_bytes / 1e6:.0f} MB, of {one.articles} "
          f"{one.peak_bytes / 1e6:.0f} MB: " + within(one.peak_bytes / few.peak_bytes, MORE_MEMORY, " times"))


if __name__ == "__main__":
    sys.exit(main())
