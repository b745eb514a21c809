"""C2: is tanh better than sigmoid in hidden layers, because it is centred; and at the output?"""

from propbench.bench.claims.c02_tanh.experiments import measure
from propbench.bench.claims.c02_tanh.questions import formula, judge
from propbench.bench.claims.c02_tanh.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, races=races, measure=measure)
