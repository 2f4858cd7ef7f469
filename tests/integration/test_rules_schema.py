"""The JSON Schema of rule files, for editors, agrees with `newswatch validate`: keys, types, choices."""

import json

import pytest
import yaml
from jsonschema import Draft7Validator

from newswatch import ROOT, run

SCHEMA = json.loads((ROOT / "rules" / "rules.schema.json").read_text())
SAMPLES = sorted(path for path in (ROOT / "deploy" / "rules").rglob("*.yaml")
                 if not path.name.endswith(".test.yaml"))

TOPIC = {"id": "a", "name": "A", "query": "flood"}
OFFICIAL = {"id": "jane-doe", "name": "Jane Doe", "roles": [{"title": "Mayor", "from": "2020-01-01"}]}
STATEMENT = {"id": "s", "name": "S", "speaker": "jane-doe"}
SURGE = {"id": "u", "name": "U", "of": "a"}


def rules(**changes):
    """All sections with one rule each; `topics={"key": …}` changes that of a section, `defaults` is added."""
    made = {"topics": [dict(TOPIC)], "officials": [dict(OFFICIAL)],
            "offices": [{"id": "mayor", "name": "Mayor", "holders": [{"official": "jane-doe", "from": "2020-01-01"}]}],
            "statements": [dict(STATEMENT)], "surges": [dict(SURGE)]}
    for section, keys in changes.items():
        if section == "defaults":
            made["defaults"] = keys
        elif isinstance(keys, dict):
            made[section][0].update(keys)
        else:
            made[section] = keys
    return made


FINE = {
    "plain": rules(),
    "an empty section": rules(surges=None),
    "options": rules(topics={"severity": "info", "labels": {"desk": "asia", "n": 1}, "alert": False,
                             "default_operator": "OR", "stem": "en"}),
    "fewer alerts": rules(topics={"alert_on": "updates", "copies": "update", "throttle": {"at_most": 3, "per": "6h"},
                                  "threshold": {"count": 2, "within": "1d"}, "quiet_hours": "none", "digest": "none"}),
    "digest": rules(defaults={"digest": {"every": "6h"},
                              "quiet_hours": {"from": "22:00", "to": "06:30", "time_zone": "Europe/Berlin"}}),
    "stance": rules(topics={"stance": {"between": ["US", "CN"], "quads": "verbal_conflict", "require": True}}),
    "one-way stance": rules(topics={"stance": {"source": "US", "quads": ["verbal_conflict", "material_conflict"]}}),
    "a full official": rules(officials={
        "names": {"zh": "安"}, "aliases": ["J. Doe", {"name": "Janie Doe", "kind": "nickname", "lang": "en",
                                                     "case_exact": True, "requires": ["mayor"]}],
        "surname": "Doe", "gender": "female", "wikidata": "Q42", "not_me": "Jane Doe Street", "context": ["mayor"],
        "roles": [{"office": "mayor", "from": "2020-01-01", "to": "2021-01-01", "acting": True}]}),
    "a full office": rules(offices={"aliases": ["lord mayor"], "abbreviations": "LM", "country": "GB"}),
    "a full statement": rules(statements={"speaker": ["jane-doe", "role:mayor"], "topic": "a",
                                          "kinds": ["direct", "mixed"]}),
    "a full surge": rules(surges={"window": "3h", "baseline": "14d", "cool_down": "6h", "least_outlets": 2,
                                  "least_level": 3}),
}

WRONG = {
    "section": {"topic": [TOPIC]},
    "section as a map": {"topics": TOPIC},
    "default": rules(defaults={"severe": "high"}),
    "query missing": {"topics": [{"id": "a", "name": "A"}]},
    "name missing": {"topics": [{"id": "a", "query": "b"}]},
    "id": rules(topics={"id": "No Id"}),
    "severity": rules(topics={"severity": "grave"}),
    "alert": rules(topics={"alert": "sometimes"}),
    "labels": rules(topics={"labels": ["a"]}),
    "alert_on": rules(topics={"alert_on": "all"}),
    "copies": rules(topics={"copies": "drop"}),
    "throttle without per": rules(topics={"throttle": {"at_most": 3}}),
    "throttle with more": rules(topics={"throttle": {"at_most": 3, "per": "1h", "for": "1h"}}),
    "throttle of none": rules(topics={"throttle": {"at_most": 0, "per": "1h"}}),
    "threshold of one": rules(topics={"threshold": {"count": 1, "within": "1h"}}),
    "digest": rules(topics={"digest": {"every": "often"}}),
    "quiet hours": rules(topics={"quiet_hours": {"from": "25:00", "to": "06:00"}}),
    "default operator": rules(topics={"default_operator": "NEAR"}),
    "stance of one": rules(topics={"stance": {"between": ["US"]}}),
    "stance": rules(topics={"stance": {"quads": "war", "source": "US"}}),
    "stance key": rules(topics={"stance": {"source": "US", "include_denied": True}}),
    "official key": rules(officials={"born": "1970"}),
    "gender": rules(officials={"gender": "unknown"}),
    "wikidata": rules(officials={"wikidata": "42"}),
    "alias": rules(officials={"aliases": [{"name": "J", "kind": "short form"}]}),
    "role without from": rules(officials={"roles": [{"title": "Mayor"}]}),
    "role without title": rules(officials={"roles": [{"from": "2020-01-01"}]}),
    "date": rules(officials={"roles": [{"title": "Mayor", "from": "January"}]}),
    "holder": rules(offices={"holders": [{"from": "2020-01-01"}]}),
    "office key": rules(offices={"query": "a"}),
    "statement without speaker": rules(statements=[{"id": "s", "name": "S"}]),
    "statement with both": rules(statements={"topic": "a", "query": "b"}),
    "kind": rules(statements={"kinds": ["said"]}),
    "surge of nothing": rules(surges=[{"id": "u", "name": "U"}]),
    "window": rules(surges={"window": "5h"}),
    "level": rules(surges={"least_level": 4}),
    "surge key": rules(surges={"query": "a"}),
}


def check(document, tmp_path):
    """Whether the schema and the program take it."""
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
    done = run("validate", "--rules", file)
    assert done.returncode in (0, 78), done.stderr
    problems = [error.message for error in Draft7Validator(SCHEMA).iter_errors(document)]
    return problems, done.stderr.decode() if done.returncode else ""


def test_it_is_a_schema():
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_rules_fit(file):
    document = yaml.load(file.read_text(), Loader=yaml.BaseLoader)  # Dates stay texts, as for us.
    found = [error for error in Draft7Validator(SCHEMA).iter_errors(document)
             if error.instance not in ("true", "false") and not str(error.instance).isdigit()]
    assert not found, [f"{list(error.absolute_path)}: {error.message}" for error in found]


@pytest.mark.parametrize("name", FINE)
def test_both_take_what_is_fine(name, tmp_path):
    assert check(FINE[name], tmp_path) == ([], "")


@pytest.mark.parametrize("name", WRONG)
def test_both_refuse_what_is_wrong(name, tmp_path):
    problems, told = check(WRONG[name], tmp_path)
    assert problems and told, (problems, told)
