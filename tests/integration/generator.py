"""Articles with known alerts: each is built of a planted part, which decides what alerts, and of
filler, which never does. Half alert; of the others most come close."""

import json
import random
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterator, List, Set, Tuple

RULES = {
    "topics": [
        {"id": "fentanyl-policy", "name": "Fentanyl policy", "severity": "high",
         "query": "fentanyl NEAR/12 (precursor* OR policy OR sanction*)",
         "labels": {"desk": "americas"}},
        {"id": "rare-earths", "name": "Rare earths", "query": '"rare earth" AND export*'},
        {"id": "earthquakes", "name": "Earthquakes", "query": "title:earthquake"},
        {"id": "us-china", "name": "US and China", "query": "raw:US AND China"},
    ],
    "officials": [
        {"id": "antony-blinken", "name": "Antony Blinken",
         "roles": [{"title": "Secretary of State", "country": "US",
                    "from": "2021-01-26", "to": "2025-01-20"}]},
    ],
}

WORDS = ("market council harbour naïve season “quoted words” river garden théâtre budget "
         "minister’s coffee 🌍 library bridge orchestra winter railway museum Zürich student forecast village "
         "bakery station island football painting archive lighthouse").split()


@dataclass(frozen=True)
class Plant:
    """What makes an article alert, or nearly."""
    rules: FrozenSet[str]
    title: str
    body: str


def _far(words: int) -> str:
    return " ".join(["quietly"] * words)


ALERTING = [
    Plant(frozenset({"fentanyl-policy"}), "", f"The fentanyl {_far(12)} policy changed."),
    Plant(frozenset({"fentanyl-policy"}), "", "New sanctions: “fentanyl,” they said."),
    Plant(frozenset({"rare-earths"}), "", "Rare earth mines. Later, exporters met."),
    Plant(frozenset({"earthquakes"}), "Earthquake shakes", "Nobody was hurt."),
    Plant(frozenset({"us-china"}), "", "The US and China talked."),
    Plant(frozenset({"antony-blinken"}), "", "Secretary Antony Blinken spoke. Blinken left."),
    Plant(frozenset({"antony-blinken", "us-china"}), "China’s answer",
          "Antony Blinken said the US hopes."),
]
SILENT = [
    Plant(frozenset(), "", f"The fentanyl {_far(13)} policy changed."),
    Plant(frozenset(), "", "A rare metal of the earth, for exporters."),
    Plant(frozenset(), "Shaken", "The earthquake hurt nobody."),
    Plant(frozenset(), "", "They told us about China."),
    Plant(frozenset(), "", "Blinken is a horse."),
    Plant(frozenset(), "", "Nothing of note."),
]


@dataclass(frozen=True)
class Generated:
    article: Dict
    rules: FrozenSet[str]  # That must alert; no others may.

    def line(self) -> str:
        """As Kafka's clients take it: key, tab, JSON."""
        return f"{self.article['id']}\t{json.dumps(self.article, ensure_ascii=False)}\n"


def generate(count: int, seed: int) -> Iterator[Generated]:
    """The same articles for the same seed; even numbers alert, odd ones do not."""
    dice = random.Random(seed)
    sentences = [" ".join(dice.choices(WORDS, k=12)).capitalize() + "." for _ in range(500)]
    for number in range(count):
        plant = dice.choice(SILENT if number % 2 else ALERTING)
        before, after = dice.choices(sentences, k=4), dice.choices(sentences, k=3)
        yield Generated(_article(number, plant, before, after), plant.rules)


def _article(number: int, plant: Plant, before: List[str], after: List[str]) -> Dict:
    return {
        "id": f"article-{number:06}",
        "url": f"https://news.example/{number}",
        "title": f"{plant.title} {before[0]}".strip(),
        "body": " ".join([*before[1:], plant.body, *after]),
        "published_at": f"2024-05-{number % 28 + 1:02}T12:00:00Z",
        "source": {"name": "Example News", "domain": "news.example", "country": "US"},
        "lang": "en",
    }


def pairs(generated: List[Generated]) -> Set[Tuple[str, str]]:
    """All (article id, rule id) that must alert."""
    return {(one.article["id"], rule) for one in generated for rule in one.rules}
