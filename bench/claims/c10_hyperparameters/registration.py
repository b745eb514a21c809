"""C10: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C10",
    title="Hyperparameters are found by trying, on each infrastructure anew",
    taught=(
        "Hyperparameters (learning rate, iterations, layers, units, activation) are found by "
        "trying; the best values change with the infrastructure."
    ),
    rule=(
        "Regret is the time to the target on one infrastructure with the best values of another "
        "over that with its own, best on one half of the measurements and judged on the other, "
        "pooled over pairs of infrastructures: on pure Python, with pure Python's values, and "
        "among the fast ones. Each must be above 1. Iterations: those of a setting on one "
        "infrastructure over those on the reference must differ. Trying: iterations with a "
        "learning rate by rule (1 or 2 over the largest curvature at the start) over those with "
        "the best of a search, pooled over tasks, must be above 1."
    ),
    forecast=Forecast(
        "Counted in iterations the best values are the same everywhere. Counted in seconds batch "
        "size and width move between pure Python and compiled or vectorised code, less between the "
        "latter. The rule gives a rate within a small factor of the best, and still loses time.",
        {"true": 0.05, "false": 0.05, "in part": 0.85, "cannot tell": 0.05},
    ),
)
