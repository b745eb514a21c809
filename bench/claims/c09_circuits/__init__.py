"""C9: small deep networks against exponentially many hidden units: represent, separate, learn."""

from propbench.bench.claims.c09_circuits.experiments import measure
from propbench.bench.claims.c09_circuits.questions import formula, judge
from propbench.bench.claims.c09_circuits.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, races=races, measure=measure)
