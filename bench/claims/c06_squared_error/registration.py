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
        "Five questions, each by cells. Not convex: with squared error through a sigmoid the "
        "curvature is negative somewhere on a descent, or starts end in several minima, and "
        "neither with cross-entropy. Works badly, from zero or small weights, and from saturated "
        "weights of the wrong sign: more than 1.25 times the iterations of cross-entropy to within "
        "one point of the lowest training error of a convex fit, each at its own best learning "
        "rate, in at least 80 % of the cells (task, label noise, start) and fewer in none. Label "
        "noise: more than 1.25 times the errors on clean held-out labels. Without a sigmoid: more "
        "than 1.25 times the iterations, to that goal and to that of each loss's own best fit."
    ),
    forecast=Forecast(
        "Not convex: supported. From an ordinary start with a tuned learning rate: equal or "
        "moderately slower, so not supported or depending on the task; from saturated wrong "
        "weights far slower: supported. With flipped labels squared error may win. Least squares "
        "without a sigmoid is fine where its own fit is good enough. Altogether it depends.",
        {"true": 0.05, "false": 0.03, "in part": 0.87, "cannot tell": 0.05},
    ),
)
