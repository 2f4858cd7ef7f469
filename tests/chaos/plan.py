"""Which faults happen when, by a seed: the same seed gives the same plan."""

import random
from dataclasses import dataclass
from typing import List

KILL, KILL_WITH_BROKER, FREEZE, FREEZE_BROKER = range(4)
ON_BROKERS = {KILL_WITH_BROKER, FREEZE_BROKER}
ON_DAEMONS = {KILL, KILL_WITH_BROKER, FREEZE}


@dataclass(frozen=True)
class Counts:
    """How many faults of each kind."""
    kills: int = 0  # Of daemons; so many of them together with a broker:
    broker_kills: int = 0
    freezes: int = 0  # Of daemons.
    broker_freezes: int = 0

    def kinds(self) -> List[int]:
        return ([KILL] * (self.kills - self.broker_kills) +
                [KILL_WITH_BROKER] * self.broker_kills + [FREEZE] * self.freezes +
                [FREEZE_BROKER] * self.broker_freezes)


# Between which seconds a fault lasts. A frozen daemon loses its session, so its time comes on top of
# that; a frozen broker goes on before the others choose new leaders.
SECONDS = {KILL: (0, 0), KILL_WITH_BROKER: (2, 5), FREEZE: (1.5, 3), FREEZE_BROKER: (4, 5)}


@dataclass(frozen=True)
class Fault:
    at: int  # When so many articles have been fed, or soon after.
    kind: int
    daemon: int
    broker: int
    seconds: float  # How long a broker is down or a process frozen.


def plan(dice: random.Random, articles: int, counts: Counts, daemons: int, brokers: int,
         session_seconds: float) -> List[Fault]:
    """Faults from the first twentieth of the stream to the last, in their order.

    No daemon is hit twice in succession, so that most have the time to come back.
    """
    kinds = counts.kinds()
    dice.shuffle(kinds)
    step = 0.9 * articles / len(kinds)
    faults, daemon = [], dice.randrange(daemons)
    for number, kind in enumerate(kinds):
        daemon = (daemon + dice.randrange(1, daemons)) % daemons
        seconds = dice.uniform(*SECONDS[kind]) + (session_seconds if kind == FREEZE else 0)
        faults.append(Fault(int(0.05 * articles + step * (number + dice.random())), kind, daemon,
                            dice.randrange(brokers), seconds))
    return faults
