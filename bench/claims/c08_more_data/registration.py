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
        "The factor by which ten times the examples lower the error over the last decade of a "
        "learning curve, pooled over data sets. Each traditional learner must have stopped, its "
        "factor below 1.25 for sure, and the networks of 64 and of 256 units must go on, theirs "
        "above 1. Beside it: errors of the best traditional learner, chosen by other draws than "
        "those that judge, over the largest network's, at the most examples and at equal seconds; "
        "and a plane, which linear learners represent, as a control."
    ),
    forecast=Forecast(
        "Linear models stop where they are misspecified and go on where they are not; the "
        "kernel machine goes on; larger networks go on, and are ahead only beyond some number of "
        "examples. It depends on the data set.",
        {"true": 0.05, "false": 0.1, "in part": 0.8, "cannot tell": 0.05},
    ),
)
