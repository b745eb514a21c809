"""C5: how weights and biases should begin."""

from propbench.bench.claims.c05_initialisation.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    races=races,
    measure=Later(f"{__name__}.experiments", "measure"),
    measure_here=Later(f"{__name__}.experiments", "measure_here"),
)
