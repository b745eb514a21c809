"""C10: are hyperparameters found by trying, and do the best change with the infrastructure?"""

from propbench.bench.claims.c10_hyperparameters.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    measure=Later(f"{__name__}.experiments", "measure"),
    measure_here=Later(f"{__name__}.experiments", "measure_here"),
)
