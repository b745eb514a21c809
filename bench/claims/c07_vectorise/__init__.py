"""C7: never use explicit for-loops; vectorise and broadcast; avoid rank-1 arrays."""

from propbench.bench.claims.c07_vectorise.experiments import measure
from propbench.bench.claims.c07_vectorise.questions import formula, judge
from propbench.bench.claims.c07_vectorise.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, measure=measure)
