"""Holds the officials that Newswatch ships against what their files promise."""

import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "rules" / "officials"
FILES = sorted(FOLDER.glob("*.yaml"))

# Offices that several hold at once; two bodies of the United Nations have a director-general.
SHARED = {"Representative", "Senator", "Delegate", "Resident Commissioner", "Director-General"}


def officials(file):
    return yaml.safe_load(file.read_text())["officials"]


def head(file):
    return file.read_text().split("officials:")[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_names_its_source_and_the_day_that_it_vouches_for(file):
    assert head(file).startswith("# Source: ")
    as_of = re.search(r"^# As of (\d{4}-\d\d-\d\d); a role without `to`", head(file), re.MULTILINE)
    assert as_of
    later = [one["id"] for one in officials(file) for role in one["roles"]
             if "to" not in role and role["from"] > date.fromisoformat(as_of[1])]
    assert later == []


def test_an_office_has_one_holder_at_a_time():
    terms = defaultdict(list)
    for file in FILES:
        for one in officials(file):
            for role in one["roles"]:
                if "country" in role and role["title"] not in SHARED:
                    end = role.get("to", date.max)
                    terms[role["title"], role["country"]].append((role["from"], end, one["id"]))
    wrong = [(office, first, second) for office, held in terms.items()
             for first, second in combinations(sorted(held), 2) if second[0] < first[1]]
    assert wrong == []
