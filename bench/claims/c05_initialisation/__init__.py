"""C5: how weights and biases should begin."""

from propbench.bench.claims.c05_initialisation.experiments import measure, measure_here
from propbench.bench.claims.c05_initialisation.questions import formula, judge
from propbench.bench.claims.c05_initialisation.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, races=races, measure=measure, measure_here=measure_here)
