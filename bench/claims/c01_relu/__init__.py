"""C1: does ReLU train faster than sigmoid, and because the sigmoid's gradient vanishes?"""

from propbench.bench.claims.c01_relu.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    races=races,
    measure=Later(f"{__name__}.experiments", "measure"),
)
