"""C11: convolution for images and recurrence for sequences: what weight sharing buys."""

from propbench.bench.claims.c11_weight_sharing.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    measure=Later(f"{__name__}.experiments", "measure"),
)
