"""C4: with linear activations the network computes a linear function whatever its depth."""

from propbench.bench.claims.c04_linear.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    measure=Later(f"{__name__}.experiments", "measure"),
    measure_here=Later(f"{__name__}.experiments", "measure_here"),
)
