"""C10: are hyperparameters found by trying, and do the best change with the infrastructure?"""

from propbench.bench.claims.c10_hyperparameters.experiments import measure, measure_here
from propbench.bench.claims.c10_hyperparameters.questions import formula, judge
from propbench.bench.claims.c10_hyperparameters.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, measure=measure, measure_here=measure_here)
