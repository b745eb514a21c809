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
        "Not convex: through a sigmoid the curvature of squared error is negative somewhere on "
        "a descent, or starts end in several minima, and neither with cross-entropy. Works "
        "badly: iterations of squared error over those of cross-entropy to within one point of "
        "the lowest training error of a convex fit, each at its own best learning rate, pooled "
        "over tasks for each share of flipped labels, from zero weights and from saturated "
        "weights of the wrong sign, must be above 1. Label noise: the same of errors on clean "
        "held-out labels. Without a sigmoid: the same of least squares, to that goal and to "
        "that of each loss's own best fit."
    ),
    forecast=Forecast(
        "Not convex: supported. From an ordinary start with a tuned learning rate: equal or "
        "moderately slower, so not supported or depending on the task; from saturated wrong "
        "weights far slower: supported. With flipped labels squared error may win. Least squares "
        "without a sigmoid is fine where its own fit is good enough. Altogether it depends.",
        {"true": 0.05, "false": 0.03, "in part": 0.87, "cannot tell": 0.05},
    ),
)
