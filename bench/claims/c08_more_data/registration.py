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
        "A curve has stopped where ten times the examples lower the error by a factor whose 95 % "
        "interval includes 1 or lies below 1.25, and the interval of gamma in error = alpha "
        "n^beta + gamma excludes the best possible error (0 on synthetic data, taken as 0 on real "
        "data); it goes on where that interval lies above 1.25. Supported: at least 80 % of the "
        "linear learners' and of the kernel machine's curves have stopped and none goes on, the "
        "networks of 64 and 256 units go on, and the largest makes fewer errors than every "
        "traditional learner by more than 1.25 times, at the most examples and at equal seconds."
    ),
    forecast=Forecast(
        "Linear models stop where they are misspecified and go on where they are not; the "
        "kernel machine goes on; larger networks go on, and are ahead only beyond some number of "
        "examples. It depends on the data set.",
        {"true": 0.05, "false": 0.1, "in part": 0.8, "cannot tell": 0.05},
    ),
)
