"""Commands that need no broker. People script against their output and exit codes."""

import json
from pathlib import Path
from typing import Dict, List

import pytest

from alert_reader import assert_places_fit, assert_valid, bytes_of
from newswatch import ROOT, clean_environment, run

SAMPLE = ROOT.parent / "shared" / "samples" / "blinken-interview.ndjson"
SAMPLE_RULES = ROOT / "deploy" / "rules"

RULES = """\
topics:
  - {id: floods, name: Floods, severity: high, query: 'flood*', labels: {desk: asia}}
  - {id: us-china, name: US and China, query: 'raw:US AND China'}
officials:
  - id: antony-blinken
    name: Antony Blinken
    roles: [{title: Secretary of State, country: US, from: 2021-01-26, to: 2025-01-20}]
"""

ARTICLES = [
    {"id": "a1", "title": "Flooding in Málaga", "body": "“Floods” came."},
    {"id": "a2", "title": "Calm", "body": "Nothing for us in China.", "published_at": "2024-05-01"},
    {"id": "a3", "title": "Talks", "body": "Antony Blinken: the US and China talk. Blinken left.",
     "published_at": "2026-05-01T00:00:00Z"},
    {"id": "a4", "title": "Rain", "authors": ["Ana Díaz", {"name": "Bo Li"}],
     "body": ["“Rain,” they said.", "Then the flood came."]},
]
BAD_LINE = b'{"id": "bad", "title": '
EXPECTED = [("a1", "floods"), ("a3", "antony-blinken"), ("a3", "us-china"),
            ("a4", "floods")]


@pytest.fixture
def rules(tmp_path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "rules.yaml").write_text(RULES)
    return folder


def lines(articles: List[Dict]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in articles)


@pytest.fixture
def articles(tmp_path) -> Path:
    file = tmp_path / "articles.ndjson"
    file.write_bytes(lines(ARTICLES))
    return file


@pytest.fixture
def partly_bad(tmp_path) -> Path:
    """The second line is no JSON."""
    file = tmp_path / "partly-bad.ndjson"
    file.write_bytes(lines(ARTICLES[:1]) + BAD_LINE + b"\n" + lines(ARTICLES[1:]))
    return file


def alerts_in(output: bytes) -> List[Dict]:
    """Standard output holds alerts, one a line, and nothing else."""
    assert output == b"" or output.endswith(b"\n")
    alerts = [json.loads(line) for line in output.splitlines()]
    assert_valid(alerts)
    return alerts


def raised(output: bytes) -> List:
    return sorted((alert["data"]["article"]["id"], alert["subject"]) for alert in alerts_in(output))


# replay

@pytest.fixture(scope="module")
def sample_alerts() -> Dict[str, Dict]:
    """The sample article's alerts from the rules that Newswatch ships, by rule."""
    if not SAMPLE.exists():
        pytest.skip(f"NOT TESTED: the sample article {SAMPLE} is not here")
    done = run("replay", "--rules", SAMPLE_RULES, SAMPLE)
    assert done.returncode == 0, done.stderr.decode()
    return {alert["subject"]: alert for alert in alerts_in(done.stdout)}


def matched(alert: Dict) -> List[str]:
    return [match["text"] for match in alert["data"]["matches"]]


def test_the_sample_raises_what_it_supports_and_nothing_else(sample_alerts):
    assert set(sample_alerts) == {"fentanyl-policy", "us-china-cooperation", "antony-blinken"}


def test_the_samples_offsets_point_at_their_text(sample_alerts):
    article = json.loads(SAMPLE.read_bytes())
    for alert in sample_alerts.values():
        assert_places_fit(alert, article)


def test_the_sample_matches_the_right_words(sample_alerts):
    assert "fentanyl" in matched(sample_alerts["fentanyl-policy"])
    assert {"US", "China"} <= set(matched(sample_alerts["us-china-cooperation"]))
    assert "Antony Blinken" in " ".join(matched(sample_alerts["antony-blinken"]))
    assert not any(word == "us" for alert in sample_alerts.values() for word in matched(alert))


def test_the_sample_tells_what_the_two_countries_are_to_do_together(sample_alerts):
    stances = sample_alerts["us-china-cooperation"]["data"]["stance"]
    assert {(one["source"], one["target"]) for one in stances} == {("US", "CN"), ("CN", "US")}
    for one in stances:
        assert (one["quad"], one["negated"], one["modality"]) == ("material_cooperation", False, "hypothetical")
        assert "both possible and necessary" in one["text"]


def test_the_sample_names_the_office_of_its_date(sample_alerts):
    officials = {one["id"]: one for one in sample_alerts["antony-blinken"]["data"]["officials"]}
    assert officials["antony-blinken"]["role"] == "Secretary of State"
    assert officials["antony-blinken"]["country"] == "US"


SAMPLE_STATEMENT = """\
topics:
  - {id: fentanyl-cooperation, name: Cooperation, alert: false, query: 'fentanyl NEAR/30 (cooperat* OR collaborat*)'}
statements:
  - {id: blinken-on-it, name: Blinken on it, speaker: antony-blinken, topic: fentanyl-cooperation}
"""


@pytest.fixture(scope="module")
def sample_annotation() -> Dict:
    if not SAMPLE.exists():
        pytest.skip(f"NOT TESTED: the sample article {SAMPLE} is not here")
    done = run("annotate", "--rules", SAMPLE_RULES, SAMPLE)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_the_samples_quotations_have_their_speakers(sample_annotation):
    quotations = [one for one in sample_annotation["quotations"] if one["kind"] != "indirect"]
    assert [(one["text"].split()[0].strip(",."), one["speaker"]["name"]) for one in quotations] == [
        ("not", "Antony Blinken"), ("The", "Margaret Brennan"), ("Do", "Margaret Brennan"),
        ("Yes", "Antony Blinken"), ("When", "Antony Blinken"), ("I’ve", "Margaret Brennan"),
        ("All", "Antony Blinken"), ("Over", "Antony Blinken")]
    assert {one["speaker"].get("id") for one in quotations} == {"antony-blinken", None}


def test_the_sample_mentions_one_official_three_times(sample_annotation):
    mentions = sample_annotation["mentions"]
    assert [(one["id"], one["role"]) for one in mentions] == [("antony-blinken", "Secretary of State")] * 3
    assert [one["resolved_by"] for one in mentions] == ["full_name", "surname", "surname"]


def test_the_sample_meets_a_statement_in_one_answer(sample_annotation, tmp_path):
    rules = tmp_path / "rules.yaml"
    officials = "officials:\n  - id: antony-blinken\n    name: Antony Blinken\n    alert: false\n    roles:\n"
    role = "      - {title: Secretary of State, country: US, from: 2021-01-26, to: 2025-01-20}\n"
    rules.write_text(officials + role + SAMPLE_STATEMENT)
    done = run("replay", "--rules", rules, SAMPLE)
    alert, = alerts_in(done.stdout)
    assert alert["data"]["kind"] == "statement"
    answer, = alert["data"]["quotations"]
    assert answer in sample_annotation["quotations"]
    assert answer["text"].startswith("When it comes to fentanyl")
    places = [(match["begin"], match["end"]) for match in alert["data"]["matches"]]
    assert places and all(answer["begin"] <= begin < end <= answer["end"] for begin, end in places)
    assert_places_fit(alert, json.loads(SAMPLE.read_bytes()))


def test_replay_raises_alerts_with_the_right_offsets(rules, articles):
    done = run("replay", "--rules", rules, articles)
    assert done.returncode == 0
    assert raised(done.stdout) == EXPECTED
    by_id = {article["id"]: article for article in ARTICLES}
    for alert in alerts_in(done.stdout):
        assert_places_fit(alert, by_id[alert["data"]["article"]["id"]])
        assert "received_at" not in alert["data"]["article"]


def test_an_official_out_of_office_keeps_the_former_role(rules, articles):
    done = run("replay", "--rules", rules, articles)
    alerts = {alert["subject"]: alert["data"] for alert in alerts_in(done.stdout)}
    official = alerts["antony-blinken"]["officials"][0]
    assert (official["role"], official["former_role"]) == (None, "Secretary of State")
    assert [mention["text"] for mention in official["mentions"]] == ["Antony Blinken", "Blinken"]


def test_replay_reads_standard_input(rules):
    done = run("replay", "--rules", rules, "-", given=lines(ARTICLES))
    assert (done.returncode, raised(done.stdout)) == (0, EXPECTED)


def test_replay_keeps_near_misses_in_a_file(rules, articles, tmp_path):
    file = tmp_path / "near.ndjson"
    done = run("replay", "--rules", rules, "--near-misses", file, articles)
    assert (done.returncode, raised(done.stdout)) == (0, EXPECTED)
    near_misses = alerts_in(file.read_bytes())
    assert [(one["type"], one["subject"], one["data"]["article"]["id"], one["data"]["missed"])
            for one in near_misses] == [("newswatch.near_miss.v1", "us-china", "a2", "raw:US")]
    assert b"1 near misses" in done.stderr


def test_replay_keeps_annotations_in_a_file_as_annotate_prints_them(rules, articles, tmp_path):
    file = tmp_path / "annotations.ndjson"
    done = run("replay", "--rules", rules, "--annotations", file, articles)
    assert (done.returncode, raised(done.stdout)) == (0, EXPECTED)
    assert file.read_bytes() == run("annotate", "--rules", rules, articles).stdout
    annotations = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert_valid(annotations, "annotation")
    assert f", {len(annotations)} annotations".encode() in done.stderr


def test_replay_does_not_write_over_what_it_reads(rules, articles, tmp_path):
    before = articles.read_bytes()
    for option in ("--near-misses", "--annotations", "--dead-letters"):
        done = run("replay", "--rules", rules, option, articles, articles)
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"is in use already" in done.stderr
        assert articles.read_bytes() == before
    same = tmp_path / "same.ndjson"
    done = run("replay", "--rules", rules, "--near-misses", same, "--dead-letters", same, articles)
    assert (done.returncode, done.stdout) == (1, b"")


def test_replay_of_the_same_gives_the_same_bytes(rules, articles):
    first, second = (run("replay", "--rules", rules, articles).stdout for _ in range(2))
    from_input = run("replay", "--rules", rules, "-", given=articles.read_bytes()).stdout
    assert first == second == from_input != b""


def test_replay_reads_several_files_in_their_order(rules, tmp_path):
    first, second = tmp_path / "z.ndjson", tmp_path / "a.ndjson"
    first.write_bytes(lines(ARTICLES[:3]))
    second.write_bytes(lines(ARTICLES[3:]))
    done = run("replay", "--rules", rules, first, second)
    assert [alert["data"]["article"]["id"] for alert in alerts_in(done.stdout)] == [
        "a1", "a3", "a3", "a4"]


def test_replay_tells_an_article_once_though_two_files_hold_it(rules, tmp_path):
    dated = [{"published_at": "2026-05-01T00:00:00Z", **one} for one in ARTICLES]
    files = [tmp_path / "one.ndjson", tmp_path / "two.ndjson"]
    for file in files:
        file.write_bytes(lines(dated))
    assert raised(run("replay", "--rules", rules, *files).stdout) == EXPECTED


def test_replay_tells_of_a_bad_line_and_goes_on(rules, partly_bad):
    done = run("replay", "--rules", rules, partly_bad)
    assert (done.returncode, raised(done.stdout)) == (0, EXPECTED)
    told = [line for line in done.stderr.decode().splitlines() if "invalid_json" in line]
    assert len(told) == 1 and f"{partly_bad}:2" in told[0]


def test_strict_makes_a_bad_line_a_failure(rules, articles, partly_bad):
    assert run("replay", "--strict", "--rules", rules, articles).returncode == 0
    done = run("replay", "--strict", "--rules", rules, partly_bad)
    assert (done.returncode, raised(done.stdout)) == (1, EXPECTED)


def test_dead_letters_keep_the_bytes(rules, partly_bad, tmp_path):
    kept = tmp_path / "dead-letters"
    assert run("replay", "--rules", rules, "--dead-letters", kept, partly_bad).returncode == 0
    assert kept.read_bytes() == BAD_LINE + b"\n"


# annotate, explain

def test_annotate_tells_all_officials_with_offsets(rules, articles):
    done = run("annotate", "--rules", rules, articles)
    assert done.returncode == 0
    annotations = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["article"]["id"] for one in annotations] == ["a1", "a2", "a3", "a4"]
    assert [len(one["mentions"]) for one in annotations] == [0, 0, 2, 0]
    for mention in annotations[2]["mentions"]:
        field = bytes_of(ARTICLES[2], mention["field"])
        assert field[mention["begin"]:mention["end"]].decode() == mention["text"]
        assert mention["id"] == "antony-blinken"


def one_article(tmp_path, number: int) -> Path:
    file = tmp_path / "article.json"
    file.write_bytes(lines(ARTICLES[number:number + 1]))
    return file


def test_explain_tells_a_hit_from_a_miss(rules, tmp_path):
    hit = run("explain", "--rules", rules, "--rule", "us-china", one_article(tmp_path, 2))
    miss = run("explain", "--rules", rules, "--rule", "us-china", one_article(tmp_path, 1))
    assert (hit.returncode, miss.returncode) == (0, 0)
    assert [json.loads(done.stdout)["fired"] for done in (hit, miss)] == [True, False]
    assert b"US" in hit.stdout and b"China" in hit.stdout


def test_explain_of_an_unknown_rule_names_the_nearest(rules, tmp_path):
    done = run("explain", "--rules", rules, "--rule", "us-chyna", one_article(tmp_path, 0))
    assert done.returncode == 2
    assert b"us-china" in done.stderr


def test_alerts_explain_themselves_where_the_configuration_asks(rules, articles, tmp_path):
    config = tmp_path / "newswatch.yaml"
    config.write_text("alerts: {explanation: tree}\n")
    done = run("replay", "--rules", rules, "--config", config, articles)
    explanations = {alert["subject"]: alert["data"].get("explanation") for alert in alerts_in(done.stdout)}
    assert [part["clause"] for part in explanations["us-china"]["parts"]] == ["raw:US", "china"]
    assert explanations["antony-blinken"] is None


# Fields that the configuration maps

SECTIONS = [
    {"id": "s1", "title": "Flood", "desk": {"section": "Politics"}, "tags": ["rain", "Río"]},
    {"id": "s2", "title": "Flood", "desk": {"section": "sport"}, "tags": "rain"},
    {"id": "s3", "title": "Flood", "premium": True},
    {"id": "s4", "title": "Flood", "desk": "no object", "tags": {"no": "text"}},
]


@pytest.fixture
def mapped(tmp_path) -> Path:
    """Rules that ask for mapped fields, and the configuration that names both."""
    rules = tmp_path / "mapped"
    rules.mkdir()
    (rules / "rules.yaml").write_text(
        "topics:\n"
        "  - {id: politics, name: Politics, query: 'flood AND section:politics AND tags:(rio OR snow)'}\n"
        "  - {id: premium, name: Premium, query: 'flood AND premium:true'}\n")
    (rules / "rules.test.yaml").write_text(
        "tests:\n"
        "  - name: Politics\n"
        "    article: {title: Flood, desk: {section: politics}, tags: [rio]}\n"
        "    alerts: [{rule: politics}]\n"
        "  - {name: Premium, article: {title: Flood, premium: true}, alerts: [{rule: premium}]}\n")
    config = tmp_path / "newswatch.yaml"
    config.write_text(
        f"kafka: {{brokers: '127.0.0.1:9'}}\nrules: {{path: '{rules}'}}\n"
        "articles: {metadata: {section: [/data/section, /desk/section], tags: /tags, premium: /premium}}\n")
    return config


def test_queries_ask_for_fields_that_the_configuration_maps(mapped, tmp_path):
    file = tmp_path / "sections.ndjson"
    file.write_bytes(lines(SECTIONS))
    done = run("replay", "--strict", "--rules", tmp_path / "mapped", "--config", mapped, file)
    assert done.returncode == 0, done.stderr.decode()
    assert raised(done.stdout) == [("s1", "politics"), ("s3", "premium")]
    annotated = run("annotate", "--rules", tmp_path / "mapped", "--config", mapped, file).stdout.splitlines()
    assert [json.loads(line).get("metadata") for line in annotated] == [
        {"section": ["Politics"], "tags": ["rain", "Río"]}, {"section": ["sport"], "tags": ["rain"]},
        {"premium": ["true"]}, None]


def test_commands_know_the_mapped_fields_of_their_configuration(mapped, tmp_path):
    rules = tmp_path / "mapped"
    (tmp_path / "one.json").write_bytes(lines(SECTIONS[:1]))
    told = run("explain", "--rules", rules, "--rule", "politics", "--config", mapped, tmp_path / "one.json")
    assert json.loads(told.stdout)["fired"] is True
    assert run("validate", "--config", mapped).returncode == 0
    assert run("validate", "--rules", rules, "--config", mapped).returncode == 0
    tested = run("test", "--config", mapped, rules)
    assert tested.returncode == 0, tested.stdout.decode() + tested.stderr.decode()
    asked = run("query", "--config", mapped, "flood AND section:a,b")
    assert json.loads(asked.stdout)["canonical"] == "flood AND section:(a OR b)"


def test_without_a_configuration_a_mapped_field_is_unknown_and_the_message_says_where_to_name_it(mapped, tmp_path):
    rules = tmp_path / "mapped"
    for done in (run("validate", "--rules", rules), run("test", rules), run("query", "a AND section:b")):
        assert done.returncode != 0
        told = done.stderr.decode()
        assert 'unknown field "section"' in told
        assert "articles.metadata" in told and "--config" in told


def test_mapped_fields_of_the_environment_are_known(mapped, tmp_path):
    given = clean_environment(NEWSWATCH_ARTICLES__METADATA="section=/section,tags=/tags,premium=/premium")
    assert run("validate", "--rules", tmp_path / "mapped", environment=given).returncode == 0


def test_a_broken_configuration_still_names_its_mapped_fields(mapped):
    mapped.write_text(mapped.read_text() + "log: {level: loud}\n")
    done = run("validate", "--config", mapped)
    assert done.returncode == 78
    assert b"log.level" in done.stderr and b"unknown field" not in done.stderr


def test_annotate_counts_and_keeps_what_it_could_not_use(partly_bad, tmp_path):
    kept = tmp_path / "bad.ndjson"
    done = run("annotate", "--dead-letters", kept, partly_bad)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(ARTICLES)
    assert kept.read_bytes() == BAD_LINE + b"\n"
    assert run("annotate", "--strict", partly_bad).returncode == 1


def test_a_folder_is_no_configuration(rules, articles, tmp_path):
    for arguments in (["validate", "--config", tmp_path], ["replay", "--rules", rules, "--config", tmp_path]):
        done = run(*arguments)
        assert done.returncode == 78
        assert b"Is a directory" in done.stderr


def test_a_broken_configuration_does_not_hide_the_problems_of_its_rules(tmp_path):
    (tmp_path / "rules.yaml").write_text("topics: [{id: one, name: One, query: 'a AND'}]\n")
    config = tmp_path / "newswatch.yaml"
    config.write_text(f"log: {{level: loud}}\nrules: {{path: '{tmp_path}/rules.yaml'}}\n")
    done = run("validate", "--config", config)
    assert done.returncode == 78
    assert b"log.level" in done.stderr and b"rules.yaml:1:" in done.stderr


# query and test

def test_query_tells_the_canonical_form_and_the_tree():
    done = run("query", "US–China W/3 (b OR c)")
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["canonical"] == '"us china" NEAR/3 (b OR c)'
    assert told["tree"]["clause"] == "NEAR/3"
    assert [part["clause"] for part in told["tree"]["parts"]] == ['"us china"', "OR"]


def test_query_reads_what_it_prints():
    printed = json.loads(run("query", "score>=3 {a^2 (b NEAR/2 c)^1x3}").stdout)["canonical"]
    assert json.loads(run("query", printed).stdout)["canonical"] == printed


def test_a_bad_query_is_shown_with_a_caret_below_the_place():
    done = run("query", "fentanyl policy")
    assert (done.returncode, done.stdout) == (1, b"")
    lines = done.stderr.decode().splitlines()
    assert "no operator" in lines[0] and "fentanyl AND policy" in lines[3]
    assert lines[2].index("^") == lines[1].index("policy")


def test_the_rules_that_newswatch_ships_pass_tests_that_meet_every_clause():
    done = run("test", "--mutate", SAMPLE_RULES)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    report = json.loads(done.stdout)
    coverage = report["coverage"]
    assert report["passed"] > 0 and report["failed"] == 0
    assert coverage["covered"] == coverage["clauses"] > 200
    assert coverage["untested"] == []
    assert len(report["mutation"]["survivors"]) < report["mutation"]["mutants"] / 10


def test_a_failed_rule_test_ends_with_1_and_a_bad_file_with_78(rules):
    test = rules / "floods.test.yaml"
    test.write_text("tests: [{name: Calm, article: {title: Flood}, silent: [floods]}]\n")
    done = run("test", "--output", "text", test)
    assert done.returncode == 1
    assert f"FAILED {test}:1 Calm".encode() in done.stdout
    test.write_text("tests: [{name: Calm, article: {title: Flood}, silent: [flods]}]\n")
    done = run("test", rules)
    assert (done.returncode, done.stdout) == (78, b"")
    assert b'did you mean "floods"?' in done.stderr


# validate, and being refused

def test_the_rules_that_newswatch_ships_are_valid():
    done = run("validate", "--rules", SAMPLE_RULES)
    assert done.returncode == 0, done.stderr.decode()


def test_validate_tells_all_problems_of_rules_with_their_places(rules):
    (rules / "second.yaml").write_text(
        "topics:\n"
        "  - {id: floods, name: Again, query: 'flood'}\n"
        "  - {id: one, nmae: One, query: 'flood'}\n"
        "  - {id: two, name: Two, query: 'flood AND'}\n")
    (rules / "cases.test.yaml").write_text("not: rules\n")
    (rules / ".hidden.yaml").write_text("not: rules\n")
    done = run("validate", "--rules", rules)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 78
    for line, word in ((2, "floods"), (3, "name"), (4, "query")):
        assert any(f"second.yaml:{line}:" in row and word in row for row in told.splitlines()), told
    assert "cases.test.yaml" not in told and ".hidden.yaml" not in told


def test_validate_tells_what_topics_cost_on_a_sample(rules, articles):
    done = run("validate", "--rules", rules, "--sample", articles, "--articles-per-day", 1000)
    assert done.returncode == 0, done.stderr.decode()
    rows = {row["rule"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert set(rows) == {"floods", "us-china"}
    assert rows["floods"]["terms"] == [{"term": "flood*", "share": 0.5}]
    assert (rows["floods"]["matches"], rows["us-china"]["matches"]) == (2, 1)
    assert rows["floods"]["alerts_per_day"] == 500
    assert rows["floods"]["nanoseconds_per_article"] > 0
    assert b"floods: looked up by flood*, which 50 % of the articles have" in done.stderr


@pytest.mark.parametrize("number", ["0", "-5", "nan", "inf", "1e300", "many", ""])
def test_validate_takes_no_senseless_number_of_articles_a_day(rules, articles, number):
    done = run("validate", "--rules", rules, "--sample", articles, f"--articles-per-day={number}")
    assert (done.returncode, done.stdout) == (2, b"")


def test_validate_needs_articles_in_its_sample(rules, tmp_path):
    empty = tmp_path / "empty.ndjson"
    empty.write_bytes(b"")
    done = run("validate", "--rules", rules, "--sample", empty)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"the sample has no article" in done.stderr


def test_environment_overrides_the_file(tmp_path, rules):
    file = tmp_path / "newswatch.yaml"
    file.write_text(f"rules: {{path: '{rules}'}}\n")
    given = clean_environment(NEWSWATCH_KAFKA__BROKERS="127.0.0.1:9")
    assert run("validate", "--config", file).returncode == 78
    assert run("validate", "--config", file, environment=given).returncode == 0


WRONG_USAGE = [["frobnicate"], ["replay", "--no-such-flag"], ["replay"], ["run"], ["explain"], ["query"],
               ["test"], ["diff"], ["diff", "--old", "a"], ["replay", "--rules", "a", "--from", "1"],
               ["replay", "--rules", "a", "--topic", "b", "c.ndjson"], []]


@pytest.mark.parametrize("arguments", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_ends_with_2(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == b"" and done.stderr != b""


def test_bad_rules_end_replay_with_78(rules, articles):
    (rules / "rules.yaml").write_text("topics: [{id: A B}]\n")
    done = run("replay", "--rules", rules, articles)
    assert (done.returncode, done.stdout) == (78, b"")
    assert b"rules.yaml:1:" in done.stderr


def test_a_missing_file_fails_replay(rules, tmp_path):
    done = run("replay", "--rules", rules, tmp_path / "absent.ndjson")
    assert done.returncode == 1
    assert b"absent.ndjson" in done.stderr


COMMANDS = ["run", "validate", "replay", "diff", "stats", "annotate", "explain", "query", "test", "import",
            "demo", "version"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"newswatch {command}".encode() in done.stdout


def test_version_tells_the_version():
    done = run("version")
    assert done.returncode == 0 and b"newswatch" in done.stdout


def test_config_show_tells_what_is_set_and_by_what(tmp_path):
    file = tmp_path / "newswatch.yaml"
    file.write_text("kafka:\n  brokers: a:1\n  sasl_mechanism: PLAIN\n  security_protocol: sasl_ssl\n"
                    "  username: u\n  password: hunter2\n")
    environment = clean_environment(NEWSWATCH_ADMIN__PORT="8000")
    shown = run("config", "show", "--config", file, "--output", "text", environment=environment)
    assert shown.returncode == 0
    found = dict(line.split("#", 1) for line in shown.stdout.decode().splitlines())
    origins = {key.strip(): origin.strip() for key, origin in found.items()}
    assert origins["kafka.brokers: a:1"] == f"{file}:2:12"
    assert origins["kafka.password: ***"] == f"{file}:6:13"
    assert origins["admin.port: 8000"] == "NEWSWATCH_ADMIN__PORT"
    assert not any(key.startswith("pipeline.threads") for key in origins)
    resolved = run("config", "show", "--config", file, "--resolved", "--output", "json", environment=environment)
    lines_by_key = {line["key"]: line for line in map(json.loads, resolved.stdout.splitlines())}
    assert lines_by_key["pipeline.threads"] == {"key": "pipeline.threads", "value": "1", "origin": "default"}
    assert b"hunter2" not in shown.stdout + shown.stderr + resolved.stdout + resolved.stderr


def test_config_show_reports_every_problem(tmp_path):
    file = tmp_path / "newswatch.yaml"
    file.write_text("kafka: {brokrs: a:1}\nadmin: {port: x}\n")
    done = run("config", "show", "--config", file)
    assert done.returncode == 78 and done.stdout == b""
    for part in (b"kafka.brokrs", b"did you mean", b"admin.port"):
        assert part in done.stderr


def test_a_misspelt_command_is_told_with_the_nearest():
    done = run("vaildate", "--config", "newswatch.yaml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b'no command "vaildate"; did you mean "validate"?' in done.stderr


def test_the_version_is_an_option_too():
    assert run("--version").stdout == run("version").stdout


def test_no_broker_is_told_without_a_file():
    done = run("tail")
    assert done.returncode == 78
    assert done.stderr.startswith(b"without --config: kafka.brokers is missing")
