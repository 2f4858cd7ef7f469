#!/usr/bin/env python3
"""Learns the weights of `correlation/stories/closeness.cpp` from what newswatch-story-features prints.

Usage: newswatch-story-features evaluation/stories/development | learn.py [--folds N]

A logistic regression over candidates: does the article belong to this story? Prints the weights, the decision
log-odds first, and how many articles of parts of the streams that were left out go where a reader put them.
"""

import argparse
import math
import sys
from collections import defaultdict

NAMES = """words names newest all told names_told titles_retold focus_retold core_retold shared lead time
size known_names known_focus stories""".split()
RIDGE = 1.0
STEPS = 30


def read_rows(lines):
    """Yields (stream and article, belongs, features with a leading one)."""
    for line in lines:
        stream, article, belongs, *features = line.split()
        yield (stream, article), int(belongs), [1.0, *map(float, features)]


def solve(matrix, vector):
    """Gaussian elimination with pivots."""
    size = len(vector)
    rows = [[*row, value] for row, value in zip(matrix, vector)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def odds(weights, features):
    return sum(w * x for w, x in zip(weights, features))


def learn(rows):
    """Newton's method on the ridge-penalised likelihood; the constant is not penalised."""
    size = len(rows[0][2])
    weights = [0.0] * size
    for _ in range(STEPS):
        gradient = [RIDGE * w for w in weights]
        gradient[0] = 0.0
        hessian = [[RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
        for _, belongs, features in rows:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds(weights, features)))))
            for i, x in enumerate(features):
                gradient[i] += (p - belongs) * x
                scale = p * (1 - p) * x
                if scale:
                    for j, y in enumerate(features):
                        hessian[i][j] += scale * y
        step = solve(hessian, gradient)
        weights = [w - s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def right_decisions(weights, rows):
    """Counts articles whose best candidate is theirs and above zero, or that rightly join none."""
    articles = defaultdict(list)
    for article, belongs, features in rows:
        articles[article].append((odds(weights, features), belongs))
    right = 0
    for candidates in articles.values():
        best, belongs = max(candidates)
        expected = any(b for _, b in candidates)
        right += (belongs == 1 and best > 0) if expected else best <= 0
    return right, len(articles)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    rows = list(read_rows(sys.stdin))
    streams = sorted({article[0] for article, _, _ in rows})
    right = total = 0
    for left_out in streams[:-1]:  # the last is all of them together
        weights = learn([row for row in rows if row[0][0] not in (left_out, streams[-1])])
        of_stream = right_decisions(weights, [row for row in rows if row[0][0] == left_out])
        right, total = right + of_stream[0], total + of_stream[1]
    print(f"left-out streams: {right} of {total} articles right")
    weights = learn(rows)
    print(f"constant {weights[0]:.3f}")
    for name, weight in zip(NAMES, weights[1:]):
        print(f"{name} {weight:.3f}")


if __name__ == "__main__":
    main()
