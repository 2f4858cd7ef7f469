#!/usr/bin/env python3
"""Scores `newswatch annotate` on the articles of this folder: precision, recall and F1.

Usage: evaluate.py [--binary PATH] [--set NAME ...] [--errors KIND] [--minimum FILE]

A speaker is right when the words found overlap those marked, a name when it is that of the gold. Quoted
segments of fewer than three words are left out. README.md tells of the marks.
"""

import argparse
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
FEWEST_WORDS = 3


@dataclass
class Span:
    """A stretch of a field, in bytes of UTF-8."""

    field: str
    begin: int
    end: int
    text: str
    attributes: dict

    def overlaps(self, other) -> bool:
        return self.field == other.field and self.begin < other.end and other.begin < self.end

    def same_words(self, other) -> bool:
        return self.field == other.field and words(self.text) == words(other.text) and self.overlaps(other)


@dataclass
class Gold:
    """One article, and what is marked in it."""

    id: str
    set: str
    event: dict
    quotations: list = field(default_factory=list)
    speakers: dict = field(default_factory=dict)
    mentions: list = field(default_factory=list)


def words(text: str) -> list:
    return re.findall(r"\w+", text.lower())


class FieldReader:
    """Collects the text of one field and the spans marked in it."""

    def __init__(self, name: str, gold: Gold):
        self.name, self.gold, self.text = name, gold, ""

    def size(self) -> int:
        return len(self.text.encode())

    def add(self, text: str | None) -> None:
        text = re.sub(r"\s+", " ", text or "")
        if not self.text or self.text[-1] in " \n":
            text = text.lstrip(" ")
        self.text += text

    def read(self, element) -> None:
        self.add(element.text)
        for child in element:
            begin = self.size()
            self.read(child)
            if child.tag in ("q", "s", "m"):
                self.mark(child, begin)
            self.add(child.tail)

    def mark(self, element, begin: int) -> None:
        raw = self.text.encode()[begin:].decode()
        text = raw.strip()
        begin += len(raw.encode()) - len(raw.lstrip().encode())
        span = Span(self.name, begin, begin + len(text.encode()), text, dict(element.attrib))
        if element.tag == "q":
            self.gold.quotations.append(span)
        elif element.tag == "s":
            self.gold.speakers[element.get("id")] = span
        else:
            self.gold.mentions.append(span)


def read_gold(path: Path) -> Gold:
    root = ElementTree.parse(path).getroot()
    gold = Gold(root.get("id"), path.parent.name, {"id": root.get("id")})
    title, body = root.find("title"), root.find("body")
    if title is not None:
        reader = FieldReader("title", gold)
        reader.read(title)
        gold.event["title"] = reader.text.rstrip()
    if body is not None:
        reader = FieldReader("body", gold)
        for paragraph in body:
            if reader.text:
                reader.text = reader.text.rstrip() + ("\n" if root.get("breaks") == "1" else "\n\n")
            reader.read(paragraph)
        gold.event["body"] = reader.text.rstrip()
    gold.event["lang"] = root.get("lang", "en")
    gold.event["published_at"] = root.get("published") + "T12:00:00Z"
    source = {"name": root.get("source"), "country": root.get("country")}
    gold.event["source"] = {key: value for key, value in source.items() if value}
    return gold


def annotate(binary: str, articles: list) -> dict:
    lines = "".join(json.dumps(gold.event, ensure_ascii=False) + "\n" for gold in articles)
    command = [binary, "annotate", "--rules", str(FOLDER / "officials.yaml"), "-"]
    result = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed with {result.returncode}:\n{result.stderr}")
    annotations = [json.loads(line) for line in result.stdout.splitlines()]
    return {annotation["article"]["id"]: annotation for annotation in annotations}


class Scores:
    """Counts by measure: right, found, and expected."""

    def __init__(self):
        self.right, self.found, self.expected = Counter(), Counter(), Counter()
        self.errors = defaultdict(list)

    def add(self, measure: str, right=0, found=0, expected=0) -> None:
        self.right[measure] += right
        self.found[measure] += found
        self.expected[measure] += expected

    def error(self, kind: str, gold: Gold, message: str) -> None:
        self.errors[kind].append(f"{gold.id}: {message}")

    def of(self, measure: str) -> tuple:
        precision = self.right[measure] / self.found[measure] if self.found[measure] else 0
        recall = self.right[measure] / self.expected[measure] if self.expected[measure] else 0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0


def span_of(entry: dict) -> Span:
    return Span(entry["field"], entry["begin"], entry["end"], entry["text"], entry)


def best_match(span: Span, candidates: list) -> Span | None:
    overlapping = [c for c in candidates if c.overlaps(span)]
    return max(
        overlapping,
        key=lambda c: min(c.end, span.end) - max(c.begin, span.begin),
        default=None,
    )


def is_indirect(span: Span) -> bool:
    return span.attributes["kind"] == "indirect"


def is_right_speaker(gold: Gold, expected: Span, found: dict | None) -> bool:
    speaker = gold.speakers.get(expected.attributes.get("by"))
    if speaker is None or not found or "begin" not in found:
        return speaker is None and not found
    words_found = Span(found["field"], found["begin"], found["end"], "", {})
    return speaker.overlaps(words_found)


def score_quoted(gold: Gold, found: list, scores: Scores) -> None:
    expected = [q for q in gold.quotations if not is_indirect(q)]
    quoted = [q for q in found if not is_indirect(q)]
    for quotation in quoted:
        if len(words(quotation.text)) < FEWEST_WORDS:
            continue
        match = best_match(quotation, expected)
        speaker = quotation.attributes.get("speaker")
        rule = quotation.attributes.get("rule", "none")
        is_span = match is not None and quotation.same_words(match)
        scores.add("quotation spans", right=is_span, found=1)
        if not is_span:
            scores.error("spans", gold, f"not marked: {quotation.text!r} ({rule})")
        if speaker is None:
            continue
        right = match is not None and is_right_speaker(gold, match, speaker)
        scores.add("speakers", right=right, found=1)
        scores.add(f"  by {rule}", right=right, found=1)
        if not right:
            wanted = gold.speakers.get(match.attributes.get("by")) if match else None
            scores.error(
                "speakers",
                gold,
                f"{rule}: {quotation.text[:70]!r} by {speaker['name']!r}"
                f" instead of {wanted.text if wanted else None!r}",
            )
    for quotation in expected:
        if len(words(quotation.text)) < FEWEST_WORDS:
            continue
        match = best_match(quotation, quoted)
        scores.add("quotation spans", expected=1)
        scores.add("speakers", expected=1)
        if match is None:
            scores.error("missed", gold, f"{quotation.text!r}")
        elif not match.attributes.get("speaker"):
            scores.error("missed", gold, f"no speaker: {quotation.text!r}")


def score_names(gold: Gold, found: list, scores: Scores) -> None:
    expected = [q for q in gold.quotations if not is_indirect(q) and len(words(q.text)) >= FEWEST_WORDS]
    quoted = [q for q in found if not is_indirect(q)]
    for quotation in expected:
        name = quotation.attributes.get("name")
        if not name:
            continue
        match = best_match(quotation, quoted)
        speaker = match.attributes.get("speaker") if match else None
        right = speaker is not None and same_name(speaker["name"], name)
        scores.add("names", right=right, found=speaker is not None, expected=1)
        wanted = gold.speakers.get(quotation.attributes.get("by"))
        form = "pronoun" if wanted and wanted.text.lower() in ("he", "she") else "other"
        scores.add(f"  names by {form}", right=right, found=speaker is not None, expected=1)
        if speaker is not None and not right:
            scores.error("names", gold, f"{quotation.text[:60]!r} by {speaker['name']!r} instead of {name!r}")
        official = OFFICIALS.get(name)
        if official:
            resolved = speaker is not None and speaker.get("id") == official
            scores.add("tracked speakers", right=resolved, found=speaker is not None, expected=1)


OFFICIALS = {}


def read_officials() -> None:
    text = (FOLDER / "officials.yaml").read_text()
    for official, name in re.findall(r"- id: (\S+)\n    name: (.+)", text):
        OFFICIALS[name] = official


def same_name(found: str, expected: str) -> bool:
    """Names with and without initials, nicknames or "Jr." are the same."""
    one, other = set(words(found)), set(words(expected))
    return len(one & other) >= min(2, len(other), len(one)) and (one <= other or other <= one)


def score_indirect(gold: Gold, found: list, scores: Scores) -> None:
    expected = [q for q in gold.quotations if is_indirect(q)]
    told = [q for q in found if is_indirect(q)]
    for quotation in told:
        match = best_match(quotation, expected)
        speaker = quotation.attributes.get("speaker")
        right = match is not None and is_right_speaker(gold, match, speaker)
        rule = quotation.attributes["rule"]
        scores.add("indirect speech", right=right, found=1)
        scores.add(f"  by {rule} (indirect)", right=right, found=1)
        if not right:
            scores.error("indirect", gold, f"{rule}: {quotation.text!r} by {speaker['name']!r}")
    for quotation in expected:
        match = best_match(quotation, told)
        scores.add("indirect speech", expected=1)
        if match is None:
            scores.error("missed-indirect", gold, f"{quotation.text!r}")


def score_mentions(gold: Gold, annotation: dict, scores: Scores) -> None:
    found = [span_of(m) for m in annotation["mentions"]]
    for mention in found:
        by = mention.attributes["resolved_by"]
        right = any(
            mention.overlaps(m) and m.attributes["id"] == mention.attributes["id"] for m in gold.mentions
        )
        scores.add(measure_of(mention), right=right, found=1)
        scores.add("mentions", right=right, found=1)
        if not right:
            scores.error("mentions", gold, f"{by}: {mention.text!r} is not {mention.attributes['id']}")
    for mention in gold.mentions:
        match = next(
            (m for m in found if mention.overlaps(m) and m.attributes["id"] == mention.attributes["id"]), None
        )
        scores.add("mentions", expected=1)
        scores.add(measure_of_missed(mention) if match is None else measure_of(match), expected=1)
        if match is None:
            scores.error("missed-mentions", gold, f"{mention.text!r} ({mention.attributes['id']})")


MENTION_MEASURES = {
    "full_name": "  named or titled",
    "alias": "  named or titled",
    "title_and_surname": "  named or titled",
    "surname": "  bare surnames",
    "surname_and_context": "  bare surnames",
    "by_role": "  by role",
}


def measure_of(found: Span) -> str:
    return MENTION_MEASURES[found.attributes["resolved_by"]]


def measure_of_missed(mention: Span) -> str:
    """The marks leave titles out, so a titled surname that is missed counts as a bare one."""
    if mention.attributes.get("role"):
        return "  by role"
    return "  named or titled" if len(words(mention.text)) > 1 else "  bare surnames"


def score(articles: list, annotations: dict) -> Scores:
    scores = Scores()
    for gold in articles:
        annotation = annotations[gold.id]
        found = [span_of(q) for q in annotation["quotations"]]
        score_quoted(gold, found, scores)
        score_names(gold, found, scores)
        score_indirect(gold, found, scores)
        score_mentions(gold, annotation, scores)
    return scores


def print_scores(scores: Scores) -> None:
    print(f"{'':34}{'precision':>10}{'recall':>10}{'F1':>10}{'right':>8}{'found':>8}{'gold':>8}")
    for measure in order(scores):
        precision, recall, f1 = scores.of(measure)
        has_gold = scores.expected[measure] > 0
        recalls = f"{recall:10.3f}{f1:10.3f}" if has_gold else f"{'':20}"
        counts = f"{scores.right[measure]:8}{scores.found[measure]:8}"
        gold = f"{scores.expected[measure]:8}" if has_gold else ""
        print(f"{measure:34}{precision:10.3f}{recalls}{counts}{gold}")


def order(scores: Scores) -> list:
    groups = [
        "quotation spans",
        "speakers",
        "  by",
        "names",
        "  names",
        "tracked speakers",
        "indirect speech",
        "  indirect",
        "mentions",
        "  named or titled",
        "  bare surnames",
        "  by role",
    ]

    def place(measure: str) -> tuple:
        if measure.endswith("(indirect)"):
            return groups.index("  indirect"), -scores.found[measure]
        if measure in groups:
            return groups.index(measure), 0
        prefix = "  names" if measure.startswith("  names") else "  by"
        return groups.index(prefix), -scores.found[measure]

    return sorted(set(scores.found) | set(scores.expected), key=place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=str(FOLDER.parent / "build/release/newswatch"))
    parser.add_argument("--set", nargs="*", help="folders of articles/; default: all")
    parser.add_argument("--errors", nargs="*", default=[], help="print these errors: speakers, missed, …")
    parser.add_argument("--minimum", type=Path, help="a file with the least that each measure must reach")
    arguments = parser.parse_args()
    read_officials()
    paths = sorted((FOLDER / "articles").glob("*/*.xml"))
    articles = [read_gold(path) for path in paths if not arguments.set or path.parent.name in arguments.set]
    if not articles:
        sys.exit("no articles")
    scores = score(articles, annotate(arguments.binary, articles))
    print(f"{len(articles)} articles")
    print_scores(scores)
    for kind in arguments.errors:
        print(f"\n{kind}:")
        for message in scores.errors[kind]:
            print(" ", message)
    if arguments.minimum:
        check(scores, json.loads(arguments.minimum.read_text()))


def check(scores: Scores, minima: dict) -> None:
    failed = []
    for measure, (precision, recall) in minima.items():
        found = scores.of(measure)
        if found[0] < precision or found[1] < recall:
            failed.append(f"{measure}: {found[0]:.3f} / {found[1]:.3f}, at least {precision} / {recall} expected")
    if failed:
        sys.exit("Below the least that is expected:\n" + "\n".join(failed))


if __name__ == "__main__":
    main()
