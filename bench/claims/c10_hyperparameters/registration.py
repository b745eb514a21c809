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
        "Found by trying: a learning rate by rule (1 or 2 over the largest curvature at the start) "
        "takes more iterations than the best of a search, pooled over networks. The best change: "
        "on each infrastructure the time to the target with another's best values over that with "
        "its own is above 1; in seconds, as iterations times this machine's seconds of a step, or "
        "in iterations, by the same runs on each infrastructure. The best are chosen once, on "
        "other seeds and repeats than those that judge. Both halves must hold; the second where "
        "any infrastructure says so."
    ),
    forecast=Forecast(
        "Counted in iterations the best values are the same everywhere. Counted in seconds batch "
        "size and width move between pure Python and compiled or vectorised code, less between the "
        "latter. The rule gives a rate within a small factor of the best, and still loses time.",
        {"true": 0.05, "false": 0.05, "in part": 0.85, "cannot tell": 0.05},
    ),
)
