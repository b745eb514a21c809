"""C9: small deep networks against exponentially many hidden units: represent, separate, learn."""

from propbench.bench.claims.c09_circuits.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    races=races,
    measure=Later(f"{__name__}.experiments", "measure"),
)
