"""C3: is leaky ReLU the remedy for ReLU's dead gradient, and is its 0.01 worth a change?"""

from propbench.bench.claims.c03_leaky.experiments import measure
from propbench.bench.claims.c03_leaky.questions import judge
from propbench.bench.claims.c03_leaky.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, races=races, measure=measure)
