"""C6: does squared error work badly with gradient descent for logistic regression?

Losses of different kinds cannot share a loss target, so arms race to an error: to within one
point of the lowest training error that a convex fit reaches (`two_classes.py`).
"""

from propbench.bench.claims.c06_squared_error.experiments import measure
from propbench.bench.claims.c06_squared_error.questions import formula, judge
from propbench.bench.claims.c06_squared_error.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, measure=measure)
