"""What `newswatch doctor` says of a real broker, and the topics that it makes."""

import yaml

from kafka_client import create_topics, topic_names
from newswatch import run


def doctor(workspace, *more: str, **changes):
    file = workspace.folder / "doctor.yaml"
    file.write_text(yaml.safe_dump(workspace.config(changes)))
    done = run("doctor", "--config", file, *more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_topics_are_missed_made_and_fine_and_the_daemon_runs_on_them(workspace):
    workspace.write_topic_rule("floods", "flood")
    code, output, _ = doctor(workspace)
    assert code == 1 and output.count("does not exist") == 5
    assert output.count("→ newswatch doctor --create-topics") == 5
    code, output, _ = doctor(workspace, "--create-topics")
    assert code == 0 and output.count("created") == 5 and "failure" not in output
    names = {workspace.articles, workspace.alerts, workspace.dead_letters, workspace.detections,
             workspace.state}
    assert names <= topic_names(workspace.bootstrap)
    code, output, _ = doctor(workspace, "--create-topics")
    assert code == 0 and "created" not in output
    assert output.count("warning") == output.count("nobody keeps this host's clock right"), output
    workspace.partitions = 4
    daemon = workspace.daemon().wait_ready()
    workspace.feed([{"id": "a", "body": "A flood."}])
    daemon.wait_for_metric("alerts_total", 1)
    assert daemon.terminate() == 0


def test_what_does_not_fit_is_told_with_what_to_do(workspace):
    create_topics(workspace.bootstrap, {workspace.articles: 1}, {"max.message.bytes": "9000000"})
    create_topics(workspace.bootstrap, {workspace.detections: 3, workspace.state: 2,
                                        workspace.alerts: 1, workspace.dead_letters: 1})
    code, output, _ = doctor(workspace)
    assert code == 1
    for part in ("compression.type=producer", "lose their bytes", "must have the same number",
                 "not compacted", "→ kafka-configs.sh"):
        assert part in output, output


def test_a_broker_that_does_not_answer_is_told(workspace):
    code, output, _ = doctor(workspace, "--brokers", "127.0.0.1:9")
    assert code == 1 and "no answer from 127.0.0.1:9" in output and "refused" in output.lower()


def test_a_wrong_configuration_ends_with_78(workspace):
    code, output, errors = doctor(workspace, kafka={"grup": "x"})
    assert (code, output) == (78, "") and "grup" in errors
