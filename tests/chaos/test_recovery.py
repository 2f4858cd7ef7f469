"""How long no alerts come when a daemon is killed, alone or with a broker. The times are told, not judged.

Each fault comes when the one before is over, and nothing is set up but what docs/operating.md advises.
"""

from plan import KILL, KILL_WITH_BROKER, Counts, Fault
from run import Scenario

RATE, DAEMONS = 400, 3
ALONE, WITH_BROKER = 10, 4
ALONE_EVERY, WITH_BROKER_EVERY = 5, 22  # Seconds.
FIRST_WITH_BROKER = 5 + ALONE * ALONE_EVERY
END = FIRST_WITH_BROKER + WITH_BROKER * WITH_BROKER_EVERY

SCENARIO = Scenario(
    RATE * END, Counts(), DAEMONS, is_static=True, session_seconds=12, rate=RATE,
    config={"kafka": {"assignor": "range"}},
    faults=(*[Fault(RATE * (5 + ALONE_EVERY * number), KILL, number % DAEMONS, 0, 0)
              for number in range(ALONE)],
            *[Fault(RATE * (FIRST_WITH_BROKER + WITH_BROKER_EVERY * number), KILL_WITH_BROKER,
                    number % DAEMONS, number % 3, 3.5) for number in range(WITH_BROKER)]))


def test_alerts_come_again_after_a_kill(outcome_of, seed, note):
    outcome = outcome_of(SCENARIO)
    note(f"recovery, seed {seed}: {outcome.figures}")
    assert not outcome.findings, f"seed {seed}: {outcome.findings}"
    assert outcome.figures.alone
