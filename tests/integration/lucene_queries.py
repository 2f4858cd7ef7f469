"""Random queries over all that Newswatch and Lucene say with the same meaning, as trees.

What a tree is, bench/query_trees.py says. The words of a query mostly stand close together in some
article, so that it is met now and then.
"""

import random
import re
import sys
from collections import Counter
from typing import Any, List, Sequence

from newswatch import ROOT

sys.path.append(str(ROOT / "bench"))
from query_trees import query_text  # noqa: E402,F401

Tree = Any  # A word, or a list of an operator and its parts.

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’-][^\W_]+)*")
_SINGLE = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PLAIN = re.compile(r"[a-z]{5,}")
_THAI = 0x0E00  # From here on stand scripts in which one run of letters is several words.
_LETTERS = "sctapemdibrfglonhvwukjqyxz"  # By how many words begin with them, roughly.


def _words_of(text: str) -> List[str]:
    """Neither side takes a fraction such as ½ for a word."""
    return [word for word in _WORD.findall(text) if any(c.isalpha() or c.isdecimal() for c in word)]


def _is_single(word: str) -> bool:
    """Whether it is surely one word on both sides."""
    return bool(_SINGLE.fullmatch(word)) and all(ord(c) < _THAI or c == "’" for c in word)


def _begins(word: str, letters: str) -> bool:
    """Any does where there are no letters."""
    return not letters or word[0].lower() in letters


def _has_field(tree: Tree) -> bool:
    return isinstance(tree, list) and (tree[0] in ("title", "body") or any(map(_has_field, tree)))


class RandomQueries:
    """The same seed makes the same queries."""

    def __init__(self, seed: int, texts: Sequence[str]):
        self.chance = random.Random(seed)
        self.texts = [_words_of(text) for text in texts]
        counts = Counter(word for text in self.texts for word in set(text))
        self.words = sorted(counts)
        self.frequent = {word for word, count in counts.items() if count > len(texts) / 4}
        self.plain = [word for word in self.words if _PLAIN.fullmatch(word)]
        self.near_by: List[str] = []

    def next(self) -> Tree:
        text = self.chance.choice(self.texts)
        at = self.chance.randrange(len(text))
        self.near_by = text[at:at + 12]
        return self._any(self.chance.choice([1, 1, 1, 2, 2, 3]))

    def _any(self, depth: int) -> Tree:
        kinds = ["leaf", "and", "and", "or", "atleast", "near", "near", "field"]
        kind = self.chance.choice(kinds) if depth > 0 else "leaf"
        if kind == "leaf":
            return self._leaf()
        if kind == "near":
            return self._near(depth)
        if kind == "field":
            part = self._any(depth - 1)
            return part if _has_field(part) else [self.chance.choice(["title", "body"]), part]
        parts = [self._any(depth - 1) for _ in range(self.chance.choice([2, 2, 3]))]
        if kind == "and" and self.chance.random() < 0.4:
            parts.append(["not", self._any(depth - 1)])
        if kind == "atleast":
            parts.insert(0, self.chance.randint(1, len(parts)))
        return [kind, *parts]

    # Operators that measure places. A side longer than a word has initial letters of its own: where
    # one word may be of both sides, Lucene has no operator that does the same.

    def _near(self, depth: int) -> Tree:
        operator = self.chance.choice(["near", "near", "near", "onear", "onear", "notnear"])
        if depth == 1 and self.chance.random() < 0.6:
            return [operator, self._distance(), self._one_word(), self._one_word()]
        side = self._side if operator == "notnear" else self._outer_side
        return [operator, self._distance(), *(side(depth - 1, half) for half in self._halves())]

    def _distance(self) -> int:
        return self.chance.randint(0, 8)

    def _halves(self, letters: str = _LETTERS) -> List[str]:
        """Deals the letters out in turn, so that each half has frequent ones."""
        at = self.chance.randint(0, 1)
        return [letters[at::2], letters[1 - at::2]]

    def _outer_side(self, depth: int, letters: str) -> Tree:
        """Alternatives of several words stand here alone: deeper, Lucene joins or drops some."""
        if self.chance.random() < 0.2:
            return ["or", *(self._side(depth, half) for half in self._halves(letters))]
        return self._side(depth, letters)

    def _side(self, depth: int, letters: str) -> Tree:
        kinds = ["word", "word", "or", "phrase"] + ["and", "atleast", "near", "onear"] * (depth > 0)
        kind = self.chance.choice(kinds) if len(letters) > 3 else "word"
        halves = self._halves(letters)
        if kind == "word":
            return self._one_word(letters)
        if kind == "or":
            return ["or", *(self._one_word(half) for half in halves)]
        if kind == "phrase":
            return ["phrase", *(self._word(half) for half in halves)]
        if kind == "atleast":
            halves = [halves[0], *self._halves(halves[1])]
        parts = [self._side(depth - 1, half) for half in halves]
        if kind == "atleast":
            parts.insert(0, self.chance.randint(1, len(parts)))
        elif kind != "and":
            parts.insert(0, self._distance())
        return [kind, *parts]

    # Words.

    def _leaf(self) -> Tree:
        kind = self.chance.choice(["word", "word", "pattern", "phrase", "phrase", "sloppy"])
        if kind == "word":
            rare = [word for word in self.near_by if word not in self.frequent]
            return self.chance.choice(rare or self.near_by)
        if kind == "pattern":
            return self._pattern()
        return self._sloppy() if kind == "sloppy" else self._phrase()

    def _phrase(self) -> Tree:
        at = self.chance.randrange(len(self.near_by))
        words = self.near_by[at:at + self.chance.randint(2, 4)]
        if len(words) == 1:
            return words[0]
        if self.chance.random() < 0.3:
            at = self.chance.randrange(len(words))
            words[at] = self._wildcard(self._plain_word(), any_beginning=True)
        return ["phrase", *words]

    def _sloppy(self) -> Tree:
        """Each word of its own letters: a word that two of its patterns fit counts twice there."""
        letters = [part for half in self._halves() for part in self._halves(half)]
        return ["sloppy", self._distance(),
                *(self._word(some) for some in letters[:self.chance.randint(2, 4)])]

    def _one_word(self, letters: str = "") -> Tree:
        return self._pattern(letters) if self.chance.random() < 0.3 else self._word(letters)

    def _word(self, letters: str = "") -> str:
        """A single word, that begins with one of the letters if there are any."""
        words = self.near_by if self.chance.random() < 0.85 else self.words
        fitting = [word for word in words if _is_single(word) and _begins(word, letters)]
        rare = [word for word in fitting if word not in self.frequent]
        if rare and self.chance.random() < 0.95:
            fitting = rare
        return self.chance.choice(fitting) if fitting else self._stranger(letters)

    def _plain_word(self, letters: str = "") -> str:
        """One of letters alone, in lower case."""
        word = self._word(letters).lower()
        return word if _PLAIN.fullmatch(word) else self._stranger(letters)

    def _stranger(self, letters: str) -> str:
        """Hardly ever a word of the text near by."""
        fitting = [word for word in self.plain if _begins(word, letters)]
        return self.chance.choice(fitting) if fitting else letters[0] + "bsent"

    # Patterns. Where letters are given, they leave the first letter as it is.

    def _pattern(self, letters: str = "") -> Tree:
        word = self._plain_word(letters)
        kind = self.chance.choice(["wildcard", "fuzzy", "regex"])
        if kind == "wildcard":
            return self._wildcard(word, any_beginning=not letters)
        return self._fuzzy(word) if kind == "fuzzy" else self._regex(word)

    def _wildcard(self, word: str, any_beginning: bool) -> Tree:
        at = self.chance.randint(1, len(word) - 2)
        begin, end = word[:at], word[at + 1:]
        forms = [word[:max(at, 3)] + "*", f"{begin}?{end}", f"{begin}*{word[-1]}",
                 f"{word[:2]}*{word[-2:]}"]
        if any_beginning:
            forms += ["*" + word[-max(at, 3):], "?" + word[1:], f"*{word[1:4]}*"]
        return ["wildcard", self.chance.choice(forms)]

    def _fuzzy(self, word: str) -> Tree:
        """With up to three mistakes behind the first letter: sometimes more than it forgives."""
        letters = list(word)
        for _ in range(self.chance.randint(0, 3)):
            at = self.chance.randrange(1, len(letters) - 1)
            kind = self.chance.choice(["left out", "put in", "changed", "swapped"])
            if kind == "left out":
                del letters[at]
            elif kind == "put in":
                letters.insert(at, self.chance.choice("aeinrst"))
            elif kind == "changed":
                letters[at] = self.chance.choice("aeinrst")
            else:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        return ["fuzzy", self.chance.randint(1, 2), "".join(letters)]

    def _regex(self, word: str) -> Tree:
        at = self.chance.randint(2, len(word) - 2)
        begin, letter, end = word[:at], word[at], word[at + 1:]
        return ["regex", self.chance.choice([
            f"{begin}[{letter}xyz]{end}", f"{begin}[^{letter}]{end}", f"{begin}.{end}",
            f"{begin}{letter}?{end}", f"{begin}({letter}|ou){end}", f"{begin}{letter}+({end}|s)?",
            f"{begin}.*", f"{begin}[a-z]+", f"{begin}.{{1,4}}{word[-1]}"])]
