#!/usr/bin/env python3
"""Newswatch's topics engine beside Lucene Monitor: the same articles and queries, one after the other on one core.

Prints a table, and fails when the two find different matches. Articles a second are of the thread's own CPU time, words
split in both, the words that matched shown by Newswatch alone. Data and results are kept below build/bench.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
DATA = BUILD / "data"
# Lucene's heap as its own runs needed it, with room for the collector.
HEAPS = {10_000: "2g", 100_000: "4g", 1_000_000: "8g"}
# How many times as fast as Lucene Monitor the engine must be, by queries.
RATIOS = {10_000: 30, 100_000: 150, 1_000_000: 500}


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


def within(figure, bound, unit="", at_least=False):
    met = figure >= bound if at_least else figure <= bound
    return f"{figure:,.1f}{unit} (bound: {'at least' if at_least else 'at most'} {bound:,.1f}{unit}, " \
           f"{'met' if met else 'MISSED'})"


def show_bounds(count, ours, theirs):
    """What the engine must reach, beside what it reached here."""
    if count in RATIOS:
        ratio = ours["articles_per_second_with_spans"] / theirs["articles_per_second"]
        print(f"- {count:,} queries, with the words that matched: " + within(ratio, RATIOS[count], " times", True))
        memory = ours["peak_bytes"] / theirs["peak_bytes"]
        print(f"- {count:,} queries, peak memory: " + within(100 * memory, 10, " %"))
    if count == 1_000_000:
        print("- loading them: " + within(ours["load_seconds"], 5, " s"))


def show_words(articles, ours):
    """What splitting an article into words takes beside decoding it, with the best vectors and without AVX-512."""
    older = on_one_core([BUILD / "bench" / "topics_bench", "--avx2", articles])
    has_avx512 = "avx512bw" in Path("/proc/cpuinfo").read_text()
    for name, figures, bound in (("AVX-512" if has_avx512 else "this machine's vectors", ours, 2), ("AVX2", older, 4)):
        decode, analyse = figures["decode_microseconds"], figures["analyse_microseconds"]
        print(f"- words with {name}, {analyse:.1f} µs an article beside {decode:.1f} µs of decoding: "
              + within(analyse / decode, bound, " times"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--queries", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args()
    articles = generated("articles", options.articles)
    print(f"{machine()}, load average {os.getloadavg()[0]:.1f}")
    print(f"{options.articles} articles\n")
    print("| queries | matches an article | Newswatch, articles/s | with words | Lucene Monitor, articles/s | ratio "
          "| ratio with words | load, s | peak memory, MB | different |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    results = {}
    for count in options.queries:
        ours, theirs, different = compare(articles, count)
        results[count] = ours, theirs, different
        rate, with_words, peer = (ours["articles_per_second"], ours["articles_per_second_with_spans"],
                                  theirs["articles_per_second"])
        print(f"| {count:,} | {ours['matches_per_article']:.1f} | {rate:,.0f} | {with_words:,.0f} | {peer:,.0f} "
              f"| {rate / peer:.0f} | {with_words / peer:.0f} "
              f"| {ours['load_seconds']:.2f} / {theirs['load_wall_seconds']:.1f} "
              f"| {ours['peak_bytes'] / 1e6:.0f} / {theirs['peak_bytes'] / 1e6:.0f} | {different} |", flush=True)
        print(theirs["engine"], f"heap {theirs['max_heap_bytes'] / 1e9:.0f} GB", file=sys.stderr)
    print()
    for count, (ours, theirs, _) in results.items():
        show_bounds(count, ours, theirs)
    show_words(articles, results[options.queries[0]][0])
    return 1 if any(different for _, _, different in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
