"""C11: convolution for images and recurrence for sequences: what weight sharing buys."""

from propbench.bench.claims.c11_weight_sharing.experiments import measure
from propbench.bench.claims.c11_weight_sharing.questions import formula, judge
from propbench.bench.claims.c11_weight_sharing.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, measure=measure)
