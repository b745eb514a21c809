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
        "Regret is the cost on one infrastructure of using the best values of another: the time to "
        "the target with them over the time with its own. A cell, a pair of infrastructures, "
        "supports when the regret is over 1.25 (95 % interval); 80 % of the cells. Seconds: times "
        "are iterations times this machine's seconds of a step. Iterations: a cell is a setting "
        "on one infrastructure, its ratio the iterations there over those of the reference, whose "
        "best values are therefore its own; it is equivalent within 1.25. Trying: a cell supports "
        "when a learning rate by rule (1 or 2 over the largest curvature at the start) takes more "
        "than 1.25 times as many iterations as the best of a search."
    ),
    forecast=Forecast(
        "Counted in iterations the best values are the same everywhere. Counted in seconds batch "
        "size and width move between pure Python and compiled or vectorised code, less between the "
        "latter. The rule gives a rate within a small factor of the best, and still loses time.",
        {"true": 0.05, "false": 0.05, "in part": 0.85, "cannot tell": 0.05},
    ),
)
