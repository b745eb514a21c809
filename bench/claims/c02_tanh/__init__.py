"""C2: is tanh better than sigmoid in hidden layers, because it is centred; and at the output?"""

from propbench.bench.claims.c02_tanh.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    races=races,
    measure=Later(f"{__name__}.experiments", "measure"),
)
