#!/usr/bin/env python3
"""Newswatch's topics engine beside Lucene Monitor: the same articles and queries, one after the other on one core.

Prints a table, and fails when the two find different matches. Articles a second are of the thread's own CPU time, words
split in both, the words that matched shown by Newswatch alone. Data and results are kept below build/bench.
"""

import argparse
import json
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
DATA = BUILD / "data"
# Lucene's heap as its own runs needed it, with room for the collector.
HEAPS = {10_000: "2g", 100_000: "4g", 1_000_000: "8g"}


def generated(what, count):
    file = DATA / f"{what}-{count}.ndjson"
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        with part.open("wb") as out:
            subprocess.run([sys.executable, ROOT / "bench" / "generate.py", what, str(count)], stdout=out, check=True)
        part.rename(file)
    return file


def on_one_core(command):
    done = subprocess.run(["taskset", "-c", "0", *map(str, command)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def compare(articles, count):
    queries = generated("queries", count)
    ours, theirs = DATA / f"newswatch-{count}.txt", DATA / f"lucene-{count}.txt"
    newswatch = on_one_core([BUILD / "bench" / "topics_bench", articles, queries, ours])
    classes = ROOT / "build" / "lucene-monitor"
    lucene = on_one_core(["java", f"-Xmx{HEAPS.get(count, '8g')}", "-cp", f"{classes}/classes:{classes}/dependency/*",
                          "newswatch.lucene.LuceneMonitorBench", articles, queries, theirs])
    different = sum(one != other for one, other in zip(ours.open(), theirs.open()))
    return newswatch, lucene, different


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return f"{model}, Linux {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--queries", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args()
    articles = generated("articles", options.articles)
    print(machine())
    print(f"{options.articles} articles\n")
    print("| queries | matches an article | Newswatch, articles/s | with words | Lucene Monitor, articles/s | ratio "
          "| ratio with words | load, s | peak memory, MB | different |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    failed = False
    for count in options.queries:
        ours, theirs, different = compare(articles, count)
        failed = failed or different > 0
        rate, with_words, peer = (ours["articles_per_second"], ours["articles_per_second_with_spans"],
                                  theirs["articles_per_second"])
        print(f"| {count:,} | {ours['matches_per_article']:.1f} | {rate:,.0f} | {with_words:,.0f} | {peer:,.0f} "
              f"| {rate / peer:.0f} | {with_words / peer:.0f} "
              f"| {ours['load_seconds']:.2f} / {theirs['load_wall_seconds']:.1f} "
              f"| {ours['peak_bytes'] / 1e6:.0f} / {theirs['peak_bytes'] / 1e6:.0f} | {different} |", flush=True)
        decode, analyse = ours["decode_microseconds"], ours["analyse_microseconds"]
        print(f"decoding {decode:.1f} µs, words {analyse:.1f} µs an article ({analyse / decode:.1f} times)",
              file=sys.stderr)
        print(theirs["engine"], f"heap {theirs['max_heap_bytes'] / 1e9:.0f} GB", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
