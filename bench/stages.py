"""Runs build/bench/bench/stages_bench: what each stage of the work on an article costs."""

import json
import subprocess
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent.parent / "build" / "bench" / "bench" / "stages_bench"


def stages(rules, articles):
    """Google Benchmark's figures by the name of the stage, times in nanoseconds an article."""
    output = subprocess.check_output([PROGRAM, rules, articles, "--benchmark_format=json"])
    return {name_of(figure): figure for figure in json.loads(output)["benchmarks"]}


def name_of(figure):
    """`decode` of `decode/iterations:6000/manual_time`, and how many threads where they are several."""
    stage = figure["name"].split("/")[0]
    return stage if figure["threads"] == 1 else f"{stage}, {figure['threads']} threads"
