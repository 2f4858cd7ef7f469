"""`newswatch import`: public lists in, rule files out. People script against its output and exit codes."""

import shutil
from pathlib import Path

import pytest
import yaml

from newswatch import ROOT, run

LIST = ROOT.parent / "shared" / "data" / "legislators-current.yaml"
SAMPLE_RULES = ROOT / "deploy" / "rules"

CONGRESS = """\
- id: {wikidata: Q1, wikipedia: Jane Doe}
  name: {first: Jane, last: Doe}
  bio: {birthday: '1958-10-13', gender: F}
  terms:
  - {type: sen, start: '2007-01-04', end: '2013-01-03', state: WA}
  - {type: sen, start: '2013-01-03', end: '2031-01-03', state: WA}
- name: {first: John, last: Roe}
  terms: [{type: rep, start: soon, end: '2031-01-03', state: ME}]
"""
WIKIDATA = b"""\
person,personLabel,positionLabel,start,end
http://www.wikidata.org/entity/Q1,Jane Doe,Prime Minister of Japan,2009-03-02T00:00:00Z,2012-05-04T00:00:00Z
"""


@pytest.fixture
def congress(tmp_path) -> Path:
    file = tmp_path / "congress.yaml"
    file.write_text(CONGRESS)
    return file


def imported(output: bytes):
    return yaml.safe_load(output)["officials"]


def test_congress_becomes_a_rule_file_and_a_report(congress):
    done = run("import", "congress-legislators", congress, "--as-of", "2026-06-15")
    assert done.returncode == 0
    assert [one["id"] for one in imported(done.stdout)] == ["jane-doe"]
    assert b"# As of 2026-06-15" in done.stdout
    assert done.stderr.decode().splitlines() == [
        'left out: unreadable date: John Roe, Representative: "soon"',
        "left out: no role: John Roe",
        "1 left out: unreadable date",
        "1 left out: no role",
        "1 official from congress.yaml",
    ]


def test_strict_makes_what_was_left_out_a_failure(congress):
    done = run("import", "congress-legislators", congress, "--strict")
    assert done.returncode == 1
    assert imported(done.stdout)


def test_wikidata_is_read_from_standard_input():
    done = run("import", "wikidata", "-", "--strict", given=WIKIDATA)
    assert done.returncode == 0, done.stderr.decode()
    role = imported(done.stdout)[0]["roles"][0]
    assert (role["title"], role["country"]) == ("Prime Minister", "JP")


def test_known_people_are_left_out_and_the_file_written_anew_is_not_among_them(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    arguments = ["import", "wikidata", "-", "--known", rules, "--output", rules / "japan.yaml"]
    (rules / "others.yaml").write_text("officials: []\n")
    for _ in range(2):
        assert run(*arguments, given=WIKIDATA).returncode == 0
    assert imported((rules / "japan.yaml").read_bytes())[0]["id"] == "jane-doe"
    (rules / "others.yaml").write_text("officials: [{id: doe, name: Jane Doe, wikidata: Q1}]\n")
    done = run(*arguments, given=WIKIDATA)
    assert done.returncode == 1
    assert b"stands in the rules already: Jane Doe: doe" in done.stderr


def test_broken_known_rules_end_with_78(congress, tmp_path):
    (tmp_path / "bad.yaml").write_text("officials: [")
    done = run("import", "congress-legislators", congress, "--known", tmp_path / "bad.yaml")
    assert (done.returncode, done.stdout) == (78, b"")
    assert b"bad.yaml:1:" in done.stderr


def test_the_congress_that_newswatch_ships_is_what_the_list_gives(tmp_path):
    if not LIST.exists():
        pytest.skip(f"NOT TESTED: the list {LIST} is not here")
    rules = tmp_path / "rules"
    shutil.copytree(SAMPLE_RULES, rules)
    shipped = rules / "officials" / "united-states-congress.yaml"
    before = shipped.read_bytes()
    done = run("import", "congress-legislators", LIST, "--as-of", "2026-06-15", "--known", rules,
               "--output", shipped)
    assert done.returncode == 0, done.stderr.decode()
    assert shipped.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'name\n"open', b"name\nJane Doe\n"],
                         ids=["empty", "no-json", "no-utf8", "unclosed", "no-office"])
def test_a_list_of_which_nothing_can_be_used_ends_with_1(content):
    done = run("import", "wikidata", "-", given=content)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr


@pytest.mark.parametrize("arguments", [[], ["wikidata"], ["parliament", "x"],
                                       ["wikidata", "x", "--as-of", "today"],
                                       ["wikidata", "x", "--known", "/not/here"]])
def test_wrong_usage_ends_with_2(arguments):
    assert run("import", *arguments).returncode == 2
