"""C12: do faster computers and better algorithms cut training time, and by how much together?"""

from propbench.bench.claims.c12_speed.experiments import measure_here
from propbench.bench.claims.c12_speed.questions import formula, judge
from propbench.bench.claims.c12_speed.registration import REGISTRATION, races
from propbench.bench.claims.referee.registration import Claim

CLAIM = Claim(REGISTRATION, judge, formula, races=races, measure_here=measure_here)
