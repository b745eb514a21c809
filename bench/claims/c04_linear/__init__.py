"""C4: with linear activations the network computes a linear function whatever its depth."""

from propbench.bench.claims.c04_linear.experiments import measure, measure_here
from propbench.bench.claims.c04_linear.questions import formula, judge
from propbench.bench.claims.c04_linear.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, measure=measure, measure_here=measure_here)
