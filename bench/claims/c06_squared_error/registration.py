"""C6: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C6",
    title="Squared error works badly for logistic regression",
    taught=(
        "Squared error does not work well with gradient descent for logistic regression, because "
        "it is not convex; cross-entropy does."
    ),
    rule=(
        "Works badly: iterations of squared error over those of cross-entropy to within one point "
        "of the lowest training error of a convex fit, each at its own best learning rate, pooled "
        "over eight tasks with right labels and with a fifth of them wrong, must be above 1; from "
        "zero weights, from saturated weights of the wrong sign, or both. Because it is not "
        "convex: on every set of examples its curvature is negative somewhere on a descent, or "
        "starts end in several minima, and neither with cross-entropy. Beside it: errors on clean "
        "held-out labels, and least squares without a sigmoid to its own best error."
    ),
    forecast=Forecast(
        "Not convex: true. From zero weights with a tuned learning rate: no slower. From "
        "saturated wrong weights: slower with right labels, not with wrong ones, so that the "
        "claim is true there or nowhere. Least squares without a sigmoid is slower.",
        {"true": 0.05, "false": 0.4, "in part": 0.45, "cannot tell": 0.1},
    ),
)
