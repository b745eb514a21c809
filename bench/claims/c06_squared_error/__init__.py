"""C6: does squared error work badly with gradient descent for logistic regression?

Losses of different kinds cannot share a loss target, so arms race to an error: to within one
point of the lowest training error that a convex fit reaches (`two_classes.py`).
"""

from propbench.bench.claims.c06_squared_error.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.later import Later

CLAIM = Claim(
    REGISTRATION,
    Later(f"{__name__}.questions", "judge"),
    Later(f"{__name__}.questions", "formula"),
    measure=Later(f"{__name__}.experiments", "measure"),
)
