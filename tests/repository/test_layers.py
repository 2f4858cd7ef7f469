"""Holds each folder's includes and links against the table of who may include whom."""

import re

import pytest

from folder_graph import (ARCHITECTURE, DRAWING, ROOT, drawings, folders_within, include_graph, included,
                          library_folders, reachable, sources, without_detours)

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


def table_of_architecture():
    """Its rows of folders that may include others: folder to what it names."""
    rows = re.findall(r"^\| `(\w+)/` \|.*\| ([^|]*) \|$", ARCHITECTURE.read_text(), re.MULTILINE)
    return {folder: set(re.findall(r"\w+", names)) for folder, names in rows if names.strip()}


@pytest.mark.parametrize("folder", MAY_INCLUDE)
def test_includes_only_what_lies_before_it(folder):
    assert sources(folder), f"{folder}/ is empty"
    allowed = MAY_INCLUDE[folder] | {folder}
    wrong = [
        f"{path.relative_to(ROOT)} includes {header}"
        for path in sources(folder)
        for header in included(path)
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


@pytest.mark.parametrize("folder", MAY_INCLUDE)
def test_links_only_what_it_may_include(folder):
    call = re.search(r"newswatch_folder\((.*?)\)", (ROOT / folder / "CMakeLists.txt").read_text(), re.DOTALL)
    linked = set(call[1].partition("LINKS")[2].split()) & MAY_INCLUDE.keys()
    assert linked <= MAY_INCLUDE[folder]


def test_knows_every_folder():
    assert library_folders() == sorted(MAY_INCLUDE)


def test_architecture_has_the_same_table():
    told = table_of_architecture()
    told["daemon"] = MAY_INCLUDE["daemon"] if told.pop("daemon") == {"all"} else set()
    assert told == MAY_INCLUDE


def test_architecture_draws_the_code_as_it_is():
    assert DRAWING.findall(ARCHITECTURE.read_text()) == drawings(), "run ./dev docs"


def test_architecture_has_each_folder_of_the_daemon():
    told = re.findall(r"^\| `(daemon/\w+)/` \|", ARCHITECTURE.read_text(), re.MULTILINE)
    assert sorted(told) == folders_within("daemon")


@pytest.mark.parametrize("within", ["", *MAY_INCLUDE])
def test_no_arrow_goes_back(within):
    graph = include_graph(folders_within(within) if within else library_folders())
    assert [folder for folder in graph if folder in reachable(graph, folder)] == []


def test_of_the_daemon_only_commands_see_the_whole():
    whole = {f"daemon/{path.name}" for path in (ROOT / "daemon").glob("*.h")}
    assert whole, "daemon/ has no header of its own any more: take this test away"
    wrong = [f"{path.relative_to(ROOT)} includes {header}" for folder in folders_within("daemon")
             if folder != "daemon/commands" for path in sources(folder) for header in included(path)
             if header in whole]
    assert wrong == []


def test_draws_no_arrow_to_what_lies_behind_another():
    assert without_detours({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {"a": {"b"}, "b": {"c"}, "c": set()}
