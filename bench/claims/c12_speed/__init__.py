"""C12: do faster computers and better algorithms cut training time, and by how much together?"""

from propbench.bench.claims.c12_speed.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    races=races,
    measure_here=Later(f"{__name__}.experiments", "measure_here"),
)
