"""Newswatch and Lucene Monitor on the same articles and queries: what each finds, and its words."""

import json
import re
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Sequence, Set, Tuple

import lucene_monitor
from lucene_queries import query_text
from newswatch import BINARY, binary, clean_environment

FIELDS = ("title", "body")

Words = List[Tuple[str, int, int]]  # Text, and the characters from which to which it stands.


class Comparison:
    """`matches` are the numbers of queries by article, `words` those of a field by article and
    field; each twice, of Newswatch and of Lucene."""

    def __init__(self, folder: Path, articles: Sequence[Dict], trees: Sequence[Any]):
        self.articles = {article["id"]: article for article in articles}
        self.trees = trees
        with ThreadPoolExecutor() as beside:
            lucene = beside.submit(lucene_monitor.results, folder, articles, trees)
            matches = _our_matches(folder, articles, trees)
            results = dict(zip(self.articles, lucene.result()))
        self.matches = [matches, {id: set(result["matches"]) for id, result in results.items()}]
        self.words = [_our_words(articles), {
            (id, field): _in_characters(self.articles[id][field], "utf-16-le", 2, result[field])
            for id, result in results.items() for field in FIELDS}]

    def different_matches(self, article: str) -> Set[int]:
        ours, theirs = self.matches
        return ours[article] ^ theirs[article]

    def different_words(self, article: str) -> List[str]:
        """The places of the text, as they are written, where the words are not the same."""
        return [self.articles[article][field][begin:end] for field in FIELDS
                for begin, end in _different(*(words[article, field] for words in self.words))]

    def described(self, article: str) -> str:
        """The article, and what one side alone finds in it."""
        lines = [json.dumps(self.articles[article], ensure_ascii=False)]
        for query in sorted(self.different_matches(article)):
            side = "Newswatch" if query in self.matches[0][article] else "Lucene"
            lines.append(f"{side} alone: {query_text(self.trees[query])}")
        return "\n".join(lines)


def _our_matches(folder: Path, articles: Sequence[Dict],
                 trees: Sequence[Any]) -> Dict[str, Set[int]]:
    """By `newswatch replay`. A million alerts are too many to keep: each is read as it comes."""
    topics = [{"id": f"q{number}", "name": "A query", "query": query_text(tree)}
              for number, tree in enumerate(trees)]
    rules, lines, log = folder / "rules.yaml", folder / "articles.ndjson", folder / "replay.log"
    rules.write_text(json.dumps({"topics": topics}))
    lines.write_text("".join(json.dumps(article) + "\n" for article in articles))
    matches: Dict[str, Set[int]] = defaultdict(set)
    of_alert = re.compile(rb'"subject":"q(\d+)".*?"article":\{"id":"([^"]*)"')
    command = [binary(), "replay", "--strict", "--rules", rules, lines]
    with log.open("wb") as errors, subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env=clean_environment()) as replay:
        for alert in replay.stdout:
            query, article = of_alert.search(alert).groups()
            matches[article.decode()].add(int(query))
    assert replay.returncode == 0, log.read_text()[-2000:]
    return matches


def _our_words(articles: Sequence[Dict]) -> Dict[Tuple[str, str], Words]:
    """By `newswatch-words`. Of a word with a possessive ending a slash parts the two forms."""
    texts = {(article["id"], field): article[field] for article in articles for field in FIELDS}
    lines = "".join(json.dumps(text) + "\n" for text in texts.values())
    done = subprocess.run([BINARY.with_name("newswatch-words")], input=lines.encode(),
                          stdout=subprocess.PIPE, check=True)
    all_words = {}
    for (key, text), line in zip(texts.items(), done.stdout.splitlines()):
        words = [("/".join(dict.fromkeys(forms)), begin, end)
                 for *forms, begin, end in json.loads(line)]
        all_words[key] = _in_characters(text, "utf-8", 1, words)
    return all_words


def _in_characters(text: str, encoding: str, unit_bytes: int, words: Sequence) -> Words:
    """The same with places in characters instead of the encoding's units."""
    character_at, unit = {}, 0
    for at, character in enumerate(text):
        character_at[unit] = at
        unit += len(character.encode(encoding)) // unit_bytes
    character_at[unit] = len(text)
    return [(word, character_at[begin], character_at[end]) for word, begin, end in words]


def _different(ours: Words, theirs: Words) -> List[Tuple[int, int]]:
    """Where words that share characters are not the same."""
    words = sorted((begin, end, side, word) for side, words in enumerate((ours, theirs))
                   for word, begin, end in words)
    places: List[Tuple[int, int, Tuple[List[str], List[str]]]] = []
    for begin, end, side, word in words:
        if not places or begin >= places[-1][1]:
            places.append((begin, end, ([], [])))
        first, last, sides = places[-1]
        sides[side].append(word)
        places[-1] = (first, max(last, end), sides)
    return [(begin, end) for begin, end, (one, other) in places if one != other]
