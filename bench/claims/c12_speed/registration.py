"""C12: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.claims.shared.settings import timed
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R0, R1

REGISTRATION = Registration(
    id="C12",
    title="Faster computers and algorithms cut training time",
    taught="Faster computers and algorithms cut training time, so more ideas can be tried.",
    rule=(
        "The seconds to the target of textbook loops with sigmoid over those of the fastest "
        "implementation with ReLU: the product of three independent factors (implementation, cost "
        "of a step, iterations), true where it is above 1. Each factor by itself, the cores and "
        "the tuning of the learning rate stand beside it, and so do whole runs timed directly: a "
        "step of theirs must take as long as a step timed alone, to within 1.25."
    ),
    forecast=Forecast(
        "The implementation brings the most by far; the activation brings a few times on a "
        "shallow network, mostly in iterations; a second core brings little at this size.",
        {"true": 0.9, "false": 0.02, "in part": 0.03, "cannot tell": 0.05},
    ),
)

COURSE = R0


def races(profile: str) -> tuple[Race, ...]:
    tuned = timed("shallow", R1)
    return (tuned, timed("shallow", COURSE)) if profile == "full" else (tuned,)
