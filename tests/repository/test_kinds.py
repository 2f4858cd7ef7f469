"""The kinds of alerts that readers are told of are those of alerts/kind.cpp."""

import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LINES = re.findall(r'\{Kind::(\w+), "(\w+)"', (ROOT / "alerts" / "kind.cpp").read_text())
KINDS = [name for _, name in LINES]


def test_are_those_of_the_enumeration():
    """Each has a line, in the same order: names are found by number."""
    enumeration = re.search(r"enum class Kind[^{]*\{([^}]*)\}", (ROOT / "alerts" / "kind.h").read_text())
    values = re.findall(r"\w+", re.sub(r"//.*", "", enumeration[1]))
    assert [value for value, _ in LINES] == values


def test_are_those_of_the_schema():
    schema = json.loads((ROOT / "alerts" / "alert.schema.json").read_text())
    assert KINDS and schema["properties"]["data"]["properties"]["kind"]["enum"] == KINDS


def test_are_those_of_the_asyncapi_document():
    document = yaml.safe_load((ROOT / "docs" / "asyncapi.yaml").read_text())
    headers = document["components"]["schemas"]["alertHeaders"]["properties"]
    assert headers["newswatch-kind"]["enum"] == KINDS
