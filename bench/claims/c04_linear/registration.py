"""C4: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C4",
    title="Linear activations make depth useless",
    taught="With linear activations the network computes a linear function whatever its depth.",
    rule=(
        "Function: a cell supports when outputs differ from W_L ... W_1 x + b by at most 1e-12 of "
        "the largest output, when the rank of the outputs is at most the narrowest layer, and when "
        "test accuracy is within one point of logistic regression's (95 % interval). Training: it "
        "supports when the 95 % interval of iterations to the convex optimum plus 0.001 nats "
        "(0.01 on digits), deep over one layer, lies within 0.8 to 1.25, and contradicts when it "
        "lies outside. "
        "Precision: it supports when f(a+b) - f(a) - f(b) stays within rounding (100 units of it) "
        "and contradicts when it passes 1 % of f."
    ),
    forecast=Forecast(
        "The function is linear to rounding in every network with ordinary weights, so that depth "
        "adds no accuracy. Training is not the same: deeper is slower or faster by the task, "
        "eight layers mostly slower. Near underflow a linear network is not linear at any "
        "precision.",
        {"true": 0.1, "false": 0.05, "in part": 0.8, "cannot tell": 0.05},
    ),
)
