"""No fault loses or doubles an alert: daemons and brokers are killed and frozen under a stream."""

import pytest

from plan import Counts
from run import Scenario

# Together 100,000 articles, 20 daemons and 5 brokers killed, 3 daemons frozen beyond their session. With
# static membership that is longer than a broker's, as it should be; else it is as long.
STATIC = {"kafka": {
    "assignor": "range",  # docs/operating.md says why.
    # A broker that is frozen for longer makes transactions fail.
    "producer_properties": {"message.timeout.ms": 3000},
}}
SCENARIOS = {
    "three daemons with static membership":
        Scenario(60_000, Counts(kills=12, broker_kills=3, freezes=1, broker_freezes=1), daemons=3,
                 is_static=True, session_seconds=12, config=STATIC),
    "two daemons with dynamic membership":
        Scenario(40_000, Counts(kills=8, broker_kills=2, freezes=2), daemons=2, threads=2),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_alert_comes_once_and_in_order(name, outcome_of, seed, note):
    outcome = outcome_of(SCENARIOS[name])
    note(f"{name}, seed {seed}: {outcome.figures}")
    assert not outcome.findings, f"seed {seed}: {outcome.findings}"
