"""C7: never use explicit for-loops; vectorise and broadcast; avoid rank-1 arrays."""

from propbench.bench.claims.c07_vectorise.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    measure=Later(f"{__name__}.experiments", "measure"),
)
