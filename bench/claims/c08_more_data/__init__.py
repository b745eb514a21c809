"""C8: do traditional algorithms stop improving as data grows, while larger networks go on?"""

from propbench.bench.claims.c08_more_data.experiments import measure, measure_here
from propbench.bench.claims.c08_more_data.questions import formula, judge
from propbench.bench.claims.c08_more_data.registration import REGISTRATION
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, measure=measure, measure_here=measure_here)
