"""Holds the includes of each folder against the table of who may include whom."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MAY_INCLUDE = {
    "base": set(),
    "articles": {"base"},
    "text": {"base"},
    "rules": {"base", "text"},
    "alerts": {"base", "articles"},
    "detectors": {"base", "articles", "text", "rules", "alerts"},
    "correlation": {"base", "text", "alerts", "rules"},
    "rule_tests": {"base", "articles", "text", "rules", "alerts", "detectors"},
    "importers": {"base", "text", "rules"},
    "metrics": {"base"},
    "kafka": {"base"},
    "consumers": {"base", "kafka", "articles"},
    "publishers": {"base", "kafka", "alerts"},
    "daemon": {
        "base", "articles", "text", "rules", "alerts", "detectors", "correlation", "rule_tests", "importers",
        "metrics", "kafka", "consumers", "publishers",
    },
}

# Libraries that stop at the folders that talk to them.
ONLY_IN = {
    "librdkafka/": {"kafka", "consumers", "publishers", "daemon"},
    "yaml-cpp/": {"rules"},
    "civetweb.h": {"daemon"},
    "prometheus/": {"metrics"},
    "simdjson.h": {"articles", "daemon"},
    "CLI/": {"daemon"},
    "csv.h": {"importers"},
    "boost/": {"correlation"},
    "systemd/": {"daemon"},
    "curl/": {"kafka", "daemon"},
}


def sources(folder):
    return sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".h", ".cpp"})


@pytest.mark.parametrize("folder", MAY_INCLUDE)
def test_includes_only_what_lies_before_it(folder):
    assert sources(folder), f"{folder}/ is empty"
    allowed = MAY_INCLUDE[folder] | {folder}
    wrong = [
        f"{path.relative_to(ROOT)} includes {header}"
        for path in sources(folder)
        for header in re.findall(r'^#include "([^"]+)"', path.read_text(), re.MULTILINE)
        if header.split("/")[0] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_stops_at_its_folders(library):
    wrong = [
        str(path.relative_to(ROOT))
        for folder in MAY_INCLUDE
        if folder not in ONLY_IN[library]
        for path in sources(folder)
        if f"#include <{library}" in path.read_text()
    ]
    assert wrong == []
