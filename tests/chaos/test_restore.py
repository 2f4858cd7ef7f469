"""All that a state topic holds is read before a partition is worked on. The time is told, not judged."""

import re
import subprocess
from typing import Dict, List

import pytest

from child import wait_until

READ = re.compile(r"read \S+\.state\[\d+\]: (\d+) records in (\d+) ms")
ARTICLES = {"a million entries of short articles": (1_000_000, 0),
            "100,000 articles with sketches": (100_000, 176)}


def reads(log_lines: List[Dict]) -> List[List[int]]:
    """Records and milliseconds of each partition that was read."""
    found = [READ.match(line["message"]) for line in log_lines]
    return [[int(one[1]), int(one[2])] for one in found if one]


@pytest.mark.parametrize("name", ARTICLES)
def test_state_is_read_whole(name, workspace_on_cluster, program_that_fills_state, note):
    count, marks = ARTICLES[name]
    workspace = workspace_on_cluster
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics(1)
    size = subprocess.run([program_that_fills_state, workspace.bootstrap, workspace.state, "2",
                           str(count), str(marks)], check=True, capture_output=True, timeout=300)
    daemon = workspace.daemon().wait_ready()
    wait_until("both partitions are read", lambda: len(reads(daemon.log_lines())) == 2, 120)
    done = reads(daemon.log_lines())
    assert sum(records for records, _ in done) == count
    workspace.feed([{"id": "a", "title": "A flood", "body": "The flood came."}])
    wait_until("an alert came", workspace.alert_records, 60, every=0.2)
    note(f"{name}, {int(size.stdout)} bytes each: read in {sum(ms for _, ms in done) / 1000:.1f} s")
    assert daemon.terminate() == 0
