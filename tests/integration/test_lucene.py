"""What Newswatch and Lucene Monitor find, on random queries; docs/lucene.md says where they differ.

Each article has two versions: plain, whose words both split alike, and written, with forms of one
class that they do not. On the plain ones they must agree on every query. What they say differently
of a written one is then due to its class. NEWSWATCH_TEST_SEED makes other queries.
"""

import os
from collections import Counter
from typing import Any, List

import pytest

from lucene_articles import FORMS, PARAGRAPHS, articles
from lucene_comparison import Comparison
from lucene_queries import RandomQueries, query_text
from newswatch import ROOT

QUERIES, ARTICLES = 5_000, 2_000
SEED = int(os.environ.get("NEWSWATCH_TEST_SEED", "1"))

# The queries of the page's table of meanings, each with what most would write in Lucene.
MEANINGS = [
    ["phrase", "drug", "policy"],
    ["slop", 1, "ban", "precursors"],
    ["near", 5, ["phrase", "trade", "war"], "war"],
    ["near", 0, "fentanyl", ["and", ["or", ["phrase", "china", "trade"], "mexico"], "law"]],
    ["notnear", 0, "ban", ["or", "law", ["phrase", "new", "law", "bill"]]],
    "china's",
    ["wildcard", "chin*'s"],
]


def table(heading: str) -> List[List[str]]:
    """The rows of the table below a heading of the page, cells without backticks."""
    page = (ROOT / "docs" / "lucene.md").read_text()
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in rows]


def samples(heading: str):
    """The rows of the table as articles."""
    return [{"id": f"{heading}-{number}", "title": "", "body": row[1].replace("⏎", "\n")}
            for number, row in enumerate(table(heading))]


PAIRS = articles(ARTICLES)
PLAIN = [pair["plain"] for pair in PAIRS]


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> Comparison:
    random = RandomQueries(SEED, [f"{plain['title']} {plain['body']}" for plain in PLAIN])
    trees = {}
    while len(trees) < QUERIES:
        tree = random.next()
        trees[query_text(tree)] = tree
    return Comparison(tmp_path_factory.mktemp("lucene"),
                      [pair[version] for version in ("plain", "written") for pair in PAIRS],
                      list(trees.values()))


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Comparison:
    """Of the samples on the page."""
    return Comparison(tmp_path_factory.mktemp("page"),
                      [*samples("Words"), *samples("Meanings")], MEANINGS)


def test_plain_text_is_split_alike(compared):
    different = {plain["id"]: compared.different_words(plain["id"]) for plain in PLAIN}
    assert {article: words for article, words in different.items() if words} == {}


def test_every_query_finds_the_same_in_plain_text(compared, note):
    different = [plain["id"] for plain in PLAIN if compared.different_matches(plain["id"])]
    assert different == [], f"seed {SEED}\n" + "\n\n".join(map(compared.described, different[:5]))
    found = Counter(query for plain in PLAIN for query in compared.matches[0][plain["id"]])
    assert len(found) > QUERIES / 2, "most queries should be met somewhere"
    note(f"{QUERIES} queries on {ARTICLES} articles: Lucene Monitor finds the same "
         f"{found.total()} matches")


def test_words_differ_where_the_page_says_so(compared):
    classes = set()
    for pair in PAIRS:
        different = compared.different_words(pair["written"]["id"])
        forms = "\n".join(form.lower() for form, _ in FORMS.get(pair["class"], []))
        unlisted = [place for place in different if place.lower() not in forms]
        assert unlisted == [], f"not of the class {pair['class']}: {pair['written']}"
        classes |= {pair["class"]} if different else set()
    assert classes == {row[0] for row in table("Words")}, "those that occur, and those of the page"


def test_matches_differ_where_words_or_paragraphs_do(compared, note):
    """The plain version has no difference, and these are all that is new in the written one."""
    count: Counter = Counter()
    for pair in PAIRS:
        article = pair["written"]["id"]
        different = compared.different_matches(article)
        if pair["class"] == PARAGRAPHS:
            unexplained = {query for query in different if not has_phrase(compared.trees[query])}
        else:
            unexplained = set() if compared.different_words(article) else different
        assert not unexplained, f"seed {SEED}\n{compared.described(article)}"
        count[pair["class"]] += len(different)
    shares = ", ".join(f"{kind} {number}" for kind, number in count.most_common())
    note(f"{count.total()} matches differ where text is split differently: {shares}")


def has_phrase(tree: Any) -> bool:
    """Several words, or one that is written as one and is several."""
    if isinstance(tree, str):
        return not tree.isalnum()
    return tree[0] in ("phrase", "sloppy") or any(has_phrase(part) for part in tree[1:]
                                                  if not isinstance(part, int))


def test_the_page_shows_the_words(shown):
    for sample, (kind, text, *cells) in zip(samples("Words"), table("Words")):
        both = [" ".join(word for word, _, _ in words[sample["id"], "body"]) or "–"
                for words in shown.words]
        assert both == cells[:2], f"{kind}: {text}"


def test_the_page_shows_the_meanings(shown):
    rows = table("Meanings")
    assert [row[0] for row in rows] == [query_text(tree) for tree in MEANINGS]
    for number, (sample, (query, text, *cells)) in enumerate(zip(samples("Meanings"), rows)):
        both = ["yes" if number in matches[sample["id"]] else "no" for matches in shown.matches]
        assert both == cells[:2], f"{query} in {text}"
