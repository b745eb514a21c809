"""C8: do traditional algorithms stop improving as data grows, while larger networks go on?"""

from propbench.bench.claims.c08_more_data.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    measure=Later(f"{__name__}.experiments", "measure"),
    measure_here=Later(f"{__name__}.experiments", "measure_here"),
)
