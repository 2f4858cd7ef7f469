"""The kinds of alerts that readers are told of are those of alerts/kind.cpp."""

import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
KINDS = re.findall(r'\{"(\w+)"', (ROOT / "alerts" / "kind.cpp").read_text())


def test_are_those_of_the_enumeration():
    enumeration = re.search(r"enum class Kind[^{]*\{([^}]*)\}", (ROOT / "alerts" / "kind.h").read_text())
    assert KINDS == [name.lower() for name in re.findall(r"\w+", enumeration[1])]


def test_are_those_of_the_schema():
    schema = json.loads((ROOT / "alerts" / "alert.schema.json").read_text())
    assert KINDS and schema["properties"]["data"]["properties"]["kind"]["enum"] == KINDS


def test_are_those_of_the_asyncapi_document():
    document = yaml.safe_load((ROOT / "docs" / "asyncapi.yaml").read_text())
    headers = document["components"]["schemas"]["alertHeaders"]["properties"]
    assert headers["newswatch-kind"]["enum"] == KINDS
