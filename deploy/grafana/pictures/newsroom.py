"""News without end: stories that take their subject from an article of the demo, and the rest of their words from dice."""

import json
import random
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Dict, List

LINES = (Path(__file__).resolve().parents[2] / "demo" / "articles.ndjson").read_bytes().splitlines()
OUTLETS = [f"{name}.example" for name in (
    "harbourtimes northernwire pacificledger continentalcourier levantreview marketminute valleygazette sciencefolio "
    "lakesidedispatch southernexaminer tagesbrief meridiano").split()]
SYLLABLES = [first + vowel + last for first in "bdfgklmnprst" for vowel in "aeiou" for last in ("", "l", "n", "r", "s")]


def demo_articles() -> List[Dict]:
    """Those that are JSON and have title and body at the top, as one text each."""
    found = []
    for line in LINES:
        try:
            article = json.loads(line)
        except ValueError:  # One of them is broken, to show a dead letter.
            continue
        if isinstance(article.get("body"), str) and isinstance(article.get("title"), str):
            found.append(article)
    return found


@dataclass
class Story:
    title: str
    lead: str  # What all of its articles say.
    told: List[Dict]


class Newsroom:
    """Writes articles. Some subjects have many more than others, as in the news."""

    def __init__(self, seed: int):
        self._dice = random.Random(seed)
        self._subjects = demo_articles()
        self._dice.shuffle(self._subjects)
        self._weights = [1 / (rank + 3) for rank in range(len(self._subjects))]
        self._stories: deque = deque(maxlen=40)
        self._written = 0

    def article(self, published: datetime, urgent: str = "") -> Dict:
        """`urgent` is the id of the demo's article on which most is written now, if there is one."""
        if urgent and self._dice.random() < 0.85:
            return self._begun(next(one for one in self._subjects if one["id"] == urgent), published)
        kind = self._dice.choices(["first", "update", "copy", "correction"], [50, 26, 16, 8])[0]
        if kind == "first" or not self._stories:
            return self._begun(self._dice.choices(self._subjects, self._weights)[0], published)
        story = self._dice.choice(self._stories)
        if kind == "update":
            return self._told(story, f"{story.lead}\n\n{self._sentences(8)}", published)
        last = story.told[-1]
        if kind == "copy":
            return self._told(story, last["body"], published)
        article = {**last, "body": f"{last['body']} {self._sentences(1)}", "version": last["version"] + 1}
        story.told.append(article)
        return article

    def _begun(self, subject: Dict, published: datetime) -> Dict:
        place = self._word().capitalize()
        paragraph = self._dice.choice(subject["body"].split("\n\n")[:2])
        lead = f"{self._sentences(1)} In {place} {self._sentences(1)}\n\n{paragraph}"
        story = Story(f"{place} {self._word()} {self._word()} {self._word()}", lead, [])
        self._stories.append(story)
        return self._told(story, f"{lead}\n\n{self._sentences(8)}", published)

    def _told(self, story: Story, body: str, published: datetime) -> Dict:
        self._written += 1
        outlet = self._dice.choices(OUTLETS, range(len(OUTLETS), 0, -1))[0]
        article = {"id": f"article-{self._written}", "title": story.title, "body": body, "lang": "en", "version": 1,
                   "published_at": published.isoformat(timespec="seconds"), "source": {"name": outlet, "domain": outlet},
                   "url": f"https://{outlet}/{self._written}"}
        story.told.append(article)
        return article

    def _sentences(self, count: int) -> str:
        return " ".join(f"{' '.join(self._word() for _ in range(14))}.".capitalize() for _ in range(count))

    def _word(self) -> str:
        return "".join(self._dice.choices(SYLLABLES, k=3))
