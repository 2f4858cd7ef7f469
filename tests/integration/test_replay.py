"""`newswatch replay`, `stats` and `diff` on archives: packed, in folders, in topics, on all cores, interrupted."""

import gzip
import json
import signal
import subprocess
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient

from alert_reader import assert_valid
from child import wait_until
from kafka_client import create_topics
from newswatch import binary, clean_environment, run

RULES = """\
topics:
  - {id: floods, name: Floods, query: 'flood*', severity: high, throttle: {at_most: 1, per: 24h}}
  - {id: rain, name: Rain, query: rain, throttle: {at_most: 3, per: 24h}}
  - {id: snow, name: Snow, query: snow}
  - {id: wind, name: Wind, query: wind}
"""
BEGIN = datetime(2026, 9, 1, tzinfo=timezone.utc)
COUNT = 3000


def article(number: int) -> dict:
    words = "rain" if number % 5 == 0 else "wind"
    if number % 13 == 0:
        words += " and floods"
    names = " ".join(f"Q{step}x{number * step % 991}" for step in (31, 37, 41, 43, 47))
    return {"id": f"a{number}", "title": f"{words.capitalize()} in Place{number % 97}", "lang": "en" if number % 3 else "de",
            "body": f"{names} saw {words} today.", "source": {"domain": f"outlet{number % 4}.example"},
            "url": f"https://outlet{number % 4}.example/{number}",
            "published_at": (BEGIN + timedelta(minutes=20 * number)).isoformat()}


def lines(numbers) -> bytes:
    return b"".join(json.dumps(article(number)).encode() + b"\n" for number in numbers)


@pytest.fixture(name="rules", scope="module")
def _rules(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("rules") / "rules.yaml"
    file.write_text(RULES)
    return file


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory) -> Path:
    """Three files in the order of their paths: packed by gzip, by Zstandard, and not."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "2026").mkdir()
    (folder / "2026" / "09.ndjson.gz").write_bytes(gzip.compress(lines(range(1000))))
    subprocess.run(["zstd", "-q", "-o", folder / "2026" / "10.ndjson.zst"], input=lines(range(1000, 2000)), check=True)
    (folder / "2026" / "11.ndjson").write_bytes(lines(range(2000, COUNT)))
    (folder / "notes.txt").write_text("no articles")
    return folder


@pytest.fixture(name="expected", scope="module")
def _expected(rules) -> bytes:
    """What one thread makes of the articles on its standard input."""
    done = run("replay", "--rules", rules, "--threads", 1, "-", given=lines(range(COUNT)))
    assert done.returncode == 0, done.stderr
    alerts = [json.loads(line) for line in done.stdout.splitlines()]
    assert_valid(alerts[:50])
    assert len(alerts) > 100
    return done.stdout


# Where articles come from

@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_folder_of_packed_files_gives_the_same_bytes_on_any_number_of_threads(rules, archive, expected, threads):
    done = run("replay", "--rules", rules, "--threads", threads, archive)
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected
    assert f"{COUNT} articles".encode() in done.stderr


def test_a_pattern_in_quotes_is_matched(rules, archive, expected):
    assert run("replay", "--rules", rules, f"{archive}/2026/*.ndjson*").stdout == expected


def test_packed_articles_may_come_on_the_standard_input(rules, expected):
    assert run("replay", "--rules", rules, "-", given=gzip.compress(lines(range(COUNT)))).stdout == expected


def test_a_file_that_was_cut_fails_the_replay_and_the_next_is_read(rules, archive, tmp_path):
    cut = tmp_path / "cut.ndjson.gz"
    cut.write_bytes(gzip.compress(lines(range(1000)))[:-100])
    done = run("replay", "--rules", rules, cut, archive / "2026" / "11.ndjson")
    assert done.returncode == 1
    assert f"{cut}: ends in the middle of its compressed data".encode() in done.stderr
    assert b'"a2991"' in done.stdout


@pytest.mark.parametrize("argument, words", [("nothing-*.ndjson", b"no file is named so"), ("", b"holds no file")])
def test_a_pattern_or_folder_without_articles_is_told(rules, tmp_path, argument, words):
    done = run("replay", "--rules", rules, tmp_path / argument)
    assert done.returncode == 1 and words in done.stderr


# Interrupts

def interrupted(rules, tmp_path, numbers, sign, *arguments) -> subprocess.Popen:
    """A replay that has read part of its standard input when the signal comes."""
    log = tmp_path / "replay.log"
    with open(log, "wb") as errors, open(tmp_path / "out", "ab") as out:
        replay = subprocess.Popen([binary(), "replay", "--rules", rules, *map(str, arguments), "-"],
                                  stdin=subprocess.PIPE, stdout=out, stderr=errors, env=clean_environment())
        replay.stdin.write(lines(numbers))
        replay.stdin.flush()
        written = Path(arguments[arguments.index("--alerts") + 1]) if "--alerts" in arguments else tmp_path / "out"
        wait_until("alerts of what was read", lambda: b'"a1006"' in written.read_bytes())
        replay.send_signal(sign)
        replay.wait(60)
    return replay


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_replay_goes_on_to_the_same_bytes(rules, tmp_path, expected, sign):
    place = tmp_path / "place"
    first = interrupted(rules, tmp_path, range(1010), sign, "--resume", place)
    assert first.returncode == 1
    assert b"interrupted: the same command goes on from here" in (tmp_path / "replay.log").read_bytes()
    assert place.exists()
    rest = run("replay", "--rules", rules, "--resume", place, "-", given=lines(range(COUNT)))
    assert rest.returncode == 0, rest.stderr
    assert (tmp_path / "out").read_bytes() + rest.stdout == expected
    assert f"{COUNT} articles".encode() in rest.stderr
    assert not place.exists()


def test_a_replay_into_a_file_goes_on_there(rules, tmp_path, expected):
    place, alerts = tmp_path / "place", tmp_path / "alerts.ndjson"
    interrupted(rules, tmp_path, range(1010), signal.SIGINT, "--resume", place, "--alerts", alerts)
    assert place.exists() and 0 < alerts.stat().st_size < len(expected)
    with open(alerts, "ab") as file:
        file.write(b'{"written": "behind the place"}\n')  # as by a replay that was killed later
    done = run("replay", "--rules", rules, "--resume", place, "--alerts", alerts, "-", given=lines(range(COUNT)))
    assert done.returncode == 0, done.stderr
    assert alerts.read_bytes() == expected


def test_a_place_of_other_rules_or_articles_is_refused(rules, archive, tmp_path):
    place = tmp_path / "place"
    interrupted(rules, tmp_path, range(1010), signal.SIGINT, "--resume", place)
    other = tmp_path / "other.yaml"
    other.write_text(RULES.replace("flood*", "deluge"))
    done = run("replay", "--rules", other, "--resume", place, "-")
    assert done.returncode == 1 and b"other rules" in done.stderr
    done = run("replay", "--rules", rules, "--resume", place, archive)
    assert done.returncode == 1 and b"other articles" in done.stderr
    assert place.exists()


# Topics

@pytest.fixture(name="topic", scope="module")
def _topic(make_workspace, expected):  # pylint: disable=unused-argument
    """The articles in three partitions, each with its time as the record's: old ones, which must be kept."""
    workspace = make_workspace("archive")
    create_topics(workspace.bootstrap, {workspace.articles: 3}, {"retention.ms": "-1"})
    producer = Producer({"bootstrap.servers": workspace.bootstrap, "enable.idempotence": True})
    for number in range(COUNT):
        time = BEGIN + timedelta(minutes=20 * number)
        producer.produce(workspace.articles, json.dumps(article(number)).encode(), partition=number * 7 % 3,
                         timestamp=int(time.timestamp() * 1000))
        producer.poll(0)
    assert producer.flush(60) == 0
    return workspace


def replay_topic(topic, rules, *arguments):
    done = run("replay", "--rules", rules, "--brokers", topic.bootstrap, "--topic", topic.articles, *arguments)
    assert done.returncode == 0, done.stderr
    return done


def without_arrival(output: bytes):
    """A record's time is in alerts as that of its arrival, which files do not know."""
    alerts = [json.loads(line) for line in output.splitlines()]
    for alert in alerts:
        alert["data"].get("article", {}).pop("received_at", None)
    return alerts


def test_a_topic_gives_what_its_articles_give_in_the_order_of_time(topic, rules, expected):
    first, second = replay_topic(topic, rules), replay_topic(topic, rules, "--threads", 1)
    assert first.stdout == second.stdout
    assert without_arrival(first.stdout) == without_arrival(expected)


def article_numbers(output: bytes):
    return [int(json.loads(line)["data"]["article"]["id"][1:]) for line in output.splitlines()]


def test_a_part_of_a_topic_is_told_by_times(topic, rules):
    done = replay_topic(topic, rules, "--from", "2026-09-10", "--to", "2026-09-12T12:00:00Z")
    first, end = 9 * 72, 9 * 72 + 2 * 72 + 36
    assert f"{end - first} articles".encode() in done.stderr
    assert all(first <= number < end for number in article_numbers(done.stdout))


def test_a_part_of_a_topic_is_told_by_offsets(topic, rules):
    assert b"60 articles" in replay_topic(topic, rules, "--from", "100", "--to", "120").stderr
    done = replay_topic(topic, rules, "--from", "0:990,1:1000,2:1000")
    assert b"\n10 articles" in b"\n" + done.stderr


@pytest.mark.parametrize("arguments, words, code", [
    (["--from", "yesterday"], b'"yesterday" is no place in a topic: give a time', 2),
    (["--from", "7:100"], b"has 3 partitions, counted from 0, and no 7", 78),
])
def test_a_place_that_is_none_is_told(topic, rules, arguments, words, code):
    done = run("replay", "--rules", rules, "--brokers", topic.bootstrap, "--topic", topic.articles, *arguments)
    assert done.returncode == code and words in done.stderr + done.stdout


def test_a_topic_that_does_not_exist_is_told(topic, rules):
    done = run("replay", "--rules", rules, "--brokers", topic.bootstrap, "--topic", topic.articles + "-no")
    assert done.returncode == 1
    assert b"does not exist" in done.stderr


def test_no_group_comes_into_being(topic, rules):
    replay_topic(topic, rules)
    groups = AdminClient({"bootstrap.servers": topic.bootstrap}).list_groups(timeout=30)
    assert topic.prefix not in [group.id for group in groups]


# What an archive holds

def test_stats_count_articles_and_what_rules_find(rules, archive):
    done = run("stats", "--rules", rules, "--output", "json", archive)
    assert done.returncode == 0, done.stderr
    stats = json.loads(done.stdout)
    assert stats["articles"] == COUNT and stats["undated"] == 0
    assert stats["languages"] == {"de": 1000, "en": 2000}
    assert stats["sources"] == {f"outlet{number}.example": COUNT // 4 for number in range(4)}
    assert stats["days"]["2026-09-01"] == 72
    assert stats["rules"]["rain"]["articles"] == COUNT // 5  # throttled or not
    assert stats["rules"]["snow"]["articles"] == 0
    assert sum(stats["rules"]["rain"]["days"].values()) == COUNT // 5


def test_stats_read_topics_too(topic, rules):
    done = run("stats", "--rules", rules, "--brokers", topic.bootstrap, "--topic", topic.articles)
    assert json.loads(done.stdout)["articles"] == COUNT


def test_stats_have_sparklines_for_people(rules, archive):
    done = run("stats", "--rules", rules, "--output", "text", archive)
    text = done.stdout.decode()
    assert f"{COUNT} articles of 2026-09-01 to 2026-10-12, 71.4 a day" in text
    assert "█" in text and "outlet0.example" in text


class Page(HTMLParser):
    """What a report would load or run, how many plots it has, and its text."""

    def __init__(self, file: Path):
        super().__init__()
        self.tags, self.addresses, self.text = [], [], ""
        self.feed(file.read_text())

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "srcset", "action")]

    def handle_data(self, data):
        self.text += data


def test_a_report_of_stats_is_one_file_with_plots(rules, archive, tmp_path):
    file = tmp_path / "report.html"
    assert run("stats", "--rules", rules, "--html", file, archive).returncode == 0
    page = Page(file)
    assert page.tags.count("svg") == 1 + 4
    assert not page.addresses and not {"script", "link", "img"} & set(page.tags)
    assert "outlet0.example" in page.text


# Old rules and new ones

@pytest.fixture(name="changed", scope="module")
def _changed(tmp_path_factory) -> Path:
    """Floods alert each time, rain is looked for in titles alone, snow is gone and wind has another severity."""
    file = tmp_path_factory.mktemp("changed") / "rules.yaml"
    file.write_text("""\
topics:
  - {id: floods, name: Floods, query: 'flood*', severity: high}
  - {id: rain, name: Rain, query: 'rain AND lang:en', throttle: {at_most: 3, per: 24h}}
  - {id: wind, name: Wind, query: wind, severity: critical}
  - {id: fog, name: Fog, query: outlet*}
""")
    return file


def test_diff_tells_what_is_gained_lost_and_changed(rules, changed, archive, expected):
    done = run("diff", "--old", rules, "--new", changed, "--output", "json", archive)
    assert done.returncode == 0, done.stderr
    diff = json.loads(done.stdout)
    before = [json.loads(line)["subject"] for line in expected.splitlines()]
    after = [json.loads(line)["subject"] for line in run("replay", "--rules", changed, archive).stdout.splitlines()]
    for rule, told in diff["rules"].items():
        assert told["before"]["alerts"] == before.count(rule)
        assert told["after"]["alerts"] == after.count(rule)
        assert told["gained"]["alerts"] - told["lost"]["alerts"] == after.count(rule) - before.count(rule)
    floods = diff["rules"]["floods"]
    assert floods["gained"]["kept_back"] == floods["gained"]["alerts"] > 0
    assert floods["lost"]["alerts"] == 0 and floods["gained"]["words"] == {"floods": floods["gained"]["alerts"]}
    assert diff["rules"]["rain"]["lost"]["alerts"] > 0
    assert diff["rules"]["wind"]["changed"]["alerts"] == before.count("wind")
    assert diff["rules"]["snow"] | {"in_old": True, "in_new": False} == diff["rules"]["snow"]
    newest = floods["gained"]["newest"]
    assert [one["time"] for one in newest] == sorted((one["time"] for one in newest), reverse=True)


def test_diff_of_the_same_rules_finds_nothing(rules, archive):
    done = run("diff", "--old", rules, "--new", rules, "--output", "text", archive)
    assert done.returncode == 0
    assert b"0 alerts gained, 0 lost, 0 changed" in done.stdout
    assert b"4 rules raise the same alerts as before" in done.stdout


def test_diff_does_not_depend_on_the_number_of_threads(rules, changed, archive):
    one, five = (run("diff", "--old", rules, "--new", changed, "--threads", threads, archive).stdout
                 for threads in (1, 5))
    assert one == five


def test_a_report_of_diff_shows_hostile_articles_as_text(rules, changed, tmp_path):
    hostile = article(13) | {"title": "<script>alert(1)</script> floods \"onload=x", "url": "javascript:alert(1)"}
    file, report = tmp_path / "articles.ndjson", tmp_path / "report.html"
    file.write_text("".join(json.dumps(one) + "\n" for one in (article(0), hostile | {"id": "h"}, hostile)))
    done = run("diff", "--old", changed, "--new", rules, "--html", report, "--output", "text", file)
    assert done.returncode == 0, done.stderr
    page = Page(report)
    assert "script" not in page.tags and "svg" in page.tags
    assert all(address.startswith("https://outlet0.example/") for address in page.addresses)


def test_bad_rules_end_diff_with_78(rules, tmp_path, archive):
    bad = tmp_path / "bad.yaml"
    bad.write_text("topics: [{id: x, name: X, query: '(('}]")
    done = run("diff", "--old", rules, "--new", bad, archive)
    assert done.returncode == 78 and b"bad.yaml" in done.stderr
