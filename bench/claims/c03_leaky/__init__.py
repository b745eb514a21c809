"""C3: is leaky ReLU the remedy for ReLU's dead gradient, and is its 0.01 worth a change?"""

from propbench.bench.claims.c03_leaky.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    races=races,
    measure=Later(f"{__name__}.experiments", "measure"),
)
