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
        "Together: from textbook loops with sigmoid to the fastest implementation with ReLU, "
        "the implementation, the cost of a step and the iterations multiply to a ratio of "
        "seconds above 1. Each factor, tuning and a second core beside them, is shown by "
        "itself. The product is believed where whole training runs, timed directly, take as "
        "long as it says, within a quarter."
    ),
    forecast=Forecast(
        "The implementation brings the most by far; the activation brings a few times on a "
        "shallow network, mostly in iterations; a second core brings little at this size.",
        {"true": 0.35, "false": 0.05, "in part": 0.5, "cannot tell": 0.1},
    ),
)

COURSE = R0


def races(profile: str) -> tuple[Race, ...]:
    tuned = timed("shallow", R1)
    return (tuned,) if profile == "quick" else (tuned, timed("shallow", COURSE))
