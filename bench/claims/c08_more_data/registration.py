"""C8: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C8",
    title="Only larger networks go on improving with more data",
    taught=(
        "Traditional algorithms (SVM, logistic regression) stop improving as data grows; larger "
        "networks keep improving with more labelled data."
    ),
    rule=(
        "Stops: ten times the examples lower a learner's errors by no more than a quarter, by "
        "the last decade of its curve, pooled over data sets; on a plane, which every linear "
        "learner represents, curves are shown and not counted. Goes on: the errors of the "
        "networks of 64 and 256 units fall. Ahead: errors of the best traditional learner, "
        "chosen on half of the draws, over those of the largest network on the other half, at "
        "the most examples and at equal seconds of fitting, must be above 1."
    ),
    forecast=Forecast(
        "Linear models stop where they are misspecified and go on where they are not; the "
        "kernel machine goes on; larger networks go on, and are ahead only beyond some number of "
        "examples. It depends on the data set.",
        {"true": 0.05, "false": 0.1, "in part": 0.8, "cannot tell": 0.05},
    ),
)
