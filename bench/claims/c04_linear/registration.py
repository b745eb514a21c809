"""C4: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C4",
    title="Linear activations make depth useless",
    taught="With linear activations the network computes a linear function whatever its depth.",
    rule=(
        "True of what it is true of, question by question. Function: outputs differ from "
        "W_L ... W_1 x + b by at most 1e-12 of the largest output, and their rank is at most the "
        "narrowest layer. Accuracy: errors on unseen examples, deep over one layer, as medians of "
        "ratios by seed, pooled over tasks for 2, 3 and 8 layers; each within 0.8 to 1.25. "
        "Training: iterations to within a hundred-thousandth of a nat of the convex optimum (a "
        "hundredth on digits), deep over "
        "one layer, each at its best rate, pooled likewise; each within 0.8 to 1.25. Precision: "
        "f(a+b) - f(a) - f(b) stays within rounding (100 units of it); it is false where it passes "
        "1 % of f."
    ),
    forecast=Forecast(
        "The function is linear to rounding in every network with ordinary weights, so that depth "
        "adds no accuracy. Training is not the same: deeper is slower or faster by the task, "
        "eight layers mostly slower. Near underflow a linear network is not linear at any "
        "precision.",
        {"true": 0.04, "in part": 0.92, "false": 0.02, "cannot tell": 0.02},
    ),
)
