"""What bench/end_to_end.py measures, as a picture for docs/performance.md."""

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "newswatch"  # The same figures give the same bytes.

from matplotlib import pyplot  # noqa: E402

OURS, THEIRS = "#1f60c4", "#9aa5b1"
THROUGHPUT = (("articles_per_second", "articles a second, more is better"),
              ("cpu_per_million", "seconds of a processor for a million articles, less is better"),
              ("peak_mb", "peak memory in MB, less is better"))
SHARES = (("read_p50_ms", "o"), ("read_p99_ms", "s"), ("read_p99.9_ms", "D"))


def _label(row):
    return f"{row['name']}, {row['hops']} hop{'s' if row['hops'] > 1 else ''}"


def _colour(row):
    return OURS if row["name"].startswith("Newswatch") else THEIRS


def _prepare(axes, rows, title):
    axes.set_yticks(range(len(rows)), [_label(row) for row in rows])
    axes.invert_yaxis()
    axes.set_title(title, loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)


def _draw_bars(axes, rows, name, title):
    bars = axes.barh(range(len(rows)), [row[name] for row in rows], color=[_colour(row) for row in rows])
    axes.bar_label(bars, labels=[f"{row[name]:,.0f}" for row in rows], padding=3, fontsize=8)
    _prepare(axes, rows, title)


def _draw_latencies(axes, rows):
    """One line a contender, from the median to the slowest of a thousand; 1, 10, 100 ms at equal distances."""
    for place, row in enumerate(rows):
        axes.plot([row[name] for name, _ in SHARES], [place] * len(SHARES), color=_colour(row), linewidth=2, zorder=1)
        for name, marker in SHARES:
            axes.scatter(row[name], place, color=_colour(row), marker=marker, zorder=2)
    for name, marker in SHARES:
        axes.scatter([], [], color="black", marker=marker, label=name.split("_")[1])
    axes.set_xscale("log")
    axes.legend(loc="upper right", fontsize=8, frameon=False, ncols=len(SHARES), bbox_to_anchor=(1, 1.2))
    _prepare(axes, rows, "ms from article due to alert read, less is better")


def draw(figures, file):
    """Writes an SVG. `figures`: as `--json` writes them; what was not measured is left out."""
    throughput, latency = figures["throughput"], figures["latency"]
    heights = [len(throughput)] * len(THROUGHPUT) * bool(throughput) + [len(latency)] * bool(latency)
    drawing, panels = pyplot.subplots(len(heights), 1, figsize=(10, 0.36 * sum(heights) + 0.7 * len(heights)),
                                      gridspec_kw={"height_ratios": heights}, layout="constrained", squeeze=False)
    panels = list(panels[:, 0])
    if throughput:
        for name, title in THROUGHPUT:
            _draw_bars(panels.pop(0), throughput, name, title)
    if latency:
        _draw_latencies(panels.pop(0), latency)
    drawing.savefig(file, format="svg", metadata={"Date": None})
    pyplot.close(drawing)
