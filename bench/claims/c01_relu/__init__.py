"""C1: does ReLU train faster than sigmoid, and because the sigmoid's gradient vanishes?"""

from propbench.bench.claims.c01_relu.experiments import measure
from propbench.bench.claims.c01_relu.questions import formula, judge
from propbench.bench.claims.c01_relu.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, races=races, measure=measure)
