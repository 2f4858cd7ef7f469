"""The audit finds what is wrong: the same faults, and deliveries that keep less than they promise."""

import dataclasses

import pytest

from plan import Counts
from run import Scenario

# A second stage knows a detection that comes again, and would hide the mistakes of the first.
ONE_STAGE = {"correlation": {"detection_topic": ""}}
STATIC = {"kafka": {"assignor": "range"}, **ONE_STAGE}
KILLED = Scenario(10_000, Counts(kills=8), daemons=2, threads=2, rate=1000, is_static=True,
                  config=STATIC)
# What a frozen process began is still open when it goes on.
PATIENT = {"kafka": {"producer_properties": {"transaction.timeout.ms": 60_000,
                                              "message.timeout.ms": 60_000}}, **ONE_STAGE}

# A process must be frozen in the middle of a transaction that lives on: not every run has one.
RUNS = 6

# By mistake: what happens, and what is found.
MISTAKES = {
    "offsets_outside": (KILLED, "lost"),
    "no_rewind": (Scenario(6_000, Counts(kills=1), daemons=2, config=ONE_STAGE), "lost"),
    "no_undo": (Scenario(6_000, Counts(kills=1), daemons=2), "lost"),
    "no_fence": (Scenario(12_000, Counts(freezes=4), daemons=3, config=PATIENT, rate=600),
                 "doubled"),
}


def test_at_least_once_doubles_alerts(outcome_of, seed, note):
    scenario = dataclasses.replace(KILLED, config={"delivery": "at_least_once", **STATIC})
    findings = outcome_of(scenario).findings
    note(f"at least once, seed {seed}: {findings}")
    assert findings.doubled and not findings.lost and not findings.unasked


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(mistake, outcome_of, program_with_mistakes, seed, note):
    scenario, kind = MISTAKES[mistake]
    scenario = dataclasses.replace(scenario, program=program_with_mistakes, settle_seconds=30,
                                   environment={"NEWSWATCH_MISTAKE": mistake})
    for run in range(RUNS):
        findings = outcome_of(scenario).findings
        note(f"{mistake}, seed {seed + run}: {findings}")
        if getattr(findings, kind):
            return
    pytest.fail(f"not found in {RUNS} runs from seed {seed}")
